/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/encoded-word.h"

#include <stdbool.h>
#include <string.h>

char *encoded_word_write(const char *text)
{
	const gsize payload_max = 75 - strlen("=?UTF-8?Q?") - strlen("?=");
	g_autoptr(GString) out = g_string_new(NULL);
	gsize payload = 0;

	if (g_str_is_ascii(text) && !strstr(text, "=?"))
		return g_strdup(text);
	for (const char *p = text; *p;) {
		gsize length = (gsize)(g_utf8_next_char(p) - p);
		bool literal = g_ascii_isalnum(*p) || *p == ' ';
		gsize need = literal ? 1 : 3 * length;

		if (out->len == 0 || payload + need > payload_max) {
			g_string_append(out, out->len ? "?= =?UTF-8?Q?" : "=?UTF-8?Q?");
			payload = 0;
		}
		if (literal)
			g_string_append_c(out, *p == ' ' ? '_' : *p);
		for (gsize i = 0; !literal && i < length; i++)
			g_string_append_printf(out, "=%02X", (guchar)p[i]);
		payload += need;
		p += length;
	}
	g_string_append(out, "?=");
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *encoded_word_apart(const char *value)
{
	static gsize ready;
	static GRegex *padded;

	if (!strstr(value, "=?="))
		return g_strdup(value);
	if (g_once_init_enter(&ready)) {
		padded = g_regex_new("(\\?[bB]\\?[A-Za-z0-9+/]*={1,2}\\?=)(?=[ \\t\\r\\n]+=\\?)", G_REGEX_RAW, 0, NULL);
		g_once_init_leave(&ready, 1);
	}
	/* An empty word of another kind between them ends the joining, and decodes to nothing. */
	char *apart = g_regex_replace(padded, value, -1, 0, "\\1 =?us-ascii?Q?" "?=", 0, NULL);
	return apart ? apart : g_strdup(value);
}
