/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/control.h"
#include "app/today.h"

#include "base/text.h"
#include "base/when.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/id.h"
#include "model/outbox.h"

static char *as_of;

static const GOptionEntry options[] = {
	{"as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_("look at the day as of TIME"), "TIME"},
	{0},
};

static const char *heading(DueKind kind)
{
	static const char *const words[] = {
		N_("overdue"), N_("call now"), N_("call later"), N_("bounced"), N_("at risk"),
		N_("replied"), N_("mail owed"), N_("no date"), N_("review"),
	};

	return _(words[kind]);
}

static void print_json(const Today *today, const GPtrArray *quarantined, const Context *context, int64_t now)
{
	Json *json = json_begin();

	json_time(json, "as_of", now, context->config->timezone);
	json_list(json, "items");
	for (guint i = 0; i < today->items->len; i++) {
		const TodayItem *item = today->items->pdata[i];

		json_open(json, NULL);
		json_text(json, "kind", due_word(item->kind));
		json_contact(json, "contact", item->contact);
		json_id(json, "call", ID_CALL, item->call_id);
		json_id(json, "appointment", ID_APPOINTMENT, item->appointment_id);
		json_id(json, "message", ID_MESSAGE, item->message);
		json_text(json, "message_id", item->message_id);
		json_time(json, "due_at", item->due_at, item->zone);
		json_time(json, "since", item->since, item->zone);
		json_text(json, "why", item->why);
		json_close(json);
	}
	json_list_end(json);
	json_list(json, "mailboxes");
	for (guint i = 0; i < today->mailboxes->len; i++) {
		const Mailbox *mailbox = today->mailboxes->pdata[i];

		json_open(json, NULL);
		json_text(json, "account", mailbox->account);
		json_text(json, "mailbox", mailbox->name);
		json_time(json, "read_at", mailbox->read_at, context->config->timezone);
		json_text(json, "error", mailbox->error);
		json_close(json);
	}
	json_list_end(json);
	json_list(json, "outbox");
	for (guint i = 0; i < today->outbox->len; i++) {
		g_autofree char *id = id_format(ID_OUTBOX, ((Outbox *)today->outbox->pdata[i])->id);

		json_item(json, id);
	}
	json_list_end(json);
	json_list(json, "quarantined");
	for (guint i = 0; quarantined && i < quarantined->len; i++)
		json_item(json, quarantined->pdata[i]);
	json_list_end(json);
	json_done(json);
}

static void print_item(const TodayItem *item)
{
	g_autofree char *kind = text_pad(heading(item->kind), 11);
	g_autofree char *safe = text_safe(item->contact ? item->contact->name : "?", false);
	g_autofree char *name = text_pad(safe, 24);
	char what[32] = "";

	if (item->message && (item->kind == DUE_REVIEW || !item->call_id))
		g_snprintf(what, sizeof what, " (m%lld)", (long long)item->message);
	else if (item->call_id)
		g_snprintf(what, sizeof what, " (c%lld)", (long long)item->call_id);
	print_text("%s %s %s%s\n", kind, name, item->why, what);
}

static void print_mailboxes(const Today *today, int64_t now)
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (guint i = 0; i < today->mailboxes->len; i++) {
		const Mailbox *mailbox = today->mailboxes->pdata[i];
		g_autofree char *span = when_span(MAX(now - mailbox->read_at, 0));

		g_string_append_printf(line, "%s%s/%s ", i ? "; " : "", mailbox->account, mailbox->name);
		if (mailbox->read_at)
			g_string_append_printf(line, _("read %s ago"), span);
		else
			g_string_append(line, _("never read"));
		if (mailbox->error)
			g_string_append_printf(line, " (%s)", mailbox->error);
	}
	if (line->len)
		print_text("%s\n", line->str);
}

/* Mail that nobody reads is no news to wait for. */
static void hint_at_watcher(const Today *today, const Context *context)
{
	int64_t oldest = context->now;

	for (guint i = 0; i < today->mailboxes->len; i++)
		oldest = MIN(oldest, ((Mailbox *)today->mailboxes->pdata[i])->read_at);
	if (context->now - oldest > TODAY_STALE_S && !control_poke(context->config->store))
		print_talk("%s", _("no watcher runs: \"cmc watch\" (or \"cmc sync\", once) reads the mail"));
}

static int run(Context *context, char **arguments, GError **error)
{
	int64_t now = context->now;
	When when;

	(void)arguments;
	if (as_of) {
		if (!when_parse(as_of, now, context->config->timezone, WHEN_FUTURE, &when, error))
			return EXIT_FAILED;
		now = when.at;
	}
	g_autoptr(Today) today = today_make(context->store, context->config, now, error);
	g_autoptr(GPtrArray) quarantined = today ? store_value_keys(context->store, "quarantine ", error) : NULL;
	if (!quarantined)
		return EXIT_FAILED;
	if (context->json) {
		print_json(today, quarantined, context, now);
	} else {
		for (guint i = 0; i < today->items->len; i++)
			print_item(today->items->pdata[i]);
		if (!today->items->len)
			print_text("%s\n", _("Nothing is due."));
		if (today->outbox->len)
			print_text(ngettext("%u mail did not go out: see \"cmc outbox\"\n",
					    "%u mails did not go out: see \"cmc outbox\"\n", today->outbox->len),
				   today->outbox->len);
		if (quarantined->len)
			print_text(ngettext("%u message killed its reader twice and is left alone: see \"cmc doctor\"\n",
					    "%u messages killed their reader twice and are left alone: see \"cmc doctor\"\n",
					    quarantined->len),
				   quarantined->len);
		print_mailboxes(today, context->now);
		hint_at_watcher(today, context);
	}
	return today->items->len || today->outbox->len ? 0 : EXIT_NOTHING;
}

const Command command_today = {"today", "", N_("what is to be done, in order"), NEEDS_STORE_READ, 0, 0, options, run};
