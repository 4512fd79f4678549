/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc review, link, unlink, why: what cmc thinks of a mail, and what a person decides. */
#include <stdio.h>

#include "app/decision.h"
#include "app/resolve.h"
#include "base/when.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "cmd/words.h"
#include "model/id.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-link.h"
#include "store/store-message.h"

typedef struct Doubt {
	Message *message;
	Link *link;
	GPtrArray *candidates;
	bool outgoing;
} Doubt;

static void doubt_clear(Doubt *doubt)
{
	g_clear_pointer(&doubt->message, message_free);
	g_clear_pointer(&doubt->link, link_free);
	g_clear_pointer(&doubt->candidates, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Doubt, doubt_clear)

static bool read_doubt(Context *context, int64_t message_id, Doubt *doubt, GError **error)
{
	GError *problem = NULL;

	doubt->message = store_message_get(context->store, message_id, &doubt->outgoing, error);
	if (!doubt->message)
		return false;
	doubt->link = store_link_get(context->store, message_id, &problem);
	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	doubt->candidates = store_link_candidates(context->store, message_id, error);
	return doubt->candidates != NULL;
}

static Contact *contact_of_call(Context *context, int64_t call_id)
{
	g_autoptr(Call) call = store_call_get(context->store, call_id, NULL);

	return call ? store_contact_get(context->store, call->contact_id, NULL) : NULL;
}

static void add_candidate(Context *context, Json *json, int64_t call_id, Confidence confidence, const char *reason)
{
	g_autoptr(Contact) contact = contact_of_call(context, call_id);

	json_open(json, NULL);
	json_id(json, "call", ID_CALL, call_id);
	json_contact(json, "contact", contact);
	json_text(json, "confidence", confidence_word(confidence));
	json_text(json, "reason", reason);
	json_close(json);
}

static void add_doubt(Context *context, Json *json, const Doubt *doubt)
{
	const Message *message = doubt->message;

	json_id(json, "id", ID_MESSAGE, message->id);
	json_text(json, "message_id", message->message_id);
	json_text(json, "direction", doubt->outgoing ? "sent" : "received");
	json_time(json, "at", message_at(message), context->config->timezone);
	json_text(json, "from", message_sender(message));
	json_text(json, "subject", message->subject);
	json_text(json, "kind", message->depth == DEPTH_UNDERSTOOD ? message_kind_word(message->kind) : NULL);
	json_list(json, "candidates");
	for (guint i = 0; i < doubt->candidates->len; i++) {
		const LinkCandidate *candidate = doubt->candidates->pdata[i];

		add_candidate(context, json, candidate->call_id, candidate->confidence, candidate->reason);
	}
	if (!doubt->candidates->len && doubt->link && doubt->link->call_id &&
	    doubt->link->confidence == CONFIDENCE_PROBABLE)
		add_candidate(context, json, doubt->link->call_id, doubt->link->confidence, doubt->link->reason);
	json_list_end(json);
}

static void print_choice(Context *context, int64_t call_id, const char *reason)
{
	g_autoptr(Contact) contact = contact_of_call(context, call_id);

	print_text("    c%lld  %s: %s\n", (long long)call_id, contact ? contact->name : "?", word_shown(reason));
}

static void print_doubt(Context *context, const Doubt *doubt)
{
	print_text("m%lld  %s  %s\n", (long long)doubt->message->id, message_sender(doubt->message),
		   doubt->message->subject);
	for (guint i = 0; i < doubt->candidates->len; i++) {
		const LinkCandidate *candidate = doubt->candidates->pdata[i];

		print_choice(context, candidate->call_id, candidate->reason);
	}
	if (!doubt->candidates->len && doubt->link && doubt->link->call_id)
		print_choice(context, doubt->link->call_id, doubt->link->reason);
}

static int run_review(Context *context, char **arguments, GError **error)
{
	g_autoptr(GArray) ids = store_link_review(context->store, error);
	Json *json = NULL;

	(void)arguments;
	if (!ids)
		return EXIT_FAILED;
	if (context->json) {
		json = json_begin();
		json_list(json, "items");
	}
	for (guint i = 0; i < ids->len; i++) {
		g_auto(Doubt) doubt = {0};

		if (!read_doubt(context, g_array_index(ids, int64_t, i), &doubt, error)) {
			json_drop(json);
			return EXIT_FAILED;
		}
		if (json) {
			json_open(json, NULL);
			add_doubt(context, json, &doubt);
			json_close(json);
		} else {
			print_doubt(context, &doubt);
		}
	}
	if (json) {
		json_list_end(json);
		json_done(json);
	} else if (!ids->len) {
		print_text("%s\n", _("Nothing waits for a decision."));
	}
	return ids->len ? 0 : EXIT_NOTHING;
}

/* A person's word: the message belongs to the call, or (0) to none. It wins over every later sync. */
static int decide(Context *context, const char *message_text, int64_t call_id, GError **error)
{
	g_autoptr(Message) message = resolve_message(context->store, message_text, error);

	if (!message || !decision_make(context->store, context->config, message, call_id, context->now, error))
		return EXIT_FAILED;
	if (context->json) {
		Json *json = json_begin();
		json_id(json, "message", ID_MESSAGE, message->id);
		json_text(json, "message_id", message->message_id);
		json_id(json, "call", ID_CALL, call_id);
		json_text(json, "decided_by", "person");
		json_done(json);
	} else if (call_id) {
		print_text(_("m%lld belongs to c%lld\n"), (long long)message->id, (long long)call_id);
	} else {
		print_text(_("m%lld belongs to no call\n"), (long long)message->id);
	}
	return 0;
}

/* The calls with those whom the mail names, newest last, for a person to choose from. */
static bool print_calls(Context *context, const GPtrArray *people)
{
	bool any = false;

	for (guint i = 0; i < people->len; i++) {
		g_autofree char *email = address_normalise(((Address *)people->pdata[i])->email, NULL);
		g_autoptr(Contact) contact = email ? store_contact_by_email(context->store, email, NULL) : NULL;
		g_autoptr(GPtrArray) calls = contact ? store_call_of_contact(context->store, contact->id, NULL) : NULL;

		for (guint k = 0; calls && k < calls->len; k++) {
			const Call *call = calls->pdata[k];
			const char *about = call->topic ? call->topic : call->promise;
			When when;

			any = true;
			when_from_utc(call->started_at, context->config->timezone, &when, NULL);
			print_text("    c%-5lld %s  %s  %s\n", (long long)call->id, when.local, contact->name,
				   about ? about : "");
		}
	}
	return any;
}

static char *ask_call(Context *context, const char *message_text, GError **error)
{
	g_autoptr(Message) message = resolve_message(context->store, message_text, error);
	char *answer = NULL;

	if (!message)
		return NULL;
	if (!context->terminal) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s", _("usage: cmc link MESSAGE CALL"));
		return NULL;
	}
	bool from = print_calls(context, message->from), to = print_calls(context, message->to);
	if (!from && !to)
		g_set_error(error, ERROR, ERROR_NOT_FOUND, "%s",
			    _("no call is logged with anybody whom this mail names"));
	else if (fflush(stdout) == 0)
		answer = print_ask(_("Which call does it belong to?"));
	return answer;
}

