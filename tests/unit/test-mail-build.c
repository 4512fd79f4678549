/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <gmime/gmime.h>
#include <locale.h>
#include <string.h>

#include "base/error.h"
#include "mail/build.h"
#include "mail/encoded-word.h"

static BuildMail *sample(void)
{
	BuildMail *mail = build_mail_new();

	mail->from = address_new("Änne Größer", "anna@example.org");
	g_ptr_array_add(mail->to, address_new("Beispiel, Boris \"Bo\"", "boris@example.net"));
	mail->subject = g_strdup("Wärmepumpe – unser Telefonat");
	mail->date = 1796130000; /* 2026-12-01 13:00:00 UTC */
	mail->zone = g_strdup("Europe/Berlin");
	mail->message_id = g_strdup("<1.cmc@example.org>");
	mail->text = g_strdup("Grüße\n-- \nÄ\n");
	return mail;
}

static char *built(const BuildMail *mail)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = build_mail(mail, &error);

	g_assert_no_error(error);
	g_assert_nonnull(bytes);
	return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void refused(const BuildMail *mail, const char *field)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = build_mail(mail, &error);

	g_assert_null(bytes);
	g_assert_error(error, ERROR, ERROR_DATA);
	if (!strstr(error->message, field))
		g_error("'%s' does not name '%s'", error->message, field);
}

static void test_plain(void)
{
	g_autoptr(BuildMail) mail = sample();
	g_autofree char *text = NULL;

	g_ptr_array_add(mail->headers, g_strdup("X-CMC-STATE: agreed"));
	text = built(mail);
	g_assert_nonnull(strstr(text, "Date: Tue, 01 Dec 2026 14:00:00 +0100\r\n"));
	g_assert_nonnull(strstr(text, "Message-Id: <1.cmc@example.org>\r\n"));
	g_assert_nonnull(strstr(text, "X-CMC-STATE: agreed\r\n"));
	g_assert_nonnull(strstr(text, "text/plain; charset=utf-8\r\n"));
	g_assert_nonnull(strstr(text, "quoted-printable\r\n"));
	g_assert_nonnull(strstr(text, "Gr=C3=BC=C3=9Fe\r\n--=20\r\n=C3=84\r\n"));
	g_assert_null(strstr(text, "multipart"));
}

static void test_no_addition_of_headers(void)
{
	static const char *const bad[] = {
		"a\r\nBcc: eve@example.com", "a\nBcc: eve@example.com", "a\rBcc: eve@example.com", "a\033[2J",
		"a\xc2\x85" "b", "a\xe2\x80\xae" "b", "a\xff" "b",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(BuildMail) subject = sample(), from = sample(), to = sample(), name = sample(), id = sample(),
				     refs = sample(), irt = sample(), header = sample(), part = sample();
		BuildPart *file = g_new0(BuildPart, 1);

		g_free(subject->subject);
		subject->subject = g_strdup(bad[i]);
		refused(subject, "subject");
		g_free(from->from->name);
		from->from->name = g_strdup(bad[i]);
		refused(from, "sender");
		g_ptr_array_add(to->to, address_new(NULL, bad[i]));
		refused(to, "recipient");
		g_ptr_array_add(name->cc, address_new(bad[i], "carla@example.org"));
		refused(name, "Cc");
		g_free(id->message_id);
		id->message_id = g_strdup_printf("<%s@example.org>", bad[i]);
		refused(id, "Message-ID");
		g_ptr_array_add(refs->references, g_strdup_printf("<%s@example.org>", bad[i]));
		refused(refs, "References");
		g_ptr_array_add(irt->in_reply_to, g_strdup_printf("<%s@example.org>", bad[i]));
		refused(irt, "In-Reply-To");
		g_ptr_array_add(header->headers, g_strdup_printf("X-CMC-STATE: %s", bad[i]));
		refused(header, "header");
		file->name = g_strdup(bad[i]);
		file->content = g_bytes_new("x", 1);
		g_ptr_array_add(part->parts, file);
		refused(part, "attachment name");
	}
}

static void test_refused_values(void)
{
	static const char *const addresses[] = {
		"", "boris", "@example.org", "a@b@c d", "<a@example.org>", "a@example.org,b@example.org", "bö@example.org",
	};
	static const char *const headers[] = {
		"Bcc: eve@example.com", "subject: x", "Content-Type: text/html", "no colon", ": x", "X y: z", "From: x",
	};
	static const char *const ids[] = {"", "x", "<>", "<a>", "a@b", "<a@b> <c@d>", "<a@b", "<a b@c>"};

	for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++) {
		g_autoptr(BuildMail) mail = sample();
		Address *address = g_new0(Address, 1);

		address->email = g_strdup(addresses[i]);
		g_ptr_array_add(mail->to, address);
		refused(mail, "");
	}
	for (gsize i = 0; i < G_N_ELEMENTS(headers); i++) {
		g_autoptr(BuildMail) mail = sample();

		g_ptr_array_add(mail->headers, g_strdup(headers[i]));
		refused(mail, "header");
	}
	for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
		g_autoptr(BuildMail) mail = sample();

		g_free(mail->message_id);
		mail->message_id = g_strdup(ids[i]);
		refused(mail, "Message-ID");
	}
}

