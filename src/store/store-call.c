/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-call.h"

#include <errno.h>
#include <sys/random.h>

#include "base/error.h"
#include "model/link.h"
#include "model/outbox.h"
#include "store/sql.h"

#define NONCE_BYTES 10
#define FIELDS                                                                                                         \
	"c.id, c.contact_id, c.cycle_id, c.appointment_id, c.account, c.thread_id, c.started_at, c.duration_s,"          \
	" c.outcome, c.inbound, c.topic, c.promise, c.note, c.created_at"

static Call *from_row(Row *row)
{
	Call *call = call_new();

	call->id = row_int(row, 0);
	call->contact_id = row_int(row, 1);
	call->cycle_id = row_int(row, 2);
	call->appointment_id = row_int(row, 3);
	call->account = row_text(row, 4);
	call->thread_id = row_text(row, 5);
	call->started_at = row_int(row, 6);
	call->duration_s = row_int(row, 7);
	call->outcome = (Outcome)row_int(row, 8);
	call->inbound = row_int(row, 9);
	call->topic = row_text(row, 10);
	call->promise = row_text(row, 11);
	call->note = row_text(row, 12);
	call->created_at = row_int(row, 13);
	return call;
}

/* 80 random bits in lower-case base32 (RFC 4648, 6): nobody can forge another call's id. */
static bool make_nonce(char nonce[17], GError **error)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	guint8 bytes[NONCE_BYTES];

	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) {
		g_set_error(error, ERROR, ERROR_SOFTWARE, "no random bytes: %s", g_strerror(errno));
		return false;
	}
	for (int i = 0; i < 16; i++) {
		int bit = i * 5, shift = 11 - bit % 8;
		unsigned pair = bytes[bit / 8] << 8 | (bit / 8 + 1 < NONCE_BYTES ? bytes[bit / 8 + 1] : 0);

		nonce[i] = alphabet[(pair >> shift) & 31];
	}
	nonce[16] = '\0';
	return true;
}

static int64_t open_cycle(Store *store, const Call *call, GError **error)
{
	g_autoptr(GError) inner = NULL;
	int64_t cycle = sql_int(store, &inner, 0,
				"SELECT id FROM cycle WHERE contact_id = $1 AND closed_at IS NULL ORDER BY id DESC LIMIT 1",
				"i", call->contact_id);

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return 0;
	}
	if (cycle)
		return cycle;
	return sql_insert(store, error, "INSERT INTO cycle (contact_id, opened_at) VALUES ($1, $2) RETURNING id", "ii",
			  call->contact_id, call->started_at);
}

bool store_call_add(Store *store, Call *call, const char *domain, GError **error)
{
	char nonce[17];
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	if (transaction && !call->cycle_id)
		call->cycle_id = open_cycle(store, call, error);
	if (!transaction || !call->cycle_id || !make_nonce(nonce, error))
		return false;
	call->id = sql_insert(store, error,
			      "INSERT INTO call (contact_id, cycle_id, appointment_id, account, started_at, duration_s,"
			      " outcome, inbound, topic, promise, note, created_at)"
			      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
			      "iiisiiiisssi", call->contact_id, call->cycle_id, call->appointment_id, call->account,
			      call->started_at, call->duration_s, INT(call->outcome), INT(call->inbound), call->topic,
			      call->promise, call->note, call->created_at);
	if (!call->id)
		return false;
	g_free(call->thread_id);
	call->thread_id = call_thread_id_format(call->id, nonce, domain);
	return sql_run(store, error, "UPDATE call SET thread_id = $1 WHERE id = $2", "si", call->thread_id, call->id) &&
	       stir_contact(store, call->contact_id, error) && transaction_commit(transaction, error);
}

