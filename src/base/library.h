/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

/*
 * Libraries that few commands need are loaded when they are first called for: each that is linked costs every process
 * a quarter of a millisecond and more at its start (tests/bench/RESULTS.md).
 */

#include <glib.h>
#include <stdbool.h>

/* Each module of ours has this, and works with the cmc that it was built with only: an upgrade may come between. */
#define LIBRARY_VERSION "cmc_module_version"

typedef struct LibraryRow {
	const char *name;
	gpointer *function; /* set by library_load() */
} LibraryRow;

/* Loads file, the path of a module of ours or what the system's linker knows, and finds all of rows' functions in it
 * and in what it needs itself. Does nothing where rows are filled already; they stay NULL where it fails.
 * ERROR_SOFTWARE. */
bool library_load(const char *file, const LibraryRow *rows, gsize count, GError **error);

#endif
