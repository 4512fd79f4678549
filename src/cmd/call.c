/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "app/agreed.h"
#include "app/control.h"
#include "app/live.h"
#include "app/talk.h"

#include "cmd/ask.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "cmd/words.h"
#include "model/id.h"

#define LOOK_EVERY_US (300 * 1000)

static TalkRequest request;
static gboolean watch_it, start, end, inbound, they_dial;
static char *missed;

static const GOptionEntry options[] = {
	{"outcome", 0, 0, G_OPTION_ARG_STRING, &request.outcome,
	 N_("reached, no-answer, busy, voicemail, gatekeeper, wrong-person, wrong-number, do-not-call"), "O"},
	{"at", 0, 0, G_OPTION_ARG_STRING, &request.at, N_("when it took place (now)"), "TIME"},
	{"duration", 0, 0, G_OPTION_ARG_STRING, &request.duration, N_("how long it took"), "7m"},
	{"topic", 0, 0, G_OPTION_ARG_STRING, &request.topic, N_("the common ground"), "T"},
	{"promise", 0, 0, G_OPTION_ARG_STRING, &request.promise, N_("what was promised to be mailed"), "P"},
	{"note", 0, 0, G_OPTION_ARG_STRING, &request.note, N_("anything else"), "N"},
	{"consent", 0, 0, G_OPTION_ARG_STRING, &request.consent, N_("they agreed to be mailed, in these words"),
	 "WORDS"},
	{"right-person", 0, 0, G_OPTION_ARG_STRING, &request.right_person, N_("is it the right person"), "yes|no"},
	{"next", 0, 0, G_OPTION_ARG_STRING, &request.next, N_("when the next call is agreed for"), "TIME"},
	{"next-duration", 0, 0, G_OPTION_ARG_STRING, &request.next_duration, N_("how long the next call will take"),
	 "20m"},
	{"next-phone", 0, 0, G_OPTION_ARG_STRING, &request.next_phone, N_("the number to dial then (the contact's)"),
	 "N"},
	{"next-topic", 0, 0, G_OPTION_ARG_STRING, &request.next_topic, N_("what it will be about (the topic)"), "T"},
	{"email", 0, 0, G_OPTION_ARG_STRING, &request.email, N_("the contact's address"), "A"},
	{"phone", 0, 0, G_OPTION_ARG_STRING, &request.phone, N_("the contact's number"), "N"},
	{"org", 0, 0, G_OPTION_ARG_STRING, &request.org, N_("the contact's organisation"), "O"},
	{"missed", 0, 0, G_OPTION_ARG_STRING, &missed, N_("who missed the agreed call; ends it"), "them|us"},
	{"start", 0, 0, G_OPTION_ARG_NONE, &start, N_("the call begins now"), NULL},
	{"end", 0, 0, G_OPTION_ARG_NONE, &end, N_("the running call ends now"), NULL},
	{"watch", 0, 0, G_OPTION_ARG_NONE, &watch_it,
	 N_("with --start: stay, and tell what becomes of its mails until it ends"), NULL},
	{"inbound", 0, 0, G_OPTION_ARG_NONE, &inbound, N_("the contact rang us"), NULL},
	{"they-dial", 0, 0, G_OPTION_ARG_NONE, &they_dial, N_("the next call is theirs to make"), NULL},
	{0},
};

/* TRANSLATORS: the letter in brackets is the key; each once in a list, all of them ASCII */
static const Choice outcome_keys[] = {
	{N_("[r]eached"), "reached"},
	{N_("[n]o answer"), "no-answer"},
	{N_("[b]usy"), "busy"},
	{N_("[v]oicemail"), "voicemail"},
	{N_("[g]atekeeper"), "gatekeeper"},
	{N_("wrong [p]erson"), "wrong-person"},
	{N_("wrong n[u]mber"), "wrong-number"},
	{N_("[d]o not call"), "do-not-call"},
	{0},
};
static const Choice person_keys[] = {
	{N_("[y]es"), "yes"},
	{N_("[n]o"), "no"},
	{0},
};

