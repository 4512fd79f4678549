/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_AGREED_H
#define APP_AGREED_H

/* An agreed call as people are told of it: in full, and with all that speaks against it. */

#include "app/config.h"
#include "base/when.h"
#include "model/appointment.h"
#include "model/contact.h"
#include "store/store.h"

/* "Tue 1 Dec 2026 14:00 Europe/Berlin (13:00 in London), we call +49 30 1234567, 20 min": the time in its own zone,
 * then in ours and the contact's where these differ; who dials which number; how long. Caller owns. */
char *agreed_in_full(const Config *config, const Contact *contact, const Appointment *appointment);

/* The time alone, as above. Caller owns. */
char *agreed_time(const Config *config, const Contact *contact, const Appointment *appointment);

/* What may keep it from taking place, one sentence each, in the program's language: a clock change (note), another
 * agreed call of ours at that time, a weekend, a public holiday of the configured region, a known absence, an odd hour
 * there. Nothing of it is refused. Caller owns the array of char *; NULL with error. */
GPtrArray *agreed_doubts(Store *store, const Config *config, const Contact *contact, const Appointment *appointment,
			 WhenNote note, GError **error);

/* Times on working days after now, without doubts, at 10:00 and 14:00 in the contact's zone: for a choice of dates.
 * Fills up to count; gives how many. -1 with error. */
int agreed_free_times(Store *store, const Config *config, const Contact *contact, int64_t now, When *out, int count,
		      GError **error);

#endif
