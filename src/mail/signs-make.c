/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs while cmc is built, and writes signs-index.c: the phrases of all tables of signs, folded, and filed under the
 * beginnings that they can have. A sign that breaks the rules of mail/signs.h ends the build.
 */
#include <stdio.h>
#include <string.h>

#include "mail/signs-index.h"

#define GROUPS_DEEP 8
#define COLUMNS	    24

/* One place's index while it is made. */
typedef struct Making {
	GString *patterns; /* each ended by NUL */
	GArray *jumps;	   /* guint16 */
	GArray *phrases;   /* SignPhrase */
	GArray *entries;   /* SignEntry */
	gint16 buckets[SIGN_BUCKETS];
	guint8 open[256];
} Making;

/* Files the entry, if it is not there already. */
static void add_entry(Making *making, SignEntry entry)
{
	unsigned bucket = signs_bucket(entry.prefix);
	const SignPhrase *phrase = &g_array_index(making->phrases, SignPhrase, entry.phrase);

	making->open[(guchar)*entry.prefix] |= phrase->open_start;
	for (int i = making->buckets[bucket]; i >= 0;) {
		const SignEntry *known = &g_array_index(making->entries, SignEntry, i);

		if (known->phrase != entry.phrase) /* those of one phrase come one after the other */
			break;
		if (!memcmp(known->prefix, entry.prefix, SIGN_PREFIX_MAX))
			return;
		i = known->next;
	}
	if (making->entries->len >= G_MAXINT16)
		g_error("more than %d beginnings of signs", G_MAXINT16);
	entry.next = making->buckets[bucket];
	making->buckets[bucket] = (gint16)making->entries->len;
	g_array_append_val(making->entries, entry);
}

/* Files the phrase of the entry under each beginning that its pattern from at to end, and what comes after it, can have
 * behind the prefix so far. */
