/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In cmc, what needs GMime and Gumbo is a module, mime.so, which is loaded when it is first called for: a fifth of the
 * time of a command that does not need it. These functions take the place of those in build.c, outgoing.c and
 * understand.c, and promise the same.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/library.h"
#include "base/log.h"
#include "base/run.h"
#include "mail/build.h"
#include "mail/outgoing.h"
#include "mail/understand.h"

static struct {
	typeof(understand_message) *understand;
	typeof(build_mail) *build;
	typeof(outgoing_read) *read;
	typeof(outgoing_seal) *seal;
} mime;

bool understand_load(GError **error)
{
	const LibraryRow rows[] = {{"understand_message", (gpointer *)&mime.understand},
				   {"build_mail", (gpointer *)&mime.build},
				   {"outgoing_read", (gpointer *)&mime.read},
				   {"outgoing_seal", (gpointer *)&mime.seal}};
	g_autofree char *path = mime.understand ? NULL : run_libexec("mime.so");

	return library_load(path, rows, G_N_ELEMENTS(rows), error);
}

/* A program without its module understands nothing, and must not say that it does. */
Message *understand_message(const char *bytes, gsize length)
{
	g_autoptr(GError) error = NULL;

	if (understand_load(&error))
		return mime.understand(bytes, length);
	log_trouble("mime-module", "%s", error->message);
	exit(error_exit_code(error));
}

GBytes *build_mail(const BuildMail *mail, GError **error)
{
	return understand_load(error) ? mime.build(mail, error) : NULL;
}

Outgoing *outgoing_read(const char *bytes, gsize length, GError **error)
{
	return understand_load(error) ? mime.read(bytes, length, error) : NULL;
}

/* Of what outgoing_read() gave: the module is there. */
GBytes *outgoing_seal(Outgoing *outgoing, const Address *from, int64_t now, const char *zone)
{
	return mime.seal(outgoing, from, now, zone);
}
