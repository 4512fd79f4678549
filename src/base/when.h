/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_WHEN_H
#define BASE_WHEN_H

/*
 * Human dates, German and English: "thu 14:00", "Do 14 Uhr", "morgen 9:30", "+3d 10:00", "in 20 min",
 * "2027-01-14 14:00 Europe/London". The wall time with its IANA zone is the truth; UTC is derived from it.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	WHEN_PLAIN,   /* the wall time exists once */
	WHEN_GAP,     /* it fell into a DST gap and was moved to the first minute after it */
	WHEN_OVERLAP, /* it exists twice; the first is taken */
} WhenNote;

typedef struct When {
	int64_t at;        /* UTC seconds */
	char local[17];    /* "YYYY-MM-DDTHH:MM" in zone */
	char zone[64];     /* IANA name */
	bool has_time;     /* false: a day only, at is its first minute */
	WhenNote note;
} When;

typedef enum {
	WHEN_FUTURE, /* "thu 14:00" is the next one after now */
	WHEN_PAST,   /* "thu 14:00" is the last one before now: for --at */
} WhenSense;

/* Understands text relative to now (UTC seconds) in zone (IANA name; a zone named in the text wins).
 * ERROR_DATA names what is wrong: unknown words, 31.02., 14:61, unknown zone, negative spans. */
bool when_parse(const char *text, int64_t now, const char *zone, WhenSense sense, When *out, GError **error);

/* From wall time and zone, as stored with an appointment; the same gap and overlap rules. */
bool when_from_local(const char *local, const char *zone, When *out, GError **error);
bool when_from_utc(int64_t at, const char *zone, When *out, GError **error);

/* "Tue 1 Dec 2026 14:00 Europe/Berlin", weekday and month in the program's language. Caller owns. */
char *when_in_full(const When *when);

/* "Tue 1 Dec 14:00", where year and zone go without saying. Caller owns. */
char *when_in_short(const When *when);

/* ISO 8601 with the offset of zone: "2026-12-01T14:00:00+01:00". Caller owns. */
char *when_iso(int64_t at, const char *zone);

/* A duration "7m", "90s", "1h", "20 min", "1h 30m", "2 Stunden" in seconds. ERROR_DATA if negative or not one. */
bool when_parse_duration(const char *text, int64_t *seconds, GError **error);

/* "3 min", "2 h", "5 days" in the program's language, for "since". Caller owns. */
char *when_span(int64_t seconds);

/* From here on the zone files are read anew: the system may have got other ones. */
void when_reload(void);

/* Is it an IANA zone known to this machine? */
bool when_zone_known(const char *zone);

/* The machine's own zone as an IANA name ("UTC" when it cannot be told). Caller owns. */
char *when_local_zone(void);

#endif
