/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Behind the cage: what a captured agent would want fails, what an honest one needs works. Each case is a child. */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/cage.h"

static char *folder;
static char *present; /* a file in it */
static char *outside; /* a file beside it */

static bool can_write(void)
{
	return open(present, O_WRONLY | O_CLOEXEC) >= 0;
}

static bool can_append(void)
{
	return open(present, O_RDWR | O_APPEND | O_CLOEXEC) >= 0;
}

static bool can_create(void)
{
	g_autofree char *path = g_build_filename(folder, "new", NULL);

	return open(path, O_CREAT | O_RDONLY | O_CLOEXEC, 0600) >= 0;
}

static bool can_truncate(void)
{
	return open(present, O_RDONLY | O_TRUNC | O_CLOEXEC) >= 0 || truncate(present, 0) == 0;
}

static bool can_remove(void)
{
	return unlink(present) == 0;
}

static bool can_make_folder(void)
{
	g_autofree char *path = g_build_filename(folder, "folder", NULL);

	return mkdir(path, 0700) == 0;
}

static bool can_run(void)
{
	char *argv[] = {(char *)"/bin/true", NULL};

	execv(argv[0], argv);
	return false; /* had it run, the child's status would be that of true: see run_case() */
}

static bool can_listen(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	return bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
}

static bool can_trace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool can_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static bool can_take_much(void)
{
	void *much = malloc((gsize)3 << 30);
	bool taken = much != NULL;

	free(much);
	return taken;
}

static bool can_dump(void)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_max != 0;
}

static bool can_read(void)
{
	return open(present, O_RDONLY | O_CLOEXEC) >= 0;
}

static bool can_look_up(void)
{
	struct addrinfo *found = NULL;
	bool known = getaddrinfo("localhost", "993", NULL, &found) == 0;

	if (found)
		freeaddrinfo(found);
	return known;
}

static gpointer nothing(gpointer data)
{
	return data;
}

static bool can_thread(void)
{
	g_autoptr(GError) error = NULL;
	GThread *thread = g_thread_try_new("try", nothing, &error, &error);

	return thread && g_thread_join(thread) == &error;
}

static bool can_connect(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(1),
				      .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	/* nobody listens there; what counts is that the kernel tried */
	return fd >= 0 && (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 || errno == ECONNREFUSED);
}

static bool can_rename(void)
{
	g_autofree char *from = g_build_filename(folder, "tmp", "mail", NULL);
	g_autofree char *to = g_build_filename(folder, "cur", "mail", NULL);
	int fd = open(from, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

	return fd >= 0 && write(fd, "x", 1) == 1 && renameat(AT_FDCWD, from, AT_FDCWD, to) == 0 &&
	       unlinkat(AT_FDCWD, to, 0) == 0;
}

static bool can_write_outside(void)
{
	return open(outside, O_WRONLY | O_CLOEXEC) >= 0 || unlinkat(AT_FDCWD, outside, 0) == 0;
}

static bool can_read_outside(void)
{
	return open(outside, O_RDONLY | O_CLOEXEC) >= 0;
}

static bool can_read_system(void)
{
	return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
}

typedef struct Case {
	const char *name;
	bool (*can)(void);
	bool allowed;
	bool not_sanitized;
	bool tree; /* the cage of a Maildir */
} Case;

static const Case cases[] = {
	{"write", can_write, false},         {"append", can_append, false},
	{"create", can_create, false},       {"truncate", can_truncate, false},
	{"remove", can_remove, false},       {"make-folder", can_make_folder, false},
	{"run", can_run, false},             {"listen", can_listen, false},
	{"trace", can_trace, false, true},   {"fork", can_fork, false, true},
	{"take-much", can_take_much, false, true}, {"dump", can_dump, false},
	{"read", can_read, true},            {"look-up", can_look_up, true},
	{"thread", can_thread, true},        {"connect", can_connect, true},
	{"rename", can_rename, false},
	{"tree/rename", can_rename, true, false, true},
	{"tree/read", can_read, true, false, true},
	{"tree/truncate", can_truncate, false, false, true},
	{"tree/read-system", can_read_system, true, false, true},
	{"tree/read-outside", can_read_outside, false, false, true},
	{"tree/write-outside", can_write_outside, false, false, true},
	{"tree/connect", can_connect, false, false, true},
	{"tree/run", can_run, false, false, true},
	{"tree/fork", can_fork, false, true, true},
};

/* 10 = it can, 20 = it cannot; anything else is another program's status or a death. */
static void run_case(gconstpointer data)
{
	const Case *test = data;
	int status = 0;

#ifdef CMC_SANITIZED
	if (test->not_sanitized) {
		g_test_skip("left open for the sanitizers");
		return;
	}
#endif
	pid_t pid = fork();
	if (pid == 0) {
		if (test->tree)
			cage_close_around(folder);
		else
			cage_close();
		_exit(test->can() ? 10 : 20);
	}
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, test->allowed ? 10 : 20);
}

int main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("cage-XXXXXX", NULL);
	present = g_build_filename(folder, "present", NULL);
	outside = g_strconcat(folder, ".outside", NULL);
	g_autofree char *tmp = g_build_filename(folder, "tmp", NULL), *cur = g_build_filename(folder, "cur", NULL);
	g_assert_true(g_file_set_contents(present, "x", 1, NULL));
	g_assert_true(g_file_set_contents(outside, "x", 1, NULL));
	g_assert_true(g_mkdir(tmp, 0700) == 0 && g_mkdir(cur, 0700) == 0);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/agent/cage/%s", cases[i].name);

		g_test_add_data_func(path, &cases[i], run_case);
	}
	result = g_test_run();
	g_unlink(present);
	g_unlink(outside);
	g_rmdir(tmp);
	g_rmdir(cur);
	g_rmdir(folder);
	g_free(outside);
	g_free(present);
	g_free(folder);
	return result;
}
