/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_PRINT_H
#define CMD_PRINT_H

/* All that goes to standard output. Text passes text_safe(): no escape sequence of somebody else's reaches a terminal.
 */

#include <glib.h>
#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/contact.h"

/* Formats, makes safe (line ends stay), prints. */
void print_text(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Talk goes to standard error, after "cmc: ". */
void print_talk(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The bytes of a mail, as they are. */
void print_bytes(GBytes *bytes);

/* One line of a terminal's answer without its end; NULL at end of file. Caller owns. */
char *print_ask(const char *question);

/* Begins an object with "v":1; json_done() ends, prints and frees it. */
JsonBuilder *json_begin(void);
void json_done(JsonBuilder *builder);

/* NULL becomes null; id 0 becomes null; at 0 becomes null. */
void json_text(JsonBuilder *builder, const char *name, const char *value);
void json_id(JsonBuilder *builder, const char *name, char letter, int64_t id);
void json_time(JsonBuilder *builder, const char *name, int64_t at, const char *zone);
void json_bool(JsonBuilder *builder, const char *name, bool value);
void json_int(JsonBuilder *builder, const char *name, int64_t value);
void json_strings(JsonBuilder *builder, const char *name, const GPtrArray *strings); /* NULL becomes [] */
void json_list(JsonBuilder *builder, const char *name); /* ended by json_builder_end_array() */
void json_contact(JsonBuilder *builder, const char *name, const Contact *contact);

#endif
