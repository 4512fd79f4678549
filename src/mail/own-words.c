/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/own-words.h"

#include "mail/own-words-line.h"

/* Lines of one kind; where others or empty lines stood between them, one empty line. */
static char *join(const Lines *lines, LineKind kind)
{
	GString *all = g_string_new(NULL);
	bool gap = false;

	for (guint i = 0; i < lines->count; i++) {
		const Line *line = &lines->at[i];

		if (line->kind != kind || line_is_blank(line)) {
			gap = true;
			continue;
		}
		if (all->len)
			g_string_append(all, gap ? "\n\n" : "\n");
		gap = false;
		for (guint depth = 0; depth < line->depth; depth++)
			g_string_append(all, "> ");
		g_string_append_len(all, line->text, (gssize)line->length);
	}
	return g_string_free(all, FALSE);
}

void own_words(const char *text, char **own, char **quoted)
{
	g_autoptr(Lines) lines = lines_split(text);

	quote_mark_signs(lines);
	block_mark_old_mail(lines);
	quote_mark_attributions(lines);
	sign_mark(lines);
	*own = join(lines, LINE_OWN);
	*quoted = join(lines, LINE_QUOTE);
}
