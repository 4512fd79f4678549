/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-message.h"

#include "model/call.h"
#include "store/sql.h"

#define FIELDS                                                                                                         \
	"m.id, m.message_id, m.fingerprint, m.outgoing, m.depth, m.date, m.received_at, m.size_bytes, m.subject,"        \
	" m.in_reply_to, m.refs, m.thread_index, m.kind, m.evidence, m.original_message_id, m.absence_from,"             \
	" m.absence_until, m.absence_deputy, m.absence_phone, m.absence_left, m.calendar_method, m.calendar_uid,"        \
	" m.calendar_sequence, m.calendar_partstat, m.calendar_start, m.calendar_zone, m.calendar_comment, m.text,"      \
	" m.quoted, m.attachments, m.opt_out, m.error"

/* Lists of ids and names hold no line ends: one a line. */
static char *join(const GPtrArray *strings)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < strings->len; i++)
		g_string_append_printf(text, "%s%s", i ? "\n" : "", (const char *)strings->pdata[i]);
	return g_string_free(text, FALSE);
}

static void split(Row *row, int column, GPtrArray *into)
{
	const char *text = (const char *)sqlite3_column_text(row, column);
	g_auto(GStrv) lines = text && *text ? g_strsplit(text, "\n", -1) : NULL;

	for (char **line = lines; line && *line; line++)
		g_ptr_array_add(into, g_strdup(*line));
}

static void load_absence(Row *row, Message *message)
{
	if (sqlite3_column_type(row, 19) == SQLITE_NULL)
		return;
	message->absence = g_new0(Absence, 1);
	message->absence->from = row_text(row, 15);
	message->absence->until = row_text(row, 16);
	message->absence->deputy = row_text(row, 17);
	message->absence->deputy_phone = row_text(row, 18);
	message->absence->left = row_int(row, 19);
}

static void load_calendar(Row *row, Message *message)
{
	if (sqlite3_column_type(row, 22) == SQLITE_NULL)
		return;
	message->calendar = g_new0(CalendarAnswer, 1);
	message->calendar->method = row_text(row, 20);
	message->calendar->uid = row_text(row, 21);
	message->calendar->sequence = (int)row_int(row, 22);
	message->calendar->partstat = row_text(row, 23);
	message->calendar->start = row_int(row, 24);
	message->calendar->zone = row_text(row, 25);
	message->calendar->comment = row_text(row, 26);
}

static bool load_addresses(Store *store, Message *message, GError **error)
{
	g_autoptr(Row) row = sql_begin(
		store, error,
		"SELECT field, shown, name FROM message_address WHERE message_id = $1 ORDER BY field, position", "i",
		message->id);

	while (sql_next(store, row, error)) {
		const char *field = (const char *)sqlite3_column_text(row, 0);
		GPtrArray *into = *field == 'f' ? message->from : *field == 'r' ? message->reply_to : message->to;

		g_ptr_array_add(into, address_new((const char *)sqlite3_column_text(row, 2),
						  (const char *)sqlite3_column_text(row, 1)));
	}
	return !sql_failed(store);
}

static bool load_recipients(Store *store, Message *message, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT address, action, status, permanent, diagnostic FROM message_recipient"
				       " WHERE message_id = $1 ORDER BY position",
				       "i", message->id);

	while (sql_next(store, row, error)) {
		Recipient *recipient = g_new0(Recipient, 1);

		recipient->address = row_text(row, 0);
		recipient->action = row_text(row, 1);
		recipient->status = row_text(row, 2);
		recipient->permanent = (int)row_int(row, 3);
		recipient->diagnostic = row_text(row, 4);
		g_ptr_array_add(message->recipients, recipient);
	}
	return !sql_failed(store);
}

