/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_MUTT_H
#define APP_MUTT_H

/*
 * What mutt and neomutt read as configuration. Their language runs a shell for `…`, expands $variables and ends
 * commands at ; and #: nothing from outside gets in unquoted.
 */

#include <glib.h>

#include "app/config.h"
#include "model/contact.h"
#include "store/store.h"

/* text with each byte that means something to the language escaped: one word of it. Caller owns. */
char *mutt_word(const char *text);

/* Address groups of the contacts whose agreed call is due, and counts as my_cmc_… variables. Caller owns. */
char *mutt_groups(Store *store, int64_t now, GError **error);

/* The follow-up of a contact's call as a draft, alone in an mbox of its own, known to the store as made by us. Errors
 * as of compose_new(). */
bool mutt_draft_make(Store *store, const Config *config, const char *account, const Contact *contact, int64_t now,
		     GError **error);

void mutt_draft_drop(const Config *config); /* an older one must not be taken for that which could not be made */

/* Commands that open the draft for editing and put $postponed back; a message where there is none. Caller owns. */
char *mutt_draft_recall(const Config *config);

#endif
