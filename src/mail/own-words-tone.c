/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line of a signature sounds like: closing formula, name, contact data, company, app, lawyer. */
#include <string.h>

#include "mail/own-words-tone.h"

#define SHORT_LINE 90
/* How far lawyers and footers are read. */
#define PARAGRAPH_MAX 30

WORD_SET(valedictions, "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichen gruessen",
	 "mit freundlichem gruß", "mit freundlichem gruss", "mit besten grüßen", "mit besten grüssen",
	 "mit bestem gruß", "mit herzlichen grüßen", "mit sonnigen grüßen", "mit lieben grüßen", "mit vielen grüßen",
	 "mit kollegialen grüßen", "freundliche grüße", "freundliche grüsse", "freundlichen gruß", "freundlicher gruß",
	 "beste grüße", "beste grüsse", "besten gruß", "viele grüße", "viele grüsse", "vielen dank und", "liebe grüße",
	 "liebe grüsse", "lieben gruß", "herzliche grüße", "herzliche grüsse", "schöne grüße", "sonnige grüße", "mfg",
	 "lg", "vg", "bg", "gruß", "gruss", "grüße", "grüsse", "hochachtungsvoll", "best regards", "kind regards",
	 "kindest regards", "warm regards", "with kind regards", "with best regards", "with regards", "regards", "rgds",
	 "best wishes", "all the best", "best", "cheers", "thanks", "many thanks", "thank you", "thx", "danke",
	 "vielen dank", "besten dank", "sincerely", "yours sincerely", "sincerely yours", "yours faithfully",
	 "yours truly", "yours", "cordialement", "bien cordialement", "très cordialement", "bien à vous",
	 "meilleures salutations", "salutations", "sincères salutations", "saludos", "saludos cordiales", "un saludo",
	 "atentamente", "cordiali saluti", "distinti saluti", "saluti", "un saluto", "met vriendelijke groet",
	 "met vriendelijke groeten", "vriendelijke groeten", "groeten", "groet", "mvh", "vh", "med vänlig hälsning",
	 "med vänliga hälsningar", "vänliga hälsningar", "hälsningar", "med venlig hilsen", "venlig hilsen",
	 "vennlig hilsen", "med vennlig hilsen", "hilsen", "pozdrawiam", "z poważaniem", "s pozdravem",
	 "ystävällisin terveisin", "terveisin", "atenciosamente", "cumprimentos", "abraços", "с уважением",
	 "всего доброго", "üdvözlettel");

WORD_SET(phone_labels, "tel", "telefon", "fon", "phone", "fax", "telefax", "mobil", "mobile", "handy", "cell", "office",
	 "direct", "direkt", "durchwahl", "tel/fax", "t", "f", "m", "p", "e", "w", "e-mail", "email", "mail", "web",
	 "www", "internet", "blog", "skype", "linkedin", "twitter", "xing", "homepage", "website", "site", "tél",
	 "téléphone", "portable", "móvil", "teléfono", "tfno", "cellulare", "mobiel", "gsm");

WORD_SET(company_words, "gmbh", "ag", "kg", "ohg", "gbr", "ug", "mbh", "se", "e.v.", "e.k.", "e. k.", "ltd", "ltd.",
	 "inc", "inc.", "llc", "plc", "corp", "corp.", "s.a.", "s.r.l.", "b.v.", "sarl", "sas", "a/s", "oy", "ab",
	 "aps", "spa", "s.p.a.", "hrb", "hra", "amtsgericht", "registergericht", "handelsregister", "geschäftsführer",
	 "geschäftsführerin", "geschäftsführung", "vorstand", "aufsichtsrat", "aufsichtsratsvorsitzender", "ust-idnr",
	 "ust-id", "ust-idnr.", "ust.-idnr.", "steuernummer", "sitz der gesellschaft", "sitz", "registered office",
	 "registered in", "company number", "vat", "managing director", "ceo", "cto", "cfo", "vertrieb",
	 "vertriebsleiter", "vertriebsleitung", "leiter", "leiterin", "leitung", "einkauf", "sales", "manager",
	 "director", "engineer", "consultant", "assistenz", "assistant", "architect", "developer", "abteilung",
	 "department", "dipl.-ing.", "prokurist", "sachbearbeiter", "sachbearbeiterin", "projektleiter",
	 "projektleiterin", "account", "head of", "marketing", "universität", "university", "institut", "institute");

