/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mail/signs.h promises: folding, and the tables of opt-outs. */
#include <glib.h>
#include <string.h>

#include "mail/signs.h"
#include "mail/understand.h"

static void test_fold(void)
{
	static const char *const rows[][2] = {{"  Zustellung\n\tVERZÖGERT ", "zustellung verzoegert "},
					      {"Empfa\xCC\x88nger", "empfaenger"},
					      {"Échec d’envoi", "echec d'envoi"},
					      {"Straße\xC2\xA0"
					       "1",
					       "strasse 1"},
					      {"недоставлено", "недоставлено"}};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *folded = signs_fold(rows[i][0], 100);
		g_assert_cmpstr(folded, ==, rows[i][1]);
	}
	g_autofree char *cut = signs_fold("abcdef", 3);
	g_assert_cmpstr(cut, ==, "abc");
}

/* The strongest sign of each group, wherever it is. */
static void test_find(void)
{
	SignFound found[SIGN_GROUPS_MAX] = {{0}};
	g_autofree char *folded = signs_fold("Unzustellbar: Angebot", 100);

	signs_find(SIGN_IN_SUBJECT, folded, found);
	g_assert_cmpint(found[0].weight, ==, 5);
	g_assert_cmpint((int)found[0].length, ==, (int)strlen("unzustellbar"));
	g_assert_true(found[0].words == folded);
	g_assert_cmpint(found[1].weight, ==, 0);
}

typedef struct OptOut {
	const char *text;
	bool asked;
} OptOut;

static const OptOut opt_outs[] = {
	{"Bitte tragen Sie mich aus.", true},
	{"Bitte kontaktieren Sie mich nicht mehr.", true},
	{"Ich bitte um Löschung meiner Daten.", true},
	{"Kein Interesse, bitte von weiteren Mails absehen.", true},
	{"Bitte streichen Sie unsere Firma aus Ihrer Liste.", true},
	{"Wir wünschen keine Werbung.", true},
	{"Hören Sie auf, mir zu schreiben.", true},
	{"Lassen Sie mich in Ruhe!", true},
	{"Ich möchte keine E-Mails von Ihnen bekommen.", true},
	{"Bitte nehmen Sie von weiteren Kontaktversuchen Abstand.", true},
	{"Bitte nicht mehr anschreiben.", true},
	{"abmelden", true},
	{"Bitte um Abmeldung vom Newsletter", true},
	{"Please take me off your mailing list.", true},
	{"Kindly remove my email address from your database.", true},
	{"Please don't call me anymore.", true},
	{"No more emails please.", true},
	{"I don't want to receive these emails.", true},
	{"Do not email me again", true},
	{"stop", true},
	{"Opt me out please", true},
	{"Lose my number.", true},
	{"Please cease all contact.", true},
	{"Désinscrivez-moi de votre liste.", true},
	{"Quiero darme de baja.", true},
	{"Vi prego di cancellarmi dalla lista.", true},
	{"Graag afmelden.", true},
	{"Bitte schicken Sie mir keine Mails an diese Adresse, sondern an vera@k.example.", false},
	{"Ich habe keine weiteren Fragen.", false},
	{"Rufen Sie mich nicht vor 10 Uhr an.", false},
	{"Please don't call me before noon; after that is fine.", false},
	{"We have no more questions.", false},
	{"Bitte löschen Sie die erste Position aus dem Angebot.", false},
	{"Nehmen Sie bitte Herrn Lang mit in den Verteiler auf.", false},
	{"I stopped by your booth yesterday.", false},
	{"Can you remove the second item from the quote?", false},
	{"Heute keine Anrufe mehr bitte, morgen gern.", false},
	{"Wir haben Ihren Newsletter abonniert.", false},
};

static void test_opt_outs(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(opt_outs); i++) {
		g_autofree char *mail = g_strconcat(
			"From: J <j@kunde.example>\nTo: Anna Beispiel <anna@example.org>\nSubject: AW: Angebot\n"
			"Date: Mon, 23 Nov 2026 09:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n",
			opt_outs[i].text, "\n", NULL);
		g_autoptr(Message) message = understand_message(mail, strlen(mail));

		g_test_message("%s", opt_outs[i].text);
		g_assert_cmpstr(message_kind_word(message->kind), ==, "human");
		g_assert_cmpint(message->opt_out, ==, opt_outs[i].asked);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/signs/fold", test_fold);
	g_test_add_func("/mail/signs/find", test_find);
	g_test_add_func("/mail/signs/opt-outs", test_opt_outs);
	return g_test_run();
}
