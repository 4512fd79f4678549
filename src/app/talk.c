/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/talk.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/talk-agree.h"
#include "app/talk-contact.h"
#include "base/error.h"
#include "base/text.h"
#include "model/address.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-consent.h"
#include "store/store-contact.h"

void talk_result_clear(TalkResult *result)
{
	g_clear_pointer(&result->contact, contact_free);
	g_clear_pointer(&result->call, call_free);
	g_clear_pointer(&result->appointment, appointment_free);
	g_clear_pointer(&result->closed, appointment_free);
	g_clear_pointer(&result->doubts, g_ptr_array_unref);
}

const char *talk_zone(const Config *config, const Contact *contact)
{
	return contact && contact->timezone ? contact->timezone : config->timezone;
}

bool talk_owes(const Call *call, int follow_ups, int outbox_waiting, bool outbox_troubled)
{
	/* a mail that was given to the outbox after the last follow-up (a moved date), and does not get out */
	return outbox_troubled || (follow_ups == 0 && call->promise && *call->promise && outbox_waiting == 0);
}

static bool take_outcome(Call *call, const TalkRequest *request, GError **error)
{
	if (request->mode == TALK_START) {
		call->outcome = OUTCOME_NONE;
		return true;
	}
	if (!request->outcome) {
		call->outcome = request->missed ? OUTCOME_NO_ANSWER : OUTCOME_REACHED;
		return true;
	}
	if (outcome_from_word(request->outcome, &call->outcome))
		return true;
	g_set_error(error, ERROR, ERROR_USAGE, _("outcome \"%s\" is not known: say reached, no-answer, busy, voicemail, gatekeeper, wrong-person, wrong-number or"
		      " do-not-call"), request->outcome);
	return false;
}

/* A talk that is logged when it is over began its length ago, but not before the call that came before it. */
static bool default_start(Store *store, Call *call, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) earlier = store_call_of_contact(store, call->contact_id, error);

	if (!earlier)
		return false;
	call->started_at = now - MAX(call->duration_s, 0);
	for (guint i = 0; i < earlier->len; i++) {
		const Call *before = earlier->pdata[i];
		int64_t over = before->started_at + 1;

		if (before->started_at <= now)
			call->started_at = MIN(now, MAX(call->started_at, over));
	}
	return true;
}

static bool take_times(Store *store, const Config *config, Call *call, const Contact *contact,
		       const TalkRequest *request, int64_t now, GError **error)
{
	When when;

	if (request->duration && !when_parse_duration(request->duration, &call->duration_s, error))
		return false;
	if (!request->at)
		return default_start(store, call, now, error);
	if (!when_parse(request->at, now, talk_zone(config, contact), WHEN_PAST, &when, error))
		return false;
	call->started_at = when.at;
	return true;
}

bool talk_none_runs(Store *store, const Contact *contact, GError **error)
{
	GError *problem = NULL;
	g_autoptr(Call) running = store_call_running(store, contact->id, &problem);

	if (problem)
		g_propagate_error(error, problem);
	else if (running)
		g_set_error(error, ERROR, ERROR_DATA, _("c%lld with \"%s\" is running: end it first, with --end"),
			    (long long)running->id, contact->name);
	return !problem && !running;
}

static bool add_call(Store *store, const Config *config, const TalkRequest *request, int64_t now, TalkResult *result,
		     GError **error)
{
	const Account *account = config_account(config, request->account, error);
	Call *call = result->call = call_new();

	if (!account || (request->mode == TALK_START && !talk_none_runs(store, result->contact, error)))
		return false;
	call->contact_id = result->contact->id;
	call->account = g_strdup(account->id);
	call->inbound = request->inbound;
	call->created_at = now;
	text_put(&call->topic, request->topic);
	text_put(&call->promise, request->promise);
	text_put(&call->note, request->note);
	if (!take_times(store, config, call, result->contact, request, now, error) ||
	    !take_outcome(call, request, error) || !call_check(call, now, error))
		return false;
	return store_call_add(store, call, address_domain(account->email), error);
}

static bool end_call(Store *store, const TalkRequest *request, int64_t now, TalkResult *result, GError **error)
{
	GError *problem = NULL;
	Call *call = result->call = store_call_running(store, result->contact->id, &problem);

	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	if (!call) {
		g_set_error(error, ERROR, ERROR_NOT_FOUND, _("no call with \"%s\" is running"), result->contact->name);
		return false;
	}
	call->duration_s = MAX(now - call->started_at, 0);
	if (request->duration && !when_parse_duration(request->duration, &call->duration_s, error))
		return false;
	text_put(&call->topic, request->topic);
	text_put(&call->promise, request->promise);
	text_put(&call->note, request->note);
	return take_outcome(call, request, error) && call_check(call, now, error) && store_call_put(store, call, error);
}

