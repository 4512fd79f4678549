/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/talk-amend.h"

#include <glib/gi18n.h>

#include "base/error.h"
#include "base/text.h"
#include "base/when.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"

/* It was the outcome of an agreed call, or an attempt: kept it is open again as an attempt, or the other way round. */
static bool amend_agreed(Store *store, const Call *call, bool reached, int64_t now, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Appointment) agreed = store_appointment_get(store, call->appointment_id, &problem);
	g_autoptr(Appointment) open = problem ? NULL : store_appointment_open_of(store, call->contact_id, &problem);

	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	bool kept = agreed && agreed->state == APPOINTMENT_KEPT;
	if (!agreed || (reached ? !appointment_is_open(agreed) : !kept || open)) {
		g_set_error(error, ERROR, ERROR_DATA,
			    _("c%lld is the outcome of an agreed call that others followed: its outcome stays"),
			    (long long)call->id);
		return false;
	}
	agreed->state = reached ? APPOINTMENT_KEPT : APPOINTMENT_AGREED;
	agreed->attempts += reached ? -1 : 1;
	return store_appointment_put(store, agreed, now, N_("the outcome was corrected"), error);
}

/* What the outcome said about the person, and no longer says. */
static bool amend_person(Store *store, const Call *call, Outcome before, int64_t now, GError **error)
{
	g_autoptr(Contact) contact = store_contact_get(store, call->contact_id, error);

	if (!contact)
		return false;
	if (call->outcome == OUTCOME_WRONG_PERSON) {
		contact->right_person = RIGHT_PERSON_DENIED;
		contact->right_person_at = now;
	} else if (before == OUTCOME_WRONG_PERSON && contact->right_person == RIGHT_PERSON_DENIED) {
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
		g_set_error(error, ERROR, ERROR_USAGE, _("outcome \"%s\" is not known"), word);
		return false;
	}
	if (before == OUTCOME_NONE) {
		g_set_error(error, ERROR, ERROR_DATA, _("c%lld is running: \"cmc call --end\" says its outcome"),
			    (long long)call->id);
		return false;
	}
	if (call->outcome != before && (call->outcome == OUTCOME_DO_NOT_CALL || before == OUTCOME_DO_NOT_CALL)) {
		g_set_error(error, ERROR, ERROR_DATA, "%s",
			    _("whether somebody may be called is said with \"cmc block\" and \"cmc block --lift\""));
		return false;
	}
	bool reached = call->outcome == OUTCOME_REACHED;
	if (call->appointment_id && reached != (before == OUTCOME_REACHED) &&
	    !amend_agreed(store, call, reached, now, error))
		return false;
	return amend_person(store, call, before, now, error);
}

bool talk_amend(Store *store, Call *call, const Amendment *said, int64_t now, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(store, error);

	if (!transaction || (said->outcome && !amend_outcome(store, call, said->outcome, now, error)) ||
	    (said->duration && !when_parse_duration(said->duration, &call->duration_s, error)))
		return false;
	text_put(&call->topic, said->topic);
	text_put(&call->promise, said->promise);
	text_put(&call->note, said->note);
	return call_check(call, now, error) && store_call_put(store, call, error) &&
	       transaction_commit(transaction, error);
}

bool talk_close(Store *store, const Contact *contact, int64_t now, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);
	g_autoptr(GPtrArray) calls = transaction ? store_call_of_contact(store, contact->id, error) : NULL;

	for (guint i = 0; calls && i < calls->len; i++)
		if (!store_cycle_close(store, ((Call *)calls->pdata[i])->cycle_id, now, error))
			return false;
	return calls && transaction_commit(transaction, error);
}
