/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people-write.h"
#include "app/resolve.h"
#include "app/story.h"
#include "app/talk.h"
#include "cmd/command.h"
#include "cmd/events.h"
#include "cmd/print.h"
#include "model/id.h"
#include "store/store-consent.h"
#include "store/store-contact.h"

static gboolean csv, vcard;

static const GOptionEntry options[] = {
    {"csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_("names, addresses and numbers, for a spreadsheet"), NULL},
    {"vcard", 0, 0, G_OPTION_ARG_NONE, &vcard, N_("names, addresses and numbers, for an address book"), NULL},
    {0},
};

static bool write_one(const Contact *contact, gpointer data)
{
	if (csv)
		people_write_csv(data, contact);
	else
		people_write_vcard(data, contact);
	return true;
}

static int write_people(Context *context, const Contact *contact, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (csv)
		people_write_csv_head(out);
	if (contact)
		write_one(contact, out);
	else if (!store_contact_each(context->store, write_one, out, error))
		return EXIT_FAILED;
	g_autoptr(GBytes) bytes = g_bytes_new(out->str, out->len);
	print_bytes(bytes);
	return 0;
}

static void add_consents(Json *json, const GPtrArray *consents, const char *zone)
{
	json_list(json, "consents");
	for (guint i = 0; i < consents->len; i++) {
		const Consent *consent = consents->pdata[i];

		json_open(json, NULL);
		json_time(json, "at", consent->at, zone);
		json_id(json, "call", ID_CALL, consent->call_id);
		json_text(json, "wording", consent->wording);
		json_close(json);
	}
	json_list_end(json);
}

/* Everything that is known of one person: what the law lets them ask for. */
static int write_everything(Context *context, const Contact *contact, GError **error)
{
	g_autoptr(History) history = history_read(context->store, contact->id, HISTORY_WHOLE, error);
	g_autoptr(GPtrArray) events = history ? story_tell(context->store, history, error) : NULL;
	g_autoptr(GPtrArray) consents = events ? store_consent_of(context->store, contact->id, error) : NULL;
	const char *zone = talk_zone(context->config, contact);

	if (!consents)
		return EXIT_FAILED;
	Json *json = json_begin();
	json_contact(json, "contact", contact);
	json_text(json, "note", contact->note);
	json_time(json, "created_at", contact->created_at, zone);
	json_time(json, "right_person_at", contact->right_person_at, zone);
	add_consents(json, consents, zone);
	json_events(json, events, zone);
	json_done(json);
	return 0;
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = NULL;

	if (csv && vcard) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s", _("--csv and --vcard exclude each other"));
		return EXIT_FAILED;
	}
	if (!arguments[0] && !csv && !vcard) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s",
			    _("usage: cmc export CONTACT, or cmc export --csv|--vcard [CONTACT]"));
		return EXIT_FAILED;
	}
	if (arguments[0]) {
		contact = resolve_contact(context->store, context->config, arguments[0], error);
		if (!contact)
			return EXIT_FAILED;
	}
	if (!csv && !vcard && !json_load(error))
		return EXIT_FAILED;
	return csv || vcard ? write_people(context, contact, error) : write_everything(context, contact, error);
}

const Command command_export = {
    "export", "[CONTACT]", N_("all that is known of somebody; or the people"), NEEDS_STORE_READ, 0, 1, options, run,
};
