/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_CALENDAR_ANSWER_H
#define MAIL_CALENDAR_ANSWER_H

#include "model/message.h"

/* The first event of a text/calendar part (RFC 5546, 6047) by libical. method is the part's parameter and used when the
 * object names none; PUBLISH and objects without a method are no answer. partstat is that of sender (an address), or of
 * the first attendee. comment is COMMENT, or what Outlook has instead. NULL if it is none. Caller owns. */
CalendarAnswer *calendar_answer_read(const char *text, const char *method, const char *sender);

#endif
