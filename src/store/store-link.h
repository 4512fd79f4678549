/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_LINK_H
#define STORE_LINK_H

/* Links, and the candidates of doubtful messages. */

#include "model/link.h"
#include "store/store.h"

Link *store_link_get(Store *store, int64_t message_id, GError **error);

/* Replaces the link of its message and drops its candidates. Does nothing (and returns true) when a person has decided
 * and link->decided_by is cmc. */
bool store_link_put(Store *store, const Link *link, GError **error);

/* Takes back a link that cmc made. A person's stays. */
bool store_link_drop(Store *store, int64_t message_id, GError **error);

/* The candidates of a doubtful message; replaces earlier ones; drops cmc's own link. Empty = none any more. */
bool store_link_doubt(Store *store, int64_t message_id, GPtrArray *candidates, GError **error);
GPtrArray *store_link_candidates(Store *store, int64_t message_id, GError **error); /* LinkCandidate * */

/* Store ids (int64_t) of messages that wait in review: with candidates, or linked by cmc as probable. Newest first. */
GArray *store_link_review(Store *store, GError **error);

/* Ids of messages linked to a call. */
GArray *store_link_of_call(Store *store, int64_t call_id, GError **error);

#endif
