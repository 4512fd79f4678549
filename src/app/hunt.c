/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail that was there before we knew that it mattered: a contact's address was added, or a call logged late. Sent mail is
 * found through what was sighted, received mail by a search on the server. What has been hunted is kept in the store, so
 * that it is done once per address and account.
 */
#include "app/brain.h"

#include <stdlib.h>

#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-link.h"

#define CALLS_SEEN  "hunt calls"
#define CALLS_MAX   200 /* in one transaction */
#define SENDERS_MAX 40

/* Orders the reading of those of a contact's sent messages since a call that lie in this account. */
static bool read_sent_to(Worker *worker, const char *email, int64_t call, GError **error)
{
	Brain *brain = worker->brain;
	g_autoptr(GPtrArray) sent = store_message_sent_to(brain->store, email, call - CLOCKS_DIFFER_S, error);
	g_autoptr(Mailbox) mailbox = brain_mailbox(worker, ROLE_SENT);
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (guint i = 0; sent && mailbox && i < sent->len; i++) {
		const Message *message = sent->pdata[i];
		g_autoptr(GPtrArray) places =
			message->depth == DEPTH_UNDERSTOOD ? NULL : store_place_of(brain->store, message->id, error);

		for (guint k = 0; places && k < places->len; k++) {
			const Place *place = places->pdata[k];

			if (place->mailbox_id == mailbox->id)
				g_array_append_val(uids, place->uid);
		}
	}
	if (uids->len)
		reads_order(worker, mailbox->name, mailbox->uidvalidity, uids);
	return sent != NULL;
}

static void hunted(Worker *worker, const Done *done, gpointer data)
{
	const GPtrArray *emails = data;
	Store *store = worker->brain->store;
	g_autoptr(GError) error = NULL;

	if (!done || done->trouble != TROUBLE_NONE)
		return;
	g_autoptr(Transaction) transaction = transaction_begin(store, &error);
	for (guint i = 0; !error && i < emails->len; i++)
		store_contact_hunted(store, worker->account->id, emails->pdata[i], &error);
	if (!error)
		transaction_commit(transaction, &error);
	if (error)
		brain_trouble("hunt", error);
}

/* One search for a handful of people at a time. */
static bool hunt_emails(Worker *worker, GError **error)
{
	Brain *brain = worker->brain;
	int64_t people = brain->people;
	g_autoptr(Mailbox) inbox = brain_mailbox(worker, ROLE_INBOX);

	if (worker->hunted == people || !inbox || brain_is_busy(worker, "hunt"))
		return true;
	g_autoptr(GPtrArray) emails = store_contact_unhunted(brain->store, worker->account->id, SENDERS_MAX, error);
	if (!emails)
		return false;
	if (emails->len == 0)
		worker->hunted = people;

	Find *order = payload_new(ORDER_FIND);
	order->mailbox = g_strdup(inbox->name);
	order->since = brain->since ? brain->since - 24 * 3600 : 0;
	for (guint i = 0; i < emails->len; i++) {
		const char *email = emails->pdata[i];

		if (brain_owns(brain, email)) {
			if (!store_contact_hunted(brain->store, worker->account->id, email, error))
				return false;
			continue;
		}
		if (!read_sent_to(worker, email, brain_reads_since(brain, email), error))
			return false;
		g_ptr_array_add(order->senders, g_strdup(email));
	}
	if (order->senders->len)
		brain_order(worker, ORDER_FIND, order, "hunt", hunted, g_steal_pointer(&emails),
			    (GDestroyNotify)g_ptr_array_unref);
	else
		frame_free(frame_new(ORDER_FIND, order));
	return true;
}

void hunt_scan_begins(Worker *worker, MailboxRole role)
{
	g_autoptr(GError) error = NULL;

	if (role != ROLE_INBOX && role != ROLE_SENT)
		return;
	if (!worker->scan[0] && !worker->scan[1])
		worker->scan_calls = store_call_newest(worker->brain->store, &error);
	worker->scan[role == ROLE_SENT] = error ? 0 : store_contact_version(worker->brain->store, &error);
}

void hunt_scan_ends(Worker *worker)
{
	worker->scan[0] = worker->scan[1] = 0;
}

