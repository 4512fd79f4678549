/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/due.h"

/* Thursday, 26 November 2026, 14:00 in Berlin. */
#define AGREED 1795698000
#define DAY_S 86400
#define MINUTE_S 60

static const Appointment agreed = {.id = 1, .at = AGREED, .zone = (char *)"Europe/Berlin", .created_at = AGREED - 9 * DAY_S};
static const Appointment at_risk = {
	.id = 2, .at = AGREED, .zone = (char *)"Europe/Berlin", .state = APPOINTMENT_AT_RISK, .created_at = AGREED - 9 * DAY_S};
static const Appointment moved = {.id = 3, .at = AGREED, .zone = (char *)"Europe/Berlin", .state = APPOINTMENT_MOVED};
static const Appointment kept = {.id = 4, .at = AGREED, .zone = (char *)"Europe/Berlin", .state = APPOINTMENT_KEPT};
/* The same moment is half past midnight of the next day in Lord Howe (UTC+11): "later" only from 13:00 UTC on. */
static const Appointment far_away = {.id = 5, .at = AGREED + 1800, .zone = (char *)"Australia/Lord_Howe"};

static const struct {
	const char *name;
	CycleFacts facts;
	int64_t now;
	const char *words; /* in order */
} cases[] = {
	{"nothing", {.cycle_open = true}, AGREED, ""},
	{"the day before", {.appointment = &agreed, .cycle_open = true}, AGREED - DAY_S, ""},
	{"last minute of the day before", {.appointment = &agreed}, AGREED - 14 * 3600 - 1, ""},
	{"first minute of the day", {.appointment = &agreed}, AGREED - 14 * 3600, "call-later"},
	{"a minute before", {.appointment = &agreed}, AGREED - 1, "call-later"},
	{"the agreed minute", {.appointment = &agreed}, AGREED, "call-due"},
	{"14 minutes late", {.appointment = &agreed}, AGREED + 15 * MINUTE_S - 1, "call-due"},
	{"15 minutes late", {.appointment = &agreed}, AGREED + 15 * MINUTE_S, "call-overdue"},
	{"a week late", {.appointment = &agreed}, AGREED + 7 * DAY_S, "call-overdue"},
	{"moved counts", {.appointment = &moved}, AGREED, "call-due"},
	{"kept does not", {.appointment = &kept}, AGREED, ""},
	{"its zone's day: not yet", {.appointment = &far_away}, AGREED - 1, ""},
	{"its zone's day: now", {.appointment = &far_away}, AGREED, "call-later"},
	{"at risk, far ahead", {.appointment = &at_risk}, AGREED - 3 * DAY_S, "at-risk"},
	{"at risk and due", {.appointment = &at_risk}, AGREED, "call-due at-risk"},
	{"bounced", {.bounced_at = 5, .cycle_open = true}, AGREED, "bounced"},
	{"reached, nothing agreed", {.reached_at = 5, .last_call_at = 5, .cycle_open = true}, AGREED, "no-date"},
	{"reached, who asked not to be called", {.reached_at = 5, .last_call_at = 5, .cycle_open = true, .not_called = true}, AGREED, ""},
	{"replied", {.last_call_at = 5, .last_sent_at = 6, .replied_at = 7}, AGREED, "replied"},
	{"replied in the same second", {.last_call_at = 7, .last_sent_at = 7, .replied_at = 7}, AGREED, "replied"},
	{"replied, then called", {.last_call_at = 8, .last_sent_at = 6, .replied_at = 7}, AGREED, ""},
	{"replied, then answered", {.last_call_at = 5, .last_sent_at = 8, .replied_at = 7}, AGREED, ""},
	{"never replied", {.last_call_at = 5, .last_sent_at = 8}, AGREED, ""},
	{"owed at once", {.owed_since = AGREED, .cycle_open = true}, AGREED, "mail-owed"},
	{"reached, nothing agreed", {.reached_at = 5, .cycle_open = true}, AGREED, "no-date"},
	{"reached, agreed", {.reached_at = 5, .appointment = &agreed, .cycle_open = true}, AGREED - DAY_S, ""},
	{"reached, then cancelled", {.reached_at = 5, .closed_at = 6, .cycle_open = true}, AGREED, ""},
	{"cancelled, then reached", {.reached_at = 7, .closed_at = 6, .cycle_open = true}, AGREED, "no-date"},
	{"reached, then missed", {.reached_at = 5, .missed_at = 6, .cycle_open = true}, AGREED, "no-date"},
	{"never reached, missed", {.missed_at = 6, .cycle_open = true}, AGREED, "no-date"},
	{"missed, agreed anew", {.reached_at = 5, .missed_at = 6, .appointment = &moved, .cycle_open = true}, AGREED - DAY_S, ""},
	{"missed, then kept", {.reached_at = 7, .missed_at = 6, .closed_at = 7, .cycle_open = true}, AGREED, ""},
	{"missed, cycle over", {.reached_at = 5, .missed_at = 6}, AGREED, ""},
	{"reached by the kept call", {.reached_at = 6, .closed_at = 6, .cycle_open = true}, AGREED, ""},
	{"reached, cycle over", {.reached_at = 5}, AGREED, ""},
	{"not reached", {.last_call_at = 5, .cycle_open = true}, AGREED, ""},
	{"begun just now", {.begun_at = AGREED - 4 * 3600 + 1, .cycle_open = true}, AGREED, ""},
	{"begun and forgotten", {.begun_at = AGREED - 4 * 3600, .cycle_open = true}, AGREED, "review"},
	{"all at once",
	 {.appointment = &at_risk, .bounced_at = 9, .replied_at = 8, .owed_since = 3, .reached_at = 3, .cycle_open = true},
	 AGREED + DAY_S,
	 "call-overdue bounced at-risk replied mail-owed"},
	{"all without appointment",
	 {.bounced_at = 9, .replied_at = 8, .owed_since = 3, .reached_at = 3, .cycle_open = true},
	 AGREED,
	 "bounced replied mail-owed no-date"},
};

