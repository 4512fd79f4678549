/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

/* Fuzz targets (libFuzzer): what they all need. tests/fuzz/run builds them with --enable-fuzz and lets each run for a
 * while. */

#include <glib.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* g_error() ends in SIGTRAP, which libFuzzer does not catch: the input would be lost. */
static inline void fuzz_on_trap(int number)
{
	abort();
}

__attribute__((constructor)) static inline void fuzz_keep_input(void)
{
	signal(SIGTRAP, fuzz_on_trap);
}

/* Text that leaves src/mail is valid UTF-8 without ESC. */
static inline void fuzz_check_text(const char *text)
{
	g_autofree char *said = NULL;

	if (!text || (g_utf8_validate(text, -1, NULL) && !strchr(text, '\033')))
		return;
	said = g_strescape(text, NULL);
	g_error("unsafe text: %s", said);
}

static inline void fuzz_check_texts(const GPtrArray *texts)
{
	for (guint i = 0; texts && i < texts->len; i++)
		fuzz_check_text(texts->pdata[i]);
}

#endif
