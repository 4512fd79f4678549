/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mail/own-words.h and mail/html-text.h promise: a table of how people's software quotes. */
#include <glib.h>
#include <string.h>
#include <time.h>

#include "mail/html-text.h"
#include "mail/own-words.h"
#include "mail/understand.h"

#define OLD "\n> Passt Ihnen Dienstag?\n"

typedef struct Case {
	const char *name, *text, *own;
} Case;

/* Each introduces a quote; what stands above it is all that the writer said. */
static const char *const attributions[] = {
	"Am 24.11.2026 um 10:12 schrieb Anna Beispiel:",
	"Am Di., 24. Nov. 2026 um 10:12 Uhr schrieb Anna Beispiel <\nanna@example.org>:",
	"Am Dienstag, den 24.11.2026, 10:12 +0100 schrieb Anna Beispiel:",
	"Anna Beispiel <anna@example.org> hat am 24. November 2026 um 10:12 geschrieben:",
	"Anna Beispiel schrieb am 24.11.2026 um 10:12:",
	"Anna Beispiel/ABC/DE schrieb am 24.11.2026 10:12:30:",
	"On Tue, Nov 24, 2026 at 10:12 AM Anna Beispiel <anna@example.org> wrote:",
	"On Tue, Nov 24, 2026 at 10:12 AM, Anna Beispiel\n<anna@example.org>\nwrote:",
	"On 24.11.26 10:12, Anna Beispiel wrote:",
	"On Nov 24, 2026, at 10:12, anna <anna@example.org> wrote:",
	"2026-11-24 10:12 GMT+01:00 Anna Beispiel <anna@example.org>:",
	"Le mar. 24 nov. 2026 à 10:12, Anna Beispiel <anna@example.org> a écrit :",
	"Le 24/11/2026 à 10:12, Anna Beispiel a écrit\xC2\xA0:",
	"El mar, 24 nov 2026 a las 10:12, Anna Beispiel (<anna@example.org>)\nescribió:",
	"Il giorno mar 24 nov 2026 alle ore 10:12 Anna Beispiel <anna@example.org> ha scritto:",
	"Op di 24 nov. 2026 om 10:12 schreef Anna Beispiel <anna@example.org>:",
	"Em ter., 24 de nov. de 2026 às 10:12, Anna Beispiel <anna@example.org> escreveu:",
	"wt., 24 lis 2026 o 10:12 Anna Beispiel <anna@example.org> napisał(a):",
	"W dniu 24.11.2026 o 10:12, Anna Beispiel pisze:",
	"Den tis 24 nov. 2026 kl 10:12 skrev Anna Beispiel <anna@example.org>:",
	"tir. 24. nov. 2026 kl. 10:12 skrev Anna Beispiel <anna@example.org>:",
	"ti 24. marrask. 2026 klo 10.12 Anna Beispiel (anna@example.org) kirjoitti:",
	"út 24. 11. 2026 v 10:12 odesílatel Anna Beispiel <anna@example.org> napsal:",
	"вт, 24 нояб. 2026 г. в 10:12, Anna Beispiel <anna@example.org>:",
	"24.11.2026, 10:12, \"Anna Beispiel\" <anna@example.org>:",
	"24 Kas 2026 Sal 10:12 tarihinde Anna Beispiel <anna@example.org> şunu yazdı:",
	"2026年11月24日(火) 10:12 Anna Beispiel <anna@example.org>:",
	"Zitat von Anna Beispiel <anna@example.org>:",
	"Quoting Anna Beispiel <anna@example.org>:",
};

