/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-outbox.h"

#include "base/error.h"
#include "store/sql.h"

#define COLUMNS(bytes)                                                                                                 \
	"SELECT id, account, call_id, message_id, sender, " bytes ", state, lease, lease_until, attempts, next_at,"      \
	" sent_uidvalidity, sent_uidnext, uncertain_at, sent_checks, error, created_at, updated_at, origin, exit_code"  \
	" FROM outbox "

static bool load_recipients(Store *store, Outbox *outbox, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT email, state, code, reply FROM outbox_recipient WHERE outbox_id = $1"
				       " ORDER BY position",
				       "i", outbox->id);

	while (sql_next(store, row, error)) {
		OutboxRecipient *recipient = g_new0(OutboxRecipient, 1);

		recipient->email = row_text(row, 0);
		recipient->state = (RecipientState)row_int(row, 1);
		recipient->code = (int)row_int(row, 2);
		recipient->reply = row_text(row, 3);
		g_ptr_array_add(outbox->recipients, recipient);
	}
	return !sql_failed(store);
}

static Outbox *from_row(Store *store, Row *row, GError **error)
{
	g_autoptr(Outbox) outbox = outbox_new();

	outbox->id = row_int(row, 0);
	outbox->account = row_text(row, 1);
	outbox->call_id = row_int(row, 2);
	outbox->message_id = row_text(row, 3);
	outbox->sender = row_text(row, 4);
	outbox->bytes = row_bytes(row, 5);
	outbox->state = (OutboxState)row_int(row, 6);
	outbox->lease = row_text(row, 7);
	outbox->lease_until = row_int(row, 8);
	outbox->attempts = (int)row_int(row, 9);
	outbox->next_at = row_int(row, 10);
	outbox->sent_uidvalidity = row_int(row, 11);
	outbox->sent_uidnext = row_int(row, 12);
	outbox->uncertain_at = row_int(row, 13);
	outbox->sent_checks = (int)row_int(row, 14);
	outbox->error = row_text(row, 15);
	outbox->created_at = row_int(row, 16);
	outbox->updated_at = row_int(row, 17);
	outbox->origin = (OutboxOrigin)row_int(row, 18);
	outbox->exit_code = (int)row_int(row, 19);
	return load_recipients(store, outbox, error) ? g_steal_pointer(&outbox) : NULL;
}

static Outbox *one(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;

	return sql_next(store, owned, error) ? from_row(store, owned, error) : NULL;
}

static GPtrArray *all(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)outbox_free);

	if (!owned)
		return NULL;
	while (sql_next(store, owned, error)) {
		Outbox *outbox = from_row(store, owned, error);

		if (!outbox)
			return NULL;
		g_ptr_array_add(found, outbox);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&found);
}

/* A client that got its mail back sends it again under the same Message-ID. */
static bool drop_given_back(Store *store, const Outbox *outbox, GError **error)
{
	return outbox_is_ours(outbox) ||
	       sql_run(store, error, "DELETE FROM outbox WHERE message_id = $1 AND state = $2 AND origin IN ($3, $4)",
		       "siii", outbox->message_id, INT(OUTBOX_CANCELLED), INT(ORIGIN_CLIENT), INT(ORIGIN_QUEUE));
}

bool store_outbox_add(Store *store, Outbox *outbox, GError **error)
{
	if (g_bytes_get_size(outbox->bytes) > OUTBOX_BYTES_MAX) {
		g_set_error(error, ERROR, ERROR_DATA, "the mail is larger than %d MB", OUTBOX_BYTES_MAX / 1000000);
		return false;
	}
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	if (!transaction || !drop_given_back(store, outbox, error))
		return false;
	outbox->state = OUTBOX_SEALED;
	outbox->id = sql_insert(store, error,
				"INSERT INTO outbox (account, call_id, message_id, sender, bytes, state, lease_until,"
				" attempts, next_at, sent_uidvalidity, sent_uidnext, uncertain_at, sent_checks, created_at,"
				" updated_at, origin) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, 0, 0, 0, 0, $8, $8, $9)"
				" RETURNING id",
				"sissbiiii", outbox->account, outbox->call_id, outbox->message_id, outbox->sender,
				outbox->bytes, INT(outbox->state), outbox->next_at, outbox->created_at,
				INT(outbox->origin));
	for (guint i = 0; outbox->id && i < outbox->recipients->len; i++) {
		const OutboxRecipient *each = outbox->recipients->pdata[i];

		if (!sql_run(store, error,
			     "INSERT INTO outbox_recipient (outbox_id, email, position, state, code)"
			     " VALUES ($1, $2, $3, 0, 0) ON CONFLICT DO NOTHING",
			     "isi", outbox->id, each->email, INT(i)))
			return false;
	}
	return outbox->id && stir_call(store, outbox->call_id, error) && transaction_commit(transaction, error);
}

