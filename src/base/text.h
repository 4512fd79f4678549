/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

/*
 * Text from outside. text_safe() is the one function that makes untrusted text safe for a terminal or a log line;
 * text_check_line() is the one check for what people may store as a name, topic or address.
 */

#include <glib.h>
#include <stdbool.h>

/* Valid UTF-8 (U+FFFD for what is not), no C0, DEL, C1 controls, no bidi controls (U+202A-E, U+2066-9, U+200E/F,
 * U+061C), no line or paragraph separators; tabs and line ends become one space unless keep_lines, which keeps \n and
 * \t. Never NULL; NULL gives "". Caller owns. */
char *text_safe(const char *text, bool keep_lines);

/* True when text is valid UTF-8 without any control (CR, LF, ESC, NUL cannot occur, C1, bidi). On false *error is
 * ERROR_DATA and names the field, translated where N_() marked it: "name contains a control character". */
bool text_check_line(const char *field, const char *text, GError **error);

/* As text_check_line(), but \n and \t are allowed (notes). */
bool text_check_lines(const char *field, const char *text, GError **error);

/* What a person said of a field: without blanks at its ends; nothing but blanks takes the field away, NULL leaves it. */
void text_put(char **field, const char *said);

/* The first of texts (char *), at most so many, with commas between them. Caller owns. */
char *text_join(const GPtrArray *texts, guint most);

/* Valid UTF-8 without NUL, of at most max_bytes (cut at a character). Caller owns. */
char *text_utf8(const char *bytes, gssize length, gsize max_bytes);

/* Cut to columns of display width (East Asian wide = 2) with an ellipsis. Caller owns. */
char *text_fit(const char *text, int columns);

/* Padded with spaces or cut to exactly columns of display width. Caller owns. */
char *text_pad(const char *text, int columns);

/* Lines of at most columns, each ended by \n and begun with indent; existing line ends are kept. Caller owns. */
char *text_wrap(const char *text, int columns, const char *indent);

#endif
