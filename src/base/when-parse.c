/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which moment was meant: what was said (when-read.c) is put together in one place, settle(). */
#include "base/when.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "base/when-said.h"

/* From one 29 February to the next there may be eight years. */
#define YEARS_TRIED 9

/* The day, with the time of day or its first minute, in zone. */
static bool day_to_when(const Said *said, const GDate *day, const char *zone, When *out, GError **error)
{
	g_autofree char *local =
		g_strdup_printf("%04d-%02d-%02dT%02d:%02d", g_date_get_year(day), (int)g_date_get_month(day),
				g_date_get_day(day), said->clock ? said->hour : 0, said->clock ? said->minute : 0);

	if (!when_from_local(local, zone, out, error))
		return false;
	out->has_time = said->clock;
	if (!said->clock)
		out->note = WHEN_PLAIN;
	return true;
}

/* The day meant in the step-th attempt, from today on in the direction of sense. False: that year has no such day. */
static bool day_of_step(const Said *said, GDate *day, WhenSense sense, int step)
{
	int sign = sense == WHEN_FUTURE ? 1 : -1, today = (int)g_date_get_weekday(day);

	if (said->date) {
		int year = said->year ? said->year : g_date_get_year(day) + sign * step;

		if (!g_date_valid_dmy((GDateDay)said->day, (GDateMonth)said->month, (GDateYear)year))
			return false;
		g_date_set_dmy(day, (GDateDay)said->day, (GDateMonth)said->month, (GDateYear)year);
		return true;
	}
	if (said->iso_week) {
		g_date_set_dmy(day, 4, G_DATE_JANUARY, (GDateYear)(g_date_get_year(day) + sign * step));
		g_date_add_days(day, (guint)(7 * said->iso_week));
		g_date_subtract_days(day, (guint)(g_date_get_weekday(day) + 7 - said->weekday));
		return (int)g_date_get_iso8601_week_of_year(day) == said->iso_week;
	}
	int weeks = step + (said->coming && said->weekday == today);
	int64_t to_weekday = said->weekday ? sign * ((sign * (said->weekday - today) + 7) % 7 + 7 * weeks) : 0;
	int64_t days = said->in_week	   ? said->weekday - today + 7 * said->week
		       : said->whole_weeks ? to_weekday + said->day_count
		       : said->days	   ? said->day_count
		       : said->weekday	   ? to_weekday
					   : sign * step;
	if (days >= 0)
		g_date_add_days(day, (guint)days);
	else
		g_date_subtract_days(day, (guint)-days);
	return true;
}

static bool settle_day(const Said *said, int64_t now, const char *zone, WhenSense sense, When *out, GError **error)
{
	bool fixed = said->in_week || (said->days && !said->whole_weeks) || (said->date && said->year);
	When today;

	if (!when_from_utc(now, zone, &today, error))
		return false;
	for (int step = 0; step < (fixed ? 1 : YEARS_TRIED); step++) {
		GDate day;

		g_date_clear(&day, 1);
		g_date_set_dmy(&day, (GDateDay)atoi(today.local + 8), (GDateMonth)atoi(today.local + 5),
			       (GDateYear)atoi(today.local));
		if (!day_of_step(said, &day, sense, step))
			continue;
		if (!day_to_when(said, &day, zone, out, error))
			return false;
		if (!fixed && (sense == WHEN_FUTURE ? out->at <= now : out->at > now))
			continue;
		if (said->weekday && (int)g_date_get_weekday(&day) != said->weekday)
			return when_fail(error, _("the weekday does not fit the date"), said->text);
		return true;
	}
	return when_fail(error, _("there is no such day"), said->text);
}

/* Wall times count in minutes, so moments do, too: at and local must say the same. */
static bool settle_moment(int64_t at, const char *zone, When *out, GError **error)
{
	return when_from_utc(at - (at % 60 + 60) % 60, zone, out, error);
}

/* "3:00 in the afternoon": hours up to half_until are those after noon. Noon alone is twelve. */
static bool settle_part(Said *said, GError **error)
{
	static const struct {
		int half_until, least, most;
	} parts[] = {
		[PART_MORNING] = {0, 0, 11},
		[PART_NOON] = {2, 11, 14},
		[PART_AFTERNOON] = {11, 12, 19},
		[PART_EVENING] = {11, 16, 23},
	};

	if (!said->part) {
		said->hour += said->quarter && said->hour < 7 ? 12 : 0;
		return true;
	}
	if (!said->clock && said->part == PART_NOON) {
		said->clock = true;
		said->hour = 12;
	}
	if (!said->clock)
		return when_fail(error, _("the time of day is missing, like \"10:00\""), said->text);
	if (!said->half && said->hour > 0 && said->hour <= parts[said->part].half_until)
		said->hour += 12;
	if (said->hour < parts[said->part].least || said->hour > parts[said->part].most)
		return when_fail(error, _("contradicts itself"), said->text);
	return true;
}

/* "next week" alone names no day. */
static bool names_day_of_week(const Said *said)
{
	return !(said->in_week || said->iso_week) || (said->weekday && !said->date && !said->days);
}

static bool settle(const Said *said, int64_t now, const char *zone, WhenSense sense, When *out, GError **error)
{
	bool day = said->date || said->days || said->weekday || said->in_week || said->clock;

	if (said->instant + said->now + said->span + day > 1)
		return when_fail(error, _("contradicts itself"), said->text);
	if (!names_day_of_week(said))
		return when_fail(error, _("the day of that week is missing, like \"Tue\""), said->text);
	if (said->ago && sense == WHEN_FUTURE)
		return when_fail(error, _("lies in the past"), said->text);
	if (said->coming && sense == WHEN_PAST)
		return when_fail(error, _("lies in the future"), said->text);
	if (said->instant)
		return settle_moment(said->at, zone, out, error);
	if (said->now || said->span)
		return settle_moment(now + said->span_s, zone, out, error);
	if (!day)
		return when_fail(error, _("no date or time is named"), said->text);
	return settle_day(said, now, zone, sense, out, error);
}

bool when_parse(const char *text, int64_t now, const char *zone, WhenSense sense, When *out, GError **error)
{
	g_autofree char *tidied = when_tidy(text, error);
	g_autofree char *named = NULL;
	Said said = {.text = tidied};

	return tidied && when_read(tidied, &said, &named, error) && settle_part(&said, error) &&
	       settle(&said, now, named ? named : zone, sense, out, error);
}
