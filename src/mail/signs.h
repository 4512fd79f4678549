/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_SIGNS_H
#define MAIL_SIGNS_H

/*
 * The language that the tables of evidence are written in: phrases as mail systems and people word them, looked for all
 * at once. A text is folded first (lower case, "ä" and "ae" alike, no accents, one space for any white space), and so
 * are the phrases. In a phrase {a|b|} stands for one of its words, * for at most 100 bytes of the same sentence, ^ and
 * $ for the ends of the text, ~ for the rest of a word. Of one group only the heaviest sign that is found
 * counts.
 */

#include <glib.h>
#include <stdbool.h>

#include "mail/headers.h"
#include "model/message.h"

typedef enum { SIGN_IN_SUBJECT, SIGN_IN_NOTICE, SIGN_IN_OPENING, SIGN_PLACES } SignPlace;

typedef struct Sign {
	int weight; /* for the group's kind; less than 0 speaks against it */
	const char *phrase;
} Sign;

typedef struct SignGroup {
	MessageKind kind;
	SignPlace place;
	const Sign *signs; /* ended by a phrase of NULL */
} SignGroup;

/* Of one group in one text. */
typedef struct SignFound {
	int weight;	   /* 0 = nothing found */
	const char *words; /* inside the folded text */
	gsize length;
} SignFound;

/* A header field that speaks for a kind. */
typedef struct HeaderSign {
	MessageKind kind;
	int weight;
	const char *header;
	const char *words; /* one of them is in the value, lower case, "^" = at its beginning; "" = any value */
} HeaderSign;

#define SIGN_GROUPS_MAX 40

/* The weight of what proves nothing, but is said in notices as well. */
#define SIGN_BESIDE 1

/* All groups, of all places; ended by a group without signs. signs-notice.c, signs-reply.c, signs-absence.c,
 * signs-beside.c and signs-person.c fill them. */
extern const SignGroup *const sign_tables[];
extern const SignGroup signs_notice[], signs_reply[], signs_absence[], signs_beside[], signs_person[];
enum { SIGNS_AWAY, SIGNS_UNREAD }; /* the groups of signs_absence */

/* The groups through all tables in order, numbered from 0; NULL behind the last. */
const SignGroup *signs_group(int number);

/* All fields that are evidence; the first two say that a mail system speaks. */
extern const HeaderSign signs_headers[];
extern const gsize signs_headers_count;

/* Is the field there, and does its value hold one of the words? */
bool signs_header_holds(const Headers *headers, const HeaderSign *sign);

/* text folded, of at most max bytes of it. Caller owns. */
char *signs_fold(const char *text, gsize max);

/* Looks for all signs of one place in a folded text. found has SIGN_GROUPS_MAX places, numbered through the tables in
 * order; those of other places are left as they are. */
void signs_find(SignPlace place, const char *folded, SignFound *found);

/* Are those away, or is mail left unread, of whom found (of an opening) tells? */
bool signs_tell_absence(const SignFound *found);

#endif
