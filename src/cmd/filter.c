/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmc filter: a mail in, the same bytes out. Whatever goes wrong, the bytes go out as they came; the exit code says
 * that they were not looked at. So a caller who heeds it keeps its own copy, and one who does not loses nothing either.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "app/delivery.h"
#include "app/look.h"
#include "cmd/command.h"
#include "cmd/print.h"

static gboolean soft, tag;

static const GOptionEntry options[] = {
	{"soft", 0, 0, G_OPTION_ARG_NONE, &soft, N_("exit 0 even when the mail could not be looked at"), NULL},
	{"tag", 0, 0, G_OPTION_ARG_NONE, &tag, N_("add X-CMC-Kind, X-CMC-Contact and X-CMC-Call"), NULL},
	{0},
};

static bool failed_at(const char *what, GError **error)
{
	g_set_error(error, ERROR, ERROR_TEMP, "%s: %s", what, g_strerror(errno));
	return false;
}

static bool write_all(const char *bytes, gsize length, GError **error)
{
	while (length > 0) {
		ssize_t done = write(STDOUT_FILENO, bytes, length);

		if (done < 0 && errno != EINTR)
			return failed_at(_("standard output"), error);
		if (done > 0) {
			bytes += done;
			length -= (gsize)done;
		}
	}
	return true;
}

/* The beginning of the mail, all of it as a rule: what is looked at. */
static bool read_beginning(char *bytes, gsize most, gsize *length, GError **error)
{
	while (*length < most) {
		ssize_t got = read(STDIN_FILENO, bytes + *length, most - *length);

		if (got < 0 && errno != EINTR)
			return failed_at(_("standard input"), error);
		if (got == 0)
			break;
		if (got > 0)
			*length += (gsize)got;
	}
	return true;
}

static bool copy_rest(GError **error)
{
	char buffer[65536];

	for (;;) {
		gsize length = 0;

		if (!read_beginning(buffer, sizeof buffer, &length, error) || !write_all(buffer, length, error))
			return false;
		if (length < sizeof buffer)
			return true;
	}
}

/* Our fields stand above the mail's own, but below a mailbox's separator line, and end as its lines do. */
static bool write_tagged(const char *bytes, gsize length, const Delivery *delivery, GError **error)
{
	const char *separator = length > 5 && memcmp(bytes, "From ", 5) == 0 ? memchr(bytes, '\n', length) : NULL;
	gsize before = separator ? (gsize)(separator + 1 - bytes) : 0;
	const char *feed = memchr(bytes + before, '\n', length - before);
	bool crlf = feed && feed > bytes + before && feed[-1] == '\r';
	g_autofree char *tags = delivery_tags(delivery, crlf ? "\r\n" : "\n");

	return write_all(bytes, before, error) && write_all(tags, strlen(tags), error) &&
	       write_all(bytes + before, length - before, error);
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autofree char *bytes = g_malloc(LOOK_BYTES);
	gsize length = 0;
	Delivery delivery = {0};
	g_autoptr(GError) unseen = NULL;

	(void)arguments;
	bool whole = read_beginning(bytes, LOOK_BYTES, &length, error);
	bool seen = whole && length > 0 &&
		    delivery_record(context->config_path, bytes, length, context->now, &delivery, &unseen);
	bool written = tag && seen ? write_tagged(bytes, length, &delivery, whole ? error : NULL)
				   : write_all(bytes, length, whole ? error : NULL);
	if (!written || !whole || (length == LOOK_BYTES && !copy_rest(error)))
		return EXIT_FAILED;
	if (seen || length == 0)
		return 0;
	print_talk(_("not looked at: %s"), unseen->message);
	return soft ? 0 : 75;
}

const Command command_filter = {
	.name = "filter",
	.arguments = "",
	.summary = N_("at delivery: a mail in, the same bytes out, what concerns cmc recorded"),
	.needs = NEEDS_NOTHING,
	.options = options,
	.run = run,
};
