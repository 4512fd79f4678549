/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_WIRE_H
#define AGENT_WIRE_H

/*
 * The bytes of a frame, one thing after the other: numbers of 4 or 8 bytes, little-endian; bytes with their length (4 bytes)
 * before them; strings as bytes with their NUL. Nothing is aligned, nothing names its type: the tables of payload.c do.
 *
 * A first reading says a million strings, and GVariant takes longer for each than understanding the mail does.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

void wire_put_u32(GByteArray *out, uint32_t number);
void wire_put_u64(GByteArray *out, uint64_t number);
void wire_put_bytes(GByteArray *out, gconstpointer bytes, gsize length);
void wire_put_string(GByteArray *out, const char *text, gsize length);

/* What is still to be read. Each call takes the next thing, or gives false or NULL where that is not there whole. */
typedef struct Reader {
	const guint8 *at;
	gsize left;
} Reader;

bool wire_take_u32(Reader *reader, uint32_t *number);
bool wire_take_u64(Reader *reader, uint64_t *number);
const guint8 *wire_take_bytes(Reader *reader, gsize *length); /* within the frame */

/* Ends with its NUL and has no other; whether it is UTF-8 is for the reader to see. NULL without bytes (*is_null) was none. */
const char *wire_take_string(Reader *reader, gsize *length, bool *is_null);

#endif