static void test_items(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) items = due_items(&cases[i].facts, cases[i].now);
		g_autoptr(GString) words = g_string_new(NULL);

		g_test_message("%s", cases[i].name);
		for (guint k = 0; k < items->len; k++) {
			const DueItem *item = &g_array_index(items, DueItem, k);

			g_string_append_printf(words, "%s%s", k ? " " : "", due_word(item->kind));
			g_assert_cmpint(item->since, >, 0);
			g_assert_cmpint(item->since, <=, cases[i].now);
			g_assert_true((item->due_at != 0) == (item->kind <= DUE_CALL_LATER || item->kind == DUE_AT_RISK));
		}
		g_assert_cmpstr(words->str, ==, cases[i].words);
	}
}

/* due_next_change() names every moment at which the items change, and no other. */
static void test_changes(void)
{
	static const struct {
		const Appointment *appointment;
		int64_t now, next;
	} moments[] = {
		{&agreed, AGREED - 3 * DAY_S, AGREED - 14 * 3600},
		{&agreed, AGREED - 14 * 3600, AGREED},
		{&agreed, AGREED - 1, AGREED},
		{&agreed, AGREED, AGREED + 15 * MINUTE_S},
		{&agreed, AGREED + 15 * MINUTE_S - 1, AGREED + 15 * MINUTE_S},
		{&agreed, AGREED + 15 * MINUTE_S, 0},
		{&far_away, AGREED - DAY_S, AGREED},
		{&far_away, AGREED, AGREED + 1800},
		{&kept, AGREED - DAY_S, 0},
		{NULL, AGREED, 0},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(moments); i++)
		g_assert_cmpint(due_next_change(moments[i].appointment, moments[i].now), ==, moments[i].next);
}

static void test_flagged(void)
{
	g_assert_false(due_is_flagged(&agreed, AGREED - 1));
	g_assert_true(due_is_flagged(&agreed, AGREED));
	g_assert_true(due_is_flagged(&agreed, AGREED + DAY_S));
	g_assert_false(due_is_flagged(&kept, AGREED + DAY_S));
	g_assert_false(due_is_flagged(NULL, AGREED));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/match/due/items", test_items);
	g_test_add_func("/match/due/changes", test_changes);
	g_test_add_func("/match/due/flagged", test_flagged);
	return g_test_run();
}
