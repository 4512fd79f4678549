/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc muttrc: the living part of mutt's configuration, and the drafts that plugin/mutt opens. */
#include <string.h>

#include "app/mutt.h"
#include "app/resolve.h"
#include "cmd/command.h"
#include "cmd/input.h"
#include "cmd/print.h"
#include "store/store-contact.h"

static gboolean colour, prepare, recall;

static const GOptionEntry options[] = {
	{"color", 0, 0, G_OPTION_ARG_NONE, &colour, N_("colour due contacts, too, in $my_cmc_fg on $my_cmc_bg"), NULL},
	{"prepare", 0, 0, G_OPTION_ARG_NONE, &prepare,
	 N_("make the follow-up of the mail on standard input a draft that --recall opens"), NULL},
	{"recall", 0, 0, G_OPTION_ARG_NONE, &recall, N_("commands that open the prepared draft"), NULL},
	{0},
};

static int run_prepare(Context *context, GError **error)
{
	g_autoptr(Message) message = NULL;
	g_autoptr(Address) partner = NULL;
	g_autoptr(Contact) contact = NULL;

	mutt_draft_drop(context->config);
	if (!input_from_mail(context, &message, &partner, error))
		return EXIT_FAILED;
	contact = resolve_contact(context->store, context->config, partner->email, error);
	if (!contact ||
	    !mutt_draft_make(context->store, context->config, context->account, contact, context->now, error))
		return EXIT_FAILED;
	print_talk(_("a draft to %s"), contact->name);
	return 0;
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	char *rc;

	(void)arguments;
	if (prepare)
		return run_prepare(context, error);
	rc = recall ? mutt_draft_recall(context->config) : mutt_groups(context->store, context->now, error);
	if (!rc)
		return EXIT_FAILED;
	bytes = g_bytes_new_take(rc, strlen(rc));
	print_bytes(bytes);
	/* an index keeps the colours it has computed until the line comes again */
	if (colour)
		print_text("color index $my_cmc_fg $my_cmc_bg \"%%f cmc-due | %%C cmc-due\"\n");
	return 0;
}

/* Its draft is a note of our own that no watcher waits for: hence not STORE_WRITE, after which the watcher is woken. */
const Command command_muttrc = {
	"muttrc", "",  N_("what mutt and neomutt read: due contacts as an address group"), NEEDS_STORE_READ, 0, 0,
	options,  run,
};
