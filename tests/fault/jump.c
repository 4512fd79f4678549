/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LD_PRELOAD for tests: CLOCK_BOOTTIME runs ahead by the seconds that the file $JUMP_FILE holds (int64_t), as after a suspend.
 * The page is shared, so that agents see it change from within their cage. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *ahead_s;

__attribute__((constructor)) static void open_page(void)
{
	const char *name = getenv("JUMP_FILE");
	int fd = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
	void *page = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *ahead_s, PROT_READ, MAP_SHARED, fd, 0);

	if (page != MAP_FAILED)
		ahead_s = page;
	if (fd >= 0)
		close(fd);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	int result = (int)syscall(SYS_clock_gettime, clock, now);

	if (result == 0 && clock == CLOCK_BOOTTIME && ahead_s)
		now->tv_sec += *ahead_s;
	return result;
}
