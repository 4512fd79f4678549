/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cmd/json-line.h promises: what it writes is what a JSON parser reads. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "cmd/json-line.h"

static JsonObject *parsed(JsonParser *parser, GString *line)
{
	GError *error = NULL;

	g_string_append_c(line, '}');
	json_parser_load_from_data(parser, line->str, (gssize)line->len, &error);
	g_assert_no_error(error);
	return json_node_get_object(json_parser_get_root(parser));
}

/* Every byte of ASCII, each beside each of its like, and text beyond. */
static void test_escapes(void)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GString) line = g_string_new(NULL),
			   all = g_string_new("Grüße, \xE2\x80\xA8 \xF0\x9F\x93\x9E, \\u0041");
	g_autoptr(GPtrArray) strings = g_ptr_array_new();

	for (int c = 1; c < 0x80; c++)
		g_string_append_c(all, (char)c);
	g_ptr_array_add(strings, all->str);
	g_ptr_array_add(strings, (gpointer) "");
	json_line_begin(line);
	json_line_strings(line, "all", strings);
	for (const char *at = line->str; *at; at++)
		g_assert_cmpint((guchar)*at, >=, ' ');
	JsonArray *list = json_object_get_array_member(parsed(parser, line), "all");
	g_assert_cmpuint(json_array_get_length(list), ==, 2);
	g_assert_cmpstr(json_array_get_string_element(list, 0), ==, all->str);
	g_assert_cmpstr(json_array_get_string_element(list, 1), ==, "");
}

static void test_safe(void)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GString) line = g_string_new(NULL);

	json_line_begin(line);
	json_line_text(line, "text", "a\x1B[2J\tb\n\xFF\"c\\");
	JsonObject *object = parsed(parser, line);
	g_assert_cmpstr(json_object_get_string_member(object, "text"), ==, "a\xEF\xBF\xBD[2J\tb\n\xEF\xBF\xBD\"c\\");
}

static void test_shape(void)
{
	g_autoptr(GString) line = g_string_new("of before");
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	json_line_begin(line);
	json_line_strings(line, "none", none);
	json_line_open(line, "list", '[');
	for (int i = 0; i < 2; i++) {
		json_line_item(line);
		json_line_int(line, "i", i - 1);
		json_line_bool(line, "b", i);
		json_line_close(line, '}');
	}
	json_line_close(line, ']');
	json_line_open(line, "o", '{');
	json_line_text(line, "t", NULL);
	json_line_close(line, '}');
	json_line_time(line, "never", 0, "UTC");
	json_line_time(line, "at", 1796130000, "Europe/Berlin");
	g_assert_cmpstr(
		line->str, ==,
		"{\"v\":1,\"none\":[],\"list\":[{\"i\":-1,\"b\":false},{\"i\":0,\"b\":true}],\"o\":{\"t\":null},"
		"\"never\":null,\"at\":\"2026-12-01T14:00:00+01:00\"");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cmd/json-line/escapes", test_escapes);
	g_test_add_func("/cmd/json-line/safe", test_safe);
	g_test_add_func("/cmd/json-line/shape", test_shape);
	return g_test_run();
}
