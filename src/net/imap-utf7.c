/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/imap-utf7.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

static bool is_direct(gunichar c)
{
	return c >= 0x20 && c < 0x7f;
}

/* One shifted run: UTF-16 big endian in base64 with "," for "/" and no padding. */
static void append_run(GString *out, const char *from, const char *to)
{
	g_autofree gunichar2 *wide = NULL;
	glong count = 0;

	wide = g_utf8_to_utf16(from, to - from, NULL, &count, NULL);
	for (glong i = 0; i < count; i++)
		wide[i] = GUINT16_TO_BE(wide[i]);
	g_autofree char *encoded = g_base64_encode((const guchar *)wide, (gsize)count * 2);
	for (char *at = encoded; *at; at++)
		if (*at == '/')
			*at = ',';
	g_string_append_printf(out, "&%.*s-", (int)strcspn(encoded, "="), encoded);
}

char *imap_utf7_encode(const char *name)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (!g_utf8_validate(name, -1, NULL))
		return NULL;
	for (const char *at = name; *at;) {
		const char *run = at;

		if (g_unichar_iscntrl(g_utf8_get_char(at)))
			return NULL;
		while (*at && !is_direct(g_utf8_get_char(at)) && !g_unichar_iscntrl(g_utf8_get_char(at)))
			at = g_utf8_next_char(at);
		if (at > run)
			append_run(out, run, at);
		else if (*at == '&')
			g_string_append(out, "&-"), at++;
		else
			g_string_append_c(out, *at++);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* The text of a shifted run between "&" and "-", or NULL. */
static char *decode_run(const char *run, gsize length)
{
	g_autofree char *encoded = g_strndup(run, length);
	g_autoptr(GString) padded = g_string_new(g_strdelimit(encoded, ",", '/'));
	gsize size = 0;

	while (padded->len % 4)
		g_string_append_c(padded, '=');
	g_autofree guchar *bytes = g_base64_decode(padded->str, &size);
	g_autofree gunichar2 *wide = g_new(gunichar2, size / 2 + 1);
	for (gsize i = 0; i < size / 2; i++)
		wide[i] = (gunichar2)(bytes[2 * i] << 8 | bytes[2 * i + 1]);
	return g_utf16_to_utf8(wide, (glong)(size / 2), NULL, NULL, NULL);
}

char *imap_utf7_decode(const char *name)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = name; *at;) {
		if (*at != '&') {
			g_string_append_c(out, *at++);
			continue;
		}
		const char *end = strchr(++at, '-');
		if (!end)
			return NULL;
		if (end == at) {
			g_string_append_c(out, '&');
		} else {
			g_autofree char *text = decode_run(at, (gsize)(end - at));

			if (!text)
				return NULL;
			g_string_append(out, text);
		}
		at = end + 1;
	}
	/* the one test for overlong, unpadded and needlessly shifted forms, and for 8-bit bytes */
	g_autofree char *again = imap_utf7_encode(out->str);
	if (!again || strcmp(again, name) != 0)
		return NULL;
	return g_string_free(g_steal_pointer(&out), FALSE);
}
