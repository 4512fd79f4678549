/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_OWN_WORDS_LINE_H
#define MAIL_OWN_WORDS_LINE_H

/*
 * The lines of a mail's text, for own-words*.c only. Beside each line stands its folded twin: lower case, no-break
 * spaces as spaces, every letter as long as before, so that both have the same offsets and words are found by plain
 * comparison.
 */

#include <glib.h>
#include <stdbool.h>

typedef enum { LINE_OWN, LINE_QUOTE, LINE_SIGNATURE } LineKind;

typedef struct Line {
	const char *text; /* without white space at its end */
	const char *folded;
	gsize length;
	LineKind kind;
	bool marked; /* bears a quote sign of its own */
	bool dashes; /* exactly "-- " */
	guint depth; /* of quotes, where the line belongs to old mail without signs */
	guint8 tone; /* own-words-tone.c's own: what it has heard, and one; lines are asked about many times */
} Line;

typedef struct Lines {
	Line *at;
	guint count;
	char *text, *folded;
} Lines;

Lines *lines_split(const char *text);
void lines_free(Lines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lines, lines_free)

bool line_is_blank(const Line *line);

/* Only dashes, underscores and the like, as they are drawn above old mail. */
bool line_is_rule(const Line *line);

/* The index of the first filled line from at on, or count. */
guint lines_next_filled(const Lines *lines, guint at);

void lines_mark(Lines *lines, guint from, guint until, LineKind kind); /* until is not marked any more */

/* Words and phrases, folded; found by their first byte. The index is made at first use: one thread in each process
 * understands mail. */
typedef struct WordSet {
	const char *const *words; /* NULL-terminated */
	struct Word *sorted;
	guint16 first[257];
} WordSet;

#define WORD_SET(name, ...)                                                                                            \
	static const char *const name##_words[] = {__VA_ARGS__, NULL};                                                 \
	static WordSet name = {.words = name##_words}

/* The longest word of the set that text begins with and that ends there as a word; its length or 0. */
gsize line_word_at(const char *text, WordSet *set);

/* Does a word of the set stand in text, as a word? Where, or NULL; its length in *length, which may be NULL. */
const char *line_find_word(const char *text, WordSet *set, gsize *length);

guint line_count_words(const char *text);

/* The steps of own_words(), in their order. */
void quote_mark_signs(Lines *lines);
void block_mark_old_mail(Lines *lines);
void quote_mark_attributions(Lines *lines);
void sign_mark(Lines *lines);

/* How sure is it that lines first to last introduce a quote? */
typedef enum { ATTRIBUTION_NONE, ATTRIBUTION_WEAK, ATTRIBUTION_STRONG } Attribution;
Attribution attribution_of(const Lines *lines, guint first, guint last);

/* Does the text name a date, a time of day? */
bool attribution_names_date(const char *text);
bool attribution_names_time(const char *text);

#endif
