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
	const char *next_duration, *next_phone,
	    *next_topic; /* of the agreed call; NULL: not said, the contact's, this one's */
	const char *topic, *promise, *note;
	const char *right_person; /* "yes", "no" */
	const char *account;	  /* account id or NULL */
	const char *consent;	  /* the words in which they agreed to be mailed, or NULL */
	TalkMode mode;		  /* START: the call runs from now on; END: it ends now */
	Missed missed;
	bool inbound;
	bool they_dial; /* the next call is theirs to make */
	bool rehearse;	/* everything but storing: ids in the result are not to be relied on */
} TalkRequest;

typedef struct TalkResult {
	Contact *contact;
	Call *call;
	Appointment *appointment; /* the open one, as it now is; or NULL */
	Appointment *closed;	  /* the one that this call is the outcome of; or NULL */
	When next;		  /* valid when agreed */
	GPtrArray *doubts;	  /* char *, about the agreed time (app/agreed.h); NULL when nothing was agreed */
	bool agreed;		  /* this call agreed or moved the appointment */
	bool owed;
} TalkResult;
void talk_result_clear(TalkResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TalkResult, talk_result_clear)

/* ERROR_NOT_FOUND: nobody of that name, and no address, number or organisation to make a contact of. ERROR_DATA: what
 * cannot be understood, an agreed call before this one, controls in texts. */
bool talk_log(Store *store, const Config *config, const TalkRequest *request, int64_t now, TalkResult *result,
	      GError **error);

typedef struct MoveRequest {
	const char *time;	      /* as typed; NULL with counter */
	bool counter;		      /* to the time that they proposed (RFC 5546, COUNTER) */
	const char *duration, *phone; /* NULL: as it was */
	Missed missed;
	bool rehearse; /* everything but storing */
} MoveRequest;

typedef struct MoveResult {
	Appointment *appointment;
	When when;
	GPtrArray *doubts; /* char * */
} MoveResult;
void move_result_clear(MoveResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MoveResult, move_result_clear)

/* Moves the contact's open appointment. After the agreed time the history says who missed it: missed, else us when no
 * attempt was made, them otherwise. ERROR_NOT_FOUND: nothing is agreed, or no other time was proposed. */
bool talk_move(Store *store, const Config *config, const Contact *contact, const MoveRequest *request, int64_t now,
	       MoveResult *result, GError **error);

/* note: why, or NULL. */
Appointment *talk_cancel(Store *store, const Contact *contact, const char *note, int64_t now, GError **error);

/* The zone in which times with this contact are meant. */
const char *talk_zone(const Config *config, const Contact *contact);

/* ERROR_DATA: a call with the contact runs, and is to be ended first. */
bool talk_none_runs(Store *store, const Contact *contact, GError **error);

/* Is a mail owed for the call? Promised, and neither followed up nor on its way without trouble. */
bool talk_owes(const Call *call, int follow_ups, int outbox_waiting, bool outbox_troubled);

#endif
