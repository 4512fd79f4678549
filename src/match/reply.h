/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_REPLY_H
#define MATCH_REPLY_H

/*
 * Which follow-up (and so which call) does a received message belong to, and how sure is that? (DESIGN, 8.) In-Reply-To and
 * References first; then the UID of an invitation, and Thread-Index; then sender, subject, quoted lines and time
 * together. Never the subject alone. A stranger who merely names a Message-ID of ours is never sure, unless he also names the call's own id with its nonce. What
 * makes two messages alike is weighed as for any thread (match/outline.h).
 */

#include <glib.h>
#include <stdbool.h>

#include "model/call.h"
#include "model/contact.h"
#include "model/link.h"
#include "model/message.h"

/* One follow-up that could be meant (or a call without one: follow_up NULL). */
typedef struct ReplyOption {
	const Call *call;
	const Contact *contact;
	const Message *follow_up; /* HEADERS or deeper, or NULL */
	bool from_contact;        /* the sender's address is one of the contact's */
	bool invited;             /* a calendar's answer, by its UID, to the call's invitation */
	bool in_cycle;            /* In-Reply-To or References name a message, of whomever, that is linked to the call */
} ReplyOption;

typedef struct ReplyVerdict {
	int64_t call_id;
	int64_t follow_up_id;   /* store id of the answered follow-up, 0 = none */
	Confidence confidence;
	char *reason;
	bool answered_by_other; /* somebody else than the contact answers in the thread: a possible right person */
	GPtrArray *candidates;  /* LinkCandidate * */
} ReplyVerdict;

/* received: incoming, UNDERSTOOD. For bounces, delays, delivery notices and receipts the original Message-ID decides
 * alone: naming none of ours, they are nobody's. */
ReplyVerdict *reply_decide(const Message *received, GPtrArray *options);
void reply_verdict_free(ReplyVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReplyVerdict, reply_verdict_free)

#endif
