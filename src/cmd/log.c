/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/resolve.h"
#include "app/story.h"
#include "app/talk.h"
#include "base/text.h"
#include "base/when.h"
#include "cmd/command.h"
#include "cmd/print.h"
#include "model/id.h"

static void add_link(JsonBuilder *json, const HistoryMail *mail)
{
	const Link *link = mail ? mail->link : NULL;

	json_builder_set_member_name(json, "link");
	if (!link || !link->call_id) {
		json_builder_add_null_value(json);
		return;
	}
	json_builder_begin_object(json);
	json_text(json, "confidence", confidence_word(link->confidence));
	json_text(json, "reason", link->reason);
	json_text(json, "decided_by", decider_word(link->decided_by));
	json_bool(json, "live", link->live);
	json_builder_end_object(json);
}

static void add_appointment(JsonBuilder *json, const StoryEvent *event)
{
	const AppointmentEvent *change = event->change;
	When when;

	json_builder_set_member_name(json, "appointment");
	if (!change) {
		json_builder_add_null_value(json);
		return;
	}
	json_builder_begin_object(json);
	json_text(json, "id", event->id);
	json_text(json, "state", appointment_state_word(change->state));
	if (change->local && when_from_local(change->local, change->zone, &when, NULL))
		json_time(json, "due_at", when.at, when.zone);
	else
		json_time(json, "due_at", event->appointment->at, event->appointment->zone);
	json_text(json, "timezone", change->zone ? change->zone : event->appointment->zone);
	json_builder_end_object(json);
}

static const char *text_of(const StoryEvent *event)
{
	if (event->mail)
		return event->mail->message->text;
	if (event->change)
		return event->change->note;
	const Call *call = event->call->call;
	return call->note ? call->note : call->promise;
}

static void add_event(JsonBuilder *json, const StoryEvent *event, const char *zone)
{
	const Call *call = event->call ? event->call->call : NULL;
	const Message *message = event->mail ? event->mail->message : NULL;

	json_builder_begin_object(json);
	json_time(json, "at", event->at, zone);
	json_text(json, "kind", event->kind);
	json_text(json, "id", event->id);
	json_id(json, "call", ID_CALL, event->call_id);
	json_text(json, "message_id", message ? message->message_id : NULL);
	json_text(json, "subject", message ? message->subject : call ? call->topic : event->appointment->topic);
	json_text(json, "outcome", call && call->outcome != OUTCOME_NONE ? outcome_word(call->outcome) : NULL);
	add_link(json, event->mail);
	add_appointment(json, event);
	json_text(json, "text", text_of(event));
	json_text(json, "promise", call ? call->promise : NULL);
	json_builder_end_object(json);
}

static void print_event(const StoryEvent *event, const char *zone)
{
	g_autofree char *time = NULL;
	When when;

	if (when_from_utc(event->at, zone, &when, NULL))
		time = g_strdup(when.local);
	if (time)
		time[10] = ' ';
	const char *what = "";
	if (event->call)
		what = outcome_word(event->call->call->outcome);
	else if (event->change)
		what = appointment_state_word(event->change->state);
	else
		what = event->mail->message->subject;
	print_text("%s  %-11s %-5s %s", time ? time : "", event->kind, event->id, what);
	if (event->call && event->call->call->topic)
		print_text(", %s", event->call->call->topic);
	if (event->change && event->change->local)
		print_text(", %s %s", event->change->local, event->change->zone);
	if (event->mail && event->mail->link && event->mail->link->call_id)
		print_text("  [c%lld, %s: %s]", (long long)event->call_id, confidence_word(event->mail->link->confidence),
			   event->mail->link->reason);
	print_text("\n");
	const char *text = text_of(event);
	if (text && *text) {
		g_autofree char *safe = text_safe(text, true);
		g_autofree char *wrapped = text_wrap(safe, 90, "    ");
		print_text("%s", wrapped);
	}
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);
	g_autoptr(History) history = contact ? history_read(context->store, contact->id, HISTORY_WHOLE, error) : NULL;
	g_autoptr(GPtrArray) events = history ? story_tell(context->store, history, error) : NULL;

	if (!events)
		return EXIT_FAILED;
	const char *zone = talk_zone(context->config, contact);
	if (!context->json) {
		for (guint i = 0; i < events->len; i++)
			print_event(events->pdata[i], zone);
		return events->len ? 0 : EXIT_NOTHING;
	}
	JsonBuilder *json = json_begin();
	json_contact(json, "contact", contact);
	json_list(json, "events");
	for (guint i = 0; i < events->len; i++)
		add_event(json, events->pdata[i], zone);
	json_builder_end_array(json);
	json_done(json);
	return events->len ? 0 : EXIT_NOTHING;
}

const Command command_log = {
	"log", "CONTACT", N_("everything with a contact in order of time"), NEEDS_STORE_READ, 1, 1, NULL, run,
	MAIL_NAMES_CONTACT,
};