/* Each begins the old mail, which bears no sign of its own. */
static const char *const blocks[] = {
	"-----Ursprüngliche Nachricht-----\nVon: Anna Beispiel [mailto:anna@example.org]\nGesendet: Dienstag, 24. "
	"November "
	"2026 10:12\n"
	"An: Muster, Jörg\nBetreff: Angebot\n",
	"Von: Anna Beispiel <anna@example.org>\nGesendet: Dienstag, 24. November 2026 10:12\nAn: Muster, Jörg "
	"<joerg@kunde.example>;\n"
	"Vera Muster <vera@kunde.example>\nCc: Chef\nBetreff: [EXT] Angebot\n",
	"________________________________\nVon: Anna Beispiel\nGesendet: Dienstag, 24. November 2026 10:12:30\nAn: "
	"Jörg "
	"Muster\nBetreff: Angebot\n",
	"*Von:* Anna Beispiel <anna@example.org>\n*Gesendet:* Dienstag, 24. November 2026 10:12\n*An:* Jörg "
	"Muster\n*Betreff:* Angebot\n",
	"Von: Anna Beispiel <anna@example.org> Gesendet: Dienstag, 24. November 2026 10:12 An: Jörg Muster Betreff: "
	"Angebot\n",
	"Gesendet: Dienstag, 24. November 2026 um 10:12 Uhr\nVon: \"Anna Beispiel\" <anna@example.org>\nAn: "
	"joerg@kunde.example\nBetreff: Angebot\n",
	"-----Original-Nachricht-----\nBetreff: Angebot\nDatum: 2026-11-24T10:12:30+0100\nVon: \"Anna Beispiel\" "
	"<anna@example.org>\nAn: \"Jörg\"\n",
	"Von:\tAnna Beispiel/ABC/DE\nAn:\tJörg Muster/KUNDE@KUNDE\nKopie:\t\nDatum:\t24.11.2026 "
	"10:12\nBetreff:\tAngebot\n",
	"Anna Beispiel/ABC/DE@ABC\n24.11.2026 10:12\n\nAn\nJörg Muster/KUNDE@KUNDE\nKopie\n\nThema\nAngebot\n",
	"----- Weitergeleitet von Jörg Muster/KUNDE am 24.11.2026 10:12 -----\n\nVon: Anna Beispiel/ABC\nAn: Jörg "
	"Muster/KUNDE\nDatum: 24.11.2026\nBetreff: x\n",
	"-----Anna Beispiel/ABC/DE schrieb: -----\nAn: Jörg Muster/KUNDE@KUNDE\nVon: Anna Beispiel/ABC/DE\nDatum: "
	"24.11.2026 10:12\nBetreff: Angebot\n",
	"Anna Beispiel@ABC\n24.11.2026 10:12\nTo: Jörg Muster/KUNDE@KUNDE\ncc: \n\nSubject: Angebot\n",
	"-------- Ursprüngliche Nachricht --------\nVon: Anna Beispiel <anna@example.org>\nDatum: 24.11.26 10:12 "
	"(GMT+01:00)\nAn: joerg@kunde.example\n"
	"Betreff: Angebot\n",
	"Anfang der weitergeleiteten Nachricht:\n\nVon: Anna Beispiel <anna@example.org>\nBetreff: Angebot\nDatum: 24. "
	"November 2026 um 10:12:30 MEZ\n"
	"An: joerg@kunde.example\n",
	"---------- Forwarded message ---------\nVon: Anna Beispiel <anna@example.org>\nDate: Di., 24. Nov. 2026 um "
	"10:12 "
	"Uhr\nSubject: Angebot\nTo: <joerg@kunde.example>\n",
	"-----Original Message-----\nFrom: Anna Beispiel\nSent: Tuesday, November 24, 2026 10:12 AM\nTo: "
	"Muster\nSubject: "
	"Offer\n",
	"From: Anna Beispiel <anna@example.org>\nDate: Tuesday, 24 November 2026 at 10:12\nTo: Jörg\nSubject: Offer\n",
	"De : Anna Beispiel <anna@example.org>\nEnvoyé : mardi 24 novembre 2026 10:12\nÀ : Jörg Muster\nObjet : "
	"Offre\n",
	"De: Anna Beispiel\nEnviado el: martes, 24 de noviembre de 2026 10:12\nPara: Jörg\nAsunto: Oferta\n",
	"Da: Anna Beispiel\nInviato: martedì 24 novembre 2026 10:12\nA: Jörg\nOggetto: Offerta\n",
	"Van: Anna Beispiel\nVerzonden: dinsdag 24 november 2026 10:12\nAan: Jörg\nOnderwerp: Offerte\n",
	"Od: Anna Beispiel\nWysłano: wtorek, 24 listopada 2026 10:12\nDo: Jörg\nTemat: Oferta\n",
	"Från: Anna Beispiel\nSkickat: den 24 november 2026 10:12\nTill: Jörg\nÄmne: Offert\n",
	"От: Anna Beispiel\nОтправлено: вторник, 24 ноября 2026 г. 10:12\nКому: Jörg\n",
	"Am 24.11.2026 um 10:12 schrieb Anna Beispiel <anna@example.org>:\n",
	">>> \"Anna Beispiel\" <anna@example.org> 24.11.2026 10:12 >>>\n",
	"\"Beispiel, Anna\" <anna@example.org> on 11/24/2026 10:12:10 AM\nPlease respond to <anna@example.org>\nTo: "
	"Jörg/KUNDE@KUNDE\ncc: \n\nSubject: Offer\n",
	"\tKunde Maschinenbau AG\n\t\n\tFrom:  Anna Beispiel                    11/24/2026 10:12 "
	"AM\n\t\n\nTo:\tJörg/KUNDE@KUNDE\ncc:\t\n\nSubject:\tOffer\n",
};

