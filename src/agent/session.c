/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/log.h"

/* Together less than the 10 s within which `cmc sync` says that a server is down. */
#define CONNECT_TIMEOUT_MS 8000
#define COMMAND_TIMEOUT_MS 60000
#define BUDGET_BYTES       (64 * 1024 * 1024)
#define RETRY_MAX_S        (24 * 3600)

void session_init(Session *session, int fd)
{
	memset(session, 0, sizeof *session);
	session->channel = channel_new(fd);
	session->phase = AGENT_TROUBLE;
	g_queue_init(&session->orders);
	session->options.connect_timeout_ms = CONNECT_TIMEOUT_MS;
	session->options.command_timeout_ms = COMMAND_TIMEOUT_MS;
	session->options.budget_bytes = BUDGET_BYTES;
	session->options.cancel_fd = -1;
	session->options.retry_after_s = &session->retry_after_s;
}

void session_clear(Session *session)
{
	g_queue_clear_full(&session->orders, (GDestroyNotify)frame_free);
	g_clear_pointer(&session->secret, secret_free);
	g_clear_pointer(&session->channel, channel_free);
}

void session_set_account(Session *session, const Account *account)
{
	session->account = account;
	session->options.ca_file = account->ca_file;
	session->options.tls_pin = account->tls_pin;
}

void session_tell(Session *session, FrameKind kind, gpointer payload)
{
	g_autoptr(Frame) frame = frame_new(kind, payload);
	g_autoptr(GError) error = NULL;

	if (channel_send(session->channel, frame, -1, &error))
		return;
	if (!g_error_matches(error, ERROR, ERROR_UNAVAILABLE))
		log_trouble("fact-untold", "kind=%d %s", kind, error->message);
	exit(g_error_matches(error, ERROR, ERROR_UNAVAILABLE) ? 0 : 1);
}

void session_phase(Session *session, AgentPhase phase)
{
	State *state;

	if (session->phase == phase)
		return;
	session->phase = phase;
	state = payload_new(FACT_STATE);
	state->phase = phase;
	session_tell(session, FACT_STATE, state);
}

void session_trouble(Session *session, const GError *error, int64_t retry_after_s)
{
	State *state = payload_new(FACT_STATE);

	state->phase = AGENT_TROUBLE;
	state->trouble = trouble_of(error);
	if (state->trouble == TROUBLE_UNAVAILABLE && retry_after_s > 0)
		state->trouble = TROUBLE_THROTTLED;
	state->text = g_strdup(error->message);
	state->retry_after = CLAMP(retry_after_s, 0, RETRY_MAX_S);
	state->cut_s = session->cut_s;
	session->phase = AGENT_TROUBLE;
	session_tell(session, FACT_STATE, state);
}

static Frame *receive(Session *session, bool block)
{
	g_autoptr(GError) error = NULL;
	Frame *frame = channel_receive(session->channel, block, &error);

	if (error) {
		log_trouble("order-nonsense", "%s", error->message);
		exit(1);
	}
	if (!frame && channel_closed(session->channel))
		exit(0);
	return frame;
}

Frame *session_order(Session *session, bool block)
{
	Frame *frame = g_queue_pop_head(&session->orders);

	return frame ? frame : receive(session, block);
}

bool session_has_order(Session *session)
{
	Frame *frame = g_queue_is_empty(&session->orders) ? receive(session, false) : NULL;

	if (frame)
		g_queue_push_tail(&session->orders, frame);
	return !g_queue_is_empty(&session->orders);
}

static bool take_secret(Session *session, Frame *frame, bool refused, GError **error)
{
	g_autoptr(Secret) secret = secret_from_fd(frame->fd, error);

	frame->fd = -1;
	if (!secret)
		return false;
	bool same = refused && session->secret && g_str_equal(secret_get(secret), secret_get(session->secret));
	g_clear_pointer(&session->secret, secret_free);
	session->secret = g_steal_pointer(&secret);
	return !same;
}

bool session_need_secret(Session *session, bool refused, GError **error)
{
	session_tell(session, FACT_NEED_SECRET, g_memdup2(&refused, sizeof refused));
	for (;;) {
		g_autoptr(Frame) frame = receive(session, true);

		if (frame->kind == ORDER_SECRET)
			return take_secret(session, frame, refused, error);
		if (frame->kind == ORDER_NO_SECRET) {
			g_set_error(error, ERROR, ERROR_REFUSED, "log-in: %s", frame->as.text);
			return false;
		}
		if (frame->kind == ORDER_QUIT)
			exit(0);
		g_queue_push_tail(&session->orders, g_steal_pointer(&frame));
	}
}

gpointer session_open(Session *session, SessionOpenFunc open, gpointer data, GError **error)
{
	g_autoptr(GError) refusal = NULL;
	gpointer opened;

	if (!session->secret && !session_need_secret(session, false, error))
		return NULL;
	opened = open(session, data, &refusal);
	if (opened)
		return opened;
	if (trouble_of(refusal) == TROUBLE_LOGIN && session_need_secret(session, true, NULL))
		return open(session, data, error);
	g_propagate_error(error, g_steal_pointer(&refusal));
	return NULL;
}

Trouble trouble_of(const GError *error)
{
	if (error->domain != ERROR)
		return TROUBLE_UNAVAILABLE;
	switch ((ErrorKind)error->code) {
	case ERROR_REFUSED:
		/* net/ names the log-in where it was what was refused; else it was our own refusal of their TLS */
		return strstr(error->message, "log-in") ? TROUBLE_LOGIN : TROUBLE_TLS;
	case ERROR_DATA:
		return TROUBLE_PROTOCOL;
	case ERROR_NOT_FOUND:
		return TROUBLE_MISSING;
	case ERROR_TEMP:
		return TROUBLE_REJECTED;
	default:
		return TROUBLE_UNAVAILABLE;
	}
}

bool trouble_is_fatal(const GError *error)
{
	return !g_error_matches(error, ERROR, ERROR_NOT_FOUND) && !g_error_matches(error, ERROR, ERROR_TEMP);
}
