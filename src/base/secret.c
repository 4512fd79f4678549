/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"

#define SECRET_MAX 16384

struct Secret {
	char *bytes; /* a mapping of its own, NUL-terminated */
	gsize size;
};

Secret *secret_new(const char *bytes, gsize length)
{
	Secret *secret = g_new0(Secret, 1);

	secret->size = length + 1;
	secret->bytes = mmap(NULL, secret->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	g_assert(secret->bytes != MAP_FAILED);
	/* both may be refused by limits; a secret in ordinary memory is still wiped */
	if (mlock(secret->bytes, secret->size) != 0 || madvise(secret->bytes, secret->size, MADV_DONTDUMP) != 0)
		errno = 0;
	memcpy(secret->bytes, bytes, length);
	secret->bytes[length] = '\0';
	return secret;
}

void secret_free(Secret *secret)
{
	if (!secret)
		return;
	explicit_bzero(secret->bytes, secret->size);
	munmap(secret->bytes, secret->size);
	g_free(secret);
}

const char *secret_get(const Secret *secret)
{
	return secret->bytes;
}

static pid_t spawn(char **argv, int output)
{
	pid_t pid = fork();
	sigset_t none;

	if (pid != 0)
		return pid;
	/* a mask is inherited through exec: a command that cannot be interrupted would be ours to explain */
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpgid(0, 0);
	dup2(output, STDOUT_FILENO);
	int null = open("/dev/null", O_RDONLY);
	if (null >= 0)
		dup2(null, STDIN_FILENO);
	close_range(3, ~0U, 0);
	execvp(argv[0], argv);
	_exit(127);
}

/* Reads to the end or the deadline and keeps the first size bytes; true when the command ended its output in time.
 * What comes behind is read, too: a closed pipe would kill a command that prints more than its first line. */
static bool read_output(int fd, char *buffer, gsize size, gsize *length, int64_t deadline_ms)
{
	char rest[512];

	for (;;) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		int64_t left = deadline_ms - clock_monotonic_ms();
		bool full = *length == size;

		if (left <= 0)
			return false;
		if (poll(&wait, 1, (int)left) <= 0)
			continue; /* a signal, or the deadline, which is looked at above */
		ssize_t got = read(fd, full ? rest : buffer + *length, full ? sizeof rest : size - *length);
		if (got == 0)
			break;
		if (got < 0 && errno != EINTR && errno != EAGAIN)
			return false;
		if (got > 0 && !full)
			*length += (gsize)got;
	}
	explicit_bzero(rest, sizeof rest);
	return true;
}

static int end_command(pid_t pid, bool in_time, int64_t deadline_ms)
{
	int status = 0;

	while (in_time && clock_monotonic_ms() < deadline_ms) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
		g_usleep(2000);
	}
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return status ? status : -1;
}

Secret *secret_from_command(const char *command, int timeout_ms, GError **error)
{
	g_auto(GStrv) argv = NULL;
	int64_t deadline_ms = clock_monotonic_ms() + timeout_ms;
	g_autoptr(GError) inner = NULL;
	char buffer[SECRET_MAX + 1];
	gsize length = 0;
	int ends[2];

	if (!g_shell_parse_argv(command, NULL, &argv, &inner)) {
		g_set_error(error, ERROR, ERROR_REFUSED, "the password command cannot be read: %s", inner->message);
		return NULL;
	}
	if (pipe2(ends, O_CLOEXEC) != 0) {
		g_set_error(error, ERROR, ERROR_TEMP, "no pipe for the password command: %s", g_strerror(errno));
		return NULL;
	}
	pid_t pid = spawn(argv, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		g_set_error(error, ERROR, ERROR_TEMP, "the password command cannot be run: %s", g_strerror(errno));
		return NULL;
	}
	bool in_time = read_output(ends[0], buffer, sizeof buffer, &length, deadline_ms);
	close(ends[0]);
	int status = end_command(pid, in_time, deadline_ms);

	const char *end = memchr(buffer, '\n', length);
	gsize line = end ? (gsize)(end - buffer) : length;
	if (line && buffer[line - 1] == '\r')
		line--;
	Secret *secret = NULL;
	if (!in_time)
		g_set_error(error, ERROR, ERROR_REFUSED, "the password command gave no answer within %g s",
			    timeout_ms / 1000.0);
	else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		g_set_error(error, ERROR, ERROR_REFUSED, "the password command failed with status %d",
			    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	else if (line == 0 || line > SECRET_MAX || memchr(buffer, '\0', line))
		g_set_error(error, ERROR, ERROR_REFUSED, "the password command printed %s",
			    line == 0 ? "nothing" : line > SECRET_MAX ? "too long a line" : "a NUL byte");
	else
		secret = secret_new(buffer, line);
	explicit_bzero(buffer, sizeof buffer);
	return secret;
}

int secret_to_fd(const Secret *secret, GError **error)
{
	int fd = memfd_create("secret", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	gsize length = strlen(secret->bytes);

	if (fd < 0 || write(fd, secret->bytes, length) != (ssize_t)length) {
		g_set_error(error, ERROR, ERROR_TEMP, "no memory file for a secret: %s", g_strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
	return fd;
}

Secret *secret_from_fd(int fd, GError **error)
{
	char buffer[SECRET_MAX + 1];
	ssize_t got = pread(fd, buffer, sizeof buffer, 0);
	Secret *secret = NULL;

	close(fd);
	if (got > 0 && got <= SECRET_MAX && !memchr(buffer, '\0', (gsize)got))
		secret = secret_new(buffer, (gsize)got);
	else
		g_set_error(error, ERROR, ERROR_DATA, "the secret that came is none");
	explicit_bzero(buffer, sizeof buffer);
	return secret;
}
