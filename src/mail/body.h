/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_BODY_H
#define MAIL_BODY_H

/* The parts of a mail, taken apart by GMime and decoded to UTF-8 with \n, for those who read meaning from them. */

#include <glib.h>
#include <stdbool.h>

#include "mail/headers.h"

typedef struct Body {
	char *report_type;	/* of multipart/report, lower case, or NULL */
	GString *text;		/* what is shown to the reader, as plain text: text/plain, and text/html by html_text() */
	GString *status;	/* message/delivery-status */
	GString *disposition;	/* message/disposition-notification */
	GString *feedback;	/* message/feedback-report */
	GString *calendar;	/* text/calendar */
	GString *returned;	/* headers of the returned mail */
	char *calendar_method;	/* the part's method=, or NULL */
	GPtrArray *attachments; /* char *: file names, safe to show */
	struct Body *wrapped; /* a multipart/report that came as message/rfc822, as gateways and people pass them on; or
				 NULL */
	bool said;	      /* while parsing: an alternative of this has been read */
	gsize page_bytes;     /* while parsing: of HTML, so far */
} Body;

/* NULL when GMime makes nothing of it. headers are those of bytes, which have passed scan_mail(). */
Body *body_parse(const Headers *headers, const char *bytes, gsize length);
void body_free(Body *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Body, body_free)

#endif
