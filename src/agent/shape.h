/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_SHAPE_H
#define AGENT_SHAPE_H

/*
 * The form of a payload on the wire, as a table: one row per struct member. From the table come its encoder and its
 * decoder, so that the two can never disagree. Members without a row do not travel.
 *
 * Encoding cuts strings and lists of facts to their bounds and repairs UTF-8; decoding refuses what exceeds a bound
 * and cleans every string (text_safe).
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/wire.h"

typedef enum {
	FIELD_LINE,    /* char *, one line */
	FIELD_TEXT,    /* char *, may hold \n and \t */
	FIELD_BYTES,   /* GBytes * */
	FIELD_U16,     /* uint16_t */
	FIELD_U32,     /* uint32_t */
	FIELD_U64,     /* uint64_t */
	FIELD_I64,     /* int64_t, within the bounds of what dates and sizes can be */
	FIELD_INT,     /* int */
	FIELD_BOOL,    /* bool */
	FIELD_ENUM,    /* an enum, at most bound */
	FIELD_BITS,    /* unsigned, within the mask bound */
	FIELD_LINES,   /* GPtrArray of char * */
	FIELD_UINTS,   /* GArray of uint32_t */
	FIELD_INLINE,  /* a struct within the struct */
	FIELD_POINTER, /* a struct behind a pointer */
	FIELD_LIST,    /* GPtrArray of structs */
} FieldType;

typedef struct Shape Shape;

typedef struct Field {
	FieldType type;
	gsize offset;
	guint bound;    /* bytes of a string, elements of a list, highest value, mask */
	bool may_be_null;
	const Shape *shape;
} Field;

struct Shape {
	const char *name;
	gsize size;
	const Field *fields;
	gsize length;
	gpointer (*make)(void);      /* NULL: zeroed, with its arrays */
	void (*release)(gpointer);   /* NULL: every member of the table, and the struct; not in lists */
	const char *(*wrong)(gpointer); /* what the table cannot say; NULL = nothing is wrong */
};

gpointer shape_new(const Shape *shape);
void shape_free(const Shape *shape, gpointer value);

void shape_encode(const Shape *shape, gconstpointer value, GByteArray *out); /* appends */

/* The next value. ERROR_DATA when it ends too early or a bound is exceeded. */
gpointer shape_decode(const Shape *shape, Reader *reader, GError **error);

#endif
