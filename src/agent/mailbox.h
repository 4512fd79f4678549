/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_MAILBOX_H
#define AGENT_MAILBOX_H

/*
 * The parts of a mailbox agent, seen by mailbox-*.c only. A box is a watched mailbox, a line is a connection. Line 0
 * waits on INBOX, line 1 on the other box (Sent); further boxes are visited in turn. Orders borrow a line, whose box is
 * then read again before the line waits.
 *
 * Functions that can fail fill *error; trouble_is_fatal() says whether the agent must end.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "agent/session.h"
#include "model/mailbox.h"
#include "net/imap.h"

#define LINES_MAX 2

typedef struct Box {
	Mailbox *known;      /* as told to the watcher: uidvalidity, uidnext, modseq */
	bool told;           /* FACT_MAILBOX was told by this process */
	bool missing;        /* could not be selected the last time */
	bool low_uidnext;    /* the server says a UIDNEXT below UIDs that are there: nothing follows from it */
	bool compared;       /* exists counts since the last round */
	uint32_t exists;
	int64_t compared_ms; /* when all flags were last looked at, where the server has no CONDSTORE */
} Box;

typedef struct Line {
	Imap *imap;
	Box *box;             /* its own: on which it waits */
	char *selected;
	uint32_t uidvalidity; /* of selected */
	bool waiting;         /* in IDLE */
	bool stale;           /* its box must be read again before it may wait */
	bool news;            /* the last wait ended with a change */
	unsigned heard;       /* ImapNews since its box was read; NEWS_OTHER also where something may have gone unheard */
	bool missed;          /* something came while its box was read */
	int64_t begun_ms;     /* when the wait began */
	int64_t stood_ms;     /* how long the longest one lasted that was not cut */
	int64_t spent_ms;     /* a clock that every wake puts forward, ahead of ours where news never end */
	int64_t until_ms;     /* then the wait is renewed; of clock_boottime_ms() */
	int64_t ping_ms;      /* then ask whether the server is still there */
} Line;

typedef struct Keeper {
	Session session;
	Start *start;
	GPtrArray *boxes; /* Box *; in the order of reading: Sent first */
	Line lines[LINES_MAX];
	guint n_lines;
	bool quit, round;   /* ordered */
	int64_t second_ms;  /* when a second line may be tried (again) */
	int64_t asleep_ms;  /* clock_asleep_ms() when it was last looked at */
	int64_t visit_ms;   /* when the boxes without a line are visited next */
} Keeper;

/* mailbox-line.c: connections. INBOX is the one name without case (RFC 3501, 5.1). */
bool name_is_inbox(const char *name);
bool name_is_same(const char *one, const char *two);
bool line_open(Keeper *keeper, Line *line, GError **error);
void line_close(Line *line);
void line_select_none(Line *line);                           /* forgets what is selected */
void line_doubt(Line *line);                                 /* something may have gone unheard: its box is read again */
bool line_wake(Line *line, GError **error);                  /* ends its wait */
bool line_select(Line *line, const char *name, const Box *box, GError **error); /* box: of that name, or NULL */

/* mailbox-sync.c: brings the watcher's knowledge of a box up to now. Serves orders between windows. */
bool sync_box(Keeper *keeper, Line *line, Box *box, GError **error);
bool sync_own_box(Keeper *keeper, Line *line, GError **error); /* the same, sooner where there is only new mail */
bool sync_other_box(Keeper *keeper, Line *line, Box *box, GError **error); /* the same, sooner where nothing has changed */
bool sync_is_over(const Keeper *keeper); /* told to quit */

/* UIDNEXT fell, so UIDs below known->uidnext may be those of other mails by now: as when a backup was put back. */
bool box_is_renumbered(const Box *box, const ImapSelected *selected);
bool box_refuse(const Box *box, GError **error); /* false, and why */

/* mailbox-telling.c: understands header blocks as they come and tells them in batches. */
typedef struct Telling Telling;
Telling *telling_new(Session *session, const char *mailbox, uint32_t uidvalidity, bool found);
bool telling_add(const ImapText *header, gpointer telling); /* an ImapTextFunc */
guint telling_count(const Telling *telling);
uint32_t telling_last_uid(const Telling *telling);            /* the highest so far */
void telling_end(Telling *telling);                           /* tells the rest */
void telling_synced(Session *session, const Mailbox *known, bool complete);
void telling_missing(Session *session, const char *mailbox, const GError *error); /* it cannot be read; others can */
void telling_drafts(Session *session, const char *name);      /* where drafts belong */
void telling_done(Session *session, Done *done, const GError *error); /* takes done; error: what hindered the order, or NULL */

/* mailbox-agent.c: the watched mailbox of this name, or NULL. */
Box *find_box(const Keeper *keeper, const char *name);

/* mailbox-agent.c: the mailbox of a role: as the config says, as the list says, or by its usual name; NULL = none. */
const char *mailbox_of_role(const GPtrArray *list, MailboxRole role, const char *configured);

/* mailbox-agent.c: what of a server's mailboxes is watched, in the order of reading: Sent, since replies in INBOX answer
 * what lies there; INBOX always; what watch= names. A mailbox may come twice. */
typedef void (*WatchFunc)(gpointer data, const char *name, MailboxRole role);
void each_watched(const Account *account, const GPtrArray *list, WatchFunc watch, gpointer data);

/* mailbox-orders.c: serves every order that is there; false only when the connection is lost. */
bool orders_serve(Keeper *keeper, GError **error);
bool order_serve(Keeper *keeper, const Frame *frame, GError **error);

/* mailbox-wait.c: waits on all lines until something is to be done. */
bool wait_for_change(Keeper *keeper, GError **error);

#endif
