/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Maildir has no UIDs: the agent gives them, the store keeps them, and each new agent is told them. */
#include "app/brain.h"

#include "base/log.h"
#include "store/store-maildir.h"

#define IN_ONE 30000 /* numbers in one Names: a third of it mails */

bool names_take(Worker *worker, const Names *fact, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(GError) inner = NULL;
	g_autoptr(Mailbox) mailbox = store_mailbox_get(store, worker->account->id, fact->mailbox, &inner);

	if (!mailbox && !inner) {
		/* one that is not watched: Calls, Drafts */
		mailbox = mailbox_new(worker->account->id, fact->mailbox);
		store_mailbox_put(store, mailbox, &inner);
	}
	for (guint i = 0; !inner && i + 2 < fact->named->len; i += 3) {
		const uint32_t *triple = &g_array_index(fact->named, uint32_t, i);

		store_maildir_put(store, mailbox->id, triple[0], (uint64_t)triple[1] << 32 | triple[2], &inner);
	}
	for (guint i = 0; !inner && i < fact->dropped->len; i++)
		store_maildir_drop(store, mailbox->id, g_array_index(fact->dropped, uint32_t, i), &inner);
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	return error == NULL || *error == NULL;
}

typedef struct Collecting {
	GPtrArray *out;
	const char *mailbox;
	Names *names; /* the last of out, or NULL */
} Collecting;

static void collect(uint32_t uid, uint64_t hash, gpointer data)
{
	Collecting *collecting = data;
	uint32_t triple[] = {uid, (uint32_t)(hash >> 32), (uint32_t)hash};

	if (!collecting->names || collecting->names->named->len >= IN_ONE) {
		collecting->names = payload_new(FACT_NAMES);
		collecting->names->mailbox = g_strdup(collecting->mailbox);
		g_ptr_array_add(collecting->out, collecting->names);
	}
	g_array_append_vals(collecting->names->named, triple, G_N_ELEMENTS(triple));
}

void names_hand_back(Worker *worker, GPtrArray *out)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = store_mailbox_all(worker->brain->store, worker->account->id, &error);

	for (guint i = 0; all && !error && i < all->len; i++) {
		const Mailbox *mailbox = all->pdata[i];
		Collecting collecting = {out, mailbox->name, NULL};

		store_maildir_each(worker->brain->store, mailbox->id, collect, &collecting, &error);
	}
	if (error)
		brain_trouble("maildir-names", error);
}
