/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_TEMPLATE_H
#define MAIL_TEMPLATE_H

/*
 * Text templates: "${name}" is replaced; a paragraph or line in which a named value is empty or unknown vanishes when
 * it is written "?{name}" at the line's beginning. First line "Subject: …". Values are put in as they are and never
 * looked at again: a topic that says "${promise}" stays just that.
 */

#include <glib.h>

/* values: char * to char *. Gives subject and body (caller owns both). ERROR_DATA names an unknown value or a missing
 * Subject line. */
gboolean template_expand(const char *text, GHashTable *values, char **subject, char **body, GError **error);

#endif
