/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_OUTBOX_H
#define MODEL_OUTBOX_H

/* One mail on its way out, and the states of DESIGN 7. Bytes, Message-ID, Date and envelope never change. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* More does not go to an agent in one frame (agent/protocol.h), with all that goes beside it. */
#define OUTBOX_BYTES_MAX (60 * 1000 * 1000)

typedef enum {
	OUTBOX_SEALED,
	OUTBOX_CLAIMED,
	OUTBOX_RCPT_OK,
	OUTBOX_DOT_INTENT,
	OUTBOX_ACCEPTED,
	OUTBOX_SENT_COPY,
	OUTBOX_DONE,
	OUTBOX_DEFERRED,
	OUTBOX_FAILED,
	OUTBOX_UNCERTAIN,
	OUTBOX_CANCELLED,
} OutboxState;

typedef enum {
	RECIPIENT_OPEN,
	RECIPIENT_ACCEPTED, /* has the mail: never asked for again */
	RECIPIENT_DEFERRED,
	RECIPIENT_FAILED,   /* refused for good: asked for again only if a person wants it */
	RECIPIENT_TAKEN,    /* RCPT TO was answered with 2xx in this attempt; the mail itself was not, yet */
} RecipientState;

/* Who gave it to the outbox. A client's mail is filed in Sent by the client, as a rule. */
typedef enum {
	ORIGIN_CMC,
	ORIGIN_CLIENT, /* "cmc sendmail", which waits for the server's answer and tells its caller */
	ORIGIN_QUEUE,  /* "cmc sendmail --queue": the caller takes it for sent already */
	ORIGIN_UPDATE, /* cmc's own that tells of a moved or cancelled call: it is not the mail that was promised */
} OutboxOrigin;

typedef struct OutboxRecipient {
	char *email;
	RecipientState state;
	int code;      /* last SMTP code, 0 = none */
	char *reply;   /* last server text, or NULL */
} OutboxRecipient;

typedef struct Outbox {
	int64_t id;
	char *account;
	int64_t call_id;       /* 0: no follow-up of ours (sendmail) */
	char *message_id;
	char *sender;          /* envelope from */
	GPtrArray *recipients; /* OutboxRecipient * */
	GBytes *bytes;         /* the mail, CRLF line ends, no Bcc */
	OutboxState state;
	char *lease;           /* who holds it (random), or NULL */
	int64_t lease_until;   /* UTC seconds */
	int attempts;
	int64_t next_at;       /* not before, UTC seconds */
	int64_t sent_uidvalidity, sent_uidnext; /* of Sent, saved with dot_intent; 0 = unknown */
	int64_t uncertain_at;  /* since when, UTC seconds; 0 = not */
	int sent_checks;       /* looks into Sent made while uncertain */
	char *error;           /* last trouble, one sentence, or NULL */
	int exit_code;         /* sysexits code of the last trouble: 65, 67, 75, 77; 0 = none */
	OutboxOrigin origin;
	int64_t created_at, updated_at;
} Outbox;

Outbox *outbox_new(void);
void outbox_free(Outbox *outbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outbox, outbox_free)
void outbox_recipient_free(OutboxRecipient *recipient);

const char *outbox_state_word(OutboxState state); /* "rcpt_ok", … */
bool outbox_state_from_word(const char *word, OutboxState *out);

const char *outbox_recipient_word(RecipientState state); /* "open", "accepted", "deferred", "failed", "taken" */

/* May a row go from one state to the other? The whole state machine is this table (DESIGN 7). */
bool outbox_may_go(OutboxState from, OutboxState to);

/* Has this attempt come to its end, one way or the other? */
bool outbox_is_settled(OutboxState state);

/* Is the recipient one to ask for in the next attempt? */
bool outbox_recipient_is_left(const OutboxRecipient *recipient);
bool outbox_has_left(const Outbox *outbox);

/* Does somebody have the mail for sure? */
bool outbox_has_reached(const Outbox *outbox);

/* The server (or a person, or a copy in Sent) says that it has the mail: so have those whom it took. */
void outbox_taken(Outbox *outbox);

/* An attempt at now (UTC seconds) was in vain: counts it, and sets next_at 1, 5, 15, then 60 minutes on. Sooner than RFC
 * 5321, 4.5.4.1 advises to servers (30 minutes): it is one person's mail, to one server. */
void outbox_back_off(Outbox *outbox, int64_t now);

/* Written by cmc, not by a client? */
bool outbox_is_ours(const Outbox *outbox);

/* A person wants those tried again that were refused for good. */
void outbox_reopen(Outbox *outbox);

#endif