WORD_SET(street_words, "straße", "strasse", "str.", "platz", "weg", "allee", "gasse", "ring", "road", "rd", "street",
	 "st.", "avenue", "ave", "lane", "rue", "via", "calle", "laan", "straat", "gatan", "postfach", "p.o. box",
	 "floor", "suite");

/* What apps add. A line that begins with the first and holds the second. */
static const struct {
	const char *begin, *holds;
} apps[] = {
	{"sent from my ", ""},
	{"sent from mail for", ""},
	{"sent from outlook", ""},
	{"sent from yahoo", ""},
	{"sent from proton", ""},
	{"sent from samsung", ""},
	{"sent from android", ""},
	{"sent from ", "iphone"},
	{"sent from ", "phone"},
	{"sent from ", "mobile"},
	{"sent from the ", "app"},
	{"sent from a ", "device"},
	{"sent from nine", ""},
	{"sent from gmail", ""},
	{"sent from spark", ""},
	{"sent from bluemail", ""},
	{"sent from mailspring", ""},
	{"sent via ", "app"},
	{"sent via the ", ""},
	{"sent via blackberry", ""},
	{"sent via mobile", ""},
	{"sent via phone", ""},
	{"sent using ", ""},
	{"sent with ", ""},
	{"get outlook for", ""},
	{"get bluemail for", ""},
	{"von meinem ", "gesendet"},
	{"von meinem ", "geschickt"},
	{"von unterwegs ", "gesendet"},
	{"gesendet von ", "iphone"},
	{"gesendet von ", "outlook"},
	{"gesendet von ", "mail"},
	{"gesendet von meine", ""},
	{"gesendet von ", "yahoo"},
	{"gesendet von ", "samsung"},
	{"gesendet von unterwegs", ""},
	{"gesendet von ", "handy"},
	{"gesendet von ", "android"},
	{"gesendet von ", "smartphone"},
	{"gesendet mit ", "app"},
	{"gesendet mit ", "mail"},
	{"gesendet mit ", "outlook"},
	{"gesendet mit ", "spark"},
	{"gesendet über ", "mail"},
	{"gesendet aus ", "app"},
	{"mit proton mail ", "gesendet"},
	{"gesendet mit proton", ""},
	{"sicher versendet mit ", ""},
	{"secured with tuta", ""},
	{"mobil gesendet", ""},
	{"mobile e-mail", ""},
	{"mit ", "app gesendet"},
	{"mit meinem ", "gesendet"},
	{"vom ", " gesendet"},
	{"via ", " gesendet"},
	{"diese nachricht wurde von meinem", ""},
	{"diese e-mail wurde von meinem", ""},
	{"diese mail wurde von meinem", ""},
	{"diese nachricht wurde mit ", "gesendet"},
	{"dieses e-mail wurde von meinem", ""},
	{"holen sie sich outlook", ""},
	{"laden sie outlook", ""},
	{"outlook für ios", ""},
	{"outlook für android", ""},
	{"outlook for ", "herunterladen"},
	{"envoyé de mon", ""},
	{"envoyé depuis", ""},
	{"envoyé à partir d", ""},
	{"obtenez outlook", ""},
	{"télécharger outlook", ""},
	{"enviado desde ", ""},
	{"enviado do meu", ""},
	{"enviado de meu", ""},
	{"obtener outlook", ""},
	{"inviato da", ""},
	{"scarica outlook", ""},
	{"ottieni outlook", ""},
	{"verstuurd vanaf", ""},
	{"verzonden vanaf", ""},
	{"verzonden met", ""},
	{"download outlook", ""},
	{"outlook voor", "downloaden"},
	{"skickat från", ""},
	{"hämta outlook", ""},
	{"sendt fra", ""},
	{"hent outlook", ""},
	{"lähetetty ", ""},
	{"wysłane z", ""},
	{"wysłano z", ""},
	{"odesláno z", ""},
	{"отправлено с", ""},
	{"отправлено из", ""},
	{"iphone'umdan", ""},
};

