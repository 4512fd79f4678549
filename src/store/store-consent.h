/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_CONSENT_H
#define STORE_CONSENT_H

/* That somebody agreed to be mailed: a dated fact, in their words, with the call that it was said in. */

#include "store/store.h"

typedef struct Consent {
	int64_t id, contact_id;
	int64_t call_id; /* 0 = in none */
	int64_t at;	 /* UTC seconds */
	char *wording;
} Consent;
void consent_free(Consent *consent);

bool store_consent_add(Store *store, const Consent *consent, GError **error);
GPtrArray *store_consent_of(Store *store, int64_t contact_id, GError **error); /* Consent *, oldest first */

#endif
