/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

/*
 * The config file (GKeyFile, cmc.conf(5)). It is read once, checked whole and then only passed on. Whatever is wrong
 * with it is ERROR_CONFIG with file and line: unknown sections and keys, bad values, modes that let others read it.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/account.h"

typedef struct Config {
	char *path;          /* where it was read */
	char *region;        /* ISO country for phone numbers without country code */
	char *timezone;      /* IANA name */
	char *language;      /* "de", "en" */
	char *store;         /* path of the store */
	char *holidays;      /* ISO 3166 country or subdivision ("DE-BY") whose public holidays count; NULL: region */
	char *calendar_file; /* all agreed calls are kept there as iCalendar; NULL = nowhere */
	int digest_at_s;     /* seconds after midnight at which the digest is mailed; -1 = never */
	int64_t remind_before_s; /* a desktop notification so long before an agreed call; 0 = none */
	int64_t owed_after_s; /* a promised mail is shown as owed from so long after its call on */
	GPtrArray *address_books; /* char *: names of app/address-book.c, beside our own contacts */
	GPtrArray *accounts; /* Account *; may be empty */
} Config;

/* $XDG_CONFIG_HOME/cmc/config. Caller owns. */
char *config_default_path(void);

/* path NULL = the default. */
Config *config_load(const char *path, GError **error);
void config_free(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

/* The account named id; the first when id is NULL. ERROR_USAGE: no such account; ERROR_CONFIG: there is none at all.
 * The config keeps it. */
const Account *config_account(const Config *config, const char *id, GError **error);

/* Is email an address of ours? */
bool config_owns(const Config *config, const char *email);

/* Makes the folder of path (0700) with its parents. ERROR_IO. */
bool config_make_folder(const char *path, GError **error);

/* "imaps://user@host:port" and its like (imap, imaps, submission, submissions, smtp, smtps); user stays NULL when the
 * URL names none. insecure turns STARTTLS into plain text, for loopback hosts only. ERROR_CONFIG. */
bool config_parse_url(const char *url, bool insecure, Endpoint *out, GError **error);

#endif
