/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/repair.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/control.h"
#include "base/error.h"
#include "base/fault.h"
#include "base/log.h"
#include "store/store-backup.h"
#include "store/store-outbox.h"

#define BACKUP_EVERY_S (24 * 3600)

static const char *const companions[] = {"-wal", "-shm", ""};

void repaired_clear(Repaired *repaired)
{
	g_clear_pointer(&repaired->damaged, g_free);
	g_clear_pointer(&repaired->backup_from, g_free);
}

bool backup_when_old(Store *store, const char *path, int64_t now, GError **error)
{
	g_autofree char *backup = store_backup_path(path);
	struct stat info;

	if (stat(backup, &info) == 0 && now - info.st_mtime < BACKUP_EVERY_S && info.st_mtime <= now)
		return true;
	if (!store_backup(store, backup, error))
		return false;
	log_event("backup-made", "store=%s", backup);
	return true;
}

static bool is_sound(const char *path, GError **why)
{
	g_autoptr(Store) store = store_open(path, STORE_READ, why);
	g_autoptr(GPtrArray) findings = store ? store_check(store, why) : NULL;

	if (findings && findings->len)
		g_set_error(why, ERROR, ERROR_CONFIG, _("store \"%s\": %s"), path, (char *)findings->pdata[0]);
	return findings && findings->len == 0;
}

/* The damaged store and its log go aside, whole. */
static char *move_aside(const char *path, int64_t now, GError **error)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(now);
	g_autofree char *stamp = g_date_time_format(time, "%Y%m%dT%H%M%SZ");
	g_autofree char *damaged = g_strdup_printf("%s.damaged-%s", path, stamp);

	for (gsize i = 0; i < G_N_ELEMENTS(companions); i++) {
		g_autofree char *from = g_strconcat(path, companions[i], NULL);
		g_autofree char *to = g_strconcat(damaged, companions[i], NULL);

		fault_point("rename");
		if (rename(from, to) == 0 || errno == ENOENT)
			continue;
		g_set_error(error, ERROR, ERROR_IO, _("\"%s\" cannot be moved: %s"), from, g_strerror(errno));
		return NULL;
	}
	return g_steal_pointer(&damaged);
}

static bool put_backup(const char *backup, const char *path, GError **error)
{
	g_autofree char *beside = g_strconcat(path, ".new", NULL);
	g_autoptr(Store) store = store_open(backup, STORE_READ, error);

	if (!store || !store_backup(store, beside, error))
		return false;
	fault_point("rename");
	if (rename(beside, path) == 0)
		return true;
	g_set_error(error, ERROR, ERROR_IO, _("\"%s\" cannot be put in place: %s"), beside, g_strerror(errno));
	return false;
}

static bool is_open(const Outbox *row)
{
	return !outbox_is_settled(row->state) || row->state == OUTBOX_DEFERRED;
}

/* What the damaged store can still tell: read row by row, since any page may be the bad one. Caller owns. */
static GPtrArray *last_words(const char *damaged)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(damaged, STORE_READ, &error);
	g_autoptr(GPtrArray) rows = store ? store_outbox_all(store, &error) : NULL;
	GPtrArray *whole = g_ptr_array_new_with_free_func((GDestroyNotify)outbox_free);

	for (guint i = 0; rows && i < rows->len; i++) {
		Outbox *row = store_outbox_get(store, ((Outbox *)rows->pdata[i])->id, NULL);

		if (row && row->bytes && row->recipients->len)
			g_ptr_array_add(whole, row);
		else
			outbox_free(row);
	}
	return whole;
}

static const Outbox *named(const GPtrArray *rows, const char *message_id)
{
	for (guint i = 0; i < rows->len; i++)
		if (g_strcmp0(((Outbox *)rows->pdata[i])->message_id, message_id) == 0)
			return rows->pdata[i];
	return NULL;
}

/* A mail that was still to be sent when the backup was made: as the damaged store says, else in doubt. */
static bool settle(Store *store, Outbox *row, const GPtrArray *words, int64_t now, Repaired *out, GError **error)
{
	const Outbox *word = named(words, row->message_id);

	if (word && is_open(word) && word->state != OUTBOX_DOT_INTENT)
		return true;
	if (!word)
		out->doubtful++;
	return store_outbox_restore(store, row->id, word ? word->state : OUTBOX_UNCERTAIN,
				    "a backup was brought back: nobody knows whether it was sent meanwhile", now,
				    error);
}

static bool merge_outbox(Store *store, const char *damaged, int64_t now, Repaired *out, GError **error)
{
	g_autoptr(GPtrArray) words = last_words(damaged);
	g_autoptr(GPtrArray) rows = store_outbox_all(store, error);
	g_autoptr(Transaction) transaction = rows ? transaction_begin(store, error) : NULL;

	if (!transaction)
		return false;
	for (guint i = 0; i < rows->len; i++)
		if (is_open(rows->pdata[i]) && !settle(store, rows->pdata[i], words, now, out, error))
			return false;
	for (guint i = 0; i < words->len; i++) {
		Outbox *word = words->pdata[i];
		OutboxState state = word->state;

		if (named(rows, word->message_id))
			continue;
		word->call_id = 0; /* ids since the backup are given anew */
		if (!store_outbox_add(store, word, error) ||
		    (state != OUTBOX_SEALED &&
		     !store_outbox_restore(store, word->id, state, "saved from a damaged store", now, error)))
			return false;
		out->saved++;
	}
	return transaction_commit(transaction, error);
}

bool repair_store(const Config *config, int64_t now, Repaired *out, GError **error)
{
	g_autoptr(WatchLock) lock = watch_lock_take(config->store, error);
	g_autofree char *backup = store_backup_path(config->store);
	g_autoptr(GError) why = NULL;
	struct stat info;

	if (!lock)
		return false;
	if (is_sound(config->store, &why))
		return true;
	/* a newer version, lax modes, a network file system: no backup helps there */
	if (!store_is_damaged(config->store) && g_file_test(config->store, G_FILE_TEST_EXISTS)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	if (stat(backup, &info) != 0 || !is_sound(backup, NULL)) {
		g_set_error(error, ERROR, ERROR_NOT_FOUND,
			    _("%s; there is no sound backup \"%s\" to bring back: nothing was changed"), why->message,
			    backup);
		return false;
	}
	g_autoptr(GDateTime) made = g_date_time_new_from_unix_local(info.st_mtime);
	out->backup_from = g_date_time_format(made, "%Y-%m-%d %H:%M");
	out->damaged = move_aside(config->store, now, error);
	if (!out->damaged || !put_backup(backup, config->store, error))
		return false;
	g_autoptr(Store) store = store_open(config->store, STORE_WRITE, error);
	return store && merge_outbox(store, out->damaged, now, out, error);
}
