/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The public holidays that cmc knows, one a line: holiday-days RULES STATE FROM-YEAR UNTIL-YEAR. For T66, which
 * compares them with another program's.
 */

#include <stdio.h>
#include <stdlib.h>

#include "match/holiday.h"

static void print_year(const GPtrArray *rules, const char *state, GDateYear year)
{
	GDate day;

	for (g_date_set_dmy(&day, 1, G_DATE_JANUARY, year); g_date_get_year(&day) == year; g_date_add_days(&day, 1)) {
		const char *name = holiday_on(rules, state, "en", &day);

		if (name)
			printf("%04d-%02d-%02d\t%s\n", year, g_date_get_month(&day), g_date_get_day(&day), name);
	}
}

int main(int argc, char **argv)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;

	if (argc != 5 || !g_file_get_contents(argv[1], &text, NULL, &error)) {
		fprintf(stderr, "holiday-days: %s\n", error ? error->message : "RULES STATE FROM UNTIL");
		return EXIT_FAILURE;
	}
	g_autoptr(GPtrArray) rules = holiday_parse(text, &error);
	if (!rules) {
		fprintf(stderr, "holiday-days: %s\n", error->message);
		return EXIT_FAILURE;
	}
	for (int year = atoi(argv[3]); year <= atoi(argv[4]); year++)
		print_year(rules, argv[2], (GDateYear)year);
	return EXIT_SUCCESS;
}
