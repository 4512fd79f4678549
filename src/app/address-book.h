/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_ADDRESS_BOOK_H
#define APP_ADDRESS_BOOK_H

/*
 * Address books that other programs keep, never written to: khard and abook, which are asked, and folders of vCards, as
 * vdirsyncer keeps them in step with CardDAV. What they hold passes the same checks as anything else from outside.
 */

#include <glib.h>
#include <stdbool.h>

/* "khard, abook, or the path of a folder of vCards" */
extern const char address_book_names[];

bool address_book_is_known(const char *name);
bool address_book_is_there(const char *name); /* is its program installed, its folder there? */

/* Adds what the book knows of text to found (ContactAddress *, store/store-contact.h), unless an address is there
 * already; at most limit. ERROR_UNAVAILABLE: the program is missing or gives no answer, the folder cannot be read. A
 * file that holds no vCard is passed over. */
bool address_book_find(const char *name, const char *text, guint limit, GPtrArray *found, GError **error);

#endif
