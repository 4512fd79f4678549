/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_OWN_WORDS_TONE_H
#define MAIL_OWN_WORDS_TONE_H

/* What lines sound like, for own-words-sign.c only: whether a person talks, or a signature does. */

#include "mail/own-words-line.h"

typedef enum {
	TONE_PROSE,
	TONE_SHORT,   /* few words, no sentence: a name, a title, a slogan */
	TONE_COMPANY, /* a company's form, a post, a street, a postcode */
	TONE_CONTACT, /* a number, an address, a page */
	TONE_LEGAL,
} Tone;

Tone tone_of(const Line *line);

/* One to five capitalised words. */
bool tone_is_name(const Line *line);

/* "Mit freundlichen Grüßen", perhaps with a name or a place behind it. */
bool tone_is_valediction(const Line *line);

/* "Von meinem iPhone gesendet". */
bool tone_is_app(const Line *line);

/* "CAUTION: this email originated from outside", as gateways put it above; next may be NULL. */
bool tone_is_banner(const Line *line, const Line *next);

/* "Besuchen Sie uns auf der Messe", below a name and its data. */
bool tone_is_advertisement(const Line *line);

bool tone_ends_sentence(const Line *line);

/* Does the paragraph that begins there talk like a disclaimer; do the lines like the footer of a mailing list, before anything
 * is told? */
bool tone_is_legal(const Lines *lines, guint from, guint until);
bool tone_is_list_footer(const Lines *lines, guint from, guint until);

#endif
