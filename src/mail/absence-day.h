/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_ABSENCE_DAY_H
#define MAIL_ABSENCE_DAY_H

/*
 * Days as people name them in notes of absence, in a text that signs_fold() has folded: 7.12., 12/24/2026, 2026-12-07,
 * "4. dezember", "december 4th", "montag", "morgen", "next week", "kw 49", "ende januar", relative to the day a mail
 * was sent.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct AbsenceDay {
	int begin, end; /* bytes of the text */
	GDate first;
	GDate last;   /* the same, or the end of a week or a third of a month */
	int part;     /* "24." of "24. bis 28.11.": the day of a month that is named later, else 0 */
	bool range;   /* "november 23 to 27": first and last as said */
	bool weekday; /* a weekday alone */
	bool today;
} AbsenceDay;

/* All days in their order, weekdays that only introduce a date left out. AbsenceDay *; caller owns. */
GPtrArray *absence_days(const char *folded, const GDate *sent);

#endif
