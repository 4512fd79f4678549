/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/clues.h"

#include <stdio.h>
#include <string.h>

#define WORD_MIN 3
/* From this length on a word also counts inside a longer one: German compounds and endings. */
#define STEM_MIN 5

/* Words that stand in every second mail. */
static const char *const common[] = {
	"about", "aber", "alle", "and", "are", "auch", "auf", "bei", "call", "das",  "dass", "dear", "dem",   "den",  "der",
	"des",	 "die",	 "eine", "ein", "einen", "for", "from", "für", "have", "ich", "ihnen", "ihr", "ihre",	"ihrem", "ist",
	"mail",	 "mit",	 "nach", "noch", "our", "oder", "per",	"send", "sent", "sie", "the", "their", "this",	"und",	"uns",
	"unser", "unsere", "von", "was", "wie", "wir", "with", "you", "your", "zum", "zur",
};

static const char *const month_names[][4] = {
	{"january", "januar", "jan", NULL},   {"february", "februar", "feb", NULL}, {"march", "märz", "mar", "mär"},
	{"april", "apr", NULL, NULL},	      {"may", "mai", NULL, NULL},	    {"june", "juni", "jun", NULL},
	{"july", "juli", "jul", NULL},	      {"august", "aug", NULL, NULL},	    {"september", "sep", "sept", NULL},
	{"october", "oktober", "oct", "okt"}, {"november", "nov", NULL, NULL},	    {"december", "dezember", "dec", "dez"},
};

/* Folded case, every run of white space and quote signs one space. Caller owns. */
static char *flatten(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
	g_autofree char *folded = g_utf8_casefold(valid, -1);
	GString *flat = g_string_new(NULL);

	for (const char *at = folded; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (!g_unichar_isspace(c) && c != '>' && c != '|')
			g_string_append_unichar(flat, c);
		else if (flat->len && flat->str[flat->len - 1] != ' ')
			g_string_append_c(flat, ' ');
	}
	return g_strchomp(g_string_free(flat, FALSE));
}

/* The distinct words of at least min letters, folded. */
static GPtrArray *words_of(const char *text, glong min)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *flat = flatten(text);

	for (const char *at = flat; *at;) {
		const char *end = at;

		while (*end && g_unichar_isalnum(g_utf8_get_char(end)))
			end = g_utf8_next_char(end);
		if (end == at) {
			at = g_utf8_next_char(at);
			continue;
		}
		g_autofree char *word = g_strndup(at, (gsize)(end - at));
		if (g_utf8_strlen(word, -1) >= min && !g_ptr_array_find_with_equal_func(words, word, g_str_equal, NULL))
			g_ptr_array_add(words, g_steal_pointer(&word));
		at = end;
	}
	return words;
}

static bool is_common(const char *word)
{
	for (gsize i = 0; i < G_N_ELEMENTS(common); i++)
		if (g_str_equal(word, common[i]))
			return true;
	return false;
}

/* Does pattern stand in text and is no part of a longer number or word? */
static bool stands_in(const char *text, const char *pattern)
{
	gsize length = strlen(pattern);

	for (const char *at = strstr(text, pattern); at; at = strstr(at + 1, pattern)) {
		gunichar before = at == text ? ' ' : g_utf8_get_char(g_utf8_prev_char(at));
		gunichar after = g_utf8_get_char(at + length);

		if (!g_unichar_isalnum(before) && !g_unichar_isalnum(after))
			return true;
	}
	return false;
}

static int count_words(const GPtrArray *words, const char *flat, int at_most)
{
	int hits = 0;

	for (guint i = 0; i < words->len && hits < at_most; i++) {
		const char *word = words->pdata[i];

		if (!is_common(word))
			hits += g_utf8_strlen(word, -1) >= STEM_MIN ? strstr(flat, word) != NULL : stands_in(flat, word);
	}
	return hits;
}

