/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_EFFECTS_H
#define APP_EFFECTS_H

/* What a received message does beside being linked: the agreed call becomes at-risk or confirmed (DESIGN, 8). Bounces
 * and replies need no effect: reports compute them from the links. */

#include "match/reply.h"
#include "model/message.h"
#include "store/store.h"

/* In a transaction. Only sure links have effects. */
bool effects_of_received(Store *store, const Message *message, const ReplyVerdict *verdict, int64_t now, GError **error);

/* Why an appointment is at risk or changed (Appointment.risk, AppointmentEvent.note), which the store keeps in English, in
 * the program's language. NULL is "". Caller owns. */
char *effects_why_shown(const char *why);

/* Is it that they proposed another time, which "cmc move --counter" takes? */
bool effects_is_counter(const char *why);

#endif