static const Case cases[] = {
	{"answers between quotes", "> Dienstag?\nJa.\n> Um 14 Uhr?\nLieber 15 Uhr.\n", "Ja.\n\nLieber 15 Uhr."},
	{"answer below a quoted mail", "Am 24.11.2026 um 10:12 schrieb Anna:\n\n> Dienstag?\n\nJa, gern.\n",
	 "Ja, gern."},
	{"answer below an Outlook block with signs",
	 "-----Original Message-----\nFrom: Anna\nSent: Friday, May 3 10:12\nTo: Me\n\n> Tuesday?\n\nYes.\n", "Yes."},
	{"attribution left over, answer below", "Am 24.11.2026 um 10:12 schrieb Anna Beispiel:\n\nDienstag passt.\n",
	 "Dienstag passt."},
	{"initials", "JM> Dienstag?\nJa.\nJM> 14 Uhr?\nNein.\n", "Ja.\n\nNein."},
	{"bars", "Anna Beispiel wrote:\n| Dienstag?\n| 14 Uhr?\n\nJa.\n", "Ja."},
	{"a table of his own", "Preise:\n| A | 1 |\n| B | 2 |\n", "Preise:\n| A | 1 |\n| B | 2 |"},
	{"a wrapped quote",
	 "> Lange zitierte Zeile, die so breit ist, dass der Client umbricht, denn\ner\n> kann nicht anders\n\nJa.\n",
	 "Ja."},
	{"From at the start of a line", "Hallo,\n\n>From here on I agree.\n", "Hallo,\n\n>From here on I agree."},
	{"a prompt", "Versuchen Sie:\nmysql> select 1;\nmysql> quit\n",
	 "Versuchen Sie:\nmysql> select 1;\nmysql> quit"},
	{"no header", "Von: mir aus gern.\nAn: sich kein Problem.\n", "Von: mir aus gern.\nAn: sich kein Problem."},
	{"a journey", "Bitte buchen:\nFrom: Berlin\nTo: Rome\nDate: 3 May\n",
	 "Bitte buchen:\nFrom: Berlin\nTo: Rome\nDate: 3 May"},
	{"he speaks of writing", "Hallo,\n\nam 24.11.2026 um 14:00 Uhr passt es, wie ich schon schrieb:\nich bin da.\n",
	 "Hallo,\n\nam 24.11.2026 um 14:00 Uhr passt es, wie ich schon schrieb:\nich bin da."},
	{"a list of his own", "Offen sind:\n\n- Preis\n- Termin\n\nMax\n", "Offen sind:\n\n- Preis\n- Termin\n\nMax"},
	/* signatures */
	{"delimiter", "Ja.\n\n-- \nJörg Muster\nKunde GmbH\n", "Ja."},
	{"closing formula, name, address",
	 "Passt, danke.\n\nMit freundlichen Grüßen\n\nJörg Muster\nLeiter Einkauf\n\nKunde GmbH\nHauptstraße 5 | 12345 "
	 "Berlin\nTel.: +49 30 1234567\n"
	 "www.kunde.example\n\nGeschäftsführer: Vera Muster · Amtsgericht Berlin HRB 1234\n",
	 "Passt, danke.\n\nMit freundlichen Grüßen\n\nJörg Muster"},
	{"postscript below the formula", "Ja.\n\nViele Grüße\nMax\n\nPS: Bitte rufen Sie vor 12 Uhr an.\n",
	 "Ja.\n\nViele Grüße\nMax\n\nPS: Bitte rufen Sie vor 12 Uhr an."},
	{"more words below the formula",
	 "Ja.\n\nGruß\nMax\n\nKönnen Sie mir bitte noch die Preisliste für die Wärmepumpen mitschicken?\n",
	 "Ja.\n\nGruß\nMax\n\nKönnen Sie mir bitte noch die Preisliste für die Wärmepumpen mitschicken?"},
	{"his number in the text", "Rufen Sie mich bitte morgen unter +49 30 1234567 an.\n\nMax\n",
	 "Rufen Sie mich bitte morgen unter +49 30 1234567 an.\n\nMax"},
	{"name and address without formula", "Ja, das passt.\n\nJoel Beispiel\nSenior Engineer\n+1 555 123 4567\n",
	 "Ja, das passt."},
	{"iPhone", "Ja, gut.\n\nVon meinem iPhone gesendet\n", "Ja, gut."},
	{"Outlook on a phone", "Ja, gut.\n\nHolen Sie sich Outlook für iOS<https://aka.example/o0ukef>\n", "Ja, gut."},
	{"GMX", "Ja.\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.\n", "Ja."},
	{"phone in the sentence", "Von meinem iPhone aus kann ich die Datei nicht öffnen.\n",
	 "Von meinem iPhone aus kann ich die Datei nicht öffnen."},
	{"disclaimer",
	 "Ja.\n\nViele Grüße\nMax\n\nDiese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. "
	 "Wenn "
	 "Sie nicht der richtige Adressat\n"
	 "sind, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.\n",
	 "Ja.\n\nViele Grüße\nMax"},
	{"something confidential", "Bitte behandeln Sie das vertraulich.\n", "Bitte behandeln Sie das vertraulich."},
	{"mailing list",
	 "Yes.\n_______________________________________________\nusers mailing "
	 "list\nhttps://lists.example/mailman/listinfo/users\n",
	 "Yes."},
	{"a gateway's warning", "[EXTERN] Achtung: Diese E-Mail stammt von einem externen Absender.\nJa.\n", "Ja."},
	{"his own warning", "Achtung: Diese E-Mail hatte ich übersehen.\nJa.\n",
	 "Achtung: Diese E-Mail hatte ich übersehen.\nJa."},
	{"a tale below a rule",
	 "Zuerst dies.\n----------------\nDann das, und zwar ausführlich und in ganzen Sätzen, wie es seine Art "
	 "ist.\n\nTo unsubscribe from this group, write\nto the list.\n",
	 "Zuerst dies.\n----------------\nDann das, und zwar ausführlich und in ganzen Sätzen, wie es seine Art "
	 "ist.\n\nTo unsubscribe from this group, write\nto the list."},
	{"bars under a header",
	 "    Date:        Thu, 22 Aug 2002 10:04:06 -0500\n    From:        Anna <anna@example.org>\n    Message-ID:  "
	 "<1@example.org>\n\n  | Dienstag?\n\nJa.\n",
	 "Ja."},
	{"an order below thanks",
	 "Vielen Dank!\n\nBestellung:\n2 x WP 8\n1 x WP 12\nLieferadresse:\nKunde GmbH\nHauptstraße 5\n12345 "
	 "Berlin\nTel. 030 1234567\n",
	 "Vielen Dank!\n\nBestellung:\n2 x WP 8\n1 x WP 12\nLieferadresse:\nKunde GmbH\nHauptstraße 5\n12345 "
	 "Berlin\nTel. 030 1234567"},
	{"whom to ring", "Bitte wenden Sie sich an\n\nVera Muster\nTel. 030 1234567\nvera@kunde.example\n",
	 "Bitte wenden Sie sich an\n\nVera Muster\nTel. 030 1234567\nvera@kunde.example"},
	{"points below the formula", "Gruß\nMax\n\n- Preis\n- Tel. 030 1234567\n",
	 "Gruß\nMax\n\n- Preis\n- Tel. 030 1234567"},
	{"one number below the name", "Ja.\n\nGruß\nMax\n0170 1234567\n", "Ja.\n\nGruß\nMax\n0170 1234567"},
	{"empty", "", ""},
	{"only quotes", "> a\n> b\n", ""},
};

