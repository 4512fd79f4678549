/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/calendar-answer.h"

#include <libical/ical.h>
#include <string.h>

#include "base/text.h"
#include "mail/calendar-rules.h"
#include "mail/calendar-zone.h"
#include "mail/calendar.h"

#define MAX_ATTENDEES 500

static bool names(icalproperty *attendee, const char *sender)
{
	const char *address = icalproperty_get_attendee(attendee);

	if (!address || !sender)
		return false;
	if (!g_ascii_strncasecmp(address, "mailto:", strlen("mailto:")))
		address += strlen("mailto:");
	return !g_ascii_strcasecmp(address, sender);
}

/* The attendee who sends the answer; the first one where nobody has the sender's address. */
static icalproperty *answering(icalcomponent *event, const char *sender)
{
	icalproperty *first = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
	int seen = 0;

	for (icalproperty *each = first; each && seen < MAX_ATTENDEES; seen++) {
		if (names(each, sender))
			return each;
		each = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY);
	}
	return first;
}

static void read_partstat(icalcomponent *event, const char *sender, CalendarAnswer *answer)
{
	static const struct {
		icalparameter_partstat value;
		const char *word;
	} words[] = {{ICAL_PARTSTAT_ACCEPTED, "ACCEPTED"},
		     {ICAL_PARTSTAT_DECLINED, "DECLINED"},
		     {ICAL_PARTSTAT_TENTATIVE, "TENTATIVE"}};
	icalproperty *attendee = answering(event, sender);
	icalparameter *part = attendee ? icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER) : NULL;

	for (gsize i = 0; part && i < G_N_ELEMENTS(words); i++)
		if (icalparameter_get_partstat(part) == words[i].value)
			answer->partstat = g_strdup(words[i].word);
}

/* Local time in a zone that only has a name: by the system's zones; 0 where they cannot be read. */
static int64_t in_named_zone(struct icaltimetype time, const char *name)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(name);
	g_autoptr(GDateTime) moment =
		zone ? g_date_time_new(zone, time.year, time.month, time.day, time.hour, time.minute, 0) : NULL;

	return moment ? g_date_time_to_unix(moment) : 0;
}

/* The mail's own VTIMEZONE, which knows best; NULL where it would take too long to ask. */
static const icaltimezone *own_zone(const struct icaltimetype *start)
{
	icalcomponent *rules = start->zone ? icaltimezone_get_component((icaltimezone *)start->zone) : NULL;

	return rules && !calendar_rules_bound(rules, start->year) ? NULL : start->zone;
}

static void read_start(icalcomponent *event, CalendarAnswer *answer)
{
	struct icaltimetype start = icalcomponent_get_dtstart(event);
	icalproperty *property = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
	icalparameter *zone = property ? icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER) : NULL;
	const char *tzid = zone ? icalparameter_get_tzid(zone) : NULL;
	g_autofree char *name = tzid ? calendar_zone_name(tzid) : NULL;

	if (icaltime_is_null_time(start) || !icaltime_is_valid_time(start))
		return;
	start.zone = own_zone(&start);
	if (start.zone || icaltime_is_utc(start))
		answer->start = (int64_t)icaltime_as_timet_with_zone(start, start.zone);
	else
		answer->start = name ? in_named_zone(start, name) : (int64_t)icaltime_as_timet(start);
	if (name && strcmp(name, "UTC") != 0)
		answer->zone = text_safe(name, false);
}

/* Google's and Apple's place: ATTENDEE;X-RESPONSE-COMMENT="…" */
static const char *attendee_comment(icalproperty *attendee)
{
	icalparameter *each = attendee ? icalproperty_get_first_parameter(attendee, ICAL_X_PARAMETER) : NULL;

	for (; each; each = icalproperty_get_next_parameter(attendee, ICAL_X_PARAMETER)) {
		const char *name = icalparameter_get_xname(each);

		if (name && !g_ascii_strcasecmp(name, "X-RESPONSE-COMMENT"))
			return icalparameter_get_xvalue(each);
	}
	return NULL;
}

/* COMMENT is the standard's place; Outlook writes what the person said into DESCRIPTION. */
static char *comment_of(icalcomponent *root, icalcomponent *event, const char *sender)
{
	icalproperty *product = icalcomponent_get_first_property(root, ICAL_PRODID_PROPERTY);
	const char *name = product ? icalproperty_get_prodid(product) : NULL;
	const char *comment = icalcomponent_get_comment(event);
	bool outlook = name && strstr(name, "Microsoft");
	g_autofree char *safe = NULL;

	if (!comment)
		comment = attendee_comment(answering(event, sender));
	if (!comment && outlook && icalcomponent_get_method(root) != ICAL_METHOD_REQUEST)
		comment = icalcomponent_get_description(event);
	safe = comment ? text_safe(comment, true) : NULL;
	return safe && *g_strstrip(safe) ? g_steal_pointer(&safe) : NULL;
}

/* Google and Exchange may wrap nothing around it, some send several calendars in one stream. */
static icalcomponent *event_of(icalcomponent **root)
{
	if (icalcomponent_isa(*root) == ICAL_XROOT_COMPONENT) {
		icalcomponent *inner = icalcomponent_get_first_component(*root, ICAL_VCALENDAR_COMPONENT);

		if (!inner)
			return NULL;
		*root = inner;
	}
	if (icalcomponent_isa(*root) != ICAL_VCALENDAR_COMPONENT)
		return NULL;
	return icalcomponent_get_first_component(*root, ICAL_VEVENT_COMPONENT);
}

CalendarAnswer *calendar_module_answer(const char *text, const char *method, const char *sender)
{
	icalcomponent *whole = icalparser_parse_string(text), *root = whole;
	icalcomponent *event = whole ? event_of(&root) : NULL;
	CalendarAnswer *answer = NULL;

	if (!whole)
		return NULL;
	icalproperty_method named = icalcomponent_get_method(root);
	const char *word = named != ICAL_METHOD_NONE ? icalproperty_method_to_string(named) : method;
	if (event && word && g_ascii_strcasecmp(word, "PUBLISH")) {
		const char *uid = icalcomponent_get_uid(event);

		answer = g_new0(CalendarAnswer, 1);
		g_autofree char *upper = g_ascii_strup(word, -1);
		answer->method = text_safe(upper, false);
		answer->uid = uid ? text_safe(uid, false) : NULL;
		answer->sequence = icalcomponent_get_sequence(event);
		answer->comment = comment_of(root, event, sender);
		read_partstat(event, sender, answer);
		read_start(event, answer);
	}
	icalcomponent_free(whole);
	return answer;
}
