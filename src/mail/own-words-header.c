/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header blocks as Outlook, Notes and webmail write them above what they quote. */
#include <string.h>

#include "mail/own-words-header.h"

#define BLOCK_LINES 16
/* The longest label with its colon, in bytes. */
#define LABEL_MAX 48

typedef enum {
	LABEL_FROM = 1 << 0,
	LABEL_SENT = 1 << 1, /* says "sent", not merely "date" */
	LABEL_DATE = 1 << 2,
	LABEL_TO = 1 << 3,
	LABEL_CC = 1 << 4,
	LABEL_SUBJECT = 1 << 5,
	LABEL_MORE = 1 << 6,
} Label;

/* Labels of a header block, folded, without the colon. */
static const struct {
	Label label;
	const char *const words[40];
} labels[] = {
	{LABEL_FROM,
	 {"from",	"von",	    "de",	"da",	     "van",	   "från",	  "fra",      "lähettäjä",
	  "expéditeur", "absender", "od",	"от",	     "от кого",	   "remitente",	  "mittente", "afzender",
	  "avsändare",	"avsender", "afsender", "nadawca",   "odesílatel", "отправитель", "gönderen", "feladó",
	  "de la",	"από",	    "kimden",	"kohteesta", "发件人",	   "寄件者",	  "差出人",   NULL}},
	{LABEL_SENT, {"sent",	    "gesendet", "envoyé",     "envoyé le",  "enviado",	   "enviado el", "enviada em",
		      "enviado em", "inviato",	"verzonden",  "skickat",    "sendt",	   "lähetetty",	 "wysłano",
		      "wysłane",    "odesláno", "отправлено", "gönderildi", "gesendet am", "sent on",	 "date sent",
		      "trimis",	    "elküldve", "发送时间",   "送信日時",   "送信日",	   NULL}},
	{LABEL_DATE,
	 {"date", "datum", "data", "fecha", "dato", "päivä", "päiväys", "päivämäärä", "дата", "tarih", "le", "dátum",
	  "den", "日期", NULL}},
	{LABEL_TO,
	 {"to",
	  "an",
	  "à",
	  "a",
	  "para",
	  "aan",
	  "till",
	  "til",
	  "vastaanottaja",
	  "do",
	  "komu",
	  "кому",
	  "destinataire",
	  "pour",
	  "destinatario",
	  "empfänger",
	  "ontvanger",
	  "kime",
	  "címzett",
	  "către",
	  "收件人",
	  "宛先",
	  NULL}},
	{LABEL_CC,
	 {"cc", "kopie", "kopie (cc)", "bcc", "copie", "copie à", "copia", "kopia", "kopi", "kopio", "dw", "копия",
	  "blindkopie", "c.c", "抄送", NULL}},
	{LABEL_SUBJECT, {"subject", "betreff", "objet",	  "asunto",  "oggetto", "onderwerp", "ämne",  "emne",
			 "aihe",    "temat",   "předmět", "předmet", "тема",	"assunto",   "thema", "konu",
			 "tárgy",   "subiect", "predmet", "θέμα",    "主题",	"主旨",	     "件名",  NULL}},
	{LABEL_MORE,
	 {"importance",	  "priorität",	     "priority",       "wichtigkeit",	 "importance haute", "reply-to",
	  "antwort an",	  "reply to",	     "anlagen",	       "attachments",	 "anlage",	     "attachment",
	  "anhang",	  "anhänge",	     "pièces jointes", "adjuntos",	 "allegati",	     "bijlagen",
	  "gesendet von", "gesendet durch",  "sent by",	       "organization",	 "organisation",     "message-id",
	  "priorité",	  "vertraulichkeit", "sensitivity",    "categories",	 "kategorien",	     "im auftrag von",
	  "on behalf of", "resent-from",     "resent-to",      "bifogade filer", "вложения",	     NULL}},
};

const char *header_bare(const Line *line)
{
	return line->folded + strspn(line->folded, " \t*|");
}

