/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/talk-amend.h"

#include <glib/gi18n.h>

#include "app/talk.h"
#include "base/error.h"
#include "base/text.h"
#include "base/when.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-outbox.h"

/* Open again, as it was before it was settled, with so many attempts more. */
static bool reopen(Store *store, Appointment *agreed, int attempts, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) events = store_appointment_events(store, agreed->id, error);

	if (!events)
		return false;
	agreed->state = APPOINTMENT_AGREED;
	g_clear_pointer(&agreed->risk, g_free);
	for (guint i = 0; i < events->len; i++) {
		const AppointmentEvent *event = events->pdata[i];

		if (event->state >= APPOINTMENT_KEPT)
			continue;
		agreed->state = event->state;
		g_free(agreed->risk);
		agreed->risk = event->state == APPOINTMENT_AT_RISK ? g_strdup(event->note) : NULL;
	}
	agreed->attempts += attempts;
	return store_appointment_put(store, agreed, now, N_("the outcome was corrected"), error);
}

/* Has anything come after the call that rests on its outcome: another agreed call, or a talk? */
static bool is_followed(Store *store, const Call *call, bool *followed, GError **error)
{
	GError *problem = NULL;
	g_autoptr(GPtrArray) calls = store_call_of_contact(store, call->contact_id, error);
	g_autoptr(Appointment) open = calls ? store_appointment_open_of(store, call->contact_id, &problem) : NULL;

	if (problem)
		g_propagate_error(error, problem);
	if (!calls || problem)
		return false;
	*followed = open != NULL;
	for (guint i = 0; i < calls->len; i++) {
		const Call *other = calls->pdata[i];

		*followed |= other->outcome == OUTCOME_REACHED && other->id != call->id &&
			     other->started_at >= call->started_at;
	}
	return true;
}

/* The agreed call that it was the outcome or an attempt of; none: NULL. */
static bool agreed_of(Store *store, const Call *call, Appointment **agreed, GError **error)
{
	GError *problem = NULL;

	*agreed = store_appointment_get(store, call->appointment_id, &problem);
	if (problem)
		g_propagate_error(error, problem);
	return !problem;
}

/* It was the outcome of an agreed call, or an attempt: what was open is kept, what was kept is open again. An agreed
 * call that was moved on since is left alone. */
static bool amend_agreed(Store *store, const Call *call, bool reached, int64_t now, GError **error)
{
	bool followed = false;
	g_autoptr(Appointment) agreed = NULL;

	if (!agreed_of(store, call, &agreed, error))
		return false;
	if (!agreed)
		return true;
	bool is_open = appointment_is_open(agreed);
	bool missed = appointment_is_missed(agreed);
	if (is_open && (!reached || agreed->at > call_ended_at(call)))
		return true;
	if (reached && (is_open || missed)) {
		agreed->state = APPOINTMENT_KEPT;
		agreed->attempts = MAX(agreed->attempts - 1, 0);
		g_clear_pointer(&agreed->risk, g_free);
		return store_appointment_put(store, agreed, now, N_("the outcome was corrected"), error);
	}
	if (!reached && agreed->state == APPOINTMENT_KEPT) {
		if (!is_followed(store, call, &followed, error))
			return false;
		if (!followed)
			return reopen(store, agreed, 1, now, error);
	}
	g_set_error(error, ERROR, ERROR_DATA,
		    _("c%lld settled an agreed call, and others followed it: its outcome stays"), (long long)call->id);
	return false;
}

/* What the outcome said about the person, and no longer says; nothing that was said since. */
static bool amend_person(Store *store, const Call *call, Outcome before, GError **error)
{
	g_autoptr(Contact) contact = store_contact_get(store, call->contact_id, error);

	if (!contact)
		return false;
	if (call->outcome == OUTCOME_WRONG_PERSON && contact->right_person_at <= call->created_at) {
		contact->right_person = RIGHT_PERSON_DENIED;
		contact->right_person_at = call->created_at;
	} else if (before == OUTCOME_WRONG_PERSON && call->outcome != before &&
		   contact->right_person == RIGHT_PERSON_DENIED && contact->right_person_at == call->created_at) {
		contact->right_person = RIGHT_PERSON_UNKNOWN;
		contact->right_person_at = 0;
	} else {
		return true;
	}
	return store_contact_put(store, contact, error);
}

