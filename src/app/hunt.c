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

#define CALLS_SEEN "hunt calls"

/* Orders the reading of those of a contact's sent messages that lie in this account. */
static bool read_sent_to(Worker *worker, const char *email, GError **error)
{
	Brain *brain = worker->brain;
	g_autoptr(GPtrArray) sent = store_message_sent_to(brain->store, email, brain->since - 3600, error);
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

static void email_hunted(Worker *worker, const Done *done, gpointer data)
{
	g_autoptr(GError) error = NULL;

	if (done && done->trouble == TROUBLE_NONE && !store_put_value(worker->brain->store, data, "done", &error))
		brain_trouble("hunt", error);
}

static bool hunt_email(Worker *worker, const char *email, GError **error)
{
	Brain *brain = worker->brain;
	g_autofree char *key = g_strdup_printf("hunt %s %s", worker->account->id, email);
	g_autoptr(GError) inner = NULL;
	g_autofree char *done = store_get_value(brain->store, key, &inner);
	g_autoptr(Mailbox) inbox = brain_mailbox(worker, ROLE_INBOX);

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (done || !inbox || brain_is_busy(worker, key))
		return true;
	if (!read_sent_to(worker, email, error))
		return false;

	Find *order = payload_new(ORDER_FIND);
	order->mailbox = g_strdup(inbox->name);
	order->since = brain->since ? brain->since - 24 * 3600 : 0;
	g_ptr_array_add(order->senders, g_strdup(email));
	brain_order(worker, ORDER_FIND, order, key, email_hunted, g_strdup(key), g_free);
	return true;
}

/* A call that is new to us may be what an older message follows or answers. */
static bool weigh_again(Worker *worker, const Call *call, GError **error)
{
	Brain *brain = worker->brain;
	g_autoptr(Contact) contact = store_contact_get(brain->store, call->contact_id, error);

	for (guint i = 0; contact && i < contact->emails->len; i++) {
		const char *email = contact->emails->pdata[i];
		g_autoptr(GPtrArray) sent = store_message_sent_to(brain->store, email, call->started_at - 60, error);

		if (!sent || !read_sent_to(worker, email, error))
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

/* Received mail of this contact that was kept unread because no call was that old yet. */
static bool read_received(Worker *worker, const Call *call, GError **error)
{
	Brain *brain = worker->brain;
	g_autoptr(GPtrArray) all = store_message_of_contact(brain->store, call->contact_id, error);
	g_autoptr(Mailbox) inbox = brain_mailbox(worker, ROLE_INBOX);
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (guint i = 0; all && inbox && i < all->len; i++) {
		const Message *message = all->pdata[i];
		g_autoptr(GPtrArray) places = NULL;

		if (message->depth == DEPTH_UNDERSTOOD || message_at(message) < call->started_at)
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
	int64_t seen = value ? g_ascii_strtoll(value, NULL, 10) : 0, newest = seen;
	g_autoptr(GPtrArray) calls = inner ? NULL : store_call_facts(brain->store, 0, 0, G_MAXINT64, &inner);
	g_autoptr(Transaction) transaction = calls ? transaction_begin(brain->store, &inner) : NULL;

	for (guint i = 0; !inner && i < calls->len; i++) {
		const Call *call = ((CallFacts *)calls->pdata[i])->call;

		if (call->id <= seen)
			continue;
		newest = MAX(newest, call->id);
		if (weigh_again(worker, call, &inner))
			read_received(worker, call, &inner);
	}
	if (!inner && newest > seen) {
		g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, newest);

		if (store_put_value(brain->store, key, text, &inner))
			transaction_commit(transaction, &inner);
	}
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	return inner == NULL && (error == NULL || *error == NULL);
}

bool hunt_plan(Worker *worker, int64_t now, GError **error)
{
	GHashTableIter each;
	gpointer email;

	if (!worker->brain->since)
		return true;
	g_hash_table_iter_init(&each, worker->brain->emails);
	while (g_hash_table_iter_next(&each, &email, NULL))
		if (!brain_owns(worker->brain, email) && !hunt_email(worker, email, error))
			return false;
	return hunt_calls(worker, error);
}
