/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/brain.h"

#include "base/clock.h"
#include "base/log.h"
#include "model/address.h"
#include "store/store-call.h"
#include "store/store-contact.h"

#define REST_S 60

typedef struct Order {
	char *name;
	OrderDone done;
	gpointer data;
	GDestroyNotify free_data;
} Order;

static void order_free(Order *order)
{
	if (order->free_data)
		order->free_data(order->data);
	g_free(order->name);
	g_free(order);
}

/* Every order that is answered by FACT_DONE begins with its serial. */
static void set_serial(gpointer payload, uint32_t serial)
{
	*(uint32_t *)payload = serial;
}

void brain_order(Worker *worker, FrameKind kind, gpointer payload, const char *name, OrderDone done, gpointer data,
		 GDestroyNotify free_data)
{
	Order *order = g_new0(Order, 1);

	order->name = g_strdup(name);
	order->done = done;
	order->data = data;
	order->free_data = free_data;
	set_serial(payload, ++worker->serial);
	g_hash_table_insert(worker->orders, GUINT_TO_POINTER(worker->serial), order);
	g_hash_table_replace(worker->names, g_strdup(name), g_memdup2(&(int64_t){G_MAXINT64}, sizeof(int64_t)));
	agent_order(worker->agent, kind, payload);
}

bool brain_is_busy(Worker *worker, const char *name)
{
	const int64_t *until = g_hash_table_lookup(worker->names, name);

	return until && (worker->brain->once || *until > clock_now());
}

static void order_ended(Worker *worker, Order *order, const Done *done)
{
	if (done && done->trouble == TROUBLE_NONE) {
		g_hash_table_remove(worker->names, order->name);
	} else {
		int64_t until = clock_now() + REST_S;

		g_hash_table_replace(worker->names, g_strdup(order->name), g_memdup2(&until, sizeof until));
	}
	if (order->done)
		order->done(worker, done, order->data);
	order_free(order);
}

void brain_order_done(Worker *worker, const Done *done)
{
	gpointer order = NULL;

	if (!g_hash_table_steal_extended(worker->orders, GUINT_TO_POINTER(done->serial), NULL, &order))
		return;
	if (done->trouble != TROUBLE_NONE)
		log_trouble("order-failed", "account=%s order=\"%s\" trouble=%d %s", worker->account->id,
			    ((Order *)order)->name, done->trouble, done->text ? done->text : "");
	order_ended(worker, order, done);
	brain_want_plan_of(worker);
}

void brain_orders_drop(Worker *worker)
{
	g_autoptr(GList) serials = g_hash_table_get_keys(worker->orders);

	for (GList *each = serials; each; each = each->next) {
		gpointer order = NULL;

		if (g_hash_table_steal_extended(worker->orders, each->data, NULL, &order))
			order_ended(worker, order, NULL);
	}
	/* a new connection owes nothing to the old one's failures */
	g_hash_table_remove_all(worker->names);
}

void brain_tables_drop(Brain *brain)
{
	g_clear_pointer(&brain->emails, g_hash_table_unref);
	g_clear_pointer(&brain->targets, g_hash_table_unref);
}

bool brain_reload(Brain *brain, GError **error)
{
	g_autoptr(GError) inner = NULL;
	int64_t version = store_version_of_data(brain->store);
	int64_t people = store_contact_version(brain->store, &inner);

	if (!inner)
		brain->since = store_call_oldest(brain->store, &inner);
	if (!inner && (people != brain->people || !brain->data_version))
		brain->nameless = store_contact_is_nameless(brain->store, &inner);
	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (version != brain->data_version)
		brain_tables_drop(brain);
	brain->people = people;
	brain->data_version = version;
	return true;
}

bool brain_tables(Brain *brain, GError **error)
{
	GHashTableIter each;
	gpointer email;

	if (brain->emails)
		return true;
	g_autoptr(GHashTable) emails = store_contact_emails(brain->store, error);
	g_autoptr(GHashTable) targets = emails ? store_message_reply_targets(brain->store, error) : NULL;
	if (!targets)
		return false;
	brain->emails = g_steal_pointer(&emails);
	brain->targets = g_steal_pointer(&targets);
	g_hash_table_remove_all(brain->domains);
	g_hash_table_iter_init(&each, brain->emails);
	while (g_hash_table_iter_next(&each, &email, NULL))
		if (!address_is_freemail(email))
			g_hash_table_add(brain->domains, g_strdup(address_domain(email)));
	return true;
}

