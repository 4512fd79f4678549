/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fault.h"
#include "store/sql.h"

#define PAGES_A_STEP 4096

char *store_backup_path(const char *path)
{
	return g_strconcat(path, ".backup", NULL);
}

static bool copy(Store *store, sqlite3 *target, GError **error)
{
	sqlite3_backup *backup = sqlite3_backup_init(target, "main", store->db, "main");
	int code = SQLITE_OK;

	if (!backup) {
		g_set_error(error, ERROR, ERROR_IO, "no backup: %s", sqlite3_errmsg(target));
		return false;
	}
	while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
		code = sqlite3_backup_step(backup, PAGES_A_STEP);
		if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
			g_usleep(20000);
	}
	sqlite3_backup_finish(backup);
	if (code == SQLITE_DONE)
		return true;
	g_set_error(error, ERROR, (code & 0xff) == SQLITE_CORRUPT ? ERROR_CONFIG : ERROR_IO, "no backup: %s",
		    sqlite3_errstr(code));
	return false;
}

bool store_backup(Store *store, const char *target, GError **error)
{
	g_autofree char *beside = g_strconcat(target, ".part", NULL);
	sqlite3 *db = NULL;
	int fd;

	unlink(beside);
	fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0) {
		g_set_error(error, ERROR, ERROR_IO, "\"%s\" cannot be made: %s", beside, g_strerror(errno));
		return false;
	}
	bool good = sqlite3_open_v2(beside, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK && copy(store, db, error);
	sqlite3_close(db);
	good = good && fsync(fd) == 0;
	close(fd);
	fault_point("rename");
	if (good && rename(beside, target) == 0)
		return true;
	if (error && !*error)
		g_set_error(error, ERROR, ERROR_IO, "\"%s\" cannot be written: %s", target, g_strerror(errno));
	unlink(beside);
	return false;
}

bool store_is_damaged(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(path, STORE_READ, &error);
	sqlite3 *db = NULL;
	bool damaged = true;

	if (store)
		return true;
	if (!g_error_matches(error, ERROR, ERROR_CONFIG))
		return false;
	/* a file that SQLite reads well was refused for another reason */
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
		damaged = sqlite3_exec(db, "SELECT count(*) FROM sqlite_master; PRAGMA quick_check(1)", NULL, NULL,
				       NULL) != SQLITE_OK;
	sqlite3_close(db);
	return damaged;
}

bool store_outbox_restore(Store *store, int64_t id, OutboxState state, const char *error_text, int64_t now,
			  GError **error)
{
	bool uncertain = state == OUTBOX_UNCERTAIN || state == OUTBOX_DOT_INTENT;
	OutboxState to = uncertain					      ? OUTBOX_UNCERTAIN
			 : state == OUTBOX_CLAIMED || state == OUTBOX_RCPT_OK ? OUTBOX_SEALED
									      : state;

	/* whoever may have it counts as served, as after a dot without an answer */
	if (uncertain &&
	    !sql_run(store, error,
		     "UPDATE outbox_recipient SET state = $1 WHERE outbox_id = $2 AND state IN ($3, $4)", "iiii",
		     INT(RECIPIENT_TAKEN), id, INT(RECIPIENT_OPEN), INT(RECIPIENT_DEFERRED)))
		return false;
	return sql_run(
		store, error,
		"UPDATE outbox SET state = $1, lease = NULL, lease_until = 0, next_at = 0, uncertain_at = $2,"
		" sent_checks = 0, sent_uidvalidity = 0, sent_uidnext = 0, error = $3, updated_at = $4 WHERE id = $5",
		"iisii", INT(to), INT(uncertain ? now : 0), error_text, now, id);
}