bool store_call_put(Store *store, const Call *call, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	return transaction &&
	       sql_run(store, error,
		       "UPDATE call SET appointment_id = $1, started_at = $2, duration_s = $3, outcome = $4, inbound = $5,"
		       " topic = $6, promise = $7, note = $8 WHERE id = $9",
		       "iiiiisssi", call->appointment_id, call->started_at, call->duration_s, INT(call->outcome),
		       INT(call->inbound), call->topic, call->promise, call->note, call->id) &&
	       stir_contact(store, call->contact_id, error) && transaction_commit(transaction, error);
}

static Call *one(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;

	return sql_next(store, owned, error) ? from_row(owned) : NULL;
}

Call *store_call_get(Store *store, int64_t id, GError **error)
{
	return one(store, sql_begin(store, error, "SELECT " FIELDS " FROM call c WHERE c.id = $1", "i", id), error);
}

Call *store_call_running(Store *store, int64_t contact_id, GError **error)
{
	return one(store,
		   sql_begin(store, error,
			     "SELECT " FIELDS " FROM call c WHERE c.outcome = $1 AND ($2 = 0 OR c.contact_id = $2)"
			     " ORDER BY c.started_at DESC LIMIT 1",
			     "ii", INT(OUTCOME_NONE), contact_id),
		   error);
}

GPtrArray *store_call_of_contact(Store *store, int64_t contact_id, GError **error)
{
	g_autoptr(Row) row = sql_begin(
		store, error, "SELECT " FIELDS " FROM call c WHERE c.contact_id = $1 ORDER BY c.started_at, c.id", "i",
		contact_id);
	g_autoptr(GPtrArray) calls = g_ptr_array_new_with_free_func((GDestroyNotify)call_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error))
		g_ptr_array_add(calls, from_row(row));
	return sql_failed(store) ? NULL : g_steal_pointer(&calls);
}

bool store_call_has_mail(Store *store, int64_t id, bool *has, GError **error)
{
	g_autoptr(GError) inner = NULL;

	*has = sql_int(store, &inner, 0,
		       "SELECT EXISTS (SELECT 1 FROM link WHERE call_id = $1)"
		       " OR EXISTS (SELECT 1 FROM link_candidate WHERE call_id = $1)",
		       "i", id);
	if (!inner)
		return true;
	g_propagate_error(error, g_steal_pointer(&inner));
	return false;
}

bool store_call_delete(Store *store, const Call *call, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	return transaction && sql_run(store, error, "UPDATE outbox SET call_id = 0 WHERE call_id = $1", "i", call->id) &&
	       sql_run(store, error, "DELETE FROM draft WHERE call_id = $1", "i", call->id) &&
	       sql_run(store, error, "DELETE FROM consent WHERE call_id = $1", "i", call->id) &&
	       sql_run(store, error, "DELETE FROM call WHERE id = $1", "i", call->id) &&
	       sql_run(store, error,
		       "DELETE FROM cycle WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM call WHERE cycle_id = $1)"
		       " AND NOT EXISTS (SELECT 1 FROM appointment WHERE cycle_id = $1)",
		       "i", call->cycle_id) &&
	       stir_contact(store, call->contact_id, error) && transaction_commit(transaction, error);
}

bool store_cycle_close(Store *store, int64_t cycle_id, int64_t at, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Transaction) transaction = transaction_join(store, &inner);
	int64_t contact_id = transaction ? sql_int(store, &inner, 0,
						   "UPDATE cycle SET closed_at = $1 WHERE id = $2 AND closed_at IS NULL"
						   " RETURNING contact_id",
						   "ii", at, cycle_id)
					 : 0;

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	return (contact_id == 0 || stir_contact(store, contact_id, error)) && transaction_commit(transaction, error);
}

bool store_cycle_is_open(Store *store, int64_t cycle_id, GError **error)
{
	return sql_int(store, error, 0, "SELECT 1 FROM cycle WHERE id = $1 AND closed_at IS NULL", "i", cycle_id) == 1;
}

void call_facts_free(CallFacts *facts)
{
	if (!facts)
		return;
	call_free(facts->call);
	g_free(facts);
}

