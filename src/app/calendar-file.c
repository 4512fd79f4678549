/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/error.h"
#include "mail/invitation.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"

static const Account *account_of(Store *store, const Config *config, const Appointment *appointment)
{
	g_autoptr(Call) call = store_call_get(store, appointment->call_id, NULL);
	const Account *account = call && call->account ? config_account(config, call->account, NULL) : NULL;

	return account ? account : config_account(config, NULL, NULL);
}

/* DTSTAMP is of the write, and no reason for one. */
static bool same_but_stamp(const char *a, const char *b)
{
	g_auto(GStrv) left = g_strsplit(a, "\n", -1);
	g_auto(GStrv) right = g_strsplit(b, "\n", -1);
	guint i = 0;

	for (; left[i] && right[i]; i++)
		if (!g_str_equal(left[i], right[i]) && !g_str_has_prefix(left[i], "DTSTAMP:"))
			return false;
	return !left[i] && !right[i];
}

static bool replace(const char *path, const char *text, GError **error)
{
	g_autofree char *before = NULL;
	g_autoptr(GError) problem = NULL;

	if (g_file_get_contents(path, &before, NULL, NULL) && same_but_stamp(before, text))
		return true;
	if (g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &problem))
		return true;
	g_set_error(error, ERROR, ERROR_IO, _("calendar file \"%s\" cannot be written: %s"), path, problem->message);
	return false;
}

bool calendar_file_write(Store *store, const Config *config, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) open = NULL;

	if (!config->calendar_file)
		return true;
	open = store_appointment_open(store, error);
	if (!open)
		return false;
	for (guint i = 0; i < open->len; i++) {
		const Appointment *appointment = open->pdata[i];
		const Account *account = account_of(store, config, appointment);
		g_autoptr(Contact) contact = store_contact_get(store, appointment->contact_id, error);

		if (!account || !contact)
			return false;
		char *event = invitation_text(appointment, contact, account, INVITATION_PUBLISH, now, error);
		if (!event)
			return false;
		g_ptr_array_add(events, event);
	}
	g_autofree char *text = invitation_join(events, error);
	return text && replace(config->calendar_file, text, error);
}