static void add_beginnings(Making *making, SignEntry entry, gsize at, gsize end, const SignRest *rest)
{
	const SignPhrase *phrase = &g_array_index(making->phrases, SignPhrase, entry.phrase);
	const char *pattern = making->patterns->str + phrase->pattern;
	const guint16 *jumps = &g_array_index(making->jumps, guint16, phrase->jumps);

	for (; at < end || rest; at++) {
		if (at == end) {
			at = rest->at - 1;
			end = rest->end;
			rest = rest->next;
			continue;
		}
		char c = pattern[at];

		if (entry.length == SIGN_PREFIX_MAX || c == '*' || c == '~' ||
		    (entry.length >= SIGN_PREFIX && (c == '$' || c == ' ' || c == '{')))
			break;
		if (c == '{') {
			const SignRest behind = {signs_group_end(pattern, jumps, at) + 1, end, rest};

			for (; pattern[at] != '}'; at = jumps[at])
				add_beginnings(making, entry, at + 1, jumps[at], &behind);
			return;
		}
		if (c != ' ' || entry.length)
			entry.prefix[entry.length++] = c;
	}
	if (entry.length < SIGN_PREFIX)
		g_error("sign \"%s\": begins with fewer than %d letters", pattern, SIGN_PREFIX);
	add_entry(making, entry);
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

/* Adds those of pattern; where they begin. */
static guint32 add_jumps(GArray *all, const char *pattern, gsize length)
{
	guint begin = all->len;
	gsize last[GROUPS_DEEP]; /* brace or bar of each group that is open */
	int depth = -1;

	if (!strchr(pattern, '{'))
		return 0;
	g_array_set_size(all, begin + (guint)length);
	for (gsize at = 0; at < length; at++) {
		char c = pattern[at];

		if (c == '{' && ++depth == GROUPS_DEEP)
			g_error("sign \"%s\": more than %d groups in each other", pattern, GROUPS_DEEP);
		if (depth < 0 || (c != '{' && c != '|' && c != '}'))
			continue;
		if (c != '{')
			g_array_index(all, guint16, begin + last[depth]) = (guint16)at;
		if (c == '}')
			depth--;
		else
			last[depth] = at;
	}
	if (depth >= 0)
		g_error("sign \"%s\": a group without end", pattern);
	return begin;
}

static void add_phrase(Making *making, int group, const Sign *sign)
{
	SignPhrase phrase = {.weight = (gint16)sign->weight, .group = (guint16)group};
	const char *from = sign->phrase;

	phrase.at_start = *from == '^';
	from += phrase.at_start;
	phrase.open_start = *from == '~';
	from += phrase.open_start;
	g_autofree char *pattern = signs_fold(from, strlen(from) * 2);
	phrase.length = (guint16)tighten_gaps(pattern);
	phrase.pattern = (guint32)making->patterns->len;
	phrase.jumps = add_jumps(making->jumps, pattern, phrase.length);
	g_string_append_len(making->patterns, pattern, (gssize)phrase.length + 1);
	g_array_append_val(making->phrases, phrase);
	add_beginnings(making, (SignEntry){.phrase = (guint16)(making->phrases->len - 1)}, 0, phrase.length, NULL);
}

static void make(Making *making, SignPlace place)
{
	int group = 0;

	for (int i = 0; i < SIGN_BUCKETS; i++)
		making->buckets[i] = -1;
	for (int table = 0; sign_tables[table]; table++)
		for (const SignGroup *each = sign_tables[table]; each->signs; each++, group++)
			for (const Sign *sign = each->signs; each->place == place && sign->phrase; sign++)
				add_phrase(making, group, sign);
}

/* A byte of a C string or character. Octal, so that no digit behind it belongs to it. */
static void print_byte(char c)
{
	if (c >= ' ' && c < 127 && !strchr("\"'\\?", c))
		putchar(c);
	else
		printf("\\%03o", (unsigned)(guchar)c);
}

static void print_patterns(const Making *making, int place)
{
	printf("static const char patterns_%d[] =", place);
	for (guint i = 0; i < making->phrases->len; i++) {
		const SignPhrase *phrase = &g_array_index(making->phrases, SignPhrase, i);

		printf("\n\t\"");
		for (guint k = 0; k < phrase->length; k++)
			print_byte(making->patterns->str[phrase->pattern + k]);
		printf("\\000\"");
	}
	printf(";\n");
}

static void print_tables(const Making *making, int place)
{
	printf("static const SignPhrase phrases_%d[] = {\n", place);
	for (guint i = 0; i < making->phrases->len; i++) {
		const SignPhrase *phrase = &g_array_index(making->phrases, SignPhrase, i);

		printf("\t{%u, %u, %u, %d, %u, %u, %u},\n", phrase->pattern, phrase->jumps, phrase->length,
		       phrase->weight, phrase->group, phrase->at_start, phrase->open_start);
	}
	printf("};\nstatic const SignEntry entries_%d[] = {\n", place);
	for (guint i = 0; i < making->entries->len; i++) {
		const SignEntry *entry = &g_array_index(making->entries, SignEntry, i);

		printf("\t{%d, %u, %u, {", entry->next, entry->phrase, entry->length);
		for (guint k = 0; k < entry->length; k++) {
			printf("%s'", k ? ", " : "");
			print_byte(entry->prefix[k]);
			printf("'");
		}
		printf("}},\n");
	}
	printf("};\n");
}

/* NUMBERS: an array of count integers, as C has them. */
#define PRINT_NUMBERS(type, name, place, numbers, count)                                                               \
	do {                                                                                                           \
		printf("static const " type " " name "_%d[] = {", place);                                              \
		for (guint i = 0; i < (count); i++)                                                                    \
			printf("%s%d,", i % COLUMNS ? " " : "\n\t", (int)(numbers)[i]);                                \
		printf("\n};\n");                                                                                      \
	} while (0)

int main(void)
{
	static Making makings[SIGN_PLACES];

	printf("/* Made by signs-make.c of the tables of signs. */\n#include \"mail/signs-index.h\"\n\n");
	for (int place = 0; place < SIGN_PLACES; place++) {
		Making *making = &makings[place];

		making->patterns = g_string_new(NULL);
		making->jumps = g_array_sized_new(FALSE, TRUE, sizeof(guint16), SIGN_BUCKETS);
		making->phrases = g_array_new(FALSE, FALSE, sizeof(SignPhrase));
		making->entries = g_array_new(FALSE, FALSE, sizeof(SignEntry));
		make(making, (SignPlace)place);
		print_patterns(making, place);
		print_tables(making, place);
		PRINT_NUMBERS("guint16", "jumps", place, (const guint16 *)(const void *)making->jumps->data,
			      making->jumps->len);
		PRINT_NUMBERS("gint16", "buckets", place, making->buckets, SIGN_BUCKETS);
		PRINT_NUMBERS("guint8", "open", place, making->open, G_N_ELEMENTS(making->open));
	}
	printf("const SignIndex signs_index[SIGN_PLACES] = {\n");
	for (int i = 0; i < SIGN_PLACES; i++)
		printf("\t{patterns_%d, jumps_%d, phrases_%d, entries_%d, buckets_%d, open_%d},\n", i, i, i, i, i, i);
	printf("};\n");
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
