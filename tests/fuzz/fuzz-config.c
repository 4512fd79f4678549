/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A config file: understood whole, or refused with one sentence. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "app/config.h"
#include "base/when.h"
#include "fuzz.h"

static char *place_of_config(void)
{
	char *path = g_strdup("/dev/shm/cmc-fuzz-XXXXXX");
	int fd = g_mkstemp(path); /* mode 0600, which is asked for */

	if (fd < 0)
		g_error("no file at %s", path);
	close(fd);
	return path;
}

static char *path;

static void remove_config(void)
{
	g_unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = NULL;

	if (!path) {
		path = place_of_config();
		atexit(remove_config);
	}
	FILE *file = fopen(path, "w");
	if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
		g_error("%s cannot be written", path);
	config = config_load(path, &error);
	if (!config != !!error)
		g_error("neither a config nor an error, or both");
	if (error && strchr(error->message, '\n'))
		g_error("an error of two lines");
	if (!config)
		return 0;
	if (!when_zone_known(config->timezone))
		g_error("time zone \"%s\"", config->timezone);
	for (guint i = 0; i < config->accounts->len; i++) {
		const Account *account = config->accounts->pdata[i];

		if (!account->email || !config_owns(config, account->email))
			g_error("an account without its address");
		if (account->imap.host && account->maildir)
			g_error("two places of one account's mail");
	}
	return 0;
}
