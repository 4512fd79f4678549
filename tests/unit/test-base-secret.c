/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/secret.h"

static void test_command(void)
{
	static const struct {
		const char *command, *secret; /* secret NULL: refused, why is named */
		const char *why;
	} cases[] = {
		{"echo hunter2", "hunter2", NULL},
		{"printf 'no newline'", "no newline", NULL},
		{"printf 'first\\nsecond\\n'", "first", NULL},
		{"printf 'crlf\\r\\n'", "crlf", NULL},
		{"printf ' spaces stay '", " spaces stay ", NULL},
		{"echo '$HOME;ls'", "$HOME;ls", NULL}, /* no shell */
		{"sh -c 'printf \"s3cret\\n\"; head -c 300000 /dev/zero'", "s3cret", NULL},
		{"sh -c 'echo talk >&2; echo x'", "x", NULL},
		{"cat", NULL, "nothing"}, /* its standard input is empty */
		{"true", NULL, "nothing"},
		{"printf '\\n'", NULL, "nothing"},
		{"printf 'a\\0b\\n'", NULL, "NUL"},
		{"sh -c 'head -c 20000 /dev/zero | tr \"\\0\" x'", NULL, "too long"},
		{"sh -c 'echo x; exit 3'", NULL, "status 3"},
		{"/nonexistent/pass", NULL, "status 127"},
		{"sh -c 'kill -9 $$'", NULL, "status 137"},
		{"echo 'open", NULL, "cannot be read"},
		{"", NULL, "cannot be read"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Secret) secret = secret_from_command(cases[i].command, 10000, &error);

		if (cases[i].secret) {
			g_assert_no_error(error);
			g_assert_cmpstr(secret_get(secret), ==, cases[i].secret);
			continue;
		}
		g_assert_null(secret);
		g_assert_error(error, ERROR, ERROR_REFUSED);
		g_assert_nonnull(strstr(error->message, cases[i].why));
	}
}

/* The longest line that is taken, and through a descriptor. */
static void test_limit(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Secret) secret =
		secret_from_command("sh -c 'head -c 16384 /dev/zero | tr \"\\0\" x; echo'", 10000, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(strlen(secret_get(secret)), ==, 16384);
	int fd = secret_to_fd(secret, &error);
	g_assert_no_error(error);
	g_autoptr(Secret) back = secret_from_fd(fd, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(secret_get(back), ==, secret_get(secret));
}

/* A command that hangs is ended with everything that it started. */
static void test_hang(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *note = NULL, *pid_text = NULL;
	int file = g_file_open_tmp("cmc-secret-XXXXXX", &note, NULL);
	g_autofree char *command = g_strdup_printf("sh -c 'sleep 60 & echo $! >%s; echo half; wait'", note);
	int64_t begin_ms = clock_monotonic_ms();

	close(file);
	g_assert_null(secret_from_command(command, 700, &error));
	g_assert_error(error, ERROR, ERROR_REFUSED);
	g_assert_nonnull(strstr(error->message, "0.7 s"));
	g_assert_cmpint(clock_monotonic_ms() - begin_ms, <, 10000);
	g_assert_true(g_file_get_contents(note, &pid_text, NULL, NULL));
	pid_t sleeper = (pid_t)g_ascii_strtoll(pid_text, NULL, 10);
	g_assert_cmpint(sleeper, >, 1);
	g_autofree char *stat_path = g_strdup_printf("/proc/%d/stat", sleeper);
	bool gone = false;
	for (int i = 0; i < 200 && !gone; i++) {
		g_autofree char *status = NULL;

		/* killed but not yet collected by init counts as gone */
		gone = !g_file_get_contents(stat_path, &status, NULL, NULL) || strstr(status, ") Z ");
		if (!gone)
			g_usleep(10000);
	}
	g_assert_true(gone);
	g_unlink(note);
}

/* Nothing but 0 to 2 is inherited, no signal is blocked, and it leads a process group. */
static void test_child(void)
{
	g_autoptr(GError) error = NULL;
	sigset_t blocked, before;
	int leak = open("/dev/null", O_RDONLY); /* without close-on-exec, as a library would */

	g_assert_cmpint(leak, >, 2);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, &before);
	g_autofree char *command =
		g_strdup_printf("sh -c 'test -e /proc/$$/fd/%d && exit 9; exec grep SigBlk /proc/self/status'", leak);
	g_autoptr(Secret) mask = secret_from_command(command, 10000, &error);
	sigprocmask(SIG_SETMASK, &before, NULL);
	g_assert_no_error(error);
	g_assert_cmpstr(secret_get(mask), ==, "SigBlk:\t0000000000000000");
	g_autoptr(Secret) group = secret_from_command("sh -c 'test $(cut -d\" \" -f5 /proc/$$/stat) = $$ && echo leads'",
						      10000, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(secret_get(group), ==, "leads");
	close(leak);
}

static void test_fd(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Secret) secret = secret_new("pässword!", strlen("pässword"));
	int fd = secret_to_fd(secret, &error);

	g_assert_no_error(error);
	g_assert_cmpint(write(fd, "x", 1), ==, -1); /* sealed */
	g_assert_cmpint(ftruncate(fd, 0), ==, -1);
	g_assert_cmpint(fcntl(fd, F_GETFD) & FD_CLOEXEC, ==, FD_CLOEXEC);
	g_autoptr(Secret) back = secret_from_fd(fd, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(secret_get(back), ==, "pässword");
	g_assert_cmpint(fcntl(fd, F_GETFD), ==, -1); /* the reader closed it */
	g_assert_cmpint(errno, ==, EBADF);

	fd = memfd_create("empty", MFD_CLOEXEC);
	g_assert_null(secret_from_fd(fd, &error));
	g_assert_error(error, ERROR, ERROR_DATA);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/secret/command", test_command);
	g_test_add_func("/base/secret/limit", test_limit);
	g_test_add_func("/base/secret/hang", test_hang);
	g_test_add_func("/base/secret/child", test_child);
	g_test_add_func("/base/secret/fd", test_fd);
	return g_test_run();
}