Outbox *store_outbox_get(Store *store, int64_t id, GError **error)
{
	return one(store, sql_begin(store, error, COLUMNS("bytes") "WHERE id = $1", "i", id), error);
}

Outbox *store_outbox_by_message_id(Store *store, const char *message_id, GError **error)
{
	return one(store, sql_begin(store, error, COLUMNS("bytes") "WHERE message_id = $1", "s", message_id), error);
}

GPtrArray *store_outbox_all(Store *store, GError **error)
{
	return all(store, sql_begin(store, error, COLUMNS("NULL") "ORDER BY id", ""), error);
}

GPtrArray *store_outbox_open(Store *store, GError **error)
{
	return all(store,
		   sql_begin(store, error, COLUMNS("NULL") "WHERE state NOT IN ($1, $2) ORDER BY id", "ii",
			     INT(OUTBOX_DONE), INT(OUTBOX_CANCELLED)),
		   error);
}

GPtrArray *store_outbox_stuck(Store *store, const char *account, int64_t then, GError **error)
{
	return all(store,
		   sql_begin(store, error,
			     COLUMNS("NULL") "WHERE account = $1 AND state NOT IN ($2, $3) AND"
					     " (state IN ($4, $5) OR created_at <= $6) ORDER BY id",
			     "siiiii", account, INT(OUTBOX_DONE), INT(OUTBOX_CANCELLED), INT(OUTBOX_FAILED),
			     INT(OUTBOX_UNCERTAIN), then),
		   error);
}

GPtrArray *store_outbox_of_call(Store *store, int64_t call_id, GError **error)
{
	return all(store, sql_begin(store, error, COLUMNS("NULL") "WHERE call_id = $1 ORDER BY id", "i", call_id), error);
}

Outbox *store_outbox_claim(Store *store, const char *account, const char *lease, int64_t now, int64_t lease_until,
			   GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Transaction) transaction = transaction_join(store, &inner);
	int64_t id =
		inner ? 0
		      : sql_int(store, &inner, 0,
				"UPDATE outbox SET state = $1, lease = $2, lease_until = $3, updated_at = $4 WHERE id ="
				" (SELECT id FROM outbox WHERE account = $5 AND ((state IN ($6, $7) AND next_at <= $4)"
				" OR (state IN ($1, $8) AND lease_until <= $4)) ORDER BY id LIMIT 1) RETURNING id",
				"isiisiii", INT(OUTBOX_CLAIMED), lease, lease_until, now, account, INT(OUTBOX_SEALED),
				INT(OUTBOX_DEFERRED), INT(OUTBOX_RCPT_OK));

	Outbox *outbox = id ? store_outbox_get(store, id, &inner) : NULL;
	if (!inner && outbox && stir_call(store, outbox->call_id, &inner))
		transaction_commit(transaction, &inner);
	if (!inner)
		return outbox;
	outbox_free(outbox);
	g_propagate_error(error, g_steal_pointer(&inner));
	return NULL;
}

static bool put_recipients(Store *store, const Outbox *outbox, GError **error)
{
	for (guint i = 0; i < outbox->recipients->len; i++) {
		const OutboxRecipient *recipient = outbox->recipients->pdata[i];

		if (!sql_run(store, error,
			     "UPDATE outbox_recipient SET state = $1, code = $2, reply = $3"
			     " WHERE outbox_id = $4 AND email = $5",
			     "iisis", INT(recipient->state), INT(recipient->code), recipient->reply, outbox->id,
			     recipient->email))
			return false;
	}
	return true;
}

