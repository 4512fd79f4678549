/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_CONTACT_H
#define STORE_CONTACT_H

/* People. Addresses are unique over all contacts; a number may be shared (a company's switchboard). */

#include "model/contact.h"
#include "store/store.h"

/* Sets contact->id. ERROR_DATA when an address belongs to somebody else already (named in the text). */
bool store_contact_add(Store *store, Contact *contact, GError **error);
bool store_contact_put(Store *store, const Contact *contact, GError **error); /* with addresses and numbers as given */
Contact *store_contact_get(Store *store, int64_t id, GError **error);
Contact *store_contact_by_email(Store *store, const char *email, GError **error); /* normalised */
GPtrArray *store_contact_by_phone(Store *store, const char *e164, GError **error);

/* Whose name or organisation contains text (case folded; every word of text must occur), exact names first. */
GPtrArray *store_contact_find(Store *store, const char *text, int limit, GError **error);

/* Every address of those whose name, organisation or address contains each word of text (case folded), by name, at most
 * limit. Reads no more of a contact than is given: an address book asks at each key. */
typedef struct ContactAddress {
	char *email, *name, *org; /* org may be NULL */
} ContactAddress;
void contact_address_free(ContactAddress *address);
GPtrArray *store_contact_addresses(Store *store, const char *text, guint limit, GError **error);

/* Whose name fits a display name and whose address shares the domain, or who have no address. For match/. */
GPtrArray *store_contact_by_name(Store *store, const char *name, GError **error);

/* All, by name. */
typedef bool (*ContactFunc)(const Contact *contact, gpointer data);
bool store_contact_each(Store *store, ContactFunc each, gpointer data, GError **error);

/* For one mail at a time. email is normalised. */
int64_t store_contact_id_by_email(Store *store, const char *email, GError **error); /* 0 = nobody's */
bool store_contact_has_domain(Store *store, const char *domain, GError **error);    /* has a contact an address there? */
bool store_contact_is_nameless(Store *store, GError **error); /* is there a contact without an address? */

/* Every normalised address of every contact (char *) to the start of the contact's first call (int64_t *; 0 = none yet);
 * and that of one address, -1 = nobody's. */
int64_t store_contact_first_call(Store *store, const char *email, GError **error);
GHashTable *store_contact_emails(Store *store, GError **error);

/* Erases the contact and all that hangs on it. */
bool store_contact_drop(Store *store, int64_t id, GError **error);

/* Changes whenever somebody is added or somebody's addresses change. */
int64_t store_contact_version(Store *store, GError **error);

/* Addresses (char *, at most limit) of which this account's older mail was not looked for yet; and that it was: of one of
 * them, or (NULL) of all. */
GPtrArray *store_contact_unhunted(Store *store, const char *account, int limit, GError **error);
bool store_contact_hunted(Store *store, const char *account, const char *email, GError **error);

#endif
