/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_MOMENTS_H
#define APP_MOMENTS_H

/*
 * What was agreed is a time on the wall in a zone; the moment in UTC is derived from it by the machine's zone rules.
 * They change (tzdata): then the moment is derived anew, and the agreed time stays.
 */

#include "model/appointment.h"
#include "store/store.h"

/* The open appointments (Appointment *, as stored, in their order) whose moment is another one by the rules of now. A
 * zone that is not known any more keeps its moments. The zone files are read anew. Caller owns. */
GPtrArray *moments_stale(Store *store, GError **error);

/* Stores the moment of each of them, with a line in its history. changed: how many, or NULL. */
bool moments_renew(Store *store, int64_t now, guint *changed, GError **error);

#endif
