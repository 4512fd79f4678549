/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_SCAN_H
#define MAIL_SCAN_H

/*
 * The look at the bare bytes before any library sees them. Bounds what makes GMime recurse or multiply: boundaries, parts,
 * nested messages, headers, groups in address headers.
 */

#include <glib.h>

/* NULL, or why the mail is not to be parsed ("too complex: more than 64 boundaries"); a static string. */
const char *scan_mail(const char *bytes, gsize length);

/* The same for the value of one address header. */
const char *scan_addresses(const char *value, gsize length);

#endif
