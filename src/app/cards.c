/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cards.h"

#include <string.h>

#include "app/brief.h"
#include "base/clock.h"
#include "base/log.h"
#include "mail/card.h"
#include "match/due.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-mark.h"

#define LOOK_EVERY_S 30 /* for what a person did with the cards */
#define REPEAT_S     60 /* orders that failed */
#define REST_MS	     500

/* A card under way into Calls. */
typedef struct Storing {
	MarkRow *mark;
	char *mailbox;
} Storing;

static void storing_free(gpointer data)
{
	Storing *storing = data;

	mark_row_free(storing->mark);
	g_free(storing->mailbox);
	g_free(storing);
}

static const char *calls_name(const Worker *worker)
{
	return worker->account->calls ? worker->account->calls : "Calls";
}

static void card_stored(Worker *worker, const Done *done, gpointer data)
{
	Storing *storing = data;
	Store *store = worker->brain->store;
	g_autoptr(GError) error = NULL;
	g_autoptr(Mailbox) mailbox = NULL;

	if (!done || done->trouble != TROUBLE_NONE)
		return;
	/* the card before it goes at once */
	worker->cards_rested = g_hash_table_size(worker->orders) == 0;
	mailbox = store_mailbox_get(store, worker->account->id, storing->mailbox, &error);
	if (!mailbox && !error)
		mailbox = mailbox_new(worker->account->id, storing->mailbox);
	if (mailbox) {
		mailbox->role = ROLE_CALLS;
		mailbox->uidvalidity = done->uidvalidity;
		if (store_mailbox_put(store, mailbox, &error)) {
			storing->mark->mailbox_id = mailbox->id;
			storing->mark->uidvalidity = done->uidvalidity;
			storing->mark->uid = done->uid;
			storing->mark->set = true;
			/* found there, under flags that nobody has seen: raised (or lowered) by the next plan */
			if (done->was_there)
				*strchr(storing->mark->content, ' ') = '\0';
			store_mark_put(store, storing->mark, &error);
		}
	}
	if (error)
		brain_trouble("card-stored", error);
}

static void card_gone(Worker *worker, const Done *done, gpointer data)
{
	g_autoptr(GError) error = NULL;

	if (!done ||
	    (done->trouble != TROUBLE_NONE && done->trouble != TROUBLE_CHANGED && done->trouble != TROUBLE_MISSING))
		return;
	if (!store_mark_drop(worker->brain->store, *(int64_t *)data, &error))
		brain_trouble("card-gone", error);
}

static bool remove_card(Worker *worker, const MarkRow *mark, GError **error)
{
	g_autofree char *name = g_strdup_printf("card away %" G_GINT64_FORMAT, mark->id);
	g_autoptr(Mailbox) mailbox = NULL;

	if (brain_is_busy(worker, name))
		return true;
	mailbox = mark->mailbox_id ? store_mailbox_by_id(worker->brain->store, mark->mailbox_id, error) : NULL;

	/* without a UID it may be on its way, or there and not noted before we died: looked for by its Message-ID */
	Expunge *order = payload_new(ORDER_EXPUNGE);
	order->mailbox = g_strdup(mailbox ? mailbox->name : calls_name(worker));
	order->uidvalidity = mailbox && mark->uid ? mark->uidvalidity : 0;
	if (order->uidvalidity)
		g_array_append_val(order->uids, mark->uid);
	g_ptr_array_add(order->message_ids, g_strdup(mark->message_id));
	brain_order(worker, ORDER_EXPUNGE, order, name, card_gone, g_memdup2(&mark->id, sizeof mark->id), g_free);
	return true;
}

static bool store_card(Worker *worker, const Card *card, const char *content, const MarkRow *old, bool due, int64_t now,
		       GError **error)
{
	g_autofree char *name = g_strdup_printf("card a%" G_GINT64_FORMAT " %s", card->appointment->id, content);
	g_autoptr(GBytes) bytes = NULL;

	if (brain_is_busy(worker, name))
		return true;
	bytes = card_build(card, now, error);
	if (!bytes)
		return false;

	Storing *storing = g_new0(Storing, 1);
	storing->mailbox = g_strdup(calls_name(worker));
	storing->mark = g_new0(MarkRow, 1);
	storing->mark->id = old ? old->id : 0;
	storing->mark->kind = MARK_CARD;
	storing->mark->contact_id = card->contact->id;
	storing->mark->appointment_id = card->appointment->id;
	storing->mark->account = g_strdup(worker->account->id);
	storing->mark->message_id = card_message_id(card);
	storing->mark->content = g_strdup(content);
	/* the row is there before the card is: a card that nobody remembers would stay for ever */
	if (!store_mark_put(worker->brain->store, storing->mark, error)) {
		storing_free(storing);
		return false;
	}
	Append *order = payload_new(ORDER_APPEND);
	order->mailbox = g_strdup(storing->mailbox);
	order->message_id = g_strdup(storing->mark->message_id);
	order->flags = due ? FLAG_FLAGGED : FLAG_SEEN;
	order->received_at = card->appointment->at;
	order->bytes = g_steal_pointer(&bytes);
	brain_order(worker, ORDER_APPEND, order, name, card_stored, storing, storing_free);
	return true;
}

