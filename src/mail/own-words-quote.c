/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quote signs, and the lines that introduce a quote. */
#include <string.h>

#include "mail/own-words-header.h"

#define ATTRIBUTION_LINES 4
#define ATTRIBUTION_MAX	  400
/* From this width on a client wraps, and the rest of a quoted line loses its sign. */
#define WRAP_MIN 64

/* Who "wrote": folded. */
WORD_SET(verbs, "wrote", "writes", "said", "schrieb", "schreibt", "schrieben", "geschrieben", "verfasste", "a écrit",
	 "a ecrit", "écrit", "écrivait", "escribió", "escribio", "escribe", "ha scritto", "scrive", "scritto",
	 "schreef", "geschreven", "skrev", "skreiv", "escreveu", "napisał", "napisał(a)", "napisała", "napisal",
	 "napsal", "napsal(a)", "napsala", "napísal", "napísal(a)", "kirjoitti", "написал", "написал(а)", "написала",
	 "пишет", "писал", "пользователь", "írta", "yazdı", "a scris", "έγραψε", "je napisao", "je napisal", "rašė",
	 "kirjutas", "写道", "写道：");

WORD_SET(quoting, "quoting", "zitat von", "zitiere", "citando", "citat", "in article", "in message");

/* What the sentence begins with, before day and time. */
WORD_SET(openings, "on", "am", "le", "el", "il", "il giorno", "op", "den", "em", "dne", "dnia", "w dniu", "pe", "dana",
	 "at", "in", "a", "от", "в", "quoting", "zitat von", "citando", "around", "vom");

WORD_SET(weekdays, "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday",
	 "wednesday", "thursday", "friday", "saturday", "sunday", "mo", "di", "mi", "do", "fr", "sa", "so", "montag",
	 "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lun", "mar", "mer", "jeu", "ven",
	 "sam", "dim", "mié", "mie", "jue", "vie", "sáb", "dom", "gio", "sab", "ma", "wo", "za", "zo", "seg", "ter",
	 "qua", "qui", "sex", "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "po", "út", "st", "čt", "pá", "ne", "tis",
	 "ons", "tor", "tors", "fre", "lør", "lör", "søn", "sön", "man", "tir", "ti", "ke", "to", "pe", "la", "su",
	 "пн", "вт", "ср", "чт", "пт", "сб", "вс", "понедельник", "вторник", "среда", "четверг", "пятница");

/* "SQL> " and its like are prompts. */
static bool is_prompt(const char *at, gsize length)
{
	static const char *const prompts[] = {"SQL", "PS", "DOS", "MS", "C"};

	for (gsize i = 0; i < G_N_ELEMENTS(prompts); i++)
		if (strlen(prompts[i]) == length && !strncmp(at, prompts[i], length))
			return true;
	return false;
}

/* The length of "AB" or "Boris" before a '>', or 0. */
static gsize name_sign(const Line *line)
{
	const char *at = line->text + strspn(line->text, " \t");
	gsize length = 0;

	while (g_ascii_isalpha(at[length]) && length < 12)
		length++;
	if (!length || at[length] != '>' || (at[length + 1] && !strchr(" >", at[length + 1])) ||
	    !g_ascii_isupper(*at) || is_prompt(at, length))
		return 0;
	return length;
}

/* A name stands for a quote when it is initials, or when another line bears it, too. */
static bool is_named_quote(const Lines *lines, guint at)
{
	const Line *line = &lines->at[at];
	gsize length = name_sign(line);
	const char *name = line->text + strspn(line->text, " \t");

	if (!length)
		return false;
	for (gsize i = 0; i < length && length <= 3; i++)
		if (!g_ascii_isupper(name[i]))
			length = 4;
	if (length <= 3)
		return true;
	for (guint near = at > 10 ? at - 10 : 0; near < lines->count && near < at + 10; near++) {
		const char *other = lines->at[near].text + strspn(lines->at[near].text, " \t");

		if (near != at && name_sign(&lines->at[near]) && !strncmp(other, name, strcspn(name, ">") + 1))
			return true;
	}
	return false;
}

/* mbox writes ">From " for a line of his own that begins with From. */
static bool is_escaped(const Lines *lines, guint at)
{
	guint before = at, after = lines_next_filled(lines, at + 1);

	if (strncmp(lines->at[at].text, ">From ", 6) != 0)
		return false;
	while (before > 0 && line_is_blank(&lines->at[before - 1]))
		before--;
	if (before > 0 && lines->at[before - 1].kind == LINE_QUOTE)
		return false;
	if (before > 0 && attribution_of(lines, before - 1, before - 1) != ATTRIBUTION_NONE)
		return false;
	return !(after < lines->count && lines->at[after].text[0] == '>');
}

