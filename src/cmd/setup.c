/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc setup: asks, guesses servers by RFC 6186 and the usual names, writes the config 0600 and tries it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/watch.h"
#include "base/dns.h"
#include "base/fault.h"
#include "base/text.h"
#include "base/when.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/address.h"

static char *address, *name, *imap, *maildir, *smtp, *password_command, *token_command, *ca_file;
static gboolean force, no_test;

static const GOptionEntry options[] = {
	{"address", 0, 0, G_OPTION_ARG_STRING, &address, N_("your mail address"), "A"},
	{"name", 0, 0, G_OPTION_ARG_STRING, &name, N_("your name"), "NAME"},
	{"imap", 0, 0, G_OPTION_ARG_STRING, &imap, N_("imaps://user@host or imap:// (STARTTLS)"), "URL"},
	{"maildir", 0, 0, G_OPTION_ARG_FILENAME, &maildir, N_("instead of IMAP: what mbsync or offlineimap keep"), "FOLDER"},
	{"smtp", 0, 0, G_OPTION_ARG_STRING, &smtp, N_("submissions://user@host or submission:// (STARTTLS)"), "URL"},
	{"password-command", 0, 0, G_OPTION_ARG_STRING, &password_command, N_("prints the password"), "COMMAND"},
	{"token-command", 0, 0, G_OPTION_ARG_STRING, &token_command, N_("prints an OAuth2 token"), "COMMAND"},
	{"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &ca_file, N_("a CA beside the system's"), "FILE"},
	{"force", 0, 0, G_OPTION_ARG_NONE, &force, N_("replace the config that is there"), NULL},
	{"no-test", 0, 0, G_OPTION_ARG_NONE, &no_test, N_("do not try the servers"), NULL},
	{0},
};

/* What a domain may announce (RFC 6186, RFC 8314), the better one first; usual: the host that nearly all have. */
typedef struct Service {
	const char *name, *scheme;
} Service;

static const Service imap_services[] = {{"imaps", "imaps"}, {"imap", "imap"}};
static const Service smtp_services[] = {{"submissions", "submissions"}, {"submission", "submission"}};

static char *guess(const char *email, const Service services[2], const char *usual)
{
	const char *domain = address_domain(email);
	g_autofree char *user = g_uri_escape_string(email, NULL, FALSE);

	for (gsize i = 0; domain && i < 2; i++) {
		uint16_t port = 0;
		g_autofree char *host = dns_service(services[i].name, domain, &port);

		if (host)
			return g_strdup_printf("%s://%s@%s:%u", services[i].scheme, user, host, port);
	}
	return g_strdup_printf("%s://%s@%s.%s", services[0].scheme, user, usual, domain ? domain : "");
}

typedef bool (*Check)(const char *answer, GError **error);

static bool is_address(const char *answer, GError **error)
{
	g_autofree char *normal = address_normalise(answer, error);

	return normal != NULL;
}

static bool is_url(const char *answer, GError **error)
{
	Endpoint endpoint = {0};
	bool good = config_parse_url(answer, false, &endpoint, error);

	g_free(endpoint.user);
	g_free(endpoint.host);
	return good;
}

/* Asks until the answer can be taken; an empty one takes what was guessed. False: there are no more answers. */
static bool ask(char **place, const char *question, char *guessed, Check check, GError **error)
{
	g_autofree char *owned = guessed;
	g_autofree char *full = guessed ? g_strdup_printf("%s [%s]", question, guessed) : g_strdup(question);

	while (!*place) {
		g_autofree char *answer = print_ask(full);
		g_autoptr(GError) problem = NULL;

		if (!answer) {
			g_set_error(error, ERROR, ERROR_USAGE, "%s", _("nothing was written"));
			return false;
		}
		if (!*answer) {
			*place = g_steal_pointer(&owned);
			return true;
		}
		if (!check || check(answer, &problem))
			*place = g_steal_pointer(&answer);
		else
			print_talk("%s", problem->message);
	}
	return true;
}

static bool ask_missing(GError **error)
{
	const char *secret = _("Command that prints the password (such as \"pass show mail\"; empty for OAuth2)?");

	if (!ask(&address, _("Your mail address?"), NULL, is_address, error))
		return false;
	if (!address)
		return true; /* check_answers() says so */
	return ask(&name, _("Your name?"), NULL, NULL, error) &&
	       (maildir || imap || ask(&imap, _("IMAP server?"), guess(address, imap_services, "imap"), is_url, error)) &&
	       (smtp ||
		ask(&smtp, _("Mail submission server?"), guess(address, smtp_services, "smtp"), is_url, error)) &&
	       (token_command || ask(&password_command, secret, NULL, NULL, error)) &&
	       (password_command || ask(&token_command, _("Command that prints an OAuth2 token?"), NULL, NULL, error));
}

static bool check_answers(GError **error)
{
	const struct {
		const char *field;
		const char *value;
	} values[] = {{N_("address"), address},
		      {N_("name"), name},
		      {"imap", imap},
		      {"smtp", smtp},
		      {N_("password command"), password_command},
		      {N_("token command"), token_command},
		      {N_("ca file"), ca_file}};

	for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
		if (!text_check_line(values[i].field, values[i].value, error))
			return false;
	if (!address || !(password_command || token_command)) {
		g_set_error(error, ERROR, ERROR_USAGE, _("%s is missing"),
			    address ? _("--password-command (or --token-command)") : "--address");
		return false;
	}
	g_autofree char *normal = address_normalise(address, error);
	return normal != NULL;
}

static char *config_text(void)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autofree char *zone = when_local_zone();
	g_autofree char *guessed_imap = imap || maildir ? NULL : guess(address, imap_services, "imap");
	g_autofree char *guessed_smtp = smtp ? NULL : guess(address, smtp_services, "smtp");

	g_key_file_set_string(file, "cmc", "timezone", zone);
	g_key_file_set_string(file, "account work", "name", name && *name ? name : address);
	g_key_file_set_string(file, "account work", "address", address);
	if (maildir)
		g_key_file_set_string(file, "account work", "maildir", maildir);
	else
		g_key_file_set_string(file, "account work", "imap", imap ? imap : guessed_imap);
	g_key_file_set_string(file, "account work", "smtp", smtp ? smtp : guessed_smtp);
	if (password_command)
		g_key_file_set_string(file, "account work", "password_command", password_command);
	else
		g_key_file_set_string(file, "account work", "token_command", token_command);
	if (ca_file)
		g_key_file_set_string(file, "account work", "ca_file", ca_file);
	return g_key_file_to_data(file, NULL, NULL);
}

