/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old mail without quote signs: header blocks as Outlook, Notes and webmail write them, and the separators above them.
 */
#include <string.h>

#include "mail/own-words-line.h"

#define BLOCK_LINES 16
#define DEPTH_MAX   5
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
     {"from",	    "von",	"de",	    "da",	 "van",	       "från",	      "fra",	  "lähettäjä",
      "expéditeur", "absender", "od",	    "от",	 "от кого",    "remitente",   "mittente", "afzender",
      "avsändare",  "avsender", "afsender", "nadawca",	 "odesílatel", "отправитель", "gönderen", "feladó",
      "de la",	    "από",	"kimden",   "kohteesta", "发件人",     "寄件者",      "差出人",	  NULL}},
    {LABEL_SENT, {"sent",	"gesendet", "envoyé",	  "envoyé le",	"enviado",     "enviado el", "enviada em",
		  "enviado em", "inviato",  "verzonden",  "skickat",	"sendt",       "lähetetty",  "wysłano",
		  "wysłane",	"odesláno", "отправлено", "gönderildi", "gesendet am", "sent on",    "date sent",
		  "trimis",	"elküldve", "发送时间",	  "送信日時",	"送信日",      NULL}},
    {LABEL_DATE,
     {"date", "datum", "data", "fecha", "dato", "päivä", "päiväys", "päivämäärä", "дата", "tarih", "le", "dátum", "den",
      "日期", NULL}},
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
    {LABEL_SUBJECT, {"subject", "betreff", "objet",   "asunto",	 "oggetto", "onderwerp", "ämne",  "emne",
		     "aihe",	"temat",   "předmět", "předmet", "тема",    "assunto",	 "thema", "konu",
		     "tárgy",	"subiect", "predmet", "θέμα",	 "主题",    "主旨",	 "件名",  NULL}},
    {LABEL_MORE,
     {"importance",   "priorität",	 "priority",	   "wichtigkeit",    "importance haute", "reply-to",
      "antwort an",   "reply to",	 "anlagen",	   "attachments",    "anlage",		 "attachment",
      "anhang",	      "anhänge",	 "pièces jointes", "adjuntos",	     "allegati",	 "bijlagen",
      "gesendet von", "gesendet durch",	 "sent by",	   "organization",   "organisation",	 "message-id",
      "priorité",     "vertraulichkeit", "sensitivity",	   "categories",     "kategorien",	 "im auftrag von",
      "on behalf of", "resent-from",	 "resent-to",	   "bifogade filer", "вложения",	 NULL}},
};

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
	 "mesaj original", "forwarded message", "forwarded mail", "weitergeleitete nachricht", "weitergeleitete mail",
	 "weitergeleitete e-mail", "message transféré", "message réexpédié", "message transmis", "reply message",
	 "antwortnachricht", "ende der weitergeleiteten nachricht", "原始邮件");

/* "----- Weitergeleitet von Max Muster/ABC/DE am 24.11.2026 10:12 -----" */
WORD_SET(separator_openings, "forwarded by", "weitergeleitet von", "transféré par", "reenviado por", "inoltrato da",
	 "doorgestuurd door", "vidarebefordrat av", "przekazane przez");

/* Apple writes them as a sentence. */
WORD_SET(apple, "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
	 "begin forwarded message", "début du message réexpédié", "début du message transféré",
	 "inicio del mensaje reenviado", "inizio messaggio inoltrato", "begin doorgestuurd bericht",
	 "vidarebefordrat brev", "videresendt melding", "välitetty viesti alkaa", "início da mensagem encaminhada",
	 "początek przekazywanej wiadomości", "начало переадресованного сообщения", "anfang der zitierten nachricht");

static const char *bare(const Line *line)
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
		Label label = label_at(bare(line), &value);
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
static guint header_length(const Lines *lines, guint at)
{
	Block block = {.end = at};
	const char *value;

	if (!label_at(bare(&lines->at[at]), &value))
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
static guint labelled_length(const Lines *lines, guint at)
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
		const char *text = bare(line);
		if (!attribution_names_date(text) || !attribution_names_time(text)) {
			const char *value;

			/* "Gesendet von: …" */
			if (label_at(text, &value) != LABEL_MORE)
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
	gsize word = line_word_at(bare(&lines->at[at]), &to);

	if (!word || bare(&lines->at[at])[word])
		return 0;
	for (guint i = at; i < lines->count && i < at + BLOCK_LINES; i++) {
		const char *text = bare(&lines->at[i]);

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
static guint addressed_length(const Lines *lines, guint at, guint *begin)
{
	const char *value;
	guint length;

	if (label_at(bare(&lines->at[at]), &value) & LABEL_TO) {
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

/* "-----Ursprüngliche Nachricht-----" and its kin. */
static bool is_separator(const Lines *lines, guint at)
{
	WORD_SET(verbs, "schrieb", "wrote", "a écrit", "schreef", "ha scritto");
	const char *text = bare(&lines->at[at]);
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
		const char *value;
		guint next = lines_next_filled(lines, at + 1);

		return (dashes && strpbrk(lines->at[at].folded, "-_=~") < text) ||
		       (next < lines->count && label_at(bare(&lines->at[next]), &value));
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

/* Only dashes or underscores, as Outlook draws them above the block. */
static bool is_rule(const Line *line)
{
	gsize size = strspn(line->text, "_-=* \xE2\x80\x94\x95");

	return line->length >= 3 && size == line->length && strpbrk(line->text, "_-=\xE2");
}

/* What is left of a block that was cut: a name with address, under a rule or above what is marked as quoted. */
static guint cut_length(const Lines *lines, guint at)
{
	guint line = is_rule(&lines->at[at]) ? lines_next_filled(lines, at + 1) : at;
	const char *value = "";

	if (line >= lines->count || lines->at[line].kind != LINE_OWN ||
	    label_at(bare(&lines->at[line]), &value) != LABEL_FROM || !(strchr(value, '@') || strstr(value, "mailto")))
		return 0;
	guint next = lines_next_filled(lines, line + 1);
	return line > at || (next < lines->count && lines->at[next].marked) ? line + 1 - at : 0;
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

			more = more ? more : addressed_length(lines, next, &ignored);
			more = more ? more : labelled_length(lines, next);

			length = more ? next + more - at : 1;
		}
		return length;
	}
	length = header_length(lines, at);
	if (!length)
		length = addressed_length(lines, at, begin);
	if (!length)
		length = cut_length(lines, at);
	return length;
}

/* Old mail holds older mail: each block or attribution in it leads one deeper. */
static void mark_rest(Lines *lines, guint begin, guint from)
{
	guint depth = 0;

	for (guint i = from; i < lines->count;) {
		guint ignored, length = 0;
		const Line *line = &lines->at[i];

		if (line->length && !line->marked && depth < DEPTH_MAX) {
			length = block_length(lines, i, &ignored);
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

/* From a block on all is old mail, unless quote signs tell where it ends. */
void block_mark_old_mail(Lines *lines)
{
	for (guint i = 0; i < lines->count; i++) {
		guint length = 0, begin = i;

		if (lines->at[i].kind != LINE_OWN || line_is_blank(&lines->at[i]) ||
		    !(length = block_length(lines, i, &begin)))
			continue;
		for (guint back = begin; back > 0 && back + 3 > begin; back--) {
			if (is_rule(&lines->at[back - 1]))
				begin = back - 1;
			else if (!line_is_blank(&lines->at[back - 1]))
				break;
		}
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
