/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/kind-whole.h"

#include <glib.h>
#include <string.h>

#include "mail/phrase.h"
#include "mail/signs.h"

#define SENTENCE_BYTES 600
#define STATEMENT      5 /* more than a courtesy */
#define SENTENCES_MAX  24
#define SHORT_LINE     45 /* a longer one is wrapped: its sentence goes on */

/* What one sentence says: the heaviest sign of a notice, or less than 0 when a person speaks. */
static int notice_weight(const char *folded)
{
	SignFound found[SIGN_GROUPS_MAX] = {0};
	int number = 0, heaviest = 0;

	signs_find(SIGN_IN_OPENING, folded, found);
	for (const SignGroup *group; (group = signs_group(number)); number++) {
		if (group->kind != KIND_AUTO_REPLY)
			continue;
		if (found[number].weight < 0)
			return -1;
		heaviest = MAX(heaviest, found[number].weight);
	}
	return heaviest;
}

/* Whom to ask and how: an address, a number, a link. */
static bool is_contact(const char *folded)
{
	return phrase_match("[^ @]@[^ @]+\\.|https?://|www\\.|(?<!\\d)[+(]?\\d[\\d ()/-]{6,}\\d", folded);
}

static bool is_greeting(const char *folded)
{
	return phrase_match(
		"^(hallo|hi\\b|hey\\b|moin|servus|gr(ue|u)(ss|e)|(einen )?(schoenen )?(guten |gruess)|sehr "
		"geehrte|liebe|werte|dear|hello|"
		"greetings|good (morning|day|afternoon)|bonjour|bonsoir|madame|monsieur|cher|hola|buen|estimad|"
		"gentil|egregi|ciao|salve|beste|geachte|hoi|dag\\b|goede)([^.!?]{0,60}|[^.!?,]{0,20}!)$",
		folded);
}

/* "Hallo Frau Berg", "Hi Anna": no program knows. */
static bool greets_somebody(const char *line, const char *folded)
{
	return phrase_match("^(hallo|guten (tag|morgen|abend)|gruess gott|sehr "
			    "geehrte[rs]?|liebe[rs]?|werte[rs]?|moin|servus|hi|hey|dear|"
			    "hello|good "
			    "(morning|afternoon)|bonjour|chere?|gentile|egregi[oa]|estimad[oa]|geachte|beste|"
			    "buongiorno|buenos "
			    "dias) (frau|herr|mr|mrs|ms|madame|monsieur|mme|sig|mevrouw|meneer|senor|senora)\\b",
			    folded) ||
	       phrase_match(
		       "^(?:Hallo|Hi|Hey|Moin|Servus|Liebe|Lieber|Dear|Hello|Bonjour|Hola|Ciao|Beste|Hoi|Cher|"
		       "Ch\xC3\xA8re|"
		       "Cara|Caro) "
		       "(?!Kund|Team|Damen|Absend|Interess|Colleague|Customer|Sender|Sir|Madam|Client|All)\\p{Lu}\\w+",
		       line);
}

/* Behind it there are only names. */
static bool is_closing(const char *folded)
{
	return phrase_match(
		"^((mit )?(freundliche|viele|beste|herzliche|liebe|schoene|sonnige|kollegiale)[a-z]* "
		"(gr(ue|u)|wuensch)|(lg|vg|mfg|bg|gruss|gruesse|ihr|eure?r?|dein)\\b|((kind|best|warm|many) "
		")?(regards|wishes)|(best|cheers|sincerely|yours|thanks|thank you|many thanks|take care|(vielen "
		"|besten )?dank|danke|merci|"
		"(muchas |mille )?(gracias|grazie)|bedankt|alles gute)[,.!]?$|"
		"(bien )?cordialement|(un )?(cordial )?saludos?|atentamente|(cordiali|distinti) "
		"saluti|met vriendelijke|(vriendelijke )?groet)",
		folded);
}

/* "Jo Kern", "Head of Sales": no sentence */
static bool is_name(const char *line)
{
	return strlen(line) < 60 &&
	       phrase_match("^\\W*(?:(?:\\p{Lu}[\\w.&/-]*|of|und|and|der|de|von|f\\x{fc}r|&|\\|)[ ,]*){1,6}$", line);
}

bool kind_names_contact(const char *text)
{
	return phrase_match("[^ @\\n]@[^ @\\n]+\\.|https?://", text);
}

bool kind_whole(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", 200);
	g_autoptr(GString) joined = g_string_new(NULL);
	bool stated = false;

	for (int i = 0; lines[i]; i++) {
		g_autofree char *folded = signs_fold(g_strstrip(lines[i]), SENTENCE_BYTES);

		if (joined->len && is_closing(folded))
			break;
		if (!*joined->str && greets_somebody(lines[i], folded))
			return false;
		if (*folded && !is_greeting(folded) && !is_name(lines[i]))
			g_string_append(joined, lines[i]);
		g_string_append(joined, strlen(folded) < SHORT_LINE ? "\n" : " ");
	}
	g_auto(GStrv) sentences = g_regex_split_simple("(?<=\\D[.!?;]|\\d{3}[.!?;])\\s+|\\n+", joined->str, 0, 0);
	if (g_strv_length(sentences) > SENTENCES_MAX)
		return false;
	for (int i = 0; sentences[i]; i++) {
		g_autofree char *folded = signs_fold(g_strstrip(sentences[i]), SENTENCE_BYTES);

		if (!phrase_match("\\w", folded) || is_greeting(folded) || is_closing(folded))
			continue;
		int weight = notice_weight(folded);
		if (weight < 0 || g_str_has_suffix(folded, "?") || (!weight && !is_contact(folded)))
			return false;
		stated = stated || weight >= STATEMENT;
	}
	return stated;
}
