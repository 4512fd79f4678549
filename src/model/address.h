/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_ADDRESS_H
#define MODEL_ADDRESS_H

/* A mail address as RFC 5321 has it, and as mail headers show it. */

#include <glib.h>
#include <stdbool.h>

typedef struct Address {
	char *name;  /* display name or NULL; valid UTF-8 */
	char *email; /* local part as written, domain in lower case and A-labels */
} Address;

Address *address_new(const char *name, const char *email);
Address *address_copy(const Address *address);
void address_free(Address *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Address, address_free)

/* The form in which an address is stored and compared: whole address in lower case, IDN domains as A-labels.
 * ERROR_DATA: more than 254 bytes, control, space, <>, no local part, no domain. Caller owns. */
char *address_normalise(const char *email, GError **error);

/* The domain of an address, pointing into it; "" when it has none. */
const char *address_domain(const char *email);

/* gmail.com, gmx.de, web.de …: such a domain never implies a company. */
bool address_is_freemail(const char *email);

/* noreply@, mailer-daemon@, postmaster@ …: nobody reads there. */
bool address_is_robot(const char *email);

#endif
