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

static void field_type(const Field *field, GString *type)
{
	static const char *const words[] = {
		[FIELD_LINE] = "s",  [FIELD_TEXT] = "s", [FIELD_BYTES] = "ay", [FIELD_U16] = "q",    [FIELD_U32] = "u",
		[FIELD_U64] = "t",   [FIELD_I64] = "x",  [FIELD_INT] = "i",    [FIELD_BOOL] = "b",   [FIELD_ENUM] = "u",
		[FIELD_BITS] = "u",  [FIELD_LINES] = "as", [FIELD_UINTS] = "au", [FIELD_INLINE] = "", [FIELD_POINTER] = "",
		[FIELD_LIST] = "a",
	};

	if (field->may_be_null)
		g_string_append_c(type, 'm');
	g_string_append(type, words[field->type]);
	if (field->shape)
		shape_type(field->shape, type);
}

void shape_type(const Shape *shape, GString *type)
{
	g_string_append_c(type, '(');
	for (gsize i = 0; i < shape->length; i++)
		field_type(&shape->fields[i], type);
	g_string_append_c(type, ')');
}

static GVariant *encode_string(const char *text, const Field *field)
{
	GVariant *string = NULL;

	if (text || !field->may_be_null)
		string = g_variant_new_take_string(text_utf8(text ? text : "", -1, field->bound));
	return field->may_be_null ? g_variant_new_maybe(G_VARIANT_TYPE_STRING, string) : string;
}

static GVariant *encode_lines(const GPtrArray *lines, guint bound)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE_STRING_ARRAY);
	for (guint i = 0; lines && i < lines->len && i < bound; i++) {
		const char *line = lines->pdata[i] ? lines->pdata[i] : "";

		g_variant_builder_add_value(&builder, g_variant_new_take_string(text_utf8(line, -1, LINES_BYTES)));
	}
	return g_variant_builder_end(&builder);
}

static GVariant *encode_list(const Shape *shape, const GPtrArray *list, guint bound)
{
	g_autoptr(GString) type = g_string_new("a");
	GVariantBuilder builder;

	shape_type(shape, type);
	g_variant_builder_init(&builder, G_VARIANT_TYPE(type->str));
	for (guint i = 0; list && i < list->len && i < bound; i++)
		g_variant_builder_add_value(&builder, shape_encode(shape, list->pdata[i]));
	return g_variant_builder_end(&builder);
}

static GVariant *encode_pointer(const Field *field, gconstpointer value)
{
	g_autoptr(GString) type = g_string_new(NULL);

	if (!field->may_be_null) {
		g_return_val_if_fail(value != NULL, NULL);
		return shape_encode(field->shape, value);
	}
	shape_type(field->shape, type);
	return g_variant_new_maybe(G_VARIANT_TYPE(type->str), value ? shape_encode(field->shape, value) : NULL);
}

static GVariant *encode_bytes(GBytes *bytes)
{
	return bytes ? g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, bytes, TRUE)
		     : g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, NULL, 0, 1);
}

static GVariant *encode_uints(const GArray *uints)
{
	return g_variant_new_fixed_array(G_VARIANT_TYPE_UINT32, uints ? uints->data : NULL, uints ? uints->len : 0,
					 sizeof(uint32_t));
}

static GVariant *encode_field(const Field *field, gconstpointer member)
{
	switch (field->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return encode_string(*(char *const *)member, field);
	case FIELD_BYTES:
		return encode_bytes(*(GBytes *const *)member);
	case FIELD_U16:
		return g_variant_new_uint16(*(const uint16_t *)member);
	case FIELD_U32:
	case FIELD_ENUM:
	case FIELD_BITS:
		return g_variant_new_uint32(*(const uint32_t *)member);
	case FIELD_U64:
		return g_variant_new_uint64(*(const uint64_t *)member);
	case FIELD_I64:
		return g_variant_new_int64(CLAMP(*(const int64_t *)member, -I64_LIMIT, I64_LIMIT));
	case FIELD_INT:
		return g_variant_new_int32(*(const int *)member);
	case FIELD_BOOL:
		return g_variant_new_boolean(*(const bool *)member);
	case FIELD_LINES:
		return encode_lines(*(GPtrArray *const *)member, field->bound);
	case FIELD_UINTS:
		return encode_uints(*(GArray *const *)member);
	case FIELD_INLINE:
		return shape_encode(field->shape, member);
	case FIELD_POINTER:
		return encode_pointer(field, *(gpointer const *)member);
	case FIELD_LIST:
		return encode_list(field->shape, *(GPtrArray *const *)member, field->bound);
	}
	g_return_val_if_reached(NULL);
}

GVariant *shape_encode(const Shape *shape, gconstpointer value)
{
	g_autofree GVariant **children = g_new(GVariant *, shape->length);

	for (gsize i = 0; i < shape->length; i++)
		children[i] = encode_field(&shape->fields[i], at(value, &shape->fields[i]));
	return g_variant_new_tuple(children, shape->length);
}

static bool refuse(GError **error, const char *what)
{
	g_set_error(error, ERROR, ERROR_DATA, "frame refused: %s", what);
	return false;
}

