/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

/* The schema as numbered steps: step n takes a store from version n to n + 1, each in one transaction. */

#include "store/store.h"

/* Whether the file is a store of ours that this program knows, or empty. Writes nothing. ERROR_CONFIG: newer, damaged,
 * something else. */
bool schema_is_ours(Store *store, GError **error);

/* Brings it to this program's version. */
bool schema_migrate(Store *store, GError **error);

#endif
