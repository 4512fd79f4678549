/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/signs.h"

#include <string.h>

#define BUCKETS	    4096
#define GAP_BYTES   100
#define GROUPS_DEEP 8
#define PREFIX	    3
#define PREFIX_MAX  8

typedef struct Phrase {
	char *pattern;	/* folded */
	guint16 *jumps; /* of each brace and bar: where the next bar or brace of its group is */
	gsize length;
	int weight;
	int group;
	bool at_start;	 /* of the text only */
	bool open_start; /* also within a word */
} Phrase;

/* A phrase under one of the beginnings that it can have. */
typedef struct Entry {
	char prefix[PREFIX_MAX];
	guint16 length; /* of prefix, from PREFIX on; without spaces behind those: a match may leave them out */
	guint16 phrase;
	int next; /* in its bucket, -1 = last */
} Entry;

typedef struct Index {
	GArray *phrases;
	GArray *entries;
	int buckets[BUCKETS];
	bool open[256]; /* a phrase that may begin within a word begins with this byte */
} Index;

/* What of a pattern comes after the piece at hand. */
typedef struct Rest {
	gsize at, end;
	const struct Rest *next;
} Rest;

typedef struct Matching {
	const char *pattern;
	const guint16 *jumps;
	const char *start; /* of the text */
} Matching;

static Index *indexes[SIGN_PLACES];

static unsigned bucket_of(const char *at)
{
	return ((unsigned)(guchar)at[0] * 1089 + (unsigned)(guchar)at[1] * 33 + (unsigned)(guchar)at[2]) % BUCKETS;
}

static void fold_accent(GString *out, gunichar c)
{
	static const struct {
		gunichar c;
		const char *plain;
	} rows[] = {{0xE4, "ae"},  {0xF6, "oe"},  {0xFC, "ue"},	   {0xDF, "ss"},  {0xE6, "ae"},
		    {0xF8, "o"},   {0x142, "l"},  {0x2018, "'"},   {0x2019, "'"}, {0xB4, "'"},
		    {0x2013, "-"}, {0x2014, "-"}, {0x2026, "..."}, {0x2011, "-"}};
	gunichar lower = g_unichar_tolower(c), base, mark;

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].c == lower) {
			g_string_append(out, rows[i].plain);
			return;
		}
	/* "a" and the diaeresis as two characters, as Apple writes it */
	if (c == 0x308 && out->len && strchr("aou", out->str[out->len - 1]))
		g_string_append_c(out, 'e');
	else if (g_unichar_ismark(c) || g_unichar_iszerowidth(c))
		return;
	else if (g_unichar_decompose(lower, &base, &mark) && base < 0x80)
		g_string_append_c(out, (char)base);
	else
		g_string_append_unichar(out, lower);
}

/* Folds ASCII into out, at most size bytes, and goes on behind what was read; how many were written. */
static gsize fold_ascii(char *out, gsize size, const char **text, bool *spaced)
{
	gsize length = 0;
	const char *at = *text;

	for (; length < size && *at && (guchar)*at < 0x80; at++) {
		bool space = *at <= ' ';

		if (!space || !*spaced)
			out[length++] = (char)(space ? ' ' : *at >= 'A' && *at <= 'Z' ? *at + 32 : *at);
		*spaced = space;
	}
	*text = at;
	return length;
}

char *signs_fold(const char *text, gsize max)
{
	GString *out = g_string_sized_new(MIN(strlen(text), max) + 64);
	bool spaced = true;
	char run[256];

	for (const char *at = text; *at && out->len < max;) {
		gsize size = fold_ascii(run, MIN(sizeof run, max - out->len), &at, &spaced);

		g_string_append_len(out, run, (gssize)size);
		if (!*at || (guchar)*at < 0x80 || out->len >= max)
			continue;
		if ((guchar)at[0] == 0xC2 && (guchar)at[1] == 0xA0) {
			if (!spaced)
				g_string_append_c(out, ' ');
			spaced = true;
		} else {
			spaced = false;
			fold_accent(out, g_utf8_get_char(at));
		}
		at = g_utf8_next_char(at);
	}
	return g_string_free(out, FALSE);
}

