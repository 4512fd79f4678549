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

static bool is_poison(Worker *worker, const char *name)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(worker->poison, name)) >= POISON_AFTER;
}

void reads_order(Worker *worker, const char *mailbox, uint32_t uidvalidity, const GArray *uids)
{
	guint batch = worker->careful ? 1 : READ_BATCH;

	for (guint from = 0; worker->agent && from < uids->len; from += batch) {
		guint count = MIN(batch, uids->len - from);
		g_autofree char *name = read_name(mailbox, uidvalidity, g_array_index(uids, uint32_t, from));

		if (worker->careful && is_poison(worker, name))
			continue;
		Read *order = payload_new(ORDER_READ);
		order->mailbox = g_strdup(mailbox);
		order->uidvalidity = uidvalidity;
		g_array_append_vals(order->uids, &g_array_index(uids, uint32_t, from), count);
		brain_order(worker, ORDER_READ, order, name, NULL, NULL, NULL);
	}
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
	g_autofree char *key = g_strdup_printf("quarantine %s %s", worker->account->id, name);
	g_autoptr(GError) error = NULL;
	log_trouble("message-quarantined", "account=%s order=\"%s\"", worker->account->id, name);
	if (!store_put_value(worker->brain->store, key, "an agent died twice reading this message", &error))
		brain_trouble("quarantine", error);
}
