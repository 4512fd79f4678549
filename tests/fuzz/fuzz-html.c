/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HTML mail's text, and what of it its writer wrote. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "mail/html-text.h"
#include "mail/own-words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *raw = text_utf8((const char *)data, (gssize)size, 256 * 1024);
	g_autofree char *text = html_text(raw, strlen(raw));
	g_autofree char *safe = text_safe(text, true), *own = NULL, *quoted = NULL;

	own_words(safe, &own, &quoted);
	fuzz_check_text(own);
	fuzz_check_text(quoted);
	return 0;
}
