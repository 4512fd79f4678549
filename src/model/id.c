/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/id.h"

char *id_format(IdLetter letter, int64_t id)
{
	return g_strdup_printf("%c%" G_GINT64_FORMAT, letter, id);
}

bool id_parse(const char *text, IdLetter letter, int64_t *id)
{
	char *end;

	if (!text || text[0] != (char)letter || !g_ascii_isdigit(text[1]))
		return false;
	*id = g_ascii_strtoll(text + 1, &end, 10);
	return *end == '\0' && *id > 0 && *id < G_MAXINT64;
}
