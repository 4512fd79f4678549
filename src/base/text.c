/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

#include "base/error.h"

static bool is_bidi(gunichar c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

static bool is_line_end(gunichar c)
{
	return c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_control(gunichar c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || is_bidi(c);
}

char *text_safe(const char *text, bool keep_lines)
{
	g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
	GString *safe = g_string_sized_new(strlen(valid));
	bool spaced = false;

	for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (keep_lines && (c == '\n' || c == '\t')) {
			g_string_append_unichar(safe, c);
		} else if (is_line_end(c)) {
			/* a CRLF is one space, not two */
			if (!spaced && !(keep_lines && c == '\r'))
				g_string_append_c(safe, ' ');
			spaced = true;
			continue;
		} else if (!is_control(c)) {
			g_string_append_unichar(safe, c);
		} else if (!is_bidi(c)) {
			g_string_append_unichar(safe, 0xFFFD);
		}
		spaced = false;
	}
	return g_string_free(safe, FALSE);
}

static bool check(const char *field, const char *text, bool lines, GError **error)
{
	if (!text)
		return true;
	if (!g_utf8_validate(text, -1, NULL)) {
		g_set_error(error, ERROR, ERROR_DATA, "%s is not valid UTF-8", field);
		return false;
	}
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (is_control(c) && !(lines && (c == '\n' || c == '\t'))) {
			g_set_error(error, ERROR, ERROR_DATA, "%s contains a control character", field);
			return false;
		}
	}
	return true;
}

bool text_check_line(const char *field, const char *text, GError **error)
{
	return check(field, text, false, error);
}

bool text_check_lines(const char *field, const char *text, GError **error)
{
	return check(field, text, true, error);
}

char *text_utf8(const char *bytes, gssize length, gsize max_bytes)
{
	gsize size = length < 0 ? strlen(bytes) : (gsize)length;
	GString *clean = g_string_new(NULL);

	for (gsize i = 0; i < MIN(size, max_bytes); i++)
		g_string_append_c(clean, bytes[i] ? bytes[i] : ' ');
	/* cut where the limit tore a character; what is invalid elsewhere becomes U+FFFD */
	if (size > max_bytes) {
		while (clean->len && (clean->str[clean->len - 1] & 0xC0) == 0x80)
			g_string_truncate(clean, clean->len - 1);
		if (clean->len && (clean->str[clean->len - 1] & 0x80))
			g_string_truncate(clean, clean->len - 1);
	}
	char *valid = g_utf8_make_valid(clean->str, (gssize)clean->len);
	g_string_free(clean, TRUE);
	return valid;
}

static int width_of(gunichar c)
{
	return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

static int columns_of(const char *text)
{
	int columns = 0;

	for (const char *at = text; *at; at = g_utf8_next_char(at))
		columns += width_of(g_utf8_get_char(at));
	return columns;
}

char *text_fit(const char *text, int columns)
{
	int used = 0;
	const char *at = text;

	if (columns_of(text) <= columns)
		return g_strdup(text);
	while (*at && used + width_of(g_utf8_get_char(at)) <= columns - 1) {
		used += width_of(g_utf8_get_char(at));
		at = g_utf8_next_char(at);
	}
	return g_strdup_printf("%.*s…", (int)(at - text), text);
}

char *text_pad(const char *text, int columns)
{
	g_autofree char *fit = text_fit(text, columns);

	return g_strdup_printf("%s%*s", fit, MAX(0, columns - columns_of(fit)), "");
}

static void wrap_line(GString *out, const char *line, int columns, const char *indent)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	int room = columns - columns_of(indent), used = 0;

	g_string_append(out, indent);
	for (char **word = words; *word; word++) {
		int width = columns_of(*word);

		if (used && used + 1 + width > room) {
			g_string_append_c(out, '\n');
			g_string_append(out, indent);
			used = 0;
		} else if (word != words) {
			g_string_append_c(out, ' ');
			used++;
		}
		g_string_append(out, *word);
		used += width;
	}
	g_string_append_c(out, '\n');
}

char *text_wrap(const char *text, int columns, const char *indent)
{
	GString *out = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++)
		if (**line || line[1])
			wrap_line(out, *line, columns, indent);
	return g_string_free(out, FALSE);
}