/* Begins a paragraph that a law department or a mail gateway wrote; two such phrases in one paragraph, or one that
 * stands alone. */
WORD_SET(legal, "vertraulich", "vertrauliche", "vertraulichen", "rechtlich geschützt", "rechtlich geschützte",
	 "nicht der richtige adressat", "nicht der vorgesehene", "nicht der beabsichtigte", "irrtümlich erhalten",
	 "irrtümlich", "versehentlich erhalten", "unbefugte", "unerlaubte", "unverzüglich", "vernichten sie",
	 "löschen sie", "ausschließlich für den", "adressaten", "bestimmungsgemäße empfänger", "vorgesehene empfänger",
	 "weitergabe", "nicht gestattet", "nicht verbindlich", "keine haftung", "viren", "confidential", "privileged",
	 "intended recipient", "intended solely", "intended only", "in error", "notify the sender", "unauthorised",
	 "unauthorized", "strictly prohibited", "delete this", "delete it", "liability", "viruses", "addressee",
	 "disclosure", "confidentiel", "confidentielle", "confidentielles", "destinataire", "par erreur",
	 "confidencial", "destinatario", "por error", "riservato", "riservate", "per errore", "vertrouwelijk",
	 "geadresseerde", "ten onrechte");

WORD_SET(legal_alone, "confidentiality notice", "disclaimer", "denken sie an die umwelt",
	 "bitte prüfen sie, ob diese mail wirklich", "bitte denken sie an die umwelt",
	 "bitte prüfen sie der umwelt zuliebe", "bitte prüfen sie, ob diese e-mail wirklich", "der umwelt zuliebe",
	 "please consider the environment", "think before you print", "consider the environment before printing",
	 "p please consider", "pensez à l'environnement", "hinweise zum datenschutz", "informationen zum datenschutz",
	 "datenschutzhinweise", "datenschutzinformationen", "unsere datenschutzerklärung",
	 "informationen gemäß art. 13", "diese e-mail wurde von avast", "diese e-mail wurde auf viren", "virenfrei",
	 "virus-free", "this email has been checked for viruses", "this email has been scanned",
	 "this e-mail has been scanned", "pflichtangaben nach", "pflichtangaben gemäß",
	 "this message has been scanned");

/* What the receiver's own gateway puts above a mail from outside. */
WORD_SET(banners, "caution: this email originated", "caution: external", "external email", "external sender",
	 "external message", "this email originated from outside", "this message originated from outside",
	 "this message was sent from outside", "you don't often get email from", "you don’t often get email from",
	 "some people who received this message don't often", "achtung: diese e-mail", "achtung: diese mail",
	 "achtung: externe", "achtung! externe", "achtung, externe", "vorsicht: externe",
	 "diese e-mail stammt von außerhalb", "diese e-mail stammt von einem externen", "diese e-mail kommt von extern",
	 "diese e-mail wurde von außerhalb", "diese nachricht stammt von außerhalb",
	 "diese nachricht stammt von einem externen", "diese mail stammt von außerhalb",
	 "sie erhalten nicht häufig e-mails von", "sie erhalten nicht oft eine e-mail von", "externe e-mail",
	 "externe mail", "externer absender", "[extern]", "[external]", "[externe e-mail]", "attention : ce courriel",
	 "attention: courriel externe", "courriel externe", "let op: deze e-mail");

WORD_SET(list_words, "mailing list", "mailman/listinfo", "to unsubscribe", "unsubscribe from this", "google groups",
	 "to post to this group", "mailingliste", "mailing-liste", "vom newsletter abmelden");