static int run_link(Context *context, char **arguments, GError **error)
{
	g_autofree char *asked = arguments[1] ? NULL : ask_call(context, arguments[0], error);
	const char *text = arguments[1] ? arguments[1] : asked;
	g_autoptr(Call) call = text ? resolve_call(context->store, text, error) : NULL;

	return call ? decide(context, arguments[0], call->id, error) : EXIT_FAILED;
}

static int run_unlink(Context *context, char **arguments, GError **error)
{
	return decide(context, arguments[0], 0, error);
}

static void print_reasons(Context *context, const Doubt *doubt)
{
	print_doubt(context, doubt);
	if (!doubt->link)
		print_text("%s\n", _("linked to no call"));
	else if (!doubt->link->call_id)
		print_text("%s\n", _("a person said that it belongs to no call"));
	else
		print_text(_("linked to c%lld: %s, %s, decided by %s\n"), (long long)doubt->link->call_id,
			   word_shown(confidence_word(doubt->link->confidence)), word_shown(doubt->link->reason),
			   decider_word(doubt->link->decided_by));
	for (guint i = 0; i < doubt->message->evidence->len; i++)
		print_text("    %s\n", (char *)doubt->message->evidence->pdata[i]);
}

static int run_why(Context *context, char **arguments, GError **error)
{
	g_autoptr(Message) message = resolve_message(context->store, arguments[0], error);
	g_auto(Doubt) doubt = {0};

	if (!message || !read_doubt(context, message->id, &doubt, error))
		return EXIT_FAILED;
	if (!context->json) {
		print_reasons(context, &doubt);
		return 0;
	}
	Json *json = json_begin();
	add_doubt(context, json, &doubt);
	json_id(json, "call", ID_CALL, doubt.link ? doubt.link->call_id : 0);
	if (doubt.link) {
		json_open(json, "link");
		json_text(json, "confidence", confidence_word(doubt.link->confidence));
		json_text(json, "reason", doubt.link->reason);
		json_text(json, "decided_by", decider_word(doubt.link->decided_by));
		json_close(json);
	} else {
		json_null(json, "link");
	}
	json_list(json, "evidence");
	for (guint i = 0; i < doubt.message->evidence->len; i++)
		json_item(json, doubt.message->evidence->pdata[i]);
	json_list_end(json);
	json_done(json);
	return 0;
}

const Command command_review = {
	"review", "", N_("links that wait for a person's decision"), NEEDS_STORE_READ, 0, 0, NULL, run_review,
};
const Command command_link = {
	"link",	  "MESSAGE CALL",     N_("decide that a mail belongs to a call"), NEEDS_STORE_WRITE, 1, 2, NULL,
	run_link, MAIL_NAMES_MESSAGE,
};
const Command command_unlink = {
	"unlink",   "MESSAGE",		N_("decide that a mail belongs to no call"), NEEDS_STORE_WRITE, 1, 1, NULL,
	run_unlink, MAIL_NAMES_MESSAGE,
};
const Command command_why = {
	"why",	 "MESSAGE",	     N_("why a mail is linked as it is"), NEEDS_STORE_READ, 1, 1, NULL,
	run_why, MAIL_NAMES_MESSAGE,
};
