/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc check: is the store sound? --repair brings back the last backup where it is not. */
#include "app/repair.h"
#include "base/error.h"
#include "cmd/findings.h"
#include "cmd/print.h"

static gboolean strict, repair;

static const GOptionEntry options[] = {
	{"strict", 0, 0, G_OPTION_ARG_NONE, &strict, N_("look for everything that no crash may leave behind, too"),
	 NULL},
	{"repair", 0, 0, G_OPTION_ARG_NONE, &repair, N_("bring back the last backup of a damaged store"), NULL},
	{0},
};

static int run_repair(Context *context, GError **error)
{
	g_auto(Repaired) repaired = {0};

	if (!repair_store(context->config, context->now, &repaired, error))
		return EXIT_FAILED;
	if (!repaired.damaged) {
		print_text("%s\n", _("the store is sound: there is nothing to repair"));
		return 0;
	}
	print_text(_("the store of %s is back; the damaged one was kept as %s\n"), repaired.backup_from,
		   repaired.damaged);
	if (repaired.saved)
		print_text(ngettext("%d mail of the outbox was saved from the damaged store\n",
				    "%d mails of the outbox were saved from the damaged store\n",
				    (gulong)repaired.saved),
			   repaired.saved);
	if (repaired.doubtful)
		print_text(ngettext("%d mail may have been sent since then: see \"cmc outbox\"\n",
				    "%d mails may have been sent since then: see \"cmc outbox\"\n",
				    (gulong)repaired.doubtful),
			   repaired.doubtful);
	print_text(
		"%s\n",
		_("\"cmc sync\" now reads again what came since; calls that were logged since are to be logged again"));
	return 0;
}

static int run(Context *context, char **arguments, GError **error)
{
	g_auto(Findings) findings = {0};
	g_autoptr(Store) store = NULL;

	(void)arguments;
	if (repair)
		return run_repair(context, error);
	/* who has logged nothing yet has an empty store */
	StoreMode mode = g_file_test(context->config->store, G_FILE_TEST_EXISTS) ? STORE_READ : STORE_WRITE;
	if (!config_make_folder(context->config->store, error))
		return EXIT_FAILED;
	store = store_open(context->config->store, mode, error);
	findings_init(&findings);
	if (!store || !findings_of_store(context, store, strict, &findings, error))
		return EXIT_FAILED;
	return findings_tell(context, &findings);
}

const Command command_check = {
	"check", "", N_("verify the store"), NEEDS_CONFIG, 0, 0, options, run,
};
