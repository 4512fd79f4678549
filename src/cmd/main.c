/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc: finds the command, gives it what it needs, turns errors into exit codes. */
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/control.h"
#include "base/clock.h"
#include "base/fault.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/input.h"
#include "cmd/print.h"

static const Command *const commands[] = {
	&command_today,	   &command_call,   &command_mail,     &command_brief,	&command_log,	 &command_move,
	&command_cancel,   &command_amend,  &command_close,    &command_review, &command_link,	 &command_unlink,
	&command_why,	   &command_contact,
	&command_digest,   &command_stats,  &command_import,   &command_export, &command_block,	 &command_forget,
	&command_outbox,   &command_watch,  &command_sync,     &command_setup,	&command_doctor, &command_check,
	&command_classify, &command_thread, &command_sendmail, &command_query,	&command_muttrc, &command_filter,
};

typedef struct Globals {
	char *config, *account;
	gboolean json, quiet, verbose, version, from_mail;
} Globals;

static const Command *find_command(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
		if (g_str_equal(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static char *list_commands(void)
{
	g_autoptr(GString) list = g_string_new(_("Commands:\n"));

	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
		g_string_append_printf(list, "  %-9s %s\n", commands[i]->name, _(commands[i]->summary));
	g_string_append(list, _("\n\"cmc COMMAND --help\" tells more; so does cmc(1)."));
	return g_string_free(g_steal_pointer(&list), FALSE);
}

static GOptionContext *options_of(Globals *globals, const Command *command)
{
	const GOptionEntry entries[] = {
		{"config", 0, 0, G_OPTION_ARG_FILENAME, &globals->config, N_("read FILE instead of the usual config"),
		 "FILE"},
		{"account", 0, 0, G_OPTION_ARG_STRING, &globals->account, N_("use this account"), "NAME"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &globals->json, N_("print JSON"), NULL},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &globals->quiet, N_("say less"), NULL},
		{"verbose", 'v', 0, G_OPTION_ARG_NONE, &globals->verbose, N_("say more"), NULL},
		{"version", 0, 0, G_OPTION_ARG_NONE, &globals->version, N_("print the version"), NULL},
		{0},
	};
	const GOptionEntry from_mail[] = {
		{"from-mail", 0, 0, G_OPTION_ARG_NONE, &globals->from_mail,
		 command && command->from_mail == MAIL_NAMES_MESSAGE
			 ? N_("MESSAGE is the mail on standard input")
			 : N_("CONTACT is who sent the mail on standard input"),
		 NULL},
		{0},
	};
	g_autofree char *usage =
		command ? g_strdup_printf("%s %s", command->name, command->arguments) : g_strdup(_("COMMAND …"));
	GOptionContext *context = g_option_context_new(usage);

	g_option_context_set_translation_domain(context, "cmc");
	if (command) {
		g_option_context_set_summary(context, _(command->summary));
		if (command->options)
			g_option_context_add_main_entries(context, command->options, "cmc");
		if (command->from_mail)
			g_option_context_add_main_entries(context, from_mail, "cmc");
	} else {
		g_autofree char *list = list_commands();

		g_option_context_set_strict_posix(context, TRUE);
		g_option_context_set_summary(context, list);
	}
	g_option_context_add_main_entries(context, entries, "cmc");
	return context;
}

static bool parse(Globals *globals, const Command *command, char ***arguments, GError **error)
{
	g_autoptr(GOptionContext) options = options_of(globals, command);

	return g_option_context_parse_strv(options, arguments, error);
}

/* "--" may stay in front when it was needed to end the options. */
static char **without_dashes(char **arguments)
{
	for (char **each = arguments; *each; each++)
		if (g_str_equal(*each, "--")) {
			g_free(*each);
			memmove(each, each + 1, sizeof *each * (g_strv_length(each + 1) + 1));
			break;
		}
	return arguments;
}

static bool check_count(const Command *command, char **arguments, GError **error)
{
	int count = (int)g_strv_length(arguments);

	if (count >= command->min && count <= command->max)
		return true;
	g_set_error(error, ERROR, ERROR_USAGE, _("usage: cmc %s %s"), command->name, command->arguments);
	return false;
}

static bool open_store(Context *context, const Command *command, GError **error)
{
	StoreMode mode = command->needs == NEEDS_STORE_WRITE ? STORE_WRITE : STORE_READ;
	g_autoptr(GError) problem = NULL;

	if (mode == STORE_WRITE && !config_make_folder(context->config->store, error))
		return false;
	context->store = store_open(context->config->store, mode, &problem);
	/* who has logged nothing yet has an empty store, which reading must not make a fault of */
	if (!context->store && mode == STORE_READ && g_error_matches(problem, ERROR, ERROR_NOT_FOUND)) {
		g_clear_error(&problem);
		if (!config_make_folder(context->config->store, error))
			return false;
		context->store = store_open(context->config->store, STORE_WRITE, &problem);
	}
	if (!context->store)
		g_propagate_error(error, g_steal_pointer(&problem));
	return context->store != NULL;
}

/* Where the messages lie; asked again after the language has changed, it makes gettext look again. */
static void find_messages(void)
{
	const char *folder = g_getenv("CMC_LOCALEDIR");

	bindtextdomain("cmc", folder ? folder : LOCALEDIR);
	bind_textdomain_codeset("cmc", "UTF-8");
	textdomain("cmc");
}

/* The config's language; gettext listens to LANGUAGE only where the locale is not the bare C. */
static void speak(const char *language)
{
	const char *locale = setlocale(LC_MESSAGES, NULL);

	if (!locale || g_str_equal(locale, "C") || g_str_equal(locale, "POSIX"))
		setlocale(LC_MESSAGES, "C.UTF-8");
	g_setenv("LANGUAGE", language, TRUE);
	find_messages();
}

static bool open_needs(Context *context, const Command *command, GError **error)
{
	if (command->needs == NEEDS_NOTHING)
		return true;
	context->config = config_load(context->config_path, error);
	if (!context->config)
		return false;
	speak(context->config->language);
	if (context->account && !config_account(context->config, context->account, error))
		return false;
	return command->needs == NEEDS_CONFIG || open_store(context, command, error);
}

/* The arguments with what the mail says in front; NULL with error. Caller owns. */
static char **with_mail(Context *context, const Command *command, char **arguments, GError **error)
{
	g_autoptr(Message) message = NULL;
	g_autoptr(Address) partner = NULL;
	g_autoptr(GPtrArray) all = g_ptr_array_new();

	if (!input_from_mail(context, &message, command->from_mail == MAIL_NAMES_CONTACT ? &partner : NULL, error))
		return NULL;
	g_ptr_array_add(all, g_strdup(partner ? partner->email : message->message_id));
	for (char **each = arguments; *each; each++)
		g_ptr_array_add(all, g_strdup(*each));
	g_ptr_array_add(all, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&all), FALSE);
}

static int run_with(Context *context, const Command *command, char **arguments, GError **error)
{
	return check_count(command, arguments, error) ? command->run(context, arguments, error) : EXIT_FAILED;
}

static int run(const Command *command, Globals *globals, char **arguments, GError **error)
{
	g_auto(GStrv) longer = NULL;
	Context context = {
		.config_path = globals->config,
		.account = globals->account,
		.json = globals->json,
		.level = globals->quiet	    ? LOG_QUIET
			 : globals->verbose ? LOG_VERBOSE
					    : LOG_NORMAL,
		.terminal = isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && !globals->json,
		.now = clock_now(),
	};
	int code = EXIT_FAILED;

	/* cmd/ask.h reads it by keys, too */
	if (context.terminal)
		setvbuf(stdin, NULL, _IONBF, 0);
	log_open("cmc", context.level);
	if (context.json && !json_load(error))
		return EXIT_FAILED;
	if (globals->from_mail && open_needs(&context, command, error)) {
		longer = with_mail(&context, command, arguments, error);
		code = longer ? run_with(&context, command, longer, error) : EXIT_FAILED;
	} else if (!globals->from_mail && check_count(command, arguments, error) &&
		   open_needs(&context, command, error)) {
		code = command->run(&context, arguments, error);
	}
	g_clear_pointer(&context.store, store_close);
	if (code == 0 && command->needs == NEEDS_STORE_WRITE)
		control_poke(context.config->store);
	config_free(context.config);
	return code;
}

static int main_with(Globals *globals, char ***arguments, GError **error)
{
	const Command *command;

	if (!parse(globals, NULL, arguments, error))
		return EXIT_FAILED;
	if (globals->version) {
		print_text("cmc %s\n", PACKAGE_VERSION);
		return 0;
	}
	/* what stands behind the command is the command's */
	if (g_strcmp0((*arguments)[1], "--") == 0)
		without_dashes(*arguments + 1);
	if (!(*arguments)[1]) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s", _("no command given; try \"cmc --help\""));
		return EXIT_FAILED;
	}
	command = find_command((*arguments)[1]);
	if (!command) {
		g_set_error(error, ERROR, ERROR_USAGE, _("\"%s\" is no command; try \"cmc --help\""), (*arguments)[1]);
		return EXIT_FAILED;
	}
	/* the command's name takes the program's place for the second pass */
	g_free((*arguments)[0]);
	memmove(*arguments, *arguments + 1, sizeof **arguments * g_strv_length(*arguments));
	if (command->own_face && g_strcmp0((*arguments)[1], "--help") != 0)
		return run(command, globals, *arguments + 1, error);
	if (!parse(globals, command, arguments, error))
		return EXIT_FAILED;
	return run(command, globals, without_dashes(*arguments + 1), error);
}

int main(int argc, char **argv)
{
	g_auto(GStrv) arguments = g_strdupv(argv);
	Globals globals = {0};
	g_autoptr(GError) error = NULL;

	(void)argc;
	setlocale(LC_ALL, "");
	find_messages();
	g_set_prgname("cmc");
	fault_open("cmc");

	int code = main_with(&globals, &arguments, &error);
	if (error) {
		print_talk("%s", error->message);
		if (code == EXIT_FAILED)
			code = error->domain == G_OPTION_ERROR ? 64 : error_exit_code(error);
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		print_talk("%s", _("standard output cannot be written"));
		code = 74;
	}
	g_free(globals.config);
	g_free(globals.account);
	return code == EXIT_FAILED ? 70 : code;
}
