/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TALK_H
#define APP_TALK_H

/*
 * Logging calls and agreeing, moving and cancelling the next one. Each function is one transaction: what is refused
 * stores nothing, not even a new contact.
 */

#include <stdbool.h>
#include <stdint.h>

#include "app/config.h"
#include "base/when.h"
#include "model/appointment.h"
#include "model/call.h"
#include "model/contact.h"
#include "store/store.h"

typedef enum { TALK_PAST, TALK_START, TALK_END } TalkMode;
typedef enum { MISSED_NOT_SAID, MISSED_BY_US, MISSED_BY_THEM } Missed;

/* What the person said; strings are as typed, NULL where nothing was. */
typedef struct TalkRequest {
	const char *contact, *email, *phone, *org;
	const char *outcome; /* NULL: reached (no-answer with missed) */
	const char *at, *duration, *next;
	const char *topic, *promise, *note;
	const char *right_person; /* "yes", "no" */
	const char *account;      /* account id or NULL */
	TalkMode mode;            /* START: the call runs from now on; END: it ends now */
	Missed missed;
	bool inbound;
	bool they_dial;           /* the next call is theirs to make */
} TalkRequest;

typedef struct TalkResult {
	Contact *contact;
	Call *call;
	Appointment *appointment; /* the open one, as it now is; or NULL */
	Appointment *closed;      /* the one that this call is the outcome of; or NULL */
	When next;                /* valid when agreed */
	bool agreed;              /* this call agreed or moved the appointment */
	bool owed;
} TalkResult;
void talk_result_clear(TalkResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TalkResult, talk_result_clear)

/* ERROR_NOT_FOUND: nobody of that name, and no address, number or organisation to make a contact of. ERROR_DATA: what
 * cannot be understood, an agreed call before this one, controls in texts. */
bool talk_log(Store *store, const Config *config, const TalkRequest *request, int64_t now, TalkResult *result,
	      GError **error);

/* Moves the contact's open appointment to time (as typed). After the agreed time the history says who missed it: missed,
 * else us when no attempt was made, them otherwise. ERROR_NOT_FOUND: nothing is agreed. Caller owns. */
Appointment *talk_move(Store *store, const Config *config, const Contact *contact, const char *time, Missed missed,
		       int64_t now, When *when, GError **error);

/* note: why, or NULL. */
Appointment *talk_cancel(Store *store, const Contact *contact, const char *note, int64_t now, GError **error);

/* The zone in which times with this contact are meant. */
const char *talk_zone(const Config *config, const Contact *contact);

/* Is a mail owed for the call? Promised, and neither followed up nor on its way without trouble. */
bool talk_owes(const Call *call, int follow_ups, int outbox_waiting, bool outbox_troubled);

#endif
