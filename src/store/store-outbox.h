/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

/* The outbox, and drafts on their way into IMAP Drafts. Every change of state is one commit, made before the act. */

#include "model/outbox.h"
#include "store/store.h"

/* State sealed; sets id. A client's row that was cancelled gives way to one with the same Message-ID. */
bool store_outbox_add(Store *store, Outbox *outbox, GError **error);
Outbox *store_outbox_get(Store *store, int64_t id, GError **error);
Outbox *store_outbox_by_message_id(Store *store, const char *message_id, GError **error);
GPtrArray *store_outbox_all(Store *store, GError **error); /* newest last; bytes not loaded */
GPtrArray *store_outbox_open(Store *store, GError **error); /* neither done nor cancelled; newest last; bytes not loaded */
/* What waits for a person: failed, uncertain, or on its way since before then. Bytes not loaded. */
GPtrArray *store_outbox_stuck(Store *store, const char *account, int64_t then, GError **error);
GPtrArray *store_outbox_of_call(Store *store, int64_t call_id, GError **error);

/* Claims the oldest row of account that may be sent now (sealed, or deferred and next_at reached, or claimed/rcpt_ok
 * whose lease ran out) for lease until lease_until: compare-and-swap. NULL without error: nothing to send. */
Outbox *store_outbox_claim(Store *store, const char *account, const char *lease, int64_t now, int64_t lease_until,
			   GError **error);

/* Writes the row as it now is, with its recipients; only when the stored state is from and, with lease, held by it. ERROR_TEMP: somebody else
 * changed it meanwhile. The step must be in outbox_may_go(). */
bool store_outbox_go(Store *store, Outbox *outbox, OutboxState from, const char *lease, int64_t now, GError **error);

/* Rows in a state whose time has come (next_at), with bytes. */
GPtrArray *store_outbox_in(Store *store, const char *account, OutboxState state, int64_t now, GError **error);

/* A draft for IMAP Drafts; stays known after it is stored there, because clients delete it at recall. */
typedef struct Draft {
	int64_t id;
	char *account;
	int64_t call_id;
	char *message_id;
	GBytes *bytes;
	int64_t created_at;
	int64_t stored_at; /* 0 = not yet in Drafts */
	char *error;       /* or NULL */
} Draft;
void draft_free(Draft *draft);
bool store_draft_add(Store *store, Draft *draft, GError **error);
bool store_draft_put(Store *store, const Draft *draft, GError **error);
GPtrArray *store_draft_waiting(Store *store, const char *account, GError **error);

/* When the newest draft for the call was made; 0 = none was. */
int64_t store_draft_made_at(Store *store, int64_t call_id, GError **error);

/* The fingerprint under which the mail that went out under this Message-ID is known; NULL = none did. Caller owns. */
char *store_outbox_fingerprint(Store *store, const char *message_id, GError **error);

/* The Message-IDs made by us (outbox or draft) for a call: char *. */
GPtrArray *store_made_message_ids(Store *store, int64_t call_id, GError **error);

/* The call that such a Message-ID belongs to; 0 = not ours. */
int64_t store_made_message_call(Store *store, const char *message_id, GError **error);

#endif
