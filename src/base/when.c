/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones, and the way between wall time and UTC. What people write is read in when-parse.c. */
#include "base/when.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/when-words.h"

/* Wider than every offset and every gap: Samoa left out a whole day. */
#define AROUND_S (38 * 3600)
#define YEAR_MIN 1970
#define YEAR_MAX 2199

/* GTimeZone also takes POSIX rules and offsets; an IANA zone is a file of the database. */
static bool has_zone_file(const char *zone)
{
	const char *folder = g_getenv("TZDIR") ? g_getenv("TZDIR") : "/usr/share/zoneinfo";
	g_autofree char *path = g_build_filename(folder, zone, NULL);
	char magic[4] = "";
	FILE *file = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? fopen(path, "re") : NULL;
	bool found = file && fread(magic, sizeof magic, 1, file) == 1 && memcmp(magic, "TZif", sizeof magic) == 0;

	if (file)
		fclose(file);
	return found;
}

bool when_zone_known(const char *zone)
{
	if (!zone || !g_ascii_isalpha(*zone) || strlen(zone) >= sizeof((When *)0)->zone || strstr(zone, "..") ||
	    g_str_has_prefix(zone, "posix/") || g_str_has_prefix(zone, "right/") || g_str_equal(zone, "localtime") ||
	    g_str_equal(zone, "posixrules"))
		return false;
	for (const char *at = zone; *at; at++)
		if (!g_ascii_isalnum(*at) && !strchr("/_+-", *at))
			return false;
	return g_str_equal(zone, "UTC") || has_zone_file(zone);
}

/* GLib forgets a zone with its last reference and reads the file again (0.1 ms): the last few stay. */
static struct {
	GTimeZone *zone;
	char name[sizeof((When *)0)->zone];
} kept[8];
static guint kept_turn;

void when_reload(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(kept); i++)
		g_clear_pointer(&kept[i].zone, g_time_zone_unref);
}

static void keep(GTimeZone *zone, const char *name)
{
	guint at = kept_turn++ % G_N_ELEMENTS(kept);

	g_clear_pointer(&kept[at].zone, g_time_zone_unref);
	kept[at].zone = g_time_zone_ref(zone);
	g_strlcpy(kept[at].name, name, sizeof kept[at].name);
}

static GTimeZone *zone_open(const char *zone, GError **error)
{
	for (guint i = 0; zone && i < G_N_ELEMENTS(kept); i++)
		if (kept[i].zone && strcmp(zone, kept[i].name) == 0)
			return g_time_zone_ref(kept[i].zone);

	GTimeZone *found = when_zone_known(zone) ? g_time_zone_new_identifier(zone) : NULL;
	if (!found) {
		g_set_error(error, ERROR, ERROR_DATA, _("unknown time zone \"%s\""), zone ? zone : "");
		return NULL;
	}
	keep(found, zone);
	return found;
}

static int64_t offset_at(GTimeZone *zone, int64_t at)
{
	return g_time_zone_get_offset(zone, g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, at));
}

