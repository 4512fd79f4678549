/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "base/error.h"
#include "mail/template.h"

static GHashTable *values(void)
{
	GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

	g_hash_table_insert(table, (gpointer)"name", (gpointer)"Boris");
	g_hash_table_insert(table, (gpointer)"topic", (gpointer)"${promise} ?{x}");
	g_hash_table_insert(table, (gpointer)"empty", (gpointer)"");
	g_hash_table_insert(table, (gpointer)"evil", (gpointer)"a\nBcc: eve@example.com");
	return table;
}

static void test_expand(void)
{
	static const struct {
		const char *text, *subject, *body; /* subject NULL: refused, body names why */
	} cases[] = {
		{"Subject: Hi ${name}\n\nDear ${name},\n", "Hi Boris", "Dear Boris,\n"},
		{"Subject: x\n\n${topic}\n", "x", "${promise} ?{x}\n"},
		{"Subject: x\r\n\r\na\r\n", "x", "a\n"},
		{"?{empty}Subject: a\n?{name}Subject: b\nSubject: c\n\nt", "b", "t\n"},
		{"Subject: x\n\na\n?{empty}b ${empty}\nc\n", "x", "a\nc\n"},
		{"Subject: x\n\na\n\n?{gone}b ${gone}\n\nc\n", "x", "a\n\nc\n"},
		{"Subject: x\n\na\n\n?{empty}\nb\n?{name}c\n\nd\n", "x", "a\n\nd\n"},
		{"Subject: x\n\na\n\n?{name}\nb\n?{empty}c\n\nd\n", "x", "a\n\nb\n\nd\n"},
		{"Subject: x\n\n?{name}?{empty}a\n?{name}?{topic}b\n", "x", "b\n"},
		{"Subject: x\n\n$ {name} $5 ${ } ?{\n-- \n", "x", "$ {name} $5 ${ } ?{\n-- \n"},
		{"Subject: x\n\n${unknown}\n", NULL, "unknown"},
		{"Subject: ${evil}\n\nx\n", NULL, "subject"},
		{"Hello\n", NULL, "Subject"},
		{"", NULL, "Subject"},
		{"?{empty}Subject: a\n\nb\n", NULL, "Subject"},
	};
	g_autoptr(GHashTable) table = values();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *subject = NULL, *body = NULL;
		g_autoptr(GError) error = NULL;

		if (!cases[i].subject) {
			g_assert_false(template_expand(cases[i].text, table, &subject, &body, &error));
			g_assert_error(error, ERROR, ERROR_DATA);
			g_assert_nonnull(strstr(error->message, cases[i].body));
			continue;
		}
		g_assert_true(template_expand(cases[i].text, table, &subject, &body, &error));
		g_assert_no_error(error);
		g_assert_cmpstr(subject, ==, cases[i].subject);
		g_assert_cmpstr(body, ==, cases[i].body);
	}
}

/* The shipped templates, with everything and with next to nothing. */
static void test_shipped(gconstpointer language)
{
	static const char *const names[] = {
		"contact", "org", "topic", "promise", "attachments", "link", "call_date", "next_weekday", "next_date", "next_time",
		"next_zone", "phone", "we_dial", "they_dial", "name", "signature",
	};
	g_autofree char *path = g_build_filename(g_getenv("CMC_DATADIR"), "templates", language, "follow-up.txt", NULL);
	g_autofree char *text = NULL;
	g_autoptr(GHashTable) table = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *subject = NULL, *body = NULL, *bare_subject = NULL, *bare = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_null(strstr(text, "http"));
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		g_hash_table_insert(table, (gpointer)names[i], (gpointer)"");
	g_hash_table_insert(table, (gpointer) "contact", (gpointer) "Boris Beispiel");
	g_hash_table_insert(table, (gpointer) "call_date", (gpointer) "24.11.2026");
	g_hash_table_insert(table, (gpointer) "name", (gpointer) "Anna");
	g_assert_true(template_expand(text, table, &bare_subject, &bare, NULL));
	g_assert_nonnull(strstr(bare_subject, "24.11.2026"));
	g_assert_null(strstr(bare, "\n\n\n"));
	g_assert_null(strchr(bare, '$'));
	g_assert_null(strchr(bare, '{'));
	g_assert_null(strstr(bare, "()"));

	g_hash_table_insert(table, (gpointer) "topic", (gpointer) "Wärmepumpe");
	g_hash_table_insert(table, (gpointer) "promise", (gpointer) "das Angebot");
	g_hash_table_insert(table, (gpointer) "next_weekday", (gpointer) "Dienstag");
	g_hash_table_insert(table, (gpointer) "next_date", (gpointer) "1.12.2026");
	g_hash_table_insert(table, (gpointer) "next_time", (gpointer) "14:00");
	g_hash_table_insert(table, (gpointer) "next_zone", (gpointer) "Europe/Berlin");
	g_hash_table_insert(table, (gpointer) "we_dial", (gpointer) "1");
	g_assert_true(template_expand(text, table, &subject, &body, NULL));
	g_assert_nonnull(strstr(subject, "Wärmepumpe"));
	g_assert_nonnull(strstr(body, "Wärmepumpe"));
	g_assert_nonnull(strstr(body, "das Angebot"));
	g_assert_nonnull(strstr(body, "14:00"));
	g_assert_nonnull(strstr(body, "1.12.2026"));
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/template/expand", test_expand);
	g_test_add_data_func("/mail/template/shipped/de", "de", test_shipped);
	g_test_add_data_func("/mail/template/shipped/en", "en", test_shipped);
	return g_test_run();
}