/* "|", ":", "}" as signs, perhaps set in; NULL for none. */
static const char *odd_sign(const Line *line)
{
	gsize indent = strspn(line->text, " ");
	const char *at = line->text + indent;

	return indent <= 4 && *at && strchr("|:}#", *at) && (!at[1] || at[1] == ' ') ? at : NULL;
}

/* A run of them that an attribution or a header introduces, or that begins with a header. Its end. */
static guint mark_odd_run(Lines *lines, guint at)
{
	char sign = *odd_sign(&lines->at[at]);
	guint end = at, before = at, headers = 0;
	bool table = false;

	for (; end < lines->count && odd_sign(&lines->at[end]) && *odd_sign(&lines->at[end]) == sign; end++) {
		const Line *line = &lines->at[end];
		gsize offset = (gsize)(odd_sign(line) + 1 - line->text);
		Line inner = {.text = line->text + offset, .folded = line->folded + offset};

		table |= sign == '|' && inner.text[0] && line->text[line->length - 1] == '|';
		headers += header_begins(&inner);
	}
	while (before > 0 && line_is_blank(&lines->at[before - 1]))
		before--;
	bool introduced = before > 0 && at - before <= 1 &&
			  (attribution_of(lines, before - 1, before - 1) != ATTRIBUTION_NONE ||
			   header_begins(&lines->at[before - 1]));
	if (table || (!introduced && headers < 2))
		return end;
	/* once a mail uses the sign, it does so everywhere */
	for (guint i = at; i < lines->count; i++)
		if (odd_sign(&lines->at[i]) && *odd_sign(&lines->at[i]) == sign) {
			lines->at[i].kind = LINE_QUOTE;
			lines->at[i].marked = true;
		}
	return end;
}

/* The end of a quoted line that was wrapped: short, in small letters, between two quoted lines without a gap. */
static bool is_wrapped_rest(const Lines *lines, guint at)
{
	if (at == 0 || at + 1 >= lines->count || lines->at[at - 1].kind != LINE_QUOTE || !lines->at[at + 1].marked)
		return false;
	const Line *before = &lines->at[at - 1], *line = &lines->at[at];
	char last = before->length ? before->text[before->length - 1] : '.';

	return before->marked && before->length >= WRAP_MIN && line->length < before->length &&
	       !strchr(".?!:>", last) && line->length &&
	       (g_ascii_islower(line->text[0]) || (guchar)line->text[0] >= 0xC3 || line->text[0] == '<') &&
	       before->length + strcspn(line->text, " ") > 70;
}

void quote_mark_signs(Lines *lines)
{
	for (guint i = 0; i < lines->count; i++) {
		Line *line = &lines->at[i];
		const char *at = line->text + strspn(line->text, " \t\xEF\xBB\xBF");

		if ((*at == '>' && !is_escaped(lines, i)) || is_named_quote(lines, i)) {
			line->kind = LINE_QUOTE;
			line->marked = true;
		}
	}
	for (guint i = 0; i < lines->count; i++)
		if (lines->at[i].kind == LINE_OWN && odd_sign(&lines->at[i]))
			i = mark_odd_run(lines, i) - 1;
	for (guint i = 1; i < lines->count; i++)
		if (lines->at[i].kind == LINE_OWN && is_wrapped_rest(lines, i))
			lines->at[i].kind = LINE_QUOTE;
}

static gsize digits_at(const char *at)
{
	gsize count = 0;

	while (g_ascii_isdigit(at[count]))
		count++;
	return count;
}

bool attribution_names_time(const char *text)
{
	for (const char *at = text; *at; at++) {
		gsize hour = digits_at(at);

		if (!hour)
			continue;
		if (hour <= 2 && (at[hour] == ':' || at[hour] == '.' || at[hour] == 'h') &&
		    digits_at(at + hour + 1) == 2 && at[hour + 3] != '.')
			return true;
		at += hour - 1;
	}
	return false;
}

bool attribution_names_date(const char *text)
{
	for (const char *at = text; *at; at++) {
		gsize first = digits_at(at);

		if (!first)
			continue;
		if (first == 4 && (g_str_has_prefix(at, "20") || g_str_has_prefix(at, "19")))
			return true;
		if (first <= 2 && at[first] && strchr("./-", at[first]) && digits_at(at + first + 1) >= 1 &&
		    digits_at(at + first + 1) <= 2)
			return true;
		at += first - 1;
	}
	return false;
}

/* What may stand before the first word. */
#define LEADING " \t*_>\"'[("

/* "On 3 May", "Am 3.5.", "Fr., 3. Mai", "2026-05-03 10:12": the day comes first. */
static bool begins_with_day(const char *at)
{
	gsize word = line_word_at(at, &openings);

	if (word && at[word] == ' ')
		return attribution_names_date(at + word) || attribution_names_time(at + word) || strchr(at, '@') ||
		       line_word_at(at + word + 1, &weekdays);
	if (digits_at(at))
		return attribution_names_date(at) || attribution_names_time(at);
	word = line_word_at(at, &weekdays);
	return word && strchr(" .,", at[word]) && strpbrk(at, "0123456789");
}

