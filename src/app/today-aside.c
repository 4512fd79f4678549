/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/today.h"
#include "store/store-appointment.h"
#include "store/store-contact.h"
#include "store/store-mark.h"

/* Somebody took the star or the card of an agreed call away, on whatever device, and no outcome was said: a question. */
static bool add_aside(Store *store, const MarkRow *mark, GPtrArray *items, GError **error)
{
	g_autoptr(Appointment) appointment = store_appointment_get(store, mark->appointment_id, error);

	if (!appointment)
		return error == NULL || *error == NULL;
	for (guint i = 0; i < items->len; i++) {
		const TodayItem *each = items->pdata[i];

		if (each->kind == DUE_REVIEW && each->appointment_id == appointment->id)
			return true;
	}
	if (!appointment_is_open(appointment))
		return true;
	TodayItem *item = g_new0(TodayItem, 1);
	g_ptr_array_add(items, item);
	item->kind = DUE_REVIEW;
	item->call_id = appointment->call_id;
	item->appointment_id = appointment->id;
	item->due_at = appointment->at;
	item->since = appointment->at;
	item->zone = g_strdup(appointment->zone);
	item->contact = store_contact_get(store, appointment->contact_id, error);
	item->why = g_strdup_printf(_("was put aside in the mailbox: did the call take place? \"cmc call p%lld\" or"
				      " \"cmc move p%lld TIME\" says so"),
				    (long long)appointment->contact_id, (long long)appointment->contact_id);
	return item->contact != NULL;
}

bool today_add_aside(Store *store, GPtrArray *items, GError **error)
{
	g_autoptr(GPtrArray) marks = store_mark_all(store, NULL, error);

	for (guint i = 0; marks && i < marks->len; i++) {
		const MarkRow *mark = marks->pdata[i];

		if (mark->removed_by_person && mark->appointment_id && !add_aside(store, mark, items, error))
			return false;
	}
	return marks != NULL;
}
