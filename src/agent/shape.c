/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent/shape.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Seconds and sizes beyond this are nonsense, and would overflow in sums. */
#define I64_LIMIT   G_GINT64_CONSTANT(1000000000000000)
#define LINES_BYTES 4096

static gpointer at(gconstpointer value, const Field *field)
{
	return (char *)value + field->offset;
}

static void make_members(const Shape *shape, gpointer value)
{
	for (gsize i = 0; i < shape->length; i++) {
		const Field *field = &shape->fields[i];

		if (field->type == FIELD_LINES)
			*(GPtrArray **)at(value, field) = g_ptr_array_new_with_free_func(g_free);
		else if (field->type == FIELD_UINTS)
			*(GArray **)at(value, field) = g_array_new(FALSE, FALSE, sizeof(uint32_t));
		else if (field->type == FIELD_LIST)
			*(GPtrArray **)at(value, field) = g_ptr_array_new_with_free_func(field->shape->release);
		else if (field->type == FIELD_INLINE)
			make_members(field->shape, at(value, field));
	}
}

gpointer shape_new(const Shape *shape)
{
	if (shape->make)
		return shape->make();

	gpointer value = g_malloc0(shape->size);
	make_members(shape, value);
	return value;
}

static void free_members(const Shape *shape, gpointer value)
{
	for (gsize i = 0; i < shape->length; i++) {
		const Field *field = &shape->fields[i];
		gpointer *member = at(value, field);

		if (field->type == FIELD_LINE || field->type == FIELD_TEXT)
			g_clear_pointer(member, g_free);
		else if (field->type == FIELD_BYTES)
			g_clear_pointer((GBytes **)member, g_bytes_unref);
		else if (field->type == FIELD_LINES || field->type == FIELD_LIST)
			g_clear_pointer((GPtrArray **)member, g_ptr_array_unref);
		else if (field->type == FIELD_UINTS)
			g_clear_pointer((GArray **)member, g_array_unref);
		else if (field->type == FIELD_INLINE)
			free_members(field->shape, member);
		else if (field->type == FIELD_POINTER && *member)
			shape_free(field->shape, g_steal_pointer(member));
	}
}

void shape_free(const Shape *shape, gpointer value)
{
	if (!value)
		return;
	if (shape->release) {
		shape->release(value);
		return;
	}
	free_members(shape, value);
	g_free(value);
}

/* What facts say is cut and repaired here, so that nothing of ours is refused at the other end. */
static void encode_string(const char *text, gsize bound, GByteArray *out)
{
	gsize length = strlen(text);
	g_autofree char *clean = NULL;

	if (length > bound || !g_utf8_validate_len(text, length, NULL)) {
		text = clean = text_utf8(text, (gssize)length, bound);
		length = strlen(clean);
	}
	wire_put_string(out, text, length);
}

static void encode_text(const char *text, const Field *field, GByteArray *out)
{
	if (text || !field->may_be_null)
		encode_string(text ? text : "", field->bound, out);
	else
		wire_put_string(out, NULL, 0);
}

static void encode_lines(const GPtrArray *lines, guint bound, GByteArray *out)
{
	guint count = lines ? MIN(lines->len, bound) : 0;

	wire_put_u32(out, count);
	for (guint i = 0; i < count; i++)
		encode_string(lines->pdata[i] ? lines->pdata[i] : "", LINES_BYTES, out);
}

static void encode_uints(const GArray *uints, guint bound, GByteArray *out)
{
	guint count = uints ? MIN(uints->len, bound) : 0;

	wire_put_u32(out, count);
	for (guint i = 0; i < count; i++)
		wire_put_u32(out, g_array_index(uints, uint32_t, i));
}

static void encode_list(const Shape *shape, const GPtrArray *list, guint bound, GByteArray *out)
{
	guint count = list ? MIN(list->len, bound) : 0;

	wire_put_u32(out, count);
	for (guint i = 0; i < count; i++)
		shape_encode(shape, list->pdata[i], out);
}

