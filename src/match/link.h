/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_LINK_H
#define MATCH_LINK_H

/*
 * Which call does a sent message follow? (DESIGN, 8.) Pure: the caller collects every call that could be meant, with how
 * it is related; this weighs them. Strongest first: the call's own id; a Message-ID that cmc made; an answer within the
 * cycle; a recipient's address inside the window; name and domain. Two that fit equally are never guessed.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/appointment.h"
#include "model/call.h"
#include "model/contact.h"
#include "model/link.h"
#include "model/message.h"

#define LINK_WINDOW_S (14 * 24 * 3600)

/* How a call came to be considered. */
typedef enum {
	RELATION_CALL_ID = 1 << 0,   /* references the call's thread_id, nonce and all */
	RELATION_MADE = 1 << 1,      /* its Message-ID is one that cmc made for this call */
	RELATION_ANSWERS = 1 << 2,   /* answers a message of this call's cycle */
	RELATION_ADDRESS = 1 << 3,   /* a recipient is an address of the contact */
	RELATION_NAME = 1 << 4,      /* recipient's name fits a contact without address, or of the same company domain */
	RELATION_INVITED = 1 << 5,   /* received: answers the invitation to the call that was agreed in this one */
} Relation;

typedef struct LinkOption {
	const Call *call;
	const Contact *contact;
	const Appointment *appointment; /* agreed in that call, or NULL */
	unsigned relation;              /* Relation bits */
	bool owes;                      /* promised, and no follow-up yet (not counting this message) */
	bool cycle_open;
	int follow_ups;                 /* follow-ups already linked (not counting this message) */
} LinkOption;

typedef struct LinkVerdict {
	int64_t call_id;       /* 0 = none, or doubtful */
	Confidence confidence;
	char *reason;
	bool live;             /* sent between the call's start and end (or while it has no end) */
	GPtrArray *candidates; /* LinkCandidate *; more than one, or one that must be asked: review */
} LinkVerdict;

/* sent: outgoing, HEADERS or UNDERSTOOD (then text may decide). options: LinkOption *. Time of sending is
 * message->date, or received_at where that is missing. */
LinkVerdict *link_decide(const Message *sent, GPtrArray *options);
void link_verdict_free(LinkVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LinkVerdict, link_verdict_free)

#endif
