/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/own-words-line.h"
#include "mail/own-words.h"

#include <stdlib.h>
#include <string.h>

/* Two-byte letters whose small form is as long: Latin-1, Latin Extended-A, Greek, Cyrillic. */
static void fold_pair(guchar *at)
{
	guchar *low = at + 1;

	if (*at == 0xC2 && *low == 0xA0) {
		at[0] = at[1] = ' ';
	} else if (*at == 0xC3 && *low >= 0x80 && *low <= 0x9E && *low != 0x97) {
		*low += 0x20;
	} else if (*at == 0xC4 || *at == 0xC5) {
		bool odd = (*at == 0xC4 && *low >= 0xB9) || (*at == 0xC5 && (*low <= 0x88 || *low >= 0xB9));

		if (odd && *low % 2 && !(*at == 0xC4 && *low == 0xBF) && *low != 0xBF)
			*low += 1;
		else if (!odd && *low % 2 == 0 && !(*at == 0xC4 && (*low == 0xB0 || *low == 0xB8)) && *low != 0xB8)
			*low += 1;
	} else if (*at == 0xCE && *low >= 0x91 && *low <= 0x9F) {
		*low += 0x20;
	} else if (*at == 0xCE && *low >= 0xA0 && *low <= 0xA9) {
		*at = 0xCF;
		*low -= 0x20;
	} else if (*at == 0xD0 && *low >= 0x90 && *low <= 0x9F) {
		*low += 0x20;
	} else if (*at == 0xD0 && *low >= 0xA0 && *low <= 0xAF) {
		*at = 0xD1;
		*low -= 0x20;
	} else if (*at == 0xD0 && *low >= 0x80 && *low <= 0x8F) {
		*at = 0xD1;
		*low += 0x10;
	}
}

static void fold(char *text)
{
	for (guchar *at = (guchar *)text; *at; at++) {
		if (*at < 0x80) {
			if (*at >= 'A' && *at <= 'Z')
				*at += 'a' - 'A';
		} else if (*at >= 0xC2 && *at < 0xE0 && at[1]) {
			fold_pair(at);
			at++;
		}
	}
}

Lines *lines_split(const char *text)
{
	Lines *lines = g_new0(Lines, 1);
	gsize length = strlen(text);
	guint count = 1;

	for (const char *at = text; (at = memchr(at, '\n', (gsize)(text + length - at))); at++)
		count++;
	lines->text = g_memdup2(text, length + 1);
	lines->folded = g_memdup2(text, length + 1);
	fold(lines->folded);
	lines->at = g_new0(Line, count);
	for (char *begin = lines->text; lines->count < count;) {
		char *end = strchr(begin, '\n');
		char *next = end ? end + 1 : NULL;
		Line *line = &lines->at[lines->count++];
		gsize offset = (gsize)(begin - lines->text);

		end = end ? end : begin + strlen(begin);
		line->dashes = end - begin == 3 && !memcmp(begin, "-- ", 3);
		while (end > begin && (g_ascii_isspace(end[-1]) || lines->folded[end - 1 - lines->text] == ' '))
			end--;
		line->text = begin;
		line->folded = lines->folded + offset;
		line->length = (gsize)(end - begin);
		lines->folded[offset + line->length] = '\0';
		*end = '\0';
		begin = next;
	}
	return lines;
}

void lines_free(Lines *lines)
{
	if (!lines)
		return;
	g_free(lines->at);
	g_free(lines->text);
	g_free(lines->folded);
	g_free(lines);
}

bool line_is_blank(const Line *line)
{
	return !line->length || !strcmp(line->text, OWN_WORDS_SIGNATURE_END);
}

guint lines_next_filled(const Lines *lines, guint at)
{
	while (at < lines->count && line_is_blank(&lines->at[at]))
		at++;
	return at;
}

void lines_mark(Lines *lines, guint from, guint until, LineKind kind)
{
	for (guint i = from; i < until && i < lines->count; i++)
		lines->at[i].kind = kind;
}

static bool is_letter(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

typedef struct Word {
	const char *text;
	gsize length;
} Word;

static int compare_words(const void *a, const void *b)
{
	const Word *left = a, *right = b;

	if (*left->text != *right->text)
		return (guchar)*left->text - (guchar)*right->text;
	/* the longest first */
	return (left->length < right->length) - (left->length > right->length);
}

static void make_index(WordSet *set)
{
	guint count = g_strv_length((char **)set->words);

	set->sorted = g_new0(Word, count + 1);
	for (guint i = 0; i < count; i++)
		set->sorted[i] = (Word){set->words[i], strlen(set->words[i])};
	qsort(set->sorted, count, sizeof *set->sorted, compare_words);
	for (guint i = 0, byte = 0; byte <= 256; byte++) {
		while (i < count && (guchar)*set->sorted[i].text < byte)
			i++;
		set->first[byte] = (guint16)i;
	}
}

gsize line_word_at(const char *text, WordSet *set)
{
	guchar byte = (guchar)*text;

	if (!set->sorted)
		make_index(set);
	for (guint i = set->first[byte]; i < set->first[byte + 1]; i++) {
		const Word *word = &set->sorted[i];

		/* the first byte is the same; the second mostly is not */
		if (word->length > 1 && word->text[1] != text[1])
			continue;
		if (!strncmp(text, word->text, word->length) &&
		    (!is_letter(text[word->length]) || !is_letter(text[word->length - 1])))
			return word->length;
	}
	return 0;
}

const char *line_find_word(const char *text, WordSet *set, gsize *length)
{
	bool inside = false;

	if (!set->sorted)
		make_index(set);
	for (const char *at = text; *at; at++) {
		bool letter = is_letter(*at);
		guchar byte = (guchar)*at;
		gsize size = 0;

		if (!(inside && letter) && set->first[byte] != set->first[byte + 1])
			size = line_word_at(at, set);
		if (size) {
			if (length)
				*length = size;
			return at;
		}
		inside = letter;
	}
	return NULL;
}

guint line_count_words(const char *text)
{
	guint count = 0;

	for (const char *at = text + strspn(text, " \t"); *at; at += strspn(at, " \t")) {
		const char *begin = at;

		at += strcspn(at, " \t");
		count += is_letter(*begin) || at - begin > 2;
	}
	return count;
}

/* Only dashes or underscores, as Outlook draws them above the block. */
bool line_is_rule(const Line *line)
{
	/* with the bytes of a dash and a bar of Unicode */
	gsize size = strspn(line->text, "_-=*~#+ \xE2\x80\x94\x95");

	return line->length >= 3 && size == line->length;
}
