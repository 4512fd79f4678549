/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/talk-agree.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/agreed.h"
#include "base/error.h"
#include "base/phone.h"
#include "base/text.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-message.h"

#define LONGEST_S (24 * 3600)

void move_result_clear(MoveResult *result)
{
	g_clear_pointer(&result->appointment, appointment_free);
	g_clear_pointer(&result->doubts, g_ptr_array_unref);
}

static void set_time(Appointment *appointment, const When *when)
{
	g_free(appointment->local);
	g_free(appointment->zone);
	appointment->local = g_strdup(when->local);
	appointment->zone = g_strdup(when->zone);
	appointment->at = when->at;
}

static bool is_after(const When *when, const char *text, int64_t after, GError **error)
{
	if (when->at > after)
		return true;
	g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" is not after the call in which it was agreed"), text);
	return false;
}

/* Who logs a call days later names days without a year: those that came after the call, not those a year from now. */
static void take_year_of_call(const char *text, const char *zone, int64_t after, When *when)
{
	const gsize year = strlen("YYYY");
	When then;

	if (when_parse(text, after, zone, WHEN_FUTURE, &then, NULL) && then.at > after && then.at < when->at &&
	    g_str_equal(then.local + year, when->local + year))
		*when = then;
}

static bool parse_agreed(const char *text, int64_t now, const char *zone, int64_t after, When *when, GError **error)
{
	if (!when_parse(text, now, zone, WHEN_FUTURE, when, error))
		return false;
	if (!when->has_time) {
		g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" names a day without a time"), text);
		return false;
	}
	return is_after(when, text, after, error);
}

static bool take_duration(Appointment *appointment, const char *text, GError **error)
{
	if (!text)
		return true;
	if (!when_parse_duration(text, &appointment->duration_s, error))
		return false;
	if (appointment->duration_s > 0 && appointment->duration_s <= LONGEST_S)
		return true;
	g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" is no length of a call"), text);
	return false;
}

static bool take_phone(Appointment *appointment, const char *text, const Config *config, GError **error)
{
	char *number = text ? phone_e164(text, config->region, error) : NULL;

	if (!number)
		return text == NULL;
	g_free(appointment->phone);
	appointment->phone = number;
	return true;
}

/* The open appointment goes to its new time: same UID, higher SEQUENCE. */
static bool go_to(Store *store, Appointment *appointment, const When *when, Missed missed, const char *note,
		  int64_t now, GError **error)
{
	if (missed || (appointment_is_open(appointment) && now > appointment->at)) {
		bool by_them = missed ? missed == MISSED_BY_THEM : appointment->attempts > 0;

		appointment->state = by_them ? APPOINTMENT_MISSED_BY_THEM : APPOINTMENT_MISSED_BY_US;
		if (!store_appointment_put(store, appointment, now, N_("moved after its time"), error))
			return false;
	}
	set_time(appointment, when);
	appointment->sequence++;
	appointment->state = APPOINTMENT_MOVED;
	appointment->attempts = 0;
	g_clear_pointer(&appointment->risk, g_free);
	return store_appointment_put(store, appointment, now, note, error);
}

static bool take_details(const Config *config, const TalkRequest *request, Appointment *appointment, GError **error)
{
	if (request->next_topic) {
		if (!text_check_line(N_("topic"), request->next_topic, error))
			return false;
		g_free(appointment->topic);
		appointment->topic = *request->next_topic ? g_strdup(request->next_topic) : NULL;
	}
	return take_duration(appointment, request->next_duration, error) &&
	       take_phone(appointment, request->next_phone, config, error);
}

/* What is agreed anew is about what this call was about, where nothing else is said. */
static bool retell(const Config *config, const Call *call, const TalkRequest *request, Appointment *appointment,
		   GError **error)
{
	if (call->topic) {
		g_free(appointment->topic);
		appointment->topic = g_strdup(call->topic);
	}
	return take_details(config, request, appointment, error);
}

static bool make(Store *store, const Config *config, const TalkRequest *request, int64_t now, TalkResult *result,
		 GError **error)
{
	Appointment *made = result->appointment = appointment_new();

	made->contact_id = result->contact->id;
	made->cycle_id = result->call->cycle_id;
	made->call_id = result->call->id;
	made->they_dial = request->they_dial;
	/* who dials needs our number, which --next-phone says */
	made->phone = request->they_dial ? NULL : g_strdup(contact_phone(result->contact));
	made->topic = g_strdup(result->call->topic);
	made->state = APPOINTMENT_AGREED;
	made->created_at = now;
	set_time(made, &result->next);
	return take_details(config, request, made, error) && store_appointment_add(store, made, error);
}

