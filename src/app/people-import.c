/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people-import.h"

#include <glib/gi18n.h>

#include "app/people-read.h"
#include "app/people.h"
#include "app/talk-contact.h"
#include "base/error.h"
#include "base/phone.h"
#include "model/address.h"
#include "store/store-contact.h"

void import_result_clear(ImportResult *result)
{
	g_clear_pointer(&result->troubles, g_ptr_array_unref);
	g_clear_pointer(&result->strange, g_ptr_array_unref);
}

static bool shares_number(const Config *config, const Contact *contact, const Person *person)
{
	for (guint i = 0; i < person->phones->len; i++) {
		g_autofree char *number = phone_e164(person->phones->pdata[i], config->region, NULL);

		if (number && g_ptr_array_find_with_equal_func(contact->phones, number, g_str_equal, NULL))
			return true;
	}
	return false;
}

/* Of the same name: known by a number in common, or by the organisation where one has no number; or there is no more
 * than the name. */
static bool is_same(const Config *config, const Contact *contact, const Person *person)
{
	if (contact->org && person->org && !g_str_equal(contact->org, person->org))
		return false;
	if (contact->phones->len && person->phones->len)
		return shares_number(config, contact, person);
	if (contact->org)
		return person->org != NULL;
	return !person->org && !contact->phones->len && !person->phones->len;
}

/* Somebody without an address. */
static Contact *find_by_name(Store *store, const Config *config, const Person *person, GError **error)
{
	g_autoptr(GPtrArray) same = store_contact_by_name(store, person->name, error);

	if (!same)
		return NULL;
	for (guint i = same->len; i-- > 0;)
		if (!is_same(config, same->pdata[i], person))
			g_ptr_array_remove_index(same, i);
	return same->len == 1 ? g_ptr_array_steal_index(same, 0) : contact_new(person->name);
}

/* Whom one of the addresses belongs to already; a new contact where it is nobody's. */
static Contact *find(Store *store, const Config *config, const Person *person, GError **error)
{
	for (guint i = 0; i < person->emails->len; i++) {
		g_autofree char *email = address_normalise(person->emails->pdata[i], NULL);
		GError *problem = NULL;
		Contact *known = email ? store_contact_by_email(store, email, &problem) : NULL;

		if (problem)
			g_propagate_error(error, problem);
		if (known || problem)
			return known;
	}
	if (person->name && !person->emails->len)
		return find_by_name(store, config, person, error);
	return contact_new(person->name ? person->name : "");
}

static bool put(char **place, const char *value)
{
	if (!value || !*value || *place)
		return false;
	*place = g_strdup(value);
	return true;
}

/* *changed: is there anything to be stored? */
static bool complete(const Config *config, Contact *contact, const Person *person, bool *changed, GError **error)
{
	guint before = contact->emails->len + contact->phones->len;

	*changed = put(&contact->org, person->org);
	*changed |= put(&contact->language, person->language);
	*changed |= put(&contact->timezone, person->timezone);
	*changed |= put(&contact->note, person->note);
	for (guint i = 0; i < person->emails->len; i++)
		if (!talk_contact_email(config, contact, person->emails->pdata[i], error))
			return false;
	for (guint i = 0; i < person->phones->len; i++)
		if (!talk_contact_phone(config, contact, person->phones->pdata[i], error))
			return false;
	*changed |= contact->id == 0 || contact->emails->len + contact->phones->len > before;
	if (contact->language && !g_str_equal(contact->language, "de") && !g_str_equal(contact->language, "en")) {
		g_set_error(error, ERROR, ERROR_DATA, _("languages are de and en, not \"%s\""), contact->language);
		return false;
	}
	return contact_check(contact, error);
}

/* Said before anything is written: what fails in the midst of it would take the others along. */
static bool is_free(Store *store, const Contact *contact, GError **error)
{
	for (guint i = 0; i < contact->emails->len; i++) {
		GError *problem = NULL;
		int64_t owner = store_contact_id_by_email(store, contact->emails->pdata[i], &problem);

		if (problem) {
			g_propagate_error(error, problem);
			return false;
		}
		if (owner == 0 || owner == contact->id)
			continue;
		g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" belongs to another contact already (p%lld)"),
			    (char *)contact->emails->pdata[i], (long long)owner);
		return false;
	}
	return true;
}

static bool take(Store *store, const Config *config, const Person *person, int64_t now, ImportResult *result,
		 GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Contact) contact = find(store, config, person, &problem);
	bool changed = false;

	if (!contact) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	bool is_new = contact->id == 0;
	if (is_new)
		contact->created_at = now;
	if (!complete(config, contact, person, &changed, error) || !is_free(store, contact, error))
		return false;
	if (!changed) {
		result->unchanged++;
		return true;
	}
	if (people_save(store, contact, &problem)) {
		++*(is_new ? &result->added : &result->completed);
		return true;
	}
	if (g_error_matches(problem, ERROR, ERROR_REFUSED)) {
		result->blocked++;
		g_ptr_array_add(result->troubles, g_strdup_printf(_("line %u: %s"), person->row, problem->message));
		return true;
	}
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}

bool people_import(Store *store, const Config *config, const char *bytes, gsize length, bool skip, int64_t now,
		   ImportResult *result, GError **error)
{
	result->strange = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) people = people_read(bytes, length, result->strange, error);
	g_autoptr(Transaction) transaction = people ? transaction_begin(store, error) : NULL;
	guint faults = 0;

	if (!transaction)
		return false;
	result->troubles = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < people->len; i++) {
		const Person *person = people->pdata[i];
		g_autoptr(GError) problem = NULL;

		if (take(store, config, person, now, result, &problem))
			continue;
		if (!g_error_matches(problem, ERROR, ERROR_DATA)) {
			g_propagate_error(error, g_steal_pointer(&problem));
			return false;
		}
		faults++;
		g_ptr_array_add(result->troubles, g_strdup_printf(_("line %u: %s"), person->row, problem->message));
	}
	if (faults && !skip) {
		g_set_error(error, ERROR, ERROR_DATA,
			    _("%u of %u people cannot be taken, nothing was stored; --skip leaves them out"), faults,
			    people->len);
		return false;
	}
	return transaction_commit(transaction, error);
}
