/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PEOPLE_READ_H
#define APP_PEOPLE_READ_H

/*
 * People as other programs write them: vCard 2.1 to 4.0 (RFC 6350) and CSV with a line of column names (RFC 4180;
 * comma, semicolon or tab; English and German names as Outlook, Google and Thunderbird give them). Nothing is checked
 * here but the form; UTF-8, UTF-16 with its mark, else Windows-1252.
 */

#include <glib.h>

#define PEOPLE_MAX	 100000
#define PEOPLE_BYTES_MAX (64 * 1024 * 1024)

typedef struct Person {
	guint row; /* the line of the file that it begins in, from 1 on */
	char *name, *org, *language, *timezone, *note;
	GPtrArray *emails, *phones; /* char *, as written */
} Person;
void person_free(Person *person);
Person *person_new(guint row);

/* Caller owns the array of Person. strange: gets the titles of columns that are not known (char *), or NULL. ERROR_DATA
 * names the line. */
GPtrArray *people_read(const char *bytes, gsize length, GPtrArray *strange, GError **error);

/* people-read-csv.c: text is valid UTF-8 without NUL. */
GPtrArray *people_read_csv(const char *text, GPtrArray *strange, GError **error);

#endif
