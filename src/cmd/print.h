/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_PRINT_H
#define CMD_PRINT_H

/* All that goes to standard output. Text passes text_safe(): no escape sequence of somebody else's reaches a terminal.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Formats, makes safe (line ends stay), prints. */
void print_text(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Talk goes to standard error, after "cmc: ". */
void print_talk(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The bytes of a mail, as they are. */
void print_bytes(GBytes *bytes);

/* One line of a terminal's answer without its end; NULL at end of file. Caller owns. */
char *print_ask(const char *question);

#endif
