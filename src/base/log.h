/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_LOG_H
#define BASE_LOG_H

/*
 * Log lines of the watcher and its agents: event code and ids ("sync-done account=work mailbox=INBOX new=3"), never
 * subjects, addresses or secrets. Goes to standard error, with a <N> priority prefix when journald reads it. Every line
 * passes text_safe().
 */

#include <glib.h>
#include <stdbool.h>

typedef enum { LOG_QUIET = -1, LOG_NORMAL = 0, LOG_VERBOSE = 1 } LogLevel;

void log_open(const char *program, LogLevel level);
void log_event(const char *event, const char *format, ...) G_GNUC_PRINTF(2, 3);   /* normal */
void log_detail(const char *event, const char *format, ...) G_GNUC_PRINTF(2, 3);  /* with -v */
void log_trouble(const char *event, const char *format, ...) G_GNUC_PRINTF(2, 3); /* always */

#endif
