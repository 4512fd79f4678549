/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef NET_SMTP_H
#define NET_SMTP_H

/*
 * One mail over SMTP submission (RFC 6409), step by step, so that the caller can commit what it is about to do before
 * each step. Addresses are checked (254 bytes, no controls, no space, no <>). Every function says the server's code;
 * success of smtp_* means that the dialog went on, the code says how the server answered.
 */

#include <glib.h>
#include <stdbool.h>

#include "base/secret.h"
#include "model/account.h"
#include "net/stream.h"

typedef struct Smtp Smtp;

typedef struct SmtpReply {
	int code;   /* 0 = none came */
	char *text; /* made safe, one line */
} SmtpReply;
void smtp_reply_clear(SmtpReply *reply);

/* Connect, EHLO, STARTTLS where required, EHLO again, AUTH with a mechanism that we choose. ERROR_UNAVAILABLE with the
 * reply's code in *reply (4xx and 5xx greetings), ERROR_REFUSED for TLS and log-in. */
Smtp *smtp_open(const Account *account, const Secret *secret, const StreamOptions *options, SmtpReply *reply,
		GError **error);
void smtp_free(Smtp *smtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Smtp, smtp_free)

bool smtp_mail_from(Smtp *smtp, const char *sender, gsize size_bytes, SmtpReply *reply, GError **error);
bool smtp_rcpt_to(Smtp *smtp, const char *recipient, SmtpReply *reply, GError **error);
bool smtp_data(Smtp *smtp, SmtpReply *reply, GError **error);             /* DATA; 354 */
/* Dot-stuffed; all but the final dot. With a code in reply the server would not have the rest (552, 421), and no dot may follow. */
bool smtp_body(Smtp *smtp, GBytes *bytes, SmtpReply *reply, GError **error);
bool smtp_dot(Smtp *smtp, SmtpReply *reply, GError **error);              /* waits up to 10 minutes */
bool smtp_quit(Smtp *smtp);

#endif
