/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/remind.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app/agreed.h"
#include "app/brief.h"
#include "base/log.h"
#include "base/phone.h"
#include "match/due.h"
#include "store/store-appointment.h"

#define ANSWER_MS  2000
#define TOO_LATE_S (12 * 60 * 60)
#define URGENT	   2

/* A bus that is named; GDBus would otherwise start one, which nobody sees. */
static GDBusConnection *desktop(void)
{
	const char *bus = g_getenv("DBUS_SESSION_BUS_ADDRESS");
	g_autoptr(GError) error = NULL;
	GDBusConnection *connection = bus && *bus ? g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, &error) : NULL;

	if (error)
		log_detail("no-desktop", "%s", error->message);
	/* a desktop that ends must not take the watcher with it */
	if (connection)
		g_dbus_connection_set_exit_on_close(connection, FALSE);
	return connection;
}

static bool show(GDBusConnection *connection, const char *title, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *markup = g_markup_escape_text(text, -1);
	GVariantBuilder hints;

	g_variant_builder_init(&hints, G_VARIANT_TYPE("a{sv}"));
	g_variant_builder_add(&hints, "{sv}", "urgency", g_variant_new_byte(URGENT));
	g_variant_builder_add(&hints, "{sv}", "category", g_variant_new_string("x-cmc.call"));
	g_autoptr(GVariant) answer = g_dbus_connection_call_sync(
		connection, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
		"org.freedesktop.Notifications", "Notify",
		g_variant_new("(susssasa{sv}i)", "cmc", 0, "call-start", title, markup, NULL, &hints, 0),
		G_VARIANT_TYPE("(u)"), G_DBUS_CALL_FLAGS_NONE, ANSWER_MS, NULL, &error);

	if (error)
		log_detail("no-notification", "%s", error->message);
	return answer != NULL;
}

static char *title_of(const Contact *contact, const Appointment *appointment, int64_t now)
{
	g_autofree char *span = when_span(ABS(now - appointment->at));

	if (now >= appointment->at + OVERDUE_AFTER_S)
		/* TRANSLATORS: a reminder that comes late; name and "2 h" */
		return g_strdup_printf(_("Late: the call with %s was agreed for %s ago"), contact->name, span);
	if (now >= appointment->at)
		return g_strdup_printf(_("Now: call with %s"), contact->name);
	return g_strdup_printf(_("In %s: call with %s"), span, contact->name);
}

static bool remind_of(Store *store, const Config *config, GDBusConnection *connection, const Appointment *appointment,
		      int64_t now, GError **error)
{
	g_autoptr(History) history = history_read(store, appointment->contact_id, HISTORY_BRIEF, error);

	if (!history)
		return false;
	Brief brief = brief_look(config, history);
	g_autofree char *line = brief_line(&brief);
	g_autofree char *full = agreed_in_full(config, history->contact, appointment);
	g_autofree char *title = title_of(history->contact, appointment, now);
	g_autofree char *text = g_strdup_printf("%s%s%s", full, *line ? "\n" : "", line);
	return !show(connection, title, text) ||
	       store_appointment_reminded(store, appointment->id, appointment->at, error);
}

bool remind_plan(Store *store, const Config *config, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) due = NULL;
	g_autoptr(GDBusConnection) connection = NULL;

	if (config->remind_before_s <= 0)
		return true;
	due = store_appointment_to_remind(store, now - TOO_LATE_S, now + config->remind_before_s, error);
	if (!due || due->len == 0)
		return due != NULL;
	connection = desktop();
	for (guint i = 0; connection && i < due->len; i++)
		if (!remind_of(store, config, connection, due->pdata[i], now, error))
			return false;
	return true;
}
