/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_CALL_H
#define STORE_CALL_H

/* Calls, and the cycles that they belong to. */

#include "model/call.h"
#include "store/store.h"

/* Joins the contact's open cycle or opens one; sets call->id, cycle_id and thread_id (domain: of the account's
 * address). */
bool store_call_add(Store *store, Call *call, const char *domain, GError **error);
bool store_call_put(Store *store, const Call *call, GError **error);
Call *store_call_get(Store *store, int64_t id, GError **error);
Call *store_call_running(Store *store, int64_t contact_id, GError **error); /* started, no outcome yet; 0 = anybody's */

/* Is mail linked to it, or asked about whether it is? */
bool store_call_has_mail(Store *store, int64_t id, bool *has, GError **error);

/* It, its consent, its drafts, and the cycle that is empty without it are gone; mails that went out for it belong to none. */
bool store_call_delete(Store *store, const Call *call, GError **error);
GPtrArray *store_call_of_contact(Store *store, int64_t contact_id, GError **error); /* oldest first */

/* Closes a cycle: the next call of this contact opens a new one. */
bool store_cycle_close(Store *store, int64_t cycle_id, int64_t at, GError **error);
bool store_cycle_is_open(Store *store, int64_t cycle_id, GError **error);

/* A call with what match/ and the reports need to know beside it. */
typedef struct CallFacts {
	Call *call;
	bool cycle_open;
	int follow_ups;        /* linked sent messages, sure or decided by a person */
	int outbox_waiting;    /* its outbox rows that are neither done nor cancelled nor failed */
	bool outbox_troubled;  /* one of them is deferred, failed or uncertain */
	int64_t follow_up_at;  /* of the newest follow-up, 0 = none */
} CallFacts;
void call_facts_free(CallFacts *facts);

/* Started in [from, until], of one contact (0 = all), oldest first. */
GPtrArray *store_call_facts(Store *store, int64_t contact_id, int64_t from, int64_t until, GError **error);

/* Those logged after a call, at most limit, in the order in which they were logged; id of the newest, 0 = none. */
GPtrArray *store_call_after(Store *store, int64_t id, int limit, GError **error);
int64_t store_call_newest(Store *store, GError **error);

/* Start of the oldest call; 0 = none. */
int64_t store_call_oldest(Store *store, GError **error);

#endif