/* The last second before the clock jumps, between two moments whose offsets differ. */
static int64_t jump_between(GTimeZone *zone, int64_t low, int64_t high)
{
	int64_t before = offset_at(zone, low);

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (offset_at(zone, middle) == before)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* wall: seconds since 1970 as the clock on the wall counts them. */
static int64_t resolve(GTimeZone *zone, int64_t wall, WhenNote *note)
{
	int64_t early = offset_at(zone, wall - AROUND_S), late = offset_at(zone, wall + AROUND_S);
	bool by_early = offset_at(zone, wall - early) == early, by_late = offset_at(zone, wall - late) == late;

	*note = by_early && by_late && early != late ? WHEN_OVERLAP : WHEN_PLAIN;
	if (by_early && by_late)
		return wall - MAX(early, late);
	if (by_early)
		return wall - early;
	if (by_late)
		return wall - late;
	*note = WHEN_GAP;
	return jump_between(zone, wall - AROUND_S, wall + AROUND_S) + 1;
}

static void write_local(GTimeZone *zone, int64_t at, When *out)
{
	g_autoptr(GDateTime) wall = g_date_time_new_from_unix_utc(at + offset_at(zone, at));
	g_autofree char *text = g_date_time_format(wall, "%Y-%m-%dT%H:%M");

	g_strlcpy(out->local, text, sizeof out->local);
}

/* "YYYY-MM-DDTHH:MM" and nothing else. */
static GDateTime *wall_from_text(const char *local)
{
	int year, month, day, hour, minute, length = 0;

	if (!local || sscanf(local, "%4d-%2d-%2dT%2d:%2d%n", &year, &month, &day, &hour, &minute, &length) != 5 ||
	    length != 16 || local[length] || strspn(local, "0123456789-T:") != 16 || year < YEAR_MIN || year > YEAR_MAX)
		return NULL;
	return g_date_time_new_utc(year, month, day, hour, minute, 0);
}

bool when_from_local(const char *local, const char *zone, When *out, GError **error)
{
	g_autoptr(GTimeZone) there = zone_open(zone, error);
	g_autoptr(GDateTime) wall = there ? wall_from_text(local) : NULL;

	if (!there)
		return false;
	if (!wall) {
		g_set_error(error, ERROR, ERROR_DATA, _("no such date and time: \"%s\""), local ? local : "");
		return false;
	}
	memset(out, 0, sizeof *out);
	out->at = resolve(there, g_date_time_to_unix(wall), &out->note);
	out->has_time = true;
	g_strlcpy(out->zone, zone, sizeof out->zone);
	write_local(there, out->at, out);
	return true;
}

bool when_from_utc(int64_t at, const char *zone, When *out, GError **error)
{
	g_autoptr(GTimeZone) there = zone_open(zone, error);
	g_autoptr(GDateTime) utc = there ? g_date_time_new_from_unix_utc(at) : NULL;

	if (!there)
		return false;
	if (!utc || g_date_time_get_year(utc) < YEAR_MIN || g_date_time_get_year(utc) > YEAR_MAX) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("the date is out of range"));
		return false;
	}
	memset(out, 0, sizeof *out);
	out->at = at;
	out->has_time = true;
	g_strlcpy(out->zone, zone, sizeof out->zone);
	write_local(there, at, out);
	return true;
}

char *when_in_full(const When *when)
{
	g_autoptr(GDateTime) wall = wall_from_text(when->local);

	if (!wall)
		return g_strdup("");
	g_autofree char *clock = when->has_time ? g_date_time_format(wall, "%H:%M ") : g_strdup("");
	/* TRANSLATORS: weekday, day, month, year: "Tue 1 Dec 2026" */
	g_autofree char *day =
		g_strdup_printf(_("%s %d %s %d"), when_weekday_name(g_date_time_get_day_of_week(wall)),
				g_date_time_get_day_of_month(wall), when_month_name(g_date_time_get_month(wall)),
				g_date_time_get_year(wall));
	return g_strdup_printf("%s %s%s", day, clock, when->zone);
}

char *when_in_short(const When *when)
{
	g_autoptr(GDateTime) wall = wall_from_text(when->local);

	if (!wall)
		return g_strdup("");
	g_autofree char *clock = g_date_time_format(wall, "%H:%M");
	/* TRANSLATORS: weekday, day, month, time: "Tue 1 Dec 14:00" */
	return g_strdup_printf(_("%s %d %s %s"), when_weekday_name(g_date_time_get_day_of_week(wall)),
			       g_date_time_get_day_of_month(wall), when_month_name(g_date_time_get_month(wall)), clock);
}

char *when_iso(int64_t at, const char *zone)
{
	g_autoptr(GTimeZone) known = zone_open(zone, NULL);
	g_autoptr(GTimeZone) there = known ? g_steal_pointer(&known) : g_time_zone_new_utc();
	int64_t offset = offset_at(there, at);
	g_autoptr(GDateTime) wall = g_date_time_new_from_unix_utc(at + offset);

	if (!wall)
		return g_strdup("1970-01-01T00:00:00+00:00");
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", g_date_time_get_year(wall),
			       g_date_time_get_month(wall), g_date_time_get_day_of_month(wall),
			       g_date_time_get_hour(wall), g_date_time_get_minute(wall), g_date_time_get_second(wall),
			       offset < 0 ? '-' : '+', (int)(ABS(offset) / 3600), (int)(ABS(offset) / 60 % 60));
}

char *when_span(int64_t seconds)
{
	int64_t minutes = MAX(0, seconds) / 60, hours = minutes / 60, days = hours / 24;

	if (hours == 0)
		return g_strdup_printf(_("%d min"), (int)minutes);
	if (days < 2)
		return g_strdup_printf(_("%d h"), (int)hours);
	days = MIN(days, G_MAXINT);
	return g_strdup_printf(ngettext("%d day", "%d days", (gulong)days), (int)days);
}

char *when_local_zone(void)
{
	g_autoptr(GTimeZone) local = g_time_zone_new_local();
	const char *name = g_time_zone_get_identifier(local);

	return g_strdup(when_zone_known(name) ? name : "UTC");
}
