/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/resolve.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/error.h"
#include "base/phone.h"
#include "base/text.h"
#include "model/address.h"
#include "model/id.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-message.h"

#define CANDIDATES_MAX 20

typedef enum { WHAT_CONTACT, WHAT_CALL, WHAT_MESSAGE } What;

/* Passes on what a getter gave; when it gave neither thing nor error, nobody is known by that name. */
static gpointer or_unknown(gpointer found, What what, const char *text, GError *problem, GError **error)
{
	if (problem)
		g_propagate_error(error, problem);
	else if (!found)
		g_set_error(error, ERROR, ERROR_NOT_FOUND,
			    what == WHAT_CONTACT ? _("no contact is known as \"%s\"")
			    : what == WHAT_CALL	 ? _("no call is known as \"%s\"")
						 : _("no message is known as \"%s\""),
			    text);
	return found;
}

static Contact *take_only(GPtrArray *found, guint index)
{
	Contact *contact = found->pdata[index];

	g_ptr_array_set_free_func(found, NULL);
	for (guint i = 0; i < found->len; i++)
		if (i != index)
			contact_free(found->pdata[i]);
	return contact;
}

static void say_candidates(GPtrArray *found, const char *text, GError **error)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < found->len; i++) {
		const Contact *contact = found->pdata[i];

		g_string_append_printf(list, "%s p%" G_GINT64_FORMAT " %s", i ? "," : "", contact->id, contact->name);
		if (contact->org)
			g_string_append_printf(list, " (%s)", contact->org);
	}
	g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" is ambiguous:%s"), text, list->str);
}

static bool same_name(const char *a, const char *b)
{
	g_autofree char *left = g_utf8_casefold(a, -1);
	g_autofree char *right = g_utf8_casefold(b, -1);

	return g_utf8_collate(left, right) == 0;
}

static Contact *one_of(GPtrArray *found, const char *text, GError **error)
{
	guint exact = 0, index = 0;

	for (guint i = 0; i < found->len; i++)
		if (same_name(((Contact *)found->pdata[i])->name, text)) {
			exact++;
			index = i;
		}
	if (found->len == 1 || exact == 1)
		return take_only(found, index);
	if (found->len == 0)
		return or_unknown(NULL, WHAT_CONTACT, text, NULL, error);
	say_candidates(found, text, error);
	return NULL;
}

static bool looks_like_phone(const char *text)
{
	return strlen(text) >= 4 && strspn(text, "+0123456789 ()-/.") == strlen(text);
}

static Contact *by_id(Store *store, const char *text, int64_t id, GError **error)
{
	GError *problem = NULL;
	Contact *contact = store_contact_get(store, id, &problem);

	return or_unknown(contact, WHAT_CONTACT, text, problem, error);
}

Contact *resolve_contact(Store *store, const Config *config, const char *text, GError **error)
{
	g_autoptr(GPtrArray) found = NULL;
	int64_t id;

	if (!text_check_line(N_("contact"), text, error))
		return NULL;
	if (id_parse(text, ID_CONTACT, &id))
		return by_id(store, text, id, error);
	if (id_parse(text, ID_CALL, &id)) {
		g_autoptr(Call) call = resolve_call(store, text, error);

		return call ? by_id(store, text, call->contact_id, error) : NULL;
	}
	if (strchr(text, '@')) {
		g_autofree char *email = address_normalise(text, error);
		GError *problem = NULL;

		if (!email)
			return NULL;
		Contact *contact = store_contact_by_email(store, email, &problem);
		return or_unknown(contact, WHAT_CONTACT, text, problem, error);
	}
	if (looks_like_phone(text)) {
		g_autofree char *phone = phone_e164(text, config->region, error);

		found = phone ? store_contact_by_phone(store, phone, error) : NULL;
	} else if (*text) {
		found = store_contact_find(store, text, CANDIDATES_MAX, error);
	} else {
		return or_unknown(NULL, WHAT_CONTACT, text, NULL, error);
	}
	return found ? one_of(found, text, error) : NULL;
}

Call *resolve_call(Store *store, const char *text, GError **error)
{
	GError *problem = NULL;
	Call *call = NULL;
	int64_t id;

	if (id_parse(text, ID_CALL, &id))
		call = store_call_get(store, id, &problem);
	return or_unknown(call, WHAT_CALL, text, problem, error);
}

Message *resolve_message(Store *store, const char *text, GError **error)
{
	GError *problem = NULL;
	Message *message = NULL;
	bool outgoing;
	int64_t id;

	if (id_parse(text, ID_MESSAGE, &id)) {
		message = store_message_get(store, id, &outgoing, &problem);
	} else if (text[0] == '<') {
		g_autoptr(GPtrArray) found = store_message_by_message_id(store, text, &problem);

		if (found && found->len > 1) {
			g_set_error(error, ERROR, ERROR_DATA, _("%s is the Message-ID of %u mails; name one by its id"),
				    text, found->len);
			return NULL;
		}
		if (found && found->len == 1)
			message = store_message_get(store, ((Message *)found->pdata[0])->id, &outgoing, &problem);
	}
	return or_unknown(message, WHAT_MESSAGE, text, problem, error);
}
