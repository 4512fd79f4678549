/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_DIGEST_H
#define MAIL_DIGEST_H

/*
 * The digest as a mail to oneself: text and HTML that mail programs of every age show, on a phone, too: tables with
 * styles of their own, nothing remote, links that dial (tel:) and write (mailto:).
 */

#include <glib.h>
#include <stdint.h>

#include "model/account.h"

typedef struct DigestRow {
	char *time;	    /* "14:00", or NULL */
	char *name;	    /* whom it is about, or NULL */
	char *org;	    /* or NULL */
	char *phone, *dial; /* as read and as dialled (E.164), or NULL */
	char *email;	    /* or NULL */
	char *text;	    /* one sentence */
} DigestRow;
DigestRow *digest_row_new(void);
void digest_row_free(DigestRow *row);

typedef struct DigestSection {
	char *title;
	GPtrArray *rows; /* DigestRow *, at least one */
} DigestSection;
DigestSection *digest_section_new(const char *title);
void digest_section_free(DigestSection *section);

typedef struct DigestMail {
	const Account *account; /* from it, to it */
	const char *language, *zone;
	char *title;	     /* the subject, too */
	GPtrArray *sections; /* DigestSection * */
	char *foot;	     /* or NULL */
} DigestMail;

char *digest_text(const DigestMail *digest); /* caller owns */
char *digest_html(const DigestMail *digest); /* caller owns */

/* The bytes. date: UTC seconds. ERROR_DATA as build_mail(). */
GBytes *digest_build(const DigestMail *digest, const char *message_id, int64_t date, GError **error);

#endif
