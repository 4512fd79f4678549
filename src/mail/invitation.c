/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/invitation.h"

#include <libical/ical.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "mail/calendar.h"

#define DEFAULT_DURATION_S (15 * 60)
#define ALARM_BEFORE_S	   (10 * 60)
#define ZONE_WINDOW_DAYS   400
#define DAY_S		   86400

typedef struct Words {
	const char *language;
	const char *summary; /* our name, their name */
	const char *dial;    /* who dials, the number */
	const char *dial_unknown;
	const char *topic;
} Words;

/* In the contact's language, which need not be the program's: hence no gettext here. */
static const Words words[] = {
	{"en", "Call: %s and %s", "%s calls %s", "%s calls", "Topic: %s"},
	{"de", "Telefonat: %s und %s", "%s ruft an unter %s", "%s ruft an", "Thema: %s"},
};

static const Words *words_for(const char *language)
{
	for (gsize i = 0; language && i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strncasecmp(language, words[i].language, 2) == 0)
			return &words[i];
	return &words[0];
}

static const char *contact_display(const Contact *contact)
{
	return contact->name ? contact->name : contact_email(contact);
}

static const char *account_display(const Account *account)
{
	return account->name ? account->name : account->email;
}

/* The formats are those of the table above; each takes at most two strings. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *say(const char *format, const char *first, const char *second)
{
	return g_strdup_printf(format, first, second);
}
#pragma GCC diagnostic pop

static struct icaltimetype utc_time(int64_t at)
{
	return icaltime_from_timet_with_zone((time_t)at, 0, icaltimezone_get_utc_timezone());
}

/* Wall time of a zone: no flag, the TZID stands beside it. */
static struct icaltimetype wall_time(int64_t at, int offset_s)
{
	struct icaltimetype time = utc_time(at + offset_s);

	time.zone = NULL;
	return time;
}

static int offset_at(GTimeZone *zone, int64_t at, bool *dst, const char **name)
{
	int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, at);

	if (dst)
		*dst = g_time_zone_is_dst(zone, interval);
	if (name)
		*name = g_time_zone_get_abbreviation(zone, interval);
	return g_time_zone_get_offset(zone, interval);
}

/* The second in (from, to] at which the offset changes; it is known that it does. */
static int64_t find_change(GTimeZone *zone, int64_t from, int64_t to)
{
	int before = offset_at(zone, from, NULL, NULL);

	while (to - from > 1) {
		int64_t middle = from + (to - from) / 2;

		if (offset_at(zone, middle, NULL, NULL) == before)
			from = middle;
		else
			to = middle;
	}
	return to;
}

static icalcomponent *observance(GTimeZone *zone, int64_t at, int offset_from)
{
	bool dst;
	const char *name;
	int offset_to = offset_at(zone, at, &dst, &name);

	return icalcomponent_vanew(dst ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT,
				   icalproperty_new_dtstart(wall_time(at, offset_from)),
				   icalproperty_new_tzoffsetfrom(offset_from), icalproperty_new_tzoffsetto(offset_to),
				   icalproperty_new_tzname(name), (void *)NULL);
}

/* The observances around one event. The whole history of a zone, as libical would write it, is 20 KB of no use, and
 * its recurrence rules are what receiving programs get wrong. */
static icalcomponent *timezone_component(const char *name, GTimeZone *zone, int64_t at)
{
	icalcomponent *component =
		icalcomponent_vanew(ICAL_VTIMEZONE_COMPONENT, icalproperty_new_tzid(name), (void *)NULL);
	int64_t start = (at / DAY_S - ZONE_WINDOW_DAYS) * DAY_S;
	int offset = offset_at(zone, start, NULL, NULL);

	icalcomponent_add_component(component, observance(zone, start, offset));
	for (int day = 0; day < 2 * ZONE_WINDOW_DAYS; day++) {
		int64_t from = start + (int64_t)day * DAY_S;
		int next = offset_at(zone, from + DAY_S, NULL, NULL);

		if (next == offset)
			continue;
		icalcomponent_add_component(component, observance(zone, find_change(zone, from, from + DAY_S), offset));
		offset = next;
	}
	return component;
}

static char *mailto(const char *email)
{
	g_autofree char *escaped = g_uri_escape_string(email, "@!$&'*+/=", FALSE);

	return g_strconcat("mailto:", escaped, NULL);
}

