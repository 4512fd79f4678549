/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures, with and without "-- "; what phones, lists and lawyers add. */
#include <string.h>

#include "mail/own-words-line.h"
#include "mail/own-words.h"

/* A signature without "-- " is not longer than this, in filled lines. */
#define SIGNATURE_MAX 40
#define SHORT_LINE    90

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
static bool is_name(const Line *line)
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

typedef enum { PROSE, SHORT, COMPANY, CONTACT, LEGAL } Tone;

static bool ends_sentence(const Line *line)
{
	return line->length && strchr(".!?:,;", line->text[line->length - 1]) != NULL;
}

/* What a line sounds like. */
static Tone tone_of(const Line *line)
{
	const char *at = line->folded + strspn(line->folded, " \t*|-_<([•");
	guint words = line_count_words(at);
	gsize label = line_word_at(at, &phone_labels);
	bool url = strstr(at, "http://") || strstr(at, "https://") || strstr(at, "www.");

	if (line_find_word(line->folded, &legal_alone, NULL))
		return LEGAL;
	if (label && (strchr(":.|) +0", at[label + strspn(at + label, " ")]) || !at[label]) && words <= 12 &&
	    at[label] && (has_phone(at) || strchr(at, '@') || url || strchr(at, ':')))
		return CONTACT;
	if (has_phone(at) && words <= 8 && !(ends_sentence(line) && words > 4))
		return CONTACT;
	if ((strchr(at, '@') || url) && words <= 4)
		return CONTACT;
	if (line_find_word(at, &company_words, NULL) && line->length <= 160 && words <= 16 &&
	    !strchr("?!", line->text[line->length - 1]))
		return COMPANY;
	if ((line_find_word(at, &street_words, NULL) || strstr(at, "straße") || strstr(at, "strasse") ||
	     strstr(at, "str. ")) &&
	    strpbrk(at, "0123456789") && words <= 10 && !ends_sentence(line))
		return COMPANY;
	/* a postcode and a town */
	const char *digits = strpbrk(at, "0123456789");
	if (digits && words <= 6 && strspn(digits, "0123456789") >= 4 && strspn(digits, "0123456789") <= 5 &&
	    !ends_sentence(line))
		return COMPANY;
	if (line->length <= SHORT_LINE && words <= 7 && (!ends_sentence(line) || words <= 3))
		return SHORT;
	/* a place's coordinates, a number of a register */
	return line->length <= SHORT_LINE && !strpbrk(line->text, "abcdefghijklmnopqrstuvwxyz") ? SHORT : PROSE;
}

static bool is_app(const Line *line)
{
	const char *at = line->folded + strspn(line->folded, " \t*_<([");

	if (line->length > 120)
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(apps); i++)
		if (g_str_has_prefix(at, apps[i].begin) && strstr(at + strlen(apps[i].begin) - 1, apps[i].holds))
			return true;
	return false;
}

/* "Mit freundlichen Grüßen", perhaps with a name or a place behind it. */
static bool is_valediction(const Line *line)
{
	const char *at = line->folded + strspn(line->folded, " \t*_-");
	gsize length = line_word_at(at, &valedictions);

	if (!length || line->length > 70)
		return false;
	const char *rest = at + length + strspn(at + length, " ,.!*_-–");
	return !*rest || (line_count_words(rest) <= 4 && !ends_sentence(line) && !strpbrk(rest, "?:"));
}

static guint paragraph_end(const Lines *lines, guint at, guint end)
{
	while (at < end && !line_is_blank(&lines->at[at]))
		at++;
	return at;
}

/* How far lawyers and footers are read. */
#define PARAGRAPH_MAX 30