static void check(const char *name, const char *text, const char *expected)
{
	g_autofree char *own = NULL, *quoted = NULL;

	g_test_message("%s", name);
	own_words(text, &own, &quoted);
	if (g_strcmp0(own, expected) != 0)
		g_test_fail_printf("%s: \"%s\" instead of \"%s\"", name, own, expected);
}

static void test_attributions(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(attributions); i++) {
		g_autofree char *marked =
			g_strconcat("Ja, Dienstag passt.\n\n", attributions[i], OLD, "\nBis dann.\n", NULL);
		g_autofree char *bare =
			g_strconcat("Ja, Dienstag passt.\n\n", attributions[i], "\n\nPasst Ihnen Dienstag?\n", NULL);
		bool weak = strstr(attributions[i], "Zitat") || strstr(attributions[i], "pisze");

		check(attributions[i], marked, "Ja, Dienstag passt.\n\nBis dann.");
		if (!weak)
			check(attributions[i], bare, "Ja, Dienstag passt.");
	}
}

static void test_blocks(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++) {
		g_autofree char *text = g_strconcat("Ja, Dienstag passt.\n\nMax\n\n", blocks[i],
						    "\nGuten Tag Herr Muster,\n\npasst Ihnen Dienstag?\n", NULL);

		check(blocks[i], text, "Ja, Dienstag passt.\n\nMax");
	}
}

