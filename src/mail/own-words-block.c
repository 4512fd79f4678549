/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old mail without quote signs: where it begins, and how deep it goes. */
#include <string.h>

#include "mail/own-words-header.h"

#define DEPTH_MAX 5

/* The words between the dashes of a separator. */
WORD_SET(separators, "original message", "original appointment", "original mail", "originalmail", "original-mail",
	 "originale nachricht", "ursprüngliche nachricht", "ursprungliche nachricht", "urspruengliche nachricht",
	 "ursprüngliche mail", "ursprüngliche e-mail", "ursprünglicher termin", "originalnachricht",
	 "original-nachricht", "originalbeitrag", "message d'origine", "message d’origine", "message original",
	 "message initial", "courriel original", "mensaje original", "mensaje reenviado", "messaggio originale",
	 "messaggio inoltrato", "oorspronkelijk bericht", "oorspronkelijke bericht", "doorgestuurd bericht",
	 "mensagem original", "mensagem encaminhada", "ursprungligt meddelande", "originalmeddelande",
	 "vidarebefordrat meddelande", "opprinnelig melding", "videresendt melding", "oprindelig meddelelse",
	 "videresendt besked", "original besked", "alkuperäinen viesti", "välitetty viesti", "wiadomość oryginalna",
	 "oryginalna wiadomość", "wiadomość przekazana", "původní zpráva", "přeposlaná zpráva", "исходное сообщение",
	 "пересылаемое сообщение", "пересланное сообщение", "özgün ileti", "orijinal mesaj", "eredeti üzenet",
	 "mesaj original", "forwarded message", "forwarded mail", "begin forwarded text", "forwarded text",
	 "begin forwarded message", "weitergeleitete nachricht", "weitergeleitete mail", "weitergeleitete e-mail",
	 "message transféré", "message réexpédié", "message transmis", "reply message", "antwortnachricht",
	 "ende der weitergeleiteten nachricht", "原始邮件");

/* "----- Weitergeleitet von Max Muster/ABC/DE am 24.11.2026 10:12 -----" */
WORD_SET(separator_openings, "forwarded by", "weitergeleitet von", "transféré par", "reenviado por", "inoltrato da",
	 "doorgestuurd door", "vidarebefordrat av", "przekazane przez");

/* Apple writes them as a sentence. */
WORD_SET(apple, "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
	 "begin forwarded message", "début du message réexpédié", "début du message transféré",
	 "inicio del mensaje reenviado", "inizio messaggio inoltrato", "begin doorgestuurd bericht",
	 "vidarebefordrat brev", "videresendt melding", "välitetty viesti alkaa", "início da mensagem encaminhada",
	 "początek przekazywanej wiadomości", "начало переадресованного сообщения", "anfang der zitierten nachricht");

/* "-----Ursprüngliche Nachricht-----" and its kin. */
static bool is_separator(const Lines *lines, guint at)
{
	WORD_SET(verbs, "schrieb", "wrote", "a écrit", "schreef", "ha scritto");
	const char *text = header_bare(&lines->at[at]);
	gsize dashes = strspn(lines->at[at].folded, " -_*=~>");
	gsize length;

	if (lines->at[at].length > 200)
		return false;
	length = line_word_at(text, &apple);
	if (length && strspn(text + length, " :.*") == strlen(text + length))
		return true;
	text = lines->at[at].folded + dashes;
	length = line_word_at(text, &separators);
	if (length && strspn(text + length, " -_*=~:.") == strlen(text + length)) {
		guint next = lines_next_filled(lines, at + 1);

		return (dashes && strpbrk(lines->at[at].folded, "-_=~") < text) ||
		       (next < lines->count && header_begins(&lines->at[next]));
	}
	if (dashes < 2)
		return false;
	if (line_word_at(text, &separator_openings))
		return true;
	/* iNotes: "-----Max Muster/ABC/DE schrieb: -----" */
	length = strlen(text);
	if (length < 8 || strcmp(text + length - 2, "--") != 0)
		return false;
	return line_find_word(text, &verbs, NULL) != NULL;
}

/* Lines from at on that are a header block or separator of an older mail: how many, or 0; *begin is set where it begins
 * above. */
static guint block_length(const Lines *lines, guint at, guint *begin)
{
	guint length = 0;

	if (is_separator(lines, at)) {
		guint next = lines_next_filled(lines, at + 1);

		length = 1;
		if (next < lines->count && next <= at + 3 && lines->at[next].kind == LINE_OWN) {
			guint ignored, more = is_separator(lines, next) ? 1 : header_length(lines, next);

			more = more ? more : header_addressed_length(lines, next, &ignored);
			more = more ? more : header_labelled_length(lines, next);

			length = more ? next + more - at : 1;
		}
		return length;
	}
	length = header_length(lines, at);
	if (!length)
		length = header_addressed_length(lines, at, begin);
	if (!length)
		length = header_cut_length(lines, at);
	return length;
}

/* GroupWise: ">>> "Anna Beispiel" <anna@example.org> 24.11.2026 10:12 >>>", and no sign below. */
static bool is_groupwise(const Line *line)
{
	return line->length > 12 && line->length < 200 && g_str_has_prefix(line->text, ">>> ") &&
	       g_str_has_suffix(line->text, ">>>") && attribution_names_date(line->folded);
}

/* Old mail holds older mail: each block or attribution in it leads one deeper. */
static void mark_rest(Lines *lines, guint begin, guint from)
{
	guint depth = 0;

	for (guint i = from; i < lines->count;) {
		guint ignored, length = 0;
		const Line *line = &lines->at[i];

		if (line->length && (!line->marked || is_groupwise(line)) && depth < DEPTH_MAX) {
			length = is_groupwise(line) ? 1 : block_length(lines, i, &ignored);
			if (!length && depth && line->text[line->length - 1] == ':')
				length = attribution_of(lines, i, i) == ATTRIBUTION_STRONG;
		}
		lines->at[i].depth = depth;
		for (guint k = 1; k < length; k++)
			lines->at[i + k].depth = depth;
		depth += length > 0;
		i += MAX(length, 1);
	}
	lines_mark(lines, begin, lines->count, LINE_QUOTE);
}

/* The rule above a block, or the company's name that Notes sets in like the block. */
static guint above_block(const Lines *lines, guint begin)
{
	bool inset = lines->at[begin].length && strchr(" \t", lines->at[begin].text[0]);
	guint first = begin;

	for (guint back = begin; back > 0 && back + 3 > begin; back--) {
		const Line *line = &lines->at[back - 1];

		if (line_is_blank(line))
			continue;
		if (line_is_rule(line) || (inset && strchr(" \t", line->text[0]) && line->length < 60))
			first = back - 1;
		else
			break;
	}
	return first;
}

/* From a block on all is old mail, unless quote signs tell where it ends. */
void block_mark_old_mail(Lines *lines)
{
	for (guint i = 0; i < lines->count; i++) {
		guint length = 0, begin = i;

		if (is_groupwise(&lines->at[i])) {
			lines->at[i].kind = LINE_OWN;
			lines->at[i].marked = false;
			mark_rest(lines, i, i);
			return;
		}
		if (lines->at[i].kind != LINE_OWN || line_is_blank(&lines->at[i]) ||
		    !(length = block_length(lines, i, &begin)))
			continue;
		begin = above_block(lines, begin);
		guint next = lines_next_filled(lines, i + length);
		if (next < lines->count && lines->at[next].marked) {
			lines_mark(lines, begin, i + length, LINE_QUOTE);
			i += length - 1;
			continue;
		}
		mark_rest(lines, begin, i);
		return;
	}
}