/* Does a sentence about who wrote when begin like this? folded; text: the same as written. */
static bool begins(const char *folded, const char *text)
{
	gsize skip = strspn(folded, LEADING);
	const char *at = folded + skip;

	if (begins_with_day(at))
		return true;
	/* a name: "Anna Beispiel <anna@…> schrieb am" */
	const char *verb = line_find_word(at, &verbs, NULL);
	if (!verb)
		return false;
	g_autofree char *before = g_strndup(text + skip, (gsize)(verb - at));
	gunichar first = g_utf8_get_char_validated(before, -1);

	return line_count_words(before) <= 12 && first != (gunichar)-1 &&
	       (g_unichar_isupper(first) || strchr(before, '@')) && !strpbrk(before, "?!;");
}

/* The lines as one, or NULL where one is blank, a quote or the whole is too long. */
static char *join(const Lines *lines, guint first, guint last, bool folded)
{
	GString *all = g_string_new(NULL);

	for (guint i = first; i <= last; i++) {
		if (!lines->at[i].length || all->len + lines->at[i].length > ATTRIBUTION_MAX) {
			g_string_free(all, TRUE);
			return NULL;
		}
		if (all->len)
			g_string_append_c(all, ' ');
		g_string_append(all, folded ? lines->at[i].folded : lines->at[i].text);
	}
	return g_string_free(all, FALSE);
}

static bool ends_with_colon(const char *text)
{
	gsize length = strlen(text);

	while (length && strchr(" *_>]", text[length - 1]))
		length--;
	return length && (text[length - 1] == ':' || (length >= 3 && !memcmp(text + length - 3, "：", 3)));
}

/* Somebody's name stands beside the verb: "Anna Beispiel wrote", "schrieb Anna Beispiel", "schrieb <anna@…>". */
static bool names_person(const char *folded, const char *text, const char *verb, gsize length)
{
	WORD_SET(first_person, "ich", "wir", "mir", "uns", "i", "we", "you", "ihnen", "du", "sie", "je", "nous");
	WORD_SET(auxiliary, "hat", "heeft", "ha");
	gsize at = (gsize)(verb - folded), begin = at;
	const char *after = text + at + length + strspn(text + at + length, " ");

	if (strchr(folded, '@'))
		return true;
	if (line_find_word(folded, &first_person, NULL))
		return false;
	if (g_unichar_isupper(g_utf8_get_char_validated(after, -1)) || strchr("\"'<", *after) ||
	    line_find_word(folded, &auxiliary, NULL))
		return *after != '\0' || line_find_word(folded, &auxiliary, NULL);
	while (begin > 0 && text[begin - 1] == ' ')
		begin--;
	if (begin > 0 && strchr(">)\"]'/", text[begin - 1]))
		return true;
	while (begin > 0 && text[begin - 1] != ' ')
		begin--;
	return g_unichar_isupper(g_utf8_get_char_validated(text + begin, -1)) || (begin >= 2 && text[begin - 2] == ',');
}

Attribution attribution_of(const Lines *lines, guint first, guint last)
{
	g_autofree char *folded = join(lines, first, last, true);
	g_autofree char *text = folded ? join(lines, first, last, false) : NULL;

	if (!text)
		return ATTRIBUTION_NONE;
	bool colon = ends_with_colon(folded);
	gsize length = 0;
	const char *verb = line_find_word(folded, &verbs, &length);
	bool says = verb || line_word_at(folded + strspn(folded, " *_"), &quoting);
	bool date = attribution_names_date(folded), time = attribution_names_time(folded);
	bool address = strchr(folded, '@') != NULL;
	bool starts = begins(folded, text);

	bool person = !verb || names_person(folded, text, verb, length);

	if (colon && starts && says && (date || time || address) && line_count_words(text) <= 40)
		return person ? ATTRIBUTION_STRONG : ATTRIBUTION_WEAK;
	if (colon && starts && date && time && address)
		return ATTRIBUTION_STRONG;
	if (says && starts && date && time && verb && person && !verb[length])
		return ATTRIBUTION_STRONG;
	if (colon && starts && (date || address) && (time || address || date))
		return ATTRIBUTION_WEAK;
	if (says && starts && line_count_words(text) <= 7 && !strpbrk(text, ",;") && (colon || !verb || !verb[length]))
		return ATTRIBUTION_WEAK;
	if (says && colon && address)
		return ATTRIBUTION_WEAK;
	return ATTRIBUTION_NONE;
}

/* The attribution whose last line this is: its strength, and its first line in *first. A line that begins with the day
 * is its beginning; one that begins with a name may not be. */
