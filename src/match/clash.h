/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_CLASH_H
#define MATCH_CLASH_H

/* What may keep an agreed call from taking place: absences, other calls, odd hours. */

#include <stdbool.h>

#include "model/appointment.h"
#include "model/message.h"

/* An appointment without a length takes so long. */
#define CALL_DEFAULT_S (15 * 60)

/* Is the agreed day (local "YYYY-MM-DD…") among the days away? An absence without an end reaches as far as that day. */
bool clash_absent(const Absence *absence, const char *local);

/* Do two agreed calls take place at the same time? */
bool clash_overlap(const Appointment *a, const Appointment *b);

#endif