static bool amend_outcome(Store *store, Call *call, const char *word, int64_t now, GError **error)
{
	Outcome before = call->outcome;

	if (!outcome_from_word(word, &call->outcome)) {
		g_set_error(error, ERROR, ERROR_USAGE, _("outcome \"%s\" is not known: say reached, no-answer, busy, voicemail, gatekeeper, wrong-person, wrong-number or"
		      " do-not-call"), word);
		return false;
	}
	if (before == OUTCOME_NONE) {
		g_set_error(error, ERROR, ERROR_DATA, _("c%lld is running: \"cmc call --end\" says its outcome"),
			    (long long)call->id);
		return false;
	}
	if (call->outcome != before && (call->outcome == OUTCOME_DO_NOT_CALL || before == OUTCOME_DO_NOT_CALL)) {
		g_set_error(error, ERROR, ERROR_DATA,
			    _("whether somebody may be called is said with \"cmc block\" and \"cmc block --lift\""));
		return false;
	}
	bool reached = call->outcome == OUTCOME_REACHED;
	if (call->appointment_id && reached != (before == OUTCOME_REACHED) &&
	    !amend_agreed(store, call, reached, now, error))
		return false;
	return amend_person(store, call, before, error);
}

Call *talk_amend(Store *store, int64_t call_id, const Amendment *said, int64_t now, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	g_autoptr(Call) call = transaction ? store_call_get(store, call_id, error) : NULL;

	if (!call || (said->outcome && !amend_outcome(store, call, said->outcome, now, error)) ||
	    (said->duration && *said->duration && !when_parse_duration(said->duration, &call->duration_s, error)))
		return NULL;
	if (said->duration && !*said->duration)
		call->duration_s = -1;
	text_put(&call->topic, said->topic);
	text_put(&call->promise, said->promise);
	text_put(&call->note, said->note);
	if (!call_check(call, now, error) || !store_call_put(store, call, error) ||
	    !transaction_commit(transaction, error))
		return NULL;
	return g_steal_pointer(&call);
}

static bool refuse_followed(const Call *call, GError **error)
{
	g_set_error(error, ERROR, ERROR_DATA, _("c%lld cannot be taken back: others followed it"), (long long)call->id);
	return false;
}

/* Is an event in the agreed call's history of such a state, and not before at? */
static bool has_event_since(Store *store, const Appointment *agreed, AppointmentState state, int64_t at, bool *has,
			    GError **error)
{
	g_autoptr(GPtrArray) events = store_appointment_events(store, agreed->id, error);

	for (guint i = 0; events && i < events->len; i++) {
		const AppointmentEvent *event = events->pdata[i];

		*has |= event->state == state && event->at >= at;
	}
	return events != NULL;
}

/* Did the call end the agreed call? What was kept, the one that reached; what was missed, the last of its attempts. */
static bool has_settled(Store *store, const Call *call, const Appointment *agreed, bool *settled, GError **error)
{
	g_autoptr(GPtrArray) calls = store_call_of_contact(store, call->contact_id, error);

	*settled = agreed->state == APPOINTMENT_KEPT ? call->outcome == OUTCOME_REACHED : appointment_is_missed(agreed);
	for (guint i = 0; calls && appointment_is_missed(agreed) && i < calls->len; i++) {
		const Call *other = calls->pdata[i];

		*settled &= other->appointment_id != agreed->id || other->id <= call->id;
	}
	return calls != NULL;
}

/* What it was the outcome or an attempt of is as if it had not been. */
static bool void_agreed(Store *store, const Call *call, int64_t now, GError **error)
{
	bool followed = false, settled = false, moved = false;
	g_autoptr(Appointment) agreed = NULL;

	if (!agreed_of(store, call, &agreed, error))
		return false;
	if (!agreed)
		return true;
	if (!has_settled(store, call, agreed, &settled, error) ||
	    !has_event_since(store, agreed, APPOINTMENT_MOVED, call->created_at, &moved, error))
		return false;
	if (appointment_is_open(agreed) && !moved) {
		agreed->attempts = MAX(agreed->attempts - 1, 0);
		return store_appointment_put(store, agreed, now, NULL, error);
	}
	if (!settled)
		return true;
	if (!is_followed(store, call, &followed, error))
		return false;
	if (followed || !store_cycle_is_open(store, agreed->cycle_id, NULL))
		return refuse_followed(call, error);
	return reopen(store, agreed, 0, now, error);
}

