/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/calendar-zone.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Names of Windows (CLDR's choice for the world), then cities of Exchange's display names. The first row that fits is
 * taken. */
static const struct {
	const char *windows;
	const char *iana;
} zones[] = {
	{"W. Europe Standard Time", "Europe/Berlin"},
	{"Mitteleuropäische Zeit", "Europe/Berlin"},
	{"Westeuropäische Zeit", "Europe/London"},
	{"Central Europe Standard Time", "Europe/Budapest"},
	{"Central European Standard Time", "Europe/Warsaw"},
	{"Romance Standard Time", "Europe/Paris"},
	{"GMT Standard Time", "Europe/London"},
	{"Greenwich Standard Time", "Atlantic/Reykjavik"},
	{"E. Europe Standard Time", "Europe/Chisinau"},
	{"FLE Standard Time", "Europe/Kiev"},
	{"GTB Standard Time", "Europe/Bucharest"},
	{"Turkey Standard Time", "Europe/Istanbul"},
	{"Russian Standard Time", "Europe/Moscow"},
	{"Belarus Standard Time", "Europe/Minsk"},
	{"Kaliningrad Standard Time", "Europe/Kaliningrad"},
	{"Israel Standard Time", "Asia/Jerusalem"},
	{"Egypt Standard Time", "Africa/Cairo"},
	{"South Africa Standard Time", "Africa/Johannesburg"},
	{"Morocco Standard Time", "Africa/Casablanca"},
	{"W. Central Africa Standard Time", "Africa/Lagos"},
	{"E. Africa Standard Time", "Africa/Nairobi"},
	{"Arabian Standard Time", "Asia/Dubai"},
	{"Arab Standard Time", "Asia/Riyadh"},
	{"Iran Standard Time", "Asia/Tehran"},
	{"Pakistan Standard Time", "Asia/Karachi"},
	{"India Standard Time", "Asia/Calcutta"},
	{"SE Asia Standard Time", "Asia/Bangkok"},
	{"Singapore Standard Time", "Asia/Singapore"},
	{"China Standard Time", "Asia/Shanghai"},
	{"Taipei Standard Time", "Asia/Taipei"},
	{"Tokyo Standard Time", "Asia/Tokyo"},
	{"Korea Standard Time", "Asia/Seoul"},
	{"AUS Eastern Standard Time", "Australia/Sydney"},
	{"E. Australia Standard Time", "Australia/Brisbane"},
	{"W. Australia Standard Time", "Australia/Perth"},
	{"Cen. Australia Standard Time", "Australia/Adelaide"},
	{"New Zealand Standard Time", "Pacific/Auckland"},
	{"Eastern Standard Time", "America/New_York"},
	{"US Eastern Standard Time", "America/Indianapolis"},
	{"Central Standard Time", "America/Chicago"},
	{"Canada Central Standard Time", "America/Regina"},
	{"Mountain Standard Time", "America/Denver"},
	{"US Mountain Standard Time", "America/Phoenix"},
	{"Pacific Standard Time", "America/Los_Angeles"},
	{"Alaskan Standard Time", "America/Anchorage"},
	{"Hawaiian Standard Time", "Pacific/Honolulu"},
	{"Atlantic Standard Time", "America/Halifax"},
	{"Newfoundland Standard Time", "America/St_Johns"},
	{"E. South America Standard Time", "America/Sao_Paulo"},
	{"Argentina Standard Time", "America/Buenos_Aires"},
	{"SA Pacific Standard Time", "America/Bogota"},
	{"Pacific SA Standard Time", "America/Santiago"},
	{"UTC", "UTC"},
	{"Coordinated Universal Time", "UTC"},
	{"GMT", "UTC"},
};

static const struct {
	const char *word, *iana;
} cities[] = {
	{"Berlin", "Europe/Berlin"},
	{"Vienna", "Europe/Vienna"},
	{"Wien", "Europe/Vienna"},
	{"Zürich", "Europe/Zurich"},
	{"Paris", "Europe/Paris"},
	{"Madrid", "Europe/Madrid"},
	{"Brussels", "Europe/Brussels"},
	{"Brüssel", "Europe/Brussels"},
	{"London", "Europe/London"},
	{"Dublin", "Europe/Dublin"},
	{"Prague", "Europe/Prague"},
	{"Prag", "Europe/Prague"},
	{"Budapest", "Europe/Budapest"},
	{"Warsaw", "Europe/Warsaw"},
	{"Warschau", "Europe/Warsaw"},
	{"Athens", "Europe/Athens"},
	{"Athen", "Europe/Athens"},
	{"Helsinki", "Europe/Helsinki"},
	{"Istanbul", "Europe/Istanbul"},
	{"Moscow", "Europe/Moscow"},
	{"Moskau", "Europe/Moscow"},
	{"Eastern Time", "America/New_York"},
	{"Central Time", "America/Chicago"},
	{"Mountain Time", "America/Denver"},
	{"Pacific Time", "America/Los_Angeles"},
	{"Tokyo", "Asia/Tokyo"},
	{"Tokio", "Asia/Tokyo"},
	{"Mumbai", "Asia/Calcutta"},
	{"Beijing", "Asia/Shanghai"},
	{"Singapore", "Asia/Singapore"},
	{"Sydney", "Australia/Sydney"},
};

/* "Area/City" at the end of a longer name. */
static const char *area_and_city(const char *tzid)
{
	static const char *const areas[] = {"Europe/",	"America/",  "Asia/",	"Africa/",     "Australia/",
					    "Pacific/", "Atlantic/", "Indian/", "Antarctica/", "Etc/"};

	for (gsize i = 0; i < G_N_ELEMENTS(areas); i++) {
		const char *at = strstr(tzid, areas[i]);

		if (at && (at == tzid || at[-1] == '/') && !strpbrk(at, " .:;,\"\\"))
			return at;
	}
	return NULL;
}

char *calendar_zone_name(const char *tzid)
{
	const char *name = area_and_city(tzid);

	if (name)
		return strlen(name) < 64 ? g_strdup(name) : NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++)
		if (!g_ascii_strcasecmp(tzid, zones[i].windows))
			return g_strdup(zones[i].iana);
	for (gsize i = 0; i < G_N_ELEMENTS(cities); i++)
		if (strstr(tzid, cities[i].word))
			return g_strdup(cities[i].iana);
	return NULL;
}
