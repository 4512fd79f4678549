/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/desktop.h"

#include <gio/gio.h>

#include "base/library.h"
#include "base/log.h"

#define LIBRARY	  "libgio-2.0.so.0"
#define ANSWER_MS 2000
#define URGENT	  2

static struct {
	typeof(g_bus_get_sync) *bus_get;
	typeof(g_dbus_connection_set_exit_on_close) *set_exit_on_close;
	typeof(g_dbus_connection_call_sync) *call;
	typeof(g_object_unref) *unref;
} gio;

static bool load(GError **error)
{
	const LibraryRow rows[] = {
		{"g_bus_get_sync", (gpointer *)&gio.bus_get},
		{"g_dbus_connection_set_exit_on_close", (gpointer *)&gio.set_exit_on_close},
		{"g_dbus_connection_call_sync", (gpointer *)&gio.call},
		{"g_object_unref", (gpointer *)&gio.unref},
	};

	return library_load(LIBRARY, rows, G_N_ELEMENTS(rows), error);
}

Desktop *desktop_open(void)
{
	/* a bus that is named; GDBus would otherwise start one, which nobody sees */
	const char *bus = g_getenv("DBUS_SESSION_BUS_ADDRESS");
	g_autoptr(GError) error = NULL;
	Desktop *desktop = bus && *bus && load(&error) ? gio.bus_get(G_BUS_TYPE_SESSION, NULL, &error) : NULL;

	if (error)
		log_detail("no-desktop", "%s", error->message);
	/* a desktop that ends must not take the watcher with it */
	if (desktop)
		gio.set_exit_on_close(desktop, FALSE);
	return desktop;
}

void desktop_close(Desktop *desktop)
{
	if (desktop)
		gio.unref(desktop);
}

bool desktop_show(Desktop *desktop, const char *title, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *markup = g_markup_escape_text(text, -1);
	GVariantBuilder hints;

	g_variant_builder_init(&hints, G_VARIANT_TYPE("a{sv}"));
	g_variant_builder_add(&hints, "{sv}", "urgency", g_variant_new_byte(URGENT));
	g_variant_builder_add(&hints, "{sv}", "category", g_variant_new_string("x-cmc.call"));
	g_autoptr(GVariant) answer =
		gio.call(desktop, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
			 "org.freedesktop.Notifications", "Notify",
			 g_variant_new("(susssasa{sv}i)", "cmc", 0, "call-start", title, markup, NULL, &hints, 0),
			 G_VARIANT_TYPE("(u)"), G_DBUS_CALL_FLAGS_NONE, ANSWER_MS, NULL, &error);

	if (error)
		log_detail("no-notification", "%s", error->message);
	return answer != NULL;
}