/* Do the lines as a whole talk like lawyers? */
static bool is_legal(const Lines *lines, guint from, guint until)
{
	guint hits = 0;

	for (guint i = from; i < until && i < from + PARAGRAPH_MAX; i++) {
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

static bool is_list_footer(const Lines *lines, guint from, guint until)
{
	for (guint i = from; i < until && i < from + PARAGRAPH_MAX; i++)
		if (line_find_word(lines->at[i].folded, &list_words, NULL))
			return true;
	return false;
}

static bool is_postscript(const Line *line)
{
	WORD_SET(words, "ps", "p.s", "p.s.", "p.p.s", "nb", "n.b", "nachtrag", "p. s.");
	gsize length = line_word_at(line->folded, &words);

	return length && line->folded[length] && strchr(":. ", line->folded[length]);
}

static bool is_rule(const Line *line)
{
	return line->length >= 3 && strspn(line->text, "_-=*~#+ ") == line->length;
}

/* Are the lines a signature: proof of a person's data, and nothing that is told before it? Where it ends. */
static guint signature_end(const Lines *lines, guint from, guint until, bool *proof)
{
	guint filled = 0, end = from;

	*proof = false;
	for (guint i = from; i < until && filled < SIGNATURE_MAX;) {
		const Line *line = &lines->at[i];

		if (line_is_blank(line)) {
			i++;
			continue;
		}
		if (is_postscript(line))
			break;
		bool begins = i == from || line_is_blank(&lines->at[i - 1]);
		guint paragraph = begins ? paragraph_end(lines, i, until) : i;
		if (begins && is_legal(lines, i, paragraph)) {
			i = end = paragraph;
			*proof = true;
			continue;
		}
		Tone tone = is_rule(line) || is_app(line) ? SHORT : tone_of(line);
		if (tone == PROSE)
			break;
		*proof |= tone == CONTACT || tone == COMPANY;
		filled++;
		end = ++i;
	}
	return end;
}

/* Does own text follow that is more than a slogan? */
static bool ends_region(const Lines *lines, guint at, guint until)
{
	return lines_next_filled(lines, at) >= until;
}

/* After the closing formula: the name stays, the address goes. */
static void mark_after_valediction(Lines *lines, guint at, guint until)
{
	guint begin = lines_next_filled(lines, at + 1);
	bool proof;

	/* "Anna Beispiel", "Max" or both; what sounds like a company is none */
	for (guint names = 0;
	     names < 2 && begin < until && is_name(&lines->at[begin]) && tone_of(&lines->at[begin]) == SHORT; names++)
		begin = names ? begin + 1 : lines_next_filled(lines, begin + 1);
	begin = lines_next_filled(lines, begin);
	guint end = signature_end(lines, begin, until, &proof);
	if (begin < until && proof)
		lines_mark(lines, begin, end, LINE_SIGNATURE);
}

/* A name and contact data that close the text, without any formula before them. */
static void mark_block(Lines *lines, guint from, guint until)
{
	for (guint i = from; i < until; i++) {
		bool proof, contact = false;
		guint filled = 0;

		if (line_is_blank(&lines->at[i]) || lines->at[i].kind != LINE_OWN ||
		    (i > from && !line_is_blank(&lines->at[i - 1])))
			continue;
		guint paragraph = paragraph_end(lines, i, until);
		bool short_name = paragraph - i >= 2 && line_count_words(lines->at[i].text) == 1 &&
				  !ends_sentence(&lines->at[i]) && is_name(&lines->at[i + 1]);
		if (i == from || paragraph - i < 2 || (!is_name(&lines->at[i]) && !short_name))
			continue;
		guint end = signature_end(lines, i, until, &proof);
		for (guint k = i; k < end; k++) {
			filled += !line_is_blank(&lines->at[k]);
			contact |= !line_is_blank(&lines->at[k]) && tone_of(&lines->at[k]) == CONTACT;
		}
		if (!contact || filled < 2 || !ends_region(lines, end, until))
			continue;
		lines_mark(lines, i, end, LINE_SIGNATURE);
		return;
	}
}

/* "-- " is exact; "--" alone must not swallow a tale, and a rule must have a signature below it. */
static bool opens_signature(const Lines *lines, guint at, guint until)
{
	const Line *line = &lines->at[at];
	guint next = lines_next_filled(lines, at + 1), filled = 0;
	bool proof;

	if (next >= until || line->length < 2 || strspn(line->text, "-_=*~–— ") != line->length)
		return false;
	if (line->dashes)
		return true;
	/* the last of several rules counts */
	if (next == at + 1 && is_rule(&lines->at[next]))
		return false;
	if (!strcmp(line->text, "--")) {
		for (guint i = next; i < until && filled < SIGNATURE_MAX; i++)
			filled += !line_is_blank(&lines->at[i]);
		return filled <= 25 && !(filled == 1 && next > at + 1);
	}
	if (line->length < 3)
		return false;
	guint end = signature_end(lines, next, until, &proof);
	return (proof && ends_region(lines, end, until)) || is_list_footer(lines, next, until) ||
	       is_legal(lines, next, until);
}

static void mark_region(Lines *lines, guint from, guint until)
{
	bool closed = false;

	for (guint i = from; i < until; i++) {
		if (line_is_blank(&lines->at[i]))
			continue;
		if (is_app(&lines->at[i]) && ends_region(lines, i + 1, until)) {
			lines_mark(lines, i, until, LINE_SIGNATURE);
			until = i;
			break;
		}
		if (opens_signature(lines, i, until)) {
			guint end = i;

			while (end < until && strcmp(lines->at[end].text, OWN_WORDS_SIGNATURE_END) != 0)
				end++;
			lines_mark(lines, i, end, LINE_SIGNATURE);
			if (end == until) {
				until = i;
				break;
			}
			i = end;
			continue;
		}
		if (i > from && line_is_blank(&lines->at[i - 1]) &&
		    is_legal(lines, i, paragraph_end(lines, i, until))) {
			bool proof;
			guint end = signature_end(lines, i, until, &proof);

			if (ends_region(lines, end, until)) {
				lines_mark(lines, i, until, LINE_SIGNATURE);
				until = i;
				break;
			}
		}
	}
	for (guint i = from; i < until; i++)
		if (lines->at[i].kind == LINE_OWN && !line_is_blank(&lines->at[i]) && is_valediction(&lines->at[i])) {
			mark_after_valediction(lines, i, until);
			closed = true;
		}
	if (!closed)
		mark_block(lines, from, until);
	/* a rule that nothing follows belongs to what came after it */
	for (guint i = until; i > from && (line_is_blank(&lines->at[i - 1]) || is_rule(&lines->at[i - 1])); i--)
		if (lines->at[i - 1].length >= 10)
			lines->at[i - 1].kind = LINE_SIGNATURE;
}

void sign_mark(Lines *lines)
{
	for (guint i = 0; i < lines->count; i++) {
		guint end = i;

		if (lines->at[i].kind != LINE_OWN)
			continue;
		while (end < lines->count && lines->at[end].kind == LINE_OWN)
			end++;
		mark_region(lines, i, end);
		i = end;
	}
}
