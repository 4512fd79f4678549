/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/subject.h"

static const struct {
	const char *subject, *base;
	bool reply;
} cases[] = {
	{NULL, "", false},
	{"", "", false},
	{"Angebot", "angebot", false},
	{"  Angebot \t für\r\n Sie ", "angebot für sie", false},
	{"Re: Angebot", "angebot", true},
	{"RE:Angebot", "angebot", true},
	{"re : Angebot", "angebot", true},
	{"RE\xC2\xA0: Angebot", "angebot", true}, /* French Outlook: no-break space */
	{"AW: Angebot", "angebot", true},
	{"Antw: Angebot", "angebot", true},
	{"Antwort: Angebot", "angebot", true},
	{"SV: Angebot", "angebot", true},
	{"VS: Angebot", "angebot", true},
	{"Ref: Angebot", "angebot", true},
	{"Rif: Angebot", "angebot", true},
	{"Odp: Angebot", "angebot", true},
	{"YNT: Angebot", "angebot", true},
	{"R: Angebot", "angebot", true},
	{"WG: Angebot", "angebot", false},
	{"Fwd: Angebot", "angebot", false},
	{"FW: Angebot", "angebot", false},
	{"TR: Angebot", "angebot", false},
	{"RV: Angebot", "angebot", false},
	{"I: Angebot", "angebot", false},
	{"ENC: Angebot", "angebot", false},
	{"Angebot (fwd)", "angebot", false},
	{"Re[2]: Angebot", "angebot", true},
	{"Re(3): Angebot", "angebot", true},
	{"Re^2: Angebot", "angebot", true},
	{"Re [2] : Angebot", "angebot", true},
	{"Re\xEF\xBC\x9A Angebot", "angebot", true}, /* fullwidth colon */
	{"AW: Re: WG: AW: Angebot", "angebot", true},
	{"WG: AW: Angebot", "angebot", false},
	{"[EXT] Angebot", "angebot", false},
	{"[EXTERN] Angebot", "angebot", false},
	{"(ext) Angebot", "angebot", false},
	{"[EXT] AW: Angebot", "angebot", true},
	{"AW: [EXTERN] Re: (ext) Angebot", "angebot", true},
	{"Re: [sales-list] Re: [EXT] Angebot", "angebot", true},
	{"[sales-list] AW: Angebot", "angebot", true},
	{"Re:", "", true},
	{"Re: Re:", "", true},
	{"[Angebot]", "[angebot]", false},
	{"Re: [Angebot]", "[angebot]", true},
	{"Reise: Angebot", "reise: angebot", false},
	{"Re Angebot", "re angebot", false},
	{"Regarding: Angebot", "regarding: angebot", false},
	{"Re[x]: Angebot", "re[x]: angebot", false},
	{"Re[2: Angebot", "re[2: angebot", false},
	{"(external view) Angebot", "(external view) angebot", false},
	{"[unclosed Angebot", "[unclosed angebot", false},
	{"Termin: Re: Angebot", "termin: re: angebot", false},
	{"Re: fu\xCC\x88r Sie", "für sie", true}, /* decomposed, as Apple writes it */
	{"Straße", "strasse", false},
	{"broken \xFF", "broken \xEF\xBF\xBD", false},
	{"Re: \xE2", "\xEF\xBF\xBD", true},
};

static void test_normalise(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *base = subject_normalise(cases[i].subject);
		g_autofree char *again = subject_normalise(base);

		g_assert_cmpstr(base, ==, cases[i].base);
		g_assert_cmpstr(again, ==, base);
	}
}

static void test_is_reply(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		if (subject_is_reply(cases[i].subject) != cases[i].reply)
			g_error("\"%s\" is %sreply", cases[i].subject, cases[i].reply ? "a " : "no ");
	}
}

/* A header as long as a header may be, of nothing but prefixes and tags. */
static void test_long(void)
{
	static const char *const parts[] = {"Re: ", "[EXT] ", "[", "Re[", "(fwd)", "\xC2\xA0"};

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autoptr(GString) subject = g_string_new(NULL);

		while (subject->len < 256 * 1024)
			g_string_append(subject, parts[i]);
		g_test_timer_start();
		g_autofree char *base = subject_normalise(subject->str);
		g_assert_true(g_utf8_validate(base, -1, NULL));
		g_assert_cmpfloat(g_test_timer_elapsed(), <, 5.0);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/model/subject/normalise", test_normalise);
	g_test_add_func("/model/subject/is-reply", test_is_reply);
	g_test_add_func("/model/subject/long", test_long);
	return g_test_run();
}
