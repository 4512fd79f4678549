/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_CARD_H
#define MAIL_CARD_H

/*
 * The call card: the generated message in the mailbox `Calls` that stands for one open appointment in every client. Text,
 * HTML with a tel: link, the invitation (PUBLISH); Date = the agreed time; X-CMC-STATE = the appointment's state,
 * X-CMC-ID = its id; References = the call's thread id.
 */

#include <glib.h>
#include <stdint.h>

#include "model/account.h"
#include "model/appointment.h"
#include "model/contact.h"

typedef struct Card {
	const Appointment *appointment;
	const Contact *contact;
	const Account *account;
	const char *thread_id; /* of the call in which it was agreed, or NULL */
	const char *brief;     /* text, \n; or NULL */
} Card;

/* A hash (hex) of all that the card says: a card whose hash has changed is to be replaced. Caller owns. */
char *card_hash(const Card *card);

/* "<card.a3.HASH@domain>": the same card always has the same Message-ID, so it is never stored twice. Caller owns. */
char *card_message_id(const Card *card);

/* The bytes. now (UTC seconds) = DTSTAMP of the invitation. ERROR_DATA as build_mail() and invitation_text(). */
GBytes *card_build(const Card *card, int64_t now, GError **error);

#endif
