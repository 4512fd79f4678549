/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_MAILBOX_H
#define MODEL_MAILBOX_H

/* One IMAP mailbox of an account, and how far it has been read. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum { ROLE_OTHER, ROLE_INBOX, ROLE_SENT, ROLE_DRAFTS, ROLE_CALLS } MailboxRole;

typedef struct Mailbox {
	int64_t id;
	char *account;
	char *name;            /* UTF-8 */
	MailboxRole role;
	bool watched;
	uint32_t uidvalidity;  /* 0 = never read */
	uint32_t uidnext;      /* UIDs below it have been seen */
	uint64_t modseq;       /* HIGHESTMODSEQ, 0 = server has none */
	bool any_keyword;      /* PERMANENTFLAGS has \* */
	int64_t read_at;       /* last successful round, UTC seconds, 0 = never */
	char *error;           /* of the last round, or NULL */
} Mailbox;

/* Message flags as we carry them. */
typedef enum {
	FLAG_SEEN = 1 << 0,
	FLAG_ANSWERED = 1 << 1,
	FLAG_FLAGGED = 1 << 2,
	FLAG_DELETED = 1 << 3,
	FLAG_DRAFT = 1 << 4,
	FLAG_CMC_DUE = 1 << 5,     /* keyword cmc-due */
	FLAG_CMC_REPLIED = 1 << 6, /* keyword cmc-replied */
} MessageFlag;

/* Where a message lies. */
typedef struct Place {
	int64_t mailbox_id;
	uint32_t uid;
	unsigned flags; /* MessageFlag bits as last seen */
} Place;

Mailbox *mailbox_new(const char *account, const char *name);
void mailbox_free(Mailbox *mailbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mailbox, mailbox_free)

const char *mailbox_role_word(MailboxRole role);
bool mailbox_role_from_word(const char *word, MailboxRole *out);

#endif
