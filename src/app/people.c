/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/calendar-file.h"
#include "app/talk-amend.h"
#include "app/talk-contact.h"
#include "base/error.h"
#include "store/store-appointment.h"
#include "store/store-block.h"
#include "store/store-contact.h"
#include "store/store-opt-out.h"
#include "store/store-outbox.h"

static bool put(Store *store, const char *value, bool calls, bool mails, bool lift, int64_t now, GError **error)
{
	Block block;

	if (!store_block_get(store, value, &block, error))
		return false;
	block.calls = calls ? !lift : block.calls;
	block.mails = mails ? !lift : block.mails;
	block.at = now;
	return store_block_put(store, value, &block, error);
}

static bool put_all(Store *store, const Contact *contact, bool calls, bool mails, bool lift, int64_t now,
		    GError **error)
{
	const GPtrArray *lists[] = {contact->emails, contact->phones};

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		for (guint j = 0; j < lists[i]->len; j++)
			if (!put(store, lists[i]->pdata[j], calls, mails, lift, now, error))
				return false;
	return true;
}

static bool end_cycles(Store *store, const Contact *contact, int64_t now, GError **error)
{
	GError *problem = NULL;
	g_autoptr(Appointment) open = store_appointment_open_of(store, contact->id, &problem);

	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	if (open) {
		open->state = APPOINTMENT_CANCELLED;
		if (!store_appointment_put(store, open, now, N_("asked not to be called"), error))
			return false;
	}
	return talk_end_cycles(store, contact, now, error);
}

static gboolean same_email(const char *a, const char *b)
{
	return g_ascii_strcasecmp(a, b) == 0;
}

static bool is_theirs(const Outbox *row, const Contact *contact)
{
	for (guint i = 0; i < row->recipients->len; i++)
		if (!g_ptr_array_find_with_equal_func(contact->emails, ((OutboxRecipient *)row->recipients->pdata[i])->email,
						      (GEqualFunc)same_email, NULL))
			return false;
	return row->recipients->len > 0;
}

/* What waits to go out to them alone does not go any more; what is with the server already cannot be stopped. */
static bool stop_mails(Store *store, const Contact *contact, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) rows = store_outbox_open(store, error);

	for (guint i = 0; rows && i < rows->len; i++) {
		Outbox *row = rows->pdata[i];
		OutboxState from = row->state;

		if ((from != OUTBOX_SEALED && from != OUTBOX_DEFERRED && from != OUTBOX_FAILED) || !is_theirs(row, contact))
			continue;
		row->state = OUTBOX_CANCELLED;
		g_free(row->error);
		row->error = g_strdup("asked not to be mailed");
		if (!store_outbox_go(store, row, from, NULL, now, error))
			return false;
	}
	return rows != NULL;
}

bool people_block(Store *store, Contact *contact, bool calls, bool mails, bool lift, int64_t now, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(store, error);

	if (!transaction)
		return false;
	contact->do_not_call = calls ? !lift : contact->do_not_call;
	contact->do_not_mail = mails ? !lift : contact->do_not_mail;
	if (!store_contact_put(store, contact, error) || !put_all(store, contact, calls, mails, lift, now, error))
		return false;
	if ((calls && !lift && !end_cycles(store, contact, now, error)) ||
	    (mails && !lift && !stop_mails(store, contact, now, error)))
		return false;
	return transaction_commit(transaction, error);
}

bool people_block_value(Store *store, const Config *config, const char *text, bool calls, bool mails, bool lift,
			int64_t now, GError **error)
{
	g_autoptr(Contact) nobody = contact_new("nobody");
	g_autoptr(GError) problem = NULL;
	bool is_email = strchr(text, '@') != NULL;

	if (is_email ? !talk_contact_email(config, nobody, text, &problem)
		     : !talk_contact_phone(config, nobody, text, &problem)) {
		if (!is_email)
			g_set_error(error, ERROR, ERROR_NOT_FOUND,
				    _("no contact is known as \"%s\", and it is no address or number"), text);
		else
			g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	return transaction && put_all(store, nobody, calls, mails, lift, now, error) &&
	       transaction_commit(transaction, error);
}

static bool admit(Store *store, const GPtrArray *values, const GPtrArray *before, GError **error)
{
	for (guint i = 0; i < values->len; i++) {
		const char *value = values->pdata[i];
		Block block;

		if (before && g_ptr_array_find_with_equal_func((GPtrArray *)before, value, g_str_equal, NULL))
			continue;
		if (!store_block_get(store, value, &block, error))
			return false;
		if (!block.at)
			continue;
		g_set_error(error, ERROR, ERROR_REFUSED,
			    block.calls && block.mails ? _("\"%s\" asked not to be contacted; see cmc-block(1)")
			    : block.calls	       ? _("\"%s\" asked not to be called; see cmc-block(1)")
						       : _("\"%s\" asked not to be mailed; see cmc-block(1)"),
			    value);
		return false;
	}
	return true;
}

bool people_save(Store *store, Contact *contact, GError **error)
{
	GError *problem = NULL;
	g_autoptr(Contact) before = contact->id ? store_contact_get(store, contact->id, &problem) : NULL;

	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	if (!admit(store, contact->emails, before ? before->emails : NULL, error) ||
	    !admit(store, contact->phones, before ? before->phones : NULL, error))
		return false;
	return contact->id ? store_contact_put(store, contact, error) : store_contact_add(store, contact, error);
}

/* Who asked by mail and is forgotten before a person has decided: to be left alone is what was asked. */
static bool erase(Store *store, const Contact *contact, int64_t now, bool *asked, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	g_autoptr(GArray) mails = transaction ? store_opt_outs(store, contact->id, now, error) : NULL;

	if (!mails)
		return false;
	*asked = mails->len > 0;
	bool no_calls = contact->do_not_call || *asked, no_mails = contact->do_not_mail || *asked;
	if ((no_calls || no_mails) && !put_all(store, contact, no_calls, no_mails, false, now, error))
		return false;
	return store_contact_drop(store, contact->id, error) && transaction_commit(transaction, error);
}

bool people_forget(Store *store, const Config *config, const Contact *contact, int64_t now, bool *asked, GError **error)
{
	return erase(store, contact, now, asked, error) && calendar_file_write(store, config, now, error) &&
	       store_scrub(store, error);
}