static void card_raised(Worker *worker, const Done *done, gpointer data)
{
	Storing *storing = data;
	g_autoptr(GError) error = NULL;

	if (!done || (done->trouble != TROUBLE_NONE && done->trouble != TROUBLE_CHANGED))
		return;
	/* Calls was made anew: the card is looked for, and stored where it is gone */
	if (done->trouble == TROUBLE_CHANGED)
		storing->mark->set = false;
	if (!store_mark_put(worker->brain->store, storing->mark, &error))
		brain_trouble("card-raised", error);
}

/* A card whose time has come is flagged and unread; one that was moved to later is neither. */
static bool raise_card(Worker *worker, const MarkRow *card, const char *content, bool due, GError **error)
{
	g_autofree char *name = g_strdup_printf("card %" G_GINT64_FORMAT " %s", card->id, content);
	g_autoptr(Mailbox) mailbox = store_mailbox_by_id(worker->brain->store, card->mailbox_id, error);

	if (!mailbox || brain_is_busy(worker, name))
		return mailbox != NULL;

	Storing *storing = g_new0(Storing, 1);
	Mark *order = payload_new(ORDER_MARK);
	storing->mark = g_memdup2(card, sizeof *card);
	storing->mark->account = g_strdup(card->account);
	storing->mark->message_id = g_strdup(card->message_id);
	storing->mark->content = g_strdup(content);
	order->mailbox = g_strdup(mailbox->name);
	order->uidvalidity = card->uidvalidity;
	g_array_append_val(order->uids, card->uid);
	order->set = due ? FLAG_FLAGGED : FLAG_SEEN;
	order->clear = due ? FLAG_SEEN : FLAG_FLAGGED;
	brain_order(worker, ORDER_MARK, order, name, card_raised, storing, storing_free);
	return true;
}

/* The card of one appointment: stored where it is absent, older ones removed once the right one is there. */
static bool keep_card(Worker *worker, const Appointment *appointment, GPtrArray *marks, int64_t now, GError **error)
{
	Store *store = worker->brain->store;
	bool due = due_is_raised(appointment, now);
	const MarkRow *right = NULL;

	store_hold(store);
	g_autoptr(History) history = history_read(store, appointment->contact_id, HISTORY_BRIEF, error);
	g_autoptr(Call) call = history ? store_call_get(store, appointment->call_id, error) : NULL;
	store_let_go(store);
	if (!history)
		return error == NULL || *error == NULL;
	Brief known = brief_look(worker->brain->config, history);
	g_autofree char *brief = brief_text(worker->brain->config, &known, 0);
	Card card = {.appointment = appointment,
		     .contact = history->contact,
		     .account = worker->account,
		     .thread_id = call ? call->thread_id : NULL,
		     .brief = brief};
	g_autofree char *hash = card_hash(&card);
	g_autofree char *content = g_strdup_printf("%s %s", hash, due ? "due" : "later");

	for (guint i = 0; i < marks->len; i++) {
		const MarkRow *mark = marks->pdata[i];

		if (mark->kind == MARK_CARD && mark->appointment_id == appointment->id && mark->content &&
		    g_str_has_prefix(mark->content, hash))
			right = mark;
	}
	/* a person took it away: asked in today, not put back */
	if (right && right->removed_by_person)
		return true;
	if (!right || !right->set)
		return store_card(worker, &card, content, right, due, now, error);
	if (!g_str_equal(right->content, content) && !raise_card(worker, right, content, due, error))
		return false;
	for (guint i = 0; i < marks->len; i++) {
		const MarkRow *mark = marks->pdata[i];

		if (mark->kind == MARK_CARD && mark->appointment_id == appointment->id && mark != right &&
		    !remove_card(worker, mark, error))
			return false;
	}
	return true;
}

static bool has_card_here(Worker *worker, const Appointment *appointment)
{
	g_autoptr(Call) call = store_call_get(worker->brain->store, appointment->call_id, NULL);
	const Account *first = worker->brain->config->accounts->pdata[0];
	const char *account = call && call->account ? call->account : first->id;

	return g_str_equal(account, worker->account->id);
}

bool cards_seen(Worker *worker, const Seen *seen)
{
	if (!seen->found || !worker->cards_there || g_strcmp0(seen->mailbox, calls_name(worker)) != 0)
		return false;
	for (guint i = 0; i < seen->messages->len; i++) {
		const SeenMessage *each = seen->messages->pdata[i];

		g_hash_table_replace(worker->cards_there, g_strdup(each->message->message_id),
				     GUINT_TO_POINTER(each->flags));
	}
	return true;
}

