/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/compose-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/agreed.h"
#include "app/talk.h"
#include "base/error.h"
#include "base/phone.h"
#include "base/run.h"
#include "base/text.h"
#include "mail/template.h"

static const char *const months[2][12] = {
	{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
	 "December"},
	{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
	 "Dezember"},
};

static const char *const days[2][7] = {
	{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	{"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
};

const char *compose_language(const Config *config, const Contact *contact)
{
	return contact->language ? contact->language : config->language;
}

static GDateTime *local_time(int64_t at, const char *zone)
{
	g_autoptr(GTimeZone) there = g_time_zone_new_identifier(zone);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(at);

	return time ? g_date_time_to_timezone(time, there ? there : utc) : NULL;
}

char *compose_date(int64_t at, const char *zone, const char *language)
{
	g_autoptr(GDateTime) time = local_time(at, zone);
	bool german = g_strcmp0(language, "de") == 0;

	if (!time)
		return g_strdup("");
	return g_strdup_printf(german ? "%d. %s %d" : "%d %s %d", g_date_time_get_day_of_month(time),
			       months[german][g_date_time_get_month(time) - 1], g_date_time_get_year(time));
}

char *compose_weekday(int64_t at, const char *zone, const char *language)
{
	g_autoptr(GDateTime) time = local_time(at, zone);
	bool german = g_strcmp0(language, "de") == 0;

	return g_strdup(time ? days[german][g_date_time_get_day_of_week(time) - 1] : "");
}

char *compose_time(int64_t at, const char *zone)
{
	g_autoptr(GDateTime) time = local_time(at, zone);

	return time ? g_date_time_format(time, "%H:%M") : g_strdup("");
}

/* A template of the person's own beside the config comes before ours; the contact's language before English. */
static char *read_template(const Config *config, const char *name, const char *language, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(config->path);
	g_autofree char *file = g_strdup_printf("%s.txt", name);
	g_autofree char *ours = g_build_filename("templates", language, file, NULL);
	g_autofree char *own = g_build_filename(folder, ours, NULL);
	g_autofree char *installed = run_data(ours);
	char *text = NULL;

	if (!g_file_get_contents(own, &text, NULL, NULL))
		g_file_get_contents(installed, &text, NULL, NULL);
	if (!text)
		g_set_error(error, ERROR, ERROR_DATA, _("there is no template \"%s\""), name);
	return text;
}

static void put(GHashTable *values, const char *name, char *value)
{
	g_hash_table_insert(values, (gpointer)name, value ? value : g_strdup(""));
}

static char *attachment_names(const GPtrArray *files)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; i < files->len; i++) {
		g_autofree char *name = g_path_get_basename(files->pdata[i]);

		g_string_append_printf(names, "%s%s", i ? ", " : "", name);
	}
	return g_string_free(g_steal_pointer(&names), FALSE);
}

static void put_agreed(GHashTable *values, const Appointment *agreed, const char *language)
{
	put(values, "next_weekday", agreed ? compose_weekday(agreed->at, agreed->zone, language) : NULL);
	put(values, "next_date", agreed ? compose_date(agreed->at, agreed->zone, language) : NULL);
	put(values, "next_time", agreed ? compose_time(agreed->at, agreed->zone) : NULL);
	put(values, "next_zone", agreed ? g_strdup(agreed->zone) : NULL);
	put(values, "phone", agreed && agreed->phone ? phone_display(agreed->phone) : NULL);
	put(values, "we_dial", g_strdup(agreed && !agreed->they_dial ? "yes" : ""));
	put(values, "they_dial", g_strdup(agreed && agreed->they_dial ? "yes" : ""));
}

/* "Tuesday, 1 December 2026, 10:00 (Europe/Berlin)" */
static char *choice(const When *when, const char *language)
{
	bool german = g_strcmp0(language, "de") == 0;
	g_autofree char *day = compose_weekday(when->at, when->zone, language);
	g_autofree char *date = compose_date(when->at, when->zone, language);
	g_autofree char *clock = compose_time(when->at, when->zone);

	return g_strdup_printf(german ? "%s, %s, %s Uhr (%s)" : "%s, %s, %s (%s)", day, date, clock, when->zone);
}

static bool put_choice(Store *store, const Config *config, const Contact *contact, const char *language, int64_t now,
		       GHashTable *values, GError **error)
{
	static const char *const names[] = {"choice_1", "choice_2"};
	When times[G_N_ELEMENTS(names)];
	int count = agreed_free_times(store, config, contact, now, times, G_N_ELEMENTS(names), error);

	for (int i = 0; i < (int)G_N_ELEMENTS(names); i++)
		put(values, names[i], i < count ? choice(&times[i], language) : NULL);
	return count >= 0;
}

bool compose_text(Store *store, const Config *config, Compose *compose, const char *template, const char *const *links,
		  int64_t now, GError **error)
{
	const char *language = compose_language(config, compose->contact);
	g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	g_autofree char *text = NULL;

	if (strchr(template, '/') || *template == '.') {
		g_set_error(error, ERROR, ERROR_USAGE, _("\"%s\" is no template's name"), template);
		return false;
	}
	text = read_template(config, template, language, error);
	if (!text)
		return false;
	for (const char *const *link = links; link && *link; link++)
		if (!text_check_line(N_("link"), *link, error))
			return false;
	put(values, "contact", g_strdup(compose->contact->name));
	put(values, "org", g_strdup(compose->contact->org));
	put(values, "topic", g_strdup(compose->call->topic));
	put(values, "promise", g_strdup(compose->call->promise));
	put(values, "attachments", attachment_names(compose->attachments));
	put(values, "link", links ? g_strjoinv(" ", (char **)links) : NULL);
	put(values, "call_date",
	    compose_date(compose->call->started_at, talk_zone(config, compose->contact), language));
	put(values, "name", g_strdup(compose->account->name));
	put(values, "signature", g_strdup(compose->account->signature));
	put_agreed(values, compose->appointment, language);
	compose->choice = strstr(text, "${choice_1}") != NULL;
	if (compose->choice && !put_choice(store, config, compose->contact, language, now, values, error))
		return false;
	return template_expand(text, values, &compose->subject, &compose->text, error);
}
