/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fault.h"
#include "store/fault-disk.h"
#include "store/schema.h"
#include "store/store-backup.h"
#include "store/sql.h"

#define BUSY_MS        5000
#define LOG_LONG_BYTES (2 * 1024 * 1024)

struct Transaction {
	Store *store;
	bool over;
	bool joined; /* a part of the caller's */
	bool lazy;
};

static void statement_free(gpointer statement)
{
	sqlite3_finalize(statement);
}

/* Others on this machine must not read what customers said. */
static bool modes_are_strict(const char *path, GError **error)
{
	struct stat info;

	if (lstat(path, &info) != 0)
		return true;
	if (!S_ISLNK(info.st_mode) && (info.st_mode & 077) == 0 && info.st_uid == geteuid())
		return true;
	g_set_error(error, ERROR, ERROR_CONFIG, "\"%s\" must belong to you alone (mode %s, no link): chmod go= it", path,
		    S_ISDIR(info.st_mode) ? "0700" : "0600");
	return false;
}

/* WAL needs shared memory that network file systems do not give. */
static bool is_local(const char *folder, GError **error)
{
	/* NFS, SMB (three of them), 9P, AFS (two), Ceph, Coda, Lustre: statfs(2) */
	static const long remote[] = {0x6969, 0x517B, 0xFE534D42, 0xFF534D42, 0x01021997, 0x5346414F,
				      0x6B414653, 0x00C36400, 0x73757245, 0x0BD00BD0};
	struct statfs info;

	if (statfs(folder, &info) != 0)
		return true;
	for (gsize i = 0; i < G_N_ELEMENTS(remote); i++)
		if ((long)info.f_type == remote[i]) {
			g_set_error(error, ERROR, ERROR_CONFIG,
				    "\"%s\" is on a network file system, where the store is not safe", folder);
			return false;
		}
	return true;
}

static bool prepare_folder(const char *path, StoreMode mode, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	bool there = g_file_test(path, G_FILE_TEST_EXISTS);

	if (!there && mode == STORE_READ) {
		g_set_error(error, ERROR, ERROR_NOT_FOUND, "there is no store at \"%s\" yet", path);
		return false;
	}
	if (!there && g_mkdir_with_parents(folder, 0700) != 0) {
		g_set_error(error, ERROR, ERROR_IO, "\"%s\" cannot be made: %s", folder, g_strerror(errno));
		return false;
	}
	return modes_are_strict(folder, error) && modes_are_strict(path, error) && is_local(folder, error);
}

/* Two that make the same new file a WAL at once both hold it for reading: SQLite then gives up at once, without asking
 * the busy handler. One of them gets it; the other comes again. */
static bool be_wal(Store *store, GError **error)
{
	gint64 end = g_get_monotonic_time() + BUSY_MS * 1000LL;

	for (;;) {
		int code = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);

		if (code == SQLITE_OK)
			return true;
		if ((code & 0xff) != SQLITE_BUSY || g_get_monotonic_time() > end)
			break;
		g_usleep(1000 * (gulong)g_random_int_range(2, 20));
	}
	sql_error(store, error);
	return false;
}

#ifdef CMC_FAULT_POINTS
static int before_commit(void *data)
{
	(void)data;
	fault_point("commit");
	return 0;
}
#endif

/* A file that is not ours is left as it is: only then the journal's mode, which is kept in the file. */
static bool configure(Store *store, GError **error)
{
	static const char pragmas[] = "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
				      "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -" G_STRINGIFY(CACHE_KIB);

	sqlite3_busy_timeout(store->db, BUSY_MS);
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
#ifdef CMC_FAULT_POINTS
	sqlite3_commit_hook(store->db, before_commit, NULL);
#endif
	/* the log stays: making it anew costs each command 2 ms, and cannot be done on a full disk, where reading must go on */
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_PERSIST_WAL, &(int){1});
	if (sqlite3_exec(store->db, pragmas, NULL, NULL, NULL) != SQLITE_OK) {
		sql_error(store, error);
		return false;
	}
	return schema_is_ours(store, error) && be_wal(store, error);
}

Store *store_open(const char *path, StoreMode mode, GError **error)
{
	g_autoptr(Store) store = g_new0(Store, 1);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == STORE_WRITE ? SQLITE_OPEN_CREATE : 0);

	store->path = g_strdup(path);
	store->statements = g_hash_table_new_full(NULL, NULL, NULL, statement_free);
	if (!prepare_folder(path, mode, error))
		return NULL;
	mode_t mask = umask(0077);
	int code = sqlite3_open_v2(path, &store->db, flags, fault_disk_name());
	bool opened = code == SQLITE_OK && configure(store, error);
	if (code != SQLITE_OK)
		g_set_error(error, ERROR, ERROR_IO, "store \"%s\" cannot be opened: %s", path, sqlite3_errstr(code));
	opened = opened && schema_migrate(store, error);
	umask(mask);
	return opened ? g_steal_pointer(&store) : NULL;
}

