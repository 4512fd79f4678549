/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_BLOCK_H
#define STORE_BLOCK_H

/*
 * Who asked not to be called or mailed, by address and number. Only a hash of each is kept, keyed with a secret of this
 * store (HMAC-SHA256), so that it outlives the erased contact without naming anybody.
 */

#include "store/store.h"

typedef struct Block {
	bool calls, mails;
	int64_t at; /* UTC seconds; 0 = there is no block */
} Block;

/* value: a normalised address or an E.164 number. Neither calls nor mails = the block is lifted. */
bool store_block_put(Store *store, const char *value, const Block *block, GError **error);
bool store_block_get(Store *store, const char *value, Block *out, GError **error);

#endif
