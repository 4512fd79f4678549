/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail client hands over, and what goes to the server. */
#include <string.h>

#include "base/error.h"
#include "mail/outgoing.h"

#define NOW 1800000000
#define IDS "From: a@example.org\nDate: Fri, 15 Jan 2027 08:00:00 +0000\nMessage-ID: <1@x>\n"

typedef struct Sealing {
	const char *name, *given, *sealed;
} Sealing;

static const Sealing sealings[] = {
    {"as it stands, with CRLF", IDS "X:  odd \t\n\nbody\n",
     "From: a@example.org\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\nMessage-ID: <1@x>\r\nX:  odd \t\r\n\r\nbody\r\n"},
    {"mixed line ends, none at the end", IDS "\r\na\r\nb\nc",
     "From: a@example.org\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\nMessage-ID: <1@x>\r\n\r\na\r\nb\r\nc\r\n"},
    {"blind copies, folded and spaced", "Bcc: b@example.org,\n c@example.org\n" IDS "bCC : d@example.org\n\n.\n",
     "From: a@example.org\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\nMessage-ID: <1@x>\r\n\r\n.\r\n"},
    {"a Bcc in the text stays", IDS "\nBcc: b@example.org\n",
     "From: a@example.org\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\nMessage-ID: <1@x>\r\n\r\nBcc: b@example.org\r\n"},
    {"an mbox separator goes", "From a@example.org Fri Jan 15 08:00:00 2027\n" IDS "\nFrom here\n",
     "From: a@example.org\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\nMessage-ID: <1@x>\r\n\r\nFrom here\r\n"},
    {"an empty text", IDS, "From: a@example.org\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\nMessage-ID: <1@x>\r\n\r\n"},
};

static void seals(gconstpointer data)
{
	const Sealing *row = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Outgoing) mail = outgoing_read(row->given, strlen(row->given), &error);
	g_autoptr(Address) from = address_new("Anna", "anna@example.org");

	g_assert_no_error(error);
	g_autoptr(GBytes) bytes = outgoing_seal(mail, from, NOW, "Europe/Berlin");
	g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_assert_cmpstr(text, ==, row->sealed);
	g_assert_cmpstr(mail->message_id, ==, "<1@x>");
}

static void adds_what_is_missing(void)
{
	g_autoptr(GError) error = NULL;
	const char *given = "hello there\nno: header\n";
	g_autoptr(Outgoing) mail = outgoing_read(given, strlen(given), &error);
	g_autoptr(Address) from = address_new("Änne \"X\"\r\nBcc: y@z", "anna@example.org");

	g_assert_no_error(error);
	g_assert_null(mail->from);
	g_assert_null(mail->message_id);
	g_autoptr(GBytes) bytes = outgoing_seal(mail, from, NOW, "Europe/Berlin");
	g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_assert_true(g_str_has_suffix(text, "\r\n\r\nhello there\r\nno: header\r\n"));
	g_assert_nonnull(strstr(text, "Date: Fri, 15 Jan 2027 09:00:00 +0100\r\n"));
	g_assert_nonnull(strstr(text, "<anna@example.org>\r\n"));
	g_assert_nonnull(strstr(text, mail->message_id));
	g_assert_null(strstr(text, "\nBcc"));
}

static void names_recipients(void)
{
	g_autoptr(GError) error = NULL;
	const char *given =
	    "From: Anna <ANNA@example.org>\nTo: b@x.example, undisclosed-recipients:;\nCc: C <C@x.example>\n"
	    "Bcc: d@x.example\n\n";
	g_autoptr(Outgoing) mail = outgoing_read(given, strlen(given), &error);
	g_autoptr(GPtrArray) to = g_ptr_array_new_with_free_func(g_free);

	g_assert_no_error(error);
	g_assert_cmpstr(mail->from, ==, "anna@example.org");
	g_assert_cmpint(mail->recipients->len, ==, 3);
	g_assert_true(outgoing_add_recipient(to, "Some.Body@ÄX.example", &error));
	g_assert_true(outgoing_add_recipient(to, "Some.Body@äx.example", &error));
	g_assert_cmpint(to->len, ==, 1);
	g_assert_cmpstr(to->pdata[0], ==, "Some.Body@xn--x-zfa.example");
	g_assert_false(outgoing_add_recipient(to, "root", &error));
	g_assert_error(error, ERROR, ERROR_DATA);
}

static void speaks_for_whom_it_is_sent_on(void)
{
	g_autoptr(GError) error = NULL;
	const char *given = "Resent-From: Anna <anna@example.org>\nResent-To: b@x.example\nResent-Message-ID: <2@x>\n"
			    "From: m@y.example\nTo: anna@example.org\nMessage-ID: <1@x>\nDate: x\n\n";
	g_autoptr(Outgoing) mail = outgoing_read(given, strlen(given), &error);

	g_assert_no_error(error);
	g_assert_true(mail->resent);
	g_assert_cmpstr(mail->from, ==, "anna@example.org");
	g_assert_cmpstr(mail->message_id, ==, "<2@x>");
	g_assert_cmpint(mail->recipients->len, ==, 1);
	g_assert_cmpstr(mail->recipients->pdata[0], ==, "b@x.example");
}

static void refuses_bombs(void)
{
	g_autoptr(GString) many = g_string_new(NULL);
	g_autoptr(GString) groups = g_string_new("To: ");
	g_autoptr(GError) error = NULL;

	for (int i = 0; i < 2000; i++)
		g_string_append(many, "X: y\n");
	g_assert_null(outgoing_read(many->str, many->len, &error));
	g_assert_error(error, ERROR, ERROR_DATA);
	g_clear_error(&error);
	for (int i = 0; i < 1000; i++)
		g_string_append(groups, "a:");
	g_string_append(groups, "\n\n");
	g_assert_null(outgoing_read(groups->str, groups->len, &error));
	g_assert_error(error, ERROR, ERROR_DATA);
	g_clear_error(&error);
	g_assert_null(outgoing_read("", 0, &error));
	g_assert_error(error, ERROR, ERROR_DATA);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(sealings); i++) {
		g_autofree char *path = g_strdup_printf("/mail/outgoing/%s", sealings[i].name);

		g_test_add_data_func(path, &sealings[i], seals);
	}
	g_test_add_func("/mail/outgoing/adds-what-is-missing", adds_what_is_missing);
	g_test_add_func("/mail/outgoing/recipients", names_recipients);
	g_test_add_func("/mail/outgoing/sent-on", speaks_for_whom_it_is_sent_on);
	g_test_add_func("/mail/outgoing/bombs", refuses_bombs);
	return g_test_run();
}
