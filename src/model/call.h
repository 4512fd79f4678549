/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_CALL_H
#define MODEL_CALL_H

/* One attempt or talk, in the past; a fact that somebody logged. It is the root of its mail thread: its id goes into
 * References of every follow-up and comes back in every reply (DESIGN, 8). */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	OUTCOME_NONE, /* still running (--start without --end) */
	OUTCOME_REACHED,
	OUTCOME_NO_ANSWER,
	OUTCOME_BUSY,
	OUTCOME_VOICEMAIL,
	OUTCOME_GATEKEEPER,
	OUTCOME_WRONG_PERSON,
	OUTCOME_WRONG_NUMBER,
	OUTCOME_DO_NOT_CALL,
} Outcome;

typedef struct Call {
	int64_t id;
	int64_t contact_id;
	int64_t cycle_id;
	int64_t appointment_id; /* the agreed call that this call is the outcome or an attempt of; 0 = none */
	char *account;          /* account id whose domain the thread id bears */
	char *thread_id;        /* "<call.c12.NONCE@domain>"; made by the store when the call is added */
	int64_t started_at;     /* UTC seconds */
	int64_t duration_s;     /* -1 unknown */
	Outcome outcome;
	bool inbound;           /* the contact rang us: an answer, too */
	char *topic, *promise, *note;
	int64_t created_at;
} Call;

Call *call_new(void);
void call_free(Call *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Call, call_free)

/* ERROR_DATA: control characters, a start in the future of now (more than 60 s), a negative duration. */
bool call_check(const Call *call, int64_t now, GError **error);

/* When it was over, UTC seconds: its start where its length is not known. */
int64_t call_ended_at(const Call *call);

const char *outcome_word(Outcome outcome);
bool outcome_from_word(const char *word, Outcome *out); /* the words of DESIGN 2, and their German forms */

/* "<call.c12.NONCE@domain>"; nonce is 16 lower-case base32 characters of 80 random bits. Caller owns. */
char *call_thread_id_format(int64_t call_id, const char *nonce, const char *domain);

/* True and the call's number when message_id has that form. Says nothing of the nonce: compare with the call's own. */
bool call_thread_id_parse(const char *message_id, int64_t *call_id);

#endif
