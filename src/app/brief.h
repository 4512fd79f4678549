/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_BRIEF_H
#define APP_BRIEF_H

/*
 * What to know before a call, on one screen. The same text stands in `cmc brief`, in the call card and, in one line, in
 * the digest. The opener is the method's: it asks for questions, never whether a mail has arrived.
 */

#include "app/config.h"
#include "app/history.h"

typedef struct Brief {
	const History *history;	    /* which must live longer */
	const char *zone;	    /* in which its times are told */
	const Call *last;	    /* the newest call, or NULL */
	const Call *promised;	    /* the one that owes a mail, or NULL */
	const char *topic;	    /* the newest there is, or NULL */
	const HistoryMail *sent;    /* the newest follow-up, or NULL */
	const HistoryMail *reply;   /* the newest human answer, or NULL */
	const HistoryMail *bounce;  /* when the newest follow-up came back, or NULL */
	const HistoryMail *absence; /* the newest automatic reply that tells of days away, or NULL */
	const Appointment *open;    /* or NULL */
	int attempts;		    /* calls in a row up to now that did not reach */
} Brief;

Brief brief_look(const Config *config, const History *history);

/* The first sentence to say. Caller owns. */
char *brief_opener(const Brief *brief);

/* The whole, lines ended by \n, of at most 78 columns. Untrusted words in it are safe for a terminal. now: for the
 * local time there, 0 = without it. Caller owns. */
char *brief_text(const Config *config, const Brief *brief, int64_t now);

/* One line: topic, and what is newest. Caller owns; may be empty. */
char *brief_line(const Brief *brief);

#endif
