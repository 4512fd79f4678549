/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/subject.h"

#include <string.h>

/* Prefixes as clients write them, in lower case, without the colon. */
static const struct {
	const char *word;
	bool reply;
} prefixes[] = {
	{"re", true},	    {"aw", true},   {"antw", true}, {"antwort", true}, {"sv", true},   {"vs", true},
	{"ref", true},	    {"rif", true},  {"odp", true},  {"ynt", true},     {"r", true},    {"res", true},
	{"wg", false},	    {"fw", false},  {"fwd", false}, {"tr", false},     {"rv", false},  {"enc", false},
	{"i", false},	    {"vb", false},  {"vl", false},  {"pd", false},     {"doorst", false},
	{"weitergeleitet", false},
};

static const char *skip_spaces(const char *at)
{
	while (g_unichar_isspace(g_utf8_get_char(at)) || g_utf8_get_char(at) == 0xFEFF)
		at = g_utf8_next_char(at);
	return at;
}

/* "[2]", "^3", "(4)" between the word and its colon. */
static const char *skip_count(const char *at)
{
	char close = *at == '[' ? ']' : *at == '(' ? ')' : '\0';

	if (*at != '[' && *at != '(' && *at != '^')
		return at;
	const char *digits = at + 1;
	while (g_ascii_isdigit(*digits))
		digits++;
	if (digits == at + 1 || (close && *digits != close))
		return at;
	return digits + (close != '\0');
}

/* The text behind one prefix, or NULL when there is none. */
static const char *after_prefix(const char *text, bool *reply)
{
	for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		gsize length = strlen(prefixes[i].word);

		if (strncmp(text, prefixes[i].word, length) != 0)
			continue;
		const char *at = skip_spaces(skip_count(skip_spaces(text + length)));
		gunichar c = g_utf8_get_char(at);
		if (c == ':' || c == 0xFF1A) {
			*reply = prefixes[i].reply;
			return g_utf8_next_char(at);
		}
	}
	return NULL;
}

/* The text behind a leading tag: "[EXT]", "(extern)", "[list-name]"; NULL when there is none or nothing behind it. */
static const char *after_tag(const char *text)
{
	const char *end = *text == '[' ? strchr(text, ']') : NULL;

	if (*text == '(' && (g_str_has_prefix(text, "(ext)") || g_str_has_prefix(text, "(extern)") ||
			     g_str_has_prefix(text, "(external)")))
		end = strchr(text, ')');
	if (!end || end - text > 40 || !*skip_spaces(end + 1))
		return NULL;
	return end + 1;
}

static char *fold(const char *subject)
{
	g_autofree char *valid = g_utf8_make_valid(subject ? subject : "", -1);
	/* some clients send ü as u and a combining mark */
	g_autofree char *composed = g_utf8_normalize(valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);

	return g_utf8_casefold(composed ? composed : valid, -1);
}

static char *collapse(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *at = skip_spaces(text); *at;) {
		if (g_unichar_isspace(g_utf8_get_char(at))) {
			at = skip_spaces(at);
			if (*at)
				g_string_append_c(out, ' ');
			continue;
		}
		g_string_append_unichar(out, g_utf8_get_char(at));
		at = g_utf8_next_char(at);
	}
	return g_string_free(out, FALSE);
}

char *subject_normalise(const char *subject)
{
	g_autofree char *folded = fold(subject);
	const char *at = skip_spaces(folded), *next;
	bool reply;

	while ((next = after_prefix(at, &reply)) || (next = after_tag(at)))
		at = skip_spaces(next);
	char *base = collapse(at);
	/* the trailer of RFC 5256 2.1, which pine and elm write */
	while (g_str_has_suffix(base, "(fwd)")) {
		base[strlen(base) - strlen("(fwd)")] = '\0';
		g_strchomp(base);
	}
	return base;
}

bool subject_is_reply(const char *subject)
{
	g_autofree char *folded = fold(subject);
	const char *at = skip_spaces(folded), *next;
	bool reply = false;

	while ((next = after_tag(at)))
		at = skip_spaces(next);
	return after_prefix(at, &reply) && reply;
}
