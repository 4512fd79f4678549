/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "agent/payload.h"
#include "agent/protocol.h"
#include "base/error.h"
#include "base/text.h"

#define TEXT_MAX 4096

Frame *frame_new(FrameKind kind, gpointer payload)
{
	Frame *frame = g_new0(Frame, 1);

	frame->kind = kind;
	frame->as.any = payload;
	frame->fd = -1;
	return frame;
}

void frame_free(Frame *frame)
{
	const Payload *payload;

	if (!frame)
		return;
	payload = payload_of(frame->kind);
	if (payload && payload->carries == CARRIES_SHAPE)
		shape_free(payload->shape, frame->as.any);
	else
		g_free(frame->as.any);
	if (frame->fd >= 0)
		close(frame->fd);
	g_free(frame);
}

gpointer payload_new(FrameKind kind)
{
	const Payload *payload = payload_of(kind);

	if (!payload || payload->carries == CARRIES_NOTHING)
		return NULL;
	if (payload->carries == CARRIES_SHAPE)
		return shape_new(payload->shape);
	return payload->carries == CARRIES_TEXT ? (gpointer)g_strdup("") : (gpointer)g_new0(bool, 1);
}

static GVariant *encode_payload(const Payload *payload, const Frame *frame)
{
	const char *text = frame->as.text;

	switch (payload->carries) {
	case CARRIES_SHAPE:
		return shape_encode(payload->shape, frame->as.any);
	case CARRIES_TEXT:
		return g_variant_new_take_string(text_utf8(text ? text : "", -1, TEXT_MAX));
	case CARRIES_FLAG:
		return g_variant_new_boolean(frame->as.flag && *frame->as.flag);
	default:
		return g_variant_new_tuple(NULL, 0);
	}
}

GBytes *frame_encode(const Frame *frame)
{
	const Payload *payload = payload_of(frame->kind);
	g_autoptr(GVariant) whole = NULL;
	guint32 length;

	g_return_val_if_fail(payload != NULL, NULL);
	whole = g_variant_ref_sink(g_variant_new("(yv)", (guint8)frame->kind, encode_payload(payload, frame)));
	gsize size = g_variant_get_size(whole);
	guint8 *bytes = g_malloc(sizeof length + size);
	length = GUINT32_TO_LE((guint32)size);
	memcpy(bytes, &length, sizeof length);
	memcpy(bytes + sizeof length, g_variant_get_data(whole), size);
	return g_bytes_new_take(bytes, sizeof length + size);
}

static bool has_type(const Payload *payload, GVariant *value)
{
	static const char *const types[] = {
		[CARRIES_NOTHING] = "()", [CARRIES_TEXT] = "s", [CARRIES_FLAG] = "b", [CARRIES_SHAPE] = ""};
	g_autoptr(GString) type = g_string_new(types[payload->carries]);

	if (payload->shape)
		shape_type(payload->shape, type);
	return g_str_equal(g_variant_get_type_string(value), type->str);
}

static gpointer decode_text(GVariant *value, GError **error)
{
	gsize length;
	const char *text = g_variant_get_string(value, &length);

	if (length <= TEXT_MAX)
		return text_safe(text, false);
	g_set_error(error, ERROR, ERROR_DATA, "frame refused: its text is too long");
	return NULL;
}

static Frame *decode_payload(const Payload *payload, GVariant *value, GError **error)
{
	gpointer decoded = NULL;

	switch (payload->carries) {
	case CARRIES_NOTHING:
		return frame_new(payload->kind, NULL);
	case CARRIES_FLAG:
		decoded = g_new0(bool, 1);
		*(bool *)decoded = g_variant_get_boolean(value);
		break;
	case CARRIES_TEXT:
		decoded = decode_text(value, error);
		break;
	case CARRIES_SHAPE:
		decoded = shape_decode(payload->shape, value, error);
		break;
	}
	return decoded ? frame_new(payload->kind, decoded) : NULL;
}

Frame *frame_decode(const guint8 *bytes, gsize length, GError **error)
{
	g_autoptr(GBytes) copy = NULL;
	g_autoptr(GVariant) whole = NULL;
	g_autoptr(GVariant) value = NULL;
	const Payload *payload;
	guint8 kind;

	if (length == 0 || length > FRAME_MAX) {
		g_set_error(error, ERROR, ERROR_DATA, "frame refused: %" G_GSIZE_FORMAT " bytes", length);
		return NULL;
	}
	/* a copy: GVariant wants its bytes aligned, and payloads may keep parts of them; with a byte behind it, which
	 * GLib 2.74 reads when it judges a frame of one byte */
	guint8 *aligned = g_malloc(length + 1);
	memcpy(aligned, bytes, length);
	aligned[length] = 0;
	copy = g_bytes_new_take(aligned, length);
	whole = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE("(yv)"), copy, FALSE));
	if (!g_variant_is_normal_form(whole)) {
		g_set_error(error, ERROR, ERROR_DATA, "frame refused: not in normal form");
		return NULL;
	}
	g_variant_get(whole, "(yv)", &kind, &value);
	payload = payload_of(kind);
	if (!payload || !has_type(payload, value)) {
		g_set_error(error, ERROR, ERROR_DATA, "frame refused: kind %d is not of that shape", kind);
		return NULL;
	}
	return decode_payload(payload, value, error);
}
