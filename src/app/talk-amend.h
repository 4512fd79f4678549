/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TALK_AMEND_H
#define APP_TALK_AMEND_H

/* What was logged wrongly is put right, and what has come to its end is closed. Each function is one transaction. */

#include <stdbool.h>
#include <stdint.h>

#include "model/call.h"
#include "model/contact.h"
#include "store/store.h"

/* As typed; NULL: it stays. An empty text takes away what was there. */
typedef struct Amendment {
	const char *outcome, *duration, *topic, *promise, *note;
} Amendment;

/* Changes the call, and with its outcome the agreed call that it was the outcome of: open again, or kept. ERROR_DATA:
 * another call was agreed since, or the outcome says who may be called. */
bool talk_amend(Store *store, Call *call, const Amendment *said, int64_t now, GError **error);

/* Closes the contact's cycles: no second call is missed any more, and the next call begins anew. */
bool talk_close(Store *store, const Contact *contact, int64_t now, GError **error);

#endif
