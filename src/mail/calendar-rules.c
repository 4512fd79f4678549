/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/calendar-rules.h"

#include <glib.h>

#define MAX_CHANGES 100 /* STANDARD and DAYLIGHT, and in each RDATE */
#define MARGIN	    2	/* years on both sides: whatever was in force when the year began is among them */

static bool has(const short *parts)
{
	return parts[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

static bool is_one(const short *parts)
{
	return has(parts) && parts[1] == ICAL_RECURRENCE_ARRAY_MAX;
}

static bool is_one_at_most(const short *parts)
{
	return !has(parts) || is_one(parts);
}

/* Is there such a day in some year? Where none is, libical looks for it until the year 2582. */
static bool comes(const struct icalrecurrencetype *rule, const struct icaltimetype *begin)
{
	int position = has(rule->by_day) ? icalrecurrencetype_day_position(rule->by_day[0]) : 0;
	int which = has(rule->by_set_pos) ? rule->by_set_pos[0] : 0; /* "the last of the Sundays" */

	if (which && (!has(rule->by_day) || position || ABS(which) > 4))
		return false;
	if (!has(rule->by_month_day))
		return has(rule->by_day) ? ABS(position) <= 5 : begin->day <= 28 || begin->month == rule->by_month[0];
	for (int i = 0; i < ICAL_BY_MONTHDAY_SIZE && rule->by_month_day[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
		if (ABS(rule->by_month_day[i]) <= 28)
			return !position && !which;
	return false;
}

/* What zones are made of: once a year, on a day of a month; Domino adds the time of day. */
static bool is_plain(const struct icalrecurrencetype *rule, const struct icaltimetype *begin)
{
	bool once = rule->freq == ICAL_YEARLY_RECURRENCE && rule->interval <= 1 && !rule->count && !rule->rscale;
	bool at_once = is_one_at_most(rule->by_hour) && is_one_at_most(rule->by_minute) &&
		       is_one_at_most(rule->by_second) && is_one_at_most(rule->by_set_pos);
	bool by_date = is_one(rule->by_month) && is_one_at_most(rule->by_day);
	bool by_begin =
		!has(rule->by_month) && !has(rule->by_day) && !has(rule->by_month_day) && !has(rule->by_set_pos);

	return once && at_once && !has(rule->by_year_day) && !has(rule->by_week_no) &&
	       (by_begin || (by_date && comes(rule, begin)));
}

/* Outlook's rules begin in 1601, and libical counts each change since then, and on for centuries where none comes. */
static bool bound(icalcomponent *change, int year)
{
	icalproperty *property = icalcomponent_get_first_property(change, ICAL_RRULE_PROPERTY);
	struct icaltimetype begin = icalcomponent_get_dtstart(change);

	if (!property)
		return true;
	struct icalrecurrencetype rule = icalproperty_get_rrule(property);
	int last = MAX(year, begin.year) + MARGIN;

	if (!is_plain(&rule, &begin) || icaltime_is_null_time(begin) ||
	    icalcomponent_count_properties(change, ICAL_RRULE_PROPERTY) > 1)
		return false;
	if (icaltime_is_null_time(rule.until) || rule.until.year > last) {
		rule.until = icaltime_null_time();
		rule.until.year = last;
		rule.until.month = rule.until.day = 1;
		rule.until.is_date = 1;
		icalproperty_set_rrule(property, rule);
	}
	/* a leap day is on the 29th in its own years only */
	if (begin.year < rule.until.year - 2 * MARGIN && !(begin.month == 2 && begin.day > 28)) {
		begin.year = rule.until.year - 2 * MARGIN;
		icalcomponent_set_dtstart(change, begin);
	}
	return true;
}

bool calendar_rules_bound(icalcomponent *vtimezone, int year)
{
	int changes = 0;

	for (icalcomponent *change = icalcomponent_get_first_component(vtimezone, ICAL_ANY_COMPONENT); change;
	     change = icalcomponent_get_next_component(vtimezone, ICAL_ANY_COMPONENT)) {
		int dates = icalcomponent_count_properties(change, ICAL_RDATE_PROPERTY);

		if (++changes > MAX_CHANGES || dates > MAX_CHANGES || !bound(change, year))
			return false;
	}
	return true;
}
