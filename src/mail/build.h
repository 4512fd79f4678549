/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_BUILD_H
#define MAIL_BUILD_H

/*
 * Mails that cmc makes: follow-ups, call cards, digests. Built with GMime, CRLF line ends, 7-bit transfer encodings, then
 * parsed back: a mail whose fields do not come back as given is not handed out. No value can add a header: controls are
 * refused.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/address.h"

typedef struct BuildPart {
	char *file;       /* read from here (attachment), or NULL */
	char *name;       /* file name as the recipient sees it */
	char *type;       /* "text/calendar; method=REQUEST", "application/pdf"; NULL = guessed from the name */
	GBytes *content;  /* used when file is NULL */
	bool alternative; /* belongs beside the text (invitation, HTML), not behind it (attachment) */
} BuildPart;
void build_part_free(BuildPart *part);

typedef struct BuildMail {
	Address *from;
	GPtrArray *to, *cc, *bcc;  /* Address *; bcc only in drafts */
	char *subject;
	int64_t date;              /* UTC seconds */
	char *zone;                /* IANA zone of Date's offset, or NULL = UTC */
	char *message_id;          /* "<…>" */
	GPtrArray *in_reply_to;    /* char * */
	GPtrArray *references;     /* char * */
	GPtrArray *headers;        /* char *: further "Name: value" (X-CMC-…, Auto-Submitted) */
	char *text;                /* UTF-8, \n */
	GPtrArray *parts;          /* BuildPart * */
} BuildMail;
BuildMail *build_mail_new(void);
void build_mail_free(BuildMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BuildMail, build_mail_free)

/* The bytes. ERROR_DATA: a value with controls, an address that is none, an attachment that is missing or over 25 MB. */
GBytes *build_mail(const BuildMail *mail, GError **error);

/* "<RANDOM.cmc@domain>" with 128 random bits. Caller owns. */
char *build_message_id(const char *domain);

#endif