static bool is_letter(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* Of the group that begins at at: where its last brace is. */
static gsize group_end(const char *pattern, const guint16 *jumps, gsize at)
{
	while (pattern[at] != '}')
		at = jumps[at];
	return at;
}

/* Files the entry, if it is not there already. */
static void add_entry(Index *index, Entry entry)
{
	unsigned bucket = bucket_of(entry.prefix);

	index->open[(guchar)*entry.prefix] |= g_array_index(index->phrases, Phrase, entry.phrase).open_start;
	for (int i = index->buckets[bucket]; i >= 0;) {
		const Entry *known = &g_array_index(index->entries, Entry, i);

		if (known->phrase != entry.phrase) /* those of one phrase come one after the other */
			break;
		if (!memcmp(known->prefix, entry.prefix, PREFIX_MAX))
			return;
		i = known->next;
	}
	entry.next = index->buckets[bucket];
	index->buckets[bucket] = (int)index->entries->len;
	g_array_append_val(index->entries, entry);
}

/* Files the phrase of the entry under each beginning that its pattern from at to end, and what comes after it, can have
 * behind the prefix so far. */
static void add_beginnings(Index *index, Entry entry, gsize at, gsize end, const Rest *rest)
{
	const Phrase *phrase = &g_array_index(index->phrases, Phrase, entry.phrase);
	const char *pattern = phrase->pattern;

	for (; at < end || rest; at++) {
		if (at == end) {
			at = rest->at - 1;
			end = rest->end;
			rest = rest->next;
			continue;
		}
		char c = pattern[at];

		if (entry.length == PREFIX_MAX || c == '*' || c == '~' ||
		    (entry.length >= PREFIX && (c == '$' || c == ' ' || c == '{')))
			break;
		if (c == '{') {
			const Rest behind = {group_end(pattern, phrase->jumps, at) + 1, end, rest};

			for (; pattern[at] != '}'; at = phrase->jumps[at])
				add_beginnings(index, entry, at + 1, phrase->jumps[at], &behind);
			return;
		}
		if (c != ' ' || entry.length)
			entry.prefix[entry.length++] = c;
	}
	if (entry.length < PREFIX)
		g_error("sign \"%s\": begins with fewer than %d letters", pattern, PREFIX);
	add_entry(index, entry);
}

/* A gap takes the spaces beside it. The length that is left. */
static gsize tighten_gaps(char *pattern)
{
	gsize out = 0;

	for (const char *at = pattern; *at; at++)
		if (*at != ' ' || (at[1] != '*' && (at == pattern || at[-1] != '*')))
			pattern[out++] = *at;
	pattern[out] = '\0';
	return out;
}

static guint16 *jumps_of(const char *pattern, gsize length)
{
	guint16 *jumps = g_new0(guint16, length + 1);
	gsize last[GROUPS_DEEP]; /* brace or bar of each group that is open */
	int depth = -1;

	for (gsize at = 0; at < length; at++) {
		char c = pattern[at];

		if (c == '{' && ++depth == GROUPS_DEEP)
			g_error("sign \"%s\": more than %d groups in each other", pattern, GROUPS_DEEP);
		if (depth < 0 || (c != '{' && c != '|' && c != '}'))
			continue;
		if (c != '{')
			jumps[last[depth]] = (guint16)at;
		if (c == '}')
			depth--;
		else
			last[depth] = at;
	}
	return jumps;
}

static void add_phrase(Index *index, int group, const Sign *sign)
{
	Phrase phrase = {.weight = sign->weight, .group = group};
	const char *from = sign->phrase;

	phrase.at_start = *from == '^';
	from += phrase.at_start;
	phrase.open_start = *from == '~';
	from += phrase.open_start;
	g_autofree char *folded = signs_fold(from, strlen(from) * 2);
	phrase.pattern = g_steal_pointer(&folded);
	phrase.length = tighten_gaps(phrase.pattern);
	phrase.jumps = jumps_of(phrase.pattern, phrase.length);
	g_array_append_val(index->phrases, phrase);
	add_beginnings(index, (Entry){.phrase = (guint16)(index->phrases->len - 1)}, 0, phrase.length, NULL);
}

/* groups is ended by NULL. */
static void list_groups(const SignGroup *groups[SIGN_GROUPS_MAX + 1])
{
	int count = 0;

	for (int table = 0; sign_tables[table]; table++)
		for (const SignGroup *group = sign_tables[table]; group->signs; group++) {
			if (count >= SIGN_GROUPS_MAX)
				g_error("more than %d groups of signs", SIGN_GROUPS_MAX);
			groups[count++] = group;
		}
}

const SignGroup *signs_group(int number)
{
	static const SignGroup *groups[SIGN_GROUPS_MAX + 1];

	if (!groups[0])
		list_groups(groups);
	return groups[number];
}

static Index *index_new(SignPlace place)
{
	Index *index = g_new0(Index, 1);
	int number = 0;

	index->phrases = g_array_sized_new(FALSE, FALSE, sizeof(Phrase), 1024);
	index->entries = g_array_sized_new(FALSE, FALSE, sizeof(Entry), 4096);
	for (int i = 0; i < BUCKETS; i++)
		index->buckets[i] = -1;
	for (const SignGroup *group; (group = signs_group(number)); number++) {
		for (const Sign *sign = group->signs; group->place == place && sign->phrase; sign++)
			add_phrase(index, number, sign);
	}
	return index;
}

/* The end of the text that the pattern from at to end, and what comes after it, match from text on; or NULL. */
static const char *match(const Matching *matching, gsize at, gsize end, const Rest *rest, const char *text, bool open);

/* The bytes that the pattern can go on with; false when it may be any. */
static bool first_bytes(const Matching *matching, gsize at, bool bytes[256])
{
	const char *pattern = matching->pattern;

	if (pattern[at] != '{') {
		bytes[(guchar)pattern[at]] = true;
		return pattern[at] && !strchr("*~$ |}", pattern[at]);
	}
	for (; pattern[at] != '}'; at = matching->jumps[at])
		if (!first_bytes(matching, at + 1, bytes))
			return false;
	return true;
}

/* "bzw. " and "Dr. " have no vowel, and end no sentence. */
static bool ends_sentence(const Matching *matching, const char *text)
{
	const char *at = text;

	if (!strchr(".!?", *text) || text[1] != ' ')
		return false;
	if (text == matching->start || *text != '.')
		return true;
	if (g_ascii_isdigit(text[-1])) /* "bis 4.12. nicht" goes on */
		return false;
	while (at > matching->start && g_ascii_isalpha(at[-1]))
		if (strchr("aeiouy", *--at))
			return true;
	return at == text;
}

static const char *match_gap(const Matching *matching, gsize at, gsize end, const Rest *rest, const char *text)
{
	bool bytes[256] = {false};
	bool any = !first_bytes(matching, at, bytes);

	for (int skipped = 0; skipped <= GAP_BYTES; skipped++, text++) {
		bool begins = !skipped || text == matching->start || !is_letter(*text) || !is_letter(text[-1]);

		if (begins && (any || bytes[(guchar)*text])) {
			const char *found = match(matching, at, end, rest, text, false);

			if (found)
				return found;
		}
		if (!*text || ends_sentence(matching, text))
			return NULL;
	}
	return NULL;
}

static const char *match_group(const Matching *matching, gsize at, gsize end, const Rest *rest, const char *text,
			       bool open)
{
	const char *pattern = matching->pattern;
	const Rest behind = {group_end(pattern, matching->jumps, at) + 1, end, rest};

	for (; pattern[at] != '}'; at = matching->jumps[at]) {
		/* most of the words are not there, and seen so by their first letter */
		if (g_ascii_islower(pattern[at + 1]) && pattern[at + 1] != *text)
			continue;
		const char *found = match(matching, at + 1, matching->jumps[at], &behind, text, open);

		if (found)
			return found;
	}
	return NULL;
}

static const char *match(const Matching *matching, gsize at, gsize end, const Rest *rest, const char *text, bool open)
{
	for (; at < end; at++) {
		char c = matching->pattern[at];

		if (c == '{')
			return match_group(matching, at, end, rest, text, open);
		if (c == '*')
			return match_gap(matching, at + 1, end, rest, text);
		if (c == '~') {
			while (is_letter(*text))
				text++;
			open = true;
		} else if (c == '$') {
			if (*text)
				return NULL;
		} else if (c == *text) {
			open = false;
			text++;
		} else if (c != ' ' || (text != matching->start && text[-1] != ' ' && *text)) {
			/* a space where a word was left out is none */
			return NULL;
		}
	}
	if (rest)
		return match(matching, rest->at, rest->end, rest->next, text, open);
	return open || text == matching->start || !is_letter(text[0]) || !is_letter(text[-1]) ? text : NULL;
}

static const char *holds(const Phrase *phrase, const char *start, const char *at)
{
	const Matching matching = {phrase->pattern, phrase->jumps, start};
	/* "[Out of office] x" */
	bool begins = at == start || (at == start + 1 && (*start == '[' || *start == '('));

	if (phrase->at_start && !begins)
		return NULL;
	return match(&matching, 0, phrase->length, NULL, at, false);
}

static bool begins_with(const char *text, const Entry *entry)
{
	for (guint i = 0; i < entry->length; i++)
		if (text[i] != entry->prefix[i])
			return false;
	return true;
}

void signs_find(SignPlace place, const char *folded, SignFound *found)
{
	if (!indexes[place])
		indexes[place] = index_new(place);

	const Index *index = indexes[place];
	bool after_letter = false;
	for (const char *at = folded; at[0] && at[1] && at[2]; at++) {
		const Entry *entry;
		bool letter = is_letter(*at), inside = letter && after_letter;

		after_letter = letter;
		if (inside && !index->open[(guchar)*at])
			continue;
		for (int i = index->buckets[bucket_of(at)]; i >= 0; i = entry->next) {
			entry = &g_array_index(index->entries, Entry, i);
			const Phrase *phrase = &g_array_index(index->phrases, Phrase, entry->phrase);
			SignFound *best = &found[phrase->group];
			const char *end;

			if (!begins_with(at, entry) || (inside && !phrase->open_start) ||
			    ABS(phrase->weight) <= ABS(best->weight) || !(end = holds(phrase, folded, at)))
				continue;
			best->weight = phrase->weight;
			best->words = at;
			best->length = (gsize)(end - at);
		}
	}
}

bool signs_tell_absence(const SignFound *found)
{
	int number = 0;

	for (const SignGroup *group; (group = signs_group(number)); number++)
		if ((group == &signs_absence[SIGNS_AWAY] || group == &signs_absence[SIGNS_UNREAD]) &&
		    found[number].weight > 0)
			return true;
	return false;
}
