/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PEOPLE_H
#define APP_PEOPLE_H

/* What people may ask of us: not to be called, not to be mailed, to be forgotten. */

#include "app/config.h"
#include "model/contact.h"
#include "store/store.h"

/* Blocks contact for calls, mails or both, or lifts that, by every address and number. Calls: the open appointment is
 * cancelled and the cycle closed. Mails: what waits in the outbox for nobody else is cancelled. In a transaction of its own. */
bool people_block(Store *store, Contact *contact, bool calls, bool mails, bool lift, int64_t now, GError **error);

/* The same for an address or number of nobody yet. ERROR_DATA: text is neither. */
bool people_block_value(Store *store, const Config *config, const char *text, bool calls, bool mails, bool lift,
			int64_t now, GError **error);

/* Adds contact (id 0) or puts it. ERROR_REFUSED when an address or number that is new to us, or to it, asked not to be
 * contacted; else as store_contact_add(). */
bool people_save(Store *store, Contact *contact, GError **error);

/* What is told or taken back of a contact's addresses and numbers, as typed; lists end with NULL and may be NULL. */
typedef struct PeopleEdit {
	char **emails, **phones;       /* these come first: the first address is mailed, the first number called */
	char **no_emails, **no_phones; /* taken away */
} PeopleEdit;

/* Changes these, checks and saves the contact (new with id 0), in one transaction. An agreed call gets the first number
 * where it had none, or one that is taken away. Errors: as people_save(); ERROR_DATA for what is not the contact's. */
bool people_edit(Store *store, const Config *config, Contact *contact, const PeopleEdit *edit, int64_t now,
		 GError **error);

/* Erases the contact and all that hangs on it, from tables, free pages and log; its block stays, as a hash. asked: there
 * is one because they asked by mail not to be contacted, and nobody had decided of it. */
bool people_forget(Store *store, const Config *config, const Contact *contact, int64_t now, bool *asked, GError **error);

#endif
