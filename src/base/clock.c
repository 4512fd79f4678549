/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <time.h>

#define NAP_MS (5 * 1000)

static int64_t read_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_now(void)
{
	return time(NULL);
}

int64_t clock_monotonic_ms(void)
{
	return read_ms(CLOCK_MONOTONIC);
}

int64_t clock_boottime_ms(void)
{
	return read_ms(CLOCK_BOOTTIME);
}

int64_t clock_asleep_ms(void)
{
	return clock_boottime_ms() - clock_monotonic_ms();
}

int64_t clock_napped_ms(int64_t *asleep_ms)
{
	int64_t before_ms = *asleep_ms;

	*asleep_ms = clock_asleep_ms();
	return *asleep_ms - before_ms > NAP_MS ? *asleep_ms - before_ms : 0;
}
