/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/digest.h"

#include "base/when.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/id.h"

static gboolean send_it, print_it, html;
static char *as_of;

static const GOptionEntry options[] = {
	{"print", 0, 0, G_OPTION_ARG_NONE, &print_it, N_("show it (the default)"), NULL},
	{"html", 0, 0, G_OPTION_ARG_NONE, &html, N_("show its HTML"), NULL},
	{"send", 0, 0, G_OPTION_ARG_NONE, &send_it, N_("mail it to yourself now"), NULL},
	{"as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_("the day as of TIME"), "TIME"},
	{0},
};

static bool check(GError **error)
{
	if (send_it && (print_it || html || as_of)) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s", _("--send goes without --print, --html and --as-of"));
		return false;
	}
	return true;
}

static void tell(const Context *context, const Digest *digest)
{
	if (context->json) {
		Json *json = json_begin();

		json_text(json, "message_id", digest->message_id);
		json_text(json, "subject", digest->subject);
		json_id(json, "outbox", ID_OUTBOX, digest->outbox_id);
		json_text(json, "text", digest->text);
		json_done(json);
	} else if (send_it) {
		print_text(_("o%lld: %s\n"), (long long)digest->outbox_id, digest->subject);
	} else {
		print_text("%s", html ? digest->html : digest->text);
	}
}

static int run(Context *context, char **arguments, GError **error)
{
	int64_t now = context->now;
	When when;

	(void)arguments;
	if (!check(error))
		return EXIT_FAILED;
	if (as_of) {
		if (!when_parse(as_of, now, context->config->timezone, WHEN_FUTURE, &when, error))
			return EXIT_FAILED;
		now = when.at;
	}
	g_autoptr(Digest) digest = digest_make(context->store, context->config, context->account, now, error);
	if (!digest || (send_it && !digest_send(context->store, context->config, context->account, digest, now, error)))
		return EXIT_FAILED;
	tell(context, digest);
	return digest->empty && !send_it ? EXIT_NOTHING : 0;
}

const Command command_digest = {
	"digest", "", N_("the day as a mail to yourself"), NEEDS_STORE_WRITE, 0, 0, options, run,
};
