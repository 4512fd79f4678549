/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/own-words.h"

#include <string.h>

#include "mail/phrase.h"

typedef enum { LINE_OWN, LINE_QUOTE, LINE_SIGNATURE } LineKind;

/* Verbs that attribution lines end with. */
static const char attribution_words[] =
	"(?i)\\b(wrote|writes|said|schrieb|schreibt|geschrieben|hat geschrieben|a écrit|ecrit|écrit|escribió|escribio|ha scritto|"
	"scrive|schreef|skrev|escreveu|napisał|napsal|kirjoitti|написал)\\b[^.!?]{0,120}:\\s*$";
static const char attribution_start[] =
	"(?i)^\\s*(on|am|le|el|il|op|den|em|w dniu|at|in (article|message)|quoting|zitat von|>?\\s*from|from|begin forwarded message)\\b|^\\s*\\d{4}-\\d\\d-\\d\\d,? \\d{1,2}:\\d\\d";
static const char separator[] =
	"(?i)^\\s*(-{2,}|_{2,}|\\*{2,})\\s*(original message|original appointment|ursprüngliche nachricht|originalnachricht|"
	"original-nachricht|ursprungliche nachricht|ursprünglicher termin|message d'origine|message original|"
	"mensaje original|messaggio originale|oorspronkelijk bericht|forwarded message|weitergeleitete nachricht|"
	"reply message|antwortnachricht|forwarded by .*|weitergeleitet von .*)\\s*(-{2,}|_{2,}|\\*{2,})?\\s*$";
static const char block_first[] = "(?i)^\\s*\\*?(from|von|de|da|van|från|fra|expéditeur|absender)\\s?\\*?:\\*?\\s*\\S";
static const char block_more[] =
	"(?i)^\\s*\\*?(sent|gesendet|date|datum|envoyé|enviado( el)?|inviato|data|fecha|verzonden|to|an|à|para|a|aan|"
	"subject|betreff|objet|asunto|oggetto|onderwerp|cc|kopie|importance|priorität|reply-to|antwort an)\\s?\\*?:\\*?";
static const char device[] =
	"(?i)^\\s*(sent (from|via|using) (my |mail for |outlook|yahoo|proton|samsung|the )|get outlook for |"
	"von meinem (iphone|ipad|handy|smartphone|mobil|samsung|android|blackberry)|gesendet (von|mit|über) |"
	"diese nachricht wurde von meinem|envoyé de(puis)? mon|enviado desde mi|inviato da(l mio)? |"
	"verstuurd vanaf mijn|holen sie sich outlook|outlook für (ios|android) herunterladen|obtenez outlook)";

static bool is_empty(const char *line)
{
	return !line[strspn(line, " \t")];
}

static bool is_quote(const char *line)
{
	const char *at = line + strspn(line, " \t");

	if (*at == '>')
		return strncmp(at, ">From ", 6) != 0;
	/* "AB> text": the initials of who is quoted */
	gsize letters = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	return letters > 0 && letters <= 3 && at[letters] == '>' && (!at[letters + 1] || strchr(" >", at[letters + 1]));
}

static bool is_block_at(char **lines, guint at, guint count)
{
	int more = 0;

	if (!phrase_match(block_first, lines[at]))
		return false;
	for (guint i = at + 1; i < count && i <= at + 8; i++) {
		if (is_empty(lines[i]) && more)
			break;
		if (phrase_match(block_more, lines[i]))
			more++;
	}
	return more >= 2;
}

static guint next_filled(char **lines, guint at, guint count)
{
	while (at < count && is_empty(lines[at]))
		at++;
	return at;
}

/* The line that attributes the quote at index at: marks it, and those it is folded over. */
static void mark_attribution(char **lines, LineKind *kinds, guint at)
{
	g_autoptr(GString) joined = g_string_new(NULL);
	guint last = at;

	while (last > 0 && is_empty(lines[last - 1]))
		last--;
	if (!last || at - last > 2 || kinds[last - 1] != LINE_OWN)
		return;
	last--;
	for (guint back = 0; back < 4 && back <= last && kinds[last - back] == LINE_OWN; back++) {
		if (is_empty(lines[last - back]))
			break;
		g_string_prepend(joined, " ");
		g_string_prepend(joined, lines[last - back]);
		bool ends = phrase_match(attribution_words, joined->str);
		bool starts = phrase_match(attribution_start, joined->str);
		if ((ends && (starts || back == 0 || strchr(joined->str, '@'))) ||
		    (starts && g_str_has_suffix(g_strchomp(joined->str), ":") && strpbrk(joined->str, "0123456789@"))) {
			if (!starts && back > 0)
				continue;
			for (guint i = last - back; i <= last; i++)
				kinds[i] = LINE_QUOTE;
			if (starts)
				return;
		}
		joined->len = strlen(joined->str);
	}
}

