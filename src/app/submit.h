/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SUBMIT_H
#define APP_SUBMIT_H

/*
 * A mail that a client hands over instead of to sendmail: through the outbox with all its promises (DESIGN, 7), linked
 * to its call as soon as the server took it. Either it is sent, or the caller keeps it, or a doubt is said: never two
 * of these at once. A mail that is not sent leaves the outbox again, because its client still has it.
 */

#include "app/config.h"
#include "model/outbox.h"
#include "store/store.h"

typedef struct SubmitRequest {
	const char *account;	       /* --account, or NULL: the one whose address it bears */
	const char *sender;	       /* -f, or NULL */
	const char *name;	       /* -F, or NULL */
	const char *const *recipients; /* of the command line */
	bool read_recipients;	       /* -t: also from the header */
	bool queue;		       /* do not wait for the server */
	int timeout_ms;
} SubmitRequest;

typedef struct Submitted {
	int64_t outbox_id;
	int64_t call_id; /* the call that it follows, 0 = none */
	char *note;	 /* what the server did not take, where it took the rest; or NULL */
} Submitted;
void submitted_clear(Submitted *submitted);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Submitted, submitted_clear)

/* bytes: the mail as it came, LF or CRLF. True when the server has it (or the outbox, with queue). ERROR_DATA: the mail
 * itself is refused, by us or the server; ERROR_NOT_FOUND: no recipient is taken, or no account sends as its From;
 * ERROR_TEMP: not now, or not known (the sentence says which); ERROR_REFUSED: TLS or log-in; ERROR_UNAVAILABLE. */
bool submit(Store *store, Config *config, const SubmitRequest *request, const char *bytes, gsize length, int64_t now,
	    Submitted *out, GError **error);

#endif
