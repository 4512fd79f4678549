/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_MESSAGE_H
#define STORE_MESSAGE_H

/* Messages, where they lie, and how far each mailbox has been read. One message in two mailboxes or accounts is one
 * row with two places: (message_id, fingerprint) is its identity. */

#include "model/mailbox.h"
#include "model/message.h"
#include "store/store.h"

/* Inserts it or deepens the row that is there (never makes it shallower). outgoing: sent by us. Sets message->id. */
bool store_message_put(Store *store, Message *message, bool outgoing, GError **error);
Message *store_message_get(Store *store, int64_t id, bool *outgoing, GError **error);
GPtrArray *store_message_by_message_id(Store *store, const char *message_id, GError **error);
bool store_message_is_outgoing(Store *store, int64_t id, GError **error);

/* Messages with one of the contact's addresses among senders (or, outgoing, recipients), and all that are linked to the
 * contact's calls, oldest first. SIGHTED ones only where linked. */
GPtrArray *store_message_of_contact(Store *store, int64_t contact_id, GError **error);

/* Those of them that are linked to the contact's calls. */
GPtrArray *store_message_linked_to(Store *store, int64_t contact_id, GError **error);

/* Outgoing messages to address (any depth) since a time, oldest first. */
GPtrArray *store_message_sent_to(Store *store, const char *email, int64_t since, GError **error);

/* Message-IDs of all linked outgoing messages and of all calls' thread ids: what a reply may refer to. char * to
 * int64_t * (call id). */
GHashTable *store_message_reply_targets(Store *store, GError **error);

int64_t store_message_reply_target(Store *store, const char *message_id, GError **error); /* of one; 0 = none */

/* Mailboxes. */
bool store_mailbox_put(Store *store, Mailbox *mailbox, GError **error); /* by account and name; sets id */
Mailbox *store_mailbox_get(Store *store, const char *account, const char *name, GError **error);
Mailbox *store_mailbox_by_id(Store *store, int64_t id, GError **error);
GPtrArray *store_mailbox_all(Store *store, const char *account, GError **error); /* NULL = of every account */

/* Places. restart forgets all places of a mailbox (UIDVALIDITY changed); messages, links and marks' wishes stay. */
bool store_place_put(Store *store, int64_t message_id, const Place *place, GError **error);
bool store_place_flags(Store *store, int64_t mailbox_id, uint32_t uid, unsigned flags, GError **error);
bool store_place_gone(Store *store, int64_t mailbox_id, uint32_t first_uid, uint32_t last_uid, GError **error);
bool store_place_restart(Store *store, int64_t mailbox_id, GError **error);
GPtrArray *store_place_of(Store *store, int64_t message_id, GError **error); /* Place * */
int64_t store_place_message(Store *store, int64_t mailbox_id, uint32_t uid, GError **error); /* 0 = none */

/* The message that bears a contact's marks: the newest received from the contact that lies in an INBOX, else the newest
 * follow-up that lies in a Sent. 0 = none. */
int64_t store_message_to_mark(Store *store, int64_t contact_id, GError **error);

#endif
