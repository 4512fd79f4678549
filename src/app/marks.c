/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks: what should be flagged now against what cmc has flagged (DESIGN, 9). A row is written before the server is
 * asked and dropped after it has answered, so that nothing that cmc set is ever forgotten. A star that was there before
 * is a person's: noted, and never cleared.
 */
#include "app/brain.h"
#include "app/cards.h"
#include "base/log.h"
#include "match/due.h"
#include "store/store-appointment.h"
#include "store/store-mark.h"

/* One flag that should be set. */
typedef struct Wish {
	MarkKind kind;
	int64_t contact_id, appointment_id;
	Place place;
	char *message_id;
	bool met; /* a row stands for it */
} Wish;

static void wish_free(gpointer data)
{
	Wish *wish = data;

	g_free(wish->message_id);
	g_free(wish);
}

static unsigned flag_of(MarkKind kind)
{
	switch (kind) {
	case MARK_FLAG:
		return FLAG_FLAGGED;
	case MARK_KEYWORD_DUE:
		return FLAG_CMC_DUE;
	case MARK_KEYWORD_REPLIED:
		return FLAG_CMC_REPLIED;
	case MARK_CARD:
		break;
	}
	return 0;
}

static void add_wish(GPtrArray *wishes, MarkKind kind, const Appointment *appointment, const Place *place,
		     const char *message_id)
{
	Wish *wish = g_new0(Wish, 1);

	wish->kind = kind;
	wish->contact_id = appointment->contact_id;
	wish->appointment_id = appointment->id;
	wish->place = *place;
	wish->message_id = g_strdup(message_id);
	g_ptr_array_add(wishes, wish);
}

/* The flags that one due appointment asks for in this account: on the contact's last message. */
static bool wish_for(Worker *worker, const Appointment *appointment, GPtrArray *wishes, GError **error)
{
	Store *store = worker->brain->store;
	int64_t message_id = store_message_to_mark(store, appointment->contact_id, NULL);
	g_autoptr(Message) message = message_id ? store_message_get(store, message_id, NULL, error) : NULL;
	g_autoptr(GPtrArray) places = message ? store_place_of(store, message_id, error) : NULL;

	for (guint i = 0; places && i < places->len; i++) {
		const Place *place = places->pdata[i];
		g_autoptr(Mailbox) mailbox = store_mailbox_by_id(store, place->mailbox_id, error);

		if (!mailbox || g_strcmp0(mailbox->account, worker->account->id) != 0 ||
		    (mailbox->role != ROLE_INBOX && mailbox->role != ROLE_SENT))
			continue;
		if (worker->account->mark_flags)
			add_wish(wishes, MARK_FLAG, appointment, place, message->message_id);
		if (worker->account->mark_keywords && mailbox->any_keyword)
			add_wish(wishes, MARK_KEYWORD_DUE, appointment, place, message->message_id);
	}
	return error == NULL || *error == NULL;
}

static void mark_set(Worker *worker, const Done *done, gpointer data)
{
	MarkRow *mark = data;
	g_autoptr(GError) error = NULL;

	if (!done || done->trouble != TROUBLE_NONE)
		return;
	mark->set = true;
	if (!store_mark_put(worker->brain->store, mark, &error))
		brain_trouble("mark-set", error);
}

static void mark_cleared(Worker *worker, const Done *done, gpointer data)
{
	MarkRow *mark = data;
	g_autoptr(GError) error = NULL;

	/* another UIDVALIDITY: there is nothing left of it under this UID */
	if (!done || (done->trouble != TROUBLE_NONE && done->trouble != TROUBLE_CHANGED))
		return;
	if (!store_mark_drop(worker->brain->store, mark->id, &error))
		brain_trouble("mark-cleared", error);
}

static MarkRow *mark_copy(const MarkRow *mark)
{
	MarkRow *copy = g_memdup2(mark, sizeof *mark);

	copy->account = g_strdup(mark->account);
	copy->message_id = g_strdup(mark->message_id);
	copy->content = g_strdup(mark->content);
	return copy;
}

static void order_mark(Worker *worker, const Mailbox *mailbox, const MarkRow *mark, bool set)
{
	g_autofree char *name = g_strdup_printf("mark %" G_GINT64_FORMAT " %s", mark->id, set ? "set" : "clear");
	Mark *order;

	if (brain_is_busy(worker, name))
		return;
	order = payload_new(ORDER_MARK);
	order->mailbox = g_strdup(mailbox->name);
	order->uidvalidity = mark->uidvalidity;
	g_array_append_val(order->uids, mark->uid);
	order->set = set ? flag_of(mark->kind) : 0;
	order->clear = set ? 0 : flag_of(mark->kind);
	brain_order(worker, ORDER_MARK, order, name, set ? mark_set : mark_cleared, mark_copy(mark),
		    (GDestroyNotify)mark_row_free);
}

