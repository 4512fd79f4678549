/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an auto-reply says of days and deputies. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "mail/absence.h"

#define SENT_AT 1795420800 /* 2026-11-23 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *raw = g_strndup((const char *)data, size);
	g_autofree char *text = text_safe(raw, true);
	Absence *absence = absence_read("Abwesend", text, SENT_AT, "joerg@kunde.example");

	if (!absence)
		return 0;
	fuzz_check_text(absence->deputy);
	fuzz_check_text(absence->deputy_phone);
	if (absence->from && absence->until && strcmp(absence->from, absence->until) > 0)
		g_error("away from %s until %s", absence->from, absence->until);
	absence_free(absence);
	return 0;
}
