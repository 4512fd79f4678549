/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PEOPLE_IMPORT_H
#define APP_PEOPLE_IMPORT_H

/* People from a file into the store, in one transaction. */

#include "app/config.h"
#include "store/store.h"

typedef struct ImportResult {
	guint added, completed, unchanged;
	guint blocked;	     /* left out: they asked not to be contacted */
	GPtrArray *troubles; /* char *: "line 7: …", of rows that were left out */
	GPtrArray *strange;  /* char *: titles of columns that were not taken */
} ImportResult;
void import_result_clear(ImportResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportResult, import_result_clear)

/* Who is known by an address already is completed: addresses, numbers and what was empty; nothing is overwritten. skip:
 * rows with faults are left out; else one of them refuses the whole file (ERROR_DATA) and nothing is stored. */
bool people_import(Store *store, const Config *config, const char *bytes, gsize length, bool skip, int64_t now,
		   ImportResult *result, GError **error);

#endif
