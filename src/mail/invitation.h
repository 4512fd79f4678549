/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_INVITATION_H
#define MAIL_INVITATION_H

/* iCalendar objects of an agreed call (RFC 5545, 5546), by libical. */

#include <glib.h>

#include "model/account.h"
#include "model/appointment.h"
#include "model/contact.h"

typedef enum { INVITATION_PUBLISH, INVITATION_REQUEST, INVITATION_CANCEL } InvitationMethod;

/* The invitation to one agreed call: stable UID, SEQUENCE, ORGANIZER = our address, ATTENDEE = the contact's, VTIMEZONE,
 * VALARM, "tel:" number; texts in the contact's language (NULL = English). now = DTSTAMP. Caller owns. */
char *invitation_text(const Appointment *appointment, const Contact *contact, const Account *account,
		      InvitationMethod method, int64_t now, GError **error);

/* One calendar of many such objects (char *): every zone once, METHOD:PUBLISH. Caller owns. */
char *invitation_join(const GPtrArray *texts, GError **error);

#endif
