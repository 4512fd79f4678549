/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_SESSION_H
#define AGENT_SESSION_H

/*
 * What both roles of agents do with their watcher: tell facts, take orders, ask for the secret, grade troubles. When the
 * watcher is gone or speaks nonsense there is nobody left to work for: the process ends, from inside these functions.
 */

#include <glib.h>
#include <stdbool.h>

#include "agent/protocol.h"
#include "net/stream.h"

typedef struct Session {
	Channel *channel;
	GQueue orders;          /* Frame *: came while something else was waited for */
	const Account *account; /* set when the first order named it */
	Secret *secret;
	StreamOptions options;
	int64_t retry_after_s;   /* as a server said that would not let us in */
	uint32_t cut_s;          /* of State */
	AgentPhase phase;
} Session;

void session_init(Session *session, int fd);
void session_clear(Session *session);
void session_set_account(Session *session, const Account *account);

void session_tell(Session *session, FrameKind kind, gpointer payload); /* takes payload; waits until it is heard */
void session_phase(Session *session, AgentPhase phase);                /* told when it is another one */
void session_trouble(Session *session, const GError *error, int64_t retry_after_s);

/* The next order, waited for when block is set, else NULL when there is none. Caller owns. */
Frame *session_order(Session *session, bool block);
bool session_has_order(Session *session); /* without taking it */

/* Asks for the account's secret; refused: the last one did not work. False: there is none (*error), or, without error,
 * the same one came again. */
bool session_need_secret(Session *session, bool refused, GError **error);

/* Opens with the secret; where the server refuses the log-in, once more with a newer secret if there is one. */
typedef gpointer (*SessionOpenFunc)(Session *session, gpointer data, GError **error);
gpointer session_open(Session *session, SessionOpenFunc open, gpointer data, GError **error);

Trouble trouble_of(const GError *error);
bool trouble_is_fatal(const GError *error); /* the connection cannot be used any more */

#endif
