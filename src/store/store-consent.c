/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-consent.h"

#include "store/sql.h"

void consent_free(Consent *consent)
{
	if (!consent)
		return;
	g_free(consent->wording);
	g_free(consent);
}

bool store_consent_add(Store *store, const Consent *consent, GError **error)
{
	return sql_run(store, error, "INSERT INTO consent (contact_id, call_id, at, wording) VALUES ($1, $2, $3, $4)",
		       "iiis", consent->contact_id, consent->call_id, consent->at, consent->wording);
}

GPtrArray *store_consent_of(Store *store, int64_t contact_id, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT id, contact_id, call_id, at, wording FROM consent WHERE contact_id = $1"
				       " ORDER BY at, id",
				       "i", contact_id);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)consent_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		Consent *consent = g_new0(Consent, 1);

		consent->id = row_int(row, 0);
		consent->contact_id = row_int(row, 1);
		consent->call_id = row_int(row, 2);
		consent->at = row_int(row, 3);
		consent->wording = row_text(row, 4);
		g_ptr_array_add(all, consent);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&all);
}
