/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef NET_IMAP_WIRE_H
#define NET_IMAP_WIRE_H

/*
 * What the files of the IMAP client share: a connection, and one way to send a command. Commands are our own text; libetpan
 * parses what comes back, and leaves it in session->imap_response_info until the next command.
 */

#include "net/imap.h"

struct Imap {
	mailimap *session;
	mailstream *stream;
	char *host;
	GHashTable *capabilities; /* upper case */
	bool condstore, qresync;  /* in force */
	bool broken;              /* out of step, or closed: nothing more is sent */
	int64_t retry_after;
	char *selected;           /* as on the wire, or NULL */
	bool idling, notifying;
	unsigned early;           /* ImapNews told before the "+" of IDLE */
	GQueue notified;          /* char *, UTF-8 */
};

/* Sends a command line (without tag and CRLF) and reads the whole answer. timeout_ms 0 = the options'. On NO:
 * ERROR_NOT_FOUND or ERROR_TEMP. what names the deed in the error's text. */
bool imap_run(Imap *imap, const char *what, const char *line, int timeout_ms, GError **error);

/* The same in parts, for literals and IDLE: send; wait for "+" (false also when the command ended); read the answer.
 * imap_continue() leaves the challenge, without "+ ", in *challenge. */
bool imap_send(Imap *imap, const char *line, int timeout_ms, GError **error);
bool imap_continue(Imap *imap, const char *what, char **challenge, GError **error);
bool imap_write(Imap *imap, const void *bytes, gsize length, GError **error);
bool imap_answer(Imap *imap, const char *what, GError **error);

/* The same, line by line, each untagged one to take, which says whether it was its. For what libetpan does not know, or keeps at
 * ten times its size. Lines are valid only during the call. */
typedef bool (*ImapLineFunc)(const char *line, gpointer data);
bool imap_answer_lines(Imap *imap, const char *what, ImapLineFunc take, gpointer data, GError **error);

/* Is the line a BYE? Then error says so, and the connection is broken. */
bool imap_heard_bye(Imap *imap, const char *line, GError **error);

/* Reads one line that is not for libetpan. With literals of at most 8 kB put in. NULL with error. Valid until the next. */
char *imap_line(Imap *imap, GError **error);
/* Notes an untagged line, and gives what news it is. */
ImapNews imap_note_line(Imap *imap, const char *line);
/* Takes over what a refusal (response code, text) says of how long to stay away. */
void imap_note_back_off(Imap *imap, const char *code, const char *text);

/* Breaks the connection off. */
bool imap_break(Imap *imap, GError **error);
bool imap_nonsense(Imap *imap, const char *what, GError **error);

bool imap_ask_capabilities(Imap *imap, GError **error);

/* A quoted string; NULL with ERROR_DATA when text has what none may have. Mailbox names are encoded. */
char *imap_quote(const char *text, GError **error);
char *imap_quote_mailbox(const char *name, GError **error);

/* "1:3,7" of the UIDs (none may be 0) from *at on, at most 1000 bytes of it; *at moves on. The array is sorted by this. Caller owns. */
char *imap_set(const GArray *uids, guint *at);

/* What a FETCH answer says of a message. header points into it. */
typedef struct ImapAttributes {
	uint32_t uid;
	unsigned flags;
	bool has_flags;
	int64_t received_at;
	uint32_t size_bytes;
	const char *body; /* NULL = none */
	gsize length;
} ImapAttributes;
void imap_read_attributes(const struct mailimap_msg_att *message, ImapAttributes *out);

/* " (\Seen cmc-due)" and so on; caller owns. */
char *imap_flag_list(unsigned flags);

#endif
