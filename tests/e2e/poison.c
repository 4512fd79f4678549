/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LD_PRELOAD for tests: makes the real parser die, or hang, of mails that ask for it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Bytes {
	uint8_t *data;
	unsigned length;
} Bytes; /* GByteArray */

void *g_mime_stream_mem_new_with_byte_array(Bytes *bytes);

void *g_mime_stream_mem_new_with_byte_array(Bytes *bytes)
{
	void *(*real)(Bytes *) = (void *(*)(Bytes *))dlsym(RTLD_NEXT, __func__);

	if (memmem(bytes->data, bytes->length, "Content-Poison: abort", 21))
		abort();
	if (memmem(bytes->data, bytes->length, "Content-Poison: eat", 19))
		for (;;)
			memset(malloc(1 << 20), 1, 1 << 20);
	return real(bytes);
}
