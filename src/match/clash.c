/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/clash.h"

#include <glib.h>
#include <string.h>

bool clash_absent(const Absence *absence, const char *local)
{
	char day[11] = "";

	g_strlcpy(day, local, sizeof day);
	if (absence->left)
		return true;
	if (!absence->from && !absence->until)
		return false;
	return (!absence->from || strcmp(absence->from, day) <= 0) &&
	       (!absence->until || strcmp(day, absence->until) <= 0);
}

static int64_t end_of(const Appointment *appointment)
{
	return appointment->at + (appointment->duration_s > 0 ? appointment->duration_s : CALL_DEFAULT_S);
}

bool clash_overlap(const Appointment *a, const Appointment *b)
{
	return a->at < end_of(b) && b->at < end_of(a);
}
