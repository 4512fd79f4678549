/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

/* Everything that the store knows of one contact: the ground of today, log and brief. */

#include "model/appointment.h"
#include "model/call.h"
#include "model/contact.h"
#include "model/link.h"
#include "model/message.h"
#include "store/store-call.h"
#include "store/store.h"

typedef struct HistoryMail {
	Message *message;
	Link *link; /* or NULL */
	bool outgoing;
	int64_t at; /* when it was sent (outgoing: Date) or received */
} HistoryMail;

typedef struct History {
	Contact *contact;
	GPtrArray *calls;	 /* CallFacts *, oldest first */
	GPtrArray *mails;	 /* HistoryMail *, oldest first */
	GPtrArray *appointments; /* Appointment *, oldest first */
	int64_t *closed_at;	 /* of each: when it was kept, missed or cancelled; 0 = it is open */
	int64_t *risk_at;	 /* of each: since when it is at risk; 0 = it is not */
	int64_t opt_out_at;	 /* asked by mail not to be contacted, and nobody has decided; 0 = no, or not read */
} History;

/* All mails with the contact, or those that belong to a call: with many mails and few calls that is far less. A brief
 * wants to know, beside these, whether one of the others asks not to be contacted (opt_out_at). */
typedef enum { HISTORY_WHOLE, HISTORY_LINKED, HISTORY_BRIEF } HistoryExtent;

/* NULL without error: there is no such contact. */
History *history_read(Store *store, int64_t contact_id, HistoryExtent extent, GError **error);
void history_free(History *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(History, history_free)

/* The call that the mail is linked to: surely, or by a person. NULL = none. */
const CallFacts *history_call_of(const History *history, const HistoryMail *mail);

#endif
