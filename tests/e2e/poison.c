/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LD_PRELOAD for tests: makes the real parser die, or eat all memory, of mails whose text asks for it. Mails that are one plain text
 * never meet the parser: the poison needs a Content-Disposition, or parts. With POISON_ALL in the environment whoever looks at a
 * mail dies in its cage, whatever the mail. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/* GLib's GByteArray, so that this compiles without its headers. */
typedef struct ByteArray {
	unsigned char *data;
	unsigned length;
} ByteArray;

void *g_mime_parser_new_with_stream(void *stream);

int seccomp_load(void *filter);

int seccomp_load(void *filter)
{
	int (*real)(void *) = (int (*)(void *))dlsym(RTLD_NEXT, __func__);

	if (getenv("POISON_ALL"))
		abort();
	return real(filter);
}

void *g_mime_parser_new_with_stream(void *stream)
{
	void *(*real)(void *) = (void *(*)(void *))dlsym(RTLD_NEXT, __func__);
	ByteArray *(*bytes_of)(void *) = (ByteArray * (*)(void *)) dlsym(RTLD_DEFAULT, "g_mime_stream_mem_get_byte_array");
	const ByteArray *bytes = bytes_of(stream);

	if (memmem(bytes->data, bytes->length, "X-Poison: abort", 15))
		abort();
	if (memmem(bytes->data, bytes->length, "X-Poison: eat", 13))
		for (;;)
			memset(malloc(1 << 20), 1, 1 << 20);
	return real(stream);
}
