/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

/* A command is a file and one const struct. main.c finds it by name, parses its options, opens what it needs, runs it,
 * and pokes the watcher when the command may have changed the store. */

#include <glib.h>
#include <glib/gi18n.h>
#include <stdbool.h>
#include <stdint.h>

#include "app/config.h"
#include "base/error.h"
#include "base/log.h"
#include "store/store.h"

typedef enum { NEEDS_NOTHING, NEEDS_CONFIG, NEEDS_STORE_READ, NEEDS_STORE_WRITE } Needs;

/* What --from-mail reads off the mail on standard input and puts before the other arguments. */
typedef enum { MAIL_SAYS_NOTHING, MAIL_NAMES_CONTACT, MAIL_NAMES_MESSAGE } MailSays;

#define EXIT_NOTHING 1
#define EXIT_FAILED  (-1) /* *error tells the code */

typedef struct Context {
	Config *config; /* NULL when nothing is needed */
	Store *store;	/* NULL unless needed; also where STORE_READ finds none yet */
	const char *config_path;
	const char *account; /* --account, checked; or NULL */
	bool json;
	LogLevel level;
	bool terminal; /* a person can be asked */
	int64_t now;
} Context;

typedef struct Command {
	const char *name;
	const char *arguments; /* for --help: "CONTACT" */
	const char *summary;
	Needs needs;
	int min, max;							/* number of arguments */
	const GOptionEntry *options;					/* or NULL */
	int (*run)(Context *context, char **arguments, GError **error); /* exit code */
	MailSays from_mail;
	bool own_face; /* parses its arguments itself: others have fixed what they look like */
} Command;

extern const Command command_amend, command_close;
extern const Command command_block, command_digest, command_stats, command_export, command_forget, command_import;
extern const Command command_brief, command_call, command_cancel, command_check, command_classify, command_contact,
	command_doctor, command_filter, command_link, command_log, command_mail, command_move, command_muttrc,
	command_outbox, command_query, command_review, command_setup, command_sendmail, command_sync, command_thread,
	command_today, command_unlink, command_watch, command_why;

#endif
