/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people write. The text is read from left to right by a table of rules, each a regular expression and what it
 * says; a word that no rule takes is an error.
 */
#include "base/when.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/when-said.h"
#include "base/when-words.h"

#define TEXT_MAX 200

typedef bool (*RuleFunc)(Said *said, const GMatchInfo *match, GError **error);

bool when_fail(GError **error, const char *what, const char *text)
{
	g_autofree char *safe = text_safe(text, false);

	g_set_error(error, ERROR, ERROR_DATA, _("%s: \"%s\""), what, safe);
	return false;
}

static bool say_date(Said *said, int year, int month, int day, GError **error)
{
	/* without a year any year will do, so one that has a 29 February */
	if (month < 1 || month > 12 || day < 1 || day > 31 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)(year ? year : 2000)))
		return when_fail(error, _("there is no such day"), said->text);
	if (said->date || said->days)
		return when_fail(error, _("two days are named"), said->text);
	said->date = true;
	said->year = year;
	said->month = month;
	said->day = day;
	return true;
}

static bool say_clock(Said *said, int hour, int minute, const char *half, GError **error)
{
	said->half = *half != '\0';
	if (*half && (hour < 1 || hour > 12))
		return when_fail(error, _("there is no such time"), said->text);
	if (*half)
		hour = hour % 12 + (*half == 'p' ? 12 : 0);
	if (hour > 23 || minute > 59)
		return when_fail(error, _("there is no such time"), said->text);
	if (said->clock)
		return when_fail(error, _("two times are named"), said->text);
	said->clock = true;
	said->hour = hour;
	said->minute = minute;
	return true;
}

static bool say_part(Said *said, DayPart part, GError **error)
{
	if (said->part)
		return when_fail(error, _("two parts of the day are named"), said->text);
	said->part = part;
	return true;
}

static bool say_days(Said *said, int64_t count, GError **error)
{
	if (said->date || said->days)
		return when_fail(error, _("two days are named"), said->text);
	said->days = true;
	said->day_count = count;
	return true;
}