/* A card that lies elsewhere now, or whose star is gone, was put aside by a person; a star that is back takes that
 * back. */
static bool compare_card(Worker *worker, MarkRow *mark, GError **error)
{
	gpointer flags = NULL;
	bool there = g_hash_table_lookup_extended(worker->cards_there, mark->message_id, NULL, &flags);
	bool raised = g_str_has_suffix(mark->content, " due");
	bool aside = !there || (raised && !(GPOINTER_TO_UINT(flags) & FLAG_FLAGGED));

	if (aside == mark->removed_by_person)
		return true;
	mark->removed_by_person = aside;
	log_event("card-aside", "appointment=a%" G_GINT64_FORMAT " aside=%d", mark->appointment_id, aside);
	return store_mark_put(worker->brain->store, mark, error);
}

static void cards_compared(Worker *worker, const Done *done, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) marks = store_mark_all(worker->brain->store, worker->account->id, &error);

	(void)data;
	for (guint i = 0; done && done->trouble == TROUBLE_NONE && marks && !error && i < marks->len; i++) {
		MarkRow *mark = marks->pdata[i];

		if (mark->kind == MARK_CARD && mark->set && mark->content && mark->uidvalidity == done->uidvalidity)
			compare_card(worker, mark, &error);
	}
	g_clear_pointer(&worker->cards_there, g_hash_table_unref);
	if (error)
		brain_trouble("cards-compared", error);
}

/* Has a person put cards aside, on whatever device? */
static void look_through(Worker *worker, GPtrArray *marks, int64_t now)
{
	bool any = false;

	for (guint i = 0; i < marks->len; i++)
		any = any || (((MarkRow *)marks->pdata[i])->kind == MARK_CARD && ((MarkRow *)marks->pdata[i])->set);
	if (!any || worker->cards_there || now - worker->cards_looked_at < LOOK_EVERY_S)
		return;
	Find *order = payload_new(ORDER_FIND);
	worker->cards_looked_at = now;
	worker->cards_there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	order->mailbox = g_strdup(calls_name(worker));
	/* every card is to us; what else is there does no harm */
	g_ptr_array_add(order->recipients, g_strdup(worker->account->email));
	brain_order(worker, ORDER_FIND, order, "look through cards", cards_compared, NULL, NULL);
}

/* To say each card anew costs a look at all that is known of the contact: only when something may have changed. */
static uint64_t version_of(Worker *worker, GPtrArray *open, int64_t now)
{
	Store *store = worker->brain->store;
	uint64_t raised = 0, version;

	for (guint i = 0; i < open->len; i++)
		raised += due_is_raised(open->pdata[i], now);
	/* without sign: it may go round */
	version = (uint64_t)store_version_of_data(store) * 1000003 + (uint64_t)store_changes(store);
	return (version * 1000003 + raised) * 1000003 + (uint64_t)(now / REPEAT_S);
}

static gboolean on_rested(gpointer data)
{
	Worker *worker = data;

	worker->cards_rest = 0;
	worker->cards_rested = true;
	brain_want_plan_of(worker);
	return G_SOURCE_REMOVE;
}

/* A mail that comes in makes a handful of plans, and is to be linked and marked before a card is said anew. Nobody
 * waits for that but who asks for a round. */
static bool may_rest(Worker *worker)
{
	if (worker->brain->once || worker->brain->askers->len || worker->cards_rested)
		return false;
	if (!worker->cards_rest)
		worker->cards_rest = g_timeout_add(REST_MS, on_rested, worker);
	return true;
}

bool cards_plan(Worker *worker, GPtrArray *open, GPtrArray *marks, int64_t now, bool *all, GError **error)
{
	g_autoptr(GHashTable) wanted = NULL;
	uint64_t version = version_of(worker, open, now);

	look_through(worker, marks, now);
	*all = version == worker->cards_version || !may_rest(worker);
	if (!*all)
		return true;
	worker->cards_rested = false;
	if (version == worker->cards_version)
		return true;
	worker->cards_version = version;
	wanted = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (guint i = 0; worker->account->mark_cards && i < open->len; i++) {
		Appointment *appointment = open->pdata[i];

		if (!has_card_here(worker, appointment))
			continue;
		g_hash_table_add(wanted, &appointment->id);
		if (!keep_card(worker, appointment, marks, now, error))
			return false;
	}
	for (guint i = 0; i < marks->len; i++) {
		MarkRow *mark = marks->pdata[i];

		if (mark->kind == MARK_CARD && !g_hash_table_contains(wanted, &mark->appointment_id) &&
		    !remove_card(worker, mark, error))
			return false;
	}
	return true;
}
