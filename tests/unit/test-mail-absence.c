/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mail/absence.h promises: the days and deputies of real phrasings, said on Monday, 23 November 2026. */
#include <glib.h>
#include <string.h>

#include "mail/absence.h"

#define SENT_AT 1795424400 /* 2026-11-23 09:00 */

typedef struct Case {
	const char *text, *from, *until, *deputy;
} Case;

static const Case cases[] = {
	{"Ich bin noch bis kommenden Freitag im Urlaub.", NULL, "2026-11-27", NULL},
	{"Ich bin wieder ab Mittwoch, den 2. Dezember erreichbar.", NULL, "2026-12-01", NULL},
	{"Ab 14.12. stehe ich Ihnen wieder zur Verfügung. Urlaub.", NULL, "2026-12-13", NULL},
	{"Ich befinde mich vom 01.12.-05.12.2026 im Urlaub", "2026-12-01", "2026-12-05", NULL},
	{"Ich bin zwischen dem 21. und dem 31. Dezember nicht im Büro.", "2026-12-21", "2026-12-31", NULL},
	{"Ich bin von 23.11.2026, 14:00 Uhr bis 27.11.2026, 12:00 Uhr nicht im Büro", "2026-11-23", "2026-11-27", NULL},
	{"Während meiner Abwesenheit bis Ende Dezember", NULL, "2026-12-31", NULL},
	{"Ich bin in KW 49 im Urlaub", "2026-11-30", "2026-12-06", NULL},
	{"Ich bin bis Mitte Januar auf Dienstreise", NULL, "2027-01-15", NULL},
	{"I am out of the office until Monday, 30th November 2026, inclusive.", NULL, "2026-11-30", NULL},
	{"I will be away from the office starting December 1st and returning December 8th.", "2026-12-01", "2026-12-07",
	 NULL},
	{"I am on PTO from Nov 24 - Nov 27. Out of office", "2026-11-24", "2026-11-27", NULL},
	{"I'm out of the office next week.", "2026-11-30", "2026-12-06", NULL},
	{"I am out of the office on Tuesday 24 November.", "2026-11-24", "2026-11-24", NULL},
	{"Out of office from Dec 21st until Jan 4th", "2026-12-21", "2027-01-04", NULL},
	{"I'll be back in the office Wednesday. I'm on leave.", NULL, "2026-11-24", NULL},
	{"Thank you for your message. I am away between 1 and 5 December.", "2026-12-01", "2026-12-05", NULL},
	{"Je suis en congés du 1er au 5 décembre.", "2026-12-01", "2026-12-05", NULL},
	{"Je suis absent du 23/11 au 27/11 inclus.", "2026-11-23", "2026-11-27", NULL},
	{"Absent jusqu'au vendredi 27 novembre inclus. Retour le 30.", NULL, "2026-11-27", NULL},
	{"Estaré ausente desde el 1 de diciembre hasta el 5 de diciembre", "2026-12-01", "2026-12-05", NULL},
	{"Volveré a la oficina el lunes 7 de diciembre. Estoy fuera", NULL, "2026-12-06", NULL},
	{"Sarò in ferie dal 1° al 5 dicembre", "2026-12-01", "2026-12-05", NULL},
	{"Sarò assente fino al 5/12 compreso", NULL, "2026-12-05", NULL},
	{"Ik ben met vakantie tot 7 december.", NULL, "2026-12-07", NULL},
	{"Ik ben op 24 november niet aanwezig. afwezig", "2026-11-24", "2026-11-24", NULL},
	{"Bin im Urlaub. Ab 7. Dezember lese ich wieder E-Mails.", NULL, "2026-12-06", NULL},
	{"Ich bin am 07.12.2026 zurück. Abwesend", NULL, "2026-12-06", NULL},
	{"Rückkehr: 07.12.2026. Abwesend.", NULL, "2026-12-06", NULL},
	{"Ich bin vom 7. Dezember an wieder im Büro. Urlaub", NULL, "2026-12-06", NULL},
	{"Abwesend von: 24.11.2026 Abwesend bis: 04.12.2026", "2026-11-24", "2026-12-04", NULL},
	{"Heute und morgen bin ich nicht im Büro.", "2026-11-23", "2026-11-24", NULL},
	{"Sehr geehrte Damen und Herren, ich bin am 24. und 25. November nicht im Büro.", "2026-11-24", "2026-11-25",
	 NULL},
	{"I am out today (Monday) and tomorrow. out of office", "2026-11-23", "2026-11-24", NULL},
	{"Ich bin vom 23. November bis 4. Dezember im Urlaub. Ab 5.12. bin ich wieder erreichbar.", "2026-11-23",
	 "2026-12-04", NULL},
	{"I'm on vacation 12/1-12/8.", "2026-12-01", "2026-12-08", NULL},
	{"I'm on vacation until 5 Jan.", NULL, "2027-01-05", NULL},
	{"Bis zum 6. Januar 2027 ist unser Büro geschlossen.", NULL, "2027-01-06", NULL},
	{"Ich bin bis zum Jahresende im Urlaub", NULL, "2026-12-31", NULL},
	{"Ich arbeite erst wieder am Donnerstag. Abwesend", NULL, "2026-11-25", NULL},
	{"Ich bin erst am 1.12. wieder im Büro. urlaub", NULL, "2026-11-30", NULL},
	{"Ich bin seit dem 16.11. krank und voraussichtlich bis zum 30.11. nicht erreichbar", "2026-11-16",
	 "2026-11-30", NULL},
	{"Ich bin in der Zeit vom 30.11.2026 bis zum 11.12.2026 im Urlaub. In dringenden Fällen wenden Sie sich bitte "
	 "an Frau Müller, Tel. 030 1234567, mueller@k.example.",
	 "2026-11-30", "2026-12-11", "mueller@k.example"},
	{"Bis einschließlich 27. November bin ich nicht erreichbar.", NULL, "2026-11-27", NULL},
	{"Ich bin ab Dienstag, 1. Dezember wieder für Sie da. Zurzeit bin ich im Urlaub.", NULL, "2026-11-30", NULL},
	{"Derzeit befinde ich mich im Urlaub. Am 7.12.2026 bin ich wieder im Büro.", NULL, "2026-12-06", NULL},
	{"Ich bin heute nicht im Büro.", "2026-11-23", "2026-11-23", NULL},
	{"Ich bin am 24.11.2026 nicht im Büro.", "2026-11-24", "2026-11-24", NULL},
	{"Ich bin vom 23.-27.11. auf Dienstreise.", "2026-11-23", "2026-11-27", NULL},
	{"Ich bin vom 28.12. - 3.1. im Urlaub.", "2026-12-28", "2027-01-03", NULL},
	{"Ich bin voraussichtlich bis Ende Februar 2027 in Elternzeit.", NULL, "2027-02-28", NULL},
	{"Ich bin erst ab Mittwoch wieder im Büro.", NULL, "2026-11-24", NULL},
	{"Ich bin ab sofort bis zum 4.12. nicht im Haus.", NULL, "2026-12-04", NULL},
	{"Vom 1. Dezember bis einschließlich 6. Januar ist unser Büro nicht besetzt.", "2026-12-01", "2027-01-06",
	 NULL},
	{"Meine Abwesenheit dauert bis Sonntag, den 6. Dezember 2026.", NULL, "2026-12-06", NULL},
	{"Ich habe bis zum 4. Dezember Urlaub und bin danach wieder erreichbar. Vertretung: Tim Neu <t.neu@k.example>",
	 NULL, "2026-12-04", "t.neu@k.example"},
	{"Guten Tag, ich bin bis Do., 26.11., außer Haus.", NULL, "2026-11-26", NULL},
	{"Ich bin am Donnerstag und Freitag nicht im Büro.", "2026-11-26", "2026-11-27", NULL},
	{"Ich bin diese Woche nur vormittags erreichbar und ab 30.11. wieder ganztags im Büro.", "2026-11-23",
	 "2026-11-29", NULL},
	{"Wir machen Betriebsferien vom 23. Dezember 2026 bis 1. Januar 2027. Ab 4. Januar sind wir wieder da.",
	 "2026-12-23", "2027-01-01", NULL},
	{"Ich bin bis zum 30.11.2026 nicht im Büro und werde Ihre E-Mail vom 23.11.2026 danach lesen.", NULL,
	 "2026-11-30", NULL},
	{"Ich bin ab dem 24. November für zwei Wochen im Urlaub.", "2026-11-24", "2026-12-07", NULL},
	{"Ich bin die nächsten zwei Wochen im Urlaub.", NULL, "2026-12-06", NULL},
	{"Sie erreichen mich wieder ab dem 7. Dezember. Abwesend.", NULL, "2026-12-06", NULL},
	{"Rückkehr ins Büro am 07.12. Abwesenheit", NULL, "2026-12-06", NULL},
	{"Ich bin zurzeit nicht am Arbeitsplatz. Ihre Nachricht wird nach meiner Rückkehr am 14. Dezember 2026 "
	 "beantwortet.",
	 NULL, "2026-12-13", NULL},
	{"Am Montag, dem 30.11., bin ich zurück. Urlaub.", NULL, "2026-11-29", NULL},
	{"Ab Donnerstag, 3.12., bin ich wieder im Einsatz. Urlaub", NULL, "2026-12-02", NULL},
	{"I will be out of the office starting 11/25/2026 and will not return until 11/30/2026.", "2026-11-25",
	 "2026-11-29", NULL},
	{"I am currently out of the office and will return on Monday 30 November.", NULL, "2026-11-29", NULL},
	{"I'm away until Thursday.", NULL, "2026-11-26", NULL},
	{"Thanks for your email. I'm on leave from Monday 23 Nov to Friday 27 Nov inclusive and back Monday 30 Nov.",
	 "2026-11-23", "2026-11-27", NULL},
	{"I am out of the office this week, returning Monday, November 30.", "2026-11-23", "2026-11-29", NULL},
	{"Our office will be closed from December 24 to January 1. We will reopen on Monday, January 4, 2027.",
	 "2026-12-24", "2027-01-01", NULL},
	{"I am on vacation from 12/21 through 1/3.", "2026-12-21", "2027-01-03", NULL},
	{"I am OOO 24-27 November.", "2026-11-24", "2026-11-27", NULL},
	{"I'm on holiday until the 7th of December. Contact Kim Lee (kim@c.example / +44 20 7946 0123).", NULL,
	 "2026-12-07", "kim@c.example"},
	{"I am on annual leave until 7th December 2026 inclusive", NULL, "2026-12-07", NULL},
	{"I will have no access to email until I return on Dec. 7th. Vacation.", NULL, "2026-12-06", NULL},
	{"I am out of the office Tuesday, November 24 - Friday, November 27.", "2026-11-24", "2026-11-27", NULL},
	{"I'm out sick today, back tomorrow hopefully. out of office", "2026-11-23", "2026-11-23", NULL},
	{"I am out of the office from tomorrow until Friday.", "2026-11-24", "2026-11-27", NULL},
	{"I'm on parental leave through March 2027.", NULL, "2027-03-31", NULL},
	{"Je suis en congé jusqu'au 6 décembre inclus.", NULL, "2026-12-06", NULL},
	{"Je suis absent(e) du lundi 23 novembre au vendredi 27 novembre.", "2026-11-23", "2026-11-27", NULL},
	{"De retour au bureau le 30/11/2026. Absent.", NULL, "2026-11-29", NULL},
	{"Estaré fuera de la oficina del 24 al 27 de noviembre.", "2026-11-24", "2026-11-27", NULL},
	{"Estaré de vuelta el lunes 30 de noviembre. Vacaciones.", NULL, "2026-11-29", NULL},
	{"Sono in ferie fino a venerdì 4 dicembre. Rientro lunedì 7 dicembre.", NULL, "2026-12-04", NULL},
	{"Sarò fuori ufficio dal 24/11 al 27/11.", "2026-11-24", "2026-11-27", NULL},
	{"Ik ben van 24 t/m 27 november niet aanwezig (afwezig).", "2026-11-24", "2026-11-27", NULL},
	{"Vanaf 30 november ben ik weer op kantoor. Afwezig.", NULL, "2026-11-29", NULL},
	{"Ik ben afwezig tot maandag 30 november.", NULL, "2026-11-30", NULL},
	{"Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihre Nachricht.\n\nIch bin im Zeitraum 23.11.2026 - "
	 "04.12.2026 nicht im Büro und kann Ihre E-Mail daher nicht persönlich bearbeiten. Ihre E-Mail wird nicht "
	 "weitergeleitet.\n\nIn dringenden Fällen wenden Sie sich bitte an unser Sekretariat unter "
	 "sekretariat@k.example oder telefonisch unter +49 (0)89 5550-100.\n\nAb dem 07.12.2026 bin ich wieder für Sie "
	 "da.\n\nMit freundlichen Grüßen\n\nJörg Muster\nVertrieb\nKunde GmbH\nMusterweg 1\n80331 München\nTel. +49 89 "
	 "5550-123\nAmtsgericht München HRB 12345",
	 "2026-11-23", "2026-12-04", "sekretariat@k.example"},
	{"Hallo,\n\nich bin vom Freitag, den 20. November bis einschließlich Freitag, den 27. November 2026 im "
	 "Urlaub.\nWährend dieser Zeit werden meine E-Mails nicht gelesen.\nBitte wendet euch an meine Kollegin Lena "
	 "Fuchs: lena.fuchs@k.example\n\nViele Grüße\nJ",
	 "2026-11-20", "2026-11-27", "lena.fuchs@k.example"},
	{"Guten Tag,\n\naufgrund eines Todesfalls in der Familie bin ich bis auf Weiteres nicht erreichbar. Meine "
	 "Vertretung übernimmt Herr Kunz (kunz@k.example, Durchwahl -45).\n",
	 NULL, NULL, "kunz@k.example"},
	{"Liebe Kollegen,\n\nmein Büro ist derzeit nicht besetzt. Ich bin ab Montag, 30. November 2026, wieder "
	 "persönlich erreichbar.\n\nBeste Grüße",
	 NULL, "2026-11-29", NULL},
	{"Hello,\n\nThank you for your message. I will be out of the office from Wednesday, November 25th through "
	 "Friday, November 27th for the Thanksgiving holiday, returning on Monday, November 30th.\n\nIf you need "
	 "immediate assistance, please contact Kim Lee at kim@c.example or (555) 010-0123.\n\nBest,\nSam",
	 "2026-11-25", "2026-11-27", "kim@c.example"},
	{"Hi there,\n\nI'm currently out of office with limited access to my email. I'll be back on Wednesday 2 "
	 "December and will get back to you then.\n\nFor urgent matters, email ops@c.example.\n\nThanks\nSam "
	 "Price\nHead of Sales | C Ltd | +44 20 7946 0000",
	 NULL, "2026-12-01", "ops@c.example"},
	{"Guten Tag\n\nBesten Dank für Ihr Mail. Ich bin bis und mit 4. Dezember 2026 abwesend. Bei dringenden "
	 "Anliegen: info@k.example.\n\nFreundliche Grüsse",
	 NULL, "2026-12-04", "info@k.example"},
	{"Ich bin derzeit in Elternzeit und kehre voraussichtlich im März 2027 zurück.", NULL, "2027-02-28", NULL},
	{"Ich bin am 23.11., 24.11. und 25.11. nicht im Büro.", "2026-11-23", "2026-11-25", NULL},
	{"Meine E-Mails werden bis zum 30.11. nicht bearbeitet. Ich bin im Urlaub.", NULL, "2026-11-30", NULL},
	{"Ich bin noch diese Woche im Urlaub.", "2026-11-23", "2026-11-29", NULL},
	{"Ich bin bis heute Abend unterwegs. Abwesend", NULL, "2026-11-23", NULL},
	{"Ich bin wegen einer Operation die kommenden 3 Wochen krankgeschrieben.", NULL, "2026-12-13", NULL},
	{"I'm out of the office Nov 23rd-27th, back the 30th.", "2026-11-23", "2026-11-27", NULL},
	{"I am away until 09:00 on Thursday 26 November 2026.", NULL, "2026-11-26", NULL},
	{"Bonjour,\n\nActuellement en congés, je serai de retour le 30 novembre 2026. En mon absence, vous pouvez "
	 "contacter Mme Petit : petit@s.example ou 01 99 00 12 34.\n",
	 NULL, "2026-11-29", "petit@s.example"},
};

