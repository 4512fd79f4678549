/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-block.h"

#include <string.h>

#include "store/sql.h"

#define KEY "block-key"

/* The secret of this store, made when first needed. */
static char *read_key(Store *store, GError **error)
{
	GError *problem = NULL;
	char *key = store_get_value(store, KEY, &problem);

	if (key || problem) {
		if (problem)
			g_propagate_error(error, problem);
		return key;
	}
	/* two version 4 UUIDs: 244 random bits */
	g_autofree char *first = g_uuid_string_random();
	g_autofree char *second = g_uuid_string_random();
	key = g_strconcat(first, second, NULL);
	if (!store_put_value(store, KEY, key, error))
		g_clear_pointer(&key, g_free);
	return key;
}

static char *hash_of(Store *store, const char *value, GError **error)
{
	g_autofree char *key = read_key(store, error);

	return key ? g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *)key, strlen(key), value, -1) : NULL;
}

bool store_block_put(Store *store, const char *value, const Block *block, GError **error)
{
	g_autofree char *hash = hash_of(store, value, error);

	if (!hash)
		return false;
	if (!block->calls && !block->mails)
		return sql_run(store, error, "DELETE FROM block WHERE hash = $1", "s", hash);
	return sql_run(
	    store, error,
	    "INSERT INTO block (hash, calls, mails, at) VALUES ($1, $2, $3, $4)"
	    " ON CONFLICT (hash) DO UPDATE SET calls = excluded.calls, mails = excluded.mails, at = excluded.at",
	    "siii", hash, INT(block->calls), INT(block->mails), block->at);
}

bool store_block_get(Store *store, const char *value, Block *out, GError **error)
{
	*out = (Block){0};
	/* a store without blocks is asked without making a key: it may be open for reading only */
	g_autoptr(GError) problem = NULL;
	int64_t any = sql_int(store, &problem, 0, "SELECT 1 FROM block LIMIT 1", "");
	g_autofree char *hash = !problem && any ? hash_of(store, value, &problem) : NULL;

	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (!hash)
		return true;
	g_autoptr(Row) row = sql_begin(store, error, "SELECT calls, mails, at FROM block WHERE hash = $1", "s", hash);
	if (!row)
		return false;
	if (sql_next(store, row, error))
		*out = (Block){.calls = row_int(row, 0), .mails = row_int(row, 1), .at = row_int(row, 2)};
	return !sql_failed(store);
}
