/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/contact.h"

#include <glib/gi18n.h>

#include "base/error.h"
#include "base/text.h"
#include "model/address.h"

static const char *const words[] = {"unknown", "confirmed", "denied"};

Contact *contact_new(const char *name)
{
	Contact *contact = g_new0(Contact, 1);

	contact->name = g_strdup(name);
	contact->emails = g_ptr_array_new_with_free_func(g_free);
	contact->phones = g_ptr_array_new_with_free_func(g_free);
	return contact;
}

void contact_free(Contact *contact)
{
	if (!contact)
		return;
	g_free(contact->name);
	g_free(contact->org);
	g_ptr_array_unref(contact->emails);
	g_ptr_array_unref(contact->phones);
	g_free(contact->language);
	g_free(contact->timezone);
	g_free(contact->note);
	g_free(contact);
}

const char *contact_email(const Contact *contact)
{
	return contact->emails->len ? contact->emails->pdata[0] : NULL;
}

const char *contact_phone(const Contact *contact)
{
	return contact->phones->len ? contact->phones->pdata[0] : NULL;
}

bool contact_check(const Contact *contact, GError **error)
{
	g_autofree char *name = g_strstrip(g_strdup(contact->name ? contact->name : ""));

	if (!*name) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("a contact needs a name"));
		return false;
	}
	if (!text_check_line(N_("name"), contact->name, error) ||
	    !text_check_line(N_("organisation"), contact->org, error) ||
	    !text_check_line(N_("language"), contact->language, error) ||
	    !text_check_lines(N_("note"), contact->note, error))
		return false;
	for (guint i = 0; i < contact->emails->len; i++) {
		g_autofree char *normal = address_normalise(contact->emails->pdata[i], error);

		if (!normal)
			return false;
	}
	for (guint i = 0; i < contact->phones->len; i++)
		if (!text_check_line(N_("phone number"), contact->phones->pdata[i], error))
			return false;
	g_autoptr(GTimeZone) zone = contact->timezone ? g_time_zone_new_identifier(contact->timezone) : NULL;
	if (contact->timezone && !zone) {
		g_set_error(error, ERROR, ERROR_DATA, _("time zone \"%s\" is not known"), contact->timezone);
		return false;
	}
	return true;
}

const char *right_person_word(RightPerson value)
{
	return words[value];
}

bool right_person_from_word(const char *word, RightPerson *out)
{
	for (gsize i = 0; word && i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(word, words[i])) {
			*out = (RightPerson)i;
			return true;
		}
	return false;
}
