/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_MARK_H
#define STORE_MARK_H

/* What cmc has written, or is about to write, into mailboxes: flags and keywords on messages, and call cards. A row
 * stays until the mark has been taken back on the server. */

#include "model/mailbox.h"
#include "store/store.h"

typedef enum { MARK_FLAG, MARK_KEYWORD_DUE, MARK_KEYWORD_REPLIED, MARK_CARD } MarkKind;

typedef struct MarkRow {
	int64_t id;
	MarkKind kind;
	int64_t contact_id;
	int64_t appointment_id; /* 0 = none */
	char *account;
	int64_t mailbox_id;     /* where it is; 0 = a card not yet stored */
	uint32_t uidvalidity, uid;
	char *message_id;       /* of the message that bears it (cards: the card's own) */
	char *content;          /* cards: a hash of what the card says, so that a change is seen */
	bool set;               /* confirmed by the server */
	bool person;            /* flag: it was there before, a person set it: never cleared */
	bool removed_by_person; /* star removed or card moved away on some device: a question in today */
} MarkRow;
void mark_row_free(MarkRow *mark);

bool store_mark_put(Store *store, MarkRow *mark, GError **error); /* id 0 = new */
bool store_mark_drop(Store *store, int64_t id, GError **error);
GPtrArray *store_mark_all(Store *store, const char *account, GError **error); /* NULL = every account */
/* Does the message of the mark still lie where the mark says? */
bool store_mark_holds(Store *store, const MarkRow *mark, GError **error);
GPtrArray *store_mark_at(Store *store, int64_t mailbox_id, uint32_t uid, GError **error);

/* A place of a message where a mark may be set: in INBOX or Sent of whatever account. */
typedef struct MarkSpot {
	Place place;
	char *account, *message_id;
	uint32_t uidvalidity;
	bool any_keyword; /* the mailbox takes any */
} MarkSpot;
void mark_spot_free(MarkSpot *spot);
GPtrArray *store_mark_spots(Store *store, int64_t message_id, GError **error); /* MarkSpot * */

#endif