static bool take_modes(GError **error)
{
	if (watch_it && !start) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s", _("--watch goes with --start"));
		return false;
	}
	if (start && end) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s", _("--start and --end exclude each other"));
		return false;
	}
	if (missed && !g_str_equal(missed, "them") && !g_str_equal(missed, "us")) {
		g_set_error(error, ERROR, ERROR_USAGE, _("missed is them or us, not \"%s\""), missed);
		return false;
	}
	request.mode = start ? TALK_START : end ? TALK_END : TALK_PAST;
	request.missed = !missed ? MISSED_NOT_SAID : *missed == 't' ? MISSED_BY_THEM : MISSED_BY_US;
	request.inbound = inbound;
	request.they_dial = they_dial;
	return true;
}

/* Would what has been said so far be taken? Nothing is stored. */
static bool rehearse(Context *context, TalkResult *result, GError **error)
{
	TalkRequest rehearsal = request;

	rehearsal.rehearse = true;
	return talk_log(context->store, context->config, &rehearsal, context->now, result, error);
}

/* Asks until the answer is taken; an empty one leaves it out. keys: one of them answers, or NULL. False: there are no
 * more answers. */
static bool ask(Context *context, const char **place, const char *question, const Choice *keys, GError **error)
{
	while (!*place) {
		g_autofree char *answer = keys ? ask_choice(question, keys) : print_ask(question);
		g_auto(TalkResult) result = {0};
		g_autoptr(GError) problem = NULL;

		if (!answer) {
			g_set_error(error, ERROR, ERROR_DATA, "%s", _("nothing was stored"));
			return false;
		}
		if (!*answer)
			return true;
		*place = answer;
		if (rehearse(context, &result, &problem)) {
			(void)g_steal_pointer(&answer);
			return true;
		}
		*place = NULL;
		print_talk("%s", problem->message);
	}
	return true;
}

/* Who is new needs an address or a number; whom two names fit is said before anything is asked. */
static bool ask_whom(Context *context, GError **error)
{
	g_auto(TalkResult) result = {0};
	g_autoptr(GError) problem = NULL;

	if (rehearse(context, &result, &problem))
		return true;
	if (request.mode != TALK_PAST || !g_error_matches(problem, ERROR, ERROR_NOT_FOUND)) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	print_talk("%s", problem->message);
	if (!ask(context, &request.email, _("Mail address?"), NULL, error) ||
	    (!request.email && !ask(context, &request.phone, _("Phone number?"), NULL, error)))
		return false;
	if (!request.email && !request.phone)
		g_propagate_error(error, g_steal_pointer(&problem));
	return request.email || request.phone;
}

/* Asked until it is known. */
static bool ask_person(Context *context, GError **error)
{
	g_auto(TalkResult) result = {0};

	if (!rehearse(context, &result, error))
		return false;
	return result.contact->right_person != RIGHT_PERSON_UNKNOWN ||
	       ask(context, &request.right_person, _("Right person?"), person_keys, error);
}

static bool ask_missing(Context *context, GError **error)
{
	Outcome outcome;

	if (!ask_whom(context, error) ||
	    !ask(context, &request.outcome, _("Outcome (Enter: reached)?"), outcome_keys, error))
		return false;
	if (request.outcome && (!outcome_from_word(request.outcome, &outcome) || outcome != OUTCOME_REACHED))
		return true;
	return ask_person(context, error) && ask(context, &request.topic, _("Topic?"), NULL, error) &&
	       ask(context, &request.promise, _("What was promised to be mailed?"), NULL, error) &&
	       ask(context, &request.next, _("When is the next call agreed for?"), NULL, error);
}

static void say_doubts(const TalkResult *result)
{
	for (guint i = 0; result->doubts && i < result->doubts->len; i++)
		print_talk("%s", (char *)result->doubts->pdata[i]);
}

