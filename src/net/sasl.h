/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef NET_SASL_H
#define NET_SASL_H

/*
 * SASL log-in for IMAP and SMTP: PLAIN (RFC 4616), LOGIN and SCRAM-SHA-256 (RFC 7677) with a password, OAUTHBEARER (RFC 7628) and
 * XOAUTH2 with a token. The mechanism is chosen by us, strongest first, among those that the server offers.
 */

#include <glib.h>
#include <stdbool.h>

#include "base/secret.h"

typedef struct Sasl Sasl;

/* offered: space separated mechanism names. NULL with ERROR_REFUSED when none of them is ours. The secret must live as
 * long. */
Sasl *sasl_new(const char *offered, bool with_token, const char *user, const char *host, unsigned port,
	       const Secret *secret, GError **error);
void sasl_free(Sasl *sasl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sasl, sasl_free)

const char *sasl_mechanism(const Sasl *sasl);

/* The first message, base64; caller owns and wipes. */
char *sasl_initial(Sasl *sasl);

/* The answer (base64) to a challenge (base64, "" for none). NULL with ERROR_REFUSED when the server proves not to know the
 * password, or asks what the mechanism does not know. */
char *sasl_answer(Sasl *sasl, const char *challenge, GError **error);

/* Has the server proved itself, where the mechanism asks for that (SCRAM)? */
bool sasl_is_complete(const Sasl *sasl);

#endif
