/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/phone.h"

#include <glib/gi18n.h>

#include "base/error.h"
#include "base/library.h"
#include "base/run.h"

/* What the module exports: both give a string to be freed by g_free(), or NULL. */
typedef char *(*E164Func)(const char *text, const char *region);
typedef char *(*DisplayFunc)(const char *e164);

static struct {
	E164Func e164;
	DisplayFunc display;
} phone;

static bool load(GError **error)
{
	const LibraryRow rows[] = {{"phone_module_e164", (gpointer *)&phone.e164},
				   {"phone_module_display", (gpointer *)&phone.display}};
	g_autofree char *path = phone.e164 ? NULL : run_libexec("phone.so");

	return library_load(path, rows, G_N_ELEMENTS(rows), error);
}

char *phone_e164(const char *text, const char *region, GError **error)
{
	char *number;

	if (!load(error))
		return NULL;
	number = phone.e164(text, region ? region : "");
	if (!number)
		g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" is no phone number"), text);
	return number;
}

char *phone_display(const char *e164)
{
	char *shown = load(NULL) ? phone.display(e164) : NULL;

	return shown ? shown : g_strdup(e164);
}
