/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-appointment.h"

#include "store/sql.h"

#define COLUMNS                                                                                                        \
	"SELECT id, contact_id, cycle_id, call_id, local, zone, at, duration_s, they_dial, phone, topic, uid, sequence,"  \
	" state, risk, attempts, created_at FROM appointment "

static Appointment *from_row(Row *row)
{
	Appointment *appointment = appointment_new();

	appointment->id = row_int(row, 0);
	appointment->contact_id = row_int(row, 1);
	appointment->cycle_id = row_int(row, 2);
	appointment->call_id = row_int(row, 3);
	appointment->local = row_text(row, 4);
	appointment->zone = row_text(row, 5);
	appointment->at = row_int(row, 6);
	appointment->duration_s = row_int(row, 7);
	appointment->they_dial = row_int(row, 8);
	appointment->phone = row_text(row, 9);
	appointment->topic = row_text(row, 10);
	appointment->uid = row_text(row, 11);
	appointment->sequence = (int)row_int(row, 12);
	appointment->state = (AppointmentState)row_int(row, 13);
	appointment->risk = row_text(row, 14);
	appointment->attempts = (int)row_int(row, 15);
	appointment->created_at = row_int(row, 16);
	return appointment;
}

static bool add_event(Store *store, const Appointment *appointment, int64_t now, const char *note, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO appointment_event (appointment_id, at, state, local, zone, note)"
		       " VALUES ($1, $2, $3, $4, $5, $6)",
		       "iiisss", appointment->id, now, INT(appointment->state), appointment->local, appointment->zone,
		       note);
}

bool store_appointment_add(Store *store, Appointment *appointment, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	if (!transaction)
		return false;
	if (!appointment->uid) {
		g_autofree char *uuid = g_uuid_string_random();

		appointment->uid = g_strdup_printf("%s@cmc", uuid);
	}
	appointment->id = sql_insert(
		store, error,
		"INSERT INTO appointment (contact_id, cycle_id, call_id, local, zone, at, duration_s, they_dial, phone,"
		" topic, uid, sequence, state, risk, attempts, created_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id",
		"iiissiiisssiisii", appointment->contact_id, appointment->cycle_id, appointment->call_id,
		appointment->local, appointment->zone, appointment->at, appointment->duration_s,
		INT(appointment->they_dial), appointment->phone, appointment->topic, appointment->uid,
		INT(appointment->sequence), INT(appointment->state), appointment->risk, INT(appointment->attempts),
		appointment->created_at);
	return appointment->id && add_event(store, appointment, appointment->created_at, NULL, error) &&
	       stir_contact(store, appointment->contact_id, error) && transaction_commit(transaction, error);
}

bool store_appointment_put(Store *store, const Appointment *appointment, int64_t now, const char *note, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Transaction) transaction = transaction_join(store, &inner);
	g_autoptr(Appointment) before = transaction ? store_appointment_get(store, appointment->id, &inner) : NULL;

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (!sql_run(store, error,
		     "UPDATE appointment SET local = $1, zone = $2, at = $3, duration_s = $4, they_dial = $5, phone = $6,"
		     " topic = $7, sequence = $8, state = $9, risk = $10, attempts = $11 WHERE id = $12",
		     "ssiiissiisii", appointment->local, appointment->zone, appointment->at, appointment->duration_s,
		     INT(appointment->they_dial), appointment->phone, appointment->topic, INT(appointment->sequence),
		     INT(appointment->state), appointment->risk, INT(appointment->attempts), appointment->id) ||
	    !stir_contact(store, appointment->contact_id, error))
		return false;
	if (!note && before && before->state == appointment->state && g_strcmp0(before->local, appointment->local) == 0 &&
	    g_strcmp0(before->zone, appointment->zone) == 0)
		return transaction_commit(transaction, error);
	return add_event(store, appointment, now, note, error) && transaction_commit(transaction, error);
}

bool store_appointment_delete(Store *store, const Appointment *appointment, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	return transaction && sql_run(store, error, "DELETE FROM appointment WHERE id = $1", "i", appointment->id) &&
	       stir_contact(store, appointment->contact_id, error) && transaction_commit(transaction, error);
}

static Appointment *one(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;

	return sql_next(store, owned, error) ? from_row(owned) : NULL;
}

static GPtrArray *all(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)appointment_free);

	if (!owned)
		return NULL;
	while (sql_next(store, owned, error))
		g_ptr_array_add(found, from_row(owned));
	return sql_failed(store) ? NULL : g_steal_pointer(&found);
}

Appointment *store_appointment_get(Store *store, int64_t id, GError **error)
{
	return one(store, sql_begin(store, error, COLUMNS "WHERE id = $1", "i", id), error);
}

