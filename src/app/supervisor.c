/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/supervisor.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/cage.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/run.h"
#include "base/secret.h"

#define SECRET_TIMEOUT_MS 10000
#define SEND_TIMEOUT_MS	  5000
#define REST_TICK_MS	  3
#define LOAD_BYTES	  (64 * 1024)

struct Supervisor {
	int starter_fd;
	GPid starter_pid;
	guint reports, starter_end;
	uint32_t next_ticket;
	GHashTable *agents;  /* ticket to Agent */
	GHashTable *secrets; /* account id to Secret */
};

struct Agent {
	Supervisor *supervisor;
	uint32_t ticket;
	int pid;
	const Account *account;
	AgentRole role;
	Channel *channel;
	guint source;	       /* its channel, or the timer of its rest */
	int64_t rest_until_ms; /* 0 = none asked for */
	const AgentEvents *events;
	gpointer data;
	bool asking;	/* a secret command is running for it */
	bool own_fault; /* died of a signal that nobody sent it: what it read killed it */
	bool broken;	/* sent a frame that is none: killed */
};

static void agent_free(Agent *agent)
{
	if (agent->source)
		g_source_remove(agent->source);
	channel_free(agent->channel);
	g_free(agent);
}

static bool start_starter(Supervisor *supervisor, GError **error)
{
	g_autofree char *program = run_libexec("cmc-agent");
	const char *argv[] = {program, NULL};
	int pair[2], target = 3;
	g_autoptr(GError) inner = NULL;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "no socket pair for cmc-agent: %s", g_strerror(errno));
		return false;
	}
	bool started = g_spawn_async_with_pipes_and_fds(NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, -1, -1,
							-1, &pair[1], &target, 1, &supervisor->starter_pid, NULL, NULL,
							NULL, &inner);
	close(pair[1]);
	if (!started) {
		close(pair[0]);
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "cmc-agent cannot be started: %s", inner->message);
		return false;
	}
	supervisor->starter_fd = pair[0];
	return true;
}

static void drain(Agent *agent);

static void agent_ended(Agent *agent, bool crashed)
{
	agent->pid = 0; /* reaped: the number may be another's already */
	drain(agent);
	g_hash_table_steal(agent->supervisor->agents, GUINT_TO_POINTER(agent->ticket));
	if (agent->events->ended)
		agent->events->ended(agent, crashed || agent->broken, agent->data);
	agent_free(agent);
}

/* Everything dies with the starter: say so to each account, which starts anew after its back-off. */
static void all_ended(Supervisor *supervisor)
{
	g_autoptr(GList) agents = g_hash_table_get_values(supervisor->agents);

	for (GList *each = agents; each; each = each->next)
		agent_ended(each->data, true);
}

/* SIGKILL and SIGTERM come from people and from the kernel when memory is short: they say nothing about a mail. */
static bool is_own_fault(int status)
{
	static const int signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS, SIGXCPU};

	for (gsize i = 0; WIFSIGNALED(status) && i < G_N_ELEMENTS(signals); i++)
		if (WTERMSIG(status) == signals[i])
			return true;
	return false;
}

bool agent_died_of_itself(const Agent *agent)
{
	return agent->own_fault || agent->broken;
}

static gboolean on_report(int fd, GIOCondition condition, gpointer data)
{
	Supervisor *supervisor = data;
	StarterReport report;
	g_autoptr(GError) error = NULL;

	if (!starter_report_read(fd, &report, &error)) {
		log_trouble("starter-closed", "%s", error ? error->message : "end of file");
		supervisor->reports = 0;
		close(supervisor->starter_fd);
		supervisor->starter_fd = -1;
		all_ended(supervisor);
		return G_SOURCE_REMOVE;
	}
	Agent *agent = g_hash_table_lookup(supervisor->agents, GUINT_TO_POINTER(report.ticket));
	if (!agent)
		return G_SOURCE_CONTINUE;
	if (report.status == -1) {
		agent->pid = report.pid;
		return G_SOURCE_CONTINUE;
	}
	agent->own_fault = is_own_fault(report.status);
	agent_ended(agent, !(WIFEXITED(report.status) && WEXITSTATUS(report.status) == 0));
	return G_SOURCE_CONTINUE;
}

