/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_JSON_H
#define CMD_JSON_H

/*
 * One JSON object on standard output, built by json-glib, which is loaded with the first of them: most commands print
 * none. Whoever prints thousands uses cmd/json-line.h. Text passes text_safe().
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/contact.h"

typedef struct _JsonBuilder Json;

/* Loads json-glib: before anything is done that could not be told then. ERROR_SOFTWARE. */
bool json_load(GError **error);

/* Begins an object with "v":1. json_done() ends, prints and frees it; json_drop() frees it or NULL without a word. */
Json *json_begin(void);
void json_done(Json *json);
void json_drop(Json *json);

/* Members of the object at hand. NULL, id 0 and the time 0 become null. */
void json_text(Json *json, const char *name, const char *value);
void json_id(Json *json, const char *name, char letter, int64_t id);
void json_time(Json *json, const char *name, int64_t at, const char *zone);
void json_bool(Json *json, const char *name, bool value);
void json_int(Json *json, const char *name, int64_t value);
void json_null(Json *json, const char *name);
void json_strings(Json *json, const char *name, const GPtrArray *strings); /* NULL becomes [] */
void json_contact(Json *json, const char *name, const Contact *contact);

/* An object within, and a list; name NULL: an element of the list at hand. json_item(): a string in it. */
void json_open(Json *json, const char *name);
void json_close(Json *json);
void json_list(Json *json, const char *name);
void json_item(Json *json, const char *value);
void json_list_end(Json *json);

#endif
