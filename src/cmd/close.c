/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/resolve.h"
#include "app/talk-amend.h"
#include "base/error.h"
#include "cmd/command.h"
#include "cmd/print.h"
#include "model/id.h"
#include "store/store-appointment.h"

static int run(Context *context, char **arguments, GError **error)
{
	GError *problem = NULL;
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);
	g_autoptr(Appointment) open = contact ? store_appointment_open_of(context->store, contact->id, &problem) : NULL;

	if (problem)
		g_propagate_error(error, problem);
	if (!contact || problem)
		return EXIT_FAILED;
	if (open) {
		g_set_error(error, ERROR, ERROR_DATA, _("a call with \"%s\" is agreed: \"cmc cancel\" it first"),
			    contact->name);
		return EXIT_FAILED;
	}
	if (!talk_close(context->store, contact, context->now, error))
		return EXIT_FAILED;
	if (!context->json) {
		print_text(_("%s: closed; the next call begins anew\n"), contact->name);
		return 0;
	}
	JsonBuilder *json = json_begin();
	json_id(json, "contact", ID_CONTACT, contact->id);
	json_done(json);
	return 0;
}

const Command command_close = {
	.name = "close",
	.arguments = "CONTACT",
	.summary = N_("no second call is wanted"),
	.needs = NEEDS_STORE_WRITE,
	.min = 1,
	.max = 1,
	.run = run,
	.from_mail = MAIL_NAMES_CONTACT,
};
