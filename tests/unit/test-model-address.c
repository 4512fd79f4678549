/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "model/account.h"
#include "model/address.h"

static void test_normalise(void)
{
	g_autofree char *local64 = g_strnfill(64, 'a');
	g_autofree char *local65 = g_strnfill(65, 'a');
	g_autofree char *label63 = g_strnfill(63, 'b');
	g_autofree char *label64 = g_strnfill(64, 'b');
	g_autofree char *at_limit = g_strdup_printf("%s@%.61s.%s.%s", local64, label63, label63, label63);
	g_autofree char *over_limit = g_strdup_printf("%s@%.62s.%s.%s", local64, label63, label63, label63);
	g_autofree char *long_local = g_strdup_printf("%s@example.org", local65);
	g_autofree char *long_label = g_strdup_printf("a@%s.org", label64);
	const struct {
		const char *email, *normal; /* normal NULL: refused */
	} cases[] = {
		{"anna@example.org", "anna@example.org"},
		{"Anna.B+x@Example.ORG", "anna.b+x@example.org"},
		{"anna@bücher.example", "anna@xn--bcher-kva.example"},
		{"anna@BÜCHER.example", "anna@xn--bcher-kva.example"},
		{"anna@XN--BCHER-KVA.example", "anna@xn--bcher-kva.example"},
		{"JÖRG@example.org", "jörg@example.org"},
		{"o'hara@example.org", "o'hara@example.org"},
		{"anna@localhost", "anna@localhost"},
		{at_limit, at_limit},
		{over_limit, NULL},
		{long_local, NULL},
		{long_label, NULL},
		{NULL, NULL},
		{"", NULL},
		{"anna", NULL},
		{"@example.org", NULL},
		{"anna@", NULL},
		{"anna@.org", NULL},
		{"anna@example..org", NULL},
		{"anna@example.org.", NULL},
		{"anna@example.org,eve@example.com", NULL},
		{"anna@b@example.org", NULL},
		{"an na@example.org", NULL},
		{"anna@exam ple.org", NULL},
		{" anna@example.org", NULL},
		{"<anna@example.org>", NULL},
		{"anna>@example.org", NULL},
		{"anna\r\nRCPT TO:<eve@example.com>", NULL},
		{"anna\n@example.org", NULL},
		{"anna\033@example.org", NULL},
		{"anna\x7F@example.org", NULL},
		{"an\xC2\xA0na@example.org", NULL},
		{"an\xE2\x80\xAEna@example.org", NULL},
		{"anna@example.org\r\n", NULL},
		{"ann\xFF@example.org", NULL},
		{"anna@example\xF0", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *normal = address_normalise(cases[i].email, &error);

		g_assert_cmpstr(normal, ==, cases[i].normal);
		if (cases[i].normal) {
			g_autofree char *again = address_normalise(normal, NULL);

			g_assert_no_error(error);
			g_assert_cmpstr(again, ==, normal);
		} else {
			g_assert_error(error, ERROR, ERROR_DATA);
			g_assert_true(g_utf8_validate(error->message, -1, NULL));
		}
	}
	g_assert_cmpuint(strlen(at_limit), ==, 254);
}

static void test_new(void)
{
	static const struct {
		const char *name, *email, *stored_name, *stored_email;
	} cases[] = {
		{"Anna B.", "Anna@Example.ORG", "Anna B.", "Anna@example.org"},
		{"", "Anna@Bücher.example", NULL, "Anna@xn--bcher-kva.example"},
		{NULL, "undisclosed", NULL, "undisclosed"},
		{NULL, "broken@\xFF", NULL, "broken@\xFF"},
		{"List", NULL, "List", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Address) address = address_new(cases[i].name, cases[i].email);
		g_autoptr(Address) copy = address_copy(address);

		g_assert_cmpstr(copy->name, ==, cases[i].stored_name);
		g_assert_cmpstr(copy->email, ==, cases[i].stored_email);
	}
}

static void test_kinds(void)
{
	static const struct {
		const char *email, *domain;
		bool freemail, robot;
	} cases[] = {
		{"anna@example.org", "example.org", false, false},
		{"anna@gmail.com", "gmail.com", true, false},
		{"anna@GMX.de", "GMX.de", true, false},
		{"anna@web.de", "web.de", true, false},
		{"anna@t-online.de", "t-online.de", true, false},
		{"anna@notgmail.com", "notgmail.com", false, false},
		{"anna@gmail.com.example.org", "gmail.com.example.org", false, false},
		{"noreply@example.org", "example.org", false, true},
		{"No-Reply@gmail.com", "gmail.com", true, true},
		{"MAILER-DAEMON@example.org", "example.org", false, true},
		{"postmaster@example.org", "example.org", false, true},
		{"norbert@example.org", "example.org", false, false},
		{"noreplyman@example.org", "example.org", false, false},
		{"", "", false, false},
		{"anna", "", false, false},
		{NULL, "", false, false},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_assert_cmpstr(address_domain(cases[i].email), ==, cases[i].domain);
		g_assert_cmpint(address_is_freemail(cases[i].email), ==, cases[i].freemail);
		g_assert_cmpint(address_is_robot(cases[i].email), ==, cases[i].robot);
	}
}

static Account *full_account(void)
{
	Account *account = account_new("work");

	account->name = g_strdup("Anna Beispiel");
	account->email = g_strdup("anna@example.org");
	g_ptr_array_add(account->aliases, g_strdup("a.beispiel@example.org"));
	account->imap = (Endpoint){g_strdup("anna"), g_strdup("imap.example.org"), 993, SECURITY_TLS};
	account->smtp = (Endpoint){g_strdup("anna"), g_strdup("smtp.example.org"), 587, SECURITY_STARTTLS};
	account->password_command = g_strdup("pass show mail");
	g_ptr_array_add(account->watch, g_strdup("INBOX"));
	account->sent = g_strdup("Sent");
	account->ca_file = g_strdup("/ca.pem");
	account->mark_flags = false;
	return account;
}

/* The copy lives longer than what it was made from. */
static void test_account_copy(void)
{
	Account *account = full_account();
	g_autoptr(Account) copy = account_copy(account);

	account_free(account);
	g_assert_cmpstr(copy->id, ==, "work");
	g_assert_cmpstr(copy->name, ==, "Anna Beispiel");
	g_assert_cmpstr(copy->imap.host, ==, "imap.example.org");
	g_assert_cmpint(copy->imap.port, ==, 993);
	g_assert_cmpint(copy->smtp.security, ==, SECURITY_STARTTLS);
	g_assert_cmpstr(copy->password_command, ==, "pass show mail");
	g_assert_null(copy->token_command);
	g_assert_cmpstr(copy->watch->pdata[0], ==, "INBOX");
	g_assert_cmpstr(copy->sent, ==, "Sent");
	g_assert_null(copy->drafts);
	g_assert_cmpstr(copy->ca_file, ==, "/ca.pem");
	g_assert_true(copy->mark_cards);
	g_assert_false(copy->mark_flags);
	g_assert_true(account_owns(copy, "a.beispiel@example.org"));
}

static void test_account_owns(void)
{
	static const struct {
		const char *email;
		bool owned;
	} cases[] = {
		{"anna@example.org", true},	    {"ANNA@Example.Org", true}, {"A.Beispiel@example.org", true},
		{"anna@example.com", false},	    {"xanna@example.org", false}, {"anna@example.org.evil.com", false},
		{"", false},			    {NULL, false},		  {"anna", false},
	};
	g_autoptr(Account) account = full_account();
	g_autoptr(Account) empty = account_new("empty");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_assert_cmpint(account_owns(account, cases[i].email), ==, cases[i].owned);
		g_assert_false(account_owns(empty, cases[i].email));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/model/address/normalise", test_normalise);
	g_test_add_func("/model/address/new", test_new);
	g_test_add_func("/model/address/kinds", test_kinds);
	g_test_add_func("/model/account/copy", test_account_copy);
	g_test_add_func("/model/account/owns", test_account_owns);
	return g_test_run();
}
