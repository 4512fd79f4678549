/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/agreed.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "app/talk.h"
#include "base/error.h"
#include "base/phone.h"
#include "base/run.h"
#include "match/clash.h"
#include "match/holiday.h"
#include "store/store-appointment.h"
#include "store/store-contact.h"
#include "store/store-message.h"

#define EARLIEST_HOUR 7
#define LATEST_HOUR   20
#define DAY_S	      86400
/* An absence that names no end is believed for so long after it was told. */
#define OPEN_ABSENCE_S	(30 * DAY_S)
#define LOOK_AHEAD_DAYS 21

/* "London" of "Europe/London". */
static char *city(const char *zone)
{
	const char *slash = strrchr(zone, '/');

	return g_strdelimit(g_strdup(slash ? slash + 1 : zone), "_", ' ');
}

/* The same moment elsewhere: the clock, and the day where it is another one. NULL = the clock shows the same. */
static char *elsewhere(const Appointment *appointment, const char *zone)
{
	When here, there;

	if (!zone || g_strcmp0(zone, appointment->zone) == 0 ||
	    !when_from_utc(appointment->at, appointment->zone, &here, NULL) ||
	    !when_from_utc(appointment->at, zone, &there, NULL) || g_str_equal(here.local, there.local))
		return NULL;
	g_autofree char *place = city(zone);
	if (strncmp(here.local, there.local, strlen("YYYY-MM-DD")) == 0)
		/* TRANSLATORS: a time and a place: "13:00 in London" */
		return g_strdup_printf(_("%s in %s"), there.local + strlen("YYYY-MM-DDT"), place);
	g_autofree char *full = when_in_full(&there);
	full[strlen(full) - strlen(zone) - 1] = '\0';
	return g_strdup_printf(_("%s in %s"), full, place);
}

char *agreed_time(const Config *config, const Contact *contact, const Appointment *appointment)
{
	g_autofree char *ours = elsewhere(appointment, config->timezone);
	bool same_zone = g_strcmp0(contact->timezone, config->timezone) == 0;
	g_autofree char *theirs = same_zone ? NULL : elsewhere(appointment, contact->timezone);
	When when;

	if (!when_from_utc(appointment->at, appointment->zone, &when, NULL))
		return g_strdup(appointment->local);
	g_autofree char *full = when_in_full(&when);
	if (!ours && !theirs)
		return g_steal_pointer(&full);
	return g_strdup_printf("%s (%s%s%s)", full, ours ? ours : theirs, ours && theirs ? ", " : "",
			       ours && theirs ? theirs : "");
}

