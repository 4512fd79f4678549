/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_CONTACT_H
#define MODEL_CONTACT_H

/* A person, with addresses and phone numbers. The first address and number are the ones to use. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum { RIGHT_PERSON_UNKNOWN, RIGHT_PERSON_CONFIRMED, RIGHT_PERSON_DENIED } RightPerson;

typedef struct Contact {
	int64_t id;
	char *name;           /* never NULL in a stored contact */
	char *org;
	GPtrArray *emails;    /* char *, address_normalise()d */
	GPtrArray *phones;    /* char *, E.164 */
	char *language;       /* "de", "en" or NULL: the config's */
	char *timezone;       /* IANA name or NULL: the config's */
	char *note;
	RightPerson right_person;
	int64_t right_person_at; /* UTC seconds, 0 while unknown */
	bool do_not_call, do_not_mail;
	int64_t created_at;
} Contact;

Contact *contact_new(const char *name);
void contact_free(Contact *contact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Contact, contact_free)

const char *contact_email(const Contact *contact); /* the first, or NULL */
const char *contact_phone(const Contact *contact); /* the first, or NULL */

/* Every field as it may be stored: name there, no controls, addresses and zone valid. ERROR_DATA. */
bool contact_check(const Contact *contact, GError **error);

const char *right_person_word(RightPerson value);               /* "confirmed", … */
bool right_person_from_word(const char *word, RightPerson *out);

#endif
