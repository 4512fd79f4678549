/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/daily.h"

#include "app/calendar-file.h"
#include "app/digest.h"
#include "app/remind.h"
#include "store/store-appointment.h"

/* Writing the calendar again costs a millisecond for each call: only when one of them changed, or once an hour for what
 * it tells of contacts. */
static bool calendar_plan(Brain *brain, int64_t now, GError **error)
{
	GError *problem = NULL;
	int64_t version = brain->config->calendar_file ? store_appointment_version(brain->store, &problem) : 0;

	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	version += now / 3600;
	if (!brain->config->calendar_file || version == brain->calendar_version)
		return true;
	if (!calendar_file_write(brain->store, brain->config, now, error))
		return false;
	brain->calendar_version = version;
	return true;
}

void daily_plan(Brain *brain, int64_t now)
{
	g_autoptr(GError) calendar = NULL, reminder = NULL, digest = NULL;

	if (!calendar_plan(brain, now, &calendar))
		brain_trouble("calendar", calendar);
	if (!brain->once && !remind_plan(brain->store, brain->config, now, &reminder))
		brain_trouble("remind", reminder);
	if (!digest_daily(brain->store, brain->config, now, &digest))
		brain_trouble("digest", digest);
}
