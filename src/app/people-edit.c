/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people.h"

#include <glib/gi18n.h>

#include "app/talk-contact.h"
#include "base/error.h"
#include "base/phone.h"
#include "model/address.h"
#include "store/store-appointment.h"
#include "store/store-opt-out.h"

typedef bool (*Put)(const Config *config, Contact *contact, const char *text, GError **error);
typedef char *(*Normal)(const Config *config, const char *text, GError **error);

static bool find(const GPtrArray *list, const char *value, guint *index)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)list, value, g_str_equal, index);
}

static char *normal_email(const Config *config, const char *text, GError **error)
{
	(void)config;
	return address_normalise(text, error);
}

static char *normal_phone(const Config *config, const char *text, GError **error)
{
	return phone_e164(text, config->region, error);
}

/* What is taken away goes to dropped. */
static bool drop(const Config *config, const Contact *contact, GPtrArray *list, char **unwanted, Normal normal,
		 GPtrArray *dropped, GError **error)
{
	for (char **each = unwanted; each && *each; each++) {
		g_autofree char *value = normal(config, *each, error);
		guint index;

		if (!value)
			return false;
		if (!find(list, value, &index)) {
			g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" is not known of %s"), value, contact->name);
			return false;
		}
		g_ptr_array_add(dropped, g_ptr_array_steal_index(list, index));
	}
	return true;
}

/* The wanted ones first, in their order; what was there before follows. */
static bool put_first(const Config *config, Contact *contact, GPtrArray **list, char **wanted, Put put, GError **error)
{
	g_autoptr(GPtrArray) before = *list;

	*list = g_ptr_array_new_with_free_func(g_free);
	for (char **each = wanted; each && *each; each++)
		if (!put(config, contact, *each, error))
			return false;
	for (guint i = 0; i < before->len; i++)
		if (!find(*list, before->pdata[i], NULL))
			g_ptr_array_add(*list, g_strdup(before->pdata[i]));
	return true;
}

/* Their wish hangs on the address that it came from. */
static bool may_drop(Store *store, const Contact *contact, const PeopleEdit *edit, int64_t now, GError **error)
{
	bool drops = contact->id && edit->no_emails && *edit->no_emails;
	g_autoptr(GArray) asked = drops ? store_opt_outs(store, contact->id, now, error) : NULL;

	if (drops && asked && asked->len)
		g_set_error(error, ERROR, ERROR_DATA,
			    _("\"%s\" asked by mail not to be contacted: decide that first, with \"cmc block p%lld\" "
			      "or a call"),
			    contact->name, (long long)contact->id);
	return !drops || (asked && !asked->len);
}

/* The agreed call is to reach them: not by a number that was taken away, and by their first one where none was known.
 */
static bool mend_agreed(Store *store, const Contact *contact, const GPtrArray *dropped, int64_t now, GError **error)
{
	GError *problem = NULL;
	g_autoptr(Appointment) open = store_appointment_open_of(store, contact->id, &problem);

	if (problem)
		g_propagate_error(error, problem);
	if (!open || open->they_dial || (open->phone && !find(dropped, open->phone, NULL)))
		return !problem;
	g_free(open->phone);
	open->phone = g_strdup(contact_phone(contact));
	return store_appointment_put(store, open, now, N_("the number was corrected"), error);
}

bool people_edit(Store *store, const Config *config, Contact *contact, const PeopleEdit *edit, int64_t now,
		 GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);
	g_autoptr(GPtrArray) dropped = g_ptr_array_new_with_free_func(g_free);

	return transaction && contact_check(contact, error) && may_drop(store, contact, edit, now, error) &&
	       drop(config, contact, contact->emails, edit->no_emails, normal_email, dropped, error) &&
	       drop(config, contact, contact->phones, edit->no_phones, normal_phone, dropped, error) &&
	       put_first(config, contact, &contact->emails, edit->emails, talk_contact_email, error) &&
	       put_first(config, contact, &contact->phones, edit->phones, talk_contact_phone, error) &&
	       people_save(store, contact, error) && mend_agreed(store, contact, dropped, now, error) &&
	       transaction_commit(transaction, error);
}
