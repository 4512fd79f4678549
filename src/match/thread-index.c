/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/thread-index.h"

#include <string.h>

#define BASE64_MAX 1024

GBytes *thread_index_decode(const char *base64)
{
	gsize length = 0;
	guint8 *bytes;

	if (!base64 || strlen(base64) > BASE64_MAX)
		return NULL;
	bytes = g_base64_decode(base64, &length);
	if (length < THREAD_INDEX_ROOT) {
		g_free(bytes);
		return NULL;
	}
	/* what is left of a cut answer tells nothing */
	return g_bytes_new_take(bytes, length - (length - THREAD_INDEX_ROOT) % THREAD_INDEX_STEP);
}

gsize thread_index_depth(GBytes *answer, GBytes *asked)
{
	gsize own = 0, other = 0;
	const guint8 *below = answer ? g_bytes_get_data(answer, &own) : NULL;
	const guint8 *above = asked ? g_bytes_get_data(asked, &other) : NULL;

	return below && above && own > other && !memcmp(below, above, other) ? other : 0;
}
