/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The invariants that must hold after any crash (DESIGN 7 and 8), as queries that find their violations. */
#include "store/sql.h"

typedef struct Invariant {
	const char *finding;
	const char *sql; /* counts the violations */
} Invariant;

static const Invariant invariants[] = {
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
	{"people whom a search does not find",
	 "SELECT count(*) FROM contact c WHERE NOT EXISTS (SELECT 1 FROM contact_page p WHERE p.page = c.id / 256"
	 " AND '\n' || p.text LIKE '%\n' || c.id || '\t' || replace(c.folded, '\n', '\t') || '\t%')"},
	{"people whom a search finds though they are gone",
	 "SELECT (SELECT coalesce(sum(length(text) - length(replace(text, '\n', ''))), 0) FROM contact_page)"
	 " - (SELECT count(*) FROM contact)"},
	{"calls of one contact in another's cycle",
	 "SELECT count(*) FROM call c JOIN cycle y ON y.id = c.cycle_id WHERE y.contact_id <> c.contact_id"},
};

/* What holds between any two commits of cmc, whatever was killed in between: the oracle of tests/fault. */
static const Invariant strict[] = {
	{"outbox rows in no known state", "SELECT count(*) FROM outbox WHERE state < 0 OR state > 10"},
	{"outbox rows at work that nobody holds", "SELECT count(*) FROM outbox WHERE state IN (1, 2, 3) AND lease IS NULL"},
	{"outbox rows held though nobody works on them",
	 "SELECT count(*) FROM outbox WHERE state NOT IN (1, 2, 3) AND lease IS NOT NULL"},
	{"outbox rows on their last stretch that do not know where to look for the copy in Sent",
	 "SELECT count(*) FROM outbox WHERE sent_uidnext > 0 AND sent_uidvalidity = 0"},
	{"failed or uncertain outbox rows that do not say why",
	 "SELECT count(*) FROM outbox WHERE state IN (8, 9) AND error IS NULL"},
	{"outbox rows said to be done with recipients that were not served",
	 "SELECT count(*) FROM outbox o WHERE o.state = 6 AND EXISTS (SELECT 1 FROM outbox_recipient r"
	 " WHERE r.outbox_id = o.id AND r.state IN (2, 4))"},
	{"links without a reason", "SELECT count(*) FROM link WHERE reason IS NULL OR reason = ''"},
	{"messages linked to more than one call",
	 "SELECT count(*) FROM (SELECT message_id FROM link GROUP BY message_id HAVING count(*) > 1) AS x"},
	{"mails of the outbox that are linked to another call than the one that they were made for",
	 "SELECT count(*) FROM outbox o JOIN message m ON m.message_id = o.message_id AND m.outgoing = 1"
	 " JOIN link l ON l.message_id = m.id WHERE o.origin IN (0, 3) AND o.call_id > 0 AND l.call_id <> o.call_id"
	 " AND l.decided_by = 0"},
	{"messages twice at one place",
	 "SELECT count(*) FROM (SELECT mailbox_id FROM place GROUP BY mailbox_id, uid HAVING count(*) > 1) AS x"},
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

static bool add_violations(Store *store, const Invariant *list, gsize count, GPtrArray *findings, GError **error)
{
	g_autoptr(GError) inner = NULL;

	for (gsize i = 0; i < count; i++) {
		int64_t found = sql_int(store, &inner, 0, list[i].sql, "");

		if (inner) {
			g_propagate_error(error, g_steal_pointer(&inner));
			return false;
		}
		if (found)
			g_ptr_array_add(findings, g_strdup_printf("%" G_GINT64_FORMAT " %s", found, list[i].finding));
	}
	return true;
}

bool store_check_strictly(Store *store, GPtrArray *findings, GError **error)
{
	return add_violations(store, strict, G_N_ELEMENTS(strict), findings, error);
}

GPtrArray *store_check(Store *store, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	if (!add_rows(store, "PRAGMA integrity_check", "file", findings, error) ||
	    !add_rows(store, "PRAGMA foreign_key_check", "row without its owner in", findings, error) ||
	    !add_violations(store, invariants, G_N_ELEMENTS(invariants), findings, error))
		return NULL;
	return g_steal_pointer(&findings);
}
