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

#define LOOK_AGAIN_S 60 /* what the cards do by the clock */

/* The last message of a contact whose call is due, in each of its places. */
typedef struct Spot {
	const Appointment *appointment;
	MarkSpot *of;
} Spot;

/* What is to be marked in all accounts, read once for all of them. */
struct MarksDay {
	GPtrArray *open;  /* Appointment *, by time */
	GPtrArray *spots; /* Spot * */
	int64_t until;	  /* when the next one is due */
};

/* Which flag of which mail. */
typedef struct Flag {
	MarkKind kind;
	int64_t mailbox_id;
	uint32_t uid;
} Flag;

/* One flag that should be set. */
typedef struct Wish {
	Flag flag; /* first: wishes are found by it */
	const Spot *spot;
	bool met; /* a row stands for it */
} Wish;

static guint flag_hash(gconstpointer key)
{
	const Flag *flag = key;

	return flag->uid * 31 + (guint)flag->mailbox_id * 7 + (guint)flag->kind;
}

static gboolean flag_equal(gconstpointer one, gconstpointer other)
{
	const Flag *a = one, *b = other;

	return a->uid == b->uid && a->mailbox_id == b->mailbox_id && a->kind == b->kind;
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

static void add_wish(GHashTable *wishes, MarkKind kind, const Spot *spot)
{
	Wish *wish = g_new0(Wish, 1);

	wish->flag = (Flag){kind, spot->of->place.mailbox_id, spot->of->place.uid};
	wish->spot = spot;
	g_hash_table_add(wishes, wish);
}

static void spot_free(gpointer data)
{
	Spot *spot = data;

	mark_spot_free(spot->of);
	g_free(spot);
}

/* Where the contact's last message lies, in whatever account. */
static bool add_spots(Store *store, const Appointment *appointment, GPtrArray *spots, GError **error)
{
	g_autoptr(GError) inner = NULL;
	int64_t message_id = store_message_to_mark(store, appointment->contact_id, &inner);
	g_autoptr(GPtrArray) found = message_id ? store_mark_spots(store, message_id, &inner) : NULL;

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	while (found && found->len) {
		Spot *spot = g_new0(Spot, 1);

		spot->appointment = appointment;
		spot->of = g_ptr_array_steal_index(found, 0);
		g_ptr_array_add(spots, spot);
	}
	return true;
}

static void day_free(MarksDay *day)
{
	g_clear_pointer(&day->spots, g_ptr_array_unref);
	g_clear_pointer(&day->open, g_ptr_array_unref);
	g_free(day);
}

void marks_day_over(Brain *brain)
{
	g_clear_pointer(&brain->marks_day, day_free);
}

static const MarksDay *day_of(Brain *brain, int64_t now, GError **error)
{
	g_autoptr(GError) inner = NULL;
	MarksDay *day;

	if (brain->marks_day)
		return brain->marks_day;
	day = brain->marks_day = g_new0(MarksDay, 1);
	day->until = now + LOOK_AGAIN_S;
	store_hold(brain->store);
	day->open = store_appointment_open(brain->store, &inner);
	day->spots = g_ptr_array_new_with_free_func(spot_free);
	for (guint i = 0; !inner && i < day->open->len; i++) {
		const Appointment *appointment = day->open->pdata[i];

		if (!due_is_raised(appointment, now))
			day->until = MIN(day->until, appointment->at - RAISED_BEFORE_S);
		else if (!due_is_flagged(appointment, now))
			day->until = MIN(day->until, appointment->at);
		else
			add_spots(brain->store, appointment, day->spots, &inner);
	}
	store_let_go(brain->store);
	if (!inner)
		return day;
	marks_day_over(brain);
	g_propagate_error(error, g_steal_pointer(&inner));
	return NULL;
}

/* The flags that are wanted in this account. */
static GHashTable *wishes_of(Worker *worker, const MarksDay *day)
{
	GHashTable *wishes = g_hash_table_new_full(flag_hash, flag_equal, g_free, NULL);

	for (guint i = 0; i < day->spots->len; i++) {
		const Spot *spot = day->spots->pdata[i];

		if (!g_str_equal(spot->of->account, worker->account->id))
			continue;
		if (worker->account->mark_flags)
			add_wish(wishes, MARK_FLAG, spot);
		if (worker->account->mark_keywords && spot->of->any_keyword)
			add_wish(wishes, MARK_KEYWORD_DUE, spot);
	}
	return wishes;
}

/* The marks of one order: the same flag of one mailbox. */
typedef struct Batch {
	Mailbox *mailbox;
	uint32_t uidvalidity;
	MarkKind kind;
	bool set;
	GPtrArray *marks; /* MarkRow * */
} Batch;

static void batch_free(gpointer data)
{
	Batch *batch = data;

	if (!batch)
		return;
	mailbox_free(batch->mailbox);
	g_ptr_array_unref(batch->marks);
	g_free(batch);
}

static bool settle_mark(Store *store, MarkRow *mark, bool set, GError **error)
{
	if (!set)
		return store_mark_drop(store, mark->id, error);
	mark->set = true;
	return store_mark_put(store, mark, error);
}

static void marked(Worker *worker, const Done *done, gpointer data)
{
	const Batch *batch = data;
	Store *store = worker->brain->store;
	g_autoptr(GError) error = NULL;

	/* another UIDVALIDITY: there is nothing left of it under this UID */
	if (!done || (done->trouble != TROUBLE_NONE && (batch->set || done->trouble != TROUBLE_CHANGED)))
		return;
	g_autoptr(Transaction) transaction = transaction_begin(store, &error);
	for (guint i = 0; !error && i < batch->marks->len; i++)
		settle_mark(store, batch->marks->pdata[i], batch->set, &error);
	if (!error)
		transaction_commit(transaction, &error);
	if (error)
		brain_trouble("marked", error);
}

static MarkRow *mark_copy(const MarkRow *mark)
{
	MarkRow *copy = g_memdup2(mark, sizeof *mark);

	copy->account = g_strdup(mark->account);
	copy->message_id = g_strdup(mark->message_id);
	copy->content = g_strdup(mark->content);
	return copy;
}

static Batch *batch_new(Store *store, const MarkRow *mark, bool set, GError **error)
{
	Mailbox *mailbox = store_mailbox_by_id(store, mark->mailbox_id, error);
	Batch *batch = mailbox ? g_new0(Batch, 1) : NULL;

	if (!batch)
		return NULL;
	batch->mailbox = mailbox;
	batch->uidvalidity = mark->uidvalidity;
	batch->kind = mark->kind;
	batch->set = set;
	batch->marks = g_ptr_array_new_with_free_func((GDestroyNotify)mark_row_free);
	return batch;
}

/* Takes the mark into the order that it shares with others. */
static bool want_mark(Store *store, GPtrArray *batches, const MarkRow *mark, bool set, GError **error)
{
	Batch *batch = NULL;

	for (guint i = 0; i < batches->len && !batch; i++) {
		Batch *each = batches->pdata[i];

		if (each->mailbox->id == mark->mailbox_id && each->uidvalidity == mark->uidvalidity &&
		    each->kind == mark->kind && each->set == set)
			batch = each;
	}
	if (!batch) {
		batch = batch_new(store, mark, set, error);
		if (!batch)
			return false;
		g_ptr_array_add(batches, batch);
	}
	g_ptr_array_add(batch->marks, mark_copy(mark));
	return true;
}

/* What joins while an order is under way is wanted still when it is done. */
static void order_batch(Worker *worker, Batch *batch)
{
	g_autofree char *name = g_strdup_printf("mark %" G_GINT64_FORMAT " %d %s", batch->mailbox->id, batch->kind,
						batch->set ? "set" : "clear");
	Mark *order;

	if (brain_is_busy(worker, name)) {
		batch_free(batch);
		return;
	}
	order = payload_new(ORDER_MARK);
	order->mailbox = g_strdup(batch->mailbox->name);
	order->uidvalidity = batch->uidvalidity;
	for (guint i = 0; i < batch->marks->len; i++)
		g_array_append_val(order->uids, ((MarkRow *)batch->marks->pdata[i])->uid);
	order->set = batch->set ? flag_of(batch->kind) : 0;
	order->clear = batch->set ? 0 : flag_of(batch->kind);
	brain_order(worker, ORDER_MARK, order, name, marked, batch, batch_free);
}

/* Writes the row of a new wish, and wants its flag unless a person's star stands there already. */
static bool grant(Worker *worker, const Wish *wish, GPtrArray *batches, GError **error)
{
	Store *store = worker->brain->store;
	const MarkSpot *spot = wish->spot->of;
	MarkRow *mark = g_new0(MarkRow, 1);
	bool there = spot->place.flags & flag_of(wish->flag.kind);
	bool granted;

	mark->kind = wish->flag.kind;
	mark->contact_id = wish->spot->appointment->contact_id;
	mark->appointment_id = wish->spot->appointment->id;
	mark->account = g_strdup(worker->account->id);
	mark->mailbox_id = spot->place.mailbox_id;
	mark->uidvalidity = spot->uidvalidity;
	mark->uid = spot->place.uid;
	mark->message_id = g_strdup(spot->message_id);
	mark->set = there;
	mark->person = there && wish->flag.kind == MARK_FLAG;
	granted = store_mark_put(store, mark, error) && (there || want_mark(store, batches, mark, true, error));
	mark_row_free(mark);
	return granted;
}

static Wish *wish_of(GHashTable *wishes, const MarkRow *mark)
{
	const Flag flag = {mark->kind, mark->mailbox_id, mark->uid};
	Wish *wish = g_hash_table_lookup(wishes, &flag);

	return wish && g_strcmp0(wish->spot->of->message_id, mark->message_id) == 0 ? wish : NULL;
}

/* A row whose message was moved or renumbered: follow the message, or forget the mark with it. */
static bool follow(Worker *worker, MarkRow *mark, bool *here, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(GError) inner = NULL;

	*here = store_mark_holds(store, mark, &inner);
	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (*here)
		return true;
	g_autoptr(GPtrArray) same = store_message_by_message_id(store, mark->message_id, error);

	for (guint i = 0; same && i < same->len; i++) {
		g_autoptr(GPtrArray) places = store_place_of(store, ((Message *)same->pdata[i])->id, error);

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

static bool reconcile(Worker *worker, MarkRow *mark, GHashTable *wishes, GPtrArray *batches, GError **error)
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

	if (!wish)
		return want_mark(store, batches, mark, false, error);
	return mark->set || mark->removed_by_person || want_mark(store, batches, mark, true, error);
}

static bool plan_flags(Worker *worker, const MarksDay *day, GPtrArray *marks, GPtrArray *batches, GError **error)
{
	g_autoptr(GHashTable) wishes = wishes_of(worker, day);
	GHashTableIter each;
	gpointer wish;

	for (guint i = 0; i < marks->len; i++) {
		MarkRow *mark = marks->pdata[i];

		if (mark->kind != MARK_CARD && !reconcile(worker, mark, wishes, batches, error))
			return false;
	}
	g_hash_table_iter_init(&each, wishes);
	while (g_hash_table_iter_next(&each, &wish, NULL))
		if (!((Wish *)wish)->met && !grant(worker, wish, batches, error))
			return false;
	return true;
}

/* What is to be set comes before what is to be taken back: a contact's star moves, and is never nowhere. */
static void give_orders(Worker *worker, GPtrArray *batches, bool set)
{
	for (guint i = 0; i < batches->len; i++) {
		Batch *batch = batches->pdata[i];

		if (batch && batch->set == set) {
			order_batch(worker, batch);
			batches->pdata[i] = NULL;
		}
	}
}

/* All rows in one transaction; then the orders. *all: the cards are as they should be, too. */
static bool plan_day(Worker *worker, const MarksDay *day, int64_t now, bool *all, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(GPtrArray) marks = store_mark_all(store, worker->account->id, error);
	g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func(batch_free);
	g_autoptr(Transaction) transaction = NULL;
	bool planned;

	if (!marks)
		return false;
	if (marks->len || day->spots->len)
		transaction = transaction_begin(store, error);
	planned = (!marks->len && !day->spots->len) || (transaction && plan_flags(worker, day, marks, batches, error) &&
							transaction_commit(transaction, error));
	if (planned) {
		give_orders(worker, batches, true);
		give_orders(worker, batches, false);
	}
	return planned && cards_plan(worker, day->open, marks, now, all, error);
}

/* Nothing was written since, nothing became due, and no order waits to be given again. */
static bool is_planned(Worker *worker, int64_t now)
{
	const MarksSeen *seen = &worker->marks_seen;
	const Brain *brain = worker->brain;

	return seen->until > now && seen->version == brain->data_version &&
	       seen->changes == store_changes(brain->store) && g_hash_table_size(worker->names) == 0;
}

bool marks_plan(Worker *worker, int64_t now, GError **error)
{
	Brain *brain = worker->brain;
	const MarksDay *day;
	bool all = false;
	MarksSeen seen = {.version = brain->data_version, .changes = store_changes(brain->store)};

	if (is_planned(worker, now))
		return true;
	day = day_of(brain, now, error);
	if (!day || !plan_day(worker, day, now, &all, error))
		return false;
	seen.until = all ? day->until : 0;
	worker->marks_seen = seen;
	return true;
}
