/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_JSON_LINE_H
#define CMD_JSON_LINE_H

/*
 * JSON objects of one line each, written straight into a buffer: for plumbing that prints thousands. Whoever prints a
 * few uses cmd/print.h, which builds a tree first. Commas are put where they belong.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Empties line and begins an object with "v":1. json_line_print() ends it and prints it with a line end. */
void json_line_begin(GString *line);
void json_line_print(GString *line);

/* An object or a list within, bracket is '{' or '[': ended by json_line_close() with its partner. */
void json_line_open(GString *line, const char *name, char bracket);
void json_line_close(GString *line, char bracket);

/* An object without a name, in a list. */
void json_line_item(GString *line);

/* NULL and the time 0 become null. Text passes text_safe(), strings have to be valid UTF-8 and are written as they
 * are. */
void json_line_text(GString *line, const char *name, const char *value);
void json_line_time(GString *line, const char *name, int64_t at, const char *zone);
void json_line_bool(GString *line, const char *name, bool value);
void json_line_int(GString *line, const char *name, int64_t value);
void json_line_strings(GString *line, const char *name, const GPtrArray *strings);

#endif
