/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_CALENDAR_RULES_H
#define MAIL_CALENDAR_RULES_H

#include <libical/ical.h>
#include <stdbool.h>

/* Bounds what libical has to count for the local times of a year: the rules of a mail's own VTIMEZONE (RFC 5545 section
 * 3.6.5) begin two years before and end two years after it, which says the same of that year. False where that cannot
 * be said of a rule, or there are more than a hundred: such a zone is not to be asked, an hourly rule that never
 * matches takes 17 s. */
bool calendar_rules_bound(icalcomponent *vtimezone, int year);

#endif
