/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-stats.h"

#include <stddef.h>

#include "model/call.h"
#include "model/message.h"
#include "store/sql.h"

#define LINKED                                                                                                         \
	"SELECT count(*) FROM link l JOIN message m ON m.id = l.message_id WHERE l.call_id IS NOT NULL"                \
	" AND m.at >= $1 AND m.at <= $2 AND m.outgoing = $3"

#define NO_UPDATE " AND (l.decided_by = 1 OR NOT " IS_UPDATE ")"

static const struct {
	gsize place;
	const char *sql;
	int64_t value;
} counts[] = {
	{offsetof(Stats, calls),
	 "SELECT count(*) FROM call WHERE started_at >= $1 AND started_at <= $2 AND inbound = $3", 0},
	{offsetof(Stats, reached),
	 "SELECT count(*) FROM call WHERE started_at >= $1 AND started_at <= $2 AND inbound = 0 AND outcome = $3",
	 OUTCOME_REACHED},
	{offsetof(Stats, promises),
	 "SELECT count(*) FROM call WHERE started_at >= $1 AND started_at <= $2 AND promise IS NOT NULL AND outcome <> "
	 "$3",
	 -1},
	{offsetof(Stats, follow_ups), LINKED NO_UPDATE, 1},
	{offsetof(Stats, live), LINKED NO_UPDATE " AND l.live = 1", 1},
	{offsetof(Stats, replies), LINKED " AND m.kind = 0", 0},
	{offsetof(Stats, bounces), LINKED " AND m.kind = 2", 0},
};
G_STATIC_ASSERT(KIND_HUMAN == 0 && KIND_BOUNCE == 2);

bool store_stats(Store *store, int64_t from, int64_t until, Stats *out, GError **error)
{
	g_autoptr(GError) problem = NULL;

	*out = (Stats){0};
	for (gsize i = 0; i < G_N_ELEMENTS(counts) && !problem; i++)
		*(int64_t *)((char *)out + counts[i].place) =
			sql_int(store, &problem, 0, counts[i].sql, "iii", from, until, counts[i].value);
	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT state, count(*) FROM appointment_event WHERE at >= $1 AND at <= $2"
				       " GROUP BY state",
				       "ii", from, until);
	if (!row)
		return false;
	while (sql_next(store, row, error)) {
		int64_t state = row_int(row, 0);

		if (state >= 0 && state <= APPOINTMENT_CANCELLED)
			out->states[state] = row_int(row, 1);
	}
	return !sql_failed(store);
}