static void test_cases(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		check(cases[i].name, cases[i].text, cases[i].own);
}

static const Case pages[] = {
	{"Gmail",
	 "<div dir=\"ltr\">Ja &amp; gern<div><br></div></div><br><div class=\"gmail_quote\"><div dir=\"ltr\" "
	 "class=\"gmail_attr\">Am Di. schrieb Anna:<br></div>"
	 "<blockquote class=\"gmail_quote\">Dienstag?</blockquote></div>",
	 "Ja & gern"},
	{"between Gmail's quotes",
	 "<div class=\"gmail_quote\"><blockquote class=\"gmail_quote\">Dienstag?</blockquote><div>Ja.</div>"
	 "<blockquote class=\"gmail_quote\">14 Uhr?</blockquote><div>Nein.</div></div>",
	 "Ja.\n\nNein."},
	{"Outlook's border",
	 "<div class=WordSection1><p class=MsoNormal>Ja.<o:p></o:p></p><div><div style='border:none;border-top:solid "
	 "#E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
	 "<p class=MsoNormal><b>Von:</b> Anna<br><b>Gesendet:</b> Dienstag</p></div></div><p>Alt</p></div>",
	 "Ja."},
	{"a border of his own",
	 "<p>Ja.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>Mein Angebot steht.</p></div>",
	 "Ja.\n\nMein Angebot steht."},
	{"Outlook on the web",
	 "<div>Ja.</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\">Von: Anna</div><div>Alt</div>",
	 "Ja."},
	{"Thunderbird",
	 "<p>Ja.</p><div class=\"moz-cite-prefix\">Am 24.11.26 schrieb Anna:<br></div><blockquote "
	 "type=\"cite\">Alt</blockquote><p>Unten.</p>"
	 "<pre class=\"moz-signature\">-- \nMax</pre>",
	 "Ja.\n\nUnten."},
	{"words after a signature",
	 "<div>Ja.</div><div class=\"gmail_signature\">Max<br>Kunde GmbH</div><div>Bitte 14 Uhr.</div>",
	 "Ja.\n\nBitte 14 Uhr."},
	{"indented by a button",
	 "<div>Unser Stand:</div><blockquote style=\"margin: 0 0 0 40px; border: none; padding: 0px;\"><div>Halle "
	 "4</div></blockquote>",
	 "Unser Stand:\nHalle 4"},
	{"a bare block in a table indents",
	 "<table><tr><td>Herzlich willkommen</td></tr><tr><td><blockquote><p>zur "
	 "Feier</p></blockquote></td></tr></table>",
	 "Herzlich willkommen\nzur Feier"},
	{"a bare block in a table that is introduced cites",
	 "<table><tr><td>Ja.<br>Am 24.11.26 schrieb Anna:<blockquote>Alt</blockquote></td></tr></table>", "Ja."},
	{"old Outlook Express",
	 "<div>Ja.</div><blockquote style=\"PADDING-LEFT: 5px; BORDER-LEFT: #000000 2px "
	 "solid\"><div>Alt</div></blockquote>",
	 "Ja."},
	{"lines of pre", "<pre>Ja.\nNein.</pre>", "Ja.\nNein."},
	{"hidden", "<div style=\"display: none\">Vorschau</div><style>p {}</style><p>Ja.</p>", "Ja."},
	{"a rule and a block",
	 "<p>Ja.</p><hr><b>From:</b> Anna &lt;anna@example.org&gt;<br><b>Sent:</b> Tuesday, 24 November 2026 "
	 "10:12<br><b>To:</b> Max<br><br>Old",
	 "Ja."},
};

static void test_pages(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autofree char *text = html_text(pages[i].text, strlen(pages[i].text));

		check(pages[i].name, text, pages[i].own);
	}
}

