/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LD_PRELOAD for tests: makes the real parser die, or hang, of mails that ask for it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *g_mime_stream_mem_new_with_buffer(const char *buffer, size_t length);

void *g_mime_stream_mem_new_with_buffer(const char *buffer, size_t length)
{
	void *(*real)(const char *, size_t) = (void *(*)(const char *, size_t))dlsym(RTLD_NEXT, __func__);

	if (memmem(buffer, length, "X-Poison: abort", 15))
		abort();
	if (memmem(buffer, length, "X-Poison: eat", 13))
		for (;;)
			memset(malloc(1 << 20), 1, 1 << 20);
	return real(buffer, length);
}
