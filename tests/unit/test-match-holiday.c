/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/holiday.h"

#include <string.h>

#include "base/error.h"
#include "match/clash.h"

static GPtrArray *rules_of(const char *country)
{
	g_autofree char *file = g_strconcat(country, ".txt", NULL);
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "contrib", "holidays", file, NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	GPtrArray *rules;

	if (!g_file_get_contents(path, &text, NULL, NULL)) { /* make check sets no folder: two levels up from here */
		const char *source = g_getenv("srcdir") ? g_getenv("srcdir") : ".";
		g_autofree char *other = g_build_filename(source, "contrib", "holidays", file, NULL);

		g_assert_true(g_file_get_contents(other, &text, NULL, NULL));
	}
	rules = holiday_parse(text, &error);
	g_assert_no_error(error);
	return rules;
}

static void test_easter(void)
{
	static const struct {
		int year, month, day;
	} cases[] = {{1961, 4, 2},  {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2024, 3, 31},
		     {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28}, {2028, 4, 16}, {2035, 3, 25},
		     {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19}, {2099, 4, 12}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		GDate easter;

		holiday_easter(cases[i].year, &easter);
		g_test_message("%d", cases[i].year);
		g_assert_cmpint(g_date_get_month(&easter), ==, cases[i].month);
		g_assert_cmpint(g_date_get_day(&easter), ==, cases[i].day);
	}
}

static void test_days(void)
{
	static const struct {
		const char *country, *state;
		int year, month, day;
		const char *name; /* NULL = none */
	} cases[] = {
	    {"DE", NULL, 2026, 10, 3, "German Unity Day"},
	    {"DE", NULL, 1989, 10, 3, NULL},
	    {"DE", NULL, 2026, 12, 25, "Christmas Day"},
	    {"DE", NULL, 2026, 12, 24, NULL},
	    {"DE", NULL, 2026, 4, 3, "Good Friday"},
	    {"DE", NULL, 2026, 4, 5, NULL},
	    {"DE", "BB", 2026, 4, 5, "Easter Sunday"},
	    {"DE", NULL, 2026, 5, 14, "Ascension Day"},
	    {"DE", NULL, 2026, 5, 25, "Whit Monday"},
	    {"DE", NULL, 2026, 6, 4, NULL},
	    {"DE", "BY", 2026, 6, 4, "Corpus Christi"},
	    {"DE", "BE", 2026, 6, 4, NULL},
	    {"DE", "BY", 2027, 1, 6, "Epiphany"},
	    {"DE", "NW", 2027, 1, 6, NULL},
	    {"DE", "BE", 2018, 3, 8, NULL},
	    {"DE", "BE", 2019, 3, 8, "International Women's Day"},
	    {"DE", "MV", 2022, 3, 8, NULL},
	    {"DE", "MV", 2023, 3, 8, "International Women's Day"},
	    {"DE", "BE", 2025, 5, 8, "Liberation Day"},
	    {"DE", "BE", 2026, 5, 8, NULL},
	    {"DE", "BE", 2017, 10, 31, "Reformation Day"},
	    {"DE", "BE", 2018, 10, 31, NULL},
	    {"DE", "HH", 2018, 10, 31, "Reformation Day"},
	    {"DE", "HH", 2016, 10, 31, NULL},
	    {"DE", "SN", 2026, 11, 18, "Day of Repentance and Prayer"},
	    {"DE", "SN", 2022, 11, 16, "Day of Repentance and Prayer"}, /* 23 November is a Wednesday itself */
	    {"DE", "SN", 2022, 11, 23, NULL},
	    {"DE", "BY", 2026, 11, 18, NULL},
	    {"DE", "BY", 1994, 11, 16, "Day of Repentance and Prayer"},
	    {"DE", "TH", 2026, 9, 20, "World Children's Day"},
	    {"AT", NULL, 2026, 10, 26, "National Day"},
	    {"AT", "9", 2026, 12, 8, "Immaculate Conception"},
	    {"AT", NULL, 2026, 4, 3, NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) rules = rules_of(cases[i].country);
		GDate day;

		g_date_clear(&day, 1);
		g_date_set_dmy(&day, (GDateDay)cases[i].day, (GDateMonth)cases[i].month, (GDateYear)cases[i].year);
		g_test_message("%s-%s %d-%d-%d", cases[i].country, cases[i].state, cases[i].year, cases[i].month,
			       cases[i].day);
		g_assert_cmpstr(holiday_on(rules, cases[i].state, "en", &day), ==, cases[i].name);
	}
}

static void test_german(void)
{
	g_autoptr(GPtrArray) rules = rules_of("DE");
	GDate day;

	g_date_clear(&day, 1);
	g_date_set_dmy(&day, 3, 10, 2026);
	g_assert_cmpstr(holiday_on(rules, NULL, "de", &day), ==, "Tag der Deutschen Einheit");
}

static void test_refused(void)
{
	static const char *const cases[] = {
	    "01-01",
	    "01-01 *",
	    "13-01 * * A; B",
	    "easter * * A; B",
	    "easter+1x * * A; B",
	    "xyz<11-23 * * A; B",
	    "01-01 * 20x A; B",
	    "01-01 * * A",
	    "01-01 * * ; B",
	    "wed<02-30 * * A; B",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("%s", cases[i]);
		g_assert_null(holiday_parse(cases[i], &error));
		g_assert_error(error, ERROR, ERROR_DATA);
		g_assert_nonnull(strstr(error->message, "line 1"));
	}
}

static void test_absent(void)
{
	static const struct {
		const char *from, *until;
		bool left, absent;
	} cases[] = {
	    {"2026-12-01", "2026-12-08", false, true},
	    {"2026-12-02", "2026-12-08", false, false},
	    {"2026-11-20", "2026-12-01", false, true},
	    {"2026-11-20", "2026-11-30", false, false},
	    {"2026-11-20", NULL, false, true},
	    {NULL, "2026-12-01", false, true},
	    {NULL, NULL, false, false},
	    {NULL, NULL, true, true},
	    {NULL, "2026-11-30", true, true},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Absence absence = {
		    .from = (char *)cases[i].from, .until = (char *)cases[i].until, .left = cases[i].left};

		g_assert_cmpint(clash_absent(&absence, "2026-12-01T14:00"), ==, cases[i].absent);
	}
}

static void test_overlap(void)
{
	static const struct {
		int64_t first, first_s, second, second_s;
		bool overlap;
	} cases[] = {
	    {1000, 600, 1600, 600, false}, {1000, 601, 1600, 600, true}, {1600, 600, 1000, 601, true},
	    {1000, 0, 1899, 0, true},	   {1000, 0, 1900, 0, false},	 {1000, 3600, 1100, 60, true},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Appointment first = {.at = cases[i].first, .duration_s = cases[i].first_s};
		Appointment second = {.at = cases[i].second, .duration_s = cases[i].second_s};

		g_assert_cmpint(clash_overlap(&first, &second), ==, cases[i].overlap);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/match/holiday/easter", test_easter);
	g_test_add_func("/match/holiday/days", test_days);
	g_test_add_func("/match/holiday/german", test_german);
	g_test_add_func("/match/holiday/refused", test_refused);
	g_test_add_func("/match/clash/absent", test_absent);
	g_test_add_func("/match/clash/overlap", test_overlap);
	return g_test_run();
}