Mailbox *brain_mailbox(Worker *worker, MailboxRole role)
{
	g_autoptr(GPtrArray) all = store_mailbox_all(worker->brain->store, worker->account->id, NULL);

	for (guint i = 0; all && i < all->len; i++) {
		Mailbox *mailbox = all->pdata[i];

		if (mailbox->role == role)
			return store_mailbox_by_id(worker->brain->store, mailbox->id, NULL);
	}
	return NULL;
}

bool brain_owns(Brain *brain, const char *email)
{
	for (guint i = 0; i < brain->config->accounts->len; i++)
		if (account_owns(brain->config->accounts->pdata[i], email))
			return true;
	return false;
}

int64_t brain_reads_since(Brain *brain, const char *email)
{
	const int64_t *known = brain->emails ? g_hash_table_lookup(brain->emails, email) : NULL;
	int64_t first_call = known ? *known : brain->emails ? -1 : store_contact_first_call(brain->store, email, NULL);

	return first_call ? first_call : brain->since;
}

bool brain_knows_domain(Brain *brain, const char *email)
{
	const char *domain = address_domain(email);

	return brain->emails ? g_hash_table_contains(brain->domains, domain)
			     : !address_is_freemail(email) && store_contact_has_domain(brain->store, domain, NULL);
}

int64_t brain_target(Brain *brain, const char *message_id)
{
	const int64_t *call_id = brain->targets ? g_hash_table_lookup(brain->targets, message_id) : NULL;

	if (brain->targets)
		return call_id ? *call_id : 0;
	return store_message_reply_target(brain->store, message_id, NULL);
}

/* Facts come in bursts: one plan when the burst is over. */
static void plan_soon(Brain *brain)
{
	if (!brain->replan && brain->plan)
		brain->replan = g_idle_add_full(G_PRIORITY_LOW, brain->plan, brain, NULL);
}

void brain_want_plan(Brain *brain)
{
	brain->wants_plan = true;
	plan_soon(brain);
}

void brain_want_plan_of(Worker *worker)
{
	worker->wants_plan = true;
	plan_soon(worker->brain);
}

void brain_trouble(const char *where, const GError *error)
{
	log_trouble(where, "%s", error ? error->message : "unknown");
}

bool brain_is_reading(Worker *worker, const char *mailbox)
{
	g_autofree char *prefix = g_strdup_printf("read %s ", mailbox);
	GHashTableIter each;
	gpointer order;

	g_hash_table_iter_init(&each, worker->orders);
	while (g_hash_table_iter_next(&each, NULL, &order))
		if (g_str_has_prefix(((Order *)order)->name, prefix))
			return true;
	return false;
}

bool brain_release(Worker *worker, GError **error)
{
	GHashTableIter each;
	gpointer name, uidnext;

	g_hash_table_iter_init(&each, worker->held);
	while (g_hash_table_iter_next(&each, &name, &uidnext)) {
		if (brain_is_reading(worker, name))
			continue;
		g_autoptr(Mailbox) mailbox =
			store_mailbox_get(worker->brain->store, worker->account->id, name, error);
		if (!mailbox)
			return false;
		mailbox->uidnext = MAX(mailbox->uidnext, GPOINTER_TO_UINT(uidnext));
		if (!store_mailbox_put(worker->brain->store, mailbox, error))
			return false;
		g_hash_table_iter_remove(&each);
	}
	return true;
}

const char *brain_first_read(Worker *worker)
{
	GHashTableIter each;
	gpointer serial, order;
	guint lowest = G_MAXUINT;
	const char *name = NULL;

	g_hash_table_iter_init(&each, worker->orders);
	while (g_hash_table_iter_next(&each, &serial, &order)) {
		if (!g_str_has_prefix(((Order *)order)->name, "read ") || GPOINTER_TO_UINT(serial) >= lowest)
			continue;
		lowest = GPOINTER_TO_UINT(serial);
		name = ((Order *)order)->name;
	}
	return name;
}
