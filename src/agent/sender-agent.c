/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent/sender-agent.h"

#include "agent/session.h"
#include "base/error.h"
#include "net/smtp.h"

static void tell_sent(Session *session, const GError *error, const SmtpReply *reply, bool after_dot)
{
	SentFact *sent = payload_new(FACT_SENT);

	sent->trouble = error ? trouble_of(error) : TROUBLE_NONE;
	/* a code that belongs to the connection must not be taken for a judgement of the mail */
	sent->code = error ? 0 : reply->code;
	sent->reply = g_strdup(error ? error->message : reply->text);
	sent->after_dot = after_dot;
	session_tell(session, FACT_SENT, sent);
}

static gpointer open_smtp(Session *session, gpointer data, GError **error)
{
	SmtpReply reply = {0};
	Smtp *smtp = smtp_open(session->account, session->secret, &session->options, &reply, error);

	smtp_reply_clear(&reply);
	return smtp;
}

static void tell_recipient(Session *session, const char *email, const SmtpReply *reply)
{
	RecipientFact *fact = payload_new(FACT_RECIPIENT);

	fact->email = g_strdup(email);
	fact->code = reply->code;
	fact->reply = g_strdup(reply->text ? reply->text : "");
	session_tell(session, FACT_RECIPIENT, fact);
}

/* Each recipient is asked for; *refusal is what to say when none was taken: a 4xx where there is one, since then trying
 * again makes sense. */
static bool ask_recipients(Session *session, Smtp *smtp, const Send *send, guint *accepted, SmtpReply *refusal,
			   GError **error)
{
	*accepted = 0;
	for (guint i = 0; i < send->recipients->len; i++) {
		SmtpReply reply = {0};

		if (!smtp_rcpt_to(smtp, send->recipients->pdata[i], &reply, error)) {
			smtp_reply_clear(&reply);
			return false;
		}
		tell_recipient(session, send->recipients->pdata[i], &reply);
		if (reply.code / 100 == 2) {
			(*accepted)++;
			smtp_reply_clear(&reply);
		} else if (refusal->code == 0 || (refusal->code / 100 == 5 && reply.code / 100 != 5)) {
			smtp_reply_clear(refusal);
			*refusal = reply;
		} else {
			smtp_reply_clear(&reply);
		}
	}
	return true;
}

/* Up to the final dot. True with *reply of another kind than 2xx and 3xx: the server refused, and that is the end. */
static bool hand_over(Session *session, Smtp *smtp, const Send *send, SmtpReply *reply, bool *ready, GError **error)
{
	guint accepted;

	*ready = false;
	if (!smtp_mail_from(smtp, send->sender, g_bytes_get_size(send->bytes), reply, error) || reply->code / 100 != 2)
		return *error == NULL;
	smtp_reply_clear(reply);
	if (!ask_recipients(session, smtp, send, &accepted, reply, error) || accepted == 0)
		return *error == NULL;
	smtp_reply_clear(reply);
	if (!smtp_data(smtp, reply, error) || reply->code != 354 || !smtp_body(smtp, send->bytes, reply, error))
		return *error == NULL;
	*ready = reply->code == 0;
	return true;
}

/* The watcher commits its intent now. Whatever else it says than ORDER_DOT means no. */
static bool may_dot(Session *session)
{
	g_autoptr(Frame) frame = NULL;

	session_tell(session, FACT_DOT_READY, NULL);
	frame = session_order(session, true);
	return frame->kind == ORDER_DOT;
}

static void deliver(Session *session, const Send *send)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Smtp) smtp = session_open(session, open_smtp, NULL, &error);
	SmtpReply reply = {0};
	bool ready = false, dotted = false;

	if (smtp && hand_over(session, smtp, send, &reply, &ready, &error) && ready) {
		if (!may_dot(session)) {
			smtp_reply_clear(&reply);
			return;
		}
		smtp_reply_clear(&reply);
		dotted = true;
		smtp_dot(smtp, &reply, &error);
	}
	tell_sent(session, error, &reply, dotted);
	smtp_reply_clear(&reply);
	if (smtp && !error)
		smtp_quit(smtp);
}

int sender_agent_run(int fd)
{
	Session session;
	g_autoptr(Frame) frame = NULL;

	session_init(&session, fd);
	frame = session_order(&session, true);
	if (frame->kind == ORDER_SEND) {
		session_set_account(&session, frame->as.send->account);
		deliver(&session, frame->as.send);
	}
	session_clear(&session);
	return 0;
}
