/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/signs.h"

#include <string.h>

#include "mail/signs-index.h"

#define GAP_BYTES 100

typedef struct Matching {
	const char *pattern;
	const guint16 *jumps;
	const char *start; /* of the text */
} Matching;

static bool is_letter(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
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

/* The end of the text that the pattern from at to end, and what comes after it, match from text on; or NULL. */
static const char *match(const Matching *matching, gsize at, gsize end, const SignRest *rest, const char *text,
			 bool open);

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

static const char *match_gap(const Matching *matching, gsize at, gsize end, const SignRest *rest, const char *text)
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

static const char *match_group(const Matching *matching, gsize at, gsize end, const SignRest *rest, const char *text,
			       bool open)
{
	const char *pattern = matching->pattern;
	const SignRest behind = {signs_group_end(pattern, matching->jumps, at) + 1, end, rest};

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

static const char *match(const Matching *matching, gsize at, gsize end, const SignRest *rest, const char *text,
			 bool open)
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

static const char *holds(const SignIndex *index, const SignPhrase *phrase, const char *start, const char *at)
{
	const Matching matching = {index->patterns + phrase->pattern, index->jumps + phrase->jumps, start};
	/* "[Out of office] x" */
	bool begins = at == start || (at == start + 1 && (*start == '[' || *start == '('));

	if (phrase->at_start && !begins)
		return NULL;
	return match(&matching, 0, phrase->length, NULL, at, false);
}

static bool begins_with(const char *text, const SignEntry *entry)
{
	for (guint i = 0; i < entry->length; i++)
		if (text[i] != entry->prefix[i])
			return false;
	return true;
}

void signs_find(SignPlace place, const char *folded, SignFound *found)
{
	const SignIndex *index = &signs_index[place];
	bool after_letter = false;

	for (const char *at = folded; at[0] && at[1] && at[2]; at++) {
		const SignEntry *entry;
		bool letter = is_letter(*at), inside = letter && after_letter;

		after_letter = letter;
		if (inside && !index->open[(guchar)*at])
			continue;
		for (int i = index->buckets[signs_bucket(at)]; i >= 0; i = entry->next) {
			entry = &index->entries[i];
			const SignPhrase *phrase = &index->phrases[entry->phrase];
			SignFound *best = &found[phrase->group];
			const char *end;

			if (!begins_with(at, entry) || (inside && !phrase->open_start) ||
			    ABS(phrase->weight) <= ABS(best->weight) || !(end = holds(index, phrase, folded, at)))
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
