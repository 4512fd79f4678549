/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/story.h"

#include "model/id.h"
#include "store/store-appointment.h"
#include "store/store-consent.h"

static void story_event_free(StoryEvent *event)
{
	g_free(event->id);
	g_free(event->consent);
	g_clear_pointer(&event->change, appointment_event_free);
	g_free(event);
}

static StoryEvent *add(GPtrArray *events, int64_t at, const char *kind, IdLetter letter, int64_t id)
{
	StoryEvent *event = g_new0(StoryEvent, 1);

	event->at = at;
	event->kind = kind;
	event->id = id_format(letter, id);
	event->order = events->len;
	g_ptr_array_add(events, event);
	return event;
}

/* Mail that belongs to no call is shown, but is neither follow-up nor reply. */
static const char *kind_of(const HistoryMail *mail)
{
	static const char *const kinds[] = {
		[KIND_HUMAN] = "reply",	    [KIND_AUTO_REPLY] = "auto-reply", [KIND_BOUNCE] = "bounce",
		[KIND_DELAY] = "delay",	    [KIND_DELIVERED] = "receipt",     [KIND_RECEIPT] = "receipt",
		[KIND_CALENDAR] = "calendar", [KIND_ABUSE_REPORT] = "note",   [KIND_LIST] = "note",
	};

	bool linked = mail->link && mail->link->call_id;
	if (mail->outgoing)
		return linked ? "follow-up" : "note";
	if (mail->message->depth != DEPTH_UNDERSTOOD)
		return "note";
	if (mail->message->kind == KIND_HUMAN && !linked)
		return "note";
	return kinds[mail->message->kind];
}

static int by_time(gconstpointer a, gconstpointer b)
{
	const StoryEvent *left = *(StoryEvent *const *)a;
	const StoryEvent *right = *(StoryEvent *const *)b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

static bool add_changes(Store *store, GPtrArray *events, const Appointment *appointment, GError **error)
{
	g_autoptr(GPtrArray) changes = store_appointment_events(store, appointment->id, error);

	if (!changes)
		return false;
	g_ptr_array_set_free_func(changes, NULL);
	for (guint i = 0; i < changes->len; i++) {
		AppointmentEvent *change = changes->pdata[i];
		StoryEvent *event = add(events, change->at, "appointment", ID_APPOINTMENT, appointment->id);

		event->appointment = appointment;
		event->change = change;
		event->call_id = appointment->call_id;
	}
	return true;
}

static bool add_consents(Store *store, GPtrArray *events, const History *history, GError **error)
{
	g_autoptr(GPtrArray) consents = store_consent_of(store, history->contact->id, error);

	for (guint i = 0; consents && i < consents->len; i++) {
		const Consent *consent = consents->pdata[i];
		StoryEvent *event = add(events, consent->at, "note", ID_CALL, consent->call_id);

		event->call_id = consent->call_id;
		event->consent = g_strdup(consent->wording);
	}
	return consents != NULL;
}

GPtrArray *story_tell(Store *store, const History *history, GError **error)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)story_event_free);

	for (guint i = 0; i < history->calls->len; i++) {
		const CallFacts *facts = history->calls->pdata[i];
		StoryEvent *event = add(events, facts->call->started_at, "call", ID_CALL, facts->call->id);

		event->call = facts;
		event->call_id = facts->call->id;
	}
	for (guint i = 0; i < history->mails->len; i++) {
		const HistoryMail *mail = history->mails->pdata[i];
		StoryEvent *event = add(events, mail->at, kind_of(mail), ID_MESSAGE, mail->message->id);

		event->mail = mail;
		event->call_id = mail->link ? mail->link->call_id : 0;
	}
	for (guint i = 0; i < history->appointments->len; i++)
		if (!add_changes(store, events, history->appointments->pdata[i], error))
			return NULL;
	if (!add_consents(store, events, history, error))
		return NULL;
	g_ptr_array_sort(events, by_time);
	return g_steal_pointer(&events);
}
