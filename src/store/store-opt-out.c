/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-opt-out.h"

#include "model/link.h"
#include "store/sql.h"

/* 1 is a number here, not a value, so that the index on these mails serves. */
#define OPT_OUTS                                                                                                       \
	"SELECT p.id, m.id, l.call_id, m.at FROM message m LEFT JOIN link l ON l.message_id = m.id"                    \
	" AND l.call_id IS NOT NULL AND (l.confidence = $1 OR l.decided_by = $2) LEFT JOIN call k ON k.id = l.call_id" \
	" LEFT JOIN message_address a ON a.message_id = m.id AND a.field = 'from' LEFT JOIN contact_email e"           \
	" ON e.email = a.email JOIN contact p ON p.id = coalesce(k.contact_id, e.contact_id)"                          \
	" WHERE m.opt_out = 1 AND m.outgoing = 0 AND m.at <= $3 AND p.do_not_mail = 0 AND NOT EXISTS (SELECT 1"         \
	" FROM link d WHERE d.message_id = m.id AND d.call_id IS NULL AND d.decided_by = $2)"

#define OF_CONTACT                                                                                                     \
	" AND p.id = $4 AND m.id IN (SELECT b.message_id FROM contact_email f JOIN message_address b"                  \
	" ON b.email = f.email AND b.field = 'from' WHERE f.contact_id = $4 UNION SELECT i.message_id FROM call j"     \
	" JOIN link i ON i.call_id = j.id WHERE j.contact_id = $4)"

#define UNDECIDED                                                                                                      \
	" AND NOT EXISTS (SELECT 1 FROM call j WHERE j.contact_id = p.id AND j.started_at > m.at"                      \
	" AND j.started_at <= $3) AND NOT EXISTS (SELECT 1 FROM contact_email f JOIN message_address b"                \
	" ON b.email = f.email AND b.field = 'to' JOIN message n ON n.id = b.message_id WHERE f.contact_id = p.id"     \
	" AND n.outgoing = 1 AND n.at > m.at AND n.at <= $3) ORDER BY m.at DESC, m.id DESC"

GArray *store_opt_outs(Store *store, int64_t contact_id, int64_t now, GError **error)
{
	int64_t sure = CONFIDENCE_SURE, person = DECIDED_BY_PERSON;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(OptOut));
	g_autoptr(Row) row = contact_id ? sql_begin(store, error, OPT_OUTS OF_CONTACT UNDECIDED, "iiii", sure, person,
						    now, contact_id)
					: sql_begin(store, error, OPT_OUTS UNDECIDED, "iii", sure, person, now);

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		OptOut one = {row_int(row, 0), row_int(row, 1), row_int(row, 2), row_int(row, 3)};

		g_array_append_val(found, one);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&found);
}