bool talk_agree(Store *store, const Config *config, const TalkRequest *request, int64_t now, TalkResult *result,
		GError **error)
{
	const Call *call = result->call;
	const char *zone = talk_zone(config, result->contact);

	if (!request->next) {
		if (!request->next_duration && !request->next_phone && !request->next_topic)
			return true;
		g_set_error(error, ERROR, ERROR_USAGE, "%s",
			    _("the next call has a length, number or topic, but no time: say --next"));
		return false;
	}
	if (!parse_agreed(request->next, now, zone, call->started_at, &result->next, error))
		return false;
	if (request->at)
		take_year_of_call(request->next, zone, call->started_at, &result->next);
	result->agreed = true;
	if (!result->appointment) {
		if (!make(store, config, request, now, result, error))
			return false;
	} else if (!retell(config, call, request, result->appointment, error) ||
		   !go_to(store, result->appointment, &result->next, MISSED_NOT_SAID, NULL, now, error)) {
		return false;
	}
	result->doubts = agreed_doubts(store, config, result->contact, result->appointment, result->next.note, error);
	return result->doubts != NULL;
}

static Appointment *open_of(Store *store, const Contact *contact, GError **error)
{
	GError *problem = NULL;
	Appointment *open = store_appointment_open_of(store, contact->id, &problem);

	if (problem)
		g_propagate_error(error, problem);
	else if (!open)
		g_set_error(error, ERROR, ERROR_NOT_FOUND, _("no call is agreed with \"%s\""), contact->name);
	return open;
}

/* What may be moved: the agreed call, or the one that was missed last, as long as its cycle goes on. */
static Appointment *movable_of(Store *store, const Contact *contact, GError **error)
{
	GError *problem = NULL;
	g_autoptr(GPtrArray) all = store_appointment_of_contact(store, contact->id, &problem);
	Appointment *newest = all && all->len ? all->pdata[all->len - 1] : NULL;
	bool again = newest && appointment_is_missed(newest) && !contact->do_not_call &&
		     store_cycle_is_open(store, newest->cycle_id, &problem);

	if (!problem)
		return again ? appointment_copy(newest) : open_of(store, contact, error);
	g_propagate_error(error, problem);
	return NULL;
}

/* The newest answer to this invitation that proposes another time. */
static bool counter_time(Store *store, const Contact *contact, const Appointment *open, When *when, GError **error)
{
	g_autoptr(GPtrArray) mails = store_message_of_contact(store, contact->id, error);
	const CalendarAnswer *counter = NULL;

	if (!mails)
		return false;
	for (guint i = 0; i < mails->len; i++) {
		const CalendarAnswer *answer = ((Message *)mails->pdata[i])->calendar;

		if (answer && answer->start && g_strcmp0(answer->method, "COUNTER") == 0 &&
		    g_strcmp0(answer->uid, open->uid) == 0 && answer->sequence >= open->sequence)
			counter = answer;
	}
	if (counter)
		return when_from_utc(counter->start, open->zone, when, error);
	g_set_error(error, ERROR, ERROR_NOT_FOUND, _("\"%s\" has not proposed another time"), contact->name);
	return false;
}

static bool find_time(Store *store, const Config *config, const Contact *contact, const MoveRequest *request,
		      const Appointment *open, int64_t now, When *when, GError **error)
{
	GError *problem = NULL;
	g_autoptr(Call) call = store_call_get(store, open->call_id, &problem);

	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	int64_t after = call ? call->started_at : 0;
	if (request->counter)
		return counter_time(store, contact, open, when, error) && is_after(when, when->local, after, error);
	const char *zone = open->zone ? open->zone : talk_zone(config, contact);
	return parse_agreed(request->time, now, zone, after, when, error);
}

bool talk_move(Store *store, const Config *config, const Contact *contact, const MoveRequest *request, int64_t now,
	       MoveResult *result, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);
	Appointment *open = result->appointment = transaction ? movable_of(store, contact, error) : NULL;
	const char *note = request->counter ? N_("the time that they proposed") : NULL;

	if (open && request->missed && now < open->at) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("the agreed call is not due yet and cannot be missed"));
		return false;
	}
	if (!open || !find_time(store, config, contact, request, open, now, &result->when, error) ||
	    !take_duration(open, request->duration, error) || !take_phone(open, request->phone, config, error) ||
	    !go_to(store, open, &result->when, request->missed, note, now, error))
		return false;
	result->doubts = agreed_doubts(store, config, contact, open, result->when.note, error);
	if (result->doubts && open->at <= now)
		g_ptr_array_add(result->doubts, g_strdup(_("that time is over: it is an agreed call that was missed")));
	return result->doubts && (request->rehearse || transaction_commit(transaction, error));
}

Appointment *talk_cancel(Store *store, const Contact *contact, const char *note, int64_t now, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);
	g_autoptr(Appointment) open = transaction ? open_of(store, contact, error) : NULL;

	if (!open || !text_check_line(N_("reason"), note, error))
		return NULL;
	open->state = APPOINTMENT_CANCELLED;
	open->sequence++;
	if (!store_appointment_put(store, open, now, note, error) || !transaction_commit(transaction, error))
		return NULL;
	return g_steal_pointer(&open);
}
