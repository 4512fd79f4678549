/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outbox at work (DESIGN, 7): one sender agent an account, one row at a time, every state committed before the act
 * it names. What happens after the final dot and before the server's answer is uncertain and never repeated blindly.
 */
#include "app/brain.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/store-outbox.h"

#define LEASE_S	      20
#define LEASE_RENEW_S 5
/* A client that sends through us files its own copy when we have answered. */
#define CLIENT_FILES_S 120
#define SHUT_MS	       5000 /* a server that let nobody in is not asked for the next mail at once */

#define EXIT_LOCKED_OUT 77 /* sysexits, EX_NOPERM: no safe connection, or the log-in was refused */

typedef struct Sending {
	Worker *worker;
	Outbox *row;
	char *lease;
	guint renew;
	bool over;  /* its end is stored */
	bool heard; /* the server let us in: it judged a recipient */
} Sending;

static void sending_free(Sending *sending)
{
	if (!sending)
		return;
	if (sending->renew)
		g_source_remove(sending->renew);
	outbox_free(sending->row);
	g_free(sending->lease);
	g_free(sending);
}

/* Writes the row in its new state; a row that somebody else took meanwhile ends this sending. */
static bool go(Sending *sending, OutboxState to)
{
	g_autoptr(GError) error = NULL;
	OutboxState from = sending->row->state;

	sending->row->state = to;
	if (store_outbox_go(sending->worker->brain->store, sending->row, from, sending->lease, clock_now(), &error)) {
		log_detail("outbox-state", "row=o%" G_GINT64_FORMAT " state=%s", sending->row->id,
			   outbox_state_word(to));
		return true;
	}
	sending->row->state = from;
	sending->over = true;
	brain_trouble("outbox-lost", error);
	return false;
}

static void give_back(Sending *sending)
{
	g_clear_pointer(&sending->row->lease, g_free);
	sending->row->lease_until = 0;
	sending->over = true;
}

static void defer(Sending *sending, const char *why)
{
	Outbox *row = sending->row;

	g_free(row->error);
	row->error = g_strdup(why ? why : "the server could not be reached");
	row->exit_code = row->exit_code ? row->exit_code : 75;
	outbox_back_off(row, clock_now());
	give_back(sending);
	go(sending, OUTBOX_DEFERRED);
}

static void fail(Sending *sending, const char *why)
{
	g_free(sending->row->error);
	sending->row->error = g_strdup(why ? why : "the server refused it");
	give_back(sending);
	go(sending, OUTBOX_FAILED);
}

static void doubt(Sending *sending, const char *why)
{
	Outbox *row = sending->row;

	g_free(row->error);
	row->error = g_strdup_printf("%s after the mail was handed over: nobody knows whether it was taken",
				     why ? why : "the connection broke");
	row->uncertain_at = clock_now();
	row->sent_checks = 0;
	give_back(sending);
	go(sending, OUTBOX_UNCERTAIN);
}

/* Recipients that were refused while others were served: said with the row, tried again without the others. */
static void note_refused(Outbox *row)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < row->recipients->len; i++) {
		const OutboxRecipient *recipient = row->recipients->pdata[i];

		if (recipient->state == RECIPIENT_DEFERRED || recipient->state == RECIPIENT_FAILED)
			g_string_append_printf(text, "%snot delivered to %s: %d %s", text->len ? "; " : "",
					       recipient->email, recipient->code,
					       recipient->reply ? recipient->reply : "");
	}
	g_free(row->error);
	row->error = text->len ? g_strdup(text->str) : NULL;
}

/* Stored with the row's next state, which is committed before anything depends on it. */
static void on_recipient(Sending *sending, const RecipientFact *fact)
{
	sending->heard = true;
	for (guint i = 0; i < sending->row->recipients->len; i++) {
		OutboxRecipient *recipient = sending->row->recipients->pdata[i];

		if (g_strcmp0(recipient->email, fact->email) != 0)
			continue;
		recipient->code = fact->code;
		g_free(recipient->reply);
		recipient->reply = g_strdup(fact->reply);
		recipient->state = fact->code / 100 == 2   ? RECIPIENT_TAKEN
				   : fact->code / 100 == 5 ? RECIPIENT_FAILED
							   : RECIPIENT_DEFERRED;
	}
}

