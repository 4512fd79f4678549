/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_WHEN_SAID_H
#define BASE_WHEN_SAID_H

/* What the words of a human date say, before it is known which moment they mean. For when-read.c, when-span.c and
 * when-parse.c alone. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define DAY_S 86400

typedef enum { PART_NONE, PART_MORNING, PART_NOON, PART_AFTERNOON, PART_EVENING } DayPart;

typedef struct Said {
	bool date, clock, days, span, ago, instant, now;
	int year, month, day; /* year 0 = not said */
	int weekday;	      /* 1 Monday … 7, 0 = not said */
	bool coming;	      /* "the coming Monday" is never today */
	bool in_week;
	int week;	  /* of "this week": 0, "next week": 1, "übernächste Woche": 2 */
	int iso_week;	  /* "KW 50"; 0 = not said */
	bool whole_weeks; /* the days are a span of weeks, counted on from the weekday before it */
	int hour, minute;
	DayPart part;
	bool half;     /* the clock was told with am or pm */
	bool quarter;  /* "halb drei": of the twelve hours that somebody is awake */
	bool day_word; /* "today", "morgen" */
	int64_t day_count, span_s;
	int64_t at;	  /* with instant */
	const char *text; /* all of it, for errors */
} Said;

/* NFC, one space for each run of white space, none at the ends; NULL with error when it cannot be a date at all. */
char *when_tidy(const char *text, GError **error);

/* Reads tidy text, which must live as long as said. *zone is set where the text ends with one; caller owns. */
bool when_read(const char *text, Said *said, char **zone, GError **error);

/* A group of a match: as a number, none when it took no part; in lower case, empty then (caller owns). */
int when_group_number(const GMatchInfo *match, int group, int none);
char *when_group_word(const GMatchInfo *match, int group);

/* The sum of "1h 30m"; days_only when nothing smaller than a day is in it. */
bool when_sum_span(const char *text, int64_t *seconds, bool *days_only, GError **error);

/* False, with "what: text"; what is in the user's language already. */
bool when_fail(GError **error, const char *what, const char *text);

#endif
