/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_APPOINTMENT_H
#define MODEL_APPOINTMENT_H

/* The agreed second call. Wall time and zone are the truth; at is derived from them. Due and overdue are computed from
 * the clock (match/due.h), never stored. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	APPOINTMENT_AGREED,
	APPOINTMENT_CONFIRMED,
	APPOINTMENT_AT_RISK,
	APPOINTMENT_MOVED, /* open, at its new time */
	APPOINTMENT_KEPT,  /* from here on closed */
	APPOINTMENT_MISSED_BY_US,
	APPOINTMENT_MISSED_BY_THEM,
	APPOINTMENT_CANCELLED,
} AppointmentState;

typedef struct Appointment {
	int64_t id;
	int64_t contact_id, cycle_id;
	int64_t call_id;     /* the call in which it was agreed */
	char *local;         /* "YYYY-MM-DDTHH:MM" */
	char *zone;          /* IANA name */
	int64_t at;          /* UTC seconds, derived */
	int64_t duration_s;  /* 0 = not said */
	bool they_dial;      /* who dials: false = we do */
	char *phone;         /* the number to dial, E.164, or NULL */
	char *topic;
	char *uid;           /* calendar UID, stable over moves */
	int sequence;        /* RFC 5545 3.8.7.4 */
	AppointmentState state;
	char *risk;          /* why at risk, one sentence, or NULL */
	int attempts;        /* calls at or after its time that did not reach */
	int64_t created_at;
} Appointment;

/* One line of its history. */
typedef struct AppointmentEvent {
	int64_t at;          /* when it happened, UTC seconds */
	AppointmentState state;
	char *local, *zone;  /* the agreed time from then on */
	char *note;          /* why; or NULL */
} AppointmentEvent;

Appointment *appointment_new(void);
Appointment *appointment_copy(const Appointment *appointment);
void appointment_free(Appointment *appointment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Appointment, appointment_free)
void appointment_event_free(AppointmentEvent *event);

bool appointment_is_open(const Appointment *appointment);
bool appointment_is_missed(const Appointment *appointment);

const char *appointment_state_word(AppointmentState state);
bool appointment_state_from_word(const char *word, AppointmentState *out);

#endif
