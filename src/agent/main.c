/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmc-agent, the starter: loads libraries and certificates once, then forks an agent for each request on descriptor 3
 * and reports its start and its end. Ends when descriptor 3 is closed; its children die with it.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/cage.h"
#include "agent/mailbox-agent.h"
#include "agent/protocol.h"
#include "agent/sender-agent.h"
#include "base/fault.h"
#include "base/log.h"
#include "mail/calendar.h"
#include "mail/understand.h"
#include "net/stream.h"

#define STARTER_FD 3

typedef struct Starter {
	int signals;
	sigset_t blocked, before;
	GHashTable *tickets; /* pid to ticket */
} Starter;

static G_GNUC_NORETURN void be_agent(Starter *starter, AgentRole role, int fd, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, CAGE_END_SIGNAL);
	if (getppid() != parent)
		_exit(0);
	close(STARTER_FD);
	close(starter->signals);
	sigprocmask(SIG_SETMASK, &starter->before, NULL);
	if (role == AGENT_ROLE_MAILBOX)
		exit(mailbox_agent_run(fd));
	cage_close();
	exit(sender_agent_run(fd));
}

static bool start_agent(Starter *starter)
{
	StarterReport report = {.status = -1};
	g_autoptr(GError) error = NULL;
	pid_t parent = getpid();
	AgentRole role;
	int fd;

	if (!starter_request_read(STARTER_FD, &role, &report.ticket, &fd, &error)) {
		if (error)
			log_trouble("starter-request", "%s", error->message);
		return error != NULL;
	}
	report.pid = fork();
	if (report.pid == 0)
		be_agent(starter, role, fd, parent);
	close(fd);
	if (report.pid > 0)
		g_hash_table_insert(starter->tickets, GINT_TO_POINTER(report.pid), GUINT_TO_POINTER(report.ticket));
	else
		report.status = 1 << 8; /* as if it had ended with status 1 at once */
	return starter_report_send(STARTER_FD, &report);
}

static void reap(Starter *starter)
{
	struct signalfd_siginfo ignored;
	StarterReport report;
	gpointer ticket;

	while (read(starter->signals, &ignored, sizeof ignored) == sizeof ignored)
		;
	while ((report.pid = waitpid(-1, &report.status, WNOHANG)) > 0) {
		if (!g_hash_table_steal_extended(starter->tickets, GINT_TO_POINTER(report.pid), NULL, &ticket))
			continue;
		report.ticket = GPOINTER_TO_UINT(ticket);
		starter_report_send(STARTER_FD, &report);
	}
}

static void serve(Starter *starter)
{
	struct pollfd wait[] = {{.fd = STARTER_FD, .events = POLLIN}, {.fd = starter->signals, .events = POLLIN}};

	for (;;) {
		if (poll(wait, G_N_ELEMENTS(wait), -1) < 0 && errno != EINTR)
			return;
		if (wait[1].revents)
			reap(starter);
		if (wait[0].revents && !start_agent(starter))
			return;
	}
}

int main(void)
{
	static const char warm_up[] = "From: a@b.example\r\n\r\n";
	Starter starter = {0};
	g_autoptr(GError) error = NULL;

	log_open("cmc-agent", LOG_NORMAL);
	fault_open("cmc-agent");
	/* an interrupt at the terminal is the watcher's to answer, by closing descriptor 3 */
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	if (!stream_library_init(&error)) {
		log_trouble("starter-failed", "%s", error->message);
		return 1;
	}
	if (!calendar_load(&error)) {
		log_trouble("starter-failed", "%s", error->message);
		return 1;
	}
	message_free(understand_headers(warm_up, sizeof warm_up - 1)); /* loads what children then share */
	sigemptyset(&starter.blocked);
	sigaddset(&starter.blocked, SIGCHLD);
	sigprocmask(SIG_BLOCK, &starter.blocked, &starter.before);
	starter.signals = signalfd(-1, &starter.blocked, SFD_NONBLOCK | SFD_CLOEXEC);
	starter.tickets = g_hash_table_new(NULL, NULL);
	serve(&starter);
	g_hash_table_unref(starter.tickets);
	return 0;
}