static bool has_phone(const char *text)
{
	for (const char *at = text; *at; at++) {
		guint digits = 0;
		const char *end = at;

		if (*at != '+' && *at != '0' && *at != '(' && !g_ascii_isdigit(*at))
			continue;
		while (*end && strchr("+0123456789 ()/-.", *end)) {
			digits += g_ascii_isdigit(*end) != 0;
			end++;
		}
		if (digits >= 7 && digits <= 17)
			return true;
		at = end > at ? end - 1 : at;
		if (!*at)
			break;
	}
	return false;
}

/* Begins like "Anna", "Dr. Max Muster", "-Max", "*Anna Beispiel*": one to five words, each capitalised or a particle.
 */
bool tone_is_name(const Line *line)
{
	WORD_SET(particles, "von", "van", "de", "der", "den", "zu", "i.a.", "i.", "a.", "i.v.", "v.", "ppa.", "und",
		 "and", "la", "del", "di");
	const char *at = line->text + strspn(line->text, " \t*-_/~");
	guint words = 0;

	if (line->length > 60 || strpbrk(line->text, "?!:;@0123456789") || strchr("-", line->text[line->length - 1]))
		return false;
	for (; *at; at += strspn(at, " \t")) {
		gsize length = strcspn(at, " \t");
		const char *folded = line->folded + (at - line->text);

		if (!g_unichar_isupper(g_utf8_get_char_validated(at, -1)) && !line_word_at(folded, &particles) &&
		    *at != '(' && *at != '"')
			return false;
		at += length;
		words++;
	}
	return words >= 1 && words <= 5;
}

bool tone_ends_sentence(const Line *line)
{
	return line->length && strchr(".!?:,;", line->text[line->length - 1]) != NULL;
}

/* What a line sounds like. */
/* "- Preis", "2 x WP 8", "1. Datenblatt", "Lieferadresse:" are told, whatever stands in them. */
static bool is_item(const Line *line)
{
	const char *at = line->text + strspn(line->text, " \t");
	gsize digits = strspn(at, "0123456789");

	if (line->length && line->text[line->length - 1] == ':')
		return true;
	/* "- Vertrieb -" is a title */
	if (line->length && line->text[line->length - 1] == '-')
		return false;
	if ((*at == '-' || *at == '*' || g_str_has_prefix(at, "•")) &&
	    strchr(at, ' ') == at + (*at == '-' || *at == '*' ? 1 : 3))
		return true;
	return digits && digits <= 3 &&
	       (g_str_has_prefix(at + digits, " x ") || g_str_has_prefix(at + digits, "x ") ||
		g_str_has_prefix(at + digits, ". ") || g_str_has_prefix(at + digits, ") ") ||
		g_str_has_prefix(at + digits, " Stück") || g_str_has_prefix(at + digits, " Stk"));
}

static Tone hear(const Line *line)
{
	const char *at = line->folded + strspn(line->folded, " \t*|-_<([•");
	guint words = line_count_words(at);
	gsize label = line_word_at(at, &phone_labels);
	bool url = strstr(at, "http://") || strstr(at, "https://") || strstr(at, "www.");

	if (line_find_word(line->folded, &legal_alone, NULL))
		return TONE_LEGAL;
	if (is_item(line))
		return TONE_PROSE;
	if (label && (strchr(":.|) +0", at[label + strspn(at + label, " ")]) || !at[label]) && words <= 12 &&
	    at[label] && (has_phone(at) || strchr(at, '@') || url || strchr(at, ':')))
		return TONE_CONTACT;
	if (has_phone(at) && words <= 8 && !(tone_ends_sentence(line) && words > 4))
		return TONE_CONTACT;
	if ((strchr(at, '@') || url) && words <= 4)
		return TONE_CONTACT;
	if (line_find_word(at, &company_words, NULL) && line->length <= 160 && words <= 16 &&
	    !strchr("?!", line->text[line->length - 1]))
		return TONE_COMPANY;
	if ((line_find_word(at, &street_words, NULL) || strstr(at, "straße") || strstr(at, "strasse") ||
	     strstr(at, "str. ")) &&
	    strpbrk(at, "0123456789") && words <= 10 && !tone_ends_sentence(line))
		return TONE_COMPANY;
	/* a postcode and a town */
	const char *digits = strpbrk(at, "0123456789");
	if (digits && words <= 6 && strspn(digits, "0123456789") >= 4 && strspn(digits, "0123456789") <= 5 &&
	    !tone_ends_sentence(line))
		return TONE_COMPANY;
	if (line->length <= SHORT_LINE && words <= 7 && (!tone_ends_sentence(line) || words <= 3))
		return TONE_SHORT;
	/* a place's coordinates, a number of a register */
	return line->length <= SHORT_LINE && !strpbrk(line->text, "abcdefghijklmnopqrstuvwxyz") ? TONE_SHORT
												: TONE_PROSE;
}