static Message *from_row(Store *store, Row *row, GError **error)
{
	g_autoptr(Message) message = message_new();

	message->id = row_int(row, 0);
	message->message_id = row_text(row, 1);
	message->fingerprint = row_text(row, 2);
	message->depth = (MessageDepth)row_int(row, 4);
	message->date = row_int(row, 5);
	message->received_at = row_int(row, 6);
	message->size_bytes = row_int(row, 7);
	message->subject = row_text(row, 8);
	if (!message->subject)
		message->subject = g_strdup("");
	split(row, 9, message->in_reply_to);
	split(row, 10, message->references);
	message->thread_index = row_text(row, 11);
	message->kind = (MessageKind)row_int(row, 12);
	split(row, 13, message->evidence);
	message->original_message_id = row_text(row, 14);
	load_absence(row, message);
	load_calendar(row, message);
	message->text = row_text(row, 27);
	message->quoted = row_text(row, 28);
	split(row, 29, message->attachments);
	message->opt_out = row_int(row, 30);
	message->error = row_text(row, 31);
	if (!load_addresses(store, message, error) || !load_recipients(store, message, error))
		return NULL;
	return g_steal_pointer(&message);
}

static bool put_field(Store *store, int64_t id, const char *field, const GPtrArray *addresses, bool names,
		      GError **error)
{
	for (guint i = 0; i < addresses->len; i++) {
		const Address *address = addresses->pdata[i];
		g_autofree char *email = address_normalise(address->email, NULL);
		g_autofree char *lower = email ? NULL : g_utf8_strdown(address->email ? address->email : "", -1);

		if (!sql_run(store, error,
			     "INSERT INTO message_address (message_id, field, position, email, shown, name)"
			     " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
			     "isisss", id, field, INT(i), email ? email : lower, address->email,
			     names ? address->name : NULL))
			return false;
	}
	return true;
}

/* Of a sighted message only recipients are kept: people who are no contacts are none of our business. */
static bool put_addresses(Store *store, const Message *message, GError **error)
{
	bool sighted = message->depth == DEPTH_SIGHTED;

	if (!put_field(store, message->id, "to", message->to, !sighted, error))
		return false;
	if (sighted)
		return true;
	for (guint i = 0; i < message->recipients->len; i++) {
		const Recipient *each = message->recipients->pdata[i];

		if (!sql_run(store, error,
			     "INSERT INTO message_recipient (message_id, position, address, action, status, permanent,"
			     " diagnostic) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			     "iisssis", message->id, INT(i), each->address, each->action, each->status,
			     INT(each->permanent), each->diagnostic))
			return false;
	}
	return put_field(store, message->id, "from", message->from, true, error) &&
	       put_field(store, message->id, "reply", message->reply_to, true, error);
}

static bool put_verdict(Store *store, const Message *message, GError **error)
{
	const Absence *absence = message->absence;
	const CalendarAnswer *calendar = message->calendar;
	g_autofree char *evidence = join(message->evidence);
	g_autofree char *attachments = join(message->attachments);

	if (!sql_run(store, error,
		     "UPDATE message SET kind = $1, evidence = $2, original_message_id = $3, text = $4, quoted = $5,"
		     " attachments = $6, opt_out = $7, error = $8 WHERE id = $9",
		     "isssssisi", INT(message->kind), evidence, message->original_message_id, message->text,
		     message->quoted, attachments, INT(message->opt_out), message->error, message->id))
		return false;
	if (absence && !sql_run(store, error,
				"UPDATE message SET absence_from = $1, absence_until = $2, absence_deputy = $3,"
				" absence_phone = $4, absence_left = $5 WHERE id = $6",
				"ssssii", absence->from, absence->until, absence->deputy, absence->deputy_phone,
				INT(absence->left), message->id))
		return false;
	return !calendar ||
	       sql_run(store, error,
		       "UPDATE message SET calendar_method = $1, calendar_uid = $2, calendar_sequence = $3,"
		       " calendar_partstat = $4, calendar_start = $5, calendar_zone = $6, calendar_comment = $7"
		       " WHERE id = $8",
		       "ssisissi", calendar->method, calendar->uid, INT(calendar->sequence), calendar->partstat,
		       calendar->start, calendar->zone, calendar->comment, message->id);
}

