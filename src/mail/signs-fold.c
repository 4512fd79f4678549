/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding: the form in which texts and phrases meet. */
#include <string.h>

#include "mail/signs.h"

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