static Attribution find_attribution(const Lines *lines, guint last, guint *first)
{
	Attribution best = ATTRIBUTION_NONE;

	for (guint back = 0; back < ATTRIBUTION_LINES && back <= last; back++) {
		const Line *line = &lines->at[last - back];
		bool whole;

		if (line->kind != LINE_OWN || line_is_blank(line))
			break;
		whole = begins_with_day(line->folded + strspn(line->folded, LEADING)) ||
			line_word_at(line->folded, &quoting);
		Attribution now =
			best == ATTRIBUTION_NONE || whole ? attribution_of(lines, last - back, last) : ATTRIBUTION_NONE;
		if (now > best || (whole && now == best && now)) {
			best = now;
			*first = last - back;
		}
		if (whole && now)
			break;
	}
	return best;
}

/* *barren: above it stand no words of his own, as was seen before; a line never becomes his own again. */
static bool has_own_before(const Lines *lines, guint at, guint *barren)
{
	for (; *barren < at; (*barren)++)
		if (lines->at[*barren].kind == LINE_OWN && !line_is_blank(&lines->at[*barren]))
			return true;
	return false;
}

/* Is this quoted run introduced by an attribution that stands right above it? */
static void mark_above(Lines *lines, guint at)
{
	guint last = at, first = at;

	while (last > 0 && line_is_blank(&lines->at[last - 1]))
		last--;
	if (!last || at - last > 2 || lines->at[last - 1].kind != LINE_OWN)
		return;
	last--;
	/* "On … Anna <anna@example.org" and, with a quote sign already, "> wrote:" */
	const char *rest = lines->at[at].folded + strspn(lines->at[at].folded, " >");
	if (last == at - 1 && line_word_at(rest, &verbs) && ends_with_colon(rest) && strlen(rest) < 20 &&
	    begins_with_day(lines->at[last].folded)) {
		lines->at[last].kind = LINE_QUOTE;
		return;
	}
	if (find_attribution(lines, last, &first) != ATTRIBUTION_NONE)
		lines_mark(lines, first, last + 1, LINE_QUOTE);
}

/* Without signs: an attribution with date or address, words of his own above, no quote sign below. */
static bool mark_rest(Lines *lines, guint last, guint *barren)
{
	guint first = last;
	guint next = lines_next_filled(lines, last + 1);

	if (find_attribution(lines, last, &first) != ATTRIBUTION_STRONG)
		return false;
	if (next >= lines->count) {
		lines_mark(lines, first, last + 1, LINE_QUOTE);
		return true;
	}
	if (!has_own_before(lines, first, barren)) {
		lines_mark(lines, first, last + 1, LINE_QUOTE);
		return false;
	}
	for (guint i = next; i < lines->count; i++)
		if (lines->at[i].marked) {
			guint above = i;

			while (above > next && line_is_blank(&lines->at[above - 1]))
				above--;
			/* a quote in the quote bears its own attribution; else the text between may be his */
			if (above == next || lines->at[above - 1].kind != LINE_QUOTE)
				return false;
			break;
		}
	lines_mark(lines, first, lines->count, LINE_QUOTE);
	for (guint i = last + 1; i < lines->count; i++)
		lines->at[i].depth = 1;
	return true;
}

/* An attribution within a quote whose second line lost its sign. */
static void mark_broken(Lines *lines, guint at)
{
	const Line *before = &lines->at[at - 1];
	const char *inner = before->folded + strspn(before->folded, " >|");
	g_autofree char *both = NULL;

	if (!before->marked || lines->at[at].length > 120 || !ends_with_colon(lines->at[at].folded) ||
	    (!strpbrk(inner, "0123456789")))
		return;
	both = g_strconcat(inner, " ", lines->at[at].folded, NULL);
	if (line_find_word(both, &verbs, NULL) && (attribution_names_date(both) || strchr(both, '@')))
		lines->at[at].kind = LINE_QUOTE;
}

void quote_mark_attributions(Lines *lines)
{
	WORD_SET(bare_verbs, "wrote", "schrieb");
	guint barren = 0;

	for (guint i = 1; i < lines->count; i++)
		if (lines->at[i].kind == LINE_OWN && lines->at[i].length && lines->at[i - 1].kind == LINE_QUOTE)
			mark_broken(lines, i);
	for (guint i = 1; i < lines->count; i++)
		if (lines->at[i].kind == LINE_QUOTE && lines->at[i - 1].kind == LINE_OWN)
			mark_above(lines, i);
	for (guint i = 0; i < lines->count; i++) {
		const Line *line = &lines->at[i];

		if (line->kind != LINE_OWN || !line->length)
			continue;
		if ((ends_with_colon(line->folded) || line_find_word(line->folded, &bare_verbs, NULL)) &&
		    mark_rest(lines, i, &barren))
			return;
	}
}
