/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_OUTGOING_H
#define MAIL_OUTGOING_H

/*
 * A mail as a mail client hands it to sendmail. Read first, to know whose it is and who is to get it; then sealed: CRLF
 * line ends, no Bcc, and Message-ID, Date and From (RFC 5322, 3.6) only where they are missing. Every other byte stays.
 *
 * It is the user's own mail. Still its header is bounded as strictly as anybody's (mail/scan.h), and nothing but the
 * header is parsed.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/address.h"
#include "model/outbox.h"

typedef struct Outgoing {
	char *from;	       /* normalised address of From (of Resent-From where it is sent on), or NULL */
	GPtrArray *recipients; /* char *: To, Cc and Bcc (their Resent- twins where it is sent on), not checked yet */
	char *unclear;	       /* what in To, Cc or Bcc cannot be read as addresses, as it stands; NULL = nothing */
	char *message_id;      /* Message-ID, or Resent-Message-ID; NULL until sealed where there was none */
	bool resent;	       /* an older mail, sent on as it was (RFC 5322, 3.6.6) */
	/* for outgoing_seal() */
	const char *start; /* first byte after an mbox separator; the caller's bytes */
	gsize length, header_length;
	bool has_from, has_date, has_end;
} Outgoing;
void outgoing_free(Outgoing *outgoing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outgoing, outgoing_free)

/* bytes must live as long as the result. ERROR_DATA: empty, over OUTBOX_BYTES_MAX, a header beyond all bounds. */
Outgoing *outgoing_read(const char *bytes, gsize length, GError **error);

/* Checks an address of the envelope and adds it, each once: the local part as written, the domain in A-labels. */
bool outgoing_add_recipient(GPtrArray *recipients, const char *email, GError **error);

/* from: for a missing From, and for the domain of a missing Message-ID. zone: IANA, of a missing Date. Sets message_id.
 */
GBytes *outgoing_seal(Outgoing *outgoing, const Address *from, int64_t now, const char *zone);

#endif