static void encode_pointer(const Field *field, gconstpointer value, GByteArray *out)
{
	g_return_if_fail(value || field->may_be_null);
	if (field->may_be_null)
		wire_put_u32(out, value != NULL);
	if (value)
		shape_encode(field->shape, value, out);
}

static void encode_bytes(GBytes *bytes, GByteArray *out)
{
	gsize length = 0;
	gconstpointer start = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	wire_put_bytes(out, start, length);
}

static void encode_field(const Field *field, gconstpointer member, GByteArray *out)
{
	switch (field->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		encode_text(*(char *const *)member, field, out);
		break;
	case FIELD_BYTES:
		encode_bytes(*(GBytes *const *)member, out);
		break;
	case FIELD_U16:
		wire_put_u32(out, *(const uint16_t *)member);
		break;
	case FIELD_U32:
	case FIELD_INT:
	case FIELD_ENUM:
	case FIELD_BITS:
		wire_put_u32(out, *(const uint32_t *)member);
		break;
	case FIELD_BOOL:
		wire_put_u32(out, *(const bool *)member);
		break;
	case FIELD_U64:
		wire_put_u64(out, *(const uint64_t *)member);
		break;
	case FIELD_I64:
		wire_put_u64(out, (uint64_t)CLAMP(*(const int64_t *)member, -I64_LIMIT, I64_LIMIT));
		break;
	case FIELD_LINES:
		encode_lines(*(GPtrArray *const *)member, field->bound, out);
		break;
	case FIELD_UINTS:
		encode_uints(*(GArray *const *)member, field->bound, out);
		break;
	case FIELD_INLINE:
		shape_encode(field->shape, member, out);
		break;
	case FIELD_POINTER:
		encode_pointer(field, *(gpointer const *)member, out);
		break;
	case FIELD_LIST:
		encode_list(field->shape, *(GPtrArray *const *)member, field->bound, out);
		break;
	}
}

void shape_encode(const Shape *shape, gconstpointer value, GByteArray *out)
{
	for (gsize i = 0; i < shape->length; i++)
		encode_field(&shape->fields[i], at(value, &shape->fields[i]), out);
}

static bool refuse(GError **error, const char *what)
{
	g_set_error(error, ERROR, ERROR_DATA, "frame refused: %s", what);
	return false;
}

static bool cut_short(GError **error)
{
	return refuse(error, "it ends too early");
}

static bool decode_string(Reader *reader, gsize bound, bool may_be_null, bool keep_lines, char **out, GError **error)
{
	bool is_null;
	gsize length;
	const char *text = wire_take_string(reader, &length, &is_null);

	g_clear_pointer(out, g_free);
	if (!text)
		return (is_null && may_be_null) || refuse(error, "a string that is none");
	if (length > bound)
		return refuse(error, "a string is too long");
	*out = text_safe(text, keep_lines);
	return true;
}

static bool decode_count(Reader *reader, guint bound, uint32_t *count, GError **error)
{
	if (!wire_take_u32(reader, count))
		return cut_short(error);
	return *count <= bound || refuse(error, "a list is too long");
}

static bool decode_lines(const Field *field, Reader *reader, GPtrArray *out, GError **error)
{
	uint32_t count;

	if (!decode_count(reader, field->bound, &count, error))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		char *line = NULL;

		if (!decode_string(reader, LINES_BYTES, false, false, &line, error))
			return false;
		g_ptr_array_add(out, line);
	}
	return true;
}

static bool decode_uints(const Field *field, Reader *reader, GArray *out, GError **error)
{
	uint32_t count;

	if (!decode_count(reader, field->bound, &count, error))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number;

		if (!wire_take_u32(reader, &number))
			return cut_short(error);
		g_array_append_val(out, number);
	}
	return true;
}