/* Writes the row as deep as the message is; 0 with error. */
static int64_t write_row(Store *store, const Message *message, bool outgoing, GError **error)
{
	bool sighted = message->depth == DEPTH_SIGHTED;
	g_autofree char *in_reply_to = sighted ? NULL : join(message->in_reply_to);
	g_autofree char *references = sighted ? NULL : join(message->references);

	return sql_insert(
		store, error,
		"INSERT INTO message (message_id, fingerprint, outgoing, depth, at, date, received_at, size_bytes, subject,"
		" in_reply_to, refs, thread_index, kind, opt_out)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0)"
		" ON CONFLICT (message_id, fingerprint) DO UPDATE SET depth = excluded.depth, outgoing = excluded.outgoing,"
		" at = excluded.at, date = excluded.date, received_at = excluded.received_at,"
		" size_bytes = excluded.size_bytes, subject = excluded.subject, in_reply_to = excluded.in_reply_to,"
		" refs = excluded.refs, thread_index = excluded.thread_index RETURNING id",
		"ssiiiiiissss", message->message_id, message->fingerprint, INT(outgoing), INT(message->depth),
		message_at(message), message->date, message->received_at, INT(sighted ? 0 : message->size_bytes),
		sighted ? NULL : message->subject, in_reply_to, references, sighted ? NULL : message->thread_index);
}

static bool drop_details(Store *store, int64_t id, GError **error)
{
	return sql_run(store, error, "DELETE FROM message_address WHERE message_id = $1", "i", id) &&
	       sql_run(store, error, "DELETE FROM message_recipient WHERE message_id = $1", "i", id);
}

/* What is known of it: id (0 = nothing), depth, and whether it was ours. */
static bool look_up(Store *store, const Message *message, int64_t *id, int64_t *depth, bool *outgoing, GError **error)
{
	g_autoptr(Row) row =
		sql_begin(store, error,
			  "SELECT id, depth, outgoing FROM message WHERE message_id = $1 AND fingerprint = $2", "ss",
			  message->message_id, message->fingerprint);

	*id = 0;
	if (!sql_next(store, row, error))
		return !sql_failed(store);
	*id = row_int(row, 0);
	*depth = row_int(row, 1);
	*outgoing = row_int(row, 2);
	return true;
}

bool store_message_put(Store *store, Message *message, bool outgoing, GError **error)
{
	int64_t id, depth;
	bool was_outgoing;
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	if (!transaction || !look_up(store, message, &id, &depth, &was_outgoing, error))
		return false;
	if (id && depth >= INT(message->depth)) {
		message->id = id;
		/* read in INBOX first (a copy to ourselves), found in Sent now */
		return (!outgoing || was_outgoing ||
			(sql_run(store, error, "UPDATE message SET outgoing = 1 WHERE id = $1", "i", id) &&
			 stir_linked(store, id, error))) &&
		       transaction_commit(transaction, error);
	}
	message->id = write_row(store, message, outgoing || (id && was_outgoing), error);
	return message->id && (!id || (drop_details(store, id, error) && stir_linked(store, id, error))) &&
	       put_addresses(store, message, error) &&
	       (message->depth < DEPTH_UNDERSTOOD || put_verdict(store, message, error)) &&
	       transaction_commit(transaction, error);
}

static GPtrArray *all(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);

	if (!owned)
		return NULL;
	while (sql_next(store, owned, error)) {
		Message *message = from_row(store, owned, error);

		if (!message)
			return NULL;
		g_ptr_array_add(found, message);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&found);
}

Message *store_message_get(Store *store, int64_t id, bool *outgoing, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error, "SELECT " FIELDS " FROM message m WHERE m.id = $1", "i", id);

	if (!sql_next(store, row, error))
		return NULL;
	if (outgoing)
		*outgoing = row_int(row, 3);
	return from_row(store, row, error);
}

GPtrArray *store_message_by_message_id(Store *store, const char *message_id, GError **error)
{
	return all(store,
		   sql_begin(store, error, "SELECT " FIELDS " FROM message m WHERE m.message_id = $1 ORDER BY m.id", "s",
			     message_id),
		   error);
}

bool store_message_is_outgoing(Store *store, int64_t id, GError **error)
{
	return sql_int(store, error, 0, "SELECT outgoing FROM message WHERE id = $1", "i", id) == 1;
}

GPtrArray *store_message_of_contact(Store *store, int64_t contact_id, GError **error)
{
	return all(store,
		   sql_begin(store, error,
			     "SELECT " FIELDS " FROM message m WHERE m.id IN (SELECT a.message_id FROM message_address a"
			     " JOIN contact_email e ON e.email = a.email JOIN message n ON n.id = a.message_id"
			     " WHERE e.contact_id = $1 AND n.depth > 0"
			     " AND ((n.outgoing = 1 AND a.field = 'to') OR (n.outgoing = 0 AND a.field = 'from')))"
			     " OR m.id IN (SELECT l.message_id FROM link l JOIN call c ON c.id = l.call_id"
			     " WHERE c.contact_id = $1) ORDER BY m.at, m.id",
			     "i", contact_id),
		   error);
}