/* What was agreed in it is not; unless somebody went on from there. */
static bool void_agreement(Store *store, const Call *call, GError **error)
{
	g_autoptr(GPtrArray) all = store_appointment_of_contact(store, call->contact_id, error);
	g_autoptr(GPtrArray) calls = all ? store_call_of_contact(store, call->contact_id, error) : NULL;

	for (guint i = 0; calls && i < all->len; i++) {
		const Appointment *made = all->pdata[i];

		if (made->call_id != call->id)
			continue;
		if (made->state != APPOINTMENT_AGREED && made->state != APPOINTMENT_CANCELLED)
			return refuse_followed(call, error);
		for (guint k = 0; k < calls->len; k++)
			if (((const Call *)calls->pdata[k])->appointment_id == made->id)
				return refuse_followed(call, error);
		if (!store_appointment_delete(store, made, error))
			return false;
	}
	return calls != NULL;
}

/* What it said about the person, and nothing that was said since. */
static bool void_person(Store *store, const Call *call, GError **error)
{
	g_autoptr(Contact) contact = store_contact_get(store, call->contact_id, error);

	if (!contact)
		return false;
	if (contact->right_person == RIGHT_PERSON_UNKNOWN || contact->right_person_at < call->created_at ||
	    contact->right_person_at > MAX(call->created_at, call_ended_at(call)))
		return true;
	contact->right_person = RIGHT_PERSON_UNKNOWN;
	contact->right_person_at = 0;
	return store_contact_put(store, contact, error);
}

/* Nothing that is still under way, or that a person linked, loses its call. */
static bool has_no_mail(Store *store, const Call *call, GError **error)
{
	bool has_mail = false;
	g_autoptr(GPtrArray) rows = store_outbox_of_call(store, call->id, error);

	if (!rows || !store_call_has_mail(store, call->id, &has_mail, error))
		return false;
	for (guint i = 0; i < rows->len; i++) {
		const Outbox *row = rows->pdata[i];

		if (row->state >= OUTBOX_ACCEPTED && row->state <= OUTBOX_DONE)
			continue;
		if (row->state == OUTBOX_CANCELLED)
			continue;
		g_set_error(error, ERROR, ERROR_DATA, _("o%lld is a mail of c%lld: \"cmc outbox cancel\" it first"),
			    (long long)row->id, (long long)call->id);
		return false;
	}
	if (has_mail)
		g_set_error(error, ERROR, ERROR_DATA,
			    _("mail belongs to c%lld: say first where it belongs, with \"cmc link\" or \"cmc unlink\""),
			    (long long)call->id);
	return !has_mail;
}

Call *talk_void(Store *store, int64_t call_id, int64_t now, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	g_autoptr(Call) call = transaction ? store_call_get(store, call_id, error) : NULL;

	if (!call || !has_no_mail(store, call, error))
		return NULL;
	if (call->outcome == OUTCOME_DO_NOT_CALL) {
		g_set_error(error, ERROR, ERROR_DATA,
			    _("whether somebody may be called is said with \"cmc block\" and \"cmc block --lift\""));
		return NULL;
	}
	/* first what came of it, as that would else seem to have followed */
	if (!void_agreement(store, call, error) || !void_agreed(store, call, now, error) ||
	    !void_person(store, call, error) || !store_call_delete(store, call, error) ||
	    !transaction_commit(transaction, error))
		return NULL;
	return g_steal_pointer(&call);
}

bool talk_end_cycles(Store *store, const Contact *contact, int64_t now, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);
	g_autoptr(GPtrArray) calls = transaction ? store_call_of_contact(store, contact->id, error) : NULL;

	for (guint i = 0; calls && i < calls->len; i++)
		if (!store_cycle_close(store, ((Call *)calls->pdata[i])->cycle_id, now, error))
			return false;
	return calls && transaction_commit(transaction, error);
}

bool talk_close(Store *store, const Contact *contact, int64_t now, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Transaction) transaction = transaction_begin(store, &problem);
	g_autoptr(Appointment) open = transaction ? store_appointment_open_of(store, contact->id, &problem) : NULL;

	if (open)
		g_set_error(&problem, ERROR, ERROR_DATA, _("a call with \"%s\" is agreed: \"cmc cancel\" it first"),
			    contact->name);
	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	return talk_none_runs(store, contact, error) && talk_end_cycles(store, contact, now, error) &&
	       transaction_commit(transaction, error);
}
