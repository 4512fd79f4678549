/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/holiday.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

typedef enum { BASE_DATE, BASE_EASTER, BASE_WEEKDAY } Base;

typedef struct Rule {
	Base base;
	int month, day; /* of the date, or of the date before which the weekday lies */
	int days;	/* from Easter */
	GDateWeekday weekday;
	char **states; /* NULL = all */
	int from, until;
	char *name, *german;
} Rule;

static void rule_free(gpointer data)
{
	Rule *rule = data;

	g_strfreev(rule->states);
	g_free(rule->name);
	g_free(rule->german);
	g_free(rule);
}

/* The method of Meeus, Jones and Butcher. */
void holiday_easter(int year, GDate *out)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int sum = h + l - 7 * m + 114;

	g_date_clear(out, 1);
	g_date_set_dmy(out, (GDateDay)(sum % 31 + 1), (GDateMonth)(sum / 31), (GDateYear)year);
}

static bool parse_date(Rule *rule, const char *text)
{
	static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	int end = 0;

	if (sscanf(text, "easter%d%n", &rule->days, &end) == 1 && !text[end]) {
		rule->base = BASE_EASTER;
		return true;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(weekdays); i++)
		if (g_str_has_prefix(text, weekdays[i]) && text[3] == '<') {
			rule->base = BASE_WEEKDAY;
			rule->weekday = (GDateWeekday)(i + 1);
			text += 4;
			break;
		}
	return sscanf(text, "%2d-%2d%n", &rule->month, &rule->day, &end) == 2 && !text[end] &&
	       g_date_valid_dmy((GDateDay)rule->day, (GDateMonth)rule->month, 2000);
}

static bool parse_years(Rule *rule, const char *text)
{
	int end = 0;

	rule->from = 0;
	rule->until = G_MAXINT;
	if (g_str_equal(text, "*"))
		return true;
	if (*text == '-')
		return sscanf(text + 1, "%4d%n", &rule->until, &end) == 1 && !text[1 + end];
	if (sscanf(text, "%4d%n", &rule->from, &end) != 1 || rule->from < 0)
		return false;
	if (!text[end])
		rule->until = rule->from;
	return !text[end] || g_str_equal(text + end, "-");
}

static bool parse_line(Rule *rule, char *line)
{
	char *fields[3];

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		fields[i] = line;
		line += strcspn(line, " \t");
		if (!*line)
			return false;
		*line++ = '\0';
		line += strspn(line, " \t");
	}
	g_auto(GStrv) names = g_strsplit(line, ";", 2);
	if (!names[0] || !names[1] || !parse_date(rule, fields[0]) || !parse_years(rule, fields[2]))
		return false;
	rule->states = g_str_equal(fields[1], "*") ? NULL : g_strsplit(fields[1], ",", -1);
	rule->name = g_strdup(g_strstrip(names[0]));
	rule->german = g_strdup(g_strstrip(names[1]));
	return *rule->name && *rule->german;
}

GPtrArray *holiday_parse(const char *text, GError **error)
{
	g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func(rule_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (int i = 0; lines[i]; i++) {
		char *line = g_strstrip(lines[i]);

		if (!*line || *line == '#')
			continue;
		Rule *rule = g_new0(Rule, 1);
		g_ptr_array_add(rules, rule);
		if (!parse_line(rule, line)) {
			g_set_error(error, ERROR, ERROR_DATA, "line %d is no rule for a public holiday", i + 1);
			return NULL;
		}
	}
	return g_steal_pointer(&rules);
}

static bool falls_on(const Rule *rule, const GDate *day)
{
	int year = g_date_get_year(day);
	GDate date;

	if (year < rule->from || year > rule->until)
		return false;
	if (rule->base == BASE_EASTER) {
		holiday_easter(year, &date);
		return g_date_days_between(&date, day) == rule->days;
	}
	if (rule->base == BASE_DATE)
		return (int)g_date_get_month(day) == rule->month && g_date_get_day(day) == rule->day;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)rule->day, (GDateMonth)rule->month, (GDateYear)year);
	int ahead = g_date_days_between(day, &date);
	return g_date_get_weekday(day) == rule->weekday && ahead >= 1 && ahead <= 7;
}

const char *holiday_on(const GPtrArray *rules, const char *state, const char *language, const GDate *day)
{
	for (guint i = 0; i < rules->len; i++) {
		const Rule *rule = rules->pdata[i];
		bool here = !rule->states || (state && g_strv_contains((const char *const *)rule->states, state));

		if (here && falls_on(rule, day))
			return g_strcmp0(language, "de") == 0 ? rule->german : rule->name;
	}
	return NULL;
}