/* Every way in which people write that day; NULL-terminated. Caller owns. */
static GStrv day_forms(int year, int month, int day)
{
	GPtrArray *forms = g_ptr_array_new();

	g_ptr_array_add(forms, g_strdup_printf("%04d-%02d-%02d", year, month, day));
	g_ptr_array_add(forms, g_strdup_printf("%d.%d.%d", day, month, year));
	g_ptr_array_add(forms, g_strdup_printf("%02d.%02d.%d", day, month, year));
	g_ptr_array_add(forms, g_strdup_printf("%02d.%02d.%02d", day, month, year % 100));
	g_ptr_array_add(forms, g_strdup_printf("%d.%d.", day, month));
	g_ptr_array_add(forms, g_strdup_printf("%02d.%02d.", day, month));
	g_ptr_array_add(forms, g_strdup_printf("%d. %d.", day, month));
	for (int i = 0; i < 4 && month_names[month - 1][i]; i++) {
		const char *name = month_names[month - 1][i];

		g_ptr_array_add(forms, g_strdup_printf("%d %s", day, name));
		g_ptr_array_add(forms, g_strdup_printf("%d. %s", day, name));
		g_ptr_array_add(forms, g_strdup_printf("%s %d", name, day));
	}
	g_ptr_array_add(forms, NULL);
	return (GStrv)g_ptr_array_free(forms, FALSE);
}

static bool names_day(const char *flat, int year, int month, int day)
{
	g_auto(GStrv) forms = day_forms(year, month, day);

	for (char **form = forms; *form; form++)
		if (stands_in(flat, *form))
			return true;
	return false;
}

static bool names_time(const char *flat, int hour, int minute)
{
	g_autofree char *colon = g_strdup_printf("%d:%02d", hour, minute);
	g_autofree char *padded = g_strdup_printf("%02d:%02d", hour, minute);
	g_autofree char *clock = minute ? g_strdup_printf("%d.%02d uhr", hour, minute) : g_strdup_printf("%d uhr", hour);
	int twelve = hour % 12 ? hour % 12 : 12;
	g_autofree char *noon = minute ? g_strdup_printf("%d:%02d %s", twelve, minute, hour < 12 ? "am" : "pm")
				       : g_strdup_printf("%d %s", twelve, hour < 12 ? "am" : "pm");
	g_autofree char *tight = minute ? g_strdup_printf("%d:%02d%s", twelve, minute, hour < 12 ? "am" : "pm")
					: g_strdup_printf("%d%s", twelve, hour < 12 ? "am" : "pm");

	return stands_in(flat, colon) || stands_in(flat, padded) || stands_in(flat, clock) || stands_in(flat, noon) ||
	       stands_in(flat, tight);
}

static int count_date(const char *flat, const Appointment *appointment)
{
	int year, month, day, hour, minute;

	if (!appointment || !appointment->local ||
	    sscanf(appointment->local, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour, &minute) != 5 || month < 1 ||
	    month > 12)
		return 0;
	return 2 * names_day(flat, year, month, day) + names_time(flat, hour, minute);
}

int clues_of_call(const Message *message, const Call *call, const Appointment *appointment)
{
	g_autofree char *both = g_strconcat(message->subject ? message->subject : "", "\n",
					    message->text ? message->text : "", NULL);
	g_autofree char *flat = flatten(both);
	g_autoptr(GPtrArray) topic = words_of(call->topic, WORD_MIN);
	g_autoptr(GPtrArray) promise = words_of(call->promise, WORD_MIN);
	int points = count_words(topic, flat, 3) + count_words(promise, flat, 2) + count_date(flat, appointment);

	for (guint i = 0; i < message->attachments->len; i++) {
		g_autofree char *name = flatten(message->attachments->pdata[i]);

		if (count_words(promise, name, 1))
			return points + 2;
	}
	return points;
}

bool clues_same_person(const char *a, const char *b)
{
	g_autoptr(GPtrArray) left = words_of(a, 2);
	g_autoptr(GPtrArray) right = words_of(b, 2);

	if (left->len < 2 || left->len != right->len)
		return false;
	for (guint i = 0; i < left->len; i++)
		if (!g_ptr_array_find_with_equal_func(right, left->pdata[i], g_str_equal, NULL))
			return false;
	return true;
}

bool clues_names(const char *folded, const char *name)
{
	g_autoptr(GPtrArray) words = words_of(name, 2);
	bool any = false;

	for (guint i = 0; i < words->len; i++) {
		if (!stands_in(folded, words->pdata[i]))
			return false;
		any |= g_utf8_strlen(words->pdata[i], -1) >= WORD_MIN;
	}
	return any;
}
