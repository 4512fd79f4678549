/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders to read bodies, and the quarantine of messages that kill their agent. */
#include "app/brain.h"

#include <stdio.h>

#include "base/log.h"

#define READ_BATCH 200

/* "read MAILBOX UIDVALIDITY UID": the name of an order, and of a poisonous message. */
static char *read_name(const char *mailbox, uint32_t uidvalidity, uint32_t uid)
{
	return g_strdup_printf("read %s %u %u", mailbox, uidvalidity, uid);
}

static char *quarantine_key(const Worker *worker, const char *name)
{
	return g_strdup_printf("quarantine %s %s", worker->account->id, name);
}

/* It killed two agents, in this watcher's life or an earlier one's. */
static bool is_poison(Worker *worker, const char *name)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(worker->poison, name)) >= POISON_AFTER;
}

void reads_remember(Worker *worker)
{
	g_autofree char *prefix = quarantine_key(worker, "");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) names = store_value_keys(worker->brain->store, prefix, &error);

	for (guint i = 0; names && i < names->len; i++)
		g_hash_table_replace(worker->poison, g_strdup(names->pdata[i]), GINT_TO_POINTER(POISON_AFTER));
	if (error)
		brain_trouble("quarantine", error);
}

static void order_batch(Worker *worker, const char *mailbox, uint32_t uidvalidity, GArray *uids)
{
	g_autofree char *name = read_name(mailbox, uidvalidity, g_array_index(uids, uint32_t, 0));
	Read *order = payload_new(ORDER_READ);

	order->mailbox = g_strdup(mailbox);
	order->uidvalidity = uidvalidity;
	g_array_append_vals(order->uids, uids->data, uids->len);
	brain_order(worker, ORDER_READ, order, name, NULL, NULL, NULL);
	g_array_set_size(uids, 0);
}

void reads_order(Worker *worker, const char *mailbox, uint32_t uidvalidity, const GArray *uids)
{
	guint most = worker->careful ? 1 : READ_BATCH;
	g_autoptr(GArray) batch = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (guint i = 0; worker->agent && i < uids->len; i++) {
		uint32_t uid = g_array_index(uids, uint32_t, i);
		g_autofree char *name = read_name(mailbox, uidvalidity, uid);

		if (is_poison(worker, name))
			continue;
		g_array_append_val(batch, uid);
		if (batch->len == most)
			order_batch(worker, mailbox, uidvalidity, batch);
	}
	if (worker->agent && batch->len)
		order_batch(worker, mailbox, uidvalidity, batch);
}

void reads_crashed(Worker *worker)
{
	const char *name = brain_first_read(worker);

	if (!name)
		return;
	if (!worker->careful) {
		worker->careful = true;
		return;
	}
	int deaths = GPOINTER_TO_INT(g_hash_table_lookup(worker->poison, name)) + 1;
	g_hash_table_replace(worker->poison, g_strdup(name), GINT_TO_POINTER(deaths));
	if (deaths < POISON_AFTER)
		return;
	g_autofree char *key = quarantine_key(worker, name);
	g_autoptr(GError) error = NULL;
	log_trouble("message-quarantined", "account=%s order=\"%s\"", worker->account->id, name);
	if (!store_put_value(worker->brain->store, key, "an agent died twice reading this message", &error))
		brain_trouble("quarantine", error);
}