bool store_outbox_go(Store *store, Outbox *outbox, OutboxState from, const char *lease, int64_t now, GError **error)
{
	g_autoptr(GError) inner = NULL;

	if (!outbox_may_go(from, outbox->state)) {
		g_set_error(error, ERROR, ERROR_SOFTWARE, "outbox o%" G_GINT64_FORMAT " may not go from %s to %s", outbox->id,
			    outbox_state_word(from), outbox_state_word(outbox->state));
		return false;
	}
	g_autoptr(Transaction) transaction = transaction_join(store, error);
	if (!transaction)
		return false;
	outbox->updated_at = now;
	int64_t id = sql_int(store, &inner, 0,
			     "UPDATE outbox SET state = $1, lease = $2, lease_until = $3, attempts = $4, next_at = $5,"
			     " sent_uidvalidity = $6, sent_uidnext = $7, uncertain_at = $8, sent_checks = $9, error = $10,"
			     " updated_at = $11, exit_code = $15 WHERE id = $12 AND state = $13 AND ($14 IS NULL OR lease = $14)"
			     " RETURNING id",
			     "isiiiiiiisiiisi", INT(outbox->state), outbox->lease, outbox->lease_until,
			     INT(outbox->attempts), outbox->next_at, outbox->sent_uidvalidity, outbox->sent_uidnext,
			     outbox->uncertain_at, INT(outbox->sent_checks), outbox->error, now, outbox->id, INT(from),
			     lease, INT(outbox->exit_code));
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	else if (!id)
		g_set_error(error, ERROR, ERROR_TEMP, "outbox o%" G_GINT64_FORMAT " was changed by somebody else",
			    outbox->id);
	return id && put_recipients(store, outbox, error) && stir_call(store, outbox->call_id, error) &&
	       transaction_commit(transaction, error);
}

GPtrArray *store_outbox_in(Store *store, const char *account, OutboxState state, int64_t now, GError **error)
{
	return all(store,
		   sql_begin(store, error,
			     COLUMNS("bytes") "WHERE account = $1 AND state = $2 AND next_at <= $3 ORDER BY id", "sii",
			     account, INT(state), now),
		   error);
}

void draft_free(Draft *draft)
{
	if (!draft)
		return;
	g_free(draft->account);
	g_free(draft->message_id);
	g_clear_pointer(&draft->bytes, g_bytes_unref);
	g_free(draft->error);
	g_free(draft);
}

bool store_draft_add(Store *store, Draft *draft, GError **error)
{
	draft->id = sql_insert(store, error,
			       "INSERT INTO draft (account, call_id, message_id, bytes, created_at, stored_at)"
			       " VALUES ($1, $2, $3, $4, $5, 0) RETURNING id",
			       "sisbi", draft->account, draft->call_id, draft->message_id, draft->bytes,
			       draft->created_at);
	return draft->id != 0;
}

bool store_draft_put(Store *store, const Draft *draft, GError **error)
{
	return sql_run(store, error, "UPDATE draft SET stored_at = $1, error = $2 WHERE id = $3", "isi", draft->stored_at,
		       draft->error, draft->id);
}

int64_t store_draft_made_at(Store *store, int64_t call_id, GError **error)
{
	return sql_int(store, error, 0, "SELECT COALESCE(max(created_at), 0) FROM draft WHERE call_id = $1", "i", call_id);
}

GPtrArray *store_draft_waiting(Store *store, const char *account, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT id, account, call_id, message_id, bytes, created_at, stored_at, error"
				       " FROM draft WHERE account = $1 AND stored_at = 0 ORDER BY id",
				       "s", account);
	g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)draft_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		Draft *draft = g_new0(Draft, 1);

		draft->id = row_int(row, 0);
		draft->account = row_text(row, 1);
		draft->call_id = row_int(row, 2);
		draft->message_id = row_text(row, 3);
		draft->bytes = row_bytes(row, 4);
		draft->created_at = row_int(row, 5);
		draft->stored_at = row_int(row, 6);
		draft->error = row_text(row, 7);
		g_ptr_array_add(drafts, draft);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&drafts);
}

char *store_outbox_fingerprint(Store *store, const char *message_id, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT m.fingerprint FROM outbox o JOIN message m ON m.message_id = o.message_id"
				       " WHERE o.message_id = $1 AND m.outgoing = 1 ORDER BY m.id LIMIT 1",
				       "s", message_id);

	return sql_next(store, row, error) ? row_text(row, 0) : NULL;
}

int64_t store_made_message_call(Store *store, const char *message_id, GError **error)
{
	return sql_int(store, error, 0,
		       "SELECT call_id FROM outbox WHERE message_id = $1 UNION ALL"
		       " SELECT call_id FROM draft WHERE message_id = $1 LIMIT 1",
		       "s", message_id);
}

GPtrArray *store_made_message_ids(Store *store, int64_t call_id, GError **error)
{
	g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT message_id FROM outbox WHERE call_id = $1 UNION"
				       " SELECT message_id FROM draft WHERE call_id = $1",
				       "i", call_id);

	while (sql_next(store, row, error))
		g_ptr_array_add(made, row_text(row, 0));
	return sql_failed(store) ? NULL : g_steal_pointer(&made);
}