char *agreed_in_full(const Config *config, const Contact *contact, const Appointment *appointment)
{
	g_autofree char *time = agreed_time(config, contact, appointment);
	g_autofree char *number = appointment->phone ? phone_display(appointment->phone) : NULL;
	g_autoptr(GString) text = g_string_new(time);

	if (number)
		g_string_append_printf(text, appointment->they_dial ? _(", they call %s") : _(", we call %s"), number);
	else
		g_string_append(text, appointment->they_dial ? _(", they call") : _(", we call; no number is known"));
	if (appointment->duration_s > 0) {
		g_autofree char *span = when_span(appointment->duration_s);

		g_string_append_printf(text, ", %s", span);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void doubt(GPtrArray *doubts, char *sentence)
{
	if (sentence)
		g_ptr_array_add(doubts, sentence);
}

static void doubt_clock(GPtrArray *doubts, WhenNote note)
{
	if (note == WHEN_GAP)
		doubt(doubts,
		      g_strdup(_("that time does not exist on the day of the clock change; moved to after it")));
	else if (note == WHEN_OVERLAP)
		doubt(doubts, g_strdup(_("that time exists twice on the day of the clock change; the first is taken")));
}

static bool doubt_calls(Store *store, const Appointment *appointment, GPtrArray *doubts, GError **error)
{
	g_autoptr(GPtrArray) open = store_appointment_open(store, error);

	for (guint i = 0; open && i < open->len; i++) {
		const Appointment *other = open->pdata[i];

		if (other->id == appointment->id || !clash_overlap(other, appointment))
			continue;
		g_autoptr(Contact) contact = store_contact_get(store, other->contact_id, NULL);
		When when;
		if (!contact || !when_from_utc(other->at, appointment->zone, &when, NULL))
			continue;
		doubt(doubts, g_strdup_printf(_("at %s a call with %s is agreed already"),
					      when.local + strlen("YYYY-MM-DDT"), contact->name));
	}
	return open != NULL;
}

static void doubt_hour(const Contact *contact, const Appointment *appointment, GPtrArray *doubts)
{
	const char *zone = contact->timezone ? contact->timezone : appointment->zone;
	When there;

	if (!when_from_utc(appointment->at, zone, &there, NULL))
		return;
	gint64 hour = g_ascii_strtoll(there.local + strlen("YYYY-MM-DDT"), NULL, 10);
	if (hour >= EARLIEST_HOUR && hour < LATEST_HOUR)
		return;
	g_autofree char *place = city(zone);
	doubt(doubts, g_strdup_printf(_("it is %s in %s then"), there.local + strlen("YYYY-MM-DDT"), place));
}

/* "DE-BY", "DE"; the table of the country, NULL where there is none. */
static GPtrArray *read_holidays(const Config *config, const char **state, GError **error)
{
	const char *region = config->holidays ? config->holidays : config->region;
	g_autofree char *file = g_strdup_printf("%.2s.txt", region);
	g_autofree char *name = g_build_filename("holidays", file, NULL);
	g_autofree char *path = run_data(name);
	g_autofree char *text = NULL;

	*state = strlen(region) > 3 ? region + 3 : NULL;
	if (!g_file_get_contents(path, &text, NULL, NULL))
		return g_ptr_array_new();
	GPtrArray *rules = holiday_parse(text, error);
	if (!rules)
		g_prefix_error(error, "%s: ", path);
	return rules;
}

static bool doubt_day(const Config *config, const Appointment *appointment, GPtrArray *doubts, GError **error)
{
	const char *state;
	g_autoptr(GPtrArray) rules = read_holidays(config, &state, error);
	int year, month, day;
	GDate date;

	if (!rules)
		return false;
	if (sscanf(appointment->local, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return true;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	const char *holiday = holiday_on(rules, state, config->language, &date);
	if (holiday)
		doubt(doubts, g_strdup_printf(_("that day is a public holiday: %s"), holiday));
	if (g_date_get_weekday(&date) == G_DATE_SATURDAY)
		doubt(doubts, g_strdup(_("that day is a Saturday")));
	else if (g_date_get_weekday(&date) == G_DATE_SUNDAY)
		doubt(doubts, g_strdup(_("that day is a Sunday")));
	return true;
}

static bool doubt_absence(Store *store, const Contact *contact, const Appointment *appointment, GPtrArray *doubts,
			  GError **error)
{
	g_autoptr(GPtrArray) mails =
	    contact->id ? store_message_of_contact(store, contact->id, error) : g_ptr_array_new();

	for (guint i = 0; mails && i < mails->len; i++) {
		const Message *mail = mails->pdata[i];
		const Absence *absence = mail->kind == KIND_AUTO_REPLY ? mail->absence : NULL;

		if (!absence || !clash_absent(absence, appointment->local) ||
		    (!absence->until && !absence->left && message_at(mail) + OPEN_ABSENCE_S < appointment->at))
			continue;
		if (absence->left)
			doubt(doubts,
			      g_strdup_printf(_("%s has left the company, an automatic reply says"), contact->name));
		else if (absence->until)
			doubt(doubts, g_strdup_printf(_("%s is away until %s, an automatic reply says"), contact->name,
						      absence->until));
		else
			doubt(doubts, g_strdup_printf(_("%s is away, an automatic reply says"), contact->name));
		break;
	}
	return mails != NULL;
}

GPtrArray *agreed_doubts(Store *store, const Config *config, const Contact *contact, const Appointment *appointment,
			 WhenNote note, GError **error)
{
	g_autoptr(GPtrArray) doubts = g_ptr_array_new_with_free_func(g_free);

	doubt_clock(doubts, note);
	if (!doubt_day(config, appointment, doubts, error) || !doubt_calls(store, appointment, doubts, error) ||
	    !doubt_absence(store, contact, appointment, doubts, error))
		return NULL;
	doubt_hour(contact, appointment, doubts);
	return g_steal_pointer(&doubts);
}

int agreed_free_times(Store *store, const Config *config, const Contact *contact, int64_t now, When *out, int count,
		      GError **error)
{
	static const char *const clocks[] = {"10:00", "14:00"};
	const char *zone = talk_zone(config, contact);
	int found = 0;

	/* another day for each, and the other half of the day */
	for (int ahead = 1; ahead <= LOOK_AHEAD_DAYS && found < count; ahead++) {
		When day, when;

		if (!when_from_utc(now + (int64_t)ahead * DAY_S, zone, &day, error))
			return -1;
		memcpy(day.local + strlen("YYYY-MM-DDT"), clocks[found % 2], strlen("HH:MM"));
		if (!when_from_local(day.local, zone, &when, error))
			return -1;
		Appointment appointment = {.at = when.at, .local = when.local, .zone = when.zone};
		g_autoptr(GPtrArray) doubts = agreed_doubts(store, config, contact, &appointment, when.note, error);
		if (!doubts)
			return -1;
		if (doubts->len == 0)
			out[found++] = when;
	}
	return found;
}
