/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Sent has of a mail (DESIGN, 7): the copy of one that was accepted, made where no client files it, and the proof
 * that one was sent of which nobody knows.
 */
#include "app/brain.h"

#include "base/clock.h"
#include "store/store-outbox.h"

static const int look_after_min[] = {2, 10, 30};

/* Done, but for those who were put off while others were served. */
static void finish(Outbox *row)
{
	row->state = outbox_has_left(row) ? OUTBOX_DEFERRED : OUTBOX_DONE;
	row->next_at = 0;
	if (row->state == OUTBOX_DEFERRED)
		outbox_back_off(row, clock_now());
}

/* The copy in Sent is a job of its own: looked for first, appended only where it is absent. */
static void copy_made(Worker *worker, const Done *done, gpointer data)
{
	Outbox *row = data;
	g_autoptr(GError) error = NULL;

	if (!done || done->trouble != TROUBLE_NONE)
		return;
	finish(row);
	if (!store_outbox_go(worker->brain->store, row, OUTBOX_SENT_COPY, NULL, clock_now(), &error))
		brain_trouble("sent-copy", error);
	/* meet the copy as any other client's: linking begins there */
	worker_read_again(worker, ROLE_SENT);
}

/* Where the copy of a mail that is being sent can lie: in a mailbox put back from a backup, below what was UIDNEXT
 * then. */
static uint32_t copy_from_uid(const Outbox *row, const Mailbox *sent)
{
	bool same = sent && sent->uidvalidity == row->sent_uidvalidity && sent->uidnext >= row->sent_uidnext;

	return same ? row->sent_uidnext : 0;
}

static void order_copy(Worker *worker, Outbox *row, const Mailbox *sent, const char *name)
{
	Append *order = payload_new(ORDER_APPEND);

	order->mailbox = g_strdup(sent ? sent->name : worker->account->sent ? worker->account->sent : "Sent");
	order->message_id = g_strdup(row->message_id);
	order->from_uid = copy_from_uid(row, sent);
	order->flags = FLAG_SEEN;
	order->bytes = g_bytes_ref(row->bytes);
	brain_order(worker, ORDER_APPEND, order, name, copy_made, row, (GDestroyNotify)outbox_free);
}

/* A mail that follows no call is the client's business alone: where it files none, none is wanted. Of a digest neither:
 * it lies in INBOX. */
static bool wants_no_copy(const Outbox *row)
{
	return row->call_id == 0;
}

static bool copy_those_in(Worker *worker, OutboxState state, int64_t now, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(GPtrArray) rows = store_outbox_in(store, worker->account->id, state, now, error);
	g_autoptr(Mailbox) sent = brain_mailbox(worker, ROLE_SENT);

	for (guint i = 0; rows && i < rows->len; i++) {
		const Outbox *each = rows->pdata[i];
		g_autofree char *name = g_strdup_printf("copy o%" G_GINT64_FORMAT, each->id);

		if (brain_is_busy(worker, name))
			continue;
		g_autoptr(Outbox) row = store_outbox_get(store, each->id, error);
		if (!row)
			return false;
		if (row->state == OUTBOX_ACCEPTED) {
			row->state = OUTBOX_SENT_COPY;
			if (!store_outbox_go(store, row, OUTBOX_ACCEPTED, NULL, now, error))
				return false;
		}
		if (wants_no_copy(row)) {
			finish(row);
			if (!store_outbox_go(store, row, OUTBOX_SENT_COPY, NULL, now, error))
				return false;
			continue;
		}
		order_copy(worker, g_steal_pointer(&row), sent, name);
	}
	return rows != NULL;
}

static void looked_up(Worker *worker, const Done *done, gpointer data)
{
	Outbox *row = data;
	g_autoptr(GError) error = NULL;

	if (!done || done->trouble != TROUBLE_NONE)
		return;
	row->sent_checks++;
	if (done->uid) {
		row->state = OUTBOX_ACCEPTED;
		outbox_taken(row);
		g_clear_pointer(&row->error, g_free);
	}
	if (!store_outbox_go(worker->brain->store, row, OUTBOX_UNCERTAIN, NULL, clock_now(), &error))
		brain_trouble("look-up", error);
}

/* Uncertain rows are looked for in Sent at 2, 10 and 30 minutes; after that they wait for a person. */
static bool uncertain_plan(Worker *worker, int64_t now, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(GPtrArray) rows = store_outbox_in(store, worker->account->id, OUTBOX_UNCERTAIN, now, error);
	g_autoptr(Mailbox) sent = brain_mailbox(worker, ROLE_SENT);

	for (guint i = 0; rows && sent && i < rows->len; i++) {
		const Outbox *row = rows->pdata[i];
		g_autofree char *name = g_strdup_printf("look up o%" G_GINT64_FORMAT, row->id);

		/* the copy that a client filed when it had handed the mail over proves nothing, nor does that of an
		 * earlier attempt, which served others */
		if (row->origin == ORIGIN_QUEUE || outbox_has_reached(row) ||
		    row->sent_checks >= (int)G_N_ELEMENTS(look_after_min) ||
		    now < row->uncertain_at + look_after_min[row->sent_checks] * 60 || brain_is_busy(worker, name))
			continue;
		LookUp *order = payload_new(ORDER_LOOK_UP);
		order->mailbox = g_strdup(sent->name);
		order->message_id = g_strdup(row->message_id);
		order->from_uid = copy_from_uid(row, sent);
		brain_order(worker, ORDER_LOOK_UP, order, name, looked_up, store_outbox_get(store, row->id, NULL),
			    (GDestroyNotify)outbox_free);
	}
	return rows != NULL;
}

bool copies_plan(Worker *worker, int64_t now, GError **error)
{
	return copy_those_in(worker, OUTBOX_ACCEPTED, now, error) &&
	       copy_those_in(worker, OUTBOX_SENT_COPY, now, error) && uncertain_plan(worker, now, error);
}
