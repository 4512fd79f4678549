/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PEOPLE_WRITE_H
#define APP_PEOPLE_WRITE_H

/* Contacts for other programs: vCard 3.0 (RFC 2426) and CSV (RFC 4180). What people-read.h reads. */

#include <glib.h>

#include "model/contact.h"

/* One card, CRLF line ends, folded at 75 bytes. */
void people_write_vcard(GString *out, const Contact *contact);

/* A line; the first one names the columns. A cell that a spreadsheet would take for a formula begins with an
 * apostrophe. */
void people_write_csv_head(GString *out);
void people_write_csv(GString *out, const Contact *contact);

#endif
