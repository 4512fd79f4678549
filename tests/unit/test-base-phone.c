/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/phone.h"

/* Must run first: the module is loaded once. */
static void test_missing(void)
{
	g_autofree char *libexec = g_strdup(g_getenv("CMC_LIBEXEC"));
	g_autoptr(GError) error = NULL;

	g_setenv("CMC_LIBEXEC", "/nonexistent", TRUE);
	g_assert_null(phone_e164("030 1234567", "DE", &error));
	g_assert_error(error, ERROR, ERROR_SOFTWARE);
	g_autofree char *shown = phone_display("+49301234567");
	g_assert_cmpstr(shown, ==, "+49301234567");
	if (libexec)
		g_setenv("CMC_LIBEXEC", libexec, TRUE);
	else
		g_unsetenv("CMC_LIBEXEC");
}

static void test_e164(void)
{
	static const struct {
		const char *text, *region, *e164; /* e164 NULL: no number */
	} cases[] = {
		{"030 1234567", "DE", "+49301234567"},
		{"+49 (0)30 / 123-4567", "DE", "+49301234567"},
		{"0049 30 1234567", "DE", "+49301234567"},
		{"tel:+49-30-1234567", "DE", "+49301234567"},
		{"+49 30 1234567", NULL, "+49301234567"},
		{"+44 20 7946 0018", "DE", "+442079460018"},
		{"020 7946 0018", "GB", "+442079460018"},
		{"044 668 18 00", "CH", "+41446681800"},
		{"+49 30 1234567 ext. 12", "DE", "+49301234567;ext=12"},
		{"030 1234567", NULL, NULL},
		{"030 1234567", "XX", NULL},
		{"call me", "DE", NULL},
		{"1", "DE", NULL},
		{"12", "DE", NULL},
		{"112", "DE", NULL},
		{"0800 1234567", "DE", "+498001234567"},
		{"4711", "DE", "+494711"},
		{"555-1234", "US", "+15551234"},
		{"12", "US", NULL},
		{"", "DE", NULL},
		{"+", "DE", NULL},
		{"+49 30 123456789012345678901", "DE", NULL},
		{"\xFF\xFE", "DE", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *e164 = phone_e164(cases[i].text, cases[i].region, &error);

		g_assert_cmpstr(e164, ==, cases[i].e164);
		if (cases[i].e164)
			g_assert_no_error(error);
		else
			g_assert_error(error, ERROR, ERROR_DATA);
	}
}

static void test_display(void)
{
	static const struct {
		const char *e164, *shown;
	} cases[] = {
		{"+49301234567", "+49 30 1234567"},
		{"+442079460018", "+44 20 7946 0018"},
		{"+49301234567;ext=12", "+49 30 1234567 ext. 12"},
		{"030 1234567", "030 1234567"},
		{"reception", "reception"},
		{"", ""},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *shown = phone_display(cases[i].e164);

		g_assert_cmpstr(shown, ==, cases[i].shown);
	}
}

/* libphonenumber has a logger of its own; standard output is data. */
static void test_quiet(void)
{
	if (g_test_subprocess()) {
		g_autofree char *number = phone_e164("030 1234567", "XX", NULL);
		g_autofree char *shown = phone_display("030");

		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_passed();
	g_test_trap_assert_stdout_unmatched("*metadata*");
	g_test_trap_assert_stdout_unmatched("*egion*");
	g_test_trap_assert_stderr("");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/phone/a-missing", test_missing);
	g_test_add_func("/base/phone/e164", test_e164);
	g_test_add_func("/base/phone/display", test_display);
	g_test_add_func("/base/phone/quiet", test_quiet);
	return g_test_run();
}
