/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/moments.h"

#include <glib/gi18n.h>

#include "base/when.h"
#include "store/store-appointment.h"

static bool is_fresh(const Appointment *appointment, When *when)
{
	return !when_from_local(appointment->local, appointment->zone, when, NULL) || when->at == appointment->at;
}

GPtrArray *moments_stale(Store *store, GError **error)
{
	g_autoptr(GPtrArray) open = store_appointment_open(store, error);
	When when;

	if (!open)
		return NULL;
	when_reload();
	for (guint i = open->len; i > 0; i--)
		if (is_fresh(open->pdata[i - 1], &when))
			g_ptr_array_remove_index(open, i - 1);
	return g_steal_pointer(&open);
}

bool moments_renew(Store *store, int64_t now, guint *changed, GError **error)
{
	g_autoptr(GPtrArray) stale = moments_stale(store, error);

	if (changed)
		*changed = stale ? stale->len : 0;
	if (!stale || !stale->len)
		return stale != NULL;
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	for (guint i = 0; transaction && i < stale->len; i++) {
		/* what the watcher read above may be moved by a command meanwhile */
		g_autoptr(Appointment) each = store_appointment_get(store, ((Appointment *)stale->pdata[i])->id, error);
		g_autofree char *note = each ? g_strdup_printf(_("the clock of %s has new rules"), each->zone) : NULL;
		When when;

		if (!each)
			return false;
		if (!appointment_is_open(each) || is_fresh(each, &when))
			continue;
		each->at = when.at;
		if (!store_appointment_put(store, each, now, note, error))
			return false;
	}
	return transaction && transaction_commit(transaction, error);
}
