/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_CONTACT_PAGE_H
#define STORE_CONTACT_PAGE_H

/*
 * Private to this folder: what a search for people looks into, by pages of many contacts, a line each. Who asks for any
 * part of a name at each key reads a few large rows from end to end, not two of each contact.
 */

#include "store/sql.h"

/* A contact's line, in the transaction of what changed it: folded is its name, a line end and its organisation, emails
 * (char *) are normalised. */
bool contact_page_put(Store *store, int64_t contact_id, const char *folded, const GPtrArray *emails, GError **error);
bool contact_page_drop(Store *store, int64_t contact_id, GError **error);

/* The contacts that have each of words (case folded; nobody has none) in their name or organisation, or, if in_emails,
 * in an address. Contacts whose name is exactly first come first (NULL: none), then by name; at most limit, their ids.
 */
GArray *contact_page_find(Store *store, char **words, bool in_emails, const char *first, guint limit, GError **error);

#endif
