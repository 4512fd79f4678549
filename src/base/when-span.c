/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lengths of time as people write them: "1h 30m", "zwei Wochen", "half an hour". */
#include "base/when.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "base/when-said.h"
#include "base/when-words.h"

#define SPAN_MAX_S (3660LL * DAY_S)

int when_group_number(const GMatchInfo *match, int group, int none)
{
	g_autofree char *digits = g_match_info_fetch(match, group);

	return digits && *digits ? atoi(digits) : none;
}

char *when_group_word(const GMatchInfo *match, int group)
{
	g_autofree char *found = g_match_info_fetch(match, group);

	return g_utf8_strdown(found ? found : "", -1);
}

/* One match of the part below, in seconds; *unit_s of its unit. */
static int64_t part_s(const GMatchInfo *match, int *unit_s)
{
	g_autofree char *count = when_group_word(match, 2), *unit = when_group_word(match, 3);

	if (!*unit) {
		*unit_s = 60;
		return 30 * 60;
	}
	*unit_s = when_unit_s(unit);
	return (int64_t)when_group_number(match, 1, when_count(count)) * *unit_s;
}

bool when_sum_span(const char *text, int64_t *seconds, bool *days_only, GError **error)
{
	g_autoptr(GRegex) part =
		g_regex_new(WHEN_HALF_HOUR "|(?:(\\d{1,6})|(" WHEN_COUNT ")(?=\\s))\\s?(" WHEN_UNIT ")(?![[:alpha:]])",
			    G_REGEX_CASELESS, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	*seconds = 0;
	*days_only = true;
	for (bool more = g_regex_match(part, text, 0, &match); more; more = g_match_info_next(match, NULL)) {
		int unit_s;

		*seconds += part_s(match, &unit_s);
		*days_only &= unit_s >= DAY_S;
		if (*seconds > SPAN_MAX_S)
			return when_fail(error, _("the span is too long"), text);
	}
	return true;
}

bool when_parse_duration(const char *text, int64_t *seconds, GError **error)
{
	g_autofree char *tidied = when_tidy(text, error);
	bool days_only;

	if (!tidied)
		return false;
	if (g_str_has_prefix(tidied, "-") || g_str_has_prefix(tidied, "−"))
		return when_fail(error, _("a duration must not be negative"), tidied);
	if (!g_regex_match_simple("^(?:" WHEN_SPANS ")$", tidied, G_REGEX_CASELESS | G_REGEX_DOLLAR_ENDONLY, 0))
		return when_fail(error, _("not understood as a duration"), tidied);
	return when_sum_span(tidied, seconds, &days_only, error);
}
