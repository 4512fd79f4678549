/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one function that makes text safe for terminals and logs, and those that fit it into columns. */
#include "base/text.h"
#include "fuzz.h"

static bool is_bidi(gunichar c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f ||
	       c == 0x061c;
}

static void check_safe(const char *text, bool lines)
{
	if (!g_utf8_validate(text, -1, NULL))
		g_error("not UTF-8");
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (lines && (c == '\n' || c == '\t'))
			continue;
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || is_bidi(c))
			g_error("U+%04X came through", c);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *raw = g_strndup((const char *)data, size);
	g_autofree char *line = text_safe(raw, false), *lines = text_safe(raw, true), *again = text_safe(lines, true);
	g_autofree char *utf8 = text_utf8((const char *)data, (gssize)size, 100), *fit = text_fit(line, 20),
			*pad = text_pad(line, 20);
	g_autofree char *wrapped = text_wrap(lines, 40, "  ");

	check_safe(line, false);
	check_safe(lines, true);
	check_safe(fit, false);
	check_safe(pad, false);
	check_safe(wrapped, true);
	if (strcmp(lines, again) != 0)
		g_error("what is safe was changed");
	if (strlen(utf8) > 100 || !g_utf8_validate(utf8, -1, NULL))
		g_error("cut badly");
	if (text_check_line("name", raw, NULL) && strcmp(raw, line) != 0)
		g_error("accepted as a line, and yet not safe");
	return 0;
}
