/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_CLUES_H
#define MATCH_CLUES_H

/*
 * What the words of a mail say about the call it belongs to: topic words, the promised attachment, the agreed date and
 * time; and whom it names. Clues tell fitting calls apart; they never make one fit.
 */

#include <glib.h>
#include <stdbool.h>

#include "model/appointment.h"
#include "model/call.h"
#include "model/message.h"

/* Points: topic words 1 each (3 at most), words of the promise 1 each (2 at most) and 2 more for one in the name of an
 * attachment, the agreed day 2, the agreed time 1. appointment may be NULL. */
int clues_of_call(const Message *message, const Call *call, const Appointment *appointment);

/* The same name but for case, spaces, order ("Beispiel, Boris") and at least two words. */
bool clues_same_person(const char *a, const char *b);

/* Does folded text name that person: every word of the name, one of them of three letters or more? */
bool clues_names(const char *folded, const char *name);

#endif
