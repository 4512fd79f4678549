/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/config-value.h"
#include "base/error.h"
#include "base/text.h"
#include "base/when.h"

char *config_default_path(void)
{
	return g_build_filename(g_get_user_config_dir(), "cmc", "config", NULL);
}

void config_free(Config *config)
{
	if (!config)
		return;
	g_free(config->path);
	g_free(config->region);
	g_free(config->timezone);
	g_free(config->language);
	g_free(config->store);
	g_ptr_array_unref(config->address_books);
	g_free(config->holidays);
	g_free(config->calendar_file);
	g_ptr_array_unref(config->accounts);
	g_free(config);
}

const Account *config_account(const Config *config, const char *id, GError **error)
{
	if (config->accounts->len == 0) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("%s: there is no [account NAME]; run \"cmc setup\""),
			    config->path);
		return NULL;
	}
	for (guint i = 0; i < config->accounts->len; i++) {
		const Account *account = config->accounts->pdata[i];

		if (!id || g_str_equal(account->id, id))
			return account;
	}
	g_set_error(error, ERROR, ERROR_USAGE, _("account \"%s\" is not in the config"), id);
	return NULL;
}

bool config_owns(const Config *config, const char *email)
{
	for (guint i = 0; i < config->accounts->len; i++)
		if (account_owns(config->accounts->pdata[i], email))
			return true;
	return false;
}

bool config_make_folder(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);

	if (g_mkdir_with_parents(folder, 0700) == 0)
		return true;
	g_set_error(error, ERROR, ERROR_IO, _("\"%s\" cannot be made: %s"), folder, g_strerror(errno));
	return false;
}

static bool check_modes(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	const char *names[] = {path, folder};
	bool own_folder = g_str_has_suffix(folder, "/cmc");

	for (int i = 0; i < (own_folder ? 2 : 1); i++) {
		struct stat status;

		if (stat(names[i], &status) != 0) {
			g_set_error(error, ERROR, ERROR_CONFIG, _("%s: %s; run \"cmc setup\""), names[i],
				    g_strerror(errno));
			return false;
		}
		if (status.st_mode & 077) {
			g_set_error(error, ERROR, ERROR_CONFIG,
				    _("%s:1: others may read it (mode %04o); run \"chmod %s '%s'\""), names[i],
				    status.st_mode & 07777, i ? "700" : "600", names[i]);
			return false;
		}
		if (status.st_uid != geteuid() && status.st_uid != 0) {
			g_set_error(error, ERROR, ERROR_CONFIG, _("%s:1: it belongs to somebody else"), names[i]);
			return false;
		}
	}
	return true;
}

/* GKeyFile knows no lines and takes the last of two equal keys: this finds both. Keys are "GROUP\nKEY". */
static GHashTable *find_lines(const char *path, const char *text, GError **error)
{
	g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) all = g_strsplit(text, "\n", -1);
	g_autofree char *group = NULL;

	for (int i = 0; all[i]; i++) {
		char *line = g_strstrip(all[i]);
		char *equals = strchr(line, '=');
		gsize length = strlen(line);

		if (!*line || *line == '#')
			continue;
		if (*line == '[' && length > 2 && line[length - 1] == ']') {
			g_free(group);
			group = g_strndup(line + 1, length - 2);
			if (!g_hash_table_insert(lines, g_strdup(group), GINT_TO_POINTER(i + 1))) {
				g_set_error(error, ERROR, ERROR_CONFIG, _("%s:%d: section [%s] is there twice"), path,
					    i + 1, group);
				return NULL;
			}
			continue;
		}
		if (!group || !equals || equals == line) {
			g_set_error(error, ERROR, ERROR_CONFIG, _("%s:%d: neither [section], key=value nor # comment"),
				    path, i + 1);
			return NULL;
		}
		*equals = '\0';
		g_autofree char *name = g_strdup_printf("%s\n%s", group, g_strchomp(line));
		if (!g_hash_table_insert(lines, g_steal_pointer(&name), GINT_TO_POINTER(i + 1))) {
			g_set_error(error, ERROR, ERROR_CONFIG, _("%s:%d: \"%s\" is there twice"), path, i + 1, line);
			return NULL;
		}
	}
	return g_steal_pointer(&lines);
}

