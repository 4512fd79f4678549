/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_PROTOCOL_H
#define AGENT_PROTOCOL_H

/*
 * What the watcher (orders) and its agents (facts) say to each other: frames over a stream socket pair, each a 4-byte
 * little-endian length and as many bytes, at most FRAME_MAX: a kind, and what its table in payload.c says (wire.h); a
 * secret travels as a descriptor beside its frame. This is all that the two programs share.
 *
 * The watcher trusts no fact: frame_decode() refuses what is shorter or longer than its table says, and the decoders
 * give every string valid UTF-8 without controls and every list a bound. After a refused frame the agent is killed.
 *
 * There are two roles of agents. A mailbox agent keeps one account's mailboxes in step until it is told to quit. A
 * sender agent delivers one outbox row over SMTP and ends; it asks before the final dot (DESIGN, 7).
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "model/account.h"
#include "model/mailbox.h"
#include "model/message.h"

#define FRAME_MAX (64 * 1024 * 1024)

typedef enum {
	/* orders, watcher to agent */
	ORDER_START = 1, /* Start */
	ORDER_SECRET,    /* no payload, a descriptor beside it (secret_from_fd) */
	ORDER_NO_SECRET, /* text: why there is none */
	ORDER_ROUND,     /* look at every watched mailbox now */
	ORDER_READ,      /* Read: fetch and understand these messages */
	ORDER_FIND,      /* Find: search a mailbox for older mail that now matters */
	ORDER_MARK,      /* Mark: set or clear flags */
	ORDER_APPEND,    /* Append: store a mail unless its Message-ID is there already */
	ORDER_EXPUNGE,   /* Expunge: delete messages of ours (cards, drafts) by UID */
	ORDER_LOOK_UP,   /* LookUp: is this Message-ID in that mailbox? */
	ORDER_SEND,      /* Send: sender agents only */
	ORDER_DOT,       /* end the data now: the intent is committed */
	ORDER_QUIT,
	/* facts, agent to watcher */
	FACT_STATE = 64,  /* State: connecting, reading, waiting, trouble */
	FACT_NEED_SECRET, /* flag: the last one was refused */
	FACT_MAILBOX,     /* MailboxFact: selected */
	FACT_SEEN,        /* Seen: new messages, headers only */
	FACT_FLAGS,       /* Flags: flags changed */
	FACT_GONE,        /* Gone: messages left the mailbox */
	FACT_READ,        /* ReadFact: one message, understood */
	FACT_SYNCED,      /* Synced: all facts up to this state are told; commit them with it */
	FACT_DONE,        /* Done: how an order ended */
	FACT_RECIPIENT,   /* RecipientFact: answer to one RCPT TO */
	FACT_DOT_READY,   /* no payload: all but the final dot is sent; waits for ORDER_DOT */
	FACT_SENT,        /* SentFact: how sending ended */
	FACT_NAMES,       /* Names: which UIDs a Maildir's mails were given; kept and handed back by ORDER_START */
} FrameKind;

/* Why something failed, graded by what must follow. */
typedef enum {
	TROUBLE_NONE,
	TROUBLE_UNAVAILABLE, /* no network, no server, closed, timed out: back off, try again */
	TROUBLE_THROTTLED,   /* the server said when to come back */
	TROUBLE_TLS,         /* certificate or STARTTLS refused by us: a person must look */
	TROUBLE_LOGIN,       /* user or secret refused */
	TROUBLE_PROTOCOL,    /* the server talks nonsense */
	TROUBLE_MISSING,     /* no such mailbox */
	TROUBLE_CHANGED,     /* UIDVALIDITY is another one than the order named: nothing was done */
	TROUBLE_REJECTED,    /* the server answered NO (quota, read-only, …) */
} Trouble;

