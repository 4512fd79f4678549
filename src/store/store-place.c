/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mailboxes, and where messages lie in them. */
#include "store/sql.h"
#include "store/store-message.h"

#define COLUMNS                                                                                                        \
	"SELECT id, account, name, role, watched, uidvalidity, uidnext, modseq, any_keyword, read_at, error FROM mailbox "

static Mailbox *from_row(Row *row)
{
	g_autofree char *account = row_text(row, 1);
	g_autofree char *name = row_text(row, 2);
	Mailbox *mailbox = mailbox_new(account, name);

	mailbox->id = row_int(row, 0);
	mailbox->role = (MailboxRole)row_int(row, 3);
	mailbox->watched = row_int(row, 4);
	mailbox->uidvalidity = (uint32_t)row_int(row, 5);
	mailbox->uidnext = (uint32_t)row_int(row, 6);
	mailbox->modseq = (uint64_t)row_int(row, 7);
	mailbox->any_keyword = row_int(row, 8);
	mailbox->read_at = row_int(row, 9);
	mailbox->error = row_text(row, 10);
	return mailbox;
}

bool store_mailbox_put(Store *store, Mailbox *mailbox, GError **error)
{
	mailbox->id = sql_insert(
		store, error,
		"INSERT INTO mailbox (account, name, role, watched, uidvalidity, uidnext, modseq, any_keyword, read_at,"
		" error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (account, name) DO UPDATE SET"
		" role = excluded.role, watched = excluded.watched, uidvalidity = excluded.uidvalidity,"
		" uidnext = excluded.uidnext, modseq = excluded.modseq, any_keyword = excluded.any_keyword,"
		" read_at = excluded.read_at, error = excluded.error RETURNING id",
		"ssiiiiiiis", mailbox->account, mailbox->name, INT(mailbox->role), INT(mailbox->watched),
		INT(mailbox->uidvalidity), INT(mailbox->uidnext), INT(mailbox->modseq), INT(mailbox->any_keyword),
		mailbox->read_at, mailbox->error);
	return mailbox->id != 0;
}

static Mailbox *one(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;

	return sql_next(store, owned, error) ? from_row(owned) : NULL;
}

Mailbox *store_mailbox_get(Store *store, const char *account, const char *name, GError **error)
{
	return one(store, sql_begin(store, error, COLUMNS "WHERE account = $1 AND name = $2", "ss", account, name), error);
}

Mailbox *store_mailbox_by_id(Store *store, int64_t id, GError **error)
{
	return one(store, sql_begin(store, error, COLUMNS "WHERE id = $1", "i", id), error);
}

GPtrArray *store_mailbox_all(Store *store, const char *account, GError **error)
{
	g_autoptr(Row) row = account ? sql_begin(store, error, COLUMNS "WHERE account = $1 ORDER BY role, name", "s", account)
				     : sql_begin(store, error, COLUMNS "ORDER BY account, role, name", "");
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error))
		g_ptr_array_add(all, from_row(row));
	return sql_failed(store) ? NULL : g_steal_pointer(&all);
}

bool store_place_put(Store *store, int64_t message_id, const Place *place, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO place (mailbox_id, uid, message_id, flags) VALUES ($1, $2, $3, $4)"
		       " ON CONFLICT (mailbox_id, uid) DO UPDATE SET message_id = excluded.message_id,"
		       " flags = excluded.flags",
		       "iiii", place->mailbox_id, INT(place->uid), message_id, INT(place->flags));
}

bool store_place_flags(Store *store, int64_t mailbox_id, uint32_t uid, unsigned flags, GError **error)
{
	return sql_run(store, error, "UPDATE place SET flags = $1 WHERE mailbox_id = $2 AND uid = $3", "iii", INT(flags),
		       mailbox_id, INT(uid));
}

bool store_place_gone(Store *store, int64_t mailbox_id, uint32_t first_uid, uint32_t last_uid, GError **error)
{
	return sql_run(store, error, "DELETE FROM place WHERE mailbox_id = $1 AND uid >= $2 AND uid <= $3", "iii",
		       mailbox_id, INT(first_uid), INT(last_uid));
}

bool store_place_restart(Store *store, int64_t mailbox_id, GError **error)
{
	return sql_run(store, error, "DELETE FROM place WHERE mailbox_id = $1", "i", mailbox_id);
}

GPtrArray *store_place_of(Store *store, int64_t message_id, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT mailbox_id, uid, flags FROM place WHERE message_id = $1 ORDER BY mailbox_id,"
				       " uid",
				       "i", message_id);
	g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(g_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		Place *place = g_new0(Place, 1);

		place->mailbox_id = row_int(row, 0);
		place->uid = (uint32_t)row_int(row, 1);
		place->flags = (unsigned)row_int(row, 2);
		g_ptr_array_add(places, place);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&places);
}

int64_t store_place_message(Store *store, int64_t mailbox_id, uint32_t uid, GError **error)
{
	return sql_int(store, error, 0, "SELECT message_id FROM place WHERE mailbox_id = $1 AND uid = $2", "ii", mailbox_id,
		       INT(uid));
}
