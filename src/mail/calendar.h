/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_CALENDAR_H
#define MAIL_CALENDAR_H

/*
 * libical brings ICU and the C++ library: 2 ms at the start of each process, and few mails hold a calendar. So what
 * needs it, calendar-answer.c and invitation.c, is a module that is loaded when it is first called for. The other files
 * of the program call the functions of calendar-answer.h and invitation.h, and need not know.
 */

#include <glib.h>
#include <stdbool.h>

#include "mail/invitation.h"
#include "model/message.h"

/* Loads the module now: for a process that forks others which are to share it. */
bool calendar_load(GError **error);

/* What the module exports, behind functions of the same promise without "module". */
typedef CalendarAnswer *CalendarAnswerFunc(const char *text, const char *method, const char *sender);
typedef char *InvitationTextFunc(const Appointment *appointment, const Contact *contact, const Account *account,
				 InvitationMethod method, int64_t now, GError **error);
typedef char *InvitationJoinFunc(const GPtrArray *texts, GError **error);

CalendarAnswerFunc calendar_module_answer;
InvitationTextFunc calendar_module_invitation;
InvitationJoinFunc calendar_module_join;

#endif
