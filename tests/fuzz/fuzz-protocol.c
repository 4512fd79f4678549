/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame as an agent that was taken over may send it: refused, or understood so that it says the same when it is sent
 * on. */
#include "agent/protocol.h"
#include "fuzz.h"

#define LENGTH_BYTES 4

static Frame *decode(GBytes *encoded, GError **error)
{
	gsize length;
	const guint8 *bytes = g_bytes_get_data(encoded, &length);

	return frame_decode(bytes + LENGTH_BYTES, length - LENGTH_BYTES, error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Frame) frame = frame_decode(data, size, &error);

	if (!frame) {
		if (!error)
			g_error("refused without a word");
		return 0;
	}
	g_autoptr(GBytes) first = frame_encode(frame);
	g_autoptr(Frame) again = decode(first, &error);
	if (!again)
		g_error("kind %d is not understood when sent on: %s", frame->kind, error->message);
	g_autoptr(GBytes) second = frame_encode(again);
	if (!g_bytes_equal(first, second))
		g_error("kind %d says something else when sent on", frame->kind);
	return 0;
}
