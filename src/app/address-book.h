/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_ADDRESS_BOOK_H
#define APP_ADDRESS_BOOK_H

/*
 * Address books that other programs keep, asked through these programs and never written to. What they answer passes
 * the same checks as anything else from outside. khard reads the vCard folders that vdirsyncer keeps in step with
 * CardDAV.
 */

#include <glib.h>
#include <stdbool.h>

/* "khard, abook" */
extern const char address_book_names[];

bool address_book_is_known(const char *name);
bool address_book_is_there(const char *name); /* is its program installed? */

/* Adds what the book knows of text to found (ContactAddress *, store/store-contact.h), unless an address is there
 * already; at most limit. ERROR_UNAVAILABLE: the program is missing or gives no answer. */
bool address_book_find(const char *name, const char *text, guint limit, GPtrArray *found, GError **error);

#endif
