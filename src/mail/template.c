/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/template.h"

#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* The name in "X{name}" at text, where X is the sigil; NULL when it is none. *after is behind the brace. */
static char *take_name(const char *text, char sigil, const char **after)
{
	const char *end;

	if (text[0] != sigil || text[1] != '{')
		return NULL;
	end = text + 2;
	while (g_ascii_isalnum(*end) || *end == '_' || *end == '-')
		end++;
	if (*end != '}' || end == text + 2)
		return NULL;
	*after = end + 1;
	return g_strndup(text + 2, (gsize)(end - text - 2));
}

/* Reads the conditions "?{a}?{b}" at the line's beginning: are all of them there? *rest is the line behind them. */
static bool conditions_hold(const char *line, GHashTable *values, const char **rest)
{
	bool hold = true;

	for (;;) {
		g_autofree char *name = take_name(line, '?', &line);
		const char *value;

		if (!name) {
			*rest = line;
			return hold;
		}
		value = g_hash_table_lookup(values, name);
		if (!value || !*value)
			hold = false;
	}
}

static bool expand_line(const char *line, GHashTable *values, GString *out, GError **error)
{
	while (*line) {
		const char *after;
		g_autofree char *name = take_name(line, '$', &after);
		const char *value;

		if (!name) {
			g_string_append_c(out, *line++);
			continue;
		}
		if (!g_hash_table_lookup_extended(values, name, NULL, (gpointer *)&value)) {
			g_set_error(error, ERROR, ERROR_DATA, "template names an unknown value '%s'", name);
			return false;
		}
		g_string_append(out, value ? value : "");
		line = after;
	}
	return true;
}

/* A line that vanished must leave no hole: not two empty lines in a row, none at the beginning. */
static bool is_hole(const GString *body)
{
	return body->len == 0 || g_str_has_suffix(body->str, "\n\n");
}

static bool expand_body(char **lines, GHashTable *values, GString *body, GError **error)
{
	bool skip_paragraph = false;

	for (; *lines; lines++) {
		const char *rest;
		bool hold;

		if (!**lines) {
			skip_paragraph = false;
			if (!is_hole(body))
				g_string_append_c(body, '\n');
			continue;
		}
		hold = conditions_hold(*lines, values, &rest);
		if (rest != *lines && !*rest) { /* alone on its line: speaks for the paragraph */
			skip_paragraph = skip_paragraph || !hold;
			continue;
		}
		if (skip_paragraph || !hold)
			continue;
		if (!expand_line(rest, values, body, error))
			return false;
		g_string_append_c(body, '\n');
	}
	return true;
}

/* The head is the lines before the first that is no subject; the first whose conditions hold is taken. *body_lines is
 * behind the head. */
static bool expand_subject(char **lines, GHashTable *values, GString *subject, char ***body_lines, GError **error)
{
	bool found = false;

	for (; *lines; lines++) {
		const char *rest;
		bool hold = conditions_hold(*lines, values, &rest);

		if (!g_str_has_prefix(rest, "Subject:"))
			break;
		if (found || !hold)
			continue;
		rest += strlen("Subject:");
		while (*rest == ' ')
			rest++;
		if (!expand_line(rest, values, subject, error) || !text_check_line("subject", subject->str, error))
			return false;
		found = true;
	}
	if (!found)
		g_set_error_literal(error, ERROR, ERROR_DATA, "template does not begin with a line 'Subject: …'");
	*body_lines = lines;
	return found;
}

gboolean template_expand(const char *text, GHashTable *values, char **subject, char **body, GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) first = g_string_new(NULL);
	g_autoptr(GString) rest = g_string_new(NULL);
	char **body_lines;

	for (char **line = lines; *line; line++)
		if (g_str_has_suffix(*line, "\r"))
			(*line)[strlen(*line) - 1] = 0;
	if (!expand_subject(lines, values, first, &body_lines, error) ||
	    !expand_body(body_lines, values, rest, error))
		return FALSE;
	while (g_str_has_suffix(rest->str, "\n\n"))
		g_string_truncate(rest, rest->len - 1);
	*subject = g_string_free(g_steal_pointer(&first), FALSE);
	*body = g_string_free(g_steal_pointer(&rest), FALSE);
	return TRUE;
}
