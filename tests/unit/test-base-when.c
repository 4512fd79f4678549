/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "base/error.h"
#include "base/when.h"

#define BERLIN "Europe/Berlin"
#define YORK "America/New_York"
#define LORD_HOWE "Australia/Lord_Howe"
#define CASABLANCA "Africa/Casablanca"
#define APIA "Pacific/Apia"

/* Tuesday, 24 November 2026, 10:00 UTC: 11:00 in Berlin, 5:00 in New York, 23:00 in Apia. */
#define NOW 1795514400

typedef struct Phrase {
	const char *text, *zone;
	WhenSense sense;
	const char *iso; /* the moment, with the offset of its zone */
	WhenNote note;
} Phrase;

static const Phrase phrases[] = {
	{"2026-11-26 14:00", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"2026-11-26T14:00", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"2026-11-26t14:00:00", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"2026-11-26T14:00:00+01:00", YORK, WHEN_FUTURE, "2026-11-26T08:00:00-05:00", WHEN_PLAIN},
	{"2026-11-26T14:00:00Z", BERLIN, WHEN_FUTURE, "2026-11-26T15:00:00+01:00", WHEN_PLAIN},
	{"2026-7-1 9:05", BERLIN, WHEN_FUTURE, "2026-07-01T09:05:00+02:00", WHEN_PLAIN},
	{"26.11.2026 14:00", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"26.11.26 14:00", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"26. 11. 2026, 14 Uhr", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"26.11. 14 Uhr", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"3.2. 8 UHR", BERLIN, WHEN_FUTURE, "2027-02-03T08:00:00+01:00", WHEN_PLAIN},
	{"24.11. 10:59", BERLIN, WHEN_FUTURE, "2027-11-24T10:59:00+01:00", WHEN_PLAIN},
	{"29.02. 14:00", BERLIN, WHEN_FUTURE, "2028-02-29T14:00:00+01:00", WHEN_PLAIN},
	{"26.11. 14 Uhr", BERLIN, WHEN_PAST, "2025-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"Do, 26.11.2026, 14:00 Uhr", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"am 26. November um 14.30 Uhr", BERLIN, WHEN_FUTURE, "2026-11-26T14:30:00+01:00", WHEN_PLAIN},
	{"1. März 2027 9 Uhr", BERLIN, WHEN_FUTURE, "2027-03-01T09:00:00+01:00", WHEN_PLAIN},
	{"1. MÄRZ 2027 9 Uhr", BERLIN, WHEN_FUTURE, "2027-03-01T09:00:00+01:00", WHEN_PLAIN},
	{"Dec 1st 2pm", BERLIN, WHEN_FUTURE, "2026-12-01T14:00:00+01:00", WHEN_PLAIN},
	{"1 Dec 2026 14:00 Europe/Berlin", YORK, WHEN_FUTURE, "2026-12-01T14:00:00+01:00", WHEN_PLAIN},
	{"Tue 1 Dec 2026 14:00 Europe/Berlin", YORK, WHEN_FUTURE, "2026-12-01T14:00:00+01:00", WHEN_PLAIN},
	{"thu 14:00", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"THU 14:00", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"Thursday 14:00", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"on thursday at 2 pm", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"thu 2pm", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"thu 2:30PM", BERLIN, WHEN_FUTURE, "2026-11-26T14:30:00+01:00", WHEN_PLAIN},
	{"thu 12 am", BERLIN, WHEN_FUTURE, "2026-11-26T00:00:00+01:00", WHEN_PLAIN},
	{"thu 12 p.m.", BERLIN, WHEN_FUTURE, "2026-11-26T12:00:00+01:00", WHEN_PLAIN},
	{"Do 14 Uhr", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"do. 14 uhr 30", BERLIN, WHEN_FUTURE, "2026-11-26T14:30:00+01:00", WHEN_PLAIN},
	{"14 Uhr 30 Donnerstag", BERLIN, WHEN_FUTURE, "2026-11-26T14:30:00+01:00", WHEN_PLAIN},
	{"um 12:30 am Donnerstag", BERLIN, WHEN_FUTURE, "2026-11-26T12:30:00+01:00", WHEN_PLAIN},
	{"DONNERSTAG 14UHR", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"Sonnabend 8:00", BERLIN, WHEN_FUTURE, "2026-11-28T08:00:00+01:00", WHEN_PLAIN},
	{"di 11:01", BERLIN, WHEN_FUTURE, "2026-11-24T11:01:00+01:00", WHEN_PLAIN},
	{"di 11:00", BERLIN, WHEN_FUTURE, "2026-12-01T11:00:00+01:00", WHEN_PLAIN},
	{"di 11:00", BERLIN, WHEN_PAST, "2026-11-24T11:00:00+01:00", WHEN_PLAIN},
	{"di 11:01", BERLIN, WHEN_PAST, "2026-11-17T11:01:00+01:00", WHEN_PLAIN},
	{"thu 14:00", BERLIN, WHEN_PAST, "2026-11-19T14:00:00+01:00", WHEN_PLAIN},
	{"9:30 am", BERLIN, WHEN_FUTURE, "2026-11-25T09:30:00+01:00", WHEN_PLAIN},
	{"9:30 am", BERLIN, WHEN_PAST, "2026-11-24T09:30:00+01:00", WHEN_PLAIN},
	{"14 Uhr 30", BERLIN, WHEN_FUTURE, "2026-11-24T14:30:00+01:00", WHEN_PLAIN},
	{"14:00", BERLIN, WHEN_PAST, "2026-11-23T14:00:00+01:00", WHEN_PLAIN},
	{"heute 14:00", BERLIN, WHEN_FUTURE, "2026-11-24T14:00:00+01:00", WHEN_PLAIN},
	{"heute 9:00", BERLIN, WHEN_FUTURE, "2026-11-24T09:00:00+01:00", WHEN_PLAIN},
	{"morgen 9:30", BERLIN, WHEN_FUTURE, "2026-11-25T09:30:00+01:00", WHEN_PLAIN},
	{"Morgen um 9 Uhr", BERLIN, WHEN_FUTURE, "2026-11-25T09:00:00+01:00", WHEN_PLAIN},
	{"tomorrow 9:30", BERLIN, WHEN_FUTURE, "2026-11-25T09:30:00+01:00", WHEN_PLAIN},
	{"übermorgen 9:00", BERLIN, WHEN_FUTURE, "2026-11-26T09:00:00+01:00", WHEN_PLAIN},
	{"ÜBERMORGEN 9:00", BERLIN, WHEN_FUTURE, "2026-11-26T09:00:00+01:00", WHEN_PLAIN},
	{"u\xcc\x88"
	 "bermorgen 9:00",
	 BERLIN, WHEN_FUTURE, "2026-11-26T09:00:00+01:00", WHEN_PLAIN},
	{"day after tomorrow 9:00", BERLIN, WHEN_FUTURE, "2026-11-26T09:00:00+01:00", WHEN_PLAIN},
	{"gestern 15:00", BERLIN, WHEN_PAST, "2026-11-23T15:00:00+01:00", WHEN_PLAIN},
	{"+3d 10:00", BERLIN, WHEN_FUTURE, "2026-11-27T10:00:00+01:00", WHEN_PLAIN},
	{"+1w 10:00", BERLIN, WHEN_FUTURE, "2026-12-01T10:00:00+01:00", WHEN_PLAIN},
	{"in 3 Tagen um 10 Uhr", BERLIN, WHEN_FUTURE, "2026-11-27T10:00:00+01:00", WHEN_PLAIN},
	{"in 20 min", BERLIN, WHEN_FUTURE, "2026-11-24T11:20:00+01:00", WHEN_PLAIN},
	{"in 45 Minuten", BERLIN, WHEN_FUTURE, "2026-11-24T11:45:00+01:00", WHEN_PLAIN},
	{"in einer halben Stunde", BERLIN, WHEN_FUTURE, "2026-11-24T11:30:00+01:00", WHEN_PLAIN},
	{"in half an hour", BERLIN, WHEN_FUTURE, "2026-11-24T11:30:00+01:00", WHEN_PLAIN},
	{"in 2 h", BERLIN, WHEN_FUTURE, "2026-11-24T13:00:00+01:00", WHEN_PLAIN},
	{"+2h", BERLIN, WHEN_FUTURE, "2026-11-24T13:00:00+01:00", WHEN_PLAIN},
	{"in einer Stunde", BERLIN, WHEN_FUTURE, "2026-11-24T12:00:00+01:00", WHEN_PLAIN},
	{"in 1h 30m", BERLIN, WHEN_FUTURE, "2026-11-24T12:30:00+01:00", WHEN_PLAIN},
	{"vor 20 min", BERLIN, WHEN_PAST, "2026-11-24T10:40:00+01:00", WHEN_PLAIN},
	{"20 minutes ago", BERLIN, WHEN_PAST, "2026-11-24T10:40:00+01:00", WHEN_PLAIN},
	{"now", BERLIN, WHEN_PAST, "2026-11-24T11:00:00+01:00", WHEN_PLAIN},
	{"  thu \t 14:00 ", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	/* the zone in the text wins, in any letter case; today is today there */
	{"2027-01-14 14:00 Europe/London", BERLIN, WHEN_FUTURE, "2027-01-14T14:00:00+00:00", WHEN_PLAIN},
	{"2027-01-14 14:00 europe/london", BERLIN, WHEN_FUTURE, "2027-01-14T14:00:00+00:00", WHEN_PLAIN},
	{"thu 2pm america/new_york", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00-05:00", WHEN_PLAIN},
	{"thu 14:00 utc", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+00:00", WHEN_PLAIN},
	{"heute 4:00", YORK, WHEN_FUTURE, "2026-11-24T04:00:00-05:00", WHEN_PLAIN},
	{"tomorrow 0:30", APIA, WHEN_FUTURE, "2026-11-25T00:30:00+13:00", WHEN_PLAIN},
	{"in 2 h", APIA, WHEN_FUTURE, "2026-11-25T01:00:00+13:00", WHEN_PLAIN},
	{"in 20 min", CASABLANCA, WHEN_FUTURE, "2026-11-24T11:20:00+01:00", WHEN_PLAIN},
	{"thu 9:00", LORD_HOWE, WHEN_FUTURE, "2026-11-26T09:00:00+11:00", WHEN_PLAIN},
	/* Berlin: 28 March 2027 has no 2:00 to 3:00, 31 October 2027 has it twice */
	{"2027-03-28 01:59", BERLIN, WHEN_FUTURE, "2027-03-28T01:59:00+01:00", WHEN_PLAIN},
	{"2027-03-28 02:00", BERLIN, WHEN_FUTURE, "2027-03-28T03:00:00+02:00", WHEN_GAP},
	{"2027-03-28 02:30", BERLIN, WHEN_FUTURE, "2027-03-28T03:00:00+02:00", WHEN_GAP},
	{"2027-03-28 03:00", BERLIN, WHEN_FUTURE, "2027-03-28T03:00:00+02:00", WHEN_PLAIN},
	{"2027-10-31 01:59", BERLIN, WHEN_FUTURE, "2027-10-31T01:59:00+02:00", WHEN_PLAIN},
	{"2027-10-31 02:00", BERLIN, WHEN_FUTURE, "2027-10-31T02:00:00+02:00", WHEN_OVERLAP},
	{"2027-10-31 02:59", BERLIN, WHEN_FUTURE, "2027-10-31T02:59:00+02:00", WHEN_OVERLAP},
	{"2027-10-31 03:00", BERLIN, WHEN_FUTURE, "2027-10-31T03:00:00+01:00", WHEN_PLAIN},
	/* weeks, parts of the day, number words */
	{"in two weeks 10:00", BERLIN, WHEN_FUTURE, "2026-12-08T10:00:00+01:00", WHEN_PLAIN},
	{"in zwölf Tagen um 9:00", BERLIN, WHEN_FUTURE, "2026-12-06T09:00:00+01:00", WHEN_PLAIN},
	{"vor zwei Wochen 9:00", BERLIN, WHEN_PAST, "2026-11-10T09:00:00+01:00", WHEN_PLAIN},
	{"tomorrow noon", BERLIN, WHEN_FUTURE, "2026-11-25T12:00:00+01:00", WHEN_PLAIN},
	{"übermorgen mittags", BERLIN, WHEN_FUTURE, "2026-11-26T12:00:00+01:00", WHEN_PLAIN},
	{"morgen früh um 9:00", BERLIN, WHEN_FUTURE, "2026-11-25T09:00:00+01:00", WHEN_PLAIN},
	{"Friday 3:30 in the afternoon", BERLIN, WHEN_FUTURE, "2026-11-27T15:30:00+01:00", WHEN_PLAIN},
	{"Freitag nachmittags 15 Uhr", BERLIN, WHEN_FUTURE, "2026-11-27T15:00:00+01:00", WHEN_PLAIN},
	{"the 3rd of December at 10 o'clock", BERLIN, WHEN_FUTURE, "2026-12-03T10:00:00+01:00", WHEN_PLAIN},
	{"Montag in einer Woche 10 Uhr", BERLIN, WHEN_FUTURE, "2026-12-07T10:00:00+01:00", WHEN_PLAIN},
	{"Tuesday in two weeks 9:00", BERLIN, WHEN_FUTURE, "2026-12-08T09:00:00+01:00", WHEN_PLAIN},
	{"nächste Woche Dienstag 14 Uhr", BERLIN, WHEN_FUTURE, "2026-12-01T14:00:00+01:00", WHEN_PLAIN},
	{"übernächste Woche Dienstag 14 Uhr", BERLIN, WHEN_FUTURE, "2026-12-08T14:00:00+01:00", WHEN_PLAIN},
	{"Tue the week after next 14:00", BERLIN, WHEN_FUTURE, "2026-12-08T14:00:00+01:00", WHEN_PLAIN},
	{"KW 50 Mi 10:00", BERLIN, WHEN_FUTURE, "2026-12-09T10:00:00+01:00", WHEN_PLAIN},
	{"Sonntag in KW53 10:00", BERLIN, WHEN_FUTURE, "2027-01-03T10:00:00+01:00", WHEN_PLAIN},
	{"Mon calendar week 1 10:00", BERLIN, WHEN_FUTURE, "2027-01-04T10:00:00+01:00", WHEN_PLAIN},
	{"Di KW 2 10 Uhr", BERLIN, WHEN_PAST, "2026-01-06T10:00:00+01:00", WHEN_PLAIN},
	{"morgen halb drei", BERLIN, WHEN_FUTURE, "2026-11-25T14:30:00+01:00", WHEN_PLAIN},
	{"Fr um halb 10 Uhr", BERLIN, WHEN_FUTURE, "2026-11-27T09:30:00+01:00", WHEN_PLAIN},
	{"Fr halb eins", BERLIN, WHEN_FUTURE, "2026-11-27T12:30:00+01:00", WHEN_PLAIN},
	{"Fr viertel nach 9", BERLIN, WHEN_FUTURE, "2026-11-27T09:15:00+01:00", WHEN_PLAIN},
	{"Fr dreiviertel zwei", BERLIN, WHEN_FUTURE, "2026-11-27T13:45:00+01:00", WHEN_PLAIN},
	{"Fri quarter to nine in the morning", BERLIN, WHEN_FUTURE, "2026-11-27T08:45:00+01:00", WHEN_PLAIN},
	{"Fri half past 8", BERLIN, WHEN_FUTURE, "2026-11-27T08:30:00+01:00", WHEN_PLAIN},
	{"Fr halb sieben morgens", BERLIN, WHEN_FUTURE, "2026-11-27T06:30:00+01:00", WHEN_PLAIN},
	{"Fr halb acht abends", BERLIN, WHEN_FUTURE, "2026-11-27T19:30:00+01:00", WHEN_PLAIN},
	{"Sun next week 14:00", BERLIN, WHEN_FUTURE, "2026-12-06T14:00:00+01:00", WHEN_PLAIN},
	{"Freitag dieser Woche 12 Uhr", BERLIN, WHEN_FUTURE, "2026-11-27T12:00:00+01:00", WHEN_PLAIN},
	{"this Tuesday 12:00", BERLIN, WHEN_FUTURE, "2026-11-24T12:00:00+01:00", WHEN_PLAIN},
	{"kommenden Dienstag 12:00", BERLIN, WHEN_FUTURE, "2026-12-01T12:00:00+01:00", WHEN_PLAIN},
	{"12:30 am kommenden Dienstag", BERLIN, WHEN_FUTURE, "2026-12-01T12:30:00+01:00", WHEN_PLAIN},
	{"14:00 am Nachmittag", BERLIN, WHEN_FUTURE, "2026-11-24T14:00:00+01:00", WHEN_PLAIN},
	{"9 Uhr am Morgen", BERLIN, WHEN_FUTURE, "2026-11-25T09:00:00+01:00", WHEN_PLAIN},
	{"9:30 am Friday", BERLIN, WHEN_FUTURE, "2026-11-27T09:30:00+01:00", WHEN_PLAIN},
	{"this evening 8:00", BERLIN, WHEN_FUTURE, "2026-11-24T20:00:00+01:00", WHEN_PLAIN},
	{"heute Mittag um 12:30 Uhr", BERLIN, WHEN_FUTURE, "2026-11-24T12:30:00+01:00", WHEN_PLAIN},
	{"morgen mittags um 1 Uhr", BERLIN, WHEN_FUTURE, "2026-11-25T13:00:00+01:00", WHEN_PLAIN},
	{"heute morgen 9:30", BERLIN, WHEN_PAST, "2026-11-24T09:30:00+01:00", WHEN_PLAIN},
	{"Montag morgen 9 Uhr", BERLIN, WHEN_FUTURE, "2026-11-30T09:00:00+01:00", WHEN_PLAIN},
	{"heute in zwei Wochen 10 Uhr", BERLIN, WHEN_FUTURE, "2026-12-08T10:00:00+01:00", WHEN_PLAIN},
	{"10 o'clock 15 December", BERLIN, WHEN_FUTURE, "2026-12-15T10:00:00+01:00", WHEN_PLAIN},
	{"14 Uhr 30", BERLIN, WHEN_FUTURE, "2026-11-24T14:30:00+01:00", WHEN_PLAIN},
	{"morgen um 14.30", BERLIN, WHEN_FUTURE, "2026-11-25T14:30:00+01:00", WHEN_PLAIN},
	{"Do gegen 14 Uhr", BERLIN, WHEN_FUTURE, "2026-11-26T14:00:00+01:00", WHEN_PLAIN},
	{"coming Friday 12:00", BERLIN, WHEN_FUTURE, "2026-11-27T12:00:00+01:00", WHEN_PLAIN},
	/* New York: 14 March and 7 November 2027 */
	{"2027-03-14 02:30", YORK, WHEN_FUTURE, "2027-03-14T03:00:00-04:00", WHEN_GAP},
	{"2027-11-07 1:30 am", YORK, WHEN_FUTURE, "2027-11-07T01:30:00-04:00", WHEN_OVERLAP},
	{"2027-11-07 02:00", YORK, WHEN_FUTURE, "2027-11-07T02:00:00-05:00", WHEN_PLAIN},
	/* Lord Howe moves by half an hour: 3 October and 4 April 2027 */
	{"2027-10-03 02:15", LORD_HOWE, WHEN_FUTURE, "2027-10-03T02:30:00+11:00", WHEN_GAP},
	{"2027-10-03 02:30", LORD_HOWE, WHEN_FUTURE, "2027-10-03T02:30:00+11:00", WHEN_PLAIN},
	{"2027-04-04 01:45", LORD_HOWE, WHEN_FUTURE, "2027-04-04T01:45:00+11:00", WHEN_OVERLAP},
	{"2027-04-04 01:15", LORD_HOWE, WHEN_FUTURE, "2027-04-04T01:15:00+11:00", WHEN_PLAIN},
	/* Casablanca goes back for Ramadan: 7 February to 14 March 2027 */
	{"2027-02-07 02:30", CASABLANCA, WHEN_FUTURE, "2027-02-07T02:30:00+01:00", WHEN_OVERLAP},
	{"2027-02-20 10:00", CASABLANCA, WHEN_FUTURE, "2027-02-20T10:00:00+00:00", WHEN_PLAIN},
	{"2027-03-14 02:30", CASABLANCA, WHEN_FUTURE, "2027-03-14T03:00:00+01:00", WHEN_GAP},
	/* Apia crossed the date line: 30 December 2011 did not happen */
	{"2011-12-29 23:59", APIA, WHEN_FUTURE, "2011-12-29T23:59:00-10:00", WHEN_PLAIN},
	{"2011-12-30 12:00", APIA, WHEN_FUTURE, "2011-12-31T00:00:00+14:00", WHEN_GAP},
	{"2011-12-31 00:00", APIA, WHEN_FUTURE, "2011-12-31T00:00:00+14:00", WHEN_PLAIN},
};

static void test_accepted(void)
{
	G_STATIC_ASSERT(G_N_ELEMENTS(phrases) >= 60);
	for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++) {
		const Phrase *phrase = &phrases[i];
		g_autoptr(GError) error = NULL;
		When when;
		bool understood = when_parse(phrase->text, NOW, phrase->zone, phrase->sense, &when, &error);

		g_test_message("%s (%s)", phrase->text, phrase->zone);
		g_assert_no_error(error);
		g_assert_true(understood);
		g_autofree char *iso = when_iso(when.at, when.zone);
		g_autofree char *minute = g_strndup(phrase->iso, 16);
		g_assert_cmpstr(iso, ==, phrase->iso);
		g_assert_cmpstr(when.local, ==, minute);
		g_assert_cmpint(when.note, ==, phrase->note);
		g_assert_true(when.has_time);
	}
}

static void test_refused(void)
{
	static const struct {
		const char *text, *names;
	} cases[] = {
		{"", "no date"},
		{"   ", "no date"},
		{"31.02. 14:00", "31.02."},
		{"31.02.2027 14:00", "31.02."},
		{"29.02.2027 14:00", "29.02."},
		{"2027-02-29 14:00", "2027-02-29"},
		{"2026-13-01 14:00", "2026-13-01"},
		{"thu 14:61", "14:61"},
		{"14:61", "14:61"},
		{"thu 24:00", "24:00"},
		{"25 Uhr", "25 Uhr"},
		{"14 Uhr 60", "14 Uhr 60"},
		{"thu 13pm", "13pm"},
		{"thu 0 am", "0 am"},
		{"thu 14:00 Europe/Atlantis", "Europe/Atlantis"},
		{"thu 14:00 Mars/Phobos", "zone"},
		{"thu 14:00 ../../etc/passwd", "zone"},
		{"thu 14:00 right/Europe/Berlin", "zone"},
		{"thu 14:00 XYZ", "XYZ"},
		{"Europe/London 14:00 thu", "Europe/London"},
		{"-20 min", "negative"},
		{"in -20 min", "negative"},
		{"-3d 10:00", "negative"},
		{"vor 20 min", "past"},
		{"20 min ago", "past"},
		{"soon", "soon"},
		{"thu 14", "14"},
		{"do fr 14:00", "weekdays"},
		{"morgen 26.11.2026 14:00", "two days"},
		{"thu 14:00 15:00", "two times"},
		{"Mi 26.11.2026 14:00", "weekday"},
		{"in 20 min 14:00", "contradicts"},
		{"in 999999 weeks", "too long"},
		{"2500-01-01 10:00", "2500"},
		{"next tue 10:00", "next week's"},
		{"nächsten Dienstag 10 Uhr", "next week's"},
		{"next week 10:00", "day of that week"},
		{"KW 50 10:00", "day of that week"},
		{"KW 54 Mo 10:00", "no such week"},
		{"KW 0 Mo 10:00", "no such week"},
		{"next week KW 50 Mo 10:00", "two weeks"},
		{"Fr halb 25", "no such time"},
		{"Fr halb drei 15:00", "two times"},
		{"next week in 3 days", "day of that week"},
		{"tomorrow afternoon", "time of day"},
		{"vormittags um 14 Uhr", "contradicts"},
		{"12/03 10:00", "3.12."},
		{"0:30 Uhr abends", "contradicts"},
		{"12:30 in the morning", "contradicts"},
		{"9:30 am in the afternoon", "contradicts"},
		{"12 pm in the evening", "contradicts"},
		{"in zwei Wochen am Montag 10 Uhr", "does not fit"},
		{"sometime", "tomorrow 14:00"},
		{"26/11/2026 14:00", "26/11/2026"},
		{"thu 14:00\033[31m", "thu"},
		{"thu 14:00; rm", "14:00;"},
		{"\xff\xfe", "UTF-8"},
	};
	int refused = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		When when;

		if (!cases[i].names)
			continue;
		g_test_message("%s", cases[i].names);
		g_assert_false(when_parse(cases[i].text, NOW, BERLIN, WHEN_FUTURE, &when, &error));
		g_assert_error(error, ERROR, ERROR_DATA);
		if (!g_str_has_prefix(cases[i].names, "thu"))
			g_assert_nonnull(strstr(error->message, cases[i].names));
		g_assert_null(strchr(error->message, '\033'));
		refused++;
	}
	g_assert_cmpint(refused, >=, 20);

	When when;
	g_assert_false(when_parse("thu 14:00", NOW, "Europe/Atlantis", WHEN_FUTURE, &when, NULL));
}

/* A day alone is understood, but its callers must be able to tell. */
static void test_day_only(void)
{
	static const char *const days[] = {"thu", "Do", "26.11.", "26.11.2026", "2026-11-26", "übermorgen", "+2d", "26 Nov"};

	for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
		When when;

		g_test_message("%s", days[i]);
		g_assert_true(when_parse(days[i], NOW, BERLIN, WHEN_FUTURE, &when, NULL));
		g_assert_false(when.has_time);
		g_assert_cmpstr(when.local, ==, "2026-11-26T00:00");
	}
}

static void test_stored(void)
{
	static const char *const bad[] = {"",		      "2026-11-26",	   "2026-11-26 14:00", "2026-11-26T14:00:00",
					  "2026-02-30T14:00", "2026-11-26T24:00", "2026-11-26T-1:00", "x"};
	When when, again;

	g_assert_true(when_from_local("2027-03-28T02:30", BERLIN, &when, NULL));
	g_assert_cmpint(when.note, ==, WHEN_GAP);
	g_assert_cmpstr(when.local, ==, "2027-03-28T03:00");
	g_assert_true(when_from_utc(when.at, BERLIN, &again, NULL));
	g_assert_cmpstr(again.local, ==, when.local);
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(when_from_local(bad[i], BERLIN, &when, NULL));
	g_assert_false(when_from_local(NULL, BERLIN, &when, NULL));
	g_assert_false(when_from_local("2026-11-26T14:00", NULL, &when, NULL));
}

static void test_shown(void)
{
	When when;

	g_assert_true(when_parse("Dec 1 14:00", NOW, BERLIN, WHEN_FUTURE, &when, NULL));
	g_autofree char *full = when_in_full(&when);
	g_assert_cmpstr(full, ==, "Tue 1 Dec 2026 14:00 Europe/Berlin");
	g_assert_true(when_parse("Dec 1", NOW, BERLIN, WHEN_FUTURE, &when, NULL));
	g_autofree char *day = when_in_full(&when);
	g_assert_cmpstr(day, ==, "Tue 1 Dec 2026 Europe/Berlin");
	g_autofree char *newfoundland = when_iso(NOW, "America/St_Johns");
	g_assert_cmpstr(newfoundland, ==, "2026-11-24T06:30:00-03:30");

	static const struct {
		int64_t seconds;
		const char *text;
	} spans[] = {{-5, "0 min"}, {180, "3 min"}, {3599, "59 min"}, {7200, "2 h"}, {47 * 3600, "47 h"}, {5 * 86400, "5 days"}};
	for (gsize i = 0; i < G_N_ELEMENTS(spans); i++) {
		g_autofree char *text = when_span(spans[i].seconds);

		g_assert_cmpstr(text, ==, spans[i].text);
	}
}

static void test_durations(void)
{
	static const struct {
		const char *text;
		int64_t seconds; /* -1 = refused */
	} cases[] = {
		{"7m", 420},	    {"90s", 90},	 {"1h", 3600},	     {"20 min", 1200}, {"1h 30m", 5400},
		{"1h30m", 5400},    {"halbe Stunde", 1800}, {"2 Stunden und eine halbe Stunde", 9000}, {"2 Stunden", 7200}, {"eine Stunde", 3600}, {"an hour", 3600}, {"1 h und 5 min", 3900},
		{" 7 MIN ", 420},   {"0m", 0},		 {"-7m", -1},	     {"7", -1},	       {"", -1},
		{"m", -1},	    {"7 parsecs", -1},	 {"1.5h", -1},	     {"7m x", -1},     {"am", -1},
		{"999999 weeks", -1}, {"7m\n", 420},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t seconds = -1;
		g_autoptr(GError) error = NULL;

		g_test_message("%s", cases[i].text);
		g_assert_true(when_parse_duration(cases[i].text, &seconds, &error) == (cases[i].seconds >= 0));
		if (cases[i].seconds >= 0)
			g_assert_cmpint(seconds, ==, cases[i].seconds);
		else
			g_assert_error(error, ERROR, ERROR_DATA);
	}
}

static void test_zones(void)
{
	static const char *const known[] = {BERLIN, YORK, LORD_HOWE, CASABLANCA, APIA, "UTC", "Etc/GMT+5"};
	static const char *const unknown[] = {"",	"Europe",     "+01:00",		     "EST5EDT4",   "../zoneinfo/UTC",
					      "zone.tab", "localtime", "/usr/share/zoneinfo/UTC", "Berlin"};

	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		g_assert_true(when_zone_known(known[i]));
	for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++)
		g_assert_false(when_zone_known(unknown[i]));
	g_assert_false(when_zone_known(NULL));
	g_autofree char *local = when_local_zone();
	g_assert_true(when_zone_known(local));
}

