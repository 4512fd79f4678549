/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SUPERVISOR_H
#define APP_SUPERVISOR_H

/*
 * Starts cmc-agent and, through it, one process per account and one per mail being sent; carries frames; hands out
 * secrets. Runs on the default main context. Knows nothing of mail.
 */

#include <glib.h>
#include <stdbool.h>

#include "agent/protocol.h"

typedef struct Supervisor Supervisor;
typedef struct Agent Agent;

typedef struct AgentEvents {
	void (*fact)(Agent *agent, Frame *frame, gpointer data); /* the frame stays the supervisor's */
	void (*paused)(Agent *agent, gpointer data); /* all facts that are there have been told; may be NULL */
	void (*ended)(Agent *agent, bool crashed, gpointer data); /* after its last fact; the agent is freed then */
} AgentEvents;

/* ERROR_UNAVAILABLE when cmc-agent cannot be started. */
Supervisor *supervisor_new(GError **error);
void supervisor_free(Supervisor *supervisor); /* ends all agents, without their events */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Supervisor, supervisor_free)

/* The account must live as long as the agent. FACT_NEED_SECRET is answered here: by the account's command, run beside
 * the main loop, its result kept in locked memory until a server refuses it. */
Agent *supervisor_start(Supervisor *supervisor, AgentRole role, const Account *account, const AgentEvents *events,
			gpointer data, GError **error);
void agent_order(Agent *agent, FrameKind kind, gpointer payload); /* takes payload; failure ends the agent */
/* In paused(): it is not heard for so long, or until it has told much; that comes at once then. */
void agent_rest(Agent *agent, guint rest_ms);
/* In ended(): it was killed by what it read, not from outside. */
bool agent_died_of_itself(const Agent *agent);
void agent_end(Agent *agent);                                     /* its ended event follows */

#endif
