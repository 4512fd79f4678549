/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/resolve.h"
#include "app/talk-amend.h"
#include "base/error.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "cmd/words.h"
#include "model/id.h"
#include "store/store-call.h"
#include "store/store-contact.h"

static Amendment said;
static gboolean void_it;

static const GOptionEntry options[] = {
	{"outcome", 0, 0, G_OPTION_ARG_STRING, &said.outcome,
	 N_("reached, no-answer, busy, voicemail, gatekeeper, wrong-person, wrong-number"), "O"},
	{"duration", 0, 0, G_OPTION_ARG_STRING, &said.duration, N_("how long it took"), "7m"},
	{"topic", 0, 0, G_OPTION_ARG_STRING, &said.topic, N_("the common ground"), "T"},
	{"promise", 0, 0, G_OPTION_ARG_STRING, &said.promise, N_("what was promised to be mailed"), "P"},
	{"note", 0, 0, G_OPTION_ARG_STRING, &said.note, N_("anything else"), "N"},
	{"void", 0, 0, G_OPTION_ARG_NONE, &void_it,
	 N_("it was never made, or with somebody else: as if it had not been logged"), NULL},
	{0},
};

/* A call's id, or that of somebody's newest call; 0 with error. */
static int64_t find_call(Context *context, const char *text, GError **error)
{
	int64_t id;

	if (id_parse(text, ID_CALL, &id)) {
		g_autoptr(Call) call = resolve_call(context->store, text, error);

		return call ? call->id : 0;
	}
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, text, error);
	g_autoptr(GPtrArray) calls = contact ? store_call_of_contact(context->store, contact->id, error) : NULL;
	if (!calls)
		return 0;
	if (calls->len)
		return ((Call *)calls->pdata[calls->len - 1])->id;
	g_set_error(error, ERROR, ERROR_NOT_FOUND, _("no call with \"%s\" is logged"), contact->name);
	return 0;
}

static bool check_options(const char *target, GError **error)
{
	bool changes = said.outcome || said.duration || said.topic || said.promise || said.note;
	int64_t id;

	if (void_it && changes)
		g_set_error(error, ERROR, ERROR_USAGE, "%s",
			    _("a call that was never made is not changed: --void goes alone"));
	else if (void_it && !id_parse(target, ID_CALL, &id))
		g_set_error(error, ERROR, ERROR_USAGE, _("which call was never made? Say its id, not \"%s\""), target);
	else if (!void_it && !changes)
		g_set_error(error, ERROR, ERROR_USAGE,
			    _("nothing is to be changed: say --outcome, --topic, --promise, --note or"
			      " --duration"));
	else
		return true;
	return false;
}

static int run_void(Context *context, const char *text, GError **error)
{
	g_autoptr(Call) known = resolve_call(context->store, text, error);
	g_autoptr(Call) call = known ? talk_void(context->store, known->id, context->now, error) : NULL;
	g_autoptr(Contact) contact = call ? store_contact_get(context->store, call->contact_id, error) : NULL;

	if (!contact)
		return EXIT_FAILED;
	if (!context->json) {
		print_text(_("c%lld with %s is taken back\n"), (long long)call->id, contact->name);
		return 0;
	}
	Json *json = json_begin();
	json_id(json, "contact", ID_CONTACT, contact->id);
	json_id(json, "call", ID_CALL, call->id);
	json_bool(json, "void", true);
	json_done(json);
	return 0;
}

static int run(Context *context, char **arguments, GError **error)
{
	if (!check_options(arguments[0], error))
		return EXIT_FAILED;
	if (void_it)
		return run_void(context, arguments[0], error);
	int64_t id = find_call(context, arguments[0], error);
	g_autoptr(Call) call = id ? talk_amend(context->store, id, &said, context->now, error) : NULL;
	if (!call)
		return EXIT_FAILED;
	g_autoptr(Contact) contact = store_contact_get(context->store, call->contact_id, error);
	if (!contact)
		return EXIT_FAILED;
	if (!context->json) {
		print_text(_("c%lld: %s, %s\n"), (long long)call->id, contact->name,
			   word_shown(outcome_word(call->outcome)));
		return 0;
	}
	Json *json = json_begin();
	json_id(json, "contact", ID_CONTACT, contact->id);
	json_id(json, "call", ID_CALL, call->id);
	json_text(json, "outcome", outcome_word(call->outcome));
	json_text(json, "topic", call->topic);
	json_text(json, "promise", call->promise);
	json_text(json, "note", call->note);
	json_done(json);
	return 0;
}

const Command command_amend = {
	.name = "amend",
	.arguments = "CALL|CONTACT",
	.summary = N_("correct what was logged of a call"),
	.needs = NEEDS_STORE_WRITE,
	.min = 1,
	.max = 1,
	.options = options,
	.run = run,
};
