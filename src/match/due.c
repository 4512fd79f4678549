/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/due.h"

#include <string.h>

#include "base/when.h"

static const char *const words[] = {
    [DUE_CALL_OVERDUE] = "call-overdue", [DUE_CALL_DUE] = "call-due", [DUE_CALL_LATER] = "call-later",
    [DUE_BOUNCED] = "bounced",		 [DUE_AT_RISK] = "at-risk",   [DUE_REPLIED] = "replied",
    [DUE_MAIL_OWED] = "mail-owed",	 [DUE_NO_DATE] = "no-date",   [DUE_REVIEW] = "review",
};

const char *due_word(DueKind kind)
{
	return words[kind];
}

static bool is_open(const Appointment *appointment)
{
	return appointment && appointment_is_open(appointment);
}

/* The first moment of the agreed day, in the appointment's zone; the agreed time itself when the zone is unknown. */
static int64_t day_begins_at(const Appointment *appointment)
{
	When agreed, midnight;

	if (!appointment->zone || !when_from_utc(appointment->at, appointment->zone, &agreed, NULL))
		return appointment->at;
	memcpy(agreed.local + strlen("YYYY-MM-DDT"), "00:00", strlen("00:00"));
	if (!when_from_local(agreed.local, appointment->zone, &midnight, NULL))
		return appointment->at;
	return MIN(midnight.at, appointment->at);
}

static void add(GArray *items, DueKind kind, int64_t due_at, int64_t since)
{
	DueItem item = {.kind = kind, .due_at = due_at, .since = since};

	g_array_append_val(items, item);
}

static void add_call(GArray *items, const Appointment *appointment, int64_t now)
{
	if (!is_open(appointment))
		return;
	if (now >= appointment->at + OVERDUE_AFTER_S)
		add(items, DUE_CALL_OVERDUE, appointment->at, appointment->at + OVERDUE_AFTER_S);
	else if (now >= appointment->at)
		add(items, DUE_CALL_DUE, appointment->at, appointment->at);
	else if (now >= day_begins_at(appointment))
		add(items, DUE_CALL_LATER, appointment->at, day_begins_at(appointment));
}

/* Reached, or agreed and missed, nothing agreed since, and the cycle is not over: since when, or 0. */
static int64_t lacks_date_since(const CycleFacts *facts)
{
	int64_t since = MAX(facts->reached_at, facts->missed_at);
	bool over = !facts->cycle_open || facts->not_called || facts->closed_at >= since;

	return over || is_open(facts->appointment) ? 0 : since;
}

GArray *due_items(const CycleFacts *facts, int64_t now)
{
	GArray *items = g_array_new(FALSE, TRUE, sizeof(DueItem));
	const Appointment *appointment = facts->appointment;
	int64_t undated = lacks_date_since(facts);

	add_call(items, appointment, now);
	if (facts->bounced_at)
		add(items, DUE_BOUNCED, 0, facts->bounced_at);
	if (is_open(appointment) && appointment->state == APPOINTMENT_AT_RISK)
		add(items, DUE_AT_RISK, appointment->at, facts->risk_at ? facts->risk_at : appointment->created_at);
	/* an answer in the same second comes after what it answers */
	if (facts->replied_at && facts->replied_at >= facts->last_call_at && facts->replied_at >= facts->last_sent_at)
		add(items, DUE_REPLIED, 0, facts->replied_at);
	if (facts->owed_since)
		add(items, DUE_MAIL_OWED, 0, facts->owed_since);
	if (undated)
		add(items, DUE_NO_DATE, 0, undated);
	if (facts->begun_at && now >= facts->begun_at + FORGOTTEN_AFTER_S)
		add(items, DUE_REVIEW, 0, facts->begun_at);
	return items;
}

bool due_is_flagged(const Appointment *appointment, int64_t now)
{
	return is_open(appointment) && now >= appointment->at;
}

bool due_is_raised(const Appointment *appointment, int64_t now)
{
	return is_open(appointment) && now >= appointment->at - RAISED_BEFORE_S;
}

int64_t due_next_change(const Appointment *appointment, int64_t now)
{
	if (!is_open(appointment))
		return 0;

	const int64_t changes[] = {day_begins_at(appointment), appointment->at, appointment->at + OVERDUE_AFTER_S};
	for (gsize i = 0; i < G_N_ELEMENTS(changes); i++)
		if (now < changes[i])
			return changes[i];
	return 0;
}
