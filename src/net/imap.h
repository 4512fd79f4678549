/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef NET_IMAP_H
#define NET_IMAP_H

/*
 * One IMAP connection, blocking, UIDs only, on libetpan's parser over our own stream. Errors: ERROR_UNAVAILABLE (closed,
 * timed out, throttled), ERROR_REFUSED (TLS, log-in), ERROR_DATA (nonsense from the server; the connection is closed),
 * ERROR_NOT_FOUND (no such mailbox), ERROR_TEMP (server said NO). After an error but the last two, free it.
 * Mailbox names are UTF-8 here; modified UTF-7 stays inside. Nothing sets \Seen (BODY.PEEK, EXAMINE where only read).
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "model/account.h"
#include "model/mailbox.h"
#include "net/stream.h"

typedef struct Imap Imap;

/* Connects, secures, logs in (PLAIN or SCRAM-SHA-256 with a password; OAUTHBEARER or XOAUTH2 with a token), asks
 * CAPABILITY again, ENABLEs QRESYNC or CONDSTORE. */
Imap *imap_open(const Account *account, const Secret *secret, const StreamOptions *options, GError **error);
void imap_free(Imap *imap); /* never blocks */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Imap, imap_free)

bool imap_has(const Imap *imap, const char *capability); /* "IDLE", "QRESYNC", "NOTIFY", … */
int64_t imap_retry_after(const Imap *imap);              /* seconds the server asked for, 0 = none */

/* All mailboxes with special uses (Mailbox: name, role). */
GPtrArray *imap_list(Imap *imap, GError **error);
bool imap_create(Imap *imap, const char *mailbox, GError **error); /* and SUBSCRIBE */

typedef struct ImapChange {
	uint32_t uid;
	unsigned flags; /* MessageFlag bits */
} ImapChange;

typedef struct ImapSelected {
	uint32_t uidvalidity, uidnext, exists;
	uint64_t modseq;
	bool any_keyword;
	bool quick;       /* QRESYNC answered with what follows; else the caller compares itself */
	GArray *vanished; /* uint32_t pairs first, last */
	GArray *changed;  /* ImapChange */
} ImapSelected;
void imap_selected_clear(ImapSelected *selected);

/* known: uidvalidity and modseq of the last round, or NULL. */
bool imap_select(Imap *imap, const char *mailbox, const Mailbox *known, ImapSelected *out, GError **error);
/* STATUS, of one that is not selected: uidvalidity, uidnext, exists, modseq, each 0 where the server does not say it. quick: a
 * server with QRESYNC, whose modseq rises with whatever changes (RFC 7162, 3.1.1 and 3.2). The rest stays empty. */
bool imap_status(Imap *imap, const char *mailbox, ImapSelected *out, GError **error);
uint32_t imap_exists(const Imap *imap); /* how many messages the selected mailbox has, as last told */
bool imap_unselect(Imap *imap, GError **error);

/* Current UIDNEXT and flags state without re-selecting (NOOP, STATUS). */
bool imap_uidnext(Imap *imap, uint32_t *uidnext, GError **error);

/* What is streamed of one message, as it comes: valid only during the call. False from it stops with ERROR_TEMP. */
typedef struct ImapText {
	uint32_t uid;
	unsigned flags;
	int64_t received_at; /* INTERNALDATE, UTC seconds */
	uint32_t size_bytes; /* of the whole message */
	const char *text;
	gsize length;
} ImapText;
typedef bool (*ImapTextFunc)(const ImapText *text, gpointer data);

/* Header blocks of UIDs first..last (last 0 = "*"). fields: space separated names. */
bool imap_fetch_headers(Imap *imap, uint32_t first, uint32_t last, const char *fields, ImapTextFunc each, gpointer data,
			GError **error);
bool imap_fetch_headers_of(Imap *imap, const GArray *uids, const char *fields, ImapTextFunc each, gpointer data,
			   GError **error);

/* The first max_bytes of each mail (BODY.PEEK[]<0.N>). Those that are not there any more are passed over. */
bool imap_fetch_mails(Imap *imap, const GArray *uids, gsize max_bytes, ImapTextFunc each, gpointer data, GError **error);

/* Flags changed since modseq (CONDSTORE), or all flags when modseq is 0. Array of ImapChange. */
GArray *imap_flags_since(Imap *imap, uint64_t modseq, GError **error);
GArray *imap_uids(Imap *imap, uint32_t from_uid, GError **error); /* uint32_t, ascending: what is there */

/* UID SEARCH. Each list may be NULL; within a list OR, between lists OR; all bounded by from_uid and since. */
typedef struct ImapSearch {
	uint32_t from_uid;
	int64_t since;
	GPtrArray *from, *to, *refers_to; /* char * */
	const char *message_id;
} ImapSearch;
GArray *imap_search(Imap *imap, const ImapSearch *search, GError **error);

bool imap_store_flags(Imap *imap, const GArray *uids, unsigned set, unsigned clear, GError **error);
bool imap_append(Imap *imap, const char *mailbox, GBytes *bytes, unsigned flags, int64_t received_at,
		 uint32_t *uidvalidity, uint32_t *uid, GError **error); /* uid 0: server has no UIDPLUS */
bool imap_expunge(Imap *imap, const GArray *uids, GError **error);      /* \Deleted and UID EXPUNGE; refused without UIDPLUS */

/* What a server tells unasked. */
typedef enum {
	NEWS_NONE = 0,
	NEWS_MAIL = 1,  /* the selected mailbox has more messages now: imap_exists() */
	NEWS_OTHER = 2, /* anything else: flags, what is gone, other mailboxes */
} ImapNews;

/* Waiting: begin sends IDLE (NOTIFY or plain waiting where there is none); then poll imap_fd(); when it is readable,
 * imap_wait_read() eats the untagged data and adds to news (ImapNews bits) what it tells; end sends DONE, and does so, too. */
bool imap_wait_begin(Imap *imap, GError **error);
bool imap_wait_read(Imap *imap, unsigned *news, GError **error);
/* Is the server still there? Waits on, unless something changed. */
bool imap_wait_ping(Imap *imap, int timeout_ms, unsigned *news, GError **error);
bool imap_wait_end(Imap *imap, unsigned *news, GError **error);
bool imap_is_idling(const Imap *imap); /* a server may end an IDLE by itself */
bool imap_notify(Imap *imap, const GPtrArray *mailboxes, GError **error); /* NOTIFY SET for these; false+error: not offered */
bool imap_notified(Imap *imap, char **mailbox, GError **error);           /* a mailbox that changed, or NULL: call until NULL */
int imap_fd(const Imap *imap);
bool imap_has_input(const Imap *imap);

#endif
