/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_KIND_H
#define MAIL_KIND_H

#include "mail/body.h"
#include "mail/headers.h"
#include "model/message.h"

/*
 * Weighs the evidence: header fields (kind.c) and phrases (signs-*.c), each with a kind and a weight. What reaches the
 * threshold is the mail's kind, in the order report, delay, bounce, receipt, abuse report, calendar, auto-reply, list,
 * human. text is the body as a plain text. message->recipients (RFC 3464), text, quoted and calendar are filled before.
 * Sets kind, evidence and opt_out.
 */
void kind_decide(const Headers *headers, const Body *body, const char *text, Message *message);

/* Does a mail system speak: mailer-daemon, postmaster, a null sender? message has passed headers_read(). */
bool kind_is_robot(const Headers *headers, const Message *message);

#endif
