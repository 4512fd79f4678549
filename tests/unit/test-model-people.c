/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contacts, calls, appointments: what may be stored of them. */
#include <string.h>

#include "base/error.h"
#include "model/appointment.h"
#include "model/call.h"
#include "model/contact.h"

static void test_contact_check(void)
{
	static const struct {
		const char *name, *org, *email, *phone, *language, *zone, *note;
		bool sound;
	} cases[] = {
		{"Boris Muster", NULL, NULL, NULL, NULL, NULL, NULL, true},
		{"Boris", "Muster AG", "boris@example.com", "+49301234567", "de", "Europe/Berlin", "a\nb", true},
		{"Boris", NULL, NULL, NULL, NULL, "America/Argentina/Ushuaia", NULL, true},
		{NULL, NULL, "boris@example.com", NULL, NULL, NULL, NULL, false},
		{"", NULL, NULL, NULL, NULL, NULL, NULL, false},
		{" \t", NULL, NULL, NULL, NULL, NULL, NULL, false},
		{"Boris\nBcc: x", NULL, NULL, NULL, NULL, NULL, NULL, false},
		{"Boris\033[2J", NULL, NULL, NULL, NULL, NULL, NULL, false},
		{"Boris\xFF", NULL, NULL, NULL, NULL, NULL, NULL, false},
		{"Boris", "A\rG", NULL, NULL, NULL, NULL, NULL, false},
		{"Boris", NULL, "boris", NULL, NULL, NULL, NULL, false},
		{"Boris", NULL, "boris@example.com\r\n", NULL, NULL, NULL, NULL, false},
		{"Boris", NULL, NULL, "+49\n30", NULL, NULL, NULL, false},
		{"Boris", NULL, NULL, NULL, "d\033", NULL, NULL, false},
		{"Boris", NULL, NULL, NULL, NULL, "Europe/Atlantis", NULL, false},
		{"Boris", NULL, NULL, NULL, NULL, NULL, "a\033b", false},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Contact) contact = contact_new(cases[i].name);
		g_autoptr(GError) error = NULL;

		contact->org = g_strdup(cases[i].org);
		if (cases[i].email)
			g_ptr_array_add(contact->emails, g_strdup(cases[i].email));
		if (cases[i].phone)
			g_ptr_array_add(contact->phones, g_strdup(cases[i].phone));
		contact->language = g_strdup(cases[i].language);
		contact->timezone = g_strdup(cases[i].zone);
		contact->note = g_strdup(cases[i].note);
		g_assert_cmpstr(contact_email(contact), ==, cases[i].email);
		g_assert_cmpstr(contact_phone(contact), ==, cases[i].phone);
		g_assert_cmpint(contact_check(contact, &error), ==, cases[i].sound);
		if (cases[i].sound)
			g_assert_no_error(error);
		else
			g_assert_error(error, ERROR, ERROR_DATA);
	}
}

static void test_call_check(void)
{
	enum { NOW = 1800000000 };
	static const struct {
		int64_t started_at, duration_s;
		const char *topic, *promise, *note;
		bool sound;
	} cases[] = {
		{NOW - 600, 420, "Wärmepumpe", "Angebot", "a\nb\tc", true},
		{NOW, -1, NULL, NULL, NULL, true},
		{NOW - 1, 0, "", "", "", true},
		{NOW + 60, -1, NULL, NULL, NULL, true}, /* clocks differ */
		{NOW + 61, -1, NULL, NULL, NULL, false},
		{NOW, -2, NULL, NULL, NULL, false},
		{NOW, -1, "a\nb", NULL, NULL, false},
		{NOW, -1, NULL, "a\033b", NULL, false},
		{NOW, -1, NULL, NULL, "a\rb", false},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Call) call = call_new();
		g_autoptr(GError) error = NULL;

		g_assert_cmpint(call->duration_s, ==, -1);
		call->started_at = cases[i].started_at;
		call->duration_s = cases[i].duration_s;
		call->topic = g_strdup(cases[i].topic);
		call->promise = g_strdup(cases[i].promise);
		call->note = g_strdup(cases[i].note);
		g_assert_cmpint(call_check(call, NOW, &error), ==, cases[i].sound);
		if (!cases[i].sound)
			g_assert_error(error, ERROR, ERROR_DATA);
	}
}

