/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The invariants that must hold after any crash (DESIGN 7 and 8), as queries that find their violations. */
#include "store/sql.h"

static const struct {
	const char *finding;
	const char *sql; /* counts the violations */
} invariants[] = {
	{"uncertain outbox rows that do not say since when",
	 "SELECT count(*) FROM outbox WHERE state = 9 AND uncertain_at = 0"},
	{"outbox rows without a recipient",
	 "SELECT count(*) FROM outbox o WHERE NOT EXISTS (SELECT 1 FROM outbox_recipient r WHERE r.outbox_id = o.id)"},
	{"outbox rows of calls that are gone",
	 "SELECT count(*) FROM outbox o WHERE o.call_id > 0 AND NOT EXISTS (SELECT 1 FROM call c WHERE c.id = o.call_id)"},
	{"drafts of calls that are gone",
	 "SELECT count(*) FROM draft d WHERE d.call_id > 0 AND NOT EXISTS (SELECT 1 FROM call c WHERE c.id = d.call_id)"},
	{"calls without a thread id", "SELECT count(*) FROM call WHERE thread_id IS NULL"},
	{"messages that are linked and doubtful at once",
	 "SELECT count(*) FROM link l JOIN link_candidate k ON k.message_id = l.message_id"},
	{"cycles with more than one open appointment",
	 "SELECT count(*) FROM (SELECT cycle_id FROM appointment WHERE state < 4 GROUP BY cycle_id HAVING count(*) > 1) AS x"},
	{"appointments whose history does not end in their state",
	 "SELECT count(*) FROM appointment a WHERE a.state <> (SELECT e.state FROM appointment_event e"
	 " WHERE e.appointment_id = a.id ORDER BY e.id DESC LIMIT 1)"},
	{"calls of one contact in another's cycle",
	 "SELECT count(*) FROM call c JOIN cycle y ON y.id = c.cycle_id WHERE y.contact_id <> c.contact_id"},
};

static bool add_rows(Store *store, const char *sql, const char *prefix, GPtrArray *findings, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error, sql, "");

	while (sql_next(store, row, error)) {
		g_autofree char *text = row_text(row, 0);

		if (g_strcmp0(text, "ok") != 0)
			g_ptr_array_add(findings, g_strdup_printf("%s: %s", prefix, text));
	}
	return !sql_failed(store);
}

GPtrArray *store_check(Store *store, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) inner = NULL;

	if (!add_rows(store, "PRAGMA integrity_check", "file", findings, error) ||
	    !add_rows(store, "PRAGMA foreign_key_check", "row without its owner in", findings, error))
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(invariants); i++) {
		int64_t count = sql_int(store, &inner, 0, invariants[i].sql, "");

		if (inner) {
			g_propagate_error(error, g_steal_pointer(&inner));
			return NULL;
		}
		if (count)
			g_ptr_array_add(findings, g_strdup_printf("%" G_GINT64_FORMAT " %s", count, invariants[i].finding));
	}
	return g_steal_pointer(&findings);
}
