/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_APPOINTMENT_H
#define STORE_APPOINTMENT_H

/* Agreed calls with their history. A contact's cycle has at most one open appointment. */

#include "model/appointment.h"
#include "store/store.h"

/* Sets id and uid, writes the first history line. */
bool store_appointment_add(Store *store, Appointment *appointment, GError **error);

/* Writes the appointment as it now is; when state, local or zone changed, or note is given, a history line too. */
bool store_appointment_put(Store *store, const Appointment *appointment, int64_t now, const char *note, GError **error);
bool store_appointment_delete(Store *store, const Appointment *appointment, GError **error); /* with its history */
Appointment *store_appointment_get(Store *store, int64_t id, GError **error);
Appointment *store_appointment_by_uid(Store *store, const char *uid, GError **error);
Appointment *store_appointment_open_of(Store *store, int64_t contact_id, GError **error);
GPtrArray *store_appointment_open(Store *store, GError **error);                               /* all, by at */
GPtrArray *store_appointment_until(Store *store, int64_t until, GError **error);               /* open, at most then; by at */
GPtrArray *store_appointment_of_contact(Store *store, int64_t contact_id, GError **error);     /* oldest first */
/* Open, agreed for a time in [from, until], and not reminded of at that time; by at. */
GPtrArray *store_appointment_to_remind(Store *store, int64_t from, int64_t until, GError **error);
bool store_appointment_reminded(Store *store, int64_t id, int64_t at, GError **error);

/* A number that changes with the open appointments. */
int64_t store_appointment_version(Store *store, GError **error);
GPtrArray *store_appointment_events(Store *store, int64_t appointment_id, GError **error);     /* AppointmentEvent * */

/* For the address groups of mail clients: the addresses (char *) of all contacts whose agreed call is due, and of
 * those for whom it may have been since a time, but is no more. Neither reads anybody's history. */
GPtrArray *store_appointment_due_emails(Store *store, int64_t now, GError **error);
GPtrArray *store_appointment_cooled_emails(Store *store, int64_t now, int64_t since, GError **error);

#endif