static void test_thread_id(void)
{
	static const struct {
		const char *message_id;
		int64_t call_id; /* 0: none of ours */
	} cases[] = {
		{"<call.c12.abcdefghijklmn23@example.org>", 12},
		{"<call.c1.zzzzzzzzzzzzzzzz@a>", 1},
		{"<call.c9223372036854775806.abcdefghijklmn23@example.org>", G_MAXINT64 - 1},
		{"<call.c0.abcdefghijklmn23@example.org>", 0},
		{"<call.c-1.abcdefghijklmn23@example.org>", 0},
		{"<call.c.abcdefghijklmn23@example.org>", 0},
		{"<call.c12.abcdefghijklmn2@example.org>", 0},
		{"<call.c12.abcdefghijklmn234@example.org>", 0},
		{"<call.c12.abcdefghijklmn01@example.org>", 0}, /* 0 and 1 are not of base32 */
		{"<call.c12.ABCDEFGHIJKLMN23@example.org>", 0},
		{"<call.c12.abcdefghijklmn23@>", 0},
		{"<call.c12.abcdefghijklmn23@example.org", 0},
		{"<call.c12.abcdefghijklmn23@example.org> ", 0},
		{"<call.c12.abcdefghijklmn23@example.org> <x@y>", 0},
		{"<call.c12.abcdefghijklmn23example.org>", 0},
		{"call.c12.abcdefghijklmn23@example.org", 0},
		{"<xcall.c12.abcdefghijklmn23@example.org>", 0},
		{"<call.p12.abcdefghijklmn23@example.org>", 0},
		{"<call.c12>", 0},
		{"<call.c12.", 0},
		{"", 0},
		{NULL, 0},
	};
	g_autofree char *made = call_thread_id_format(12, "abcdefghijklmn23", "example.org");

	g_assert_cmpstr(made, ==, cases[0].message_id);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t call_id = -1;

		g_assert_cmpint(call_thread_id_parse(cases[i].message_id, &call_id), ==, cases[i].call_id != 0);
		if (cases[i].call_id)
			g_assert_cmpint(call_id, ==, cases[i].call_id);
	}
}

static void test_appointment(void)
{
	static const struct {
		AppointmentState state;
		bool open;
	} cases[] = {
		{APPOINTMENT_AGREED, true},	   {APPOINTMENT_CONFIRMED, true},	{APPOINTMENT_AT_RISK, true},
		{APPOINTMENT_MOVED, true},	   {APPOINTMENT_KEPT, false},		{APPOINTMENT_MISSED_BY_US, false},
		{APPOINTMENT_MISSED_BY_THEM, false}, {APPOINTMENT_CANCELLED, false},
	};
	Appointment *appointment = appointment_new();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		appointment->state = cases[i].state;
		g_assert_cmpint(appointment_is_open(appointment), ==, cases[i].open);
	}
	appointment->uid = g_strdup("u@example.org");
	appointment->local = g_strdup("2026-12-01T14:00");
	appointment->sequence = 2;
	g_autoptr(Appointment) copy = appointment_copy(appointment);
	appointment_free(appointment);
	g_assert_cmpstr(copy->uid, ==, "u@example.org");
	g_assert_cmpstr(copy->local, ==, "2026-12-01T14:00");
	g_assert_cmpint(copy->sequence, ==, 2);
	g_assert_null(copy->risk);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/model/contact/check", test_contact_check);
	g_test_add_func("/model/call/check", test_call_check);
	g_test_add_func("/model/call/thread-id", test_thread_id);
	g_test_add_func("/model/appointment/copy-and-open", test_appointment);
	return g_test_run();
}
