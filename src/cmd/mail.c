/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "app/compose.h"
#include "app/lint.h"
#include "base/when.h"
#include "cmd/ask.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/id.h"
#include "store/store-outbox.h"

static char *template;
static char **attachments, **links;
static gboolean send_it, draft_it, edit_it, print_it, text_only;

static const GOptionEntry options[] = {
	{"template", 0, 0, G_OPTION_ARG_STRING, &template, N_("begin with this template (follow-up)"), "T"},
	{"attach", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &attachments, N_("attach FILE; may be repeated"), "FILE"},
	{"link", 0, 0, G_OPTION_ARG_STRING_ARRAY, &links, N_("name URL in the text; may be repeated"), "URL"},
	{"send", 0, 0, G_OPTION_ARG_NONE, &send_it, N_("put it into the outbox"), NULL},
	{"draft", 0, 0, G_OPTION_ARG_NONE, &draft_it, N_("put it into IMAP Drafts"), NULL},
	{"edit", 0, 0, G_OPTION_ARG_NONE, &edit_it, N_("edit the text first"), NULL},
	{"print", 0, 0, G_OPTION_ARG_NONE, &print_it, N_("only show it"), NULL},
	{"text", 0, 0, G_OPTION_ARG_NONE, &text_only,
	 N_("with --print: subject, call and text alone, for a template of a mail client"), NULL},
	{0},
};

static bool start_editor(const char *path, GError **error)
{
	const char *visual = g_getenv("VISUAL");
	const char *editor = visual && *visual ? visual : g_getenv("EDITOR");
	g_autofree char *quoted = g_shell_quote(path);
	g_autofree char *line = g_strdup_printf("%s %s", editor && *editor ? editor : "vi", quoted);
	char *argv[] = {(char *)"/bin/sh", (char *)"-c", line, NULL};
	int status;

	if (!g_spawn_sync(NULL, argv, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL, &status, error))
		return false;
	if (status == 0)
		return true;
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "%s", _("the editor failed; nothing was sent"));
	return false;
}

/* The first line is the subject, an empty line follows. */
static bool take_edited(Compose *compose, char *text, GError **error)
{
	char *end = strchr(text, '\n');

	if (!g_str_has_prefix(text, "Subject: ") || !end || end - text <= (long)strlen("Subject: ")) {
		g_set_error(error, ERROR, ERROR_DATA, "%s",
			    _("the edited text does not begin with \"Subject: …\"; nothing was sent"));
		return false;
	}
	*end = '\0';
	g_free(compose->subject);
	g_free(compose->text);
	compose->subject = g_strdup(text + strlen("Subject: "));
	compose->text = g_strdup(end[1] == '\n' ? end + 2 : end + 1);
	return true;
}

static bool edit(Compose *compose, GError **error)
{
	g_autofree char *path = NULL;
	g_autofree char *text = g_strdup_printf("Subject: %s\n\n%s", compose->subject, compose->text);
	g_autofree char *edited = NULL;
	int fd = g_file_open_tmp("cmc-XXXXXX.txt", &path, error);

	if (fd < 0)
		return false;
	close(fd);
	bool good = g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error) &&
		    start_editor(path, error) && g_file_get_contents(path, &edited, NULL, error) &&
		    take_edited(compose, edited, error);
	unlink(path);
	return good;
}

static bool choose(Context *context, GError **error)
{
	g_autofree char *answer = NULL;

	if (send_it + draft_it + print_it > 1) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s", _("--send, --draft and --print exclude each other"));
		return false;
	}
	if (text_only && !print_it) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s", _("--text goes with --print"));
		return false;
	}
	if (send_it || draft_it || print_it)
		return true;
	if (context->terminal)
		answer = ask_key(_("[s]end, put into [d]rafts, or [p]rint only?"));
	send_it = answer && (*answer == 's' || *answer == 'S');
	draft_it = answer && (*answer == 'd' || *answer == 'D');
	print_it = answer && (*answer == 'p' || *answer == 'P');
	if (send_it || draft_it || print_it)
		return true;
	g_set_error(error, ERROR, ERROR_USAGE, "%s", _("say what to do with the mail: --send, --draft or --print"));
	return false;
}

static void tell(const Context *context, const Compose *compose, const GPtrArray *warnings)
{
	const char *state = send_it ? outbox_state_word(compose->state) : draft_it ? "draft" : "printed";
	Json *json;

	if (context->json) {
		json = json_begin();
		json_id(json, "call", ID_CALL, compose->call->id);
		json_text(json, "message_id", compose->message_id);
		json_id(json, "outbox", ID_OUTBOX, compose->outbox_id);
		json_text(json, "state", state);
		json_text(json, "subject", compose->subject);
		json_strings(json, "warnings", warnings);
		json_done(json);
	} else if (text_only) {
		print_text("Subject: %s\nReferences: %s\n\n%s", compose->subject, compose->call->thread_id,
			   compose->text);
	} else if (print_it) {
		print_bytes(compose->bytes);
	} else if (send_it) {
		print_text(_("o%lld: to %s: %s\n"), (long long)compose->outbox_id, contact_email(compose->contact),
			   compose->subject);
	} else {
		print_text(_("on its way to Drafts: %s\n"), compose->subject);
	}
}

/* Drafts has it, or had it: what becomes of it there is the mail client's business. */
static bool warn_of_draft(Context *context, const Compose *compose, GPtrArray *warnings, GError **error)
{
	GError *problem = NULL;
	int64_t made_at = store_draft_made_at(context->store, compose->call->id, &problem);

	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	if (made_at) {
		g_autofree char *span = when_span(context->now - made_at);

		g_ptr_array_add(warnings, g_strdup_printf(_("a draft of this mail was made %s ago; this is another one"), span));
	}
	return true;
}

static int run(Context *context, char **arguments, GError **error)
{
	const ComposeRequest request = {
		.target = arguments[0],
		.account = context->account,
		.template = template,
		.attachments = (const char *const *)attachments,
		.links = (const char *const *)links,
	};
	g_autoptr(Compose) compose = compose_new(context->store, context->config, &request, context->now, error);

	if (!compose || (edit_it && !edit(compose, error)) || !choose(context, error))
		return EXIT_FAILED;
	g_autoptr(GPtrArray) warnings = lint_mail(compose, links ? g_strv_length(links) : 0);
	if (draft_it && !warn_of_draft(context, compose, warnings, error))
		return EXIT_FAILED;
	for (guint i = 0; i < warnings->len; i++)
		print_talk("%s", (char *)warnings->pdata[i]);
	if (!compose_seal(context->config, compose, draft_it, context->now, error))
		return EXIT_FAILED;
	if ((send_it && !compose_queue(context->store, compose, context->now, error)) ||
	    (draft_it && !compose_draft(context->store, compose, context->now, error)))
		return EXIT_FAILED;
	tell(context, compose, warnings);
	return 0;
}

const Command command_mail = {
	"mail", "CONTACT|CALL",	    N_("the follow-up of a call"), NEEDS_STORE_WRITE, 1, 1, options,
	run,	MAIL_NAMES_CONTACT,
};
