/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_DIGEST_H
#define APP_DIGEST_H

/* The morning mail to oneself: what `today` says, with a line of brief for each call. */

#include "app/config.h"
#include "store/store.h"

typedef struct Digest {
	char *subject;
	char *text; /* what a terminal shows */
	char *html;
	char *message_id;
	GBytes *bytes;	   /* the mail */
	bool empty;	   /* there is nothing to say */
	int64_t outbox_id; /* 0 = not sent */
} Digest;
void digest_free(Digest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)

/* account: whose owner gets it, NULL = the first. */
Digest *digest_make(Store *store, const Config *config, const char *account, int64_t now, GError **error);

/* Into the outbox; notes that the digest of this day is sent. */
bool digest_send(Store *store, const Config *config, const char *account, Digest *digest, int64_t now, GError **error);

/* Makes and sends the digest of the day once its time has come, and never twice, however often it is called. A day on
 * which there is nothing to say has none. */
bool digest_daily(Store *store, const Config *config, int64_t now, GError **error);

#endif