/* More zones in turns than are kept open: each stays itself, also after they were read anew. */
static void test_many_zones(void)
{
	static const struct {
		const char *zone, *local;
	} cases[] = {
		{"Europe/Berlin", "2026-12-01T13:00"},	   {"UTC", "2026-12-01T12:00"},
		{"America/New_York", "2026-12-01T07:00"},  {"Asia/Tokyo", "2026-12-01T21:00"},
		{"Asia/Kolkata", "2026-12-01T17:30"},	   {"Europe/London", "2026-12-01T12:00"},
		{"Australia/Sydney", "2026-12-01T23:00"},  {"Africa/Cairo", "2026-12-01T14:00"},
		{"America/Sao_Paulo", "2026-12-01T09:00"}, {"Asia/Kathmandu", "2026-12-01T17:45"},
	};

	for (int round = 0; round < 3; round++) {
		for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
			g_autoptr(GError) error = NULL;
			When when;

			g_assert_true(when_from_utc(1796126400, cases[i].zone, &when, &error));
			g_assert_no_error(error);
			g_assert_cmpstr(when.local, ==, cases[i].local);
		}
		if (round == 1)
			when_reload();
	}
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/when/accepted", test_accepted);
	g_test_add_func("/base/when/refused", test_refused);
	g_test_add_func("/base/when/day-only", test_day_only);
	g_test_add_func("/base/when/stored", test_stored);
	g_test_add_func("/base/when/many-zones", test_many_zones);
	g_test_add_func("/base/when/shown", test_shown);
	g_test_add_func("/base/when/durations", test_durations);
	g_test_add_func("/base/when/zones", test_zones);
	return g_test_run();
}