/* All but the final dot is with the server. What follows must be on disk before the dot. */
static void on_dot_ready(Sending *sending)
{
	Outbox *row = sending->row;
	g_autoptr(Mailbox) sent = brain_mailbox(sending->worker, ROLE_SENT);

	bool may = go(sending, OUTBOX_RCPT_OK);
	/* the copy of an attempt that served others lies from that attempt's UIDNEXT on */
	if (!outbox_has_reached(row)) {
		row->sent_uidvalidity = sent ? sent->uidvalidity : 0;
		row->sent_uidnext = sent ? sent->uidnext : 0;
	}
	may = may && go(sending, OUTBOX_DOT_INTENT);
	/* it waits for a word, and no other sender begins before it ends */
	agent_order(sending->worker->sender, may ? ORDER_DOT : ORDER_QUIT, NULL);
}

/* What a mail client is told (sysexits), should this be the end. */
static int exit_code_of(const Outbox *row, const SentFact *fact)
{
	guint refused = 0;

	if (fact->trouble == TROUBLE_TLS || fact->trouble == TROUBLE_LOGIN || fact->code / 10 == 53)
		return EXIT_LOCKED_OUT;
	for (guint i = 0; i < row->recipients->len; i++)
		refused += ((OutboxRecipient *)row->recipients->pdata[i])->state == RECIPIENT_FAILED;
	if (fact->code / 100 == 5)
		return refused ? 67 : 65;
	return 75;
}

static void note_shut(Sending *sending, const char *why)
{
	Worker *worker = sending->worker;

	if (sending->heard)
		return;
	worker->shut_until_ms = clock_monotonic_ms() + SHUT_MS;
	worker->shut_exit_code = sending->row->exit_code;
	g_free(worker->shut_why);
	worker->shut_why = g_strdup(why);
}

static void put_off(Worker *worker, Outbox *row, char *lease)
{
	Sending sending = {.worker = worker, .row = row, .lease = lease};

	row->exit_code = worker->shut_exit_code;
	defer(&sending, worker->shut_why);
	brain_want_plan(worker->brain);
}

static void on_sent(Sending *sending, const SentFact *fact)
{
	bool judged = fact->code / 100 == 2 || fact->code / 100 == 4 || fact->code / 100 == 5;

	sending->row->exit_code = exit_code_of(sending->row, fact);
	if (fact->trouble != TROUBLE_NONE)
		note_shut(sending, fact->reply);
	if (fact->after_dot && (fact->trouble != TROUBLE_NONE || !judged))
		doubt(sending, fact->reply);
	else if (fact->trouble == TROUBLE_NONE && fact->code / 100 == 2) {
		sending->row->exit_code = 0;
		if (!outbox_is_ours(sending->row))
			sending->row->next_at = clock_now() + CLIENT_FILES_S;
		outbox_taken(sending->row);
		note_refused(sending->row);
		give_back(sending);
		go(sending, OUTBOX_ACCEPTED);
	} else if (fact->code / 100 == 5) {
		fail(sending, fact->reply);
	} else {
		defer(sending, fact->reply);
	}
}

static void on_fact(Agent *agent, Frame *frame, gpointer data)
{
	Worker *worker = data;
	Sending *sending = worker->sending;

	if (!sending || sending->over)
		return;
	if (frame->kind == FACT_RECIPIENT)
		on_recipient(sending, frame->as.recipient);
	else if (frame->kind == FACT_DOT_READY)
		on_dot_ready(sending);
	else if (frame->kind == FACT_SENT)
		on_sent(sending, frame->as.sent);
	else if (frame->kind == FACT_STATE && frame->as.state->trouble != TROUBLE_NONE &&
		 sending->row->state != OUTBOX_DOT_INTENT) {
		defer(sending, frame->as.state->text);
		note_shut(sending, frame->as.state->text);
	}
	if (sending->over)
		brain_want_plan(worker->brain);
}

static void on_ended(Agent *agent, bool crashed, gpointer data)
{
	Worker *worker = data;
	Sending *sending = worker->sending;

	worker->sender = NULL;
	worker->sending = NULL;
	if (sending && !sending->over) {
		if (sending->row->state == OUTBOX_DOT_INTENT)
			doubt(sending, "the sender died");
		else
			defer(sending, "the sender died");
	}
	sending_free(sending);
	brain_want_plan(worker->brain);
}

