/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/error.h"

static bool is_bidi(gunichar c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F ||
	       c == 0x061C;
}

static bool is_line_end(gunichar c)
{
	return c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_control(gunichar c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || is_bidi(c);
}

/* The length of the beginning that needs no change: plain ASCII, and the letters from U+00C0 to U+05FF, which are the
 * two-byte characters without controls. Of valid UTF-8 only. */
static gsize plain_length(const char *text, bool keep_lines)
{
	const char *at = text;

	for (;;) {
		guchar byte = (guchar)*at;

		if ((byte >= ' ' && byte < 0x7F) || (keep_lines && (byte == '\n' || byte == '\t')))
			at++;
		else if (byte >= 0xC3 && byte <= 0xD7)
			at += 2;
		else
			return (gsize)(at - text);
	}
}

char *text_safe(const char *text, bool keep_lines)
{
	g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
	gsize length = strlen(valid), plain = plain_length(valid, keep_lines);
	bool spaced = false;

	if (plain == length)
		return g_steal_pointer(&valid);
	GString *safe = g_string_sized_new(length);
	for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
		plain = plain_length(at, keep_lines);
		g_string_append_len(safe, at, (gssize)plain);
		spaced = spaced && !plain;
		at += plain;
		if (!*at)
			break;
		gunichar c = g_utf8_get_char(at);
		if (keep_lines && (c == '\n' || c == '\t')) {
			g_string_append_unichar(safe, c);
		} else if (is_line_end(c)) {
			/* a CRLF is one space or one line end, not two */
			if (keep_lines && c == '\r' && at[1] == '\n')
				continue;
			if (!spaced)
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
		g_set_error(error, ERROR, ERROR_DATA, _("%s is not valid UTF-8"), _(field));
		return false;
	}
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (is_control(c) && !(lines && (c == '\n' || c == '\t'))) {
			g_set_error(error, ERROR, ERROR_DATA, _("%s contains a control character"), _(field));
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

	/* three bytes more, so that a character torn by the window begins behind the limit and is cut off whole */
	if (size > max_bytes && size - max_bytes > 3)
		size = max_bytes + 3;
	GString *clean = g_string_sized_new(size);
	for (gsize i = 0; i < size; i++)
		g_string_append_c(clean, bytes[i] ? bytes[i] : ' ');
	char *valid = g_utf8_make_valid(clean->str, (gssize)clean->len);
	g_string_free(clean, TRUE);

	/* only now: U+FFFD is longer than the byte that it stands for */
	gsize cut = strlen(valid);
	if (cut > max_bytes) {
		for (cut = max_bytes; cut && (valid[cut] & 0xC0) == 0x80;)
			cut--;
		valid[cut] = '\0';
	}
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
	if (columns < 1)
		return g_strdup("");
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

static void new_line(GString *out, const char *indent)
{
	g_string_append_c(out, '\n');
	g_string_append(out, indent);
}

/* Puts word behind the used columns, broken where it is wider than a line; the columns used then. */
static int put_word(GString *out, const char *word, int used, int room, const char *indent)
{
	for (const char *at = word; *at; at = g_utf8_next_char(at)) {
		int width = width_of(g_utf8_get_char(at));

		if (used && used + width > room) {
			new_line(out, indent);
			used = 0;
		}
		g_string_append_unichar(out, g_utf8_get_char(at));
		used += width;
	}
	return used;
}

static void wrap_line(GString *out, const char *line, int columns, const char *indent)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	int room = MAX(1, columns - columns_of(indent)), used = 0;
	bool broken = false; /* at the beginning of a line that we made: no space there */

	g_string_append(out, indent);
	for (char **word = words; *word; word++) {
		if (used && used + 1 + columns_of(*word) > room) {
			new_line(out, indent);
			used = 0;
			broken = true;
		} else if (word != words && !(broken && used == 0)) {
			g_string_append_c(out, ' ');
			used++;
		}
		used = put_word(out, *word, used, room, indent);
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

void text_put(char **field, const char *said)
{
	if (!said)
		return;
	g_free(*field);
	said += strspn(said, " \t");
	gsize length = strlen(said);
	while (length && strchr(" \t", said[length - 1]))
		length--;
	*field = length ? g_strndup(said, length) : NULL;
}

char *text_join(const GPtrArray *texts, guint most)
{
	g_autoptr(GString) joined = g_string_new(NULL);

	for (guint i = 0; i < MIN(texts->len, most); i++)
		g_string_append_printf(joined, "%s%s", i ? ", " : "", (char *)texts->pdata[i]);
	return g_string_free(g_steal_pointer(&joined), FALSE);
}
