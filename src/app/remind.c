/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/remind.h"

#include <glib/gi18n.h>

#include "app/agreed.h"
#include "app/brief.h"
#include "app/desktop.h"
#include "base/phone.h"
#include "match/due.h"
#include "store/store-appointment.h"

#define TOO_LATE_S (12 * 60 * 60)

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

static bool remind_of(Store *store, const Config *config, Desktop *desktop, const Appointment *appointment, int64_t now,
		      GError **error)
{
	g_autoptr(History) history = history_read(store, appointment->contact_id, HISTORY_BRIEF, error);

	if (!history)
		return false;
	Brief brief = brief_look(config, history);
	g_autofree char *line = brief_line(&brief);
	g_autofree char *full = agreed_in_full(config, history->contact, appointment);
	g_autofree char *title = title_of(history->contact, appointment, now);
	g_autofree char *text = g_strdup_printf("%s%s%s", full, *line ? "\n" : "", line);
	return !desktop_show(desktop, title, text) ||
	       store_appointment_reminded(store, appointment->id, appointment->at, error);
}

bool remind_plan(Store *store, const Config *config, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) due = NULL;
	g_autoptr(Desktop) desktop = NULL;

	if (config->remind_before_s <= 0)
		return true;
	due = store_appointment_to_remind(store, now - TOO_LATE_S, now + config->remind_before_s, error);
	if (!due || due->len == 0)
		return due != NULL;
	desktop = desktop_open();
	for (guint i = 0; desktop && i < due->len; i++)
		if (!remind_of(store, config, desktop, due->pdata[i], now, error))
			return false;
	return true;
}