static gboolean on_renew(gpointer data)
{
	Sending *sending = data;
	Outbox *row = sending->row;
	g_autoptr(GError) error = NULL;

	if (sending->over)
		return G_SOURCE_CONTINUE;
	row->lease_until = clock_now() + LEASE_S;
	/* a store that is busy is asked again; who lost the row to somebody else learns it before the dot */
	if (!store_outbox_go(sending->worker->brain->store, row, row->state, sending->lease, clock_now(), &error))
		brain_trouble("outbox-lease", error);
	return G_SOURCE_CONTINUE;
}

/* A client waits for the answer: its person set the pace. But a log-in that was refused is spared the next try all the
 * same, since servers lock out whoever insists. */
static bool is_shut(const Worker *worker, const Outbox *row)
{
	bool awaited = row->origin == ORIGIN_CLIENT && row->attempts == 0;

	return clock_monotonic_ms() < worker->shut_until_ms && (!awaited || worker->shut_exit_code == EXIT_LOCKED_OUT);
}

static bool send_next(Worker *worker, int64_t now, GError **error)
{
	static const AgentEvents events = {on_fact, NULL, on_ended};
	g_autofree char *lease = g_uuid_string_random();
	g_autoptr(GError) inner = NULL;
	g_autoptr(Outbox) row =
		store_outbox_claim(worker->brain->store, worker->account->id, lease, now, now + LEASE_S, &inner);

	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	if (!row)
		return error == NULL || *error == NULL;
	if (is_shut(worker, row)) {
		put_off(worker, row, lease);
		return true;
	}
	worker->sender =
		supervisor_start(worker->brain->supervisor, AGENT_ROLE_SENDER, worker->account, &events, worker, error);
	if (!worker->sender)
		return false;

	Sending *sending = g_new0(Sending, 1);
	Send *order = payload_new(ORDER_SEND);
	sending->worker = worker;
	sending->lease = g_steal_pointer(&lease);
	sending->row = g_steal_pointer(&row);
	sending->renew = g_timeout_add_seconds(LEASE_RENEW_S, on_renew, sending);
	worker->sending = sending;
	order->account = account_copy(worker->account);
	order->sender = g_strdup(sending->row->sender);
	for (guint i = 0; i < sending->row->recipients->len; i++) {
		const OutboxRecipient *recipient = sending->row->recipients->pdata[i];

		if (outbox_recipient_is_left(recipient))
			g_ptr_array_add(order->recipients, g_strdup(recipient->email));
	}
	order->bytes = g_bytes_ref(sending->row->bytes);
	agent_order(worker->sender, ORDER_SEND, order);
	return true;
}

/* A watcher that died between intent and answer leaves rows that nobody holds: they are uncertain. */
static bool orphans_plan(Worker *worker, int64_t now, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(GPtrArray) rows = store_outbox_in(store, worker->account->id, OUTBOX_DOT_INTENT, G_MAXINT64, error);

	for (guint i = 0; rows && i < rows->len; i++) {
		const Outbox *each = rows->pdata[i];
		const Sending *sending = worker->sending;

		if ((sending && sending->row->id == each->id) || each->lease_until > now)
			continue;
		g_autoptr(Outbox) row = store_outbox_get(store, each->id, error);
		if (!row)
			return false;
		row->state = OUTBOX_UNCERTAIN;
		g_clear_pointer(&row->lease, g_free);
		row->lease_until = 0;
		row->uncertain_at = now;
		row->sent_checks = 0;
		g_free(row->error);
		row->error = g_strdup("cmc ended while the mail was handed over: nobody knows whether it was taken");
		if (!store_outbox_go(store, row, OUTBOX_DOT_INTENT, NULL, now, error))
			return false;
	}
	return rows != NULL;
}

bool sending_plan(Worker *worker, int64_t now, GError **error)
{
	if (!orphans_plan(worker, now, error))
		return false;
	return worker->sender || worker->brain->stop_by_ms || !worker->account->smtp.host ||
	       send_next(worker, now, error);
}

bool sending_awaits_answer(const Worker *worker)
{
	const Sending *sending = worker->sending;

	return sending && !sending->over && sending->row->state == OUTBOX_DOT_INTENT;
}

void sending_stop(Worker *worker)
{
	Sending *sending = worker->sending;

	worker->sending = NULL;
	worker->sender = NULL;
	if (sending && !sending->over) {
		if (sending->row->state == OUTBOX_DOT_INTENT)
			doubt(sending, "cmc ended");
		else
			defer(sending, "cmc ended");
	}
	sending_free(sending);
}
