/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_MAILDIR_H
#define STORE_MAILDIR_H

/* Which UID each mail of a Maildir folder was given, by the hash of its file's name (agent/maildir-box.h says why). */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

bool store_maildir_put(Store *store, int64_t mailbox_id, uint32_t uid, uint64_t name, GError **error); /* 63 bits */
bool store_maildir_drop(Store *store, int64_t mailbox_id, uint32_t uid, GError **error);

typedef void (*StoreMaildirFunc)(uint32_t uid, uint64_t name, gpointer data);
bool store_maildir_each(Store *store, int64_t mailbox_id, StoreMaildirFunc each, gpointer data,
			GError **error); /* by UID */

#endif