/* 2026-11-26T14:00:00+01:00: wall time and offset, so one moment. */
static bool on_instant(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *offset = when_group_word(match, 7);
	int hours = 0, minutes = 0;
	g_autoptr(GDateTime) utc = g_date_time_new_utc(when_group_number(match, 1, 0), when_group_number(match, 2, 0),
						       when_group_number(match, 3, 0), when_group_number(match, 4, 0),
						       when_group_number(match, 5, 0), when_group_number(match, 6, 0));

	if (*offset != 'z') {
		hours = (offset[1] - '0') * 10 + offset[2] - '0';
		minutes = atoi(offset + strlen(offset) - 2);
	}
	if (!utc || hours > 14 || minutes > 59)
		return when_fail(error, _("there is no such date and time"), said->text);
	said->instant = true;
	said->at = g_date_time_to_unix(utc) - (*offset == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return true;
}

static bool on_iso_date(Said *said, const GMatchInfo *match, GError **error)
{
	int year = when_group_number(match, 1, 0);

	if (year == 0)
		return when_fail(error, _("there is no such day"), said->text);
	return say_date(said, year, when_group_number(match, 2, 0), when_group_number(match, 3, 0), error);
}

static bool on_german_date(Said *said, const GMatchInfo *match, GError **error)
{
	int year = when_group_number(match, 3, -1), short_year = when_group_number(match, 4, -1);

	if (year == 0)
		return when_fail(error, _("there is no such day"), said->text);
	if (year < 0)
		year = short_year < 0 ? 0 : 2000 + short_year;
	return say_date(said, year, when_group_number(match, 2, 0), when_group_number(match, 1, 0), error);
}

static bool on_day_month(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *month = when_group_word(match, 2);

	return say_date(said, when_group_number(match, 3, 0), when_month(month), when_group_number(match, 1, 0), error);
}

static bool on_month_day(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *month = when_group_word(match, 1);

	return say_date(said, when_group_number(match, 3, 0), when_month(month), when_group_number(match, 2, 0), error);
}

static bool on_clock(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *half = when_group_word(match, 4);

	if (when_group_number(match, 3, 0) > 59)
		return when_fail(error, _("there is no such time"), said->text);
	return say_clock(said, when_group_number(match, 1, 0), when_group_number(match, 2, 0), half, error);
}

static bool on_uhr(Said *said, const GMatchInfo *match, GError **error)
{
	int after_dot = when_group_number(match, 2, -1), after_uhr = when_group_number(match, 3, -1);

	if (after_dot >= 0 && after_uhr >= 0)
		return when_fail(error, _("two times are named"), said->text);
	return say_clock(said, when_group_number(match, 1, 0), MAX(0, MAX(after_dot, after_uhr)), "", error);
}

static bool on_quarter(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *quarter = when_group_word(match, 1);
	g_autofree char *named = when_group_word(match, 3);
	int minutes = when_group_number(match, 2, when_count(named)) * 60 + when_quarter(quarter);

	said->quarter = true;
	/* "halb eins" */
	return say_clock(said, minutes < 60 ? 12 : minutes / 60, minutes % 60, "", error);
}

static bool on_half(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *half = when_group_word(match, 2);

	return say_clock(said, when_group_number(match, 1, 0), 0, half, error);
}

static bool on_day_word(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *day = when_group_word(match, 1);
	int count = 0;

	/* "heute morgen", "Montag morgen" */
	if (g_str_equal(day, "morgen") && (said->date || said->days || said->weekday))
		return say_part(said, PART_MORNING, error);
	when_day_word(day, &count);
	said->day_word = true;
	return say_days(said, count, error);
}

static bool on_weekday(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *coming = when_group_word(match, 1);
	g_autofree char *day = when_group_word(match, 2);

	if (said->weekday)
		return when_fail(error, _("two weekdays are named"), said->text);
	said->coming = *coming != '\0';
	said->weekday = when_weekday(day);
	return true;
}

static bool on_now(Said *said, const GMatchInfo *match, GError **error)
{
	said->now = true;
	return true;
}

static bool on_next(Said *said, const GMatchInfo *match, GError **error)
{
	return when_fail(error, _("this week's, or next week's? Say the date, or the week, too"), said->text);
}

static bool on_week(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *next = when_group_word(match, 1);
	g_autofree char *over_next = when_group_word(match, 2);

	if (said->in_week || said->iso_week)
		return when_fail(error, _("two weeks are named"), said->text);
	said->in_week = true;
	said->week = *over_next ? 2 : *next ? 1 : 0;
	return true;
}

static bool on_iso_week(Said *said, const GMatchInfo *match, GError **error)
{
	if (said->in_week || said->iso_week)
		return when_fail(error, _("two weeks are named"), said->text);
	said->iso_week = when_group_number(match, 1, 0);
	if (said->iso_week < 1 || said->iso_week > 53)
		return when_fail(error, _("there is no such week"), said->text);
	return true;
}

static bool on_morning(Said *said, const GMatchInfo *match, GError **error)
{
	return say_part(said, PART_MORNING, error);
}

/* "this evening" is today's. */
static bool on_part(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *this = when_group_word(match, 1);
	DayPart part = PART_MORNING;

	for (int group = 2; group < 5; group++) {
		g_autofree char *named = when_group_word(match, group);

		if (*named)
			break;
		part++;
	}
	if (*this && !said->date && !said->days && !said->weekday && !say_days(said, 0, error))
		return false;
	return say_part(said, part, error);
}

static bool on_slashes(Said *said, const GMatchInfo *match, GError **error)
{
	return when_fail(error, _("day or month first? Write it like 2026-12-03 or 3.12."), said->text);
}

static bool on_span(Said *said, const GMatchInfo *match, GError **error)
{
	g_autofree char *text = g_match_info_fetch(match, 1);
	int64_t seconds;
	bool days_only;

	if (!when_sum_span(text, &seconds, &days_only, error))
		return false;
	said->whole_weeks = days_only && said->weekday && seconds % (7 * DAY_S) == 0;
	/* "today in two weeks" */
	if (days_only && said->day_word) {
		said->day_word = false;
		said->day_count += seconds / DAY_S;
		return true;
	}
	if (days_only)
		return say_days(said, seconds / DAY_S, error);
	if (said->span)
		return when_fail(error, _("two spans are named"), said->text);
	said->span = true;
	said->span_s = seconds;
	return true;
}

static bool on_ago(Said *said, const GMatchInfo *match, GError **error)
{
	said->ago = true;
	said->day_word = false;
	if (!on_span(said, match, error))
		return false;
	said->span_s = -said->span_s;
	said->day_count = -said->day_count;
	return true;
}

static bool on_negative(Said *said, const GMatchInfo *match, GError **error)
{
	return when_fail(error, _("a span must not be negative"), said->text);
}

static bool on_filler(Said *said, const GMatchInfo *match, GError **error)
{
	return true;
}

#define END "(?=[\\s,]|$)"
/* "9:30 am" is morning, "um 9:30 am Montag" is no half of the day. */
#define AFTER_AM                                                                                                       \
	"(?:(?:" WHEN_WEEKDAY_DE                                                                                       \
	"|(?:kommende|diese|nächste|naechste)[nrsm]?|morgen|vormittag|mittag|nachmittag|abend)"                       \
	"\\b|\\d{1,2}\\.)"
#define HALF "([ap]m(?!\\s" AFTER_AM ")|[ap]\\.m\\.)"

static const struct {
	const char *pattern;
	RuleFunc says;
} rules[] = {
	{"(\\d{4})-(\\d\\d)-(\\d\\d)[t ](\\d\\d):(\\d\\d)(?::(\\d\\d))?\\s?(z|[+-]\\d\\d:?\\d\\d)" END, on_instant},
	{"(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:t(?=\\d)|" END ")", on_iso_date},
	{"(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?:\\s?(\\d{4})|(\\d{2}))?" END, on_german_date},
	{"(\\d{1,2})(?:\\.|st|nd|rd|th)?\\s?(?:of\\s)?(" WHEN_MONTH ")\\.?(?:,?\\s(\\d{4}))?" END, on_day_month},
	{"(" WHEN_MONTH ")\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s(\\d{4}))?" END, on_month_day},
	{"(\\d{1,2}):(\\d\\d)(?::(\\d\\d))?(?:\\s?" HALF "|\\s?uhr)?" END, on_clock},
	{"(\\d{1,2})(?:\\.(\\d\\d))?\\s?(?:uhr|o['’]clock)(?:\\s(\\d\\d)(?![.:\\d]|\\s(?:of\\s)?(?:" WHEN_MONTH
	 ")\\b))?" END,
	 on_uhr},
	{"um\\s(\\d{1,2})\\.(\\d\\d)(?:\\suhr)?" END, on_uhr},
	{"(\\d{1,2})\\s?" HALF END, on_half},
	{"(?:um\\s)?(" WHEN_QUARTER ")\\s(?:(\\d{1,2})|(" WHEN_COUNT "))(?:\\suhr)?" END, on_quarter},
	{"am\\smorgen" END, on_morning},
	{"(" WHEN_DAY ")" END, on_day_word},
	{"(?:(kommende[nrs]?|coming)\\s|(?:diese[nrs]?|this)\\s)?(" WHEN_WEEKDAY ")\\.?" END, on_weekday},
	{"(?:" WHEN_NEXT ")\\s(?:" WHEN_WEEKDAY ")\\.?" END, on_next},
	{"(?:in\\s(?:der\\s)?)?(?:(" WHEN_NEXT "|kommende[nr]?)|(" WHEN_OVER_NEXT
	 ")|diese[nr]?|this)\\s(?:woche|week)" END,
	 on_week},
	{"(?:the\\s)?()(week\\safter\\snext)" END, on_week},
	{"(?:in\\s)?(?:der\\s)?(?:kw|kalenderwoche|calendar\\sweek|week)\\s?(\\d{1,2})" END, on_iso_week},
	{"(?:in\\sthe\\s|am\\s|(this)\\s)?(?:(" WHEN_MORNING ")|(" WHEN_NOON ")|(" WHEN_AFTERNOON ")|" WHEN_EVENING
	 ")" END,
	 on_part},
	{"(?:now|jetzt)" END, on_now},
	{"(?:in\\s|\\+\\s?)(" WHEN_SPANS ")" END, on_span},
	{"vor\\s(" WHEN_SPANS ")" END, on_ago},
	{"(" WHEN_SPANS ")\\sago" END, on_ago},
	{"(?:in\\s|vor\\s)?[-−–]\\s?\\d", on_negative},
	{"\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?" END, on_slashes},
	{"(?:am|um|at|on|den|der|the|gegen)" END, on_filler},
};

/* Compiled once for the life of the program. */
static GRegex *const *rule_regexes(void)
{
	static GRegex **compiled;

	if (g_once_init_enter(&compiled)) {
		GRegex **made = g_new0(GRegex *, G_N_ELEMENTS(rules));

		for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
			made[i] = g_regex_new(rules[i].pattern, G_REGEX_CASELESS | G_REGEX_ANCHORED | G_REGEX_OPTIMIZE,
					      0, NULL);
		g_once_init_leave(&compiled, made);
	}
	return compiled;
}

/* Reads one thing at *at and moves behind it; false with error, or without one where no rule fits. */
static bool read_one(Said *said, const char *text, int *at, GError **error)
{
	GRegex *const *regexes = rule_regexes();

	for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
		g_autoptr(GMatchInfo) match = NULL;
		int end = 0;

		if (!g_regex_match_full(regexes[i], text, -1, *at, 0, &match, NULL))
			continue;
		if (!rules[i].says(said, match, error))
			return false;
		g_match_info_fetch_pos(match, 0, NULL, &end);
		*at = end;
		return true;
	}
	return false;
}