typedef struct Start {
	Account *account;
	GPtrArray *mailboxes; /* Mailbox *: what is known of each (name, role, uidvalidity, uidnext, modseq) */
	int64_t since;        /* UTC seconds: older mail needs no body */
	bool once;            /* one round, then serve orders without waiting for the server */
	uint32_t window;      /* UIDs per FETCH */
	uint32_t alone_s;     /* so long the first connection must stand before a second one is opened */
	uint32_t renew_s;     /* so long at most a wait may be quiet before it is renewed; 0 = as long as usual */
	GPtrArray *names;     /* Names *: of a Maildir's folders */
} Start;

typedef struct Names {
	char *mailbox;
	GArray *named;   /* uint32_t triples, ascending: UID, and the name's hash (high and low half; 0 = no mail any more) */
	GArray *dropped; /* uint32_t: UIDs to forget */
} Names;

typedef struct Read { /* answered by one FACT_READ per message that is still there, then FACT_DONE */
	uint32_t serial;
	char *mailbox;
	uint32_t uidvalidity;
	GArray *uids; /* uint32_t */
} Read;

typedef struct Find { /* answered by FACT_SEEN (found = true), then FACT_DONE */
	uint32_t serial;
	char *mailbox;
	GPtrArray *senders;    /* char *: From contains */
	GPtrArray *recipients; /* char *: To or Cc contains */
	GPtrArray *refers_to;  /* char *: In-Reply-To or References name it */
	int64_t since;         /* UTC seconds, 0 = all */
} Find;

typedef struct Mark { /* FACT_DONE */
	uint32_t serial;
	char *mailbox;
	uint32_t uidvalidity;
	GArray *uids;
	unsigned set, clear; /* MessageFlag bits */
} Mark;

typedef struct Append { /* FACT_DONE with uidvalidity and uid of the copy, new or found */
	uint32_t serial;
	char *mailbox;        /* created when it is not there */
	char *message_id;     /* looked for first, from from_uid on; NULL = do not look */
	uint32_t from_uid;
	unsigned flags;
	int64_t received_at;  /* INTERNALDATE, 0 = now */
	GBytes *bytes;        /* CRLF line ends */
} Append;

typedef struct Expunge { /* FACT_DONE; only UIDs whose message bears one of the Message-IDs are deleted */
	uint32_t serial;
	char *mailbox;
	uint32_t uidvalidity;
	GArray *uids;
	GPtrArray *message_ids; /* char *, beside uids */
} Expunge;

typedef struct LookUp { /* FACT_DONE, uid 0 = not there */
	uint32_t serial;
	char *mailbox;
	char *message_id;
	uint32_t from_uid;
} LookUp;

typedef struct Send {
	Account *account;
	char *sender;
	GPtrArray *recipients; /* char * */
	GBytes *bytes;         /* CRLF line ends, not dot-stuffed */
} Send;

typedef enum { AGENT_CONNECTING, AGENT_READING, AGENT_WAITING, AGENT_TROUBLE } AgentPhase;

typedef struct State {
	AgentPhase phase;
	Trouble trouble;
	char *text;          /* one sentence, server text made safe; or NULL */
	char *mailbox;       /* the one that cannot be read while the others can; or NULL */
	int64_t retry_after; /* seconds that the server asked us to wait, 0 = none */
	uint32_t cut_s;      /* so long it had been quiet, as never before, when the connection was ended; 0 = ended otherwise */
} State;

typedef struct MailboxFact {
	char *name;
	MailboxRole role;
	uint32_t uidvalidity, uidnext;
	bool any_keyword;
	bool restarted; /* uidvalidity is new to us: forget every UID of this mailbox */
} MailboxFact;

typedef struct SeenMessage {
	uint32_t uid;
	unsigned flags;
	Message *message; /* DEPTH_HEADERS */
} SeenMessage;

typedef struct Seen {
	char *mailbox;
	uint32_t uidvalidity;
	bool found;          /* the answer to ORDER_FIND, not new mail */
	GPtrArray *messages; /* SeenMessage * */
} Seen;

typedef struct Flags {
	char *mailbox;
	uint32_t uidvalidity;
	GArray *uids;  /* uint32_t */
	GArray *flags; /* uint32_t MessageFlag bits, beside uids */
} Flags;

