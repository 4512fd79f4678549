/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_STATS_H
#define STORE_STATS_H

/* Counts of what happened in a span of time: the figures of the method. */

#include "model/appointment.h"
#include "store/store.h"

typedef struct Stats {
	int64_t calls, reached;			   /* calls of ours; of them those that reached */
	int64_t promises;			   /* calls that promised a mail */
	int64_t follow_ups, live;		   /* mails linked to calls; of them sent while the call was running */
	int64_t replies, bounces;		   /* answers of people, and mails that came back */
	int64_t states[APPOINTMENT_CANCELLED + 1]; /* by AppointmentState: how often an agreed call became so */
} Stats;

/* In [from, until], UTC seconds. */
bool store_stats(Store *store, int64_t from, int64_t until, Stats *out, GError **error);

#endif
