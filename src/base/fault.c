/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fault.h"

#ifdef CMC_FAULT_POINTS
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct {
	gint *count;     /* shared by a starter and its agents */
	gint crash_at;   /* 0 = only count */
	int trace;       /* a descriptor opened before the agents' cage was closed, or -1 */
} state = {.trace = -1};

void fault_open(const char *program)
{
	const char *wanted = g_getenv("CMC_CRASH_AT");
	const char *trace = g_getenv("CMC_CRASH_TRACE");
	gsize length = strlen(program);

	if (!wanted || strncmp(wanted, program, length) != 0 || wanted[length] != ':')
		return;
	state.crash_at = (gint)g_ascii_strtoll(wanted + length + 1, NULL, 10);
	state.count = mmap(NULL, sizeof *state.count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (state.count == MAP_FAILED)
		state.count = NULL;
	if (trace)
		state.trace = open(trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

void fault_point(const char *effect)
{
	gint number;
	char line[64];

	if (!state.count)
		return;
	number = g_atomic_int_add(state.count, 1) + 1;
	g_snprintf(line, sizeof line, "%d %s\n", number, effect);
	if (state.trace >= 0 && write(state.trace, line, strlen(line)) < 0)
		state.trace = -1;
	if (number == state.crash_at)
		_exit(137);
}
#endif