/* The next to open it alone reads all of the log. Nobody is waited for: with others at work it is theirs to empty. */
static bool log_is_long(Store *store)
{
	g_autofree char *log = g_strconcat(store->path, "-wal", NULL);
	struct stat info;

	if (!store->db || stat(log, &info) != 0 || info.st_size <= LOG_LONG_BYTES)
		return false;
	sqlite3_busy_timeout(store->db, 0);
	return true;
}

void store_close(Store *store)
{
	if (!store)
		return;
	g_hash_table_unref(store->statements);
	/* whoever was forgotten must not be found in the log either */
	if (store->erased || log_is_long(store))
		sqlite3_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
	sqlite3_close(store->db);
	g_free(store->path);
	g_free(store);
}

bool store_scrub(Store *store, GError **error)
{
	/* the rows' old places were zeroed when they were freed; what is left of them lies in the log */
	int64_t busy = sql_int(store, error, -1, "PRAGMA wal_checkpoint(TRUNCATE)", "");

	g_autofree char *backup = store_backup_path(store->path);
	/* nor may the backup hold it; the watcher makes another one */
	if (busy == 0 && unlink(backup) != 0 && errno != ENOENT) {
		g_set_error(error, ERROR, ERROR_IO, "\"%s\" cannot be removed: %s", backup, g_strerror(errno));
		return false;
	}
	if (busy > 0)
		g_set_error(error, ERROR, ERROR_TEMP, "the store is being read: its log could not be emptied");
	return busy == 0;
}

Transaction *transaction_begin(Store *store, GError **error)
{
	g_assert(!store->in_transaction);
	if (sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK) {
		sql_error(store, error);
		return NULL;
	}
	Transaction *transaction = g_new0(Transaction, 1);
	transaction->store = store;
	store->in_transaction = true;
	return transaction;
}

/* In a log that is not synced at once each commit is still whole or gone, and none without those before it; the next commit
 * that is synced, here or in another program, takes them along. */
static void sync_commits(Store *store, bool now)
{
	sqlite3_exec(store->db, now ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
}

Transaction *transaction_begin_lazy(Store *store, GError **error)
{
	sync_commits(store, false);
	Transaction *transaction = transaction_begin(store, error);

	if (transaction)
		transaction->lazy = true;
	else
		sync_commits(store, true);
	return transaction;
}

static void transaction_over(Transaction *transaction)
{
	transaction->over = true;
	transaction->store->in_transaction = false;
	if (transaction->lazy)
		sync_commits(transaction->store, true);
}

Transaction *transaction_join(Store *store, GError **error)
{
	if (!store->in_transaction)
		return transaction_begin(store, error);
	Transaction *transaction = g_new0(Transaction, 1);
	transaction->store = store;
	transaction->joined = true;
	return transaction;
}

bool transaction_commit(Transaction *transaction, GError **error)
{
	if (transaction->joined)
		return true;
	if (sqlite3_exec(transaction->store->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
		sql_error(transaction->store, error);
		return false;
	}
	transaction_over(transaction);
	return true;
}

void transaction_free(Transaction *transaction)
{
	if (!transaction)
		return;
	if (!transaction->over && !transaction->joined) {
		sqlite3_exec(transaction->store->db, "ROLLBACK", NULL, NULL, NULL);
		transaction_over(transaction);
	}
	g_free(transaction);
}

void store_hold(Store *store)
{
	/* a reading one: where it fails, each statement reads for itself and says why it cannot */
	store->held = !store->in_transaction && sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

void store_let_go(Store *store)
{
	if (store->held)
		sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
	store->held = false;
}

int64_t store_version_of_data(Store *store)
{
	return sql_int(store, NULL, 0, "PRAGMA data_version", "");
}

int64_t store_changes(const Store *store)
{
	return sqlite3_total_changes64(store->db);
}

char *store_get_value(Store *store, const char *key, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error, "SELECT value FROM value WHERE key = $1", "s", key);

	return sql_next(store, row, error) ? row_text(row, 0) : NULL;
}

bool store_put_value(Store *store, const char *key, const char *value, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO value (key, value) VALUES ($1, $2)"
		       " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
		       "ss", key, value);
}

GPtrArray *store_value_keys(Store *store, const char *prefix, GError **error)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Row) row = sql_begin(store, error, "SELECT substr(key, length($1) + 1) FROM value"
						     " WHERE substr(key, 1, length($1)) = $1 ORDER BY key",
				       "s", prefix);

	while (sql_next(store, row, error))
		g_ptr_array_add(keys, row_text(row, 0));
	return sql_failed(store) ? NULL : g_steal_pointer(&keys);
}
