/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_LIVE_H
#define APP_LIVE_H

/* A call that is running: what becomes of the mails that follow it, as it happens. */

#include <stdbool.h>

#include "model/call.h"
#include "store/store.h"

typedef struct Live Live;

Live *live_new(int64_t call_id);
void live_free(Live *live);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Live, live_free)

/* What is new since the last look: sentences (char *), caller owns the array. *over: the call has ended. NULL with
 * error. */
GPtrArray *live_look(Live *live, Store *store, bool *over, GError **error);

#endif