/* Writes the row of a new wish, and gives its order unless a person's star stands there already. */
static bool grant(Worker *worker, const Wish *wish, GError **error)
{
	g_autoptr(Mailbox) mailbox = store_mailbox_by_id(worker->brain->store, wish->place.mailbox_id, error);
	MarkRow *mark = g_new0(MarkRow, 1);
	bool there = wish->place.flags & flag_of(wish->kind);
	bool stored;

	mark->kind = wish->kind;
	mark->contact_id = wish->contact_id;
	mark->appointment_id = wish->appointment_id;
	mark->account = g_strdup(worker->account->id);
	mark->mailbox_id = wish->place.mailbox_id;
	mark->uidvalidity = mailbox ? mailbox->uidvalidity : 0;
	mark->uid = wish->place.uid;
	mark->message_id = g_strdup(wish->message_id);
	mark->set = there;
	mark->person = there && wish->kind == MARK_FLAG;
	stored = mailbox && store_mark_put(worker->brain->store, mark, error);
	if (stored && !there)
		order_mark(worker, mailbox, mark, true);
	mark_row_free(mark);
	return stored;
}

static Wish *wish_of(GPtrArray *wishes, const MarkRow *mark)
{
	for (guint i = 0; i < wishes->len; i++) {
		Wish *wish = wishes->pdata[i];

		if (wish->kind == mark->kind && wish->place.mailbox_id == mark->mailbox_id &&
		    wish->place.uid == mark->uid && g_strcmp0(wish->message_id, mark->message_id) == 0)
			return wish;
	}
	return NULL;
}

/* A row whose message was moved or renumbered: follow the message, or forget the mark with it. */
static bool follow(Worker *worker, MarkRow *mark, bool *here, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(Mailbox) mailbox = store_mailbox_by_id(store, mark->mailbox_id, error);
	g_autoptr(GPtrArray) same = store_message_by_message_id(store, mark->message_id, error);

	*here = false;
	for (guint i = 0; same && i < same->len; i++) {
		g_autoptr(GPtrArray) places = store_place_of(store, ((Message *)same->pdata[i])->id, error);

		for (guint k = 0; places && k < places->len; k++) {
			const Place *place = places->pdata[k];

			if (mailbox && place->mailbox_id == mark->mailbox_id && place->uid == mark->uid &&
			    mark->uidvalidity == mailbox->uidvalidity) {
				*here = true;
				return true;
			}
		}
		for (guint k = 0; places && k < places->len; k++) {
			const Place *place = places->pdata[k];
			g_autoptr(Mailbox) other = store_mailbox_by_id(store, place->mailbox_id, error);

			if (!other || g_strcmp0(other->account, mark->account) != 0 ||
			    !(place->flags & flag_of(mark->kind)))
				continue;
			mark->mailbox_id = place->mailbox_id;
			mark->uid = place->uid;
			mark->uidvalidity = other->uidvalidity;
			*here = true;
			return store_mark_put(store, mark, error);
		}
	}
	return store_mark_drop(store, mark->id, error);
}

static bool reconcile(Worker *worker, MarkRow *mark, GPtrArray *wishes, GError **error)
{
	Store *store = worker->brain->store;
	bool here = false;
	Wish *wish;

	if (!follow(worker, mark, &here, error))
		return false;
	if (!here)
		return true;
	wish = wish_of(wishes, mark);
	if (wish)
		wish->met = true;
	if (!wish && (mark->person || mark->removed_by_person))
		return store_mark_drop(store, mark->id, error);

	g_autoptr(Mailbox) mailbox = store_mailbox_by_id(store, mark->mailbox_id, error);
	if (!mailbox)
		return false;
	if (!wish)
		order_mark(worker, mailbox, mark, false);
	else if (!mark->set && !mark->removed_by_person)
		order_mark(worker, mailbox, mark, true);
	return true;
}

bool marks_plan(Worker *worker, int64_t now, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(GPtrArray) open = store_appointment_open(store, error);
	g_autoptr(GPtrArray) marks = open ? store_mark_all(store, worker->account->id, error) : NULL;
	g_autoptr(GPtrArray) wishes = g_ptr_array_new_with_free_func(wish_free);

	for (guint i = 0; marks && i < open->len; i++)
		if (due_is_flagged(open->pdata[i], now) && !wish_for(worker, open->pdata[i], wishes, error))
			return false;
	for (guint i = 0; marks && i < marks->len; i++) {
		MarkRow *mark = marks->pdata[i];

		if (mark->kind != MARK_CARD && !reconcile(worker, mark, wishes, error))
			return false;
	}
	for (guint i = 0; marks && i < wishes->len; i++) {
		Wish *wish = wishes->pdata[i];

		if (!wish->met && !grant(worker, wish, error))
			return false;
	}
	return marks != NULL && cards_plan(worker, open, marks, now, error);
}
