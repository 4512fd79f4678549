/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_STORE_H
#define STORE_STORE_H

/*
 * The store: one SQLite file (WAL, synchronous=FULL, secure_delete), opened by commands and the watcher at once. This
 * header opens it and brackets transactions; each object has a header of its own (store-contact.h, …). No SQL leaves
 * this folder; what is written here keeps to the subset that SQLite and PostgreSQL share.
 *
 * Every function here can fail with ERROR_IO (disk full, read error), ERROR_TEMP (busy for 5 s) or ERROR_CONFIG
 * (damaged, newer version). Functions that get one object return NULL without error when there is none. GPtrArrays
 * that are returned own their elements; the caller owns the array.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Store Store;

typedef enum {
	STORE_READ,  /* must exist */
	STORE_WRITE, /* made (0600, its folder 0700) and migrated when needed */
} StoreMode;

/* ERROR_CONFIG: newer version, lax modes, not a store, network file system. ERROR_NOT_FOUND: STORE_READ and none there. */
Store *store_open(const char *path, StoreMode mode, GError **error);
void store_close(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

/* BEGIN IMMEDIATE; rolled back when freed uncommitted. Must not be nested. A function that changes several rows does so
 * in the caller's transaction, or in one of its own where there is none; when it fails inside the caller's, the caller
 * must let that one go uncommitted. */
typedef struct Transaction Transaction;
Transaction *transaction_begin(Store *store, GError **error);
/* For work of several statements: the caller's transaction where one is open (its commit here does nothing), else one
 * of its own. */
Transaction *transaction_join(Store *store, GError **error);
/* For what a server can tell again: its commit does not wait for the disk, and is undone when the power fails before the
 * next one that does. It outlives any end of the program. */
Transaction *transaction_begin_lazy(Store *store, GError **error);
bool transaction_commit(Transaction *transaction, GError **error); /* the transaction stays to be freed */
void transaction_free(Transaction *transaction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Transaction, transaction_free)

/* One state of the store for many reads, and no lock for each of them. Nothing is written meanwhile, and it never lasts
 * longer than an answer takes. Inside of a transaction it does nothing. */
void store_hold(Store *store);
void store_let_go(Store *store);

/* Changes whenever another connection committed (PRAGMA data_version). */
int64_t store_version_of_data(Store *store);

/* How many rows this connection has changed so far. */
int64_t store_changes(const Store *store);

/* Small values of the program itself: "digest-sent" and its like. Caller owns. */
char *store_get_value(Store *store, const char *key, GError **error);
bool store_put_value(Store *store, const char *key, const char *value, GError **error);

/* What stands behind the prefix in the keys that begin with it: "quarantine " gives "work read INBOX 7 12" (account, what,
 * mailbox, UIDVALIDITY, UID) for each message that killed its reader twice. */
GPtrArray *store_value_keys(Store *store, const char *prefix, GError **error);

/* Leaves nothing of what was erased: neither in free pages nor in the log. ERROR_TEMP while somebody else reads. Outside of
 * a transaction. */
bool store_scrub(Store *store, GError **error);

/* integrity_check, foreign_key_check and the invariants of DESIGN 7 and 8: one sentence per finding, empty = sound. */
GPtrArray *store_check(Store *store, GError **error);

/* What else must hold between any two commits, added to findings: `cmc check --strict`, the oracle of tests/fault. */
bool store_check_strictly(Store *store, GPtrArray *findings, GError **error);

#endif
