/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_TEMPLATE_H
#define MAIL_TEMPLATE_H

/*
 * Text templates: "${name}" is replaced; a paragraph or line in which a named value is empty or unknown vanishes when
 * it is written "?{name}" at the line's beginning ("?{name}" alone on its line speaks for the rest of its paragraph).
 * First line "Subject: …", or several with conditions, of which the first that holds is taken. Values are put in as
 * they are and never looked at again: a topic that says "${promise}" stays just that.
 *
 * The values of a follow-up, all in the contact's language and zone: contact, org, topic, promise, attachments (names),
 * link (empty unless somebody gave one), call_date; next_weekday, next_date, next_time ("14:00"), next_zone, phone (the number to
 * dial), we_dial and they_dial (one of them not empty), all empty when nothing is agreed; name (ours), signature;
 * choice_1, choice_2 (times that suit us; a mail that offers them carries no invitation).
 */

#include <glib.h>

/* values: char * to char *. Gives subject and body (caller owns both). ERROR_DATA names an unknown value or a missing
 * Subject line. */
gboolean template_expand(const char *text, GHashTable *values, char **subject, char **body, GError **error);

#endif
