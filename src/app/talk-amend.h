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

/* Changes the call, and with its outcome the agreed call that it was the outcome of: open again, or kept. Gives the
 * call as it then is; caller owns. ERROR_DATA: others followed, the call is running, or the outcome says who may be
 * called. */
Call *talk_amend(Store *store, int64_t call_id, const Amendment *said, int64_t now, GError **error);

/* The call was never made, or with somebody else: it goes, with its consent, its drafts, what it said of the person,
 * and the agreed call that came of it; the one that it was the outcome or an attempt of is open again. An agreed call
 * that it moved stays where it is. Gives what it was; caller owns. ERROR_DATA: mail belongs to it, or others followed
 * it. */
Call *talk_void(Store *store, int64_t call_id, int64_t now, GError **error);

/* Ends the contact's cycles: no second call is missed any more, and the next call begins anew. In a transaction. */
bool talk_end_cycles(Store *store, const Contact *contact, int64_t now, GError **error);

/* The same for a person who wants it. ERROR_DATA: a call is agreed or running. */
bool talk_close(Store *store, const Contact *contact, int64_t now, GError **error);

#endif