/* Checked beside its place first, so that a config that cannot be read never replaces one that can. */
static Config *write_config(const char *path, GError **error)
{
	g_autofree char *text = config_text();
	g_autofree char *beside = g_strdup_printf("%s.new", path);
	Config *config;

	if (!config_make_folder(path, error) ||
	    !g_file_set_contents_full(beside, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
				      0600, error))
		return NULL;
	config = config_load(beside, error);
	fault_point("rename");
	if (!config || rename(beside, path) != 0) {
		if (config)
			g_set_error(error, ERROR, ERROR_IO, _("\"%s\" cannot be written"), path);
		g_clear_pointer(&config, config_free);
		unlink(beside);
	}
	return config;
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autofree char *path = context->config_path ? g_strdup(context->config_path) : config_default_path();
	g_autoptr(Config) config = NULL;

	(void)arguments;
	if (!force && g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("\"%s\" is there already; --force replaces it"), path);
		return EXIT_FAILED;
	}
	if (context->terminal && !ask_missing(error))
		return EXIT_FAILED;
	if (!check_answers(error))
		return EXIT_FAILED;
	config = write_config(path, error);
	if (!config)
		return EXIT_FAILED;
	if (!context->json)
		print_text(_("written: %s\n"), path);
	if (!no_test && (!config_make_folder(config->store, error) || !sync_run(config, NULL, NULL, error)))
		return EXIT_FAILED;
	if (context->json) {
		Json *json = json_begin();
		json_text(json, "config", path);
		json_bool(json, "tested", !no_test);
		json_done(json);
	} else if (!no_test) {
		print_text("%s\n", _("The servers answer. \"cmc watch\" keeps watch from now on."));
	}
	return 0;
}

const Command command_setup = {
	"setup", "", N_("write the config and try it"), NEEDS_NOTHING, 0, 0, options, run,
};