GPtrArray *store_message_linked_to(Store *store, int64_t contact_id, GError **error)
{
	return all(store,
		   sql_begin(store, error,
			     "SELECT " FIELDS " FROM message m WHERE m.id IN (SELECT l.message_id FROM link l"
			     " JOIN call c ON c.id = l.call_id WHERE c.contact_id = $1) ORDER BY m.at, m.id",
			     "i", contact_id),
		   error);
}

GPtrArray *store_message_sent_to(Store *store, const char *email, int64_t since, GError **error)
{
	return all(store,
		   sql_begin(store, error,
			     "SELECT " FIELDS " FROM message m WHERE m.outgoing = 1 AND m.at >= $2 AND m.id IN"
			     " (SELECT message_id FROM message_address WHERE email = $1 AND field = 'to')"
			     " ORDER BY m.at, m.id",
			     "si", email, since),
		   error);
}

static bool add_targets(Store *store, GHashTable *targets, const char *sql, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error, sql, "");

	while (sql_next(store, row, error)) {
		int64_t call = row_int(row, 1);

		g_hash_table_replace(targets, row_text(row, 0), g_memdup2(&call, sizeof call));
	}
	return !sql_failed(store);
}

GHashTable *store_message_reply_targets(Store *store, GError **error)
{
	g_autoptr(GHashTable) targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	if (!add_targets(store, targets,
			 /* CROSS: links are few, never begin with all messages */
			 "SELECT m.message_id, l.call_id FROM link l CROSS JOIN message m"
			 " WHERE m.id = l.message_id AND m.outgoing = 1 AND l.call_id IS NOT NULL",
			 error) ||
	    !add_targets(store, targets, "SELECT message_id, call_id FROM outbox WHERE call_id > 0", error) ||
	    !add_targets(store, targets, "SELECT message_id, call_id FROM draft WHERE call_id > 0", error) ||
	    !add_targets(store, targets, "SELECT thread_id, id FROM call WHERE thread_id IS NOT NULL", error))
		return NULL;
	return g_steal_pointer(&targets);
}

int64_t store_message_reply_target(Store *store, const char *message_id, GError **error)
{
	return sql_int(store, error, 0,
		       "SELECT l.call_id FROM message m JOIN link l ON l.message_id = m.id"
		       " WHERE m.message_id = $1 AND m.outgoing = 1 AND l.call_id IS NOT NULL UNION ALL"
		       " SELECT call_id FROM outbox WHERE message_id = $1 AND call_id > 0 UNION ALL"
		       " SELECT call_id FROM draft WHERE message_id = $1 AND call_id > 0 UNION ALL"
		       " SELECT id FROM call WHERE thread_id = $1 LIMIT 1",
		       "s", message_id);
}

int64_t store_message_to_mark(Store *store, int64_t contact_id, GError **error)
{
	g_autoptr(GError) inner = NULL;
	int64_t id = sql_int(store, &inner, 0,
			     "SELECT m.id FROM message m JOIN message_address a ON a.message_id = m.id AND a.field = 'from'"
			     " JOIN contact_email e ON e.email = a.email AND e.contact_id = $1"
			     " JOIN place p ON p.message_id = m.id JOIN mailbox b ON b.id = p.mailbox_id AND b.role = $2"
			     " WHERE m.outgoing = 0 ORDER BY m.at DESC, m.id DESC LIMIT 1",
			     "ii", contact_id, INT(ROLE_INBOX));

	if (!inner && !id)
		id = sql_int(store, &inner, 0,
			     "SELECT m.id FROM message m JOIN link l ON l.message_id = m.id"
			     " JOIN call c ON c.id = l.call_id AND c.contact_id = $1"
			     " JOIN place p ON p.message_id = m.id JOIN mailbox b ON b.id = p.mailbox_id AND b.role = $2"
			     " WHERE m.outgoing = 1 ORDER BY m.at DESC, m.id DESC LIMIT 1",
			     "ii", contact_id, INT(ROLE_SENT));
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	return id;
}
