/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_PHRASE_H
#define MAIL_PHRASE_H

/* Regular expressions of the evidence tables, compiled once each. */

#include <glib.h>
#include <stdbool.h>

/* Does text (UTF-8) match? pattern is a literal of the program: a wrong one is a bug. */
bool phrase_match(const char *pattern, const char *text);

/* The first match's groups, as g_match_info_fetch_all() gives them, or NULL. Caller owns. */
char **phrase_find(const char *pattern, const char *text);

/* What stands between the matches, as g_regex_split() gives it. Caller owns. */
char **phrase_split(const char *pattern, const char *text);

/* All matches, one by one: as g_regex_match(). Caller frees match. */
void phrase_each(const char *pattern, const char *text, GMatchInfo **match);

#endif
