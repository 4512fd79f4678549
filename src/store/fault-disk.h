/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_FAULT_DISK_H
#define STORE_FAULT_DISK_H

/*
 * A disk that fails, for tests/fault; without --enable-fault-points it is the usual one. CMC_DISK=MODE:N[:SEED] with
 *	full, ioerr, short   the N-th write fails: no room, a read-write error, half of it written
 *	sync                 the N-th sync fails
 *	power                the power goes at the N-th write or sync: what was not synced is lost but for parts that SEED
 *	                     chooses, then the program ends with status 137
 *	count                nothing fails
 * and each write and sync a line of the file that $CMC_DISK_TRACE names.
 */

#include <stddef.h>

/* The name of the VFS that the store is to be opened with; NULL = SQLite's own. */
#ifdef CMC_FAULT_POINTS
const char *fault_disk_name(void);
#else
static inline const char *fault_disk_name(void)
{
	return NULL;
}
#endif

#endif
