/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text/calendar part. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "mail/calendar-answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *raw = g_strndup((const char *)data, size);
	g_autofree char *text = g_utf8_make_valid(raw, -1);
	CalendarAnswer *answer = calendar_answer_read(text, "REPLY", "joerg@kunde.example");

	if (!answer)
		return 0;
	fuzz_check_text(answer->method);
	fuzz_check_text(answer->uid);
	fuzz_check_text(answer->comment);
	fuzz_check_text(answer->zone);
	calendar_answer_free(answer);
	return 0;
}