/* What this call does to the appointment that is open: kept, missed, an attempt, or nothing when it is not yet due. */
static bool settle(Store *store, const TalkRequest *request, int64_t now, TalkResult *result, GError **error)
{
	Call *call = result->call;
	GError *problem = NULL;
	Appointment *open = store_appointment_open_of(store, call->contact_id, &problem);
	const char *note = NULL;

	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	if (!open) {
		if (request->missed)
			g_set_error(error, ERROR, ERROR_NOT_FOUND, "%s", _("no call is agreed that could be missed"));
		return !request->missed;
	}
	bool due = call_ended_at(call) >= open->at;
	if (call->outcome == OUTCOME_DO_NOT_CALL) {
		open->state = APPOINTMENT_CANCELLED;
		note = N_("asked not to be called");
	} else if (request->missed && !due) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("the agreed call is not due yet and cannot be missed"));
		appointment_free(open);
		return false;
	} else if (request->missed) {
		open->state = request->missed == MISSED_BY_US ? APPOINTMENT_MISSED_BY_US : APPOINTMENT_MISSED_BY_THEM;
	} else if (!due || call->outcome == OUTCOME_NONE) {
		result->appointment = open;
		return true;
	} else if (call->outcome == OUTCOME_REACHED) {
		open->state = APPOINTMENT_KEPT;
	} else {
		open->attempts++;
	}
	call->appointment_id = open->id;
	bool is_open = appointment_is_open(open);
	*(is_open ? &result->appointment : &result->closed) = open;
	return store_appointment_put(store, open, now, note, error) && store_call_put(store, call, error);
}

/* What the outcome says about the person. */
static bool note_person(Store *store, const TalkRequest *request, int64_t now, TalkResult *result, GError **error)
{
	Contact *contact = result->contact;

	if (result->call->outcome == OUTCOME_DO_NOT_CALL) {
		contact->do_not_call = true;
		return store_contact_put(store, contact, error) &&
		       store_cycle_close(store, result->call->cycle_id, now, error);
	}
	if (result->call->outcome == OUTCOME_WRONG_PERSON && !request->right_person) {
		contact->right_person = RIGHT_PERSON_DENIED;
		contact->right_person_at = now;
		return store_contact_put(store, contact, error);
	}
	return true;
}

static bool may_call(const Contact *contact, const TalkRequest *request, GError **error)
{
	bool again = request->outcome && g_str_equal(request->outcome, outcome_word(OUTCOME_DO_NOT_CALL));

	if (!contact->do_not_call || request->inbound || request->mode == TALK_END || again)
		return true;
	g_set_error(error, ERROR, ERROR_REFUSED,
		    _("\"%s\" asked not to be called; a call of theirs is logged with --inbound"), contact->name);
	return false;
}

static bool note_consent(Store *store, const TalkRequest *request, const TalkResult *result, GError **error)
{
	Consent consent = {.contact_id = result->contact->id,
			   .call_id = result->call->id,
			   .at = result->call->started_at,
			   .wording = (char *)request->consent};

	if (!request->consent)
		return true;
	if (!*request->consent) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("a consent needs the words in which it was given"));
		return false;
	}
	return text_check_line(N_("consent"), request->consent, error) && store_consent_add(store, &consent, error);
}

static bool log_in_transaction(Store *store, const Config *config, const TalkRequest *request, int64_t now,
			       TalkResult *result, GError **error)
{
	result->contact = talk_contact(store, config, request, now, error);
	if (!result->contact || !may_call(result->contact, request, error))
		return false;
	if (request->mode == TALK_END ? !end_call(store, request, now, result, error)
				      : !add_call(store, config, request, now, result, error))
		return false;
	if (request->next && result->call->outcome == OUTCOME_DO_NOT_CALL) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("who asks not to be called cannot have an agreed call"));
		return false;
	}
	return settle(store, request, now, result, error) && talk_agree(store, config, request, now, result, error) &&
	       note_person(store, request, now, result, error) &&
	       note_consent(store, request, result, error);
}

static bool owes_now(Store *store, const TalkResult *result, bool *owed, GError **error)
{
	const Call *call = result->call;
	g_autoptr(GPtrArray) facts =
	    store_call_facts(store, call->contact_id, call->started_at, call->started_at, error);

	if (!facts)
		return false;
	*owed = talk_owes(call, 0, 0, false);
	for (guint i = 0; i < facts->len; i++) {
		const CallFacts *each = facts->pdata[i];

		if (each->call->id == call->id)
			*owed = talk_owes(call, each->follow_ups, each->outbox_waiting, each->outbox_troubled);
	}
	return true;
}

bool talk_log(Store *store, const Config *config, const TalkRequest *request, int64_t now, TalkResult *result,
	      GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(store, error);

	return transaction && log_in_transaction(store, config, request, now, result, error) &&
	       owes_now(store, result, &result->owed, error) &&
	       (request->rehearse || transaction_commit(transaction, error));
}