static void test_days(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Absence *absence = absence_read("Abwesend", cases[i].text, SENT_AT, "joerg@kunde.example");

		g_test_message("%s", cases[i].text);
		g_assert_nonnull(absence);
		g_assert_cmpstr(absence->from, ==, cases[i].from);
		g_assert_cmpstr(absence->until, ==, cases[i].until);
		g_assert_cmpstr(absence->deputy, ==, cases[i].deputy);
		absence_free(absence);
	}
}

static void test_none(void)
{
	static const char *const texts[] = {"Ihre Anfrage vom 20.11.2026 ist eingegangen.",
					    "We received your order of 11/20/2026.", "Ticket 4711", ""};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_null(absence_read("Ihre Anfrage", texts[i], SENT_AT, "joerg@kunde.example"));
}

/* The writer's own address is nobody's deputy. */
static void test_deputy(void)
{
	Absence *absence = absence_read(
		"Abwesend",
		"Ich bin im Urlaub. Kontakt: joerg@kunde.example. Vertretung: vera@kunde.example, Tel. 030 5550-17",
		SENT_AT, "joerg@kunde.example");

	g_assert_cmpstr(absence->deputy, ==, "vera@kunde.example");
	g_assert_cmpstr(absence->deputy_phone, ==, "030 5550-17");
	g_assert_false(absence->left);
	absence_free(absence);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/absence/days", test_days);
	g_test_add_func("/mail/absence/none", test_none);
	g_test_add_func("/mail/absence/deputy", test_deputy);
	return g_test_run();
}
