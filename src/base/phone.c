/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/phone.h"

#include <glib/gi18n.h>
#include <gmodule.h>

#include "base/error.h"
#include "base/run.h"

/* What the module exports: both give a string to be freed by g_free(), or NULL. */
typedef char *(*E164Func)(const char *text, const char *region);
typedef char *(*DisplayFunc)(const char *e164);

static struct {
	GModule *module;
	E164Func e164;
	DisplayFunc display;
} phone;

static bool load(GError **error)
{
	g_autofree char *path = run_libexec("phone.so");

	if (phone.e164)
		return true;
	phone.module = g_module_open(path, G_MODULE_BIND_LOCAL);
	if (!phone.module || !g_module_symbol(phone.module, "phone_module_e164", (gpointer *)&phone.e164) ||
	    !g_module_symbol(phone.module, "phone_module_display", (gpointer *)&phone.display)) {
		phone.e164 = NULL;
		g_set_error(error, ERROR, ERROR_SOFTWARE, _("the phone number module cannot be loaded: %s"),
			    g_module_error());
		return false;
	}
	return true;
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
