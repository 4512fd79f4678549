/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "cmd/words.h"
#include "model/id.h"
#include "model/outbox.h"
#include "store/store-outbox.h"

#define RECIPIENTS_SHOWN 3
#define FROM(state) (1U << (state))

/* What a person may do with a row, and in which states. */
static const struct {
	const char *word;
	unsigned from;
	OutboxState to;
} acts[] = {
	{"retry", FROM(OUTBOX_DEFERRED) | FROM(OUTBOX_FAILED), OUTBOX_SEALED},
	{"resend", FROM(OUTBOX_UNCERTAIN) | FROM(OUTBOX_FAILED), OUTBOX_SEALED},
	{"was-sent", FROM(OUTBOX_UNCERTAIN), OUTBOX_ACCEPTED},
	{"cancel", FROM(OUTBOX_SEALED) | FROM(OUTBOX_DEFERRED) | FROM(OUTBOX_FAILED) | FROM(OUTBOX_UNCERTAIN),
	 OUTBOX_CANCELLED},
};

static void add_row(Json *json, const Outbox *row, const char *zone)
{
	json_id(json, "id", ID_OUTBOX, row->id);
	json_text(json, "message_id", row->message_id);
	json_id(json, "call", ID_CALL, row->call_id);
	json_text(json, "state", outbox_state_word(row->state));
	json_text(json, "error", row->error);
	json_int(json, "attempts", row->attempts);
	json_time(json, "created_at", row->created_at, zone);
	json_time(json, "next_at", row->next_at, zone);
	json_list(json, "recipients");
	for (guint i = 0; i < row->recipients->len; i++) {
		const OutboxRecipient *recipient = row->recipients->pdata[i];

		json_open(json, NULL);
		json_text(json, "address", recipient->email);
		json_text(json, "state", outbox_recipient_word(recipient->state));
		json_text(json, "reply", recipient->reply);
		json_close(json);
	}
	json_list_end(json);
}

static void print_row(const Outbox *row)
{
	g_autofree char *call = row->call_id ? id_format(ID_CALL, row->call_id) : g_strdup("-");
	g_autoptr(GString) to = g_string_new(NULL);

	for (guint i = 0; i < row->recipients->len && i < RECIPIENTS_SHOWN; i++)
		g_string_append_printf(to, "%s%s", i ? ", " : "", ((OutboxRecipient *)row->recipients->pdata[i])->email);
	if (row->recipients->len > RECIPIENTS_SHOWN)
		g_string_append_printf(to, _(" and %u more"), row->recipients->len - RECIPIENTS_SHOWN);
	print_text("o%-5lld %-10s %-6s %s%s%s\n", (long long)row->id, word_shown(outbox_state_word(row->state)), call, to->str,
		   row->error ? ": " : "", row->error ? row->error : "");
}

static int list(Context *context, GError **error)
{
	g_autoptr(GPtrArray) rows = store_outbox_all(context->store, error);
	Json *json = NULL;

	if (!rows)
		return EXIT_FAILED;
	if (context->json) {
		json = json_begin();
		json_list(json, "items");
	}
	for (guint i = 0; i < rows->len; i++) {
		if (!json) {
			print_row(rows->pdata[i]);
			continue;
		}
		json_open(json, NULL);
		add_row(json, rows->pdata[i], context->config->timezone);
		json_close(json);
	}
	if (json) {
		json_list_end(json);
		json_done(json);
	}
	return rows->len ? 0 : EXIT_NOTHING;
}

static bool go(Context *context, int64_t id, gsize act, GError **error)
{
	GError *problem = NULL;
	g_autoptr(Outbox) row = store_outbox_get(context->store, id, &problem);

	if (!row) {
		if (problem)
			g_propagate_error(error, problem);
		else
			g_set_error(error, ERROR, ERROR_NOT_FOUND, _("o%lld is not in the outbox"), (long long)id);
		return false;
	}
	OutboxState from = row->state;
	if (!(acts[act].from & FROM(from)) || !outbox_may_go(from, acts[act].to)) {
		g_set_error(error, ERROR, ERROR_DATA, _("o%lld is %s: \"%s\" does not fit"), (long long)id,
			    outbox_state_word(from), acts[act].word);
		return false;
	}
	row->state = acts[act].to;
	if (row->state == OUTBOX_SEALED)
		outbox_reopen(row);
	else if (row->state == OUTBOX_ACCEPTED)
		outbox_taken(row);
	row->next_at = 0;
	row->uncertain_at = 0;
	g_clear_pointer(&row->error, g_free);
	if (!store_outbox_go(context->store, row, from, NULL, context->now, error))
		return false;
	if (!context->json) {
		print_row(row);
		return true;
	}
	Json *json = json_begin();
	add_row(json, row, context->config->timezone);
	json_done(json);
	return true;
}

static int retry_deferred(Context *context, gsize act, GError **error)
{
	g_autoptr(GPtrArray) rows = store_outbox_open(context->store, error);
	int count = 0;

	if (!rows)
		return EXIT_FAILED;
	for (guint i = 0; i < rows->len; i++) {
		const Outbox *row = rows->pdata[i];

		if (row->state != OUTBOX_DEFERRED)
			continue;
		count++;
		if (!go(context, row->id, act, error))
			return EXIT_FAILED;
	}
	if (!count)
		print_talk("%s", _("no mail is put off"));
	return count ? 0 : EXIT_NOTHING;
}

static int run(Context *context, char **arguments, GError **error)
{
	const char *word = arguments[0] ? arguments[0] : "list";
	int64_t id;

	if (g_str_equal(word, "list") && (!arguments[0] || !arguments[1]))
		return list(context, error);
	for (gsize i = 0; i < G_N_ELEMENTS(acts); i++) {
		if (!g_str_equal(word, acts[i].word))
			continue;
		if (!arguments[1] && g_str_equal(word, "retry"))
			return retry_deferred(context, i, error);
		if (!arguments[1] || !id_parse(arguments[1], ID_OUTBOX, &id)) {
			g_set_error(error, ERROR, ERROR_USAGE, _("usage: cmc outbox %s ID (such as o5)"), word);
			return EXIT_FAILED;
		}
		return go(context, id, i, error) ? 0 : EXIT_FAILED;
	}
	g_set_error(error, ERROR, ERROR_USAGE, "%s",
		    _("usage: cmc outbox [list|retry [ID]|resend ID|was-sent ID|cancel ID]"));
	return EXIT_FAILED;
}

const Command command_outbox = {
	"outbox", "[list|retry|resend|was-sent|cancel] [ID]", N_("what is being sent, and in which state"),
	NEEDS_STORE_WRITE, 0, 2, NULL, run,
};
