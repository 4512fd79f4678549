/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_SIGNS_INDEX_H
#define MAIL_SIGNS_INDEX_H

/*
 * The tables of signs, made ready for the search when cmc is built, by signs-make.c, which writes signs-index.c: a
 * thousand phrases are folded and filed in 4 ms, which each process would pay with its first mail, and in a megabyte,
 * which each agent would keep for itself.
 */

#include "mail/signs.h"

#define SIGN_BUCKETS	4096
#define SIGN_PREFIX	3
#define SIGN_PREFIX_MAX 8

typedef struct SignPhrase {
	guint32 pattern; /* where in patterns it is, folded */
	guint32 jumps; /* where in jumps those of its pattern are, a place for each byte of it; of one without a group:
			  0 */
	guint16 length;
	gint16 weight;
	guint16 group;
	guint8 at_start;   /* of the text only */
	guint8 open_start; /* also within a word */
} SignPhrase;

/* A phrase under one of the beginnings that it can have. */
typedef struct SignEntry {
	gint16 next; /* in its bucket, -1 = last */
	guint16 phrase;
	guint8 length; /* of prefix, from SIGN_PREFIX on; without spaces behind those: a match may leave them out */
	char prefix[SIGN_PREFIX_MAX];
} SignEntry;

typedef struct SignIndex {
	const char *patterns;
	const guint16 *jumps; /* of each brace and bar: where the next bar or brace of its group is */
	const SignPhrase *phrases;
	const SignEntry *entries;
	const gint16 *buckets; /* SIGN_BUCKETS first entries, -1 = none */
	const guint8 *open;    /* for each byte: does a phrase that may begin within a word begin with it? */
} SignIndex;

extern const SignIndex signs_index[SIGN_PLACES];

static inline unsigned signs_bucket(const char *at)
{
	return ((unsigned)(guchar)at[0] * 1089 + (unsigned)(guchar)at[1] * 33 + (unsigned)(guchar)at[2]) % SIGN_BUCKETS;
}

/* Of the group that begins at at: where its last brace is. */
static inline gsize signs_group_end(const char *pattern, const guint16 *jumps, gsize at)
{
	while (pattern[at] != '}')
		at = jumps[at];
	return at;
}

/* What of a pattern comes after the piece at hand. */
typedef struct SignRest {
	gsize at, end;
	const struct SignRest *next;
} SignRest;

#endif
