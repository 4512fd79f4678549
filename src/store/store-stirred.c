/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-stirred.h"

#include "model/appointment.h"
#include "store/sql.h"

#define ON_CONFLICT " ON CONFLICT (contact_id) DO UPDATE SET token = excluded.token"

/* One that nobody can have read before. */
static int64_t token(void)
{
	return (int64_t)(((guint64)g_random_int() << 31 ^ g_random_int()) & G_MAXINT64) | 1;
}

bool stir_contact(Store *store, int64_t contact_id, GError **error)
{
	return sql_run(store, error, "INSERT INTO stirred (contact_id, token) VALUES ($1, $2)" ON_CONFLICT, "ii",
		       contact_id, token());
}

bool stir_barred(Store *store, int64_t contact_id, bool do_not_call, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO stirred (contact_id, token) SELECT id, $2 FROM contact"
		       " WHERE id = $1 AND do_not_call <> $3" ON_CONFLICT,
		       "iii", contact_id, token(), INT(do_not_call));
}

bool stir_call(Store *store, int64_t call_id, GError **error)
{
	return call_id == 0 || sql_run(store, error,
				       "INSERT INTO stirred (contact_id, token) SELECT contact_id, $2 FROM call"
				       " WHERE id = $1" ON_CONFLICT,
				       "ii", call_id, token());
}

bool stir_linked(Store *store, int64_t message_id, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO stirred (contact_id, token) SELECT c.contact_id, $2 FROM link l"
		       " JOIN call c ON c.id = l.call_id WHERE l.message_id = $1" ON_CONFLICT,
		       "ii", message_id, token());
}

bool stir_written_to(Store *store, int64_t contact_id, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO stirred (contact_id, token) SELECT DISTINCT c.contact_id, $2 FROM contact_email e"
		       " JOIN outbox_recipient r ON r.email = e.email JOIN outbox o ON o.id = r.outbox_id"
		       " JOIN call c ON c.id = o.call_id WHERE e.contact_id = $1 AND c.contact_id <> $1" ON_CONFLICT,
		       "ii", contact_id, token());
}

static GArray *all(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Stirred));

	if (!owned)
		return NULL;
	while (sql_next(store, owned, error)) {
		Stirred one = {.contact_id = row_int(owned, 0), .token = row_int(owned, 1)};

		one.stirred = sqlite3_column_type(owned, 1) != SQLITE_NULL;
		g_array_append_val(found, one);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&found);
}

/* Numbers, not values: so that the index on state and time finds them. */
#define IS_OPEN "state IN (0, 1, 2, 3)"
#define AT_RISK "state = 2"
G_STATIC_ASSERT(APPOINTMENT_AGREED == 0 && APPOINTMENT_AT_RISK == 2 && APPOINTMENT_MOVED == 3);

GArray *store_stirred(Store *store, int64_t until, GError **error)
{
	return all(
		store,
		sql_begin(store, error,
			  "SELECT c.id, s.token FROM contact c LEFT JOIN stirred s ON s.contact_id = c.id WHERE c.id IN"
			  " (SELECT contact_id FROM stirred UNION SELECT contact_id FROM appointment WHERE " IS_OPEN
			  " AND at <= $1 UNION SELECT contact_id FROM appointment WHERE " AT_RISK ")"
			  " ORDER BY c.folded, c.id",
			  "i", until),
		error);
}

GArray *store_called(Store *store, GError **error)
{
	return all(store,
		   sql_begin(store, error,
			     "SELECT c.id, s.token FROM contact c LEFT JOIN stirred s ON s.contact_id = c.id"
			     " WHERE EXISTS (SELECT 1 FROM call k WHERE k.contact_id = c.id) ORDER BY c.folded, c.id",
			     ""),
		   error);
}

bool store_settle(Store *store, const GArray *people, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	for (guint i = 0; transaction && i < people->len; i++) {
		const Stirred *each = &g_array_index(people, Stirred, i);

		if (!sql_run(store, error, "DELETE FROM stirred WHERE contact_id = $1 AND token = $2", "ii",
			     each->contact_id, each->token))
			return false;
	}
	return transaction && transaction_commit(transaction, error);
}
