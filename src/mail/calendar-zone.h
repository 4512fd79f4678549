/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_CALENDAR_ZONE_H
#define MAIL_CALENDAR_ZONE_H

/* The IANA name of a TZID as calendars write it: "Europe/Berlin", "/mozilla.org/20070129_1/Europe/Berlin", Outlook's
 * "W. Europe Standard Time", Exchange's "(UTC+01:00) Amsterdam, Berlin, …". Caller owns; NULL when it names none. */
char *calendar_zone_name(const char *tzid);

#endif
