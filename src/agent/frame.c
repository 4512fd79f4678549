/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "agent/payload.h"
#include "agent/protocol.h"
#include "base/error.h"
#include "base/text.h"

#define TEXT_MAX    4096
#define FRAME_USUAL 512 /* bytes */

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

static void encode_payload(const Payload *payload, const Frame *frame, GByteArray *out)
{
	const char *text = frame->as.text;
	g_autofree char *clean = NULL;

	if (payload->carries == CARRIES_SHAPE) {
		shape_encode(payload->shape, frame->as.any, out);
	} else if (payload->carries == CARRIES_TEXT) {
		clean = text_utf8(text ? text : "", -1, TEXT_MAX);
		wire_put_string(out, clean, strlen(clean));
	} else if (payload->carries == CARRIES_FLAG) {
		wire_put_u32(out, frame->as.flag && *frame->as.flag);
	}
}

GBytes *frame_encode(const Frame *frame)
{
	const Payload *payload = payload_of(frame->kind);
	GByteArray *out;
	guint32 length;

	g_return_val_if_fail(payload != NULL, NULL);
	out = g_byte_array_sized_new(FRAME_USUAL);
	wire_put_u32(out, 0);
	wire_put_u32(out, frame->kind);
	encode_payload(payload, frame, out);
	length = GUINT32_TO_LE(out->len - (guint32)sizeof length);
	memcpy(out->data, &length, sizeof length);
	return g_byte_array_free_to_bytes(out);
}

static gpointer decode_text(Reader *reader, GError **error)
{
	bool is_null;
	gsize length;
	const char *text = wire_take_string(reader, &length, &is_null);

	if (text && length <= TEXT_MAX)
		return text_safe(text, false);
	g_set_error(error, ERROR, ERROR_DATA, "frame refused: its text is %s", text ? "too long" : "none");
	return NULL;
}

static gpointer decode_flag(Reader *reader, GError **error)
{
	uint32_t flag;

	if (wire_take_u32(reader, &flag) && flag <= 1) {
		bool is_set = flag;

		return g_memdup2(&is_set, sizeof is_set);
	}
	g_set_error(error, ERROR, ERROR_DATA, "frame refused: its flag is neither set nor clear");
	return NULL;
}

static Frame *decode_payload(const Payload *payload, Reader *reader, GError **error)
{
	gpointer decoded = NULL;

	switch (payload->carries) {
	case CARRIES_NOTHING:
		return frame_new(payload->kind, NULL);
	case CARRIES_FLAG:
		decoded = decode_flag(reader, error);
		break;
	case CARRIES_TEXT:
		decoded = decode_text(reader, error);
		break;
	case CARRIES_SHAPE:
		decoded = shape_decode(payload->shape, reader, error);
		break;
	}
	return decoded ? frame_new(payload->kind, decoded) : NULL;
}

Frame *frame_decode(const guint8 *bytes, gsize length, GError **error)
{
	Reader reader = {bytes, length};
	const Payload *payload;
	uint32_t kind;

	if (length > FRAME_MAX || !wire_take_u32(&reader, &kind)) {
		g_set_error(error, ERROR, ERROR_DATA, "frame refused: %" G_GSIZE_FORMAT " bytes", length);
		return NULL;
	}
	payload = payload_of(kind);
	if (!payload) {
		g_set_error(error, ERROR, ERROR_DATA, "frame refused: there is no kind %u", kind);
		return NULL;
	}
	g_autoptr(Frame) frame = decode_payload(payload, &reader, error);
	if (frame && reader.left) {
		g_set_error(error, ERROR, ERROR_DATA, "frame refused: %" G_GSIZE_FORMAT " bytes too many", reader.left);
		return NULL;
	}
	return g_steal_pointer(&frame);
}
