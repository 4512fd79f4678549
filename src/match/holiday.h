/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_HOLIDAY_H
#define MATCH_HOLIDAY_H

/*
 * Public holidays, from a table of rules as text (contrib/holidays). One rule a line:
 *
 *     DATE STATES YEARS NAME; GERMAN NAME
 *
 * DATE is MM-DD, easter+N or easter-N (days), or WEEKDAY<MM-DD (the last such weekday before). STATES are ISO 3166-2
 * subdivisions with "," between them, or "*". YEARS is "*", YEAR, YEAR- or -YEAR, both ends included. "#" begins a
 * comment.
 */

#include <glib.h>

/* Caller owns the array (of rules, opaque). ERROR_DATA names the line. */
GPtrArray *holiday_parse(const char *text, GError **error);

/* The name of the holiday on that day in a state ("BY"; NULL = only what holds in every state), in a language ("de",
 * else English); NULL = it is none. The rules keep it. */
const char *holiday_on(const GPtrArray *rules, const char *state, const char *language, const GDate *day);

/* Easter Sunday of a year of the Gregorian calendar. */
void holiday_easter(int year, GDate *out);

#endif
