/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/talk-contact.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/people.h"
#include "app/resolve.h"
#include "base/error.h"
#include "base/phone.h"
#include "base/text.h"
#include "model/address.h"
#include "store/store-contact.h"

static bool has(const GPtrArray *list, const char *value)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)list, value, g_str_equal, NULL);
}

bool talk_contact_email(const Config *config, Contact *contact, const char *email, GError **error)
{
	g_autofree char *normal = address_normalise(email, error);

	if (!normal)
		return false;
	if (config_owns(config, normal)) {
		g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" is our own address, not a contact's"), normal);
		return false;
	}
	if (!has(contact->emails, normal))
		g_ptr_array_add(contact->emails, g_steal_pointer(&normal));
	return true;
}

bool talk_contact_phone(const Config *config, Contact *contact, const char *phone, GError **error)
{
	g_autofree char *number = phone_e164(phone, config->region, error);

	if (!number)
		return false;
	if (!has(contact->phones, number))
		g_ptr_array_add(contact->phones, g_steal_pointer(&number));
	return true;
}

static bool same_text(const char *a, const char *b)
{
	g_autofree char *left = g_utf8_casefold(a, -1);
	g_autofree char *right = g_utf8_casefold(b, -1);

	return g_str_equal(left, right);
}

/* Does the person whom the name found fit the address that came with it? A mere part of a name and another address make
 * somebody new. */
static bool fits(const Contact *found, const TalkRequest *request)
{
	g_autofree char *normal = request->email ? address_normalise(request->email, NULL) : NULL;

	if (!normal || found->emails->len == 0 || has(found->emails, normal))
		return true;
	return same_text(found->name, request->contact) || strchr(request->contact, '@') ||
	       (request->contact[0] == 'p' && g_ascii_isdigit(request->contact[1]));
}

static Contact *find(Store *store, const Config *config, const TalkRequest *request, GError **error)
{
	bool may_be_new = request->email || request->phone || request->org;
	GError *problem = NULL;
	Contact *found = resolve_contact(store, config, request->contact, &problem);

	if (found && !fits(found, request))
		g_clear_pointer(&found, contact_free);
	if (!found && request->email && (!problem || g_error_matches(problem, ERROR, ERROR_DATA))) {
		/* the address tells which of several is meant */
		g_autofree char *normal = address_normalise(request->email, NULL);

		found = normal ? store_contact_by_email(store, normal, NULL) : NULL;
		if (found)
			g_clear_error(&problem);
	}
	if (problem && !(g_error_matches(problem, ERROR, ERROR_NOT_FOUND) && may_be_new)) {
		g_propagate_error(error, problem);
		return NULL;
	}
	g_clear_error(&problem);
	return found ? found : contact_new(request->contact);
}

static bool complete(const Config *config, Contact *contact, const TalkRequest *request, GError **error)
{
	if (request->email && !talk_contact_email(config, contact, request->email, error))
		return false;
	if (request->phone && !talk_contact_phone(config, contact, request->phone, error))
		return false;
	if (request->org) {
		g_free(contact->org);
		contact->org = g_strdup(request->org);
	}
	return contact_check(contact, error);
}

/* English and German, as outcomes are. */
static const char *const yes_words[] = {"yes", "y", "ja", "j", NULL};
static const char *const no_words[] = {"no", "n", "nein", NULL};

static bool is_one_of(const char *word, const char *const *words)
{
	g_autofree char *lower = g_utf8_strdown(word, -1);

	return g_strv_contains(words, lower);
}

static bool set_right_person(Contact *contact, const TalkRequest *request, int64_t now, GError **error)
{
	const char *word = request->right_person;

	if (!word)
		return true;
	bool yes = is_one_of(word, yes_words), no = is_one_of(word, no_words);
	if (!yes && !no) {
		g_set_error(error, ERROR, ERROR_USAGE, _("right person is yes or no, not \"%s\""), word);
		return false;
	}
	contact->right_person = yes ? RIGHT_PERSON_CONFIRMED : RIGHT_PERSON_DENIED;
	contact->right_person_at = now;
	return true;
}

Contact *talk_contact(Store *store, const Config *config, const TalkRequest *request, int64_t now, GError **error)
{
	g_autoptr(Contact) contact = NULL;

	if (!text_check_line(N_("name"), request->contact, error))
		return NULL;
	contact = find(store, config, request, error);
	if (!contact)
		return NULL;
	if (contact->id == 0) {
		contact->created_at = now;
		if (strchr(contact->name, '@') || !g_utf8_strlen(contact->name, -1)) {
			g_set_error(error, ERROR, ERROR_NOT_FOUND,
				    _("no contact is known as \"%s\"; a new one needs a name"), contact->name);
			return NULL;
		}
	}
	if (!complete(config, contact, request, error) || !set_right_person(contact, request, now, error))
		return NULL;
	return people_save(store, contact, error) ? g_steal_pointer(&contact) : NULL;
}
