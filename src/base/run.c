/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/run.h"

#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"

#define OUTPUT_MAX (4 * 1024 * 1024)

/* A program in its build tree has its parts in a folder beside it; NULL where it has none. */
static char *beside_program(const char *part)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = self ? g_path_get_dirname(self) : NULL;
	g_autofree char *path = folder ? g_build_filename(folder, "libexec", part, NULL) : NULL;

	return path && access(path, R_OK) == 0 ? g_steal_pointer(&path) : NULL;
}

static char *part_of(const char *variable, const char *beside, const char *installed, const char *name)
{
	const char *set = g_getenv(variable);
	g_autofree char *part = g_build_filename(beside, name, NULL);
	char *path = set && *set ? g_build_filename(set, name, NULL) : beside_program(part);

	return path ? path : g_build_filename(installed, name, NULL);
}

char *run_libexec(const char *name)
{
	return part_of("CMC_LIBEXEC", "", PKGLIBEXECDIR, name);
}

char *run_data(const char *name)
{
	return part_of("CMC_DATADIR", "data", PKGDATADIR, name);
}

bool run_hear(int fd, GString *into, gsize most, int64_t deadline_ms)
{
	char buffer[65536];

	for (;;) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		int64_t left = deadline_ms - clock_monotonic_ms();

		if (left <= 0 || into->len > most)
			return false;
		if (poll(&wait, 1, (int)left) <= 0)
			continue;
		ssize_t got = read(fd, buffer, sizeof buffer);
		if (got == 0)
			return true;
		if (got > 0)
			g_string_append_len(into, buffer, got);
		else if (errno != EINTR)
			return false;
	}
}

bool run_say(int fd, const char *bytes, gsize length)
{
	while (length > 0) {
		ssize_t done = write(fd, bytes, length);

		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0) {
			bytes += done;
			length -= (gsize)done;
		}
	}
	return true;
}

GString *run_output(const char *const *argv, int timeout_ms, int *status, GError **error)
{
	const GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_DO_NOT_REAP_CHILD;
	g_autoptr(GString) output = g_string_new(NULL);
	g_autoptr(GError) problem = NULL;
	GPid pid;
	int fd, end = 0;

	if (!g_spawn_async_with_pipes(NULL, (char **)argv, NULL, flags, NULL, NULL, &pid, NULL, &fd, NULL, &problem)) {
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "\"%s\" cannot be run: %s", argv[0], problem->message);
		return NULL;
	}
	bool heard = run_hear(fd, output, OUTPUT_MAX, clock_monotonic_ms() + timeout_ms);
	close(fd);
	if (!heard)
		kill(pid, SIGKILL);
	while (waitpid(pid, &end, 0) < 0 && errno == EINTR)
		;
	g_spawn_close_pid(pid);
	if (heard && WIFEXITED(end)) {
		*status = WEXITSTATUS(end);
		return g_steal_pointer(&output);
	}
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "\"%s\" gave no answer", argv[0]);
	return NULL;
}
