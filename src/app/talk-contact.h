/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TALK_CONTACT_H
#define APP_TALK_CONTACT_H

/* The contact of a call that is being logged: found, completed or new. In a transaction. */

#include "app/talk.h"

Contact *talk_contact(Store *store, const Config *config, const TalkRequest *request, int64_t now, GError **error);

/* Puts an address (as typed) or a number to the contact's, unless it is there. */
bool talk_contact_email(const Config *config, Contact *contact, const char *email, GError **error);
bool talk_contact_phone(const Config *config, Contact *contact, const char *phone, GError **error);

#endif
