/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_DELIVERY_H
#define APP_DELIVERY_H

/*
 * A mail at the mail server's door: looked at in a child (app/look.h), and recorded when it concerns a contact, by the
 * same judgement as the watcher's. What the watcher later sees over IMAP is the same event (store/store-message.h).
 */

#include "app/config.h"
#include "model/message.h"
#include "store/store.h"

typedef struct Delivery {
	MessageKind kind;
	int64_t contact_id; /* who sent it, or got it from us; 0 = no contact */
	int64_t call_id;    /* the call that it is linked to for sure; 0 = none */
} Delivery;

/* bytes: the mail, or its first LOOK_BYTES. Errors of look_at_mail(), config_load() and the store. */
bool delivery_record(const char *config_path, const char *bytes, gsize length, int64_t now, Delivery *out,
		     GError **error);

/* X-CMC-Kind, X-CMC-Contact and X-CMC-Call, each a line ended by end ("\n" or "\r\n"). Caller owns. */
char *delivery_tags(const Delivery *delivery, const char *end);

#endif