/* Shown in full before it is stored; a time that is not meant is asked for again. Without a terminal nothing is asked. */
static bool confirm(Context *context, GError **error)
{
	while (context->terminal && request.next) {
		g_auto(TalkResult) result = {0};

		if (!rehearse(context, &result, error))
			return false;
		g_autofree char *full = agreed_in_full(context->config, result.contact, result.appointment);
		say_doubts(&result);
		g_autofree char *question = g_strdup_printf(_("Agree %s? [Y/n]"), full);
		g_autofree char *answer = ask_key(question);
		if (!answer) {
			g_set_error(error, ERROR, ERROR_DATA, "%s", _("nothing was stored"));
			return false;
		}
		if (g_ascii_tolower(*answer) != 'n')
			return true;
		request.next = NULL;
		if (!ask(context, &request.next, _("For when, then (Enter: for no time)?"), NULL, error))
			return false;
	}
	return true;
}

static void say(const Context *context, const TalkResult *result)
{
	print_text(_("c%lld: %s, %s\n"), (long long)result->call->id, result->contact->name,
		   word_shown(outcome_word(result->call->outcome)));
	if (result->closed)
		print_text(_("the agreed call a%lld: %s\n"), (long long)result->closed->id,
			   word_shown(appointment_state_word(result->closed->state)));
	if (result->agreed) {
		g_autofree char *full = agreed_in_full(context->config, result->contact, result->appointment);

		print_text(_("agreed: %s\n"), full);
		if (!context->terminal)
			say_doubts(result);
	} else if (result->appointment && result->call->outcome == OUTCOME_REACHED) {
		g_autofree char *full = agreed_in_full(context->config, result->contact, result->appointment);

		print_text(_("still agreed (\"cmc move\" or \"cmc cancel\" changes it): %s\n"), full);
	}
	if (result->owed)
		print_text(_("a mail is owed: %s\n"), result->call->promise);
}

/* Tells until somebody ends the call (cmc call --end in another terminal) or this command. */
static bool watch_call(Context *context, int64_t call_id, GError **error)
{
	g_autoptr(Live) live = live_new(call_id);
	bool over = false;

	control_poke(context->config->store);
	fflush(stdout);
	while (!over) {
		g_autoptr(GPtrArray) news = live_look(live, context->store, &over, error);

		if (!news)
			return false;
		for (guint i = 0; i < news->len; i++)
			print_text("%s\n", (char *)news->pdata[i]);
		fflush(stdout);
		if (!over)
			g_usleep(LOOK_EVERY_US);
	}
	return true;
}

static int run(Context *context, char **arguments, GError **error)
{
	g_auto(TalkResult) result = {0};

	request.contact = arguments[0];
	request.account = context->account;
	if (!take_modes(error))
		return EXIT_FAILED;
	if (context->terminal && !start && !missed && !ask_missing(context, error))
		return EXIT_FAILED;
	if (!confirm(context, error) ||
	    !talk_log(context->store, context->config, &request, context->now, &result, error))
		return EXIT_FAILED;
	if (!context->json) {
		say(context, &result);
		return watch_it && !watch_call(context, result.call->id, error) ? EXIT_FAILED : 0;
	}
	Json *json = json_begin();
	json_id(json, "contact", ID_CONTACT, result.contact->id);
	json_id(json, "call", ID_CALL, result.call->id);
	json_id(json, "appointment", ID_APPOINTMENT, result.appointment ? result.appointment->id : 0);
	json_bool(json, "owed", result.owed);
	json_text(json, "outcome", outcome_word(result.call->outcome));
	const Appointment *agreed = result.appointment;
	json_time(json, "due_at", agreed ? agreed->at : 0, agreed ? agreed->zone : NULL);
	json_text(json, "timezone", agreed ? agreed->zone : NULL);
	json_strings(json, "doubts", result.doubts);
	json_done(json);
	return 0;
}

const Command command_call = {
	"call", "CONTACT",	    N_("log a call; agree the next one"), NEEDS_STORE_WRITE, 1, 1, options,
	run,	MAIL_NAMES_CONTACT,
};
