/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_MESSAGE_H
#define MODEL_MESSAGE_H

/*
 * One mail, as far as we know it. There are three depths: SIGHTED (own sent mail to people who are no contacts:
 * Message-ID, date, recipients, nothing else), HEADERS, and UNDERSTOOD (kind, evidence and the person's own words).
 *
 * The agent makes it from bytes (mail/understand.h), the protocol carries it, the store keeps it, match/ decides on it.
 * All strings are valid UTF-8 without controls (text may hold \n and \t). Arrays are never NULL.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/address.h"

typedef enum {
	KIND_HUMAN,
	KIND_AUTO_REPLY,
	KIND_BOUNCE,
	KIND_DELAY,
	KIND_DELIVERED,
	KIND_RECEIPT,
	KIND_CALENDAR,
	KIND_ABUSE_REPORT,
	KIND_LIST,
} MessageKind;

typedef enum { DEPTH_SIGHTED, DEPTH_HEADERS, DEPTH_UNDERSTOOD } MessageDepth;

/* A first look at the headers alone: is the body worth reading although the sender is no contact? */
typedef enum {
	GLANCE_NONE = 0,
	GLANCE_BOUNCE = 1 << 0, /* null return path, multipart/report, mailer-daemon, … */
	GLANCE_AUTO = 1 << 1,   /* Auto-Submitted and its like */
	GLANCE_LIST = 1 << 2,   /* List-Id, Precedence: bulk, … */
} MessageGlance;

/* RFC 3464: one recipient block. */
typedef struct Recipient {
	char *address;
	char *action;      /* "failed", "delayed", "delivered", "relayed", "expanded" */
	char *status;      /* "5.1.1" or NULL */
	int permanent;     /* 1, 0, or -1 where the notice does not tell */
	char *diagnostic;  /* or NULL */
} Recipient;

/* Days in the sender's own calendar, "YYYY-MM-DD" or NULL where not said. */
typedef struct Absence {
	char *from;
	char *until;        /* last day away */
	char *deputy;       /* address of the stand-in or successor */
	char *deputy_phone; /* as written, or NULL */
	bool left;          /* has left the organisation for good */
} Absence;

/* RFC 5546 answers to our invitation. */
typedef struct CalendarAnswer {
	char *method;    /* "REPLY", "COUNTER", "REQUEST", "CANCEL" */
	char *uid;
	int sequence;
	char *partstat;  /* "ACCEPTED", "DECLINED", "TENTATIVE" or NULL */
	int64_t start;   /* UTC seconds, 0 = none */
	char *zone;      /* IANA name of start or NULL */
	char *comment;
} CalendarAnswer;

typedef struct Message {
	int64_t id;                /* store's, 0 = not stored */
	MessageDepth depth;
	char *message_id;          /* "<…>"; where the mail has none: "<content.HEX@cmc.invalid>" from the fingerprint */
	char *fingerprint;         /* SHA-256 (first 32 hex) over Message-ID, From, Date, Subject as they stand: tells two
				      mails with one Message-ID apart, and is the same for one mail in two mailboxes */
	int64_t date;              /* Date header, UTC seconds, 0 = none or absurd */
	int64_t received_at;       /* INTERNALDATE, UTC seconds, 0 = not known */
	int64_t size_bytes;
	GPtrArray *from;           /* Address *; From, Sender if From is empty */
	GPtrArray *reply_to;       /* Address * */
	GPtrArray *to;             /* Address *; To, Cc and Bcc */
	char *subject;             /* decoded, "" if none */
	GPtrArray *in_reply_to;    /* char * "<…>" */
	GPtrArray *references;     /* char * "<…>", oldest first */
	char *thread_index;        /* Outlook's Thread-Index, base64 as it stands, or NULL */
	unsigned glance;           /* MessageGlance bits */
	/* from here on: DEPTH_UNDERSTOOD */
	MessageKind kind;
	GPtrArray *evidence;       /* char *: "Auto-Submitted: auto-replied" */
	char *original_message_id; /* of the mail that a notice is about, or NULL */
	GPtrArray *recipients;     /* Recipient * */
	Absence *absence;          /* or NULL */
	CalendarAnswer *calendar;  /* or NULL */
	char *text;                /* what the person wrote, without quotes and signature */
	char *quoted;              /* the quoted lines, for lost threads; "" if none */
	GPtrArray *attachments;    /* char *: file names, safe to show */
	bool opt_out;              /* asks not to be mailed or called again */
	char *error;               /* "too complex: …": recorded, not parsed; or NULL */
} Message;

Message *message_new(void);
void message_free(Message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)
void recipient_free(Recipient *recipient);
void absence_free(Absence *absence);
void calendar_answer_free(CalendarAnswer *calendar);

/* The time to order by: received_at, else date. UTC seconds. */
int64_t message_at(const Message *message);

/* First sender's address or "". */
const char *message_sender(const Message *message);

/* Does In-Reply-To or References name message_id? */
bool message_refers_to(const Message *message, const char *message_id);

const char *message_kind_word(MessageKind kind);
bool message_kind_from_word(const char *word, MessageKind *out);

#endif