G_STATIC_ASSERT(ORIGIN_UPDATE == 3);

/* Follow-ups are sure links, or a person's, of outgoing messages. One that tells of a moved call pays no promise,
 * unless a person says so. */
#define FOLLOW_UPS                                                                                                     \
	" FROM link l JOIN message m ON m.id = l.message_id WHERE l.call_id = c.id AND m.outgoing = 1"                   \
	" AND (l.decided_by = 1 OR (l.confidence = 2 AND NOT " IS_UPDATE "))"

#define FACTS                                                                                                          \
	"SELECT " FIELDS ", CASE WHEN y.closed_at IS NULL THEN 1 ELSE 0 END, (SELECT count(*)" FOLLOW_UPS "),"           \
	" (SELECT max(m.at)" FOLLOW_UPS "),"                                                                             \
	" (SELECT count(*) FROM outbox o WHERE o.call_id = c.id AND o.origin <> 3"                                       \
	" AND o.state NOT IN ($3, $4, $5)),"                                                                             \
	" (SELECT count(*) FROM outbox o WHERE o.call_id = c.id AND o.state IN ($6, $4, $7)"                             \
	" AND o.created_at > COALESCE((SELECT max(m.at)" FOLLOW_UPS "), 0))"                                             \
	" FROM call c JOIN cycle y ON y.id = c.cycle_id WHERE c.started_at >= $1 AND c.started_at <= $2"

/* Two statements, so that each has its index. */
static Row *begin_facts(Store *store, int64_t contact_id, int64_t from, int64_t until, GError **error)
{
	if (contact_id)
		return sql_begin(store, error, FACTS " AND c.contact_id = $8 ORDER BY c.started_at, c.id", "iiiiiiii", from,
				 until, INT(OUTBOX_DONE), INT(OUTBOX_FAILED), INT(OUTBOX_CANCELLED), INT(OUTBOX_DEFERRED),
				 INT(OUTBOX_UNCERTAIN), contact_id);
	return sql_begin(store, error, FACTS " ORDER BY c.started_at, c.id", "iiiiiii", from, until, INT(OUTBOX_DONE),
			 INT(OUTBOX_FAILED), INT(OUTBOX_CANCELLED), INT(OUTBOX_DEFERRED), INT(OUTBOX_UNCERTAIN));
}

GPtrArray *store_call_facts(Store *store, int64_t contact_id, int64_t from, int64_t until, GError **error)
{
	g_autoptr(Row) row = begin_facts(store, contact_id, from, until, error);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)call_facts_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		CallFacts *facts = g_new0(CallFacts, 1);

		facts->call = from_row(row);
		facts->cycle_open = row_int(row, 14);
		facts->follow_ups = (int)row_int(row, 15);
		facts->follow_up_at = row_int(row, 16);
		facts->outbox_waiting = (int)row_int(row, 17);
		facts->outbox_troubled = row_int(row, 18) > 0;
		g_ptr_array_add(all, facts);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&all);
}

int64_t store_call_oldest(Store *store, GError **error)
{
	return sql_int(store, error, 0, "SELECT min(started_at) FROM call", "");
}

GPtrArray *store_call_after(Store *store, int64_t id, int limit, GError **error)
{
	g_autoptr(Row) row =
		sql_begin(store, error, "SELECT " FIELDS " FROM call c WHERE c.id > $1 ORDER BY c.id LIMIT $2", "ii",
			  id, INT(limit));
	g_autoptr(GPtrArray) calls = g_ptr_array_new_with_free_func((GDestroyNotify)call_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error))
		g_ptr_array_add(calls, from_row(row));
	return sql_failed(store) ? NULL : g_steal_pointer(&calls);
}

int64_t store_call_newest(Store *store, GError **error)
{
	return sql_int(store, error, 0, "SELECT max(id) FROM call", "");
}
