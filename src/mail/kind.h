/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_KIND_H
#define MAIL_KIND_H

#include "mail/body.h"
#include "mail/headers.h"
#include "model/message.h"

/*
 * Weighs the rows of the evidence table: each has a kind, a place, a pattern and a weight; a kind whose rows reach the
 * threshold is the mail's, in the order bounce and delay, receipt, calendar, auto-reply, list, human. text is the body as a
 * plain text. message->recipients (RFC 3464) is filled before. Sets kind and evidence.
 */
void kind_decide(const Headers *headers, const Body *body, const char *text, Message *message);

#endif
