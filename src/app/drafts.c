/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts on their way into IMAP Drafts. Once there they are the client's: it edits, sends or deletes them. */
#include "app/brain.h"

#include "base/clock.h"
#include "store/store-outbox.h"

static void draft_stored(Worker *worker, const Done *done, gpointer data)
{
	Draft *draft = data;
	g_autoptr(GError) error = NULL;

	if (!done)
		return;
	g_free(draft->error);
	draft->error = done->trouble == TROUBLE_NONE ? NULL : g_strdup(done->text ? done->text : "refused");
	draft->stored_at = done->trouble == TROUBLE_NONE ? clock_now() : 0;
	if (!store_draft_put(worker->brain->store, draft, &error))
		brain_trouble("draft", error);
}

static void draft_unless_taken(gpointer draft)
{
	if (draft)
		draft_free(draft);
}

bool drafts_plan(Worker *worker, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) waiting = store_draft_waiting(worker->brain->store, worker->account->id, error);
	g_autoptr(Mailbox) drafts = brain_mailbox(worker, ROLE_DRAFTS);

	if (!waiting)
		return false;
	g_ptr_array_set_free_func(waiting, draft_unless_taken);
	for (guint i = 0; i < waiting->len; i++) {
		Draft *draft = waiting->pdata[i];
		g_autofree char *name = g_strdup_printf("draft %" G_GINT64_FORMAT, draft->id);

		if (brain_is_busy(worker, name))
			continue;
		Append *order = payload_new(ORDER_APPEND);
		order->mailbox = g_strdup(drafts ? drafts->name : worker->account->drafts ? worker->account->drafts : "Drafts");
		order->message_id = g_strdup(draft->message_id);
		order->flags = FLAG_DRAFT | FLAG_SEEN;
		order->bytes = g_bytes_ref(draft->bytes);
		waiting->pdata[i] = NULL; /* the order's from here on */
		brain_order(worker, ORDER_APPEND, order, name, draft_stored, draft, (GDestroyNotify)draft_free);
	}
	return true;
}
