/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TODAY_CYCLE_H
#define APP_TODAY_CYCLE_H

#include "app/config.h"
#include "app/history.h"
#include "match/due.h"

/* The facts of one cycle, and what they are about: what an item names. */
typedef struct Cycle {
	int64_t id;
	CycleFacts facts;
	const Call *reached, *last, *begun;
	const Appointment *missed; /* the newest */
	GPtrArray *owed;	   /* const CallFacts *: each call that owes a mail is an item of its own */
	const HistoryMail *bounce, *reply, *risk, *sent;
} Cycle;

/* The cycles of a contact as they are at this time, calls that come later left out. What they name belongs to the
 * history. Caller owns the array of Cycle. */
GArray *today_weigh(const Config *config, const History *history, int64_t now);

#endif