/* A zone as the database spells it: "europe/london" is Europe/London, "utc" UTC. NULL = unknown. Caller owns. */
static char *find_zone(const char *text)
{
	g_autofree char *upper = g_ascii_strup(text, -1);
	g_autofree char *title = g_ascii_strdown(text, -1);

	for (char *at = title; *at; at++)
		if (at == title || strchr("/_-", at[-1]))
			*at = g_ascii_toupper(*at);
	const char *const spellings[] = {text, title, upper};
	for (gsize i = 0; i < G_N_ELEMENTS(spellings); i++)
		if (when_zone_known(spellings[i]))
			return g_strdup(spellings[i]);
	return NULL;
}

bool when_read(const char *text, Said *said, char **zone, GError **error)
{
	int at = 0;

	for (;;) {
		GError *inner = NULL;

		at += (int)strspn(text + at, " ,");
		if (!text[at])
			return true;
		if (read_one(said, text, &at, &inner))
			continue;
		if (inner) {
			g_propagate_error(error, inner);
			return false;
		}
		g_autofree char *rest = g_strndup(text + at, strcspn(text + at, " ,"));
		bool last = text[at + (int)strlen(rest)] == '\0';
		*zone = last ? find_zone(rest) : NULL;
		if (*zone)
			return true;
		return when_fail(error,
				 strchr(rest, '/')
					 ? _("unknown time zone")
					 : _("not understood as a time, like \"tomorrow 14:00\", \"Tue 9:30\","
					     " \"in 2 weeks\" or \"2026-12-03 10:00\""),
				 rest);
	}
}

char *when_tidy(const char *text, GError **error)
{
	g_autofree char *normal = NULL;
	GString *tidy_text;

	if (!text || !g_utf8_validate(text, -1, NULL) || strlen(text) > TEXT_MAX) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("time is missing, too long or not valid UTF-8"));
		return NULL;
	}
	normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	tidy_text = g_string_new(NULL);
	for (const char *at = normal; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (!g_unichar_isspace(c))
			g_string_append_unichar(tidy_text, c);
		else if (tidy_text->len && tidy_text->str[tidy_text->len - 1] != ' ')
			g_string_append_c(tidy_text, ' ');
	}
	return g_strchomp(g_string_free(tidy_text, FALSE));
}
