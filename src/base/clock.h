/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/*
 * The only readers of a clock. Decisions take the time as an argument; only edges (commands, the watcher, the agent's
 * driver) call these.
 */

#include <stdint.h>

int64_t clock_now(void);        /* UTC seconds */
int64_t clock_monotonic_ms(void); /* does not count suspend, never jumps back */
int64_t clock_asleep_ms(void);   /* in suspend since the machine started: grows by each */
int64_t clock_boottime_ms(void);  /* as monotonic, but counts suspend */

#endif
