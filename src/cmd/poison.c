/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/poison.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef CMC_SANITIZED
#define CPU_LIMIT_S 6 /* of slower code */
#else
#define CPU_LIMIT_S 2
#endif
#define MEMORY_LIMIT ((rlim_t)256 << 20)
#define PIPE_BYTES   65536 /* what a pipe holds */
#define LEAK_STATUS  23	   /* of LeakSanitizer */

/* Ends what the child wrote of one item; no text of ours holds such a byte. */
#define DONE_FALSE '\1'
#define DONE_TRUE  '\2'

typedef struct Poison {
	PoisonItem item;
	PoisonLost lost;
	void *data;
	guint count;
	guint done;	/* items that the parent knows to be done */
	bool any;	/* one of them came out true */
	GString *heard; /* of the item at hand */
} Poison;

/* careful: hands over each item at once, so that the parent knows which one killed. */
static void work(const Poison *poison, bool careful) G_GNUC_NORETURN;
static void work(const Poison *poison, bool careful)
{
	static char buffer[PIPE_BYTES];
	const struct itimerval limit = {.it_value = {.tv_sec = CPU_LIMIT_S}};
	const struct rlimit memory = {MEMORY_LIMIT, MEMORY_LIMIT}, core = {0, 0};

	setrlimit(RLIMIT_CORE, &core);
#ifndef CMC_SANITIZED
	setrlimit(RLIMIT_DATA, &memory);
#endif
	(void)memory;
	/* without a buffer of ours the C library keeps its own of one page */
	setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
	for (guint i = poison->done; i < poison->count; i++) {
		setitimer(ITIMER_PROF, &limit, NULL);
		fputc(poison->item(i, poison->data) ? DONE_TRUE : DONE_FALSE, stdout);
		if (careful)
			fflush(stdout);
	}
	fflush(stdout);
#ifdef CMC_SANITIZED
	exit(0); /* leaks are looked for on the way */
#endif
	_exit(0);
}

static void hear(Poison *poison, const char *bytes, gsize length)
{
	for (const char *at = bytes, *end = bytes + length; at < end;) {
		gsize size = 0;

		while (at + size < end && at[size] != DONE_FALSE && at[size] != DONE_TRUE)
			size++;
		g_string_append_len(poison->heard, at, (gssize)size);
		at += size;
		if (at == end)
			return;
		fwrite(poison->heard->str, 1, poison->heard->len, stdout);
		g_string_truncate(poison->heard, 0);
		poison->done++;
		poison->any = poison->any || *at == DONE_TRUE;
		at++;
	}
}

static void listen_to(Poison *poison, int fd)
{
	char buffer[PIPE_BYTES];
	ssize_t got;

	while ((got = read(fd, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR))
		if (got > 0)
			hear(poison, buffer, (gsize)got);
	/* half a line of one that died */
	g_string_truncate(poison->heard, 0);
}

/* One child for as many items as it survives. False when there could be none. */
static bool round_of_work(Poison *poison, bool careful, int *status)
{
	int ends[2];

	fflush(stdout);
	if (pipe(ends) != 0)
		return false;
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		dup2(ends[1], STDOUT_FILENO);
		close(ends[1]);
		work(poison, careful);
	}
	close(ends[1]);
	if (child > 0)
		listen_to(poison, ends[0]);
	close(ends[0]);
	while (child > 0 && waitpid(child, status, 0) < 0 && errno == EINTR)
		;
	return child > 0;
}

bool poison_each(guint count, PoisonItem item, PoisonLost lost, void *data)
{
	g_autoptr(GString) heard = g_string_new(NULL);
	Poison poison = {.item = item, .lost = lost, .data = data, .count = count, .heard = heard};
	bool careful = false;

	while (poison.done < count) {
		int status = 0;
		bool begun = round_of_work(&poison, careful, &status);

#ifdef CMC_SANITIZED
		if (begun && WIFEXITED(status) && WEXITSTATUS(status) == LEAK_STATUS)
			exit(LEAK_STATUS);
#endif
		if (poison.done >= count)
			break;
		/* what a fast child had not yet handed over is done again by a careful one */
		if (begun && !careful) {
			careful = true;
			continue;
		}
		const char *why = !begun					       ? "no process"
				  : WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF ? "it took too long"
				  : WIFSIGNALED(status)				       ? strsignal(WTERMSIG(status))
										       : "it gave up";
		lost(poison.done++, why, data);
		careful = false;
	}
	return poison.any;
}
