/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_WATCH_H
#define APP_WATCH_H

/*
 * The watcher: supervisor and brain. It parses no mail and speaks no IMAP; it takes facts from its agents into the store,
 * compares what should be with what is (links, mail to send, drafts, marks) and gives orders until both agree. Every
 * step is repeated safely after a crash, because it starts from the store.
 */

#include <glib.h>
#include <stdbool.h>

#include "app/config.h"

/* Runs until SIGTERM or SIGINT; then true. ERROR_TEMP when another watcher has the store. */
bool watch_run(Config *config, GError **error);

/* One round of the same, for every account or only the one named. True when every mailbox was read. Else the error of
 * the gravest account: ERROR_UNAVAILABLE, ERROR_TEMP or ERROR_REFUSED. Asks the watcher where one runs. troubles gets a
 * sentence for each account that failed (char *, may be NULL). */
bool sync_run(Config *config, const char *account, GPtrArray *troubles, GError **error);

#endif
