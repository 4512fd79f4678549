/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SEND_ROUND_H
#define APP_SEND_ROUND_H

/*
 * Sending for a caller who waits (cmc sendmail): the watcher does it where one runs, else a round that reads no mailbox
 * and only sends.
 */

#include "app/config.h"
#include "model/outbox.h"
#include "store/store.h"

/* Waits until the row is settled (outbox_is_settled()) and gives it as it then is, without its bytes' content changed.
 * ERROR_TEMP: it is still under way after timeout_ms. ERROR_UNAVAILABLE: cmc-agent cannot be started. Caller owns. */
Outbox *send_and_wait(Store *store, Config *config, int64_t outbox_id, int timeout_ms, GError **error);

#endif
