/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people type them. The first byte chooses sense and zone. */
#include "base/when.h"
#include "fuzz.h"

#define NOW 1795420800 /* 2026-11-23 */

static void check_when(const When *when)
{
	When again;
	g_autoptr(GError) error = NULL;

	if (!when_from_local(when->local, when->zone, &again, &error))
		g_error("%s %s: %s", when->local, when->zone, error->message);
	if (again.at != when->at)
		g_error("%s %s is %" G_GINT64_FORMAT ", then %" G_GINT64_FORMAT, when->local, when->zone, when->at,
			again.at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const zones[] = {"Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia",
					    "UTC"};
	g_autoptr(GError) error = NULL, duration_error = NULL;
	int64_t seconds = 0;
	When when;

	if (size == 0)
		return 0;
	g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
	WhenSense sense = data[0] & 1 ? WHEN_PAST : WHEN_FUTURE;
	if (when_parse(text, NOW, zones[(data[0] >> 1) % G_N_ELEMENTS(zones)], sense, &when, &error)) {
		check_when(&when);
		g_autofree char *full = when_in_full(&when), *iso = when_iso(when.at, when.zone);
		fuzz_check_text(full);
		fuzz_check_text(iso);
	} else if (!error) {
		g_error("refused without a word");
	}
	if (when_parse_duration(text, &seconds, &duration_error) && seconds < 0)
		g_error("a duration of %" G_GINT64_FORMAT " s", seconds);
	return 0;
}
