/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CONFIG_VALUE_H
#define APP_CONFIG_VALUE_H

/* The keys of the config file: a table of name, type and place. Errors name the trouble; config.c adds file and line. */

#include "app/config.h"

/* Takes one key of group; account is NULL in [cmc]. */
bool config_value_take(Config *config, Account *account, GKeyFile *file, const char *group, const char *key,
		       GError **error);

/* Checks an account whose keys are all taken, and fills in what follows from others. */
bool config_value_finish(Account *account, GKeyFile *file, const char *group, GError **error);

#endif