static int line_of(GHashTable *lines, const char *group, const char *key)
{
	g_autofree char *name = key ? g_strdup_printf("%s\n%s", group, key) : g_strdup(group);

	return MAX(1, GPOINTER_TO_INT(g_hash_table_lookup(lines, name)));
}

/* Puts "PATH:LINE: " before what went wrong; a value may hold line ends, which stand as \\n in the file. */
static bool place(GError **error, GError *problem, const Config *config, int line)
{
	g_autofree char *safe = text_safe(problem->message, false);

	g_set_error(error, ERROR, ERROR_CONFIG, "%s:%d: %s", config->path, line, safe);
	g_error_free(problem);
	return false;
}

static bool read_group(Config *config, GKeyFile *file, GHashTable *lines, const char *group, GError **error)
{
	g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);
	Account *account = NULL;
	bool is_account = g_str_has_prefix(group, "account ") && group[8];

	if (!is_account && !g_str_equal(group, "cmc")) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("%s:%d: section [%s] is not known"), config->path,
			    line_of(lines, group, NULL), group);
		return false;
	}
	if (is_account) {
		account = account_new(group + 8 + strspn(group + 8, " "));
		g_ptr_array_add(config->accounts, account);
	}
	for (char **key = keys; key && *key; key++) {
		GError *problem = NULL;

		if (!config_value_take(config, account, file, group, *key, &problem))
			return place(error, problem, config, line_of(lines, group, *key));
	}
	GError *problem = NULL;
	if (account && !config_value_finish(account, file, group, &problem))
		return place(error, problem, config, line_of(lines, group, NULL));
	return true;
}

static bool read_all(Config *config, const char *text, gsize length, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GHashTable) lines = NULL;
	g_autoptr(GError) problem = NULL;

	if (!g_utf8_validate(text, (gssize)length, NULL)) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("%s:1: it is not UTF-8 text"), config->path);
		return false;
	}
	lines = find_lines(config->path, text, error);
	if (!lines)
		return false;
	if (!g_key_file_load_from_data(file, text, length, G_KEY_FILE_NONE, &problem))
		return place(error, g_steal_pointer(&problem), config, 1);
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
	for (char **group = groups; *group; group++)
		if (!read_group(config, file, lines, *group, error))
			return false;
	return true;
}

static char *default_language(void)
{
	const char *const *names = g_get_language_names();

	return g_strdup(names[0] && g_str_has_prefix(names[0], "de") ? "de" : "en");
}

Config *config_load(const char *path, GError **error)
{
	g_autoptr(Config) config = g_new0(Config, 1);
	g_autofree char *text = NULL;
	g_autoptr(GError) problem = NULL;
	gsize length;

	config->address_books = g_ptr_array_new_with_free_func(g_free);
	config->digest_at_s = -1;
	config->remind_before_s = 10 * 60;
	config->accounts = g_ptr_array_new_with_free_func((GDestroyNotify)account_free);
	config->path = path ? g_strdup(path) : config_default_path();
	if (!check_modes(config->path, error))
		return NULL;
	if (!g_file_get_contents(config->path, &text, &length, &problem)) {
		g_set_error(error, ERROR, ERROR_CONFIG, "%s:1: %s", config->path, problem->message);
		return NULL;
	}
	if (!read_all(config, text, length, error))
		return NULL;
	if (!config->region)
		config->region = g_strdup("DE");
	if (!config->timezone)
		config->timezone = when_local_zone();
	if (!config->language)
		config->language = default_language();
	if (!config->store)
		config->store = g_build_filename(g_get_user_data_dir(), "cmc", "cmc.db", NULL);
	return g_steal_pointer(&config);
}
