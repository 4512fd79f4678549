/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-link.h"

#include "store/sql.h"

Link *store_link_get(Store *store, int64_t message_id, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT call_id, confidence, reason, decided_by, decided_at, live FROM link"
				       " WHERE message_id = $1",
				       "i", message_id);
	Link *link;

	if (!sql_next(store, row, error))
		return NULL;
	link = link_new();
	link->message_id = message_id;
	link->call_id = row_int(row, 0);
	link->confidence = (Confidence)row_int(row, 1);
	link->reason = row_text(row, 2);
	link->decided_by = (Decider)row_int(row, 3);
	link->decided_at = row_int(row, 4);
	link->live = row_int(row, 5);
	return link;
}

static bool drop_candidates(Store *store, int64_t message_id, GError **error)
{
	return sql_run(store, error, "DELETE FROM link_candidate WHERE message_id = $1", "i", message_id);
}

/* 1, 0, or -1 with error. */
static int person_decided(Store *store, int64_t message_id, GError **error)
{
	g_autoptr(GError) inner = NULL;
	int64_t decided = sql_int(store, &inner, 0, "SELECT 1 FROM link WHERE message_id = $1 AND decided_by = $2", "ii",
				  message_id, INT(DECIDED_BY_PERSON));

	if (!inner)
		return decided == 1;
	g_propagate_error(error, g_steal_pointer(&inner));
	return -1;
}

bool store_link_put(Store *store, const Link *link, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);
	int decided = transaction ? person_decided(store, link->message_id, error) : -1;

	if (decided < 0 || (decided && link->decided_by == DECIDED_BY_CMC))
		return decided > 0;
	/* the contact whose it was, and the one whose it is */
	return drop_candidates(store, link->message_id, error) && stir_linked(store, link->message_id, error) &&
	       sql_run(store, error,
		       "INSERT INTO link (message_id, call_id, confidence, reason, decided_by, decided_at, live)"
		       " VALUES ($1, nullif($2, 0), $3, $4, $5, $6, $7) ON CONFLICT (message_id) DO UPDATE SET"
		       " call_id = excluded.call_id, confidence = excluded.confidence, reason = excluded.reason,"
		       " decided_by = excluded.decided_by, decided_at = excluded.decided_at, live = excluded.live",
		       "iiisiii", link->message_id, link->call_id, INT(link->confidence), link->reason,
		       INT(link->decided_by), link->decided_at, INT(link->live)) &&
	       stir_call(store, link->call_id, error) && transaction_commit(transaction, error);
}

bool store_link_drop(Store *store, int64_t message_id, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	return transaction && drop_candidates(store, message_id, error) && stir_linked(store, message_id, error) &&
	       sql_run(store, error, "DELETE FROM link WHERE message_id = $1 AND decided_by = $2", "ii", message_id,
		       INT(DECIDED_BY_CMC)) &&
	       transaction_commit(transaction, error);
}

bool store_link_doubt(Store *store, int64_t message_id, GPtrArray *candidates, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);
	int decided = transaction ? person_decided(store, message_id, error) : -1;

	if (decided)
		return decided > 0;
	if (!store_link_drop(store, message_id, error))
		return false;
	for (guint i = 0; i < candidates->len; i++) {
		const LinkCandidate *each = candidates->pdata[i];

		if (!sql_run(store, error,
			     "INSERT INTO link_candidate (message_id, call_id, confidence, reason) VALUES ($1, $2, $3, $4)"
			     " ON CONFLICT (message_id, call_id) DO NOTHING",
			     "iiis", message_id, each->call_id, INT(each->confidence), each->reason))
			return false;
	}
	return transaction_commit(transaction, error);
}

GPtrArray *store_link_candidates(Store *store, int64_t message_id, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT call_id, confidence, reason FROM link_candidate WHERE message_id = $1"
				       " ORDER BY confidence DESC, call_id",
				       "i", message_id);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)link_candidate_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		LinkCandidate *candidate = g_new0(LinkCandidate, 1);

		candidate->call_id = row_int(row, 0);
		candidate->confidence = (Confidence)row_int(row, 1);
		candidate->reason = row_text(row, 2);
		g_ptr_array_add(all, candidate);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&all);
}

static GArray *ids(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!owned)
		return NULL;
	while (sql_next(store, owned, error)) {
		int64_t id = row_int(owned, 0);

		g_array_append_val(found, id);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&found);
}

G_STATIC_ASSERT(CONFIDENCE_PROBABLE == 1 && DECIDED_BY_CMC == 0);

GArray *store_link_review(Store *store, GError **error)
{
	return ids(store,
		   sql_begin(store, error,
			     /* numbers, not values: so that the index on the few doubtful ones serves */
			     "SELECT m.id FROM message m WHERE m.id IN (SELECT message_id FROM link_candidate UNION"
			     " SELECT message_id FROM link WHERE confidence = 1 AND decided_by = 0)"
			     " ORDER BY m.at DESC, m.id DESC",
			     ""),
		   error);
}

GArray *store_link_of_call(Store *store, int64_t call_id, GError **error)
{
	return ids(store,
		   sql_begin(store, error,
			     "SELECT l.message_id FROM link l JOIN message m ON m.id = l.message_id WHERE l.call_id = $1"
			     " ORDER BY m.at, m.id",
			     "i", call_id),
		   error);
}