/* The label that the text begins with, and what stands behind its colon. */
static Label label_at(const char *text, const char **value)
{
	gsize best = 0;
	Label label = 0;

	if (!*text || !(memchr(text, ':', strnlen(text, LABEL_MAX)) || strstr(text, "：")))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
		for (const char *const *word = labels[i].words; *word; word++) {
			if (**word != *text)
				continue;
			gsize length = strlen(*word);
			if (length <= best || strncmp(text, *word, length) != 0)
				continue;
			const char *at = text + length + strspn(text + length, " *\t");
			bool wide = !strncmp(at, "：", 3);
			if (*at != ':' && !wide)
				continue;
			at += wide ? 3 : 1;
			at += strspn(at, "*");
			/* "an:" needs a space, "10:30" and "http:" are no labels */
			if (*at && *at != ' ' && *at != '\t' && !wide)
				continue;
			best = length;
			label = labels[i].label;
			*value = at + strspn(at, " \t");
		}
	return label;
}

/* "Von: Anna Gesendet: Dienstag, … An: … Betreff: …" in one line. */
static unsigned labels_within(const char *text)
{
	unsigned seen = 0;
	const char *value;

	for (const char *at = strchr(text, ' '); at; at = strchr(at + 1, ' ')) {
		Label label = label_at(at + 1, &value);

		seen |= label & ~(unsigned)LABEL_FROM;
	}
	return seen;
}

typedef struct Block {
	unsigned seen;
	bool address, time;
	guint end;
} Block;

