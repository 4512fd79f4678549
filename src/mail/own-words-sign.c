/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures, with and without "-- "; what phones, lists and lawyers add. */
#include <string.h>

#include "mail/own-words-line.h"
#include "mail/own-words-tone.h"
#include "mail/own-words.h"

/* A signature without "-- " is not longer than this, in filled lines. */
#define SIGNATURE_MAX 40
/* The footer of a mailing list. */
#define FOOTER_MAX 12

static guint paragraph_end(const Lines *lines, guint at, guint end)
{
	while (at < end && !line_is_blank(&lines->at[at]))
		at++;
	return at;
}

static bool is_postscript(const Line *line)
{
	WORD_SET(words, "ps", "p.s", "p.s.", "p.p.s", "nb", "n.b", "nachtrag", "p. s.");
	gsize length = line_word_at(line->folded, &words);

	return length && line->folded[length] && strchr(":. ", line->folded[length]);
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
		if (begins && tone_is_legal(lines, i, until)) {
			i = end = paragraph_end(lines, i, until);
			*proof = true;
			continue;
		}
		bool noise = line_is_rule(line) || tone_is_app(line) || (*proof && tone_is_advertisement(line));
		Tone tone = noise ? TONE_SHORT : tone_of(line);
		if (tone == TONE_PROSE)
			break;
		*proof |= tone == TONE_CONTACT || tone == TONE_COMPANY;
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
	     names < 2 && begin < until && tone_is_name(&lines->at[begin]) && tone_of(&lines->at[begin]) == TONE_SHORT;
	     names++)
		begin = names ? begin + 1 : lines_next_filled(lines, begin + 1);
	begin = lines_next_filled(lines, begin);
	guint end = signature_end(lines, begin, until, &proof), filled = 0;
	for (guint i = begin; i < end; i++)
		filled += !line_is_blank(&lines->at[i]);
	/* one number under the name was put there to be used */
	if (proof && filled > 1)
		lines_mark(lines, begin, end, LINE_SIGNATURE);
}

/* Is all said that stands before? "Die Lieferadresse ist:" and "wenden Sie sich an" are not. */
static bool is_finished(const Lines *lines, guint at)
{
	WORD_SET(pointing, "wenden", "ansprechpartner", "ansprechpartnerin", "kontakt", "kontaktieren", "erreichen",
		 "anrufen", "rufen", "adresse", "lieferadresse", "anschrift", "schicken", "senden", "liefern", "an",
		 "ist", "bei", "contact", "reach", "call", "address", "send", "ship", "is", "to", "adresse",
		 "contacter", "contactar");

	while (at > 0 && line_is_blank(&lines->at[at - 1]))
		at--;
	if (at == 0 || lines->at[at - 1].kind != LINE_OWN)
		return true;
	const Line *line = &lines->at[at - 1];
	char last = line->text[line->length - 1];
	return strchr(".!?", last) || !(strchr(":,", last) || line_find_word(line->folded, &pointing, NULL));
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
				  !tone_ends_sentence(&lines->at[i]) && tone_is_name(&lines->at[i + 1]);
		if (i == from || paragraph - i < 2 || (!tone_is_name(&lines->at[i]) && !short_name))
			continue;
		if (!is_finished(lines, i))
			continue;
		guint end = signature_end(lines, i, until, &proof);
		for (guint k = i; k < end; k++) {
			filled += !line_is_blank(&lines->at[k]);
			contact |= !line_is_blank(&lines->at[k]) && tone_of(&lines->at[k]) == TONE_CONTACT;
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
	if (next == at + 1 && line_is_rule(&lines->at[next]))
		return false;
	if (!strcmp(line->text, "--") && tone_is_valediction(&lines->at[next]))
		return false;
	if (!strcmp(line->text, "--")) {
		for (guint i = next; i < until && filled < SIGNATURE_MAX; i++)
			filled += !line_is_blank(&lines->at[i]);
		return filled <= 25 && !(filled == 1 && next > at + 1);
	}
	if (line->length < 3)
		return false;
	guint end = signature_end(lines, next, until, &proof);
	if (proof && ends_region(lines, end, until))
		return true;
	/* a footer is short: what is told below a rule is told by him */
	for (guint i = next; i < until && filled <= FOOTER_MAX; i++)
		filled += !line_is_blank(&lines->at[i]);
	return filled <= FOOTER_MAX && tone_is_list_footer(lines, next, until);
}

static void mark_region(Lines *lines, guint from, guint until)
{
	bool closed = false;

	for (guint i = from; i < until; i++) {
		if (line_is_blank(&lines->at[i]))
			continue;
		if (tone_is_app(&lines->at[i]) && ends_region(lines, i + 1, until)) {
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
		if (i > from && line_is_blank(&lines->at[i - 1]) && tone_is_legal(lines, i, until)) {
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
		if (lines->at[i].kind == LINE_OWN && !line_is_blank(&lines->at[i]) &&
		    tone_is_valediction(&lines->at[i])) {
			mark_after_valediction(lines, i, until);
			closed = true;
		}
	if (!closed)
		mark_block(lines, from, until);
	/* a rule that nothing follows belongs to what came after it */
	for (guint i = until; i > from && (line_is_blank(&lines->at[i - 1]) || line_is_rule(&lines->at[i - 1])); i--)
		if (lines->at[i - 1].length >= 10)
			lines->at[i - 1].kind = LINE_SIGNATURE;
}

/* The warning above the mail: to the end of its sentence, and no line more. */
static void mark_banner(Lines *lines)
{
	guint at = lines_next_filled(lines, 0);

	if (at >= lines->count || lines->at[at].kind != LINE_OWN ||
	    !tone_is_banner(&lines->at[at], at + 1 < lines->count ? &lines->at[at + 1] : NULL))
		return;
	for (guint end = at; end < lines->count && end < at + 4 && lines->at[end].kind == LINE_OWN; end++) {
		const Line *line = &lines->at[end];

		if (!line->length)
			return;
		lines->at[end].kind = LINE_SIGNATURE;
		if (strchr(".!)]", line->text[line->length - 1]))
			return;
	}
}

void sign_mark(Lines *lines)
{
	mark_banner(lines);
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
