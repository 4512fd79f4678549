/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history.h"

#include "store/store-appointment.h"
#include "store/store-contact.h"
#include "store/store-link.h"
#include "store/store-message.h"
#include "store/store-opt-out.h"

static void history_mail_free(HistoryMail *mail)
{
	message_free(mail->message);
	link_free(mail->link);
	g_free(mail);
}

void history_free(History *history)
{
	if (!history)
		return;
	contact_free(history->contact);
	g_clear_pointer(&history->calls, g_ptr_array_unref);
	g_clear_pointer(&history->mails, g_ptr_array_unref);
	g_clear_pointer(&history->appointments, g_ptr_array_unref);
	g_free(history->closed_at);
	g_free(history->risk_at);
	g_free(history);
}

static bool read_mails(Store *store, History *history, HistoryExtent extent, GError **error)
{
	int64_t contact_id = history->contact->id;
	g_autoptr(GPtrArray) messages = extent == HISTORY_WHOLE ? store_message_of_contact(store, contact_id, error)
								: store_message_linked_to(store, contact_id, error);

	if (!messages)
		return false;
	g_ptr_array_set_free_func(messages, NULL);
	for (guint i = 0; i < messages->len; i++) {
		HistoryMail *mail = g_new0(HistoryMail, 1);
		GError *problem = NULL;

		mail->message = messages->pdata[i];
		g_ptr_array_add(history->mails, mail);
		mail->outgoing = store_message_is_outgoing(store, mail->message->id, &problem);
		if (!problem)
			mail->link = store_link_get(store, mail->message->id, &problem);
		mail->at = mail->outgoing && mail->message->date ? mail->message->date : message_at(mail->message);
		if (problem) {
			while (++i < messages->len)
				message_free(messages->pdata[i]);
			g_propagate_error(error, problem);
			return false;
		}
	}
	return true;
}

static bool read_risk(Store *store, const Appointment *appointment, int64_t *at, GError **error)
{
	g_autoptr(GPtrArray) events = store_appointment_events(store, appointment->id, error);

	for (guint i = 0; events && i < events->len; i++) {
		const AppointmentEvent *event = events->pdata[i];

		*at = event->state != APPOINTMENT_AT_RISK ? 0 : *at ? *at : event->at;
	}
	return events != NULL;
}

/* The call that settled it may have been logged later than it took place: its own time counts. */
static bool read_closed(Store *store, History *history, GError **error)
{
	history->closed_at = g_new0(int64_t, history->appointments->len + 1);
	history->risk_at = g_new0(int64_t, history->appointments->len + 1);
	for (guint i = 0; i < history->appointments->len; i++) {
		const Appointment *appointment = history->appointments->pdata[i];
		int64_t *at = &history->closed_at[i];

		if (appointment->state == APPOINTMENT_AT_RISK &&
		    !read_risk(store, appointment, &history->risk_at[i], error))
			return false;
		if (appointment_is_open(appointment))
			continue;
		for (guint j = 0; j < history->calls->len; j++) {
			const Call *call = ((CallFacts *)history->calls->pdata[j])->call;

			if (call->appointment_id == appointment->id)
				*at = MAX(*at, call->started_at);
		}
		if (*at)
			continue;
		g_autoptr(GPtrArray) events = store_appointment_events(store, appointment->id, error);
		if (!events)
			return false;
		for (guint j = 0; j < events->len; j++)
			*at = MAX(*at, ((AppointmentEvent *)events->pdata[j])->at);
	}
	return true;
}

static bool read_opt_out(Store *store, History *history, GError **error)
{
	g_autoptr(GArray) asked = store_opt_outs(store, history->contact->id, G_MAXINT64, error);

	if (asked && asked->len)
		history->opt_out_at = g_array_index(asked, OptOut, 0).at;
	return asked != NULL;
}

History *history_read(Store *store, int64_t contact_id, HistoryExtent extent, GError **error)
{
	g_autoptr(History) history = g_new0(History, 1);

	history->contact = store_contact_get(store, contact_id, error);
	if (!history->contact)
		return NULL;
	history->mails = g_ptr_array_new_with_free_func((GDestroyNotify)history_mail_free);
	history->calls = store_call_facts(store, contact_id, 0, G_MAXINT64, error);
	if (!history->calls)
		return NULL;
	history->appointments = store_appointment_of_contact(store, contact_id, error);
	if (!history->appointments || !read_closed(store, history, error) || !read_mails(store, history, extent, error))
		return NULL;
	if (extent == HISTORY_BRIEF && !read_opt_out(store, history, error))
		return NULL;
	return g_steal_pointer(&history);
}

const CallFacts *history_call_of(const History *history, const HistoryMail *mail)
{
	const Link *link = mail->link;

	if (!link || link->call_id == 0 ||
	    (link->confidence != CONFIDENCE_SURE && link->decided_by != DECIDED_BY_PERSON))
		return NULL;
	for (guint i = 0; i < history->calls->len; i++) {
		const CallFacts *facts = history->calls->pdata[i];

		if (facts->call->id == link->call_id)
			return facts;
	}
	return NULL;
}
