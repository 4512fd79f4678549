/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_DECISION_H
#define APP_DECISION_H

/* A person's word on whose mail it is. It wins over every later sync. */

#include <stdbool.h>
#include <stdint.h>

#include "app/config.h"
#include "model/message.h"
#include "store/store.h"

/* message belongs to the call, or (0) to none; what answers it is weighed again. One transaction. */
bool decision_make(Store *store, Config *config, const Message *message, int64_t call_id, int64_t now, GError **error);

#endif
