/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>

#include "app/people-import.h"
#include "app/people-read.h"
#include "base/text.h"
#include "cmd/command.h"
#include "cmd/input.h"
#include "cmd/json.h"
#include "cmd/print.h"

#define TROUBLES_SHOWN 20
#define TITLES_SHOWN   8

static gboolean skip;

static const GOptionEntry options[] = {
    {"skip", 0, 0, G_OPTION_ARG_NONE, &skip, N_("leave out people with faults, take the others"), NULL},
    {0},
};

static GString *read_file(const char *path, GError **error)
{
	bool is_stdin = g_str_equal(path, "-");
	FILE *file = is_stdin ? stdin : fopen(path, "re");
	bool is_folder = file && !is_stdin && g_file_test(path, G_FILE_TEST_IS_DIR);

	if (is_folder)
		fclose(file);
	if (!file || is_folder) {
		g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" cannot be read: %s"), path,
			    g_strerror(is_folder ? EISDIR : errno));
		return NULL;
	}
	GString *text = input_read(file, PEOPLE_BYTES_MAX + 1, error);
	if (!is_stdin)
		fclose(file);
	return text;
}

static void tell(const Context *context, const ImportResult *result)
{
	for (guint i = 0; i < result->troubles->len && i < TROUBLES_SHOWN; i++)
		print_talk("%s", (char *)result->troubles->pdata[i]);
	if (result->troubles->len > TROUBLES_SHOWN)
		print_talk(_("and %u more"), result->troubles->len - TROUBLES_SHOWN);
	if (result->strange->len) {
		g_autofree char *first = text_join(result->strange, TITLES_SHOWN);
		g_autofree char *titles = g_strconcat(first, result->strange->len > TITLES_SHOWN ? ", …" : "", NULL);

		print_talk(ngettext("%u column is not known and was not taken: %s",
				    "%u columns are not known and were not taken: %s", result->strange->len),
			   result->strange->len, titles);
	}
	if (!context->json) {
		print_text(_("%u new, %u completed, %u known already, %u left out\n"), result->added, result->completed,
			   result->unchanged, result->troubles->len);
		return;
	}
	Json *json = json_begin();
	json_int(json, "added", result->added);
	json_int(json, "completed", result->completed);
	json_int(json, "unchanged", result->unchanged);
	json_int(json, "blocked", result->blocked);
	json_strings(json, "troubles", result->troubles);
	json_strings(json, "strange_columns", result->strange);
	json_done(json);
}

static int run(Context *context, char **arguments, GError **error)
{
	g_auto(ImportResult) result = {0};
	g_autoptr(GString) text = read_file(arguments[0], error);

	if (!text)
		return EXIT_FAILED;
	if (!people_import(context->store, context->config, text->str, text->len, skip, context->now, &result, error)) {
		for (guint i = 0; result.troubles && i < result.troubles->len && i < TROUBLES_SHOWN; i++)
			print_talk("%s", (char *)result.troubles->pdata[i]);
		return EXIT_FAILED;
	}
	tell(context, &result);
	if (result.blocked && !result.added && !result.completed && !result.unchanged) {
		g_set_error(error, ERROR, ERROR_REFUSED, "%s",
			    _("they all asked not to be contacted: nobody was taken"));
		return EXIT_FAILED;
	}
	return 0;
}

const Command command_import = {
    "import", "FILE", N_("people from a vCard or CSV file"), NEEDS_STORE_WRITE, 1, 1, options, run,
};
