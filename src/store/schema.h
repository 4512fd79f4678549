/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

/* The schema as numbered steps: step n takes a store from version n to n + 1, each in one transaction. */

#include "store/store.h"

/* Brings the store to this program's version. ERROR_CONFIG when it is newer, or when the file is no store of ours. */
bool schema_migrate(Store *store, bool may_write, GError **error);

#endif
