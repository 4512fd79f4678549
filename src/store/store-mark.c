/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-mark.h"

#include "store/sql.h"

#define COLUMNS                                                                                                        \
	"SELECT id, kind, contact_id, appointment_id, account, mailbox_id, uidvalidity, uid, message_id, content, is_set," \
	" person, removed_by_person FROM mark "

void mark_row_free(MarkRow *mark)
{
	if (!mark)
		return;
	g_free(mark->account);
	g_free(mark->message_id);
	g_free(mark->content);
	g_free(mark);
}

bool store_mark_put(Store *store, MarkRow *mark, GError **error)
{
	if (mark->id)
		return sql_run(store, error,
			       "UPDATE mark SET mailbox_id = $1, uidvalidity = $2, uid = $3, message_id = $4, content = $5,"
			       " is_set = $6, person = $7, removed_by_person = $8 WHERE id = $9",
			       "iiissiiii", mark->mailbox_id, INT(mark->uidvalidity), INT(mark->uid), mark->message_id,
			       mark->content, INT(mark->set), INT(mark->person), INT(mark->removed_by_person), mark->id);
	mark->id = sql_insert(store, error,
			      "INSERT INTO mark (kind, contact_id, appointment_id, account, mailbox_id, uidvalidity, uid,"
			      " message_id, content, is_set, person, removed_by_person)"
			      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
			      "iiisiiissiii", INT(mark->kind), mark->contact_id, mark->appointment_id, mark->account,
			      mark->mailbox_id, INT(mark->uidvalidity), INT(mark->uid), mark->message_id, mark->content,
			      INT(mark->set), INT(mark->person), INT(mark->removed_by_person));
	return mark->id != 0;
}

bool store_mark_drop(Store *store, int64_t id, GError **error)
{
	return sql_run(store, error, "DELETE FROM mark WHERE id = $1", "i", id);
}

static GPtrArray *all(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;
	g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func((GDestroyNotify)mark_row_free);

	if (!owned)
		return NULL;
	while (sql_next(store, owned, error)) {
		MarkRow *mark = g_new0(MarkRow, 1);

		mark->id = row_int(owned, 0);
		mark->kind = (MarkKind)row_int(owned, 1);
		mark->contact_id = row_int(owned, 2);
		mark->appointment_id = row_int(owned, 3);
		mark->account = row_text(owned, 4);
		mark->mailbox_id = row_int(owned, 5);
		mark->uidvalidity = (uint32_t)row_int(owned, 6);
		mark->uid = (uint32_t)row_int(owned, 7);
		mark->message_id = row_text(owned, 8);
		mark->content = row_text(owned, 9);
		mark->set = row_int(owned, 10);
		mark->person = row_int(owned, 11);
		mark->removed_by_person = row_int(owned, 12);
		g_ptr_array_add(marks, mark);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&marks);
}

GPtrArray *store_mark_all(Store *store, const char *account, GError **error)
{
	return all(store,
		   account ? sql_begin(store, error, COLUMNS "WHERE account = $1 ORDER BY id", "s", account)
			   : sql_begin(store, error, COLUMNS "ORDER BY id", ""),
		   error);
}

GPtrArray *store_mark_at(Store *store, int64_t mailbox_id, uint32_t uid, GError **error)
{
	return all(store,
		   sql_begin(store, error, COLUMNS "WHERE mailbox_id = $1 AND uid = $2 ORDER BY id", "ii", mailbox_id,
			     INT(uid)),
		   error);
}

bool store_mark_holds(Store *store, const MarkRow *mark, GError **error)
{
	return sql_int(store, error, 0,
		       "SELECT 1 FROM place p JOIN mailbox b ON b.id = p.mailbox_id AND b.uidvalidity = $1"
		       " JOIN message m ON m.id = p.message_id AND m.message_id = $2"
		       " WHERE p.mailbox_id = $3 AND p.uid = $4",
		       "isii", INT(mark->uidvalidity), mark->message_id, mark->mailbox_id, INT(mark->uid)) != 0;
}

void mark_spot_free(MarkSpot *spot)
{
	g_free(spot->account);
	g_free(spot->message_id);
	g_free(spot);
}

GPtrArray *store_mark_spots(Store *store, int64_t message_id, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT p.mailbox_id, p.uid, p.flags, b.account, b.uidvalidity, b.any_keyword,"
				       " m.message_id FROM place p JOIN mailbox b ON b.id = p.mailbox_id"
				       " JOIN message m ON m.id = p.message_id WHERE p.message_id = $1"
				       " AND b.role IN ($2, $3) ORDER BY p.mailbox_id, p.uid",
				       "iii", message_id, INT(ROLE_INBOX), INT(ROLE_SENT));
	g_autoptr(GPtrArray) spots = g_ptr_array_new_with_free_func((GDestroyNotify)mark_spot_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		MarkSpot *spot = g_new0(MarkSpot, 1);

		spot->place.mailbox_id = row_int(row, 0);
		spot->place.uid = (uint32_t)row_int(row, 1);
		spot->place.flags = (unsigned)row_int(row, 2);
		spot->account = row_text(row, 3);
		spot->uidvalidity = (uint32_t)row_int(row, 4);
		spot->any_keyword = row_int(row, 5);
		spot->message_id = row_text(row, 6);
		g_ptr_array_add(spots, spot);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&spots);
}
