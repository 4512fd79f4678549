/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc watch and cmc sync. */
#include "app/watch.h"

#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"

static int run_watch(Context *context, char **arguments, GError **error)
{
	(void)arguments;
	if (!config_account(context->config, NULL, error) || !config_make_folder(context->config->store, error))
		return EXIT_FAILED;
	return watch_run(context->config, error) ? 0 : EXIT_FAILED;
}

static int run_sync(Context *context, char **arguments, GError **error)
{
	g_autoptr(GPtrArray) troubles = g_ptr_array_new_with_free_func(g_free);

	(void)arguments;
	if (!config_account(context->config, NULL, error) || !config_make_folder(context->config->store, error))
		return EXIT_FAILED;
	bool good = sync_run(context->config, context->account, troubles, error);
	if (context->json) {
		Json *json = json_begin();
		json_list(json, "errors");
		for (guint i = 0; i < troubles->len; i++)
			json_item(json, troubles->pdata[i]);
		json_list_end(json);
		json_done(json);
	} else if (troubles->len > 1) {
		for (guint i = 0; i < troubles->len; i++)
			print_talk("%s", (char *)troubles->pdata[i]);
	}
	return good ? 0 : EXIT_FAILED;
}

const Command command_watch = {
	"watch", "", N_("watch the mailboxes, send, mark: the daemon"), NEEDS_CONFIG, 0, 0, NULL, run_watch,
};
const Command command_sync = {
	"sync", "", N_("one round of watch"), NEEDS_CONFIG, 0, 0, NULL, run_sync,
};
