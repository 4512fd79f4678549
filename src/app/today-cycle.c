/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today-cycle.h"

#include "app/talk.h"

static void cycle_clear(gpointer cycle)
{
	g_ptr_array_unref(((Cycle *)cycle)->owed);
}

static void weigh_call(const Config *config, Cycle *cycle, const CallFacts *each, int64_t now)
{
	const Call *call = each->call;
	CycleFacts *facts = &cycle->facts;

	cycle->last = call;
	facts->cycle_open = each->cycle_open;
	facts->last_call_at = MAX(facts->last_call_at, call->started_at);
	if (call->outcome == OUTCOME_REACHED) {
		facts->reached_at = MAX(facts->reached_at, call->started_at);
		cycle->reached = call;
	} else if (call->outcome == OUTCOME_WRONG_PERSON) {
		facts->closed_at = MAX(facts->closed_at, call->started_at);
	} else if (call->outcome == OUTCOME_NONE && !cycle->begun) {
		facts->begun_at = call->started_at;
		cycle->begun = call;
	}
	if (talk_owes(call, each->follow_ups, each->outbox_waiting, each->outbox_troubled) &&
	    (each->outbox_troubled || call->started_at + config->owed_after_s <= now)) {
		facts->owed_since = facts->owed_since ? facts->owed_since : call->started_at;
		g_ptr_array_add(cycle->owed, (gpointer)each);
	}
}

static void weigh_mail(Cycle *cycle, const HistoryMail *mail)
{
	CycleFacts *facts = &cycle->facts;
	const Message *message = mail->message;

	if (mail->outgoing) {
		facts->last_sent_at = MAX(facts->last_sent_at, mail->at);
		cycle->sent = mail;
	} else if (message->kind == KIND_BOUNCE) {
		facts->bounced_at = mail->at;
		cycle->bounce = mail;
	} else if (message->kind == KIND_HUMAN && message->depth == DEPTH_UNDERSTOOD && !message->opt_out) {
		facts->replied_at = mail->at;
		cycle->reply = mail;
	} else if (message->kind == KIND_CALENDAR || message->kind == KIND_AUTO_REPLY) {
		cycle->risk = mail;
	}
}

/* A later follow-up than the one that came back makes the bounce history. The order in which copies reach Sent says
 * nothing: the dates of the mails themselves do. */
static void forget_bounce(Cycle *cycle)
{
	if (cycle->bounce && cycle->sent && cycle->sent->at > cycle->bounce->at &&
	    g_strcmp0(cycle->sent->message->message_id, cycle->bounce->message->original_message_id) != 0)
		cycle->facts.bounced_at = 0;
}

static Cycle *cycle_of(GArray *cycles, int64_t id)
{
	for (guint i = 0; i < cycles->len; i++)
		if (g_array_index(cycles, Cycle, i).id == id)
			return &g_array_index(cycles, Cycle, i);
	g_array_append_vals(cycles, &(Cycle){.id = id, .owed = g_ptr_array_new()}, 1);
	return &g_array_index(cycles, Cycle, cycles->len - 1);
}

static void weigh_appointment(Cycle *cycle, const Appointment *appointment, int64_t risk_at, int64_t closed_at)
{
	CycleFacts *facts = &cycle->facts;

	if (appointment_is_open(appointment)) {
		facts->appointment = appointment;
		facts->risk_at = risk_at;
		facts->cycle_open = true;
	} else if (!appointment_is_missed(appointment)) {
		facts->closed_at = MAX(facts->closed_at, closed_at);
	} else if (closed_at > facts->missed_at) {
		facts->missed_at = closed_at;
		cycle->missed = appointment;
	}
}

GArray *today_weigh(const Config *config, const History *history, int64_t now)
{
	GArray *cycles = g_array_new(FALSE, TRUE, sizeof(Cycle));

	g_array_set_clear_func(cycles, cycle_clear);
	for (guint i = 0; i < history->calls->len; i++) {
		const CallFacts *each = history->calls->pdata[i];

		if (each->call->started_at <= now)
			weigh_call(config, cycle_of(cycles, each->call->cycle_id), each, now);
	}
	for (guint i = 0; i < history->mails->len; i++) {
		const HistoryMail *mail = history->mails->pdata[i];
		const CallFacts *call = history_call_of(history, mail);

		if (call)
			weigh_mail(cycle_of(cycles, call->call->cycle_id), mail);
	}
	for (guint i = 0; i < history->appointments->len; i++) {
		const Appointment *appointment = history->appointments->pdata[i];

		weigh_appointment(cycle_of(cycles, appointment->cycle_id), appointment, history->risk_at[i],
				  history->closed_at[i]);
	}
	for (guint i = 0; i < cycles->len; i++) {
		Cycle *cycle = &g_array_index(cycles, Cycle, i);

		forget_bounce(cycle);
		cycle->facts.not_called = history->contact->do_not_call;
	}
	return cycles;
}
