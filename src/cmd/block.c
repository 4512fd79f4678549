/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/agreed.h"
#include "app/people.h"
#include "app/resolve.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/id.h"
#include "store/store-appointment.h"

static gboolean calls, mails, lift;

static const GOptionEntry options[] = {
    {"calls", 0, 0, G_OPTION_ARG_NONE, &calls, N_("only calls: still to be mailed"), NULL},
    {"mails", 0, 0, G_OPTION_ARG_NONE, &mails, N_("only mails: still to be called"), NULL},
    {"lift", 0, 0, G_OPTION_ARG_NONE, &lift, N_("take it back"), NULL},
    {0},
};

static void tell(const Context *context, const Contact *contact, const char *text)
{
	const char *name = contact ? contact->name : text;

	if (context->json) {
		Json *json = json_begin();

		json_id(json, "contact", ID_CONTACT, contact ? contact->id : 0);
		json_bool(json, "do_not_call", contact ? contact->do_not_call : calls && !lift);
		json_bool(json, "do_not_mail", contact ? contact->do_not_mail : mails && !lift);
		json_done(json);
		return;
	}
	if (lift && calls && mails)
		print_text(_("%s may be contacted again\n"), name);
	else if (lift)
		print_text(calls ? _("%s may be called again\n") : _("%s may be mailed again\n"), name);
	else if (calls && mails)
		print_text(_("%s is neither called nor mailed any more\n"), name);
	else
		print_text(calls ? _("%s is not called any more\n") : _("%s is not mailed any more\n"), name);
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], &problem);

	if (!calls && !mails)
		calls = mails = true;
	if (!contact && !g_error_matches(problem, ERROR, ERROR_NOT_FOUND)) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return EXIT_FAILED;
	}
	g_autoptr(Appointment) off = contact && calls && !lift ? store_appointment_open_of(context->store, contact->id, NULL)
							       : NULL;
	if (contact ? !people_block(context->store, contact, calls, mails, lift, context->now, error)
		    : !people_block_value(context->store, context->config, arguments[0], calls, mails, lift,
					  context->now, error))
		return EXIT_FAILED;
	tell(context, contact, arguments[0]);
	if (off && !context->json) {
		g_autofree char *full = agreed_in_full(context->config, contact, off);

		print_text(_("the agreed call is cancelled: %s\n"), full);
	}
	return 0;
}

const Command command_block = {
    "block", "CONTACT|ADDRESS|NUMBER", N_("never call or mail somebody again"), NEEDS_STORE_WRITE, 1, 1, options,
    run,     MAIL_NAMES_CONTACT,
};
