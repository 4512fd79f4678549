/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-maildir.h"

#include "store/sql.h"

bool store_maildir_put(Store *store, int64_t mailbox_id, uint32_t uid, uint64_t name, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO maildir_uid (mailbox_id, uid, name) VALUES ($1, $2, $3)"
		       " ON CONFLICT (mailbox_id, uid) DO UPDATE SET name = excluded.name",
		       "iii", mailbox_id, INT(uid), INT(name));
}

bool store_maildir_drop(Store *store, int64_t mailbox_id, uint32_t uid, GError **error)
{
	return sql_run(store, error, "DELETE FROM maildir_uid WHERE mailbox_id = $1 AND uid = $2", "ii", mailbox_id,
		       INT(uid));
}

bool store_maildir_each(Store *store, int64_t mailbox_id, StoreMaildirFunc each, gpointer data, GError **error)
{
	g_autoptr(Row) row = sql_begin(
		store, error, "SELECT uid, name FROM maildir_uid WHERE mailbox_id = $1 ORDER BY uid", "i", mailbox_id);

	if (!row)
		return false;
	while (sql_next(store, row, error))
		each((uint32_t)row_int(row, 0), (uint64_t)row_int(row, 1), data);
	return !sql_failed(store);
}