static bool decode_string(const Field *field, GVariant *child, char **out, GError **error)
{
	g_autoptr(GVariant) inner = field->may_be_null ? g_variant_get_maybe(child) : g_variant_ref(child);
	gsize length;

	g_clear_pointer(out, g_free);
	if (!inner)
		return true;
	const char *text = g_variant_get_string(inner, &length);
	if (length > field->bound)
		return refuse(error, "a string is too long");
	*out = text_safe(text, field->type == FIELD_TEXT);
	return true;
}

static bool decode_lines(const Field *field, GVariant *child, GPtrArray *out, GError **error)
{
	gsize count = g_variant_n_children(child);

	if (count > field->bound)
		return refuse(error, "a list is too long");
	for (gsize i = 0; i < count; i++) {
		const char *line;

		g_variant_get_child(child, i, "&s", &line);
		if (strlen(line) > LINES_BYTES)
			return refuse(error, "a string in a list is too long");
		g_ptr_array_add(out, text_safe(line, false));
	}
	return true;
}

static bool decode_uints(const Field *field, GVariant *child, GArray *out, GError **error)
{
	gsize count;
	const uint32_t *numbers = g_variant_get_fixed_array(child, &count, sizeof(uint32_t));

	if (count > field->bound)
		return refuse(error, "a list of numbers is too long");
	g_array_append_vals(out, numbers, (guint)count);
	return true;
}

static bool decode_list(const Field *field, GVariant *child, GPtrArray *out, GError **error)
{
	gsize count = g_variant_n_children(child);

	if (count > field->bound)
		return refuse(error, "a list is too long");
	for (gsize i = 0; i < count; i++) {
		g_autoptr(GVariant) element = g_variant_get_child_value(child, i);
		gpointer value = shape_decode(field->shape, element, error);

		if (!value)
			return false;
		g_ptr_array_add(out, value);
	}
	return true;
}

static bool decode_number(const Field *field, GVariant *child, gpointer member, GError **error)
{
	switch (field->type) {
	case FIELD_U16:
		*(uint16_t *)member = g_variant_get_uint16(child);
		return true;
	case FIELD_U64:
		*(uint64_t *)member = g_variant_get_uint64(child);
		return true;
	case FIELD_I64:
		*(int64_t *)member = g_variant_get_int64(child);
		return (*(int64_t *)member >= -I64_LIMIT && *(int64_t *)member <= I64_LIMIT) ||
		       refuse(error, "a time or size is absurd");
	case FIELD_INT:
		*(int *)member = g_variant_get_int32(child);
		return true;
	case FIELD_BOOL:
		*(bool *)member = g_variant_get_boolean(child);
		return true;
	default:
		*(uint32_t *)member = g_variant_get_uint32(child);
	}
	if (field->type == FIELD_ENUM && *(uint32_t *)member > field->bound)
		return refuse(error, "a word that nobody knows");
	if (field->type == FIELD_BITS && (*(uint32_t *)member & ~field->bound))
		return refuse(error, "a flag that nobody knows");
	return true;
}

static bool decode_into(const Shape *shape, GVariant *variant, gpointer value, GError **error);

static bool decode_field(const Field *field, GVariant *child, gpointer member, GError **error)
{
	g_autoptr(GVariant) inner = NULL;

	switch (field->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return decode_string(field, child, member, error);
	case FIELD_BYTES:
		g_clear_pointer((GBytes **)member, g_bytes_unref);
		*(GBytes **)member = g_variant_get_data_as_bytes(child);
		return true;
	case FIELD_LINES:
		return decode_lines(field, child, *(GPtrArray **)member, error);
	case FIELD_UINTS:
		return decode_uints(field, child, *(GArray **)member, error);
	case FIELD_INLINE:
		return decode_into(field->shape, child, member, error);
	case FIELD_POINTER:
		inner = field->may_be_null ? g_variant_get_maybe(child) : g_variant_ref(child);
		*(gpointer *)member = inner ? shape_decode(field->shape, inner, error) : NULL;
		return !inner || *(gpointer *)member;
	case FIELD_LIST:
		return decode_list(field, child, *(GPtrArray **)member, error);
	default:
		return decode_number(field, child, member, error);
	}
}

static bool decode_into(const Shape *shape, GVariant *variant, gpointer value, GError **error)
{
	for (gsize i = 0; i < shape->length; i++) {
		g_autoptr(GVariant) child = g_variant_get_child_value(variant, i);

		if (!decode_field(&shape->fields[i], child, at(value, &shape->fields[i]), error)) {
			g_prefix_error(error, "%s: ", shape->name);
			return false;
		}
	}
	return true;
}

gpointer shape_decode(const Shape *shape, GVariant *variant, GError **error)
{
	gpointer value = shape_new(shape);

	if (decode_into(shape, variant, value, error)) {
		const char *wrong = shape->wrong ? shape->wrong(value) : NULL;

		if (!wrong)
			return value;
		refuse(error, wrong);
	}
	shape_free(shape, value);
	return NULL;
}