Appointment *store_appointment_by_uid(Store *store, const char *uid, GError **error)
{
	return one(store, sql_begin(store, error, COLUMNS "WHERE uid = $1", "s", uid), error);
}

Appointment *store_appointment_open_of(Store *store, int64_t contact_id, GError **error)
{
	return one(store,
		   sql_begin(store, error, COLUMNS "WHERE contact_id = $1 AND state < $2 ORDER BY id DESC LIMIT 1", "ii",
			     contact_id, INT(APPOINTMENT_KEPT)),
		   error);
}

GPtrArray *store_appointment_open(Store *store, GError **error)
{
	return all(store,
		   sql_begin(store, error, COLUMNS "WHERE state < $1 ORDER BY at, id", "i", INT(APPOINTMENT_KEPT)), error);
}

/* IN, not <: so the index on state and time finds the few that are due. */
#define IS_OPEN "state IN (0, 1, 2, 3)"
G_STATIC_ASSERT(APPOINTMENT_AGREED == 0 && APPOINTMENT_MOVED == 3 && APPOINTMENT_KEPT == 4 && APPOINTMENT_CANCELLED == 7);

GPtrArray *store_appointment_until(Store *store, int64_t until, GError **error)
{
	return all(store, sql_begin(store, error, COLUMNS "WHERE " IS_OPEN " AND at <= $1 ORDER BY at, id", "i", until),
		   error);
}

static GPtrArray *emails(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);

	while (owned && sql_next(store, owned, error))
		g_ptr_array_add(found, row_text(owned, 0));
	return owned && !sql_failed(store) ? g_steal_pointer(&found) : NULL;
}

#define DUE_CONTACTS "SELECT contact_id FROM appointment WHERE " IS_OPEN " AND at <= $1"

GPtrArray *store_appointment_due_emails(Store *store, int64_t now, GError **error)
{
	return emails(store,
		      sql_begin(store, error,
				"SELECT email FROM contact_email WHERE contact_id IN (" DUE_CONTACTS ")", "i",
				now),
		      error);
}

GPtrArray *store_appointment_cooled_emails(Store *store, int64_t now, int64_t since, GError **error)
{
	return emails(store,
		      sql_begin(store, error,
				"SELECT email FROM contact_email WHERE contact_id IN"
				" (SELECT contact_id FROM appointment WHERE state IN (4, 5, 6, 7) AND at >= $2 UNION ALL"
				/* moved, or moved and confirmed since; who just agreed was never due */
				" SELECT contact_id FROM appointment WHERE state IN (1, 2, 3) AND at > $1)"
				" AND contact_id NOT IN (" DUE_CONTACTS ")",
				"ii", now, since),
		      error);
}

GPtrArray *store_appointment_to_remind(Store *store, int64_t from, int64_t until, GError **error)
{
	return all(store,
		   sql_begin(store, error,
			     COLUMNS "WHERE state < $1 AND at >= $2 AND at <= $3 AND reminded_at <> at ORDER BY at, id", "iii",
			     INT(APPOINTMENT_KEPT), from, until),
		   error);
}

bool store_appointment_reminded(Store *store, int64_t id, int64_t at, GError **error)
{
	return sql_run(store, error, "UPDATE appointment SET reminded_at = $1 WHERE id = $2", "ii", at, id);
}

int64_t store_appointment_version(Store *store, GError **error)
{
	/* every change of an agreed call but its number and length is an event; those two are added up */
	return sql_int(store, error, 0,
		       "SELECT (SELECT COALESCE(max(id), 0) FROM appointment_event) * 1000003"
		       " + COALESCE(sum(duration_s + length(COALESCE(phone, '')) + id * 31), 0) FROM appointment"
		       " WHERE state < $1",
		       "i", INT(APPOINTMENT_KEPT));
}

GPtrArray *store_appointment_of_contact(Store *store, int64_t contact_id, GError **error)
{
	return all(store, sql_begin(store, error, COLUMNS "WHERE contact_id = $1 ORDER BY id", "i", contact_id), error);
}

GPtrArray *store_appointment_events(Store *store, int64_t appointment_id, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT at, state, local, zone, note FROM appointment_event"
				       " WHERE appointment_id = $1 ORDER BY id",
				       "i", appointment_id);
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)appointment_event_free);

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		AppointmentEvent *event = g_new0(AppointmentEvent, 1);

		event->at = row_int(row, 0);
		event->state = (AppointmentState)row_int(row, 1);
		event->local = row_text(row, 2);
		event->zone = row_text(row, 3);
		event->note = row_text(row, 4);
		g_ptr_array_add(events, event);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&events);
}