typedef struct Gone {
	char *mailbox;
	uint32_t uidvalidity;
	GArray *uids; /* uint32_t pairs: first, last (inclusive), ascending */
} Gone;

typedef struct ReadFact {
	uint32_t serial;
	char *mailbox;
	uint32_t uidvalidity, uid;
	unsigned flags;
	Message *message; /* DEPTH_UNDERSTOOD */
} ReadFact;

typedef struct Synced {
	char *mailbox;
	uint32_t uidvalidity, uidnext;
	uint64_t modseq;
	bool complete; /* false: a window of a longer scan; true: the mailbox is read to its end */
} Synced;

typedef struct Done {
	uint32_t serial;
	Trouble trouble;
	char *text; /* or NULL */
	uint32_t uidvalidity, uid;
	bool was_there; /* Append: found, not stored anew */
} Done;

typedef struct RecipientFact {
	char *email;
	int code;
	char *reply;
} RecipientFact;

typedef struct SentFact {
	Trouble trouble; /* TROUBLE_NONE: the server answered code; else what broke before or after the dot */
	int code;        /* last SMTP code, 0 = none */
	char *reply;
	bool after_dot;  /* the dot was sent: trouble now means uncertain */
} SentFact;

typedef struct Frame {
	FrameKind kind;
	union {
		gpointer any;
		Start *start; Read *read; Find *find; Mark *mark; Append *append; Expunge *expunge; LookUp *look_up;
		Send *send;
		State *state; MailboxFact *mailbox; Seen *seen; Flags *flags; Gone *gone; ReadFact *read_fact; Synced *synced;
		Done *done; RecipientFact *recipient; SentFact *sent; Names *names;
		char *text;
		bool *flag;
	} as; /* owned by the frame */
	int fd; /* descriptor that came along, or -1; owned */
} Frame;

Frame *frame_new(FrameKind kind, gpointer payload); /* takes payload; NULL where the kind has none */
void frame_free(Frame *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Frame, frame_free)

/* Payloads are zeroed structs whose arrays exist; frame_free() frees them. */
gpointer payload_new(FrameKind kind);

/* Encodes to one frame with its length, decodes one frame without it. ERROR_DATA when it is not what it should be. */
GBytes *frame_encode(const Frame *frame);
Frame *frame_decode(const guint8 *bytes, gsize length, GError **error);

/* A socket's end, with buffers. Writing blocks for at most timeout_ms; reading gives one frame, or NULL without error
 * when no whole frame is there (nonblocking) or the other side closed (channel_closed()). */
typedef struct Channel Channel;
Channel *channel_new(int fd); /* takes the descriptor */
void channel_free(Channel *channel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Channel, channel_free)
int channel_fd(const Channel *channel);
bool channel_closed(const Channel *channel);
bool channel_send(Channel *channel, const Frame *frame, int timeout_ms, GError **error); /* sends frame->fd along */
Frame *channel_receive(Channel *channel, bool block, GError **error);

/* The starter, cmc-agent itself: loads libraries and CAs once and forks an agent for each descriptor it is sent on
 * descriptor 3. It reports each child's end. */
typedef enum { AGENT_ROLE_MAILBOX = 'm', AGENT_ROLE_SENDER = 's' } AgentRole;
typedef struct StarterReport {
	uint32_t ticket; /* as given with the request */
	int32_t pid;
	int32_t status;  /* of waitpid(2); -1 = just started */
} StarterReport;
bool starter_request(int starter_fd, AgentRole role, uint32_t ticket, int agent_fd, GError **error);
bool starter_report_read(int starter_fd, StarterReport *report, GError **error); /* false without error: closed */
/* The starter's own side. */
bool starter_request_read(int starter_fd, AgentRole *role, uint32_t *ticket, int *agent_fd, GError **error);
bool starter_report_send(int starter_fd, const StarterReport *report);

#endif
