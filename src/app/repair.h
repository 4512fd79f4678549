/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_REPAIR_H
#define APP_REPAIR_H

/*
 * The nightly backup of the store, and the way back from it. What the mailboxes hold is read again from the servers; what
 * only the store knew is as old as the backup. Nothing is sent a second time for that: a mail that was still to be sent when the
 * backup was made, and of which the damaged store cannot say whether it was, is uncertain and asks a person.
 */

#include "app/config.h"
#include "store/store.h"

/* Makes a backup beside the store when the last one is a day old. False with error; the store goes on without. */
bool backup_when_old(Store *store, const char *path, int64_t now, GError **error);

typedef struct Repaired {
	char *damaged;     /* where the damaged store lies now; NULL = it was sound, nothing was done */
	char *backup_from; /* when the backup was made, for people */
	int saved;         /* outbox rows that the damaged store had and the backup had not */
	int doubtful;      /* outbox rows that became uncertain */
} Repaired;
void repaired_clear(Repaired *repaired);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Repaired, repaired_clear)

/* ERROR_TEMP: a watcher runs. ERROR_NOT_FOUND: there is no backup. Nothing is changed then. */
bool repair_store(const Config *config, int64_t now, Repaired *out, GError **error);

#endif
