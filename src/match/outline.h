/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_OUTLINE_H
#define MATCH_OUTLINE_H

/*
 * What of a message serves to find the mail that it answers when no header names it: subject, people, time, the words
 * it says, the words it quotes and whom it quotes. Words are compared as runs of RUN words, hashed, so that a client
 * may wrap the lines anew. Pure; the message is borrowed and must outlive its outline.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/message.h"

typedef struct Outline {
	const Message *message;
	char *subject;	     /* normalised */
	char *former;	     /* normalised: what "(was: …)" names; "" if nothing */
	char *tag;	     /* a list's, in brackets before the subject, folded; "" if none */
	bool is_reply;	     /* by its subject */
	int64_t at;	     /* when it came or was sent; UTC seconds, 0 = not known */
	GArray *said;	     /* guint32: runs of its own words, sorted */
	GArray *quoted;	     /* guint32: runs of the words that it quotes at first depth, sorted */
	GArray *quoted_deep; /* guint32: … that stand in a quote in a quote, sorted */
	char *introduction;  /* folded: what stands before the quote: names, addresses, date; "" if nothing */
} Outline;

Outline *outline_new(const Message *message);
void outline_free(Outline *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outline, outline_free)

/* How an answer and a message that may be meant are alike. */
typedef struct Likeness {
	bool subject;	 /* the same or the former one, and not empty */
	bool named;	 /* the quote's introduction names the other's sender */
	bool timed;	 /* … and the minute it was sent, in whatever zone */
	bool addressed;	 /* the answer goes to the other's sender */
	bool recipient;	 /* the answer comes from one of the other's recipients, or from his company */
	bool company;	 /* both go to one address, as on a list, or bear its tag */
	bool other_name; /* the introduction names people, not this one */
	bool self;	 /* both come from one sender */
	guint quoted;	 /* runs of first depth that the other said */
	guint of;	 /* runs of first depth that the answer has */
	guint passed;	 /* runs that the answer quotes one deeper than the other quotes or passes them on */
	guint deep;	 /* runs of second depth and more that the other said */
} Likeness;

Likeness outline_compare(const Outline *answer, const Outline *asked);

/* One number for order: quoted words first, then whom the quote names, then subject and people. 0 = not alike. */
int likeness_points(const Likeness *likeness);

/* Enough words to be no accident: a greeting is in every mail. */
bool likeness_quotes(const Likeness *likeness);

#endif
