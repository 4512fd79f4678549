/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/json-line.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/when.h"

static bool is_plain(char c)
{
	return (guchar)c >= ' ' && c != '"' && c != '\\' && c != 0x7F;
}

/* RFC 8259, section 7. */
static void add_escaped(GString *line, char c)
{
	static const char letters[] = "b\bf\fn\nr\rt\t\"\"\\\\";

	for (const char *row = letters; *row; row += 2)
		if (row[1] == c) {
			g_string_append_c(line, '\\');
			g_string_append_c(line, row[0]);
			return;
		}
	g_string_append_printf(line, "\\u%04x", (guint)(guchar)c);
}

static void add_string(GString *line, const char *value)
{
	g_string_append_c(line, '"');
	for (const char *at = value; *at;) {
		const char *begin = at;

		while (is_plain(*at))
			at++;
		g_string_append_len(line, begin, at - begin);
		if (*at)
			add_escaped(line, *at++);
	}
	g_string_append_c(line, '"');
}

static void add_comma(GString *line)
{
	if (!strchr("{[", line->str[line->len - 1]))
		g_string_append_c(line, ',');
}

/* Names are words of the program: nothing in them has to be escaped. */
static void add_name(GString *line, const char *name)
{
	add_comma(line);
	g_string_append_c(line, '"');
	g_string_append(line, name);
	g_string_append(line, "\":");
}

void json_line_begin(GString *line)
{
	g_string_assign(line, "{\"v\":1");
}

void json_line_print(GString *line)
{
	g_string_append(line, "}\n");
	fwrite(line->str, 1, line->len, stdout);
}

void json_line_open(GString *line, const char *name, char bracket)
{
	add_name(line, name);
	g_string_append_c(line, bracket);
}

void json_line_close(GString *line, char bracket)
{
	g_string_append_c(line, bracket);
}

void json_line_item(GString *line)
{
	add_comma(line);
	g_string_append_c(line, '{');
}

void json_line_text(GString *line, const char *name, const char *value)
{
	g_autofree char *safe = value ? text_safe(value, true) : NULL;

	add_name(line, name);
	if (safe)
		add_string(line, safe);
	else
		g_string_append(line, "null");
}

void json_line_time(GString *line, const char *name, int64_t at, const char *zone)
{
	g_autofree char *text = at ? when_iso(at, zone) : NULL;

	json_line_text(line, name, text);
}

void json_line_bool(GString *line, const char *name, bool value)
{
	add_name(line, name);
	g_string_append(line, value ? "true" : "false");
}

void json_line_int(GString *line, const char *name, int64_t value)
{
	add_name(line, name);
	g_string_append_printf(line, "%" G_GINT64_FORMAT, (gint64)value);
}

void json_line_strings(GString *line, const char *name, const GPtrArray *strings)
{
	json_line_open(line, name, '[');
	for (guint i = 0; i < strings->len; i++) {
		add_comma(line);
		add_string(line, strings->pdata[i]);
	}
	json_line_close(line, ']');
}
