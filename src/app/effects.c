/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/effects.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/when.h"
#include "match/clash.h"
#include "store/store-appointment.h"
#include "store/store-call.h"

#define AWAY_UNTIL "is away until "
#define PROPOSES   "proposes another time: "

char *effects_why_shown(const char *why)
{
	if (!why || !*why)
		return g_strdup("");
	if (g_str_has_prefix(why, AWAY_UNTIL))
		return g_strdup_printf(_("is away until %s"), why + strlen(AWAY_UNTIL));
	if (g_str_has_prefix(why, PROPOSES))
		return g_strdup_printf(_("proposes another time: %s"), why + strlen(PROPOSES));
	return g_strdup(_(why));
}

bool effects_is_counter(const char *why)
{
	return why && g_str_has_prefix(why, PROPOSES);
}

static bool put_state(Store *store, Appointment *appointment, AppointmentState state, const char *why, int64_t now,
		      GError **error)
{
	appointment->state = state;
	g_free(appointment->risk);
	appointment->risk = state == APPOINTMENT_AT_RISK ? g_strdup(why) : NULL;
	return store_appointment_put(store, appointment, now, why, error);
}

static bool absence_effect(Store *store, const Message *message, int64_t contact_id, int64_t now, GError **error)
{
	g_autoptr(Appointment) open = store_appointment_open_of(store, contact_id, NULL);
	g_autofree char *why = NULL;

	if (!open || !message->absence || !clash_absent(message->absence, open->local))
		return true;
	if (message->absence->left)
		why = g_strdup(N_("has left the company"));
	else if (message->absence->until)
		why = g_strconcat(AWAY_UNTIL, message->absence->until, NULL);
	else
		why = g_strdup(N_("is away on that day"));
	return put_state(store, open, APPOINTMENT_AT_RISK, why, now, error);
}

static bool counter_effect(Store *store, Appointment *agreed, const CalendarAnswer *answer, int64_t now, GError **error)
{
	When when;
	bool told = answer->start && when_from_utc(answer->start, agreed->zone, &when, NULL);
	g_autofree char *time = told ? g_strdup_printf("%.10s %s", when.local, when.local + strlen("YYYY-MM-DDT")) : NULL;
	g_autofree char *why = told ? g_strconcat(PROPOSES, time, NULL) : g_strdup(N_("proposes another time"));

	return put_state(store, agreed, APPOINTMENT_AT_RISK, why, now, error);
}

static bool calendar_effect(Store *store, const Message *message, int64_t contact_id, int64_t now, GError **error)
{
	const CalendarAnswer *answer = message->calendar;
	g_autoptr(Appointment) agreed =
	    answer && answer->uid ? store_appointment_by_uid(store, answer->uid, NULL) : NULL;

	/* an answer to an earlier time of a call that has moved says nothing of the new one */
	if (!agreed || agreed->contact_id != contact_id || !appointment_is_open(agreed) ||
	    answer->sequence < agreed->sequence)
		return true;
	if (g_strcmp0(answer->method, "COUNTER") == 0)
		return counter_effect(store, agreed, answer, now, error);
	if (g_strcmp0(answer->partstat, "DECLINED") == 0)
		return put_state(store, agreed, APPOINTMENT_AT_RISK, N_("declined the invitation"), now, error);
	if (g_strcmp0(answer->partstat, "ACCEPTED") == 0)
		return put_state(store, agreed, APPOINTMENT_CONFIRMED, N_("accepted the invitation"), now, error);
	return true;
}

bool effects_of_received(Store *store, const Message *message, const ReplyVerdict *verdict, int64_t now, GError **error)
{
	g_autoptr(Call) call = verdict->call_id && verdict->confidence == CONFIDENCE_SURE
				   ? store_call_get(store, verdict->call_id, NULL)
				   : NULL;

	if (!call)
		return true;
	if (message->kind == KIND_AUTO_REPLY)
		return absence_effect(store, message, call->contact_id, now, error);
	if (message->kind == KIND_CALENDAR)
		return calendar_effect(store, message, call->contact_id, now, error);
	return true;
}
