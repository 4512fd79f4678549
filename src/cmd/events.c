/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/events.h"

#include "base/when.h"
#include "cmd/print.h"
#include "model/id.h"

static void add_link(Json *json, const HistoryMail *mail)
{
	const Link *link = mail ? mail->link : NULL;

	if (!link || !link->call_id) {
		json_null(json, "link");
		return;
	}
	json_open(json, "link");
	json_text(json, "confidence", confidence_word(link->confidence));
	json_text(json, "reason", link->reason);
	json_text(json, "decided_by", decider_word(link->decided_by));
	json_bool(json, "live", link->live);
	json_close(json);
}

static void add_appointment(Json *json, const StoryEvent *event)
{
	const AppointmentEvent *change = event->change;
	When when;

	if (!change) {
		json_null(json, "appointment");
		return;
	}
	json_open(json, "appointment");
	json_text(json, "id", event->id);
	json_text(json, "state", appointment_state_word(change->state));
	if (change->local && when_from_local(change->local, change->zone, &when, NULL))
		json_time(json, "due_at", when.at, when.zone);
	else
		json_time(json, "due_at", event->appointment->at, event->appointment->zone);
	json_text(json, "timezone", change->zone ? change->zone : event->appointment->zone);
	json_close(json);
}

const char *events_text(const StoryEvent *event)
{
	if (event->mail)
		return event->mail->message->text;
	if (event->change)
		return event->change->note;
	if (event->consent)
		return event->consent;
	const Call *call = event->call->call;
	return call->note ? call->note : call->promise;
}

static void add_event(Json *json, const StoryEvent *event, const char *zone)
{
	const Call *call = event->call ? event->call->call : NULL;
	const Message *message = event->mail ? event->mail->message : NULL;

	json_open(json, NULL);
	json_time(json, "at", event->at, zone);
	json_text(json, "kind", event->kind);
	json_text(json, "id", event->id);
	json_id(json, "call", ID_CALL, event->call_id);
	json_text(json, "message_id", message ? message->message_id : NULL);
	json_text(json, "subject",
		  message	       ? message->subject
		  : call	       ? call->topic
		  : event->appointment ? event->appointment->topic
				       : NULL);
	json_text(json, "outcome", call && call->outcome != OUTCOME_NONE ? outcome_word(call->outcome) : NULL);
	add_link(json, event->mail);
	add_appointment(json, event);
	json_text(json, "text", events_text(event));
	json_text(json, "promise", call ? call->promise : NULL);
	json_close(json);
}

void json_events(Json *json, const GPtrArray *events, const char *zone)
{
	json_list(json, "events");
	for (guint i = 0; i < events->len; i++)
		add_event(json, events->pdata[i], zone);
	json_list_end(json);
}
