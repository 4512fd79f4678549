/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_STIRRED_H
#define STORE_STIRRED_H

/*
 * Whom today must look at. Whatever changes about a contact's calls, linked mail, appointments or outbox stirs him, in the
 * transaction of the change. Who was looked at and has nothing that waits is settled, until he is stirred again. What comes
 * by the clock alone, an agreed call, is found by its time.
 */

#include "store/store.h"

typedef struct Stirred {
	int64_t contact_id;
	int64_t token; /* changes whenever he is stirred; 0 = he is looked at for his appointment only, or has settled */
	bool stirred;
} Stirred;

/* Stirred ones and those with an open appointment at most at until, or at risk; in the order of their names. */
GArray *store_stirred(Store *store, int64_t until, GError **error);

/* Everybody who was ever called, in the same order. */
GArray *store_called(Store *store, GError **error);

/* Settles these (Stirred), in a transaction; leaves who was stirred since. */
bool store_settle(Store *store, const GArray *people, GError **error);

#endif