#define MIXED(type, parts)                                                                                             \
	"From: a@kunde.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/" type "; boundary=b\n\n" parts \
	"--b--\n"
#define PLAIN_PART(text) "--b\nContent-Type: text/plain; charset=utf-8\n\n" text "\n"
#define HTML_PART(text)	 "--b\nContent-Type: text/html; charset=utf-8\n\n" text "\n"

/* Whatever parts the words are in: none is lost, none is told twice, no file is taken for words. */
static const Case mails[] = {
	{"alternatives", MIXED("alternative", PLAIN_PART("Ja.") HTML_PART("<p>Ja.</p>")), "Ja."},
	{"HTML first", MIXED("alternative", HTML_PART("<p>Ja.</p>") PLAIN_PART("Ja.")), "Ja."},
	{"an empty alternative", MIXED("alternative", PLAIN_PART(" \n") HTML_PART("<p>Ja.</p>")), "Ja."},
	{"HTML and a footer",
	 MIXED("mixed", HTML_PART("<p>Ja, Dienstag.</p>")
				PLAIN_PART("_______________________________________________\nusers mailing list\n")),
	 "Ja, Dienstag."},
	{"HTML between plain parts", MIXED("mixed", PLAIN_PART("Eins.") HTML_PART("<p>Zwei.</p>") PLAIN_PART("Drei.")),
	 "Eins.\nZwei.\n\nDrei."},
	{"a text file",
	 MIXED("mixed", PLAIN_PART("Ja.") "--b\nContent-Type: text/plain; name=\"log.txt\"\nContent-Disposition: "
					  "inline; filename=\"log.txt\"\n\nnot his\n"),
	 "Ja."},
	{"a vCard",
	 MIXED("mixed",
	       PLAIN_PART("Ja.") "--b\nContent-Type: text/x-vcard; name=\"a.vcf\"\n\nBEGIN:VCARD\nEND:VCARD\n"),
	 "Ja."},
};

static void test_mails(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(mails); i++) {
		g_autoptr(Message) message = understand_message(mails[i].text, strlen(mails[i].text));

		g_test_message("%s", mails[i].name);
		g_assert_cmpstr(message->text, ==, mails[i].own);
	}
}

/* No mail takes longer; what sanitizers add is not the mail's. */
#ifdef CMC_SANITIZED
#define LIMIT_S 12
#else
#define LIMIT_S 2
#endif

/* The processor's time, which other programs' work prolongs little. */
static double seconds_for(const char *line, gsize length)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *own = NULL, *quoted = NULL;

	while (text->len < length)
		g_string_append_printf(text, "%s\n", line);
	clock_t begun = clock();
	own_words(text->str, &own, &quoted);
	return (double)(clock() - begun) / CLOCKS_PER_SEC;
}

/* Time must grow with the length, whatever the lines are. */
static void test_hostile(void)
{
	static const char *const lines[] = {"|",
					    "| a",
					    "--\nab",
					    "-----\nTel 1234567",
					    "Am 24.11.2026 um 10:12 schrieb Anna:\n\n",
					    "From: a\n",
					    "Mit freundlichen Grüßen\n",
					    "On\n",
					    ">From a\n\n",
					    "Max Muster\nTel. 1234567\n\n",
					    "To: a\nSubject: b\n24.11.2026 10:12\n",
					    "\xC3\n",
					    "vertraulich\n\n",
					    "Bo> \nKa> \n",
					    "-----Original Message-----\n> a\n",
					    "a:\n"};

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		double quarter = seconds_for(lines[i], 64 * 1024), whole = seconds_for(lines[i], 256 * 1024);

		/* four times as long where it grows with the length, sixteen times where it grows with its square */
		g_test_message("%s: %.0f ms, a quarter of it %.0f ms", lines[i], whole * 1000, quarter * 1000);
		if (whole > LIMIT_S || whole > 8 * quarter + 0.2)
			g_test_fail_printf("slow: %s", lines[i]);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/own-words/attributions", test_attributions);
	g_test_add_func("/mail/own-words/blocks", test_blocks);
	g_test_add_func("/mail/own-words/cases", test_cases);
	g_test_add_func("/mail/own-words/pages", test_pages);
	g_test_add_func("/mail/own-words/mails", test_mails);
	g_test_add_func("/mail/own-words/hostile", test_hostile);
	return g_test_run();
}
