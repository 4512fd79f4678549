/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_OWN_WORDS_H
#define MAIL_OWN_WORDS_H

#include <glib.h>
#include <stdbool.h>

/*
 * Parts a mail's text (UTF-8, \n) into what its writer wrote and what he quotes: ">" lines with the attribution before
 * them, Outlook's and Notes' header blocks with all that follows. Signatures (after "-- ", or a name and contact data
 * that close the text), apps' advertisements and disclaimers are neither; the closing formula and the name below it
 * stay. Words between quotes stay, in their order. In doubt a line is his own: none of his words may be lost.
 *
 * Old mail without quote signs gets them in quoted, "> " for each mail that it is within: what introduces a quote
 * (names, dates) stands one less deep than its words. Time grows with the length. Caller owns own and quoted.
 */
void own_words(const char *text, char **own, char **quoted);

/* A line that closes a signature which began with "-- ", where HTML tells its end: an invisible character (U+2063). */
#define OWN_WORDS_SIGNATURE_END "\xE2\x81\xA3"

#endif
