/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/people.h"
#include "app/resolve.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/id.h"

static bool is_meant(const Context *context, const Contact *contact)
{
	if (!context->terminal)
		return true;
	g_autofree char *question =
	    g_strdup_printf(_("Erase %s with all calls, mails and agreed calls, for ever? [y/N]"), contact->name);
	g_autofree char *answer = print_ask(question);
	/* TRANSLATORS: the letters that mean yes */
	return answer && *answer && strchr(_("yY"), *answer);
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);
	bool asked = false;

	if (!contact)
		return EXIT_FAILED;
	if (!is_meant(context, contact))
		return EXIT_NOTHING;
	if (!people_forget(context->store, context->config, contact, context->now, &asked, error))
		return EXIT_FAILED;
	if (context->json) {
		Json *json = json_begin();

		json_id(json, "contact", ID_CONTACT, contact->id);
		json_bool(json, "forgotten", true);
		json_done(json);
	} else {
		print_text(_("p%lld is forgotten; mails in mailboxes stay where they are\n"), (long long)contact->id);
		if (asked)
			print_text("%s", _("they asked by mail not to be contacted: a hash of their addresses bars them, see"
					   " cmc-block(1)\n"));
	}
	return 0;
}

const Command command_forget = {
    "forget", "CONTACT", N_("erase somebody with all that is known"), NEEDS_STORE_WRITE, 1, 1, NULL, run,
};