static void on_starter_end(GPid pid, int status, gpointer data)
{
	Supervisor *supervisor = data;

	g_spawn_close_pid(pid);
	supervisor->starter_pid = 0;
	supervisor->starter_end = 0;
}

static bool ensure_starter(Supervisor *supervisor, GError **error)
{
	if (supervisor->starter_fd >= 0)
		return true;
	if (supervisor->starter_end)
		g_source_remove(supervisor->starter_end);
	supervisor->starter_end = 0;
	if (!start_starter(supervisor, error))
		return false;
	supervisor->reports = g_unix_fd_add(supervisor->starter_fd, G_IO_IN | G_IO_HUP, on_report, supervisor);
	supervisor->starter_end = g_child_watch_add(supervisor->starter_pid, on_starter_end, supervisor);
	return true;
}

Supervisor *supervisor_new(GError **error)
{
	g_autoptr(Supervisor) supervisor = g_new0(Supervisor, 1);

	supervisor->starter_fd = -1;
	supervisor->agents = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)agent_free);
	supervisor->secrets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)secret_free);
	if (!ensure_starter(supervisor, error))
		return NULL;
	return g_steal_pointer(&supervisor);
}

void supervisor_free(Supervisor *supervisor)
{
	if (!supervisor)
		return;
	g_hash_table_unref(supervisor->agents);
	if (supervisor->reports)
		g_source_remove(supervisor->reports);
	if (supervisor->starter_end)
		g_source_remove(supervisor->starter_end);
	if (supervisor->starter_fd >= 0)
		close(supervisor->starter_fd);
	if (supervisor->starter_pid) {
#ifndef CMC_SANITIZED /* it ends by itself, too, and then leaks are looked for */
		kill(supervisor->starter_pid, SIGTERM);
#endif
		waitpid(supervisor->starter_pid, NULL, 0);
	}
	g_hash_table_unref(supervisor->secrets);
	g_free(supervisor);
}

/* A secret command, run in a thread: a password manager may ask its owner for minutes, other accounts go on. */
typedef struct Asking {
	Supervisor *supervisor;
	uint32_t ticket;
	char *command;
	Secret *secret;
	GError *error;
} Asking;

static void give_secret(Agent *agent, const Secret *secret)
{
	g_autoptr(Frame) frame = frame_new(ORDER_SECRET, NULL);
	g_autoptr(GError) error = NULL;

	frame->fd = secret_to_fd(secret, &error);
	if (frame->fd < 0 || !channel_send(agent->channel, frame, SEND_TIMEOUT_MS, &error)) {
		log_trouble("secret-failed", "account=%s %s", agent->account->id, error->message);
		agent_end(agent);
	}
}

static gboolean secret_asked(gpointer data)
{
	Asking *asking = data;
	Agent *agent = g_hash_table_lookup(asking->supervisor->agents, GUINT_TO_POINTER(asking->ticket));

	if (agent) {
		agent->asking = false;
		if (asking->secret) {
			give_secret(agent, asking->secret);
			g_hash_table_replace(asking->supervisor->secrets, g_strdup(agent->account->id),
					     g_steal_pointer(&asking->secret));
		} else {
			agent_order(agent, ORDER_NO_SECRET, g_strdup(asking->error->message));
		}
	}
	g_clear_pointer(&asking->secret, secret_free);
	g_clear_error(&asking->error);
	g_free(asking->command);
	g_free(asking);
	return G_SOURCE_REMOVE;
}

static gpointer ask_in_thread(gpointer data)
{
	Asking *asking = data;

	asking->secret = secret_from_command(asking->command, SECRET_TIMEOUT_MS, &asking->error);
	g_idle_add(secret_asked, asking);
	return NULL;
}

static void answer_need(Agent *agent, bool refused)
{
	GHashTable *secrets = agent->supervisor->secrets;
	const Account *account = agent->account;
	const char *command = account->token_command ? account->token_command : account->password_command;
	const Secret *known;

	/* a token grows old by itself: it is asked for anew each time */
	if (refused || account->token_command)
		g_hash_table_remove(secrets, account->id);
	known = g_hash_table_lookup(secrets, account->id);
	if (known) {
		give_secret(agent, known);
	} else if (!command) {
		agent_order(agent, ORDER_NO_SECRET, g_strdup("neither password_command nor token_command is set"));
	} else if (!agent->asking) {
		Asking *asking = g_new0(Asking, 1);

		agent->asking = true;
		asking->supervisor = agent->supervisor;
		asking->ticket = agent->ticket;
		asking->command = g_strdup(command);
		g_thread_unref(g_thread_new("secret", ask_in_thread, asking));
	}
}

