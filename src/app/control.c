/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/control.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"

struct WatchLock {
	int fd;
};

struct Control {
	int fd;
	guint source;
	char *path;
	ControlFunc asked;
	gpointer data;
};

static char *beside(const char *store_path, const char *name)
{
	g_autofree char *folder = g_path_get_dirname(store_path);

	return g_build_filename(folder, name, NULL);
}

WatchLock *watch_lock_take(const char *store_path, GError **error)
{
	g_autofree char *path = beside(store_path, "watch.lock");
	char pid[32] = "";
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0) {
		g_set_error(error, ERROR, ERROR_IO, _("\"%s\" cannot be opened: %s"), path, g_strerror(errno));
		return NULL;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		ssize_t got = pread(fd, pid, sizeof pid - 1, 0);

		pid[MAX(got, 0)] = '\0';
		g_set_error(error, ERROR, ERROR_TEMP, _("a watcher runs already, pid %s"), g_strstrip(pid));
		close(fd);
		return NULL;
	}
	g_snprintf(pid, sizeof pid, "%d\n", (int)getpid());
	if (ftruncate(fd, 0) != 0 || pwrite(fd, pid, strlen(pid), 0) < 0) {
		g_set_error(error, ERROR, ERROR_IO, _("\"%s\" cannot be written: %s"), path, g_strerror(errno));
		close(fd);
		return NULL;
	}

	WatchLock *lock = g_new0(WatchLock, 1);
	lock->fd = fd;
	return lock;
}

void watch_lock_free(WatchLock *lock)
{
	if (!lock)
		return;
	if (ftruncate(lock->fd, 0) != 0) {
		/* the pid stays behind, but the lock itself is what counts */
	}
	close(lock->fd);
	g_free(lock);
}

/* A path of any length: sun_path holds 108 bytes, so the folder is named by descriptor. */
static int socket_at(const char *store_path, bool listening)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	g_autofree char *folder = g_path_get_dirname(store_path);
	int folder_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int result;

	g_snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/watch.sock", folder_fd);
	if (listening) {
		unlink(address.sun_path);
		mode_t mask = umask(0077);
		result = bind(fd, (struct sockaddr *)&address, sizeof address);
		umask(mask);
		result = result == 0 ? listen(fd, 16) : result;
	} else {
		result = connect(fd, (struct sockaddr *)&address, sizeof address);
	}
	if (folder_fd >= 0)
		close(folder_fd);
	if (result != 0 && fd >= 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static gboolean on_connection(int fd, GIOCondition condition, gpointer data)
{
	Control *control = data;
	struct ucred peer;
	socklen_t size = sizeof peer;
	int caller = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
	struct timeval patience = {.tv_sec = 1};
	char word = 0;

	if (caller < 0)
		return G_SOURCE_CONTINUE;
	setsockopt(caller, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	setsockopt(caller, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	if (getsockopt(caller, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.uid != geteuid() ||
	    read(caller, &word, 1) != 1 || (word != 'p' && word != 's')) {
		close(caller);
		return G_SOURCE_CONTINUE;
	}
	control->asked(word == 's' ? CONTROL_SYNC : CONTROL_POKE, caller, control->data);
	return G_SOURCE_CONTINUE;
}

Control *control_listen(const char *store_path, ControlFunc asked, gpointer data, GError **error)
{
	int fd = socket_at(store_path, true);

	if (fd < 0) {
		g_set_error(error, ERROR, ERROR_IO, _("watch.sock cannot be made: %s"), g_strerror(errno));
		return NULL;
	}

	Control *control = g_new0(Control, 1);
	control->fd = fd;
	control->asked = asked;
	control->data = data;
	control->path = beside(store_path, "watch.sock");
	control->source = g_unix_fd_add(fd, G_IO_IN, on_connection, control);
	return control;
}

void control_free(Control *control)
{
	if (!control)
		return;
	g_source_remove(control->source);
	unlink(control->path);
	close(control->fd);
	g_free(control->path);
	g_free(control);
}

bool control_poke(const char *store_path)
{
	int fd = socket_at(store_path, false);

	if (fd < 0)
		return false;
	bool sent = send(fd, "p", 1, MSG_NOSIGNAL) == 1;
	close(fd);
	return sent;
}

bool control_sync(const char *store_path, int timeout_ms, int *code, char **text)
{
	g_autoptr(GString) answer = g_string_new(NULL);
	int64_t deadline = clock_monotonic_ms() + timeout_ms;
	int fd = socket_at(store_path, false);
	char buffer[512];

	if (fd < 0)
		return false;
	bool alive = send(fd, "s", 1, MSG_NOSIGNAL) == 1;
	while (alive) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		int64_t left = deadline - clock_monotonic_ms();

		if (left <= 0 || poll(&wait, 1, (int)left) <= 0)
			break;
		ssize_t got = read(fd, buffer, sizeof buffer);
		if (got <= 0)
			break;
		g_string_append_len(answer, buffer, got);
	}
	close(fd);

	char *space = strchr(answer->str, ' ');
	*code = space ? atoi(answer->str) : 75;
	*text = g_strdup(space ? g_strstrip(space + 1) : "the watcher did not answer in time");
	return alive;
}
