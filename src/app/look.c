/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/look.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/cage.h"
#include "agent/protocol.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/run.h"
#include "mail/understand.h"

#define TIME_LIMIT_MS 20000
#define CPU_LIMIT_S   10
#define MEMORY_LIMIT  ((rlim_t)512 << 20)
#define ANSWER_MAX    (8 * 1024 * 1024)
#define LENGTH_BYTES  4
#define NO_PARSER     70 /* sysexits(3): a part of cmc is missing */

struct Look {
	pid_t child;
	int fd;
	int64_t deadline_ms;
	bool reaped;
	int status;
};

static void limit(int resource, rlim_t most)
{
	struct rlimit rlimit = {most, most};

	setrlimit(resource, &rlimit);
}

static void close_all_but(int fd)
{
	/* standard error stays: a sanitizer or the cage may have something to say */
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	if (fd > STDERR_FILENO + 1)
		syscall(SYS_close_range, STDERR_FILENO + 1, (unsigned)fd - 1, 0);
	syscall(SYS_close_range, (unsigned)fd + 1, ~0U, 0);
}

/* The child: never comes back, and runs nobody's exit handlers. */
static void tell(int fd, const char *bytes, gsize length) G_GNUC_NORETURN;
static void tell(int fd, const char *bytes, gsize length)
{
	ReadFact *fact = payload_new(FACT_READ);
	g_autoptr(GError) error = NULL;
	gsize size;

	close_all_but(fd);
	limit(RLIMIT_CPU, CPU_LIMIT_S);
#ifndef CMC_SANITIZED
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_AS, MEMORY_LIMIT);
#endif
	cage_close();
	if (!understand_load(&error)) {
		log_trouble("no-parser", "%s", error->message);
		_exit(NO_PARSER);
	}
	fact->mailbox = g_strdup("INBOX");
	fact->message = understand_message(bytes, length);
	g_autoptr(Frame) frame = frame_new(FACT_READ, fact);
	g_autoptr(GBytes) answer = frame_encode(frame);
	const char *start = g_bytes_get_data(answer, &size);
	bool told = run_say(fd, start, size);
	/* heard to the end now, while all that is in memory is still being given back */
	close(fd);
	_exit(told ? 0 : 1);
}

static Message *understand_answer(const GString *answer, GError **error)
{
	g_autoptr(Frame) frame = NULL;

	if (answer->len <= LENGTH_BYTES) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("the parser told nothing of this mail"));
		return NULL;
	}
	frame = frame_decode((const guint8 *)answer->str + LENGTH_BYTES, answer->len - LENGTH_BYTES, error);
	if (!frame)
		return NULL;
	if (frame->kind != FACT_READ) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("the parser told nonsense of this mail"));
		return NULL;
	}
	return g_steal_pointer(&frame->as.read_fact->message);
}

Look *look_begin(const char *bytes, gsize length, GError **error)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0) {
		g_set_error(error, ERROR, ERROR_TEMP, _("no pipe: %s"), g_strerror(errno));
		return NULL;
	}
	pid_t child = fork();
	if (child == 0)
		tell(ends[1], bytes, MIN(length, LOOK_BYTES));
	close(ends[1]);
	if (child < 0) {
		g_set_error(error, ERROR, ERROR_TEMP, _("no process to look at the mail: %s"), g_strerror(errno));
		close(ends[0]);
		return NULL;
	}

	Look *look = g_new0(Look, 1);
	look->child = child;
	look->fd = ends[0];
	look->deadline_ms = clock_monotonic_ms() + TIME_LIMIT_MS;
	return look;
}

/* Ends the child, which has nothing more to say; how it has ended is in status. */
static void reap(Look *look)
{
	if (look->reaped)
		return;
	kill(look->child, SIGKILL);
	while (waitpid(look->child, &look->status, 0) < 0 && errno == EINTR)
		;
	look->reaped = true;
}

void look_free(Look *look)
{
	if (!look)
		return;
	close(look->fd);
	reap(look);
	g_free(look);
}

Message *look_hear(Look *look, GError **error)
{
	g_autoptr(GString) answer = g_string_new(NULL);
	g_autoptr(GError) nonsense = NULL;
	bool heard = run_hear(look->fd, answer, ANSWER_MAX, look->deadline_ms);
	Message *message = heard ? understand_answer(answer, &nonsense) : NULL;

	if (message)
		return message;
	reap(look);
	if (WIFEXITED(look->status) && WEXITSTATUS(look->status) == NO_PARSER)
		g_set_error(error, ERROR, ERROR_SOFTWARE, "%s", _("what understands mail cannot be loaded"));
	else if (heard && WIFEXITED(look->status) && WEXITSTATUS(look->status) == 0)
		g_propagate_error(error, g_steal_pointer(&nonsense));
	else
		g_set_error(error, ERROR, ERROR_DATA, _("the parser died of this mail (%s)"),
			    !heard			? _("it took too long")
			    : WIFSIGNALED(look->status) ? strsignal(WTERMSIG(look->status))
							: _("it gave up"));
	return NULL;
}

Message *look_at_mail(const char *bytes, gsize length, GError **error)
{
	g_autoptr(Look) look = look_begin(bytes, length, error);

	return look ? look_hear(look, error) : NULL;
}
