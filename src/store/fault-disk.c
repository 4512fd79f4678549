/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fault-disk.h"

#ifdef CMC_FAULT_POINTS
#include <fcntl.h>
#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

typedef enum { DISK_COUNT, DISK_FULL, DISK_IOERR, DISK_SHORT, DISK_SYNC, DISK_POWER } DiskMode;

static const char *const modes[] = {"count", "full", "ioerr", "short", "sync", "power", NULL};

/* The disk's file follows in memory. */
typedef struct File {
	sqlite3_file base;
	sqlite3_file *real;
	GPtrArray *unsynced; /* Undo *, oldest first */
} File;

/* What a write that is not synced yet replaced. */
typedef struct Undo {
	sqlite3_int64 offset, size_before;
	GBytes *before;
} Undo;

static struct {
	sqlite3_vfs vfs, *real;
	DiskMode mode;
	gint64 at, writes, syncs;
	GRand *rand;
	GPtrArray *files; /* File *, all that are open */
	int trace;
} disk = {.trace = -1};

static void undo_free(gpointer data)
{
	Undo *undo = data;

	g_bytes_unref(undo->before);
	g_free(undo);
}

static void lose_unsynced(File *file)
{
	while (file->unsynced->len) {
		Undo *undo = file->unsynced->pdata[file->unsynced->len - 1];
		gsize length;
		const void *bytes = g_bytes_get_data(undo->before, &length);

		/* a write may have reached the disk without being asked to, and in any order */
		if (g_rand_boolean(disk.rand)) {
			file->real->pMethods->xWrite(file->real, bytes, (int)length, undo->offset);
			file->real->pMethods->xTruncate(file->real, undo->size_before);
		}
		g_ptr_array_set_size(file->unsynced, (gint)file->unsynced->len - 1);
	}
}

static void power_off(void)
{
	for (guint i = 0; i < disk.files->len; i++)
		lose_unsynced(disk.files->pdata[i]);
	_exit(137);
}

static void remember(File *file, sqlite3_int64 offset, int length)
{
	Undo *undo = g_new0(Undo, 1);
	g_autofree guint8 *bytes = g_malloc0((gsize)length);

	undo->offset = offset;
	file->real->pMethods->xFileSize(file->real, &undo->size_before);
	if (file->real->pMethods->xRead(file->real, bytes, length, offset) == SQLITE_IOERR_SHORT_READ)
		length = (int)CLAMP(undo->size_before - offset, 0, length);
	undo->before = g_bytes_new(bytes, (gsize)length);
	g_ptr_array_add(file->unsynced, undo);
}

static void trace(const char *what)
{
	if (disk.trace >= 0 && write(disk.trace, what, strlen(what)) < 0)
		disk.trace = -1;
}

static int disk_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset)
{
	File *file = (File *)base;
	bool now = ++disk.writes == disk.at;

	trace("write\n");
	if (disk.mode == DISK_POWER && disk.writes + disk.syncs == disk.at)
		power_off();
	if (now && disk.mode == DISK_FULL)
		return SQLITE_FULL;
	if (now && disk.mode == DISK_IOERR)
		return SQLITE_IOERR_WRITE;
	if (now && disk.mode == DISK_SHORT) {
		file->real->pMethods->xWrite(file->real, bytes, length / 2, offset);
		return SQLITE_IOERR_WRITE;
	}
	if (disk.mode == DISK_POWER)
		remember(file, offset, length);
	return file->real->pMethods->xWrite(file->real, bytes, length, offset);
}

static int disk_sync(sqlite3_file *base, int flags)
{
	File *file = (File *)base;
	bool now = ++disk.syncs == disk.at;
	int code;

	trace("sync\n");
	if (disk.mode == DISK_POWER && disk.writes + disk.syncs == disk.at)
		power_off();
	if (now && disk.mode == DISK_SYNC)
		return SQLITE_IOERR_FSYNC;
	code = file->real->pMethods->xSync(file->real, flags);
	if (code == SQLITE_OK)
		g_ptr_array_set_size(file->unsynced, 0);
	return code;
}

static int disk_close(sqlite3_file *base)
{
	File *file = (File *)base;

	g_ptr_array_remove_fast(disk.files, file);
	g_ptr_array_unref(file->unsynced);
	return file->real->pMethods->xClose(file->real);
}

