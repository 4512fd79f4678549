/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/daily.h"

#include "app/calendar-file.h"
#include "app/digest.h"
#include "app/moments.h"
#include "app/remind.h"
#include "base/log.h"
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

/* At the start, and once an hour for what the system was given meanwhile. */
static bool moments_plan(Brain *brain, int64_t now, GError **error)
{
	guint changed;

	if (brain->moments_hour == now / 3600)
		return true;
	if (!moments_renew(brain->store, now, &changed, error))
		return false;
	brain->moments_hour = now / 3600;
	if (changed)
		log_event("moments-renewed", "appointments=%u", changed);
	return true;
}

void daily_plan(Brain *brain, int64_t now)
{
	g_autoptr(GError) moments = NULL, calendar = NULL, reminder = NULL, digest = NULL;

	if (!moments_plan(brain, now, &moments))
		brain_trouble("moments", moments);
	if (!calendar_plan(brain, now, &calendar))
		brain_trouble("calendar", calendar);
	if (!brain->once && !remind_plan(brain->store, brain->config, now, &reminder))
		brain_trouble("remind", reminder);
	if (!digest_daily(brain->store, brain->config, now, &digest))
		brain_trouble("digest", digest);
}