static bool decode_list(const Field *field, Reader *reader, GPtrArray *out, GError **error)
{
	uint32_t count;

	if (!decode_count(reader, field->bound, &count, error))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		gpointer value = shape_decode(field->shape, reader, error);

		if (!value)
			return false;
		g_ptr_array_add(out, value);
	}
	return true;
}

static bool decode_pointer(const Field *field, Reader *reader, gpointer *out, GError **error)
{
	uint32_t there = 1;

	if (field->may_be_null && !wire_take_u32(reader, &there))
		return cut_short(error);
	if (there > 1)
		return refuse(error, "a word that nobody knows");
	*out = there ? shape_decode(field->shape, reader, error) : NULL;
	return !there || *out;
}

static bool decode_bytes(Reader *reader, GBytes **out, GError **error)
{
	gsize length;
	const guint8 *bytes = wire_take_bytes(reader, &length);

	if (!bytes)
		return cut_short(error);
	g_clear_pointer(out, g_bytes_unref);
	*out = g_bytes_new(bytes, length);
	return true;
}

static bool decode_wide(const Field *field, Reader *reader, gpointer member, GError **error)
{
	uint64_t number;

	if (!wire_take_u64(reader, &number))
		return cut_short(error);
	*(uint64_t *)member = number;
	return field->type == FIELD_U64 || ((int64_t)number >= -I64_LIMIT && (int64_t)number <= I64_LIMIT) ||
	       refuse(error, "a time or size is absurd");
}

static bool decode_number(const Field *field, Reader *reader, gpointer member, GError **error)
{
	uint32_t number;

	if (!wire_take_u32(reader, &number))
		return cut_short(error);
	switch (field->type) {
	case FIELD_U16:
		*(uint16_t *)member = (uint16_t)number;
		return number <= G_MAXUINT16 || refuse(error, "a number is absurd");
	case FIELD_BOOL:
		*(bool *)member = number == 1;
		return number <= 1 || refuse(error, "a word that nobody knows");
	case FIELD_ENUM:
		*(uint32_t *)member = number;
		return number <= field->bound || refuse(error, "a word that nobody knows");
	case FIELD_BITS:
		*(uint32_t *)member = number;
		return !(number & ~field->bound) || refuse(error, "a flag that nobody knows");
	default:
		*(uint32_t *)member = number;
		return true;
	}
}

static bool decode_into(const Shape *shape, Reader *reader, gpointer value, GError **error);

static bool decode_field(const Field *field, Reader *reader, gpointer member, GError **error)
{
	switch (field->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return decode_string(reader, field->bound, field->may_be_null, field->type == FIELD_TEXT, member, error);
	case FIELD_BYTES:
		return decode_bytes(reader, member, error);
	case FIELD_LINES:
		return decode_lines(field, reader, *(GPtrArray **)member, error);
	case FIELD_UINTS:
		return decode_uints(field, reader, *(GArray **)member, error);
	case FIELD_INLINE:
		return decode_into(field->shape, reader, member, error);
	case FIELD_POINTER:
		return decode_pointer(field, reader, member, error);
	case FIELD_LIST:
		return decode_list(field, reader, *(GPtrArray **)member, error);
	case FIELD_U64:
	case FIELD_I64:
		return decode_wide(field, reader, member, error);
	default:
		return decode_number(field, reader, member, error);
	}
}

static bool decode_into(const Shape *shape, Reader *reader, gpointer value, GError **error)
{
	for (gsize i = 0; i < shape->length; i++)
		if (!decode_field(&shape->fields[i], reader, at(value, &shape->fields[i]), error)) {
			g_prefix_error(error, "%s: ", shape->name);
			return false;
		}
	return true;
}

gpointer shape_decode(const Shape *shape, Reader *reader, GError **error)
{
	gpointer value = shape_new(shape);

	if (decode_into(shape, reader, value, error)) {
		const char *wrong = shape->wrong ? shape->wrong(value) : NULL;

		if (!wrong)
			return value;
		refuse(error, wrong);
	}
	shape_free(shape, value);
	return NULL;
}
