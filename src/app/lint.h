/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_LINT_H
#define APP_LINT_H

/* What a follow-up should not be sent like: warnings, never a refusal. */

#include "app/compose.h"

/* Did the contact ask not to be contacted, or was not reached? Does the mail ask whether a mail has arrived, not refer
 * to the call, lack what was promised or the agreed time? links: how many the person gave. Sentences in the program's language (char *); caller owns the array. */
GPtrArray *lint_mail(const Compose *compose, guint links);

#endif
