/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent/wire.h"

#include <string.h>

void wire_put_u32(GByteArray *out, uint32_t number)
{
	number = GUINT32_TO_LE(number);
	g_byte_array_append(out, (const guint8 *)&number, sizeof number);
}

void wire_put_u64(GByteArray *out, uint64_t number)
{
	number = GUINT64_TO_LE(number);
	g_byte_array_append(out, (const guint8 *)&number, sizeof number);
}

void wire_put_bytes(GByteArray *out, gconstpointer bytes, gsize length)
{
	wire_put_u32(out, (uint32_t)length);
	if (length)
		g_byte_array_append(out, bytes, (guint)length);
}

void wire_put_string(GByteArray *out, const char *text, gsize length)
{
	wire_put_bytes(out, text, text ? length + 1 : 0);
}

static bool take(Reader *reader, gpointer out, gsize size)
{
	if (reader->left < size)
		return false;
	memcpy(out, reader->at, size);
	reader->at += size;
	reader->left -= size;
	return true;
}

bool wire_take_u32(Reader *reader, uint32_t *number)
{
	bool there = take(reader, number, sizeof *number);

	*number = there ? GUINT32_FROM_LE(*number) : 0;
	return there;
}

bool wire_take_u64(Reader *reader, uint64_t *number)
{
	bool there = take(reader, number, sizeof *number);

	*number = there ? GUINT64_FROM_LE(*number) : 0;
	return there;
}

const guint8 *wire_take_bytes(Reader *reader, gsize *length)
{
	const guint8 *bytes;
	uint32_t size;

	if (!wire_take_u32(reader, &size) || reader->left < size)
		return NULL;
	bytes = reader->at;
	reader->at += size;
	reader->left -= size;
	*length = size;
	return bytes;
}

const char *wire_take_string(Reader *reader, gsize *length, bool *is_null)
{
	gsize size;
	const guint8 *bytes = wire_take_bytes(reader, &size);

	*is_null = bytes && size == 0;
	if (!bytes || size == 0 || memchr(bytes, 0, size) != bytes + size - 1)
		return NULL;
	*length = size - 1;
	return (const char *)bytes;
}
