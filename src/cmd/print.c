/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/print.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static void put(FILE *out, const char *before, const char *format, va_list arguments) G_GNUC_PRINTF(3, 0);
static void put(FILE *out, const char *before, const char *format, va_list arguments)
{
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	g_autofree char *safe = text_safe(text, true);

	fputs(before, out);
	fputs(safe, out);
}

void print_text(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put(stdout, "", format, arguments);
	va_end(arguments);
}

void print_talk(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put(stderr, "cmc: ", format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

void print_bytes(GBytes *bytes)
{
	gsize size;
	const void *data = g_bytes_get_data(bytes, &size);

	fwrite(data, 1, size, stdout);
}

char *print_ask(const char *question)
{
	char line[2048];

	g_autofree char *safe = text_safe(question, false);
	fprintf(stderr, "%s ", safe);
	fflush(stderr);
	if (!fgets(line, sizeof line, stdin))
		return NULL;
	return g_strdup(g_strstrip(line));
}