Tone tone_of(const Line *line)
{
	if (!line->tone)
		((Line *)line)->tone = (guint8)(hear(line) + 1);
	return (Tone)(line->tone - 1);
}

bool tone_is_app(const Line *line)
{
	const char *at = line->folded + strspn(line->folded, " \t*_<([");

	if (line->length > 120)
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(apps); i++) {
		const char *begin = apps[i].begin;

		/* most lines are told apart by their first letters */
		if (begin[0] == at[0] && begin[1] == at[1] && g_str_has_prefix(at, begin) &&
		    strstr(at + strlen(begin) - 1, apps[i].holds))
			return true;
	}
	return false;
}

/* "Mit freundlichen Grüßen", perhaps with a name or a place behind it. */
bool tone_is_valediction(const Line *line)
{
	const char *at = line->folded + strspn(line->folded, " \t*_-");
	gsize length = line_word_at(at, &valedictions);

	if (!length || line->length > 70)
		return false;
	const char *rest = at + length + strspn(at + length, " ,.!*_-–");
	return !*rest || (line_count_words(rest) <= 4 && !tone_ends_sentence(line) && !strpbrk(rest, "?:"));
}
/* Do the lines as a whole talk like lawyers? */
bool tone_is_legal(const Lines *lines, guint from, guint until)
{
	guint hits = 0;

	for (guint i = from; i < until && i < from + PARAGRAPH_MAX && !line_is_blank(&lines->at[i]); i++) {
		const char *at = lines->at[i].folded;
		gsize length;

		if (line_find_word(at, &legal_alone, NULL))
			return true;
		while ((at = line_find_word(at, &legal, &length))) {
			at += length;
			hits++;
		}
	}
	return hits >= 3;
}

bool tone_is_banner(const Line *line, const Line *next)
{
	static const char *const proofs[] = {"extern", "außerhalb", "outside", "often", "häufig", " oft "};

	if (!line_word_at(line->folded + strspn(line->folded, " \t*_<>|-!"), &banners))
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(proofs); i++)
		if (strstr(line->folded, proofs[i]) || (next && strstr(next->folded, proofs[i])))
			return true;
	return false;
}

bool tone_is_advertisement(const Line *line)
{
	WORD_SET(openings, "besuchen sie uns", "besuchen sie unsere", "treffen sie uns", "folgen sie uns",
		 "sie finden uns", "abonnieren sie", "jetzt anmelden", "visit us", "visit our", "follow us", "meet us",
		 "find us on", "like us on", "subscribe to our", "suivez-nous", "retrouvez-nous", "síganos", "seguici",
		 "volg ons");

	return line_word_at(line->folded + strspn(line->folded, " \t*>-|"), &openings) > 0;
}

bool tone_is_list_footer(const Lines *lines, guint from, guint until)
{
	for (guint i = from; i < until && i < from + PARAGRAPH_MAX; i++) {
		if (line_find_word(lines->at[i].folded, &list_words, NULL))
			return true;
		if (!line_is_blank(&lines->at[i]) && tone_of(&lines->at[i]) == TONE_PROSE)
			return false;
	}
	return false;
}