/* RFC 5545 3.2: a parameter value cannot hold a double quote. */
static icalparameter *common_name(const char *name)
{
	g_autofree char *clean = g_strdelimit(g_strdup(name), "\"", '\'');

	return icalparameter_new_cn(clean);
}

static void add_people(icalcomponent *event, const Contact *contact, const Account *account, InvitationMethod method)
{
	g_autofree char *ours = mailto(account->email);
	icalproperty *organizer = icalproperty_new_organizer(ours);

	icalproperty_add_parameter(organizer, common_name(account_display(account)));
	icalcomponent_add_property(event, organizer);
	if (method == INVITATION_PUBLISH) /* RFC 5546 3.2.1: no ATTENDEE */
		return;
	g_autofree char *theirs = mailto(contact_email(contact));
	icalproperty *attendee = icalproperty_new_attendee(theirs);
	icalproperty_add_parameter(attendee, common_name(contact_display(contact)));
	icalproperty_add_parameter(attendee, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
	icalproperty_add_parameter(attendee, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
	icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
	icalcomponent_add_property(event, attendee);
}

static void add_texts(icalcomponent *event, const Appointment *appointment, const Contact *contact,
		      const Account *account)
{
	const Words *w = words_for(contact->language);
	const char *ours = account_display(account), *theirs = contact_display(contact);
	const char *dialler = appointment->they_dial ? theirs : ours;
	g_autofree char *summary = say(w->summary, ours, theirs);
	g_autoptr(GString) description = g_string_new(NULL);
	g_autofree char *dial = say(appointment->phone ? w->dial : w->dial_unknown, dialler, appointment->phone);

	g_string_append(description, dial);
	if (appointment->topic && *appointment->topic) {
		g_autofree char *topic = say(w->topic, appointment->topic, NULL);

		g_string_append_printf(description, "\n%s", topic);
	}
	icalcomponent_add_property(event, icalproperty_new_summary(summary));
	icalcomponent_add_property(event, icalproperty_new_description(description->str));
	if (appointment->phone) {
		g_autofree char *tel = g_strconcat("tel:", appointment->phone, NULL);

		icalcomponent_add_property(event, icalproperty_new_location(tel));
	}
}

static void add_alarm(icalcomponent *event, const char *summary)
{
	struct icaltriggertype trigger = {
		.time = icaltime_null_time(),
		.duration = icaldurationtype_from_int(-ALARM_BEFORE_S),
	};

	icalcomponent_add_component(event, icalcomponent_vanew(ICAL_VALARM_COMPONENT,
							       icalproperty_new_action(ICAL_ACTION_DISPLAY),
							       icalproperty_new_trigger(trigger),
							       icalproperty_new_description(summary), (void *)NULL));
}

static icalproperty *with_zone(icalproperty *property, const char *zone)
{
	if (strcmp(zone, "UTC") != 0)
		icalproperty_add_parameter(property, icalparameter_new_tzid(zone));
	return property;
}

static icalcomponent *event_component(const Appointment *appointment, const Contact *contact, const Account *account,
				      InvitationMethod method, int64_t now, GTimeZone *zone)
{
	int64_t end = appointment->at + (appointment->duration_s > 0 ? appointment->duration_s : DEFAULT_DURATION_S);
	bool utc = strcmp(appointment->zone, "UTC") == 0;
	struct icaltimetype starts = utc ? utc_time(appointment->at)
					 : wall_time(appointment->at, offset_at(zone, appointment->at, NULL, NULL));
	struct icaltimetype ends = utc ? utc_time(end) : wall_time(end, offset_at(zone, end, NULL, NULL));
	icalcomponent *event = icalcomponent_vanew(
		ICAL_VEVENT_COMPONENT, icalproperty_new_uid(appointment->uid),
		icalproperty_new_sequence(appointment->sequence), icalproperty_new_dtstamp(utc_time(now)),
		with_zone(icalproperty_new_dtstart(starts), appointment->zone),
		with_zone(icalproperty_new_dtend(ends), appointment->zone), icalproperty_new_transp(ICAL_TRANSP_OPAQUE),
		icalproperty_new_status(method == INVITATION_CANCEL ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED),
		(void *)NULL);

	add_people(event, contact, account, method);
	add_texts(event, appointment, contact, account);
	if (method != INVITATION_CANCEL)
		add_alarm(event, icalcomponent_get_summary(event));
	return event;
}

static bool check(const Appointment *appointment, const Contact *contact, const Account *account,
		  InvitationMethod method, GError **error)
{
	const struct {
		const char *field, *value;
	} lines[] = {
		{"topic", appointment->topic}, {"phone", appointment->phone},	   {"name", contact->name},
		{"name", account->name},       {"calendar UID", appointment->uid},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
		if (lines[i].value && !text_check_line(lines[i].field, lines[i].value, error))
			return false;
	if (!appointment->uid || !appointment->zone || !account->email) {
		g_set_error_literal(error, ERROR, ERROR_DATA, "the appointment has no calendar UID, zone or organizer");
		return false;
	}
	if (method != INVITATION_PUBLISH && !contact_email(contact)) {
		g_set_error(error, ERROR, ERROR_DATA, "'%s' has no address to invite", contact_display(contact));
		return false;
	}
	return true;
}

static icalcomponent *calendar_new(icalproperty_method method)
{
	return icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
				   icalproperty_new_prodid("-//cmc//Call-Mail-Call//EN"),
				   icalproperty_new_method(method), (void *)NULL);
}

/* Takes calendar; libical's buffer is not GLib's to free. */
static char *text_of(icalcomponent *calendar)
{
	char *raw = icalcomponent_as_ical_string_r(calendar);
	char *text = g_strdup(raw);

	icalmemory_free_buffer(raw);
	icalcomponent_free(calendar);
	return text;
}

char *calendar_module_invitation(const Appointment *appointment, const Contact *contact, const Account *account,
				 InvitationMethod method, int64_t now, GError **error)
{
	static const icalproperty_method methods[] = {
		[INVITATION_PUBLISH] = ICAL_METHOD_PUBLISH,
		[INVITATION_REQUEST] = ICAL_METHOD_REQUEST,
		[INVITATION_CANCEL] = ICAL_METHOD_CANCEL,
	};
	g_autoptr(GTimeZone) zone = NULL;
	icalcomponent *calendar;

	if (!check(appointment, contact, account, method, error))
		return NULL;
	zone = g_time_zone_new_identifier(appointment->zone);
	if (!zone) {
		g_set_error(error, ERROR, ERROR_DATA, "unknown time zone '%s'", appointment->zone);
		return NULL;
	}
	calendar = calendar_new(methods[method]);
	if (strcmp(appointment->zone, "UTC") != 0)
		icalcomponent_add_component(calendar, timezone_component(appointment->zone, zone, appointment->at));
	icalcomponent_add_component(calendar, event_component(appointment, contact, account, method, now, zone));
	return text_of(calendar);
}

/* The zones of the same name differ in the years that they tell of: all observances go into the first. */
static void join_zone(icalcomponent *calendar, icalcomponent *zone)
{
	g_autofree char *name =
		g_strdup(icalproperty_get_tzid(icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY)));
	icalcomponent *same = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT);

	while (same &&
	       strcmp(icalproperty_get_tzid(icalcomponent_get_first_property(same, ICAL_TZID_PROPERTY)), name) != 0)
		same = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT);
	if (!same) {
		icalcomponent_add_component(calendar, zone);
		return;
	}
	for (icalcomponent *each; (each = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT));) {
		bool known = false;

		icalcomponent_remove_component(zone, each);
		for (icalcomponent *old = icalcomponent_get_first_component(same, ICAL_ANY_COMPONENT); old && !known;
		     old = icalcomponent_get_next_component(same, ICAL_ANY_COMPONENT))
			known = icaltime_compare(icalcomponent_get_dtstart(old), icalcomponent_get_dtstart(each)) == 0;
		if (known)
			icalcomponent_free(each);
		else
			icalcomponent_add_component(same, each);
	}
	icalcomponent_free(zone);
}

char *calendar_module_join(const GPtrArray *texts, GError **error)
{
	icalcomponent *calendar = calendar_new(ICAL_METHOD_PUBLISH);

	for (guint i = 0; i < texts->len; i++) {
		icalcomponent *one = icalcomponent_new_from_string(texts->pdata[i]);

		if (!one) {
			icalcomponent_free(calendar);
			g_set_error_literal(error, ERROR, ERROR_SOFTWARE, "an invitation cannot be read back");
			return NULL;
		}
		for (icalcomponent *each; (each = icalcomponent_get_first_component(one, ICAL_ANY_COMPONENT));) {
			icalcomponent_remove_component(one, each);
			if (icalcomponent_isa(each) == ICAL_VTIMEZONE_COMPONENT)
				join_zone(calendar, each);
			else
				icalcomponent_add_component(calendar, each);
		}
		icalcomponent_free(one);
	}
	return text_of(calendar);
}
