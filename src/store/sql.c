/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sql.h"

#include <stdarg.h>

#include "base/error.h"

static ErrorKind kind_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERROR_TEMP;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
		return ERROR_IO;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ERROR_CONFIG;
	case SQLITE_CONSTRAINT:
		return ERROR_DATA;
	default:
		return ERROR_SOFTWARE;
	}
}

void sql_error(Store *store, GError **error)
{
	int code = sqlite3_errcode(store->db) & 0xff;
	int reason = code == SQLITE_IOERR || code == SQLITE_CANTOPEN ? sqlite3_system_errno(store->db) : 0;

	g_set_error(error, ERROR, kind_of(code), "store \"%s\": %s%s%s", store->path, sqlite3_errmsg(store->db),
		    reason ? ": " : "", reason ? g_strerror(reason) : "");
}

static Row *prepared(Store *store, const char *sql, GError **error)
{
	Row *row = g_hash_table_lookup(store->statements, sql);

	if (row)
		return row;
	if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &row, NULL) != SQLITE_OK) {
		sql_error(store, error);
		return NULL;
	}
	/* SQL texts are literals: their address lasts */
	g_hash_table_insert(store->statements, (gpointer)sql, row);
	return row;
}

/* SQLite takes "$4" for a name and numbers names by their first appearance: ask which one is the fourth value (3). */
static int position_of(Row *row, int value)
{
	static const char *const names[] = {"$1",  "$2",  "$3",  "$4",	"$5",  "$6",  "$7",  "$8",  "$9",  "$10",
					    "$11", "$12", "$13", "$14", "$15", "$16", "$17", "$18", "$19", "$20"};
	int position = value < (int)G_N_ELEMENTS(names) ? sqlite3_bind_parameter_index(row, names[value]) : 0;

	g_assert(position > 0);
	return position;
}

/* how: SQLITE_STATIC where the caller's values outlive the statement's run, else SQLITE_TRANSIENT. */
static void bind(Row *row, const char *format, va_list values, sqlite3_destructor_type how)
{
	for (int i = 0; format[i]; i++) {
		int position = position_of(row, i);

		if (format[i] == 'i') {
			sqlite3_bind_int64(row, position, va_arg(values, int64_t));
		} else if (format[i] == 's') {
			sqlite3_bind_text(row, position, va_arg(values, const char *), -1, how);
		} else {
			GBytes *bytes = va_arg(values, GBytes *);
			gsize size = 0;
			const void *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;

			sqlite3_bind_blob64(row, position, data, size, how);
		}
	}
}

static Row *begin(Store *store, GError **error, const char *sql, const char *format, va_list values,
		  sqlite3_destructor_type how)
{
	Row *row = prepared(store, sql, error);

	if (row)
		bind(row, format, values, how);
	return row;
}

Row *sql_begin(Store *store, GError **error, const char *sql, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	Row *row = begin(store, error, sql, format, values, SQLITE_TRANSIENT);
	va_end(values);
	return row;
}

bool sql_next(Store *store, Row *row, GError **error)
{
	int code = row ? sqlite3_step(row) : SQLITE_DONE;

	store->failed = !row || (code != SQLITE_ROW && code != SQLITE_DONE);
	if (row && store->failed)
		sql_error(store, error);
	return code == SQLITE_ROW;
}

void sql_end(Row *row)
{
	if (!row)
		return;
	sqlite3_reset(row);
	sqlite3_clear_bindings(row);
}

static bool step_once(Store *store, Row *row, int64_t *value, GError **error)
{
	int code = sqlite3_step(row);

	if (code == SQLITE_ROW && value)
		*value = row_int(row, 0);
	if (code == SQLITE_ROW)
		code = sqlite3_step(row);
	if (code != SQLITE_DONE && code != SQLITE_ROW)
		sql_error(store, error);
	sql_end(row);
	return code == SQLITE_DONE || code == SQLITE_ROW;
}

bool sql_run(Store *store, GError **error, const char *sql, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	Row *row = begin(store, error, sql, format, values, SQLITE_STATIC);
	va_end(values);
	return row && step_once(store, row, NULL, error);
}

int64_t sql_int(Store *store, GError **error, int64_t otherwise, const char *sql, const char *format, ...)
{
	va_list values;
	int64_t value = otherwise;

	va_start(values, format);
	Row *row = begin(store, error, sql, format, values, SQLITE_STATIC);
	va_end(values);
	return row && step_once(store, row, &value, error) ? value : otherwise;
}

char *row_text(Row *row, int column)
{
	return g_strdup((const char *)sqlite3_column_text(row, column));
}

GBytes *row_bytes(Row *row, int column)
{
	const void *data = sqlite3_column_blob(row, column);

	return data ? g_bytes_new(data, (gsize)sqlite3_column_bytes(row, column)) : NULL;
}