/* Who was known before the first mail was read has been met with all of it: there is nothing to look for. */
static bool note_scan(Worker *worker, GError **error)
{
	Store *store = worker->brain->store;
	bool whole = worker->scan[0] && worker->scan[0] == worker->scan[1] && worker->scan[0] == worker->brain->people;
	g_autofree char *key = g_strdup_printf(CALLS_SEEN " %s", worker->account->id);
	g_autofree char *newest = g_strdup_printf("%" G_GINT64_FORMAT, worker->scan_calls);

	hunt_scan_ends(worker);
	if (!whole)
		return true;
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	return transaction && store_contact_hunted(store, worker->account->id, NULL, error) &&
	       store_put_value(store, key, newest, error) && transaction_commit(transaction, error);
}

/* A call that is new to us may be what an older message follows or answers. */
static bool weigh_again(Worker *worker, const Call *call, GError **error)
{
	Brain *brain = worker->brain;
	g_autoptr(Contact) contact = store_contact_get(brain->store, call->contact_id, error);

	for (guint i = 0; contact && i < contact->emails->len; i++) {
		const char *email = contact->emails->pdata[i];
		g_autoptr(GPtrArray) sent = store_message_sent_to(brain->store, email, call->started_at - 60, error);

		if (!sent || !read_sent_to(worker, email, call->started_at, error))
			return false;
		for (guint k = 0; k < sent->len; k++) {
			Message *message = sent->pdata[k];

			if (message->depth == DEPTH_UNDERSTOOD && !linking_sent(brain, message, error))
				return false;
		}
	}
	if (!contact)
		return error == NULL || *error == NULL;
	return weigh_received(brain, contact->id, call->started_at, error);
}

/* Received mail of this contact that was kept unread because no call with him was that old yet. */
static bool read_received(Worker *worker, const Call *call, GError **error)
{
	Brain *brain = worker->brain;
	g_autoptr(GPtrArray) all = store_message_of_contact(brain->store, call->contact_id, error);
	g_autoptr(Mailbox) inbox = brain_mailbox(worker, ROLE_INBOX);
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (guint i = 0; all && inbox && i < all->len; i++) {
		const Message *message = all->pdata[i];
		g_autoptr(GPtrArray) places = NULL;

		if (message->depth == DEPTH_UNDERSTOOD || message_at(message) < call->started_at - CLOCKS_DIFFER_S)
			continue;
		places = store_place_of(brain->store, message->id, error);
		for (guint k = 0; places && k < places->len; k++)
			if (((Place *)places->pdata[k])->mailbox_id == inbox->id)
				g_array_append_val(uids, ((Place *)places->pdata[k])->uid);
	}
	if (uids->len)
		reads_order(worker, inbox->name, inbox->uidvalidity, uids);
	return all != NULL;
}

static bool hunt_calls(Worker *worker, GError **error)
{
	Brain *brain = worker->brain;
	g_autofree char *key = g_strdup_printf(CALLS_SEEN " %s", worker->account->id);
	g_autoptr(GError) inner = NULL;
	g_autofree char *value = store_get_value(brain->store, key, &inner);
	int64_t seen = value ? g_ascii_strtoll(value, NULL, 10) : 0;
	g_autoptr(GPtrArray) calls = inner ? NULL : store_call_after(brain->store, seen, CALLS_MAX, &inner);
	g_autoptr(Transaction) transaction = calls && calls->len ? transaction_begin(brain->store, &inner) : NULL;

	for (guint i = 0; !inner && i < calls->len; i++) {
		const Call *call = calls->pdata[i];

		seen = MAX(seen, call->id);
		if (weigh_again(worker, call, &inner))
			read_received(worker, call, &inner);
	}
	if (transaction && !inner) {
		g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, seen);

		if (store_put_value(brain->store, key, text, &inner))
			transaction_commit(transaction, &inner);
		/* the others after what else is to be done */
		if (calls->len == CALLS_MAX)
			brain_want_plan_of(worker);
	}
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	return inner == NULL && (error == NULL || *error == NULL);
}

bool hunt_plan(Worker *worker, int64_t now, GError **error)
{
	if (!worker->brain->since)
		return true;
	return ((!worker->scan[0] && !worker->scan[1]) || note_scan(worker, error)) && hunt_emails(worker, error) &&
	       hunt_calls(worker, error);
}
