/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_RESOLVE_H
#define APP_RESOLVE_H

/* Whom and what people mean on the command line: CONTACT, CALL, MESSAGE. Nothing is guessed: what fits two is ERROR_DATA
 * and names the candidates, what fits none is ERROR_NOT_FOUND. */

#include "app/config.h"
#include "model/call.h"
#include "model/contact.h"
#include "model/message.h"
#include "store/store.h"

/* An id (p3, or one of the contact's calls: c12), an address, a phone number or a part of the name. */
Contact *resolve_contact(Store *store, const Config *config, const char *text, GError **error);

/* A call's id. */
Call *resolve_call(Store *store, const char *text, GError **error);

/* An id (m7) or a Message-ID in <…>. */
Message *resolve_message(Store *store, const char *text, GError **error);

#endif
