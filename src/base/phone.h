/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_PHONE_H
#define BASE_PHONE_H

/*
 * Phone numbers by libphonenumber, loaded when first asked (it costs 5 ms to link): phone.so in the libexec folder.
 */

#include <glib.h>
#include <stdbool.h>

/* E.164 ("+49301234567", with ";ext=12" where there is one) of a number as people write it, region = ISO country for
 * numbers without country code. ERROR_DATA when it cannot be a number; ERROR_SOFTWARE when the module is missing.
 * Caller owns. */
char *phone_e164(const char *text, const char *region, GError **error);

/* International form for reading ("+49 30 1234567"); the text itself when it is not E.164. Caller owns. */
char *phone_display(const char *e164);

#endif
