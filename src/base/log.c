/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"

static struct {
	const char *program;
	LogLevel level;
	bool journal; /* journald reads standard error: it wants "<N>" */
} state = {"cmc", LOG_NORMAL, false};

void log_open(const char *program, LogLevel level)
{
	state.program = program;
	state.level = level;
	state.journal = g_getenv("JOURNAL_STREAM") != NULL;
}

static void write_line(int priority, const char *event, const char *format, va_list values) G_GNUC_PRINTF(3, 0);
static void write_line(int priority, const char *event, const char *format, va_list values)
{
	g_autofree char *raw = g_strdup_vprintf(format, values);
	g_autofree char *text = text_safe(raw, false);

	if (state.journal)
		fprintf(stderr, "<%d>%s %s\n", priority, event, text);
	else
		fprintf(stderr, "%s: %s %s\n", state.program, event, text);
}

#define LOG_FUNCTION(name, least, priority)                                                                            \
	void name(const char *event, const char *format, ...)                                                          \
	{                                                                                                              \
		va_list values;                                                                                        \
                                                                                                                       \
		if (state.level < (least))                                                                             \
			return;                                                                                        \
		va_start(values, format);                                                                              \
		write_line(priority, event, format, values);                                                           \
		va_end(values);                                                                                        \
	}

LOG_FUNCTION(log_event, LOG_NORMAL, 6)
LOG_FUNCTION(log_detail, LOG_VERBOSE, 7)
LOG_FUNCTION(log_trouble, LOG_QUIET, 4)
