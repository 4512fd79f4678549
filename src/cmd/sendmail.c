/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc sendmail: sendmail's face, as mail clients, cron and scripts know it. */
#include <string.h>

#include "app/submit.h"
#include "cmd/command.h"
#include "cmd/input.h"
#include "cmd/print.h"
#include "mail/outgoing.h"
#include "model/id.h"

/* Longer than a server may take to answer (RFC 5321, 4.5.3.2), shorter than a person's patience at a frozen client. */
#define WAIT_MS (5 * 60 * 1000)

typedef struct Face {
	GPtrArray *recipients;
	const char *account, *sender, *name;
	bool read_recipients, queue, verbose;
} Face;

/* -x alone, -xVALUE or -x VALUE, -xVALUE only. */
typedef enum { ALONE, VALUE, ATTACHED } Form;

typedef struct Flag {
	char letter;
	Form form;
} Flag;

/* All that sendmail, Postfix and Exim take from clients. What is not looked at below has no meaning here: a lone dot
 * never ends the mail (-i, -oi), errors are told to the caller (-oem), delivery is what the outbox promises (-od). */
static const Flag flags[] = {
	{'A', ATTACHED}, {'B', VALUE}, {'C', VALUE}, {'E', ALONE}, {'F', VALUE}, {'G', ALONE}, {'L', VALUE},
	{'N', VALUE},	 {'O', VALUE}, {'R', VALUE}, {'U', ALONE}, {'V', VALUE}, {'X', VALUE}, {'b', ATTACHED},
	{'e', ATTACHED}, {'f', VALUE}, {'h', VALUE}, {'i', ALONE}, {'m', ALONE}, {'n', ALONE}, {'o', ATTACHED},
	{'p', VALUE},	 {'r', VALUE}, {'t', ALONE}, {'v', ALONE},
};

static const GOptionEntry options[] = {
	{"queue", 0, 0, G_OPTION_ARG_NONE, &(gboolean){FALSE}, N_("do not wait for the server's answer"), NULL},
	{"f", 'f', 0, G_OPTION_ARG_STRING, &(char *){NULL}, N_("the sender of the envelope"), "ADDR"},
	{"F", 'F', 0, G_OPTION_ARG_STRING, &(char *){NULL}, N_("the sender's name, where From is missing"), "NAME"},
	{"t", 't', 0, G_OPTION_ARG_NONE, &(gboolean){FALSE}, N_("recipients are those of To, Cc and Bcc"), NULL},
	{0},
};

static const Flag *flag_of(char letter)
{
	for (gsize i = 0; i < G_N_ELEMENTS(flags); i++)
		if (flags[i].letter == letter)
			return &flags[i];
	return NULL;
}

static bool take_flag(Face *face, char letter, const char *value, GError **error)
{
	if (letter == 'f' || letter == 'r')
		face->sender = value;
	else if (letter == 'F')
		face->name = value;
	else if (letter == 't')
		face->read_recipients = true;
	else if (letter == 'v')
		face->verbose = true;
	else if (letter == 'b' && !g_str_equal(value, "m")) {
		g_set_error(error, ERROR, ERROR_USAGE, "-b%s is not what \"cmc sendmail\" is for: it only sends",
			    value);
		return false;
	}
	return true;
}

/* One argument with a dash: letters that stand alone may share it. */
static bool take_flags(Face *face, char ***argument, GError **error)
{
	for (const char *letter = **argument + 1; *letter; letter++) {
		const Flag *flag = flag_of(*letter);
		const char *value = letter + 1;

		if (!flag) {
			g_set_error(error, ERROR, ERROR_USAGE, "\"%s\" is no flag of sendmail", **argument);
			return false;
		}
		if (flag->form == VALUE && !*value) {
			if (!(*argument)[1]) {
				g_set_error(error, ERROR, ERROR_USAGE, "-%c wants a value", *letter);
				return false;
			}
			value = *++*argument;
		}
		if (!take_flag(face, flag->letter, value, error))
			return false;
		if (flag->form != ALONE)
			break;
	}
	return true;
}

static bool take_long(Face *face, char ***argument, GError **error)
{
	if (g_str_equal(**argument, "--queue")) {
		face->queue = true;
		return true;
	}
	if (g_str_equal(**argument, "--account") && (*argument)[1]) {
		face->account = *++*argument;
		return true;
	}
	g_set_error(error, ERROR, ERROR_USAGE, "\"%s\" is no flag of sendmail", **argument);
	return false;
}

static bool take_arguments(Face *face, char **arguments, GError **error)
{
	bool ended = false;

	for (char **each = arguments; *each; each++) {
		if (!ended && g_str_equal(*each, "--"))
			ended = true;
		else if (ended || (*each)[0] != '-')
			g_ptr_array_add(face->recipients, *each);
		else if ((*each)[1] == '-' ? !take_long(face, &each, error) : !take_flags(face, &each, error))
			return false;
	}
	g_ptr_array_add(face->recipients, NULL);
	return true;
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(GPtrArray) recipients = g_ptr_array_new();
	g_autoptr(GString) mail = NULL;
	g_auto(Submitted) submitted = {0};
	Face face = {.recipients = recipients, .account = context->account, .verbose = context->level > LOG_NORMAL};

	if (!take_arguments(&face, arguments, error))
		return EXIT_FAILED;
	mail = input_read(stdin, OUTBOX_BYTES_MAX + 1, error);
	if (!mail)
		return EXIT_FAILED;
	const SubmitRequest request = {
		.account = face.account,
		.sender = face.sender,
		.name = face.name,
		.recipients = (const char *const *)recipients->pdata,
		.read_recipients = face.read_recipients,
		.queue = face.queue,
		.timeout_ms = WAIT_MS,
	};
	if (!submit(context->store, context->config, &request, mail->str, mail->len, context->now, &submitted, error))
		return EXIT_FAILED;
	if (submitted.note)
		print_talk("%s", submitted.note);
	if (face.verbose && submitted.call_id)
		print_talk(_("o%lld follows c%lld"), (long long)submitted.outbox_id, (long long)submitted.call_id);
	return 0;
}

const Command command_sendmail = {
	.name = "sendmail",
	.arguments = "[-t] [-i] [-f ADDR] [-F NAME] [--] [ADDR…]",
	.summary = N_("send a mail as sendmail would, linked to its call"),
	.needs = NEEDS_STORE_WRITE,
	.min = 0,
	.max = 100000,
	.options = options,
	.own_face = true,
	.run = run,
};