/* What comes back is what was given, or nothing is handed out: build_mail() compares by itself. */
static void test_round_trips(void)
{
	static const char *const subjects[] = {
		"", "x", "  two  spaces", "=?utf-8?q?x?= y", "ä =?utf-8?q?x?= b", "=?", "a, \"b\" <c@d>", "Ä", "日本語の件名 日本語の件名 日本語の件名 日本語の件名 日本語の件名",
		"a very long subject that has to be folded because it is longer than the seventy-eight columns of one line",
		"Ein sehr langer Betreff mit Umlauten äöüß, der gefaltet werden muss, weil er länger als eine Zeile ist",
	};
	static const char *const texts[] = {
		"", "x", "x\n\n\n", "From here on\nFrom\n", ".\n..\n", "tab\there  \n", "日本語\n", "=3D=\n",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(subjects); i++) {
		g_autoptr(BuildMail) mail = sample();

		g_free(mail->subject);
		mail->subject = g_strdup(subjects[i]);
		g_free(mail->from->name);
		mail->from->name = g_strdup(subjects[i]);
		g_free(built(mail));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(BuildMail) mail = sample();
		g_autofree char *text = NULL;

		g_free(mail->text);
		mail->text = g_strdup(texts[i]);
		text = built(mail);
		g_assert_null(strstr(text, "\r\nFrom "));
	}
}

static void test_long_lines_and_threads(void)
{
	g_autoptr(BuildMail) mail = sample();
	g_autofree char *text = NULL;

	g_free(mail->text);
	mail->text = g_strnfill(5000, 'a');
	for (int i = 0; i < 60; i++)
		g_ptr_array_add(mail->references, g_strdup_printf("<call.c%d.abcdefghijklmnop@example.org>", i));
	g_ptr_array_add(mail->in_reply_to, g_strdup("<call.c12.abcdefghijklmnop@example.org>"));
	text = built(mail);
	g_assert_nonnull(strstr(text, "In-Reply-To: <call.c12.abcdefghijklmnop@example.org>\r\n"));
	g_assert_nonnull(strstr(text, "<call.c59.abcdefghijklmnop@example.org>"));
}

static void test_parts(void)
{
	g_autoptr(BuildMail) mail = sample();
	BuildPart *calendar = g_new0(BuildPart, 1), *file = g_new0(BuildPart, 1);
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "cmc-test-Übersicht.pdf", NULL);
	g_autofree char *text = NULL;

	g_assert_true(g_file_set_contents(path, "%PDF\r\n\0\xff", 8, NULL));
	calendar->type = g_strdup("text/calendar; method=REQUEST");
	calendar->content = g_bytes_new_static("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", 32);
	calendar->alternative = true;
	file->file = g_strdup(path);
	g_ptr_array_add(mail->parts, calendar);
	g_ptr_array_add(mail->parts, file);
	text = built(mail);
	g_assert_nonnull(strstr(text, "Content-Type: multipart/mixed"));
	g_assert_nonnull(strstr(text, "Content-Type: multipart/alternative"));
	g_assert_nonnull(strstr(text, "method=REQUEST"));
	g_assert_nonnull(strstr(text, "\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"));
	g_assert_nonnull(strstr(text, "Content-Type: application/pdf"));
	g_assert_nonnull(strstr(text, "Content-Disposition: attachment; filename"));
	g_assert_nonnull(strstr(text, "JVBERg0KAP8=\r\n"));
	g_unlink(path);
	refused(mail, path);
}

static void test_too_big(void)
{
	g_autoptr(BuildMail) mail = sample();
	BuildPart *file = g_new0(BuildPart, 1);
	gsize length = 25 * 1024 * 1024 + 1;

	file->name = g_strdup("big.bin");
	file->content = g_bytes_new_take(g_malloc0(length), length);
	g_ptr_array_add(mail->parts, file);
	refused(mail, "big.bin");
}

/* What others write in padded base64 words is read to its end. */
static void test_words_apart(void)
{
	static const struct {
		const char *value, *text;
	} cases[] = {
		{"=?UTF-8?B?w7ZiYg==?= =?UTF-8?B?w7w=?= =?utf-8?b?eHl6?=", "öbbüxyz"},
		{"=?iso-8859-1?B?9mJi?=\r\n =?iso-8859-1?B?/A==?=\r\n\t=?iso-8859-1?B?/A==?=", "öbbüü"},
		{"=?UTF-8?B?w7w=?= and =?UTF-8?Q?=C3=BC?=", "ü and ü"},
		{"a =?= =?b", "a =?= =?b"},
		{"plain", "plain"},
		{"", ""},
	};

	g_mime_init();
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *apart = encoded_word_apart(cases[i].value);
		g_autofree char *text = g_mime_utils_header_decode_text(NULL, apart);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
	g_autofree char *value = encoded_word_apart("=?UTF-8?B?w7ZiYg==?= =?UTF-8?B?w7w=?= <a@example.org>");
	InternetAddressList *list = internet_address_list_parse(NULL, value);
	g_assert_cmpint(internet_address_list_length(list), ==, 1);
	g_assert_cmpstr(internet_address_get_name(internet_address_list_get_address(list, 0)), ==, "öbbü");
	g_object_unref(list);
}

static void test_ids_differ(void)
{
	g_autofree char *one = build_message_id("example.org");
	g_autofree char *two = build_message_id("example.org");

	g_assert_true(g_regex_match_simple("^<[0-9a-f]{32}\\.cmc@example\\.org>$", one, 0, 0));
	g_assert_cmpstr(one, !=, two);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/build/plain", test_plain);
	g_test_add_func("/mail/build/no-addition-of-headers", test_no_addition_of_headers);
	g_test_add_func("/mail/build/refused-values", test_refused_values);
	g_test_add_func("/mail/build/round-trips", test_round_trips);
	g_test_add_func("/mail/build/long-lines-and-threads", test_long_lines_and_threads);
	g_test_add_func("/mail/build/parts", test_parts);
	g_test_add_func("/mail/build/too-big", test_too_big);
	g_test_add_func("/mail/build/words-apart", test_words_apart);
	g_test_add_func("/mail/build/ids-differ", test_ids_differ);
	return g_test_run();
}
