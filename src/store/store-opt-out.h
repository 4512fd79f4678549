/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_OPT_OUT_H
#define STORE_OPT_OUT_H

/* Mails in which somebody asks not to be contacted any more, and of which nobody has decided yet. */

#include "store/store.h"

typedef struct OptOut {
	int64_t contact_id;
	int64_t message_id;
	int64_t call_id; /* to which the mail is linked, 0 = none */
	int64_t at;	 /* UTC seconds */
} OptOut;

/* Those that wait at this time (UTC seconds), newest first: neither blocked since (cmc block), nor called or mailed
 * after it, nor taken out by a person (cmc unlink). contact_id 0: everybody's. The contact is that of the call to which
 * the mail is linked, else whose address it came from. Caller owns the array of OptOut. */
GArray *store_opt_outs(Store *store, int64_t contact_id, int64_t now, GError **error);

#endif
