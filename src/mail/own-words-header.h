/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_OWN_WORDS_HEADER_H
#define MAIL_OWN_WORDS_HEADER_H

/* "Von: … Gesendet: … An: … Betreff: …" and its kin in many languages, for own-words-block.c only. Each function tells
 * how many lines from at on are such a block, or 0. */

#include "mail/own-words-line.h"

/* A block that proves itself. "From: Berlin, To: Rome, Date: 3 May" is a journey. */
guint header_length(const Lines *lines, guint at);

/* Whatever labels stand there: under a separator little proof is needed. */
guint header_labelled_length(const Lines *lines, guint at);

/* A block where only the recipients bear labels; *begin is set to the name and the date above it. */
guint header_addressed_length(const Lines *lines, guint at, guint *begin);

/* A name with address, under a rule or above what is marked as quoted. */
guint header_cut_length(const Lines *lines, guint at);

bool header_begins(const Line *line);
const char *header_bare(const Line *line); /* folded, without the signs of bold print or a table before it */

#endif
