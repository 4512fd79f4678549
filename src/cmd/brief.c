/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/brief.h"
#include "app/resolve.h"
#include "app/talk.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/id.h"

static void print_json(const Contact *contact, const Brief *brief, const char *zone)
{
	g_autofree char *first = brief_opener(brief);
	Json *json = json_begin();

	json_contact(json, "contact", contact);
	json_id(json, "call", ID_CALL, brief->last ? brief->last->id : 0);
	json_time(json, "called_at", brief->last ? brief->last->started_at : 0, zone);
	json_text(json, "outcome", brief->last ? outcome_word(brief->last->outcome) : NULL);
	json_text(json, "topic", brief->topic);
	json_text(json, "promise", brief->last ? brief->last->promise : NULL);
	json_text(json, "note", brief->last ? brief->last->note : NULL);
	json_bool(json, "owed", brief->promised != NULL);
	json_text(json, "sent", brief->sent ? brief->sent->message->subject : NULL);
	json_time(json, "sent_at", brief->sent ? brief->sent->at : 0, zone);
	json_text(json, "reply", brief->reply ? brief->reply->message->text : NULL);
	json_time(json, "replied_at", brief->reply ? brief->reply->at : 0, zone);
	json_id(json, "appointment", ID_APPOINTMENT, brief->open ? brief->open->id : 0);
	json_text(json, "state", brief->open ? appointment_state_word(brief->open->state) : NULL);
	json_time(json, "due_at", brief->open ? brief->open->at : 0, brief->open ? brief->open->zone : zone);
	json_text(json, "timezone", brief->open ? brief->open->zone : NULL);
	json_time(json, "opt_out_at", brief->history->opt_out_at, zone);
	json_text(json, "opener", first);
	json_int(json, "attempts", brief->attempts);
	json_strings(json, "attachments", brief->sent ? brief->sent->message->attachments : NULL);
	json_done(json);
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);
	g_autoptr(History) history = contact ? history_read(context->store, contact->id, HISTORY_BRIEF, error) : NULL;

	if (!history)
		return EXIT_FAILED;
	Brief brief = brief_look(context->config, history);
	if (context->json) {
		print_json(contact, &brief, talk_zone(context->config, contact));
	} else {
		g_autofree char *text = brief_text(context->config, &brief, context->now);

		print_text("%s", text);
	}
	return 0;
}

const Command command_brief = {
	"brief", "CONTACT", N_("what to know before a call, on one screen"), NEEDS_STORE_READ, 1, 1, NULL, run,
	MAIL_NAMES_CONTACT,
};
