/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "mail/body.h"
#include "mail/headers.h"
#include "model/message.h"

/* RFC 3464: the recipient blocks of message/delivery-status. */
void bounce_read_status(const char *status, GPtrArray *recipients);

/* A receipt (RFC 8098) that refuses the mail for a full mailbox. text says why. */
void bounce_read_refusal(const char *disposition, const char *text, GPtrArray *recipients);

/* The dialects that are no RFC 3464: recipients out of X-Failed-Recipients and the text. */
void bounce_read_text(const Headers *headers, const char *text, Message *message);

/* The Message-ID of the mail that a notice is about: from its returned part, its disposition-notification or feedback
 * report, or the copy in its text. Caller owns; NULL if it names none. */
char *bounce_original_id(const Body *body, const char *text);

#endif
