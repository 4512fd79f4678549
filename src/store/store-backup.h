/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_STORE_BACKUP_H
#define STORE_STORE_BACKUP_H

/* A copy of the store beside it, made by SQLite's backup API while others read and write. */

#include "model/outbox.h"
#include "store/store.h"

char *store_backup_path(const char *path); /* caller owns */

/* Replaces target only when the copy is whole and on the disk (mode 0600). */
bool store_backup(Store *store, const char *target, GError **error);

/* True when the file itself is what is wrong: not a database, damaged pages, rows that contradict each other. */
bool store_is_damaged(const char *path);

/* Puts a row into a state whatever it was in: only for what comes from a backup. Its lease and its times are gone. */
bool store_outbox_restore(Store *store, int64_t id, OutboxState state, const char *error_text, int64_t now,
			  GError **error);

#endif
