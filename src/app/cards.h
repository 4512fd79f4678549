/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CARDS_H
#define APP_CARDS_H

/*
 * Call cards: one generated message per open appointment in the mailbox Calls, so that every client shows the agreed
 * calls. When what a card says changes, the new one is stored before the old one is expunged. Nothing but cards whose
 * Message-ID we know is ever touched there.
 */

#include "app/brain.h"

/* What lies in the mailbox of the call cards, when it is looked through: true when the fact was such, and is not to be
 * taken for mail. */
bool cards_seen(Worker *worker, const Seen *seen);

/* open: Appointment *, marks: MarkRow * of this account. Not *all: something may have changed, and is compared half a
 * second later. */
bool cards_plan(Worker *worker, GPtrArray *open, GPtrArray *marks, int64_t now, bool *all, GError **error);

#endif
