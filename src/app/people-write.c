/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people-write.h"

#include <stdbool.h>
#include <string.h>

#define FOLD_BYTES 75

static char *escape_vcard(const char *text)
{
	GString *out = g_string_new(text);

	g_string_replace(out, "\\", "\\\\", 0);
	g_string_replace(out, "\n", "\\n", 0);
	g_string_replace(out, ",", "\\,", 0);
	g_string_replace(out, ";", "\\;", 0);
	return g_string_free(out, FALSE);
}

/* RFC 2426, 2.6: folded between characters, so that each line is valid by itself. */
static void add_folded(GString *out, const char *line)
{
	gsize length = 0;

	for (const char *at = line; *at;) {
		gsize bytes = (gsize)(g_utf8_next_char(at) - at);

		if (length + bytes > FOLD_BYTES) {
			g_string_append(out, "\r\n ");
			length = 1;
		}
		g_string_append_len(out, at, (gssize)bytes);
		length += bytes;
		at += bytes;
	}
	g_string_append(out, "\r\n");
}

static void add_line(GString *out, const char *name, const char *value)
{
	g_autofree char *escaped = value && *value ? escape_vcard(value) : NULL;
	g_autofree char *line = escaped ? g_strdup_printf("%s:%s", name, escaped) : NULL;

	if (line)
		add_folded(out, line);
}

void people_write_vcard(GString *out, const Contact *contact)
{
	const char *space = strrchr(contact->name, ' ');
	g_autofree char *given = space ? g_strndup(contact->name, (gsize)(space - contact->name)) : NULL;
	g_autofree char *family_part = escape_vcard(space ? space + 1 : contact->name);
	g_autofree char *given_part = escape_vcard(given ? given : "");
	g_autofree char *name = g_strdup_printf("N:%s;%s;;;", family_part, given_part);

	g_string_append(out, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
	add_folded(out, name);
	add_line(out, "FN", contact->name);
	add_line(out, "ORG", contact->org);
	for (guint i = 0; i < contact->emails->len; i++)
		add_line(out, "EMAIL", contact->emails->pdata[i]);
	for (guint i = 0; i < contact->phones->len; i++)
		add_line(out, "TEL", contact->phones->pdata[i]);
	add_line(out, "TZ", contact->timezone);
	add_line(out, "X-CMC-LANGUAGE", contact->language);
	add_line(out, "NOTE", contact->note);
	g_string_append(out, "END:VCARD\r\n");
}

static void add_cell(GString *out, const char *text, bool last)
{
	const char *value = text ? text : "";
	bool formula = *value && strchr("=+-@\t\r", *value);

	if (formula || strpbrk(value, "\",\r\n;")) {
		g_autoptr(GString) cell = g_string_new(formula ? "'" : "");

		g_string_append(cell, value);
		g_string_replace(cell, "\"", "\"\"", 0);
		g_string_append_printf(out, "\"%s\"", cell->str);
	} else {
		g_string_append(out, value);
	}
	g_string_append(out, last ? "\r\n" : ",");
}

void people_write_csv_head(GString *out)
{
	g_string_append(out, "name,org,email,phone,language,timezone,note\r\n");
}

static char *join(const GPtrArray *values)
{
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < values->len; i++)
		g_string_append_printf(all, "%s%s", i ? "; " : "", (char *)values->pdata[i]);
	return g_string_free(all, FALSE);
}

void people_write_csv(GString *out, const Contact *contact)
{
	g_autofree char *emails = join(contact->emails);
	g_autofree char *phones = join(contact->phones);

	add_cell(out, contact->name, false);
	add_cell(out, contact->org, false);
	add_cell(out, emails, false);
	add_cell(out, phones, false);
	add_cell(out, contact->language, false);
	add_cell(out, contact->timezone, false);
	add_cell(out, contact->note, true);
}
