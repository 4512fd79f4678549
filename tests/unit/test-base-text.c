/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/text.h"

static void test_safe(void)
{
	static const struct {
		const char *text, *line, *lines;
	} cases[] = {
		{NULL, "", ""},
		{"", "", ""},
		{"Grüße, 世界", "Grüße, 世界", "Grüße, 世界"},
		{"a\nb", "a b", "a\nb"},
		{"a\r\nb", "a b", "a\nb"},
		{"a\r\n\r\nb", "a b", "a\n\nb"},
		{"a\rb", "a b", "a b"},
		{"a\tb", "a b", "a\tb"},
		{"\033[31mred\033[0m", "\xEF\xBF\xBD[31mred\xEF\xBF\xBD[0m", "\xEF\xBF\xBD[31mred\xEF\xBF\xBD[0m"},
		{"bell\a", "bell\xEF\xBF\xBD", "bell\xEF\xBF\xBD"},
		{"del\x7F", "del\xEF\xBF\xBD", "del\xEF\xBF\xBD"},
		{"csi\xC2\x9B" "2J", "csi\xEF\xBF\xBD" "2J", "csi\xEF\xBF\xBD" "2J"},
		{"nel\xC2\x85" "x", "nel x", "nel x"},
		{"sep\xE2\x80\xA8x\xE2\x80\xA9y", "sep x y", "sep x y"},
		{"rlo\xE2\x80\xAE" "fdp.exe", "rlofdp.exe", "rlofdp.exe"},
		{"iso\xE2\x81\xA6x\xE2\x81\xA9", "isox", "isox"},
		{"lrm\xE2\x80\x8E rlm\xE2\x80\x8F alm\xD8\x9C", "lrm rlm alm", "lrm rlm alm"},
		{"broken\xFF", "broken\xEF\xBF\xBD", "broken\xEF\xBF\xBD"},
		{"torn\xE2\x82", "torn\xEF\xBF\xBD", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *line = text_safe(cases[i].text, false);
		g_autofree char *lines = text_safe(cases[i].text, true);

		g_assert_true(g_utf8_validate(lines, -1, NULL));
		g_assert_true(text_check_line("line", line, NULL));
		g_assert_true(text_check_lines("lines", lines, NULL));
		if (cases[i].lines) {
			g_assert_cmpstr(line, ==, cases[i].line);
			g_assert_cmpstr(lines, ==, cases[i].lines);
		}
	}
}

/* No byte sequence of up to three bytes gets a control through. */
static void test_safe_all_bytes(void)
{
	for (unsigned value = 1; value < 0x1000000; value += 251) {
		char bytes[4] = {(char)(value & 0xFF), (char)(value >> 8 & 0xFF), (char)(value >> 16 & 0xFF), '\0'};
		g_autofree char *line = text_safe(bytes, false);

		g_assert_true(text_check_line("bytes", line, NULL));
	}
}

static void test_check(void)
{
	static const struct {
		const char *text;
		bool line, lines;
	} cases[] = {
		{NULL, true, true},
		{"", true, true},
		{"Änne O'Hara <a@b>", true, true},
		{"a\nb", false, true},
		{"a\tb", false, true},
		{"a\rb", false, false},
		{"a\033b", false, false},
		{"a\x7F", false, false},
		{"a\xC2\x9B", false, false},
		{"a\xE2\x80\xAE", false, false},
		{"a\xE2\x80\xA8", false, false},
		{"a\xD8\x9C", false, false},
		{"a\xC3", false, false},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_cmpint(text_check_line("topic", cases[i].text, &error), ==, cases[i].line);
		g_assert_cmpint(text_check_lines("topic", cases[i].text, NULL), ==, cases[i].lines);
		if (!cases[i].line) {
			g_assert_error(error, ERROR, ERROR_DATA);
			g_assert_true(g_str_has_prefix(error->message, "topic "));
		}
	}
}

static void test_utf8(void)
{
	static const struct {
		const char *bytes;
		gssize length;
		gsize max_bytes;
		const char *text;
	} cases[] = {
		{"", 0, 10, ""},
		{"abc", -1, 10, "abc"},
		{"abc", -1, 3, "abc"},
		{"abc", -1, 2, "ab"},
		{"abc", -1, 0, ""},
		{"abc", 2, 10, "ab"},
		{"a\0b", 3, 10, "a b"},
		{"a€b", -1, 4, "a€"},
		{"a€b", -1, 3, "a"},
		{"a€b", -1, 2, "a"},
		{"€€", -1, 6, "€€"},
		{"€€", -1, 5, "€"},
		{"😀😀", -1, 7, "😀"},
		{"a\xFF\xFF", -1, 10, "a\xEF\xBF\xBD\xEF\xBF\xBD"},
		{"a\xFF\xFF", -1, 6, "a\xEF\xBF\xBD"},
		{"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", -1, 8, "\xEF\xBF\xBD\xEF\xBF\xBD"},
		{"abc", -1, G_MAXSIZE, "abc"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = text_utf8(cases[i].bytes, cases[i].length, cases[i].max_bytes);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

static void test_fit(void)
{
	static const struct {
		const char *text;
		int columns;
		const char *fit, *pad;
	} cases[] = {
		{"", 3, "", "   "},
		{"abc", 3, "abc", "abc"},
		{"abc", 5, "abc", "abc  "},
		{"abcd", 3, "ab…", "ab…"},
		{"abcd", 1, "…", "…"},
		{"abcd", 0, "", ""},
		{"äöüß", 4, "äöüß", "äöüß"},
		{"世界", 4, "世界", "世界"},
		{"世界", 3, "世…", "世…"},
		{"世界", 2, "…", "… "},
		{"e\xCC\x81" "e\xCC\x81" "x", 2, "e\xCC\x81…", "e\xCC\x81…"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *fit = text_fit(cases[i].text, cases[i].columns);
		g_autofree char *pad = text_pad(cases[i].text, cases[i].columns);

		g_assert_cmpstr(fit, ==, cases[i].fit);
		g_assert_cmpstr(pad, ==, cases[i].pad);
	}
}

static void test_wrap(void)
{
	static const struct {
		const char *text;
		int columns;
		const char *indent, *wrapped;
	} cases[] = {
		{"", 10, "", ""},
		{"one two", 10, "", "one two\n"},
		{"one two three", 7, "", "one two\nthree\n"},
		{"one two three", 9, "  ", "  one two\n  three\n"},
		{"one\ntwo\n", 10, "> ", "> one\n> two\n"},
		{"one\n\ntwo", 10, "", "one\n\ntwo\n"},
		{"  listed", 10, "", "  listed\n"},
		{"世界 世界", 5, "", "世界\n世界\n"},
		{"a abcdefgh b", 4, "", "a\nabcd\nefgh\nb\n"},
		{"abcdefgh", 5, "  ", "  abc\n  def\n  gh\n"},
		{"ab", 1, "    ", "    a\n    b\n"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *wrapped = text_wrap(cases[i].text, cases[i].columns, cases[i].indent);

		g_assert_cmpstr(wrapped, ==, cases[i].wrapped);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/text/safe", test_safe);
	g_test_add_func("/base/text/safe-all-bytes", test_safe_all_bytes);
	g_test_add_func("/base/text/check", test_check);
	g_test_add_func("/base/text/utf8", test_utf8);
	g_test_add_func("/base/text/fit", test_fit);
	g_test_add_func("/base/text/wrap", test_wrap);
	return g_test_run();
}