static void mark_quotes(char **lines, LineKind *kinds, guint count)
{
	for (guint i = 0; i < count; i++) {
		bool escaped = i > 0 && kinds[i - 1] == LINE_QUOTE && g_str_has_prefix(lines[i], ">From ");

		if (!is_quote(lines[i]) && !escaped)
			continue;
		kinds[i] = LINE_QUOTE;
		if (i == 0 || kinds[i - 1] != LINE_QUOTE)
			mark_attribution(lines, kinds, i);
	}
}

static bool is_lone_attribution(char **lines, guint at, guint count)
{
	g_autofree char *joined = NULL;

	if (!phrase_match(attribution_start, lines[at]) || !strpbrk(lines[at], "0123456789"))
		return false;
	if (phrase_match(attribution_words, lines[at]))
		return true;
	if (at + 1 >= count || is_empty(lines[at + 1]))
		return false;
	joined = g_strconcat(lines[at], " ", lines[at + 1], NULL);
	return phrase_match(attribution_words, joined);
}

/* From a header block or separator on, everything is the old mail. */
static void mark_old_mail(char **lines, LineKind *kinds, guint count)
{
	bool marks = false;

	for (guint i = 0; i < count; i++)
		marks = marks || is_quote(lines[i]);
	for (guint i = 0; i < count; i++) {
		bool old = phrase_match(separator, lines[i]) || is_block_at(lines, i, count) ||
			   (!marks && is_lone_attribution(lines, i, count));

		if (!old || kinds[i] == LINE_QUOTE)
			continue;
		/* the rule above Outlook's block */
		for (guint back = i; back > 0 && back + 3 > i; back--)
			if (strspn(lines[back - 1], "_-") >= 10)
				kinds[back - 1] = LINE_QUOTE;
		for (guint j = i; j < count; j++)
			kinds[j] = LINE_QUOTE;
		return;
	}
}

static void mark_signatures(char **lines, LineKind *kinds, guint count)
{
	for (guint i = 0; i < count; i++) {
		bool dashes = !strcmp(lines[i], "-- ") || !strcmp(lines[i], "--") ||
			      (i + 30 > count && strspn(lines[i], "_") >= 30 && !lines[i][strspn(lines[i], "_")]);

		if (kinds[i] != LINE_OWN)
			continue;
		if (phrase_match(device, lines[i]) && strlen(lines[i]) < 80)
			kinds[i] = LINE_SIGNATURE;
		if (!dashes || next_filled(lines, i + 1, count) >= count)
			continue;
		for (; i < count && kinds[i] == LINE_OWN; i++)
			kinds[i] = LINE_SIGNATURE;
	}
}

static char *join(char **lines, const LineKind *kinds, guint count, LineKind kind)
{
	GString *all = g_string_new(NULL);
	bool gap = false;

	for (guint i = 0; i < count; i++) {
		if (kinds[i] != kind || is_empty(lines[i])) {
			gap = true;
			continue;
		}
		if (gap && all->len)
			g_string_append_c(all, '\n');
		gap = false;
		g_string_append(all, g_strchomp(lines[i]));
		g_string_append_c(all, '\n');
	}
	if (all->len)
		g_string_truncate(all, all->len - 1);
	return g_string_free(all, FALSE);
}

void own_words(const char *text, char **own, char **quoted)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	guint count = g_strv_length(lines);
	g_autofree LineKind *kinds = g_new0(LineKind, count + 1);

	mark_quotes(lines, kinds, count);
	mark_old_mail(lines, kinds, count);
	mark_signatures(lines, kinds, count);
	*own = join(lines, kinds, count, LINE_OWN);
	*quoted = join(lines, kinds, count, LINE_QUOTE);
}

bool own_words_opt_out(const char *own)
{
	static const char phrases[] =
		"(?i)(\\bunsubscribe( me)?\\b|remove me from|take me off|stop (e?-?mailing|calling|contacting) (me|us)|"
		"do not (e?-?mail|contact|call) (me|us)|don't (e?-?mail|contact|call) (me|us)|no (more|further) e?-?mails|"
		"keine (weiteren|weitere|mehr) (e-?)?(mails?|anrufe|werbung|nachrichten|kontaktaufnahme)|"
		"keine (e-?)?mails mehr|keine weitere(n)? (werbe)?(e-?)?mails|"
		"nehmen sie mich (bitte )?(aus|von)|aus (ihrem|dem) verteiler|(rufen|schreiben|kontaktieren) sie (mich|uns) (bitte )?nicht (mehr|wieder)|"
		"bitte (nicht mehr|keine) (anrufen|kontaktieren|schreiben)|von weiteren (e-?mails|anrufen|kontakt\\w*) (bitte )?abzusehen|"
		"ne (me|nous) contactez plus|me désabonner|no me (envíe|contacte)n? más|darme de baja|non contattatemi più|"
		"geen (verdere )?e-?mails meer)";

	return phrase_match(phrases, own);
}
