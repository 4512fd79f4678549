/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/calendar-answer.h"

#include <libical/ical.h>
#include <string.h>

#include "base/text.h"

static void read_partstat(icalcomponent *event, CalendarAnswer *answer)
{
	static const struct {
		icalparameter_partstat value;
		const char *word;
	} words[] = {{ICAL_PARTSTAT_ACCEPTED, "ACCEPTED"},
		     {ICAL_PARTSTAT_DECLINED, "DECLINED"},
		     {ICAL_PARTSTAT_TENTATIVE, "TENTATIVE"}};
	icalproperty *attendee = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
	icalparameter *part = attendee ? icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER) : NULL;

	for (gsize i = 0; part && i < G_N_ELEMENTS(words); i++)
		if (icalparameter_get_partstat(part) == words[i].value)
			answer->partstat = g_strdup(words[i].word);
}

static void read_start(icalcomponent *event, CalendarAnswer *answer)
{
	struct icaltimetype start = icalcomponent_get_dtstart(event);
	icalproperty *property = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
	icalparameter *zone = property ? icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER) : NULL;
	const char *name = zone ? icalparameter_get_tzid(zone) : NULL;

	if (icaltime_is_null_time(start))
		return;
	answer->start = (int64_t)icaltime_as_timet_with_zone(start, start.zone);
	icaltimezone *known = name ? icaltimezone_get_builtin_timezone(name) : NULL;
	if (known) {
		answer->zone = text_safe(name, false);
		if (!start.zone)
			answer->start = (int64_t)icaltime_as_timet_with_zone(start, known);
	}
}

CalendarAnswer *calendar_answer_read(const char *text, const char *method)
{
	icalcomponent *root = icalparser_parse_string(text);
	icalcomponent *event = NULL;
	CalendarAnswer *answer = NULL;

	if (!root)
		return NULL;
	icalproperty_method named = icalcomponent_get_method(root);
	const char *word = named != ICAL_METHOD_NONE ? icalproperty_method_to_string(named) : method;
	if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
		event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
	if (event && word && g_ascii_strcasecmp(word, "PUBLISH")) {
		const char *uid = icalcomponent_get_uid(event), *comment = icalcomponent_get_comment(event);

		answer = g_new0(CalendarAnswer, 1);
		answer->method = g_ascii_strup(word, -1);
		answer->uid = uid ? text_safe(uid, false) : NULL;
		answer->sequence = icalcomponent_get_sequence(event);
		answer->comment = comment ? text_safe(comment, true) : NULL;
		read_partstat(event, answer);
		read_start(event, answer);
	}
	icalcomponent_free(root);
	return answer;
}
