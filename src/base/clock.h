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
int64_t clock_boottime_ms(void);  /* as monotonic, but counts suspend */

int64_t clock_asleep_ms(void); /* in suspend since the machine started: grows by each */

/* The milliseconds in suspend since *asleep_ms was last set, which it renews: 0 where they were less than five seconds, after
 * which no connection needs to be doubted. */
int64_t clock_napped_ms(int64_t *asleep_ms);

#endif