static void hand_on(Agent *agent, Frame *frame)
{
	if (frame->kind == FACT_NEED_SECRET)
		answer_need(agent, frame->as.flag && *frame->as.flag);
	else if (frame->kind >= FACT_STATE)
		agent->events->fact(agent, frame, agent->data);
	else
		agent->broken = true;
}

/* All whole frames that are there. */
static void drain(Agent *agent)
{
	while (!agent->broken) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Frame) frame = channel_receive(agent->channel, false, &error);

		if (error) {
			log_trouble("agent-nonsense", "account=%s %s", agent->account->id, error->message);
			agent->broken = true;
		}
		if (!frame)
			break;
		hand_on(agent, frame);
	}
	if (agent->events->paused)
		agent->events->paused(agent, agent->data);
}

static void listen_to(Agent *agent);

/* Enough lies there, and the agent would soon have to wait for room. */
static bool is_loaded(const Agent *agent)
{
	int bytes = 0;

	return ioctl(channel_fd(agent->channel), FIONREAD, &bytes) != 0 || bytes >= LOAD_BYTES;
}

static gboolean on_rest(gpointer data)
{
	Agent *agent = data;

	if (clock_monotonic_ms() < agent->rest_until_ms && !is_loaded(agent))
		return G_SOURCE_CONTINUE;
	listen_to(agent);
	return G_SOURCE_REMOVE;
}

static gboolean on_facts(int fd, GIOCondition condition, gpointer data)
{
	Agent *agent = data;

	agent->rest_until_ms = 0;
	drain(agent);
	if (!agent->broken && !channel_closed(agent->channel)) {
		if (agent->rest_until_ms)
			agent->source = g_timeout_add(REST_TICK_MS, on_rest, agent);
		return agent->rest_until_ms ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
	}
	if (agent->broken && agent->pid > 0)
		kill(agent->pid, CAGE_END_SIGNAL);
	agent->source = 0;
	return G_SOURCE_REMOVE;
}

static void listen_to(Agent *agent)
{
	agent->source = g_unix_fd_add(channel_fd(agent->channel), G_IO_IN | G_IO_HUP, on_facts, agent);
}

void agent_rest(Agent *agent, guint rest_ms)
{
	agent->rest_until_ms = clock_monotonic_ms() + rest_ms;
}

Agent *supervisor_start(Supervisor *supervisor, AgentRole role, const Account *account, const AgentEvents *events,
			gpointer data, GError **error)
{
	int pair[2];

	if (!ensure_starter(supervisor, error))
		return NULL;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "no socket pair for an agent: %s", g_strerror(errno));
		return NULL;
	}
	uint32_t ticket = ++supervisor->next_ticket;
	bool asked = starter_request(supervisor->starter_fd, role, ticket, pair[1], error);
	close(pair[1]);
	if (!asked) {
		close(pair[0]);
		return NULL;
	}

	Agent *agent = g_new0(Agent, 1);
	agent->supervisor = supervisor;
	agent->ticket = ticket;
	agent->role = role;
	agent->account = account;
	agent->channel = channel_new(pair[0]);
	agent->events = events;
	agent->data = data;
	listen_to(agent);
	g_hash_table_insert(supervisor->agents, GUINT_TO_POINTER(ticket), agent);
	return agent;
}

void agent_order(Agent *agent, FrameKind kind, gpointer payload)
{
	g_autoptr(Frame) frame = frame_new(kind, payload);
	g_autoptr(GError) error = NULL;

	if (!channel_send(agent->channel, frame, SEND_TIMEOUT_MS, &error)) {
		log_trouble("agent-deaf", "account=%s %s", agent->account->id, error->message);
		agent_end(agent);
	}
}

void agent_end(Agent *agent)
{
	if (agent->pid > 0)
		kill(agent->pid, CAGE_END_SIGNAL);
	else
		shutdown(channel_fd(agent->channel), SHUT_RDWR);
}
