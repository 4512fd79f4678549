/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/phrase.h"

/* Patterns are literals: their address names them. One thread in each process understands mail. */
static GRegex *compiled(const char *pattern)
{
	static GHashTable *all;
	GError *error = NULL;

	if (!all)
		all = g_hash_table_new(g_direct_hash, g_direct_equal);
	GRegex *regex = g_hash_table_lookup(all, pattern);
	if (regex)
		return regex;
	regex = g_regex_new(pattern, G_REGEX_OPTIMIZE | G_REGEX_MULTILINE, 0, &error);
	if (!regex)
		g_error("pattern: %s", error->message);
	g_hash_table_insert(all, (gpointer)pattern, regex);
	return regex;
}

bool phrase_match(const char *pattern, const char *text)
{
	return g_regex_match(compiled(pattern), text, 0, NULL);
}

char **phrase_find(const char *pattern, const char *text)
{
	g_autoptr(GMatchInfo) match = NULL;

	if (!g_regex_match(compiled(pattern), text, 0, &match))
		return NULL;
	return g_match_info_fetch_all(match);
}

char **phrase_split(const char *pattern, const char *text)
{
	return g_regex_split(compiled(pattern), text, 0);
}

void phrase_each(const char *pattern, const char *text, GMatchInfo **match)
{
	g_regex_match(compiled(pattern), text, 0, match);
}