#define REAL(base) (((File *)(base))->real)
#define HAND_ON(name, parameters, ...)                                                                                 \
	static int disk_##name parameters                                                                              \
	{                                                                                                              \
		return REAL(base)->pMethods->name(__VA_ARGS__);                                                        \
	}

HAND_ON(xRead, (sqlite3_file * base, void *bytes, int length, sqlite3_int64 offset), REAL(base), bytes, length, offset)
HAND_ON(xTruncate, (sqlite3_file * base, sqlite3_int64 size), REAL(base), size)
HAND_ON(xFileSize, (sqlite3_file * base, sqlite3_int64 *size), REAL(base), size)
HAND_ON(xLock, (sqlite3_file * base, int kind), REAL(base), kind)
HAND_ON(xUnlock, (sqlite3_file * base, int kind), REAL(base), kind)
HAND_ON(xCheckReservedLock, (sqlite3_file * base, int *out), REAL(base), out)
HAND_ON(xFileControl, (sqlite3_file * base, int op, void *value), REAL(base), op, value)
HAND_ON(xSectorSize, (sqlite3_file * base), REAL(base))
HAND_ON(xDeviceCharacteristics, (sqlite3_file * base), REAL(base))
HAND_ON(xShmMap, (sqlite3_file * base, int page, int size, int extend, void volatile **out), REAL(base), page, size,
	extend, out)
HAND_ON(xShmLock, (sqlite3_file * base, int offset, int count, int flags), REAL(base), offset, count, flags)
HAND_ON(xShmUnmap, (sqlite3_file * base, int drop), REAL(base), drop)

static void disk_xShmBarrier(sqlite3_file *base)
{
	REAL(base)->pMethods->xShmBarrier(REAL(base));
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = disk_close,
	.xRead = disk_xRead,
	.xWrite = disk_write,
	.xTruncate = disk_xTruncate,
	.xSync = disk_sync,
	.xFileSize = disk_xFileSize,
	.xLock = disk_xLock,
	.xUnlock = disk_xUnlock,
	.xCheckReservedLock = disk_xCheckReservedLock,
	.xFileControl = disk_xFileControl,
	.xSectorSize = disk_xSectorSize,
	.xDeviceCharacteristics = disk_xDeviceCharacteristics,
	.xShmMap = disk_xShmMap,
	.xShmLock = disk_xShmLock,
	.xShmBarrier = disk_xShmBarrier,
	.xShmUnmap = disk_xShmUnmap,
};

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
	File *file = (File *)base;
	int code;

	file->base.pMethods = NULL;
	file->real = (sqlite3_file *)(file + 1);
	code = disk.real->xOpen(disk.real, name, file->real, flags, out_flags);
	if (code != SQLITE_OK)
		return code;
	file->unsynced = g_ptr_array_new_with_free_func(undo_free);
	file->base.pMethods = &methods;
	g_ptr_array_add(disk.files, file);
	return SQLITE_OK;
}

const char *fault_disk_name(void)
{
	const char *wanted = g_getenv("CMC_DISK"), *trace_name = g_getenv("CMC_DISK_TRACE");

	if (!wanted || disk.real)
		return disk.real ? disk.vfs.zName : NULL;
	g_auto(GStrv) parts = g_strsplit(wanted, ":", 3);
	for (guint i = 0; modes[i]; i++)
		if (g_strcmp0(parts[0], modes[i]) == 0)
			disk.mode = (DiskMode)i;
	disk.at = parts[0] && parts[1] ? g_ascii_strtoll(parts[1], NULL, 10) : 0;
	disk.rand = g_rand_new_with_seed(parts[1] && parts[2] ? (guint32)g_ascii_strtoull(parts[2], NULL, 10) : 1);
	disk.files = g_ptr_array_new();
	if (trace_name)
		disk.trace = open(trace_name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	disk.real = sqlite3_vfs_find(NULL);
	disk.vfs = *disk.real;
	disk.vfs.zName = "cmc-fault";
	disk.vfs.szOsFile = (int)sizeof(File) + disk.real->szOsFile;
	disk.vfs.xOpen = disk_open;
	return sqlite3_vfs_register(&disk.vfs, 0) == SQLITE_OK ? disk.vfs.zName : NULL;
}
#endif
