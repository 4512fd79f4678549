/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_SHAPE_H
#define AGENT_SHAPE_H

/*
 * The form of a payload on the wire, as a table: one row per struct member. From the table come its GVariant type, its
 * encoder and its decoder, so that the two can never disagree. Members without a row do not travel.
 *
 * Encoding cuts strings and lists of facts to their bounds and repairs UTF-8; decoding refuses what exceeds a bound
 * and cleans every string (text_safe).
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
	FIELD_LINE,    /* char *, one line; "s", or "ms" where it may be NULL */
	FIELD_TEXT,    /* char *, may hold \n and \t */
	FIELD_BYTES,   /* GBytes *; "ay" */
	FIELD_U16,     /* uint16_t; "q" */
	FIELD_U32,     /* uint32_t; "u" */
	FIELD_U64,     /* uint64_t; "t" */
	FIELD_I64,     /* int64_t; "x", within the bounds of what dates and sizes can be */
	FIELD_INT,     /* int; "i" */
	FIELD_BOOL,    /* bool; "b" */
	FIELD_ENUM,    /* an enum; "u", at most bound */
	FIELD_BITS,    /* unsigned; "u", within the mask bound */
	FIELD_LINES,   /* GPtrArray of char *; "as" */
	FIELD_UINTS,   /* GArray of uint32_t; "au" */
	FIELD_INLINE,  /* a struct within the struct; "(…)" */
	FIELD_POINTER, /* a struct behind a pointer; "(…)", or "m(…)" where it may be NULL */
	FIELD_LIST,    /* GPtrArray of structs; "a(…)" */
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

void shape_type(const Shape *shape, GString *type); /* appends "(…)" */
GVariant *shape_encode(const Shape *shape, gconstpointer value); /* floating */

/* variant is in normal form and of the shape's type. ERROR_DATA when a bound is exceeded. */
gpointer shape_decode(const Shape *shape, GVariant *variant, GError **error);

#endif
