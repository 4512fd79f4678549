/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_DUE_H
#define MATCH_DUE_H

/*
 * What is to be done now: computed from facts and the clock, never stored. One contact may have several items. The
 * order of the enum is the order of the day.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/appointment.h"

typedef enum {
	DUE_CALL_OVERDUE, /* agreed time passed by OVERDUE_AFTER_S or more, no outcome */
	DUE_CALL_DUE,	  /* from the agreed minute on */
	DUE_CALL_LATER,	  /* later today, in the appointment's zone */
	DUE_BOUNCED,
	DUE_AT_RISK,
	DUE_REPLIED,
	DUE_MAIL_OWED,
	DUE_NO_DATE,
	DUE_REVIEW,
} DueKind;

#define OVERDUE_AFTER_S (15 * 60)
#define RAISED_BEFORE_S (10 * 60)
#define FORGOTTEN_AFTER_S (4 * 3600)
/* After so many attempts it is time to mail a choice of dates. */
#define ATTEMPTS_ENOUGH 3

/* The newest fact of each sort in one cycle, UTC seconds, 0 = never. */
typedef struct CycleFacts {
	const Appointment *appointment; /* open, or NULL */
	int64_t risk_at;		/* since when it is at risk */
	int64_t reached_at;		/* newest call that reached */
	int64_t last_call_at;		/* newest call of any outcome */
	int64_t closed_at;		/* newest appointment that was kept or cancelled */
	int64_t missed_at;		/* newest appointment that was missed */
	int64_t begun_at;		/* oldest call that has no outcome yet */
	int64_t owed_since;		/* oldest call that promised a mail and has no follow-up */
	int64_t bounced_at;		/* newest bounce bound to a follow-up; 0 when a later follow-up went out */
	int64_t replied_at;		/* newest human reply */
	int64_t last_sent_at;		/* newest follow-up or other mail of ours to the contact */
	bool cycle_open;
	bool not_called; /* asked not to be called: no second call is wanted */
} CycleFacts;

typedef struct DueItem {
	DueKind kind;
	int64_t due_at; /* agreed time, 0 where there is none */
	int64_t since;	/* since when it has been so */
} DueItem;

/* The items of one cycle at a time, in order. Caller owns the array of DueItem. */
GArray *due_items(const CycleFacts *facts, int64_t now);

/* Is the call flagged (marks are on) at this time: due or overdue. */
bool due_is_flagged(const Appointment *appointment, int64_t now);

/* Is its card flagged and unread: from RAISED_BEFORE_S before its time on. */
bool due_is_raised(const Appointment *appointment, int64_t now);

/* The next moment after now at which due_items() of this appointment changes by the clock alone; 0 = never. */
int64_t due_next_change(const Appointment *appointment, int64_t now);

const char *due_word(DueKind kind); /* "call-overdue", … */

#endif
