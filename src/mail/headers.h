/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_HEADERS_H
#define MAIL_HEADERS_H

/* The header fields of a mail as they stand, unfolded, and what they say about it. */

#include <glib.h>

#include "model/message.h"

typedef struct HeaderField {
	char *name;
	gsize name_length;
	char *value; /* unfolded, white space at both ends removed; bytes, not yet decoded */
} HeaderField;

typedef struct Headers {
	GPtrArray *fields; /* HeaderField * */
	gsize size;	   /* bytes of the block, with the empty line after it */
} Headers;

/* Splits the block at the beginning of bytes; at most 1,000 fields and 256 kB of it are kept. */
Headers *headers_split(const char *bytes, gsize length);
void headers_free(Headers *headers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Headers, headers_free)

/* The first field of that name, or NULL. */
const char *headers_get(const Headers *headers, const char *name);

/* The first field of that name, decoded (RFC 2047), valid UTF-8 on one line. Caller owns; NULL if there is none. */
char *headers_text(const Headers *headers, const char *name);

/* Fills message to DEPTH_HEADERS. */
void headers_read(const Headers *headers, Message *message);

/* The Date field as the sender's clock showed it, as if that were UTC: for days that are counted from it. 0 = none. */
int64_t headers_local_date(const Headers *headers);

/* Adds every "<…>" in value to ids (char *), at most 200. */
void headers_message_ids(const char *value, GPtrArray *ids);

/* "<…>" of a Message-ID field as people's software writes it (brackets may be missing); NULL for none. Caller owns. */
char *headers_message_id(const char *value);

#endif