static guint count_bits(unsigned bits)
{
	guint count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

static void read_block(const Lines *lines, guint at, Block *block)
{
	guint filled = 0, blanks = 0;

	for (guint i = at; i < lines->count && i < at + 2 * BLOCK_LINES && filled < BLOCK_LINES; i++) {
		const Line *line = &lines->at[i];
		const char *value = "";

		if (line->kind != LINE_OWN)
			break;
		if (line_is_blank(line)) {
			/* one empty line between labels, as HTML made flat has it */
			if (++blanks > 1 || !block->seen)
				break;
			continue;
		}
		Label label = label_at(header_bare(line), &value);
		if (!label && (blanks || !block->seen || (block->seen & LABEL_SUBJECT && i != block->end)))
			break;
		/* the list of recipients or the subject goes on, but not for ever */
		if (!label && (i > block->end + 1 || line->length > 200) && !strchr(line->text, '@'))
			break;
		if (blanks && block->seen & LABEL_SUBJECT && label & (LABEL_FROM | LABEL_SUBJECT))
			break;
		blanks = 0;
		filled++;
		block->seen |= label;
		if (label == LABEL_FROM)
			block->seen |= labels_within(value);
		block->address |= strchr(line->text, '@') != NULL || strstr(line->folded, "[mailto") != NULL;
		if (label & (LABEL_SENT | LABEL_DATE) || (label == LABEL_FROM && block->seen & LABEL_SENT))
			block->time |= attribution_names_time(value);
		block->end = i + 1;
	}
}

/* Header lines alone. "From: Berlin, To: Rome, Date: 3 May" is a journey. */
guint header_length(const Lines *lines, guint at)
{
	Block block = {.end = at};
	const char *value;

	if (!label_at(header_bare(&lines->at[at]), &value))
		return 0;
	read_block(lines, at, &block);
	guint count = count_bits(block.seen & ~(unsigned)LABEL_MORE);
	bool from = block.seen & LABEL_FROM;
	bool proof = block.seen & LABEL_SUBJECT || block.address || block.time;

	if (from && count >= 3 && proof && block.seen & (LABEL_SENT | LABEL_DATE | LABEL_TO))
		return block.end - at;
	if (from && count == 2 && block.time && block.seen & LABEL_SENT)
		return block.end - at;
	if (from && count == 2 && block.address && block.seen & (LABEL_SUBJECT | LABEL_SENT | LABEL_DATE))
		return block.end - at;
	return 0;
}

/* Whatever labels stand there: under a separator little proof is needed. */
guint header_labelled_length(const Lines *lines, guint at)
{
	Block block = {.end = at};

	read_block(lines, at, &block);
	return block.seen ? block.end - at : 0;
}

/* Above the recipients Notes has the name and the date, in one line or two: where they begin, or at. */
static guint sender_above(const Lines *lines, guint at)
{
	guint blanks = 0;

	for (guint i = at; i > 0 && blanks < 3; i--) {
		const Line *line = &lines->at[i - 1];

		if (line_is_blank(line)) {
			blanks++;
			continue;
		}
		if (line->kind != LINE_OWN || line->length > 160)
			return at;
		const char *text = header_bare(line);
		if (!attribution_names_date(text) || !attribution_names_time(text)) {
			WORD_SET(respond, "please respond to", "bitte antwort an", "bitte antworten an");
			const char *value;

			/* "Gesendet von: …" */
			if (label_at(text, &value) != LABEL_MORE && !line_word_at(text, &respond))
				return at;
			continue;
		}
		/* the date alone: the name, and who sent it for him, stand above */
		i--;
		for (guint names = 0;
		     names < 2 && g_ascii_isdigit(*text) && i > 0 && lines->at[i - 1].kind == LINE_OWN &&
		     lines->at[i - 1].length && lines->at[i - 1].length < 80;
		     names++)
			i--;
		return i;
	}
	return at;
}

/* Notes' table: the labels stand alone, without a colon, each above its value. */
static guint table_length(const Lines *lines, guint at)
{
	WORD_SET(to, "an", "to", "à", "a");
	WORD_SET(subject, "thema", "betreff", "subject", "objet", "asunto");
	WORD_SET(copy, "kopie", "cc", "copie", "blindkopie", "bcc", "kopie/cc");
	bool seen_copy = false;
	gsize word = line_word_at(header_bare(&lines->at[at]), &to);

	if (!word || header_bare(&lines->at[at])[word])
		return 0;
	for (guint i = at; i < lines->count && i < at + BLOCK_LINES; i++) {
		const char *text = header_bare(&lines->at[i]);

		word = line_word_at(text, &copy);
		seen_copy |= word && (!text[word] || text[word] == ' ');
		word = line_word_at(text, &subject);
		if (seen_copy && word && (!text[word] || text[word] == ' ')) {
			guint value = text[word] ? i : lines_next_filled(lines, i + 1);

			return MIN(value + 1, lines->count) - at;
		}
	}
	return 0;
}

/* A block where only the recipients bear labels, under a name and a date. */
guint header_addressed_length(const Lines *lines, guint at, guint *begin)
{
	const char *value;
	guint length;

	if (label_at(header_bare(&lines->at[at]), &value) & LABEL_TO) {
		Block block = {.end = at};

		read_block(lines, at, &block);
		length = block.seen & LABEL_SUBJECT ? block.end - at : 0;
	} else {
		length = table_length(lines, at);
	}
	guint above = length ? sender_above(lines, at) : at;
	if (above == at)
		return 0;
	*begin = above;
	return length;
}

/* What is left of a block that was cut: a name with address, under a rule or above what is marked as quoted. */
guint header_cut_length(const Lines *lines, guint at)
{
	guint line = line_is_rule(&lines->at[at]) ? lines_next_filled(lines, at + 1) : at;
	const char *value = "";

	if (line >= lines->count || lines->at[line].kind != LINE_OWN ||
	    label_at(header_bare(&lines->at[line]), &value) != LABEL_FROM ||
	    !(strchr(value, '@') || strstr(value, "mailto")))
		return 0;
	guint next = lines_next_filled(lines, line + 1);
	return line > at || (next < lines->count && lines->at[next].marked) ? line + 1 - at : 0;
}

bool header_begins(const Line *line)
{
	const char *value;

	return label_at(header_bare(line), &value) != 0;
}
