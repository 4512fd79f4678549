/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live.h"

#include <glib/gi18n.h>

#include "app/history.h"
#include "base/error.h"
#include "store/store-call.h"
#include "store/store-outbox.h"

struct Live {
	int64_t call_id, version;
	bool looked;
	GHashTable *told; /* "o5 done", "m7": what was said already */
};

Live *live_new(int64_t call_id)
{
	Live *live = g_new0(Live, 1);

	live->call_id = call_id;
	live->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return live;
}

void live_free(Live *live)
{
	if (!live)
		return;
	g_hash_table_unref(live->told);
	g_free(live);
}

static void tell(Live *live, GPtrArray *news, char *key, char *sentence)
{
	if (!sentence)
		g_free(key);
	else if (g_hash_table_add(live->told, key))
		g_ptr_array_add(news, sentence);
	else
		g_free(sentence);
}

static char *of_row(const Outbox *row)
{
	const OutboxRecipient *recipient = row->recipients->len ? row->recipients->pdata[0] : NULL;
	const char *email = recipient ? recipient->email : "?";

	switch (row->state) {
	case OUTBOX_ACCEPTED:
	case OUTBOX_SENT_COPY:
	case OUTBOX_DONE:
		return g_strdup_printf(_("delivered to the mail server: the mail to %s"), email);
	case OUTBOX_DEFERRED:
		return g_strdup_printf(_("put off by the server: the mail to %s (%s)"), email,
				       row->error ? row->error : "");
	case OUTBOX_FAILED:
		return g_strdup_printf(_("REFUSED by the server: the mail to %s (%s)"), email,
				       row->error ? row->error : "");
	case OUTBOX_UNCERTAIN:
		return g_strdup_printf(_("not known whether it was sent: the mail to %s"), email);
	default:
		return NULL;
	}
}

static char *of_mail(const HistoryMail *mail)
{
	const Message *message = mail->message;

	if (mail->outgoing || message->depth != DEPTH_UNDERSTOOD)
		return NULL;
	if (message->kind == KIND_BOUNCE) {
		const Recipient *recipient = message->recipients->len ? message->recipients->pdata[0] : NULL;

		return g_strdup_printf(_("came back: the mail to %s (%s)"),
				       recipient && recipient->address ? recipient->address : "?",
				       recipient && recipient->status ? recipient->status : "");
	}
	if (message->kind == KIND_HUMAN)
		return g_strdup_printf(_("answered: %s"), message->subject);
	if (message->kind == KIND_AUTO_REPLY)
		return g_strdup_printf(_("automatic reply: %s"), message->subject);
	return NULL;
}

static bool look_at_mails(Live *live, Store *store, int64_t contact_id, GPtrArray *news, GError **error)
{
	g_autoptr(History) history = history_read(store, contact_id, HISTORY_LINKED, error);

	for (guint i = 0; history && i < history->mails->len; i++) {
		const HistoryMail *mail = history->mails->pdata[i];
		const CallFacts *call = history_call_of(history, mail);

		if (call && call->call->id == live->call_id)
			tell(live, news, g_strdup_printf("m%" G_GINT64_FORMAT, mail->message->id), of_mail(mail));
	}
	return history != NULL;
}

GPtrArray *live_look(Live *live, Store *store, bool *over, GError **error)
{
	g_autoptr(GPtrArray) news = g_ptr_array_new_with_free_func(g_free);
	int64_t version = store_version_of_data(store);

	*over = false;
	if (live->looked && version == live->version)
		return g_steal_pointer(&news);
	live->looked = true;
	live->version = version;
	g_autoptr(Call) call = store_call_get(store, live->call_id, error);
	g_autoptr(GPtrArray) rows = call ? store_outbox_of_call(store, live->call_id, error) : NULL;
	if (!rows) {
		if (error && !*error)
			g_set_error(error, ERROR, ERROR_NOT_FOUND, "%s", _("the call is not there any more"));
		return NULL;
	}
	for (guint i = 0; i < rows->len; i++) {
		const Outbox *row = rows->pdata[i];
		OutboxState state =
			row->state == OUTBOX_SENT_COPY || row->state == OUTBOX_DONE ? OUTBOX_ACCEPTED : row->state;

		tell(live, news, g_strdup_printf("o%" G_GINT64_FORMAT " %d", row->id, state), of_row(row));
	}
	if (!look_at_mails(live, store, call->contact_id, news, error))
		return NULL;
	*over = call->outcome != OUTCOME_NONE;
	return g_steal_pointer(&news);
}
