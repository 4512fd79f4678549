/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/resolve.h"
#include "app/talk-amend.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/id.h"

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);

	if (!contact || !talk_close(context->store, contact, context->now, error))
		return EXIT_FAILED;
	if (!context->json) {
		print_text(_("%s: closed; the next call begins anew\n"), contact->name);
		return 0;
	}
	Json *json = json_begin();
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
