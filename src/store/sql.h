/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_SQL_H
#define STORE_SQL_H

/*
 * Private to this folder: statements with bound values only, kept prepared, and errors mapped to ours. Values are
 * given by a format of one letter each: i = int64_t, s = const char * (NULL allowed), b = GBytes * (NULL allowed).
 */

#include <sqlite3.h>

#include "store/store.h"

struct Store {
	sqlite3 *db;
	char *path;
	GHashTable *statements; /* SQL text to sqlite3_stmt */
	bool in_transaction;
	bool held;   /* store_hold() */
	bool failed; /* the last step that ended a statement was an error */
	bool erased; /* somebody was forgotten: close leaves nothing of them in the log */
};

#define CACHE_KIB 6000 /* pages of the file that are kept in memory */

typedef sqlite3_stmt Row;

/* Every "i" wants an int64_t: variadic arguments are not converted. */
#define INT(value) ((int64_t)(value))

/* A statement under way; NULL with error. Ends by sql_end(). */
Row *sql_begin(Store *store, GError **error, const char *sql, const char *format, ...);
bool sql_next(Store *store, Row *row, GError **error); /* false: no more rows, or error (then sql_failed()) */
static inline bool sql_failed(const Store *store)
{
	return store->failed;
}
void sql_end(Row *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Row, sql_end)

/* All in one. sql_int gives otherwise where there is no row. */
bool sql_run(Store *store, GError **error, const char *sql, const char *format, ...);
int64_t sql_int(Store *store, GError **error, int64_t otherwise, const char *sql, const char *format, ...);

/* INSERT … RETURNING id; 0 with error. */
#define sql_insert(store, error, ...) sql_int(store, error, 0, __VA_ARGS__)

char *row_text(Row *row, int column); /* copy, or NULL */
GBytes *row_bytes(Row *row, int column);
#define row_int(row, column) sqlite3_column_int64(row, column)

void sql_error(Store *store, GError **error);

/* Is the outgoing message m a mail that tells of a moved or cancelled call (3: ORIGIN_UPDATE)? It pays no promise. */
#define IS_UPDATE "EXISTS (SELECT 1 FROM outbox u WHERE u.message_id = m.message_id AND u.origin = 3)"

/* store-stirred.c: within the transaction of what changed, before it where what was before counts. */
bool stir_contact(Store *store, int64_t contact_id, GError **error);
bool stir_barred(Store *store, int64_t contact_id, bool do_not_call, GError **error); /* where it was not so before */
bool stir_call(Store *store, int64_t call_id, GError **error);     /* its contact; 0 = nobody */
bool stir_linked(Store *store, int64_t message_id, GError **error); /* the contact of the call that it is linked to */
bool stir_written_to(Store *store, int64_t contact_id, GError **error); /* others whose mail also went to this one */

#endif
