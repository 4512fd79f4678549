/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libical/ical.h>
#include <locale.h>
#include <string.h>

#include "base/error.h"
#include "mail/card.h"
#include "mail/invitation.h"

#define NOW 1795514400

static Contact *boris(void)
{
	Contact *contact = contact_new("Boris \"Bo\" Beispiel");

	contact->language = g_strdup("de");
	g_ptr_array_add(contact->emails, g_strdup("boris@example.net"));
	return contact;
}

static Account *anna(void)
{
	Account *account = account_new("work");

	account->name = g_strdup("Änne Größer; Söhne, GmbH");
	account->email = g_strdup("anna@example.org");
	return account;
}

static Appointment *agreed(const char *zone, int64_t at)
{
	Appointment *appointment = appointment_new();

	appointment->id = 3;
	appointment->zone = g_strdup(zone);
	appointment->local = g_strdup("");
	appointment->at = at;
	appointment->phone = g_strdup("+4930123456");
	appointment->topic = g_strdup("Wärmepumpe, Angebot; und ein langer Aufhänger, der über die Zeile hinausreicht äöü");
	appointment->uid = g_strdup("1234@example.org");
	appointment->sequence = 2;
	return appointment;
}

static icalcomponent *parsed(const char *text)
{
	icalcomponent *calendar = icalcomponent_new_from_string(text);

	g_assert_nonnull(calendar);
	g_assert_cmpint(icalcomponent_count_errors(calendar), ==, 0);
	return calendar;
}

/* A reader that knows our VTIMEZONE only must come to the very second that was agreed. */
static void test_times(void)
{
	static const struct {
		const char *zone;
		int64_t at;
	} cases[] = {
		{"Europe/Berlin", 1796130000},	  /* winter */
		{"Europe/Berlin", 1782910800},	  /* summer */
		{"Europe/Berlin", 1792893600},	  /* an hour after the clocks went back */
		{"America/New_York", 1796130000}, {"Asia/Kolkata", 1796130000}, {"Australia/Lord_Howe", 1796130000},
		{"UTC", 1796130000},
	};
	g_autoptr(Contact) contact = boris();
	g_autoptr(Account) account = anna();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Appointment) appointment = agreed(cases[i].zone, cases[i].at);
		g_autoptr(GError) error = NULL;
		g_autofree char *text = NULL;
		icalcomponent *calendar, *event, *zone_component;
		icaltimezone *zone = icaltimezone_get_utc_timezone();
		struct icaltimetype start;

		text = invitation_text(appointment, contact, account, INVITATION_REQUEST, NOW, &error);
		g_assert_no_error(error);
		calendar = parsed(text);
		event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
		start = icalproperty_get_dtstart(icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY));
		zone_component = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT);
		if (zone_component) {
			zone = icaltimezone_new();
			icaltimezone_set_component(zone, icalcomponent_new_clone(zone_component));
			g_assert_cmpstr(icaltimezone_get_tzid(zone), ==, cases[i].zone);
		}
		g_assert_cmpint(icaltime_as_timet_with_zone(start, zone), ==, cases[i].at);
		if (zone_component)
			icaltimezone_free(zone, 1);
		icalcomponent_free(calendar);
	}
}

static void test_request(void)
{
	g_autoptr(Contact) contact = boris();
	g_autoptr(Account) account = anna();
	g_autoptr(Appointment) appointment = agreed("Europe/Berlin", 1796130000);
	g_autofree char *text = invitation_text(appointment, contact, account, INVITATION_REQUEST, NOW, NULL);
	icalcomponent *calendar = parsed(text);
	icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);

	g_assert_cmpint(icalcomponent_get_method(calendar), ==, ICAL_METHOD_REQUEST);
	g_assert_cmpstr(icalcomponent_get_uid(event), ==, "1234@example.org");
	g_assert_cmpint(icalcomponent_get_sequence(event), ==, 2);
	g_assert_cmpstr(icalcomponent_get_location(event), ==, "tel:+4930123456");
	g_assert_nonnull(strstr(icalcomponent_get_description(event), appointment->topic));
	g_assert_nonnull(strstr(icalcomponent_get_summary(event), "Telefonat"));
	g_assert_cmpint(icalcomponent_count_components(event, ICAL_VALARM_COMPONENT), ==, 1);
	g_assert_cmpstr(icalproperty_get_attendee(icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY)), ==,
			"mailto:boris@example.net");
	g_assert_cmpstr(icalproperty_get_organizer(icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY)), ==,
			"mailto:anna@example.org");
	icalcomponent_free(calendar);
}

static void test_methods(void)
{
	g_autoptr(Contact) contact = boris();
	g_autoptr(Contact) nobody = contact_new("Nobody");
	g_autoptr(Account) account = anna();
	g_autoptr(Appointment) appointment = agreed("Europe/Berlin", 1796130000);
	g_autoptr(GError) no_address = NULL;
	g_autoptr(GError) control = NULL;
	g_autofree char *publish = invitation_text(appointment, nobody, account, INVITATION_PUBLISH, NOW, NULL);
	g_autofree char *cancel = invitation_text(appointment, contact, account, INVITATION_CANCEL, NOW, NULL);

	g_assert_null(strstr(publish, "ATTENDEE"));
	g_assert_nonnull(strstr(publish, "METHOD:PUBLISH\r\n"));
	g_assert_nonnull(strstr(cancel, "METHOD:CANCEL\r\n"));
	g_assert_nonnull(strstr(cancel, "STATUS:CANCELLED\r\n"));
	g_assert_null(strstr(cancel, "VALARM"));
	g_assert_null(invitation_text(appointment, nobody, account, INVITATION_REQUEST, NOW, &no_address));
	g_assert_error(no_address, ERROR, ERROR_DATA);
	g_free(appointment->topic);
	appointment->topic = g_strdup("x\r\nATTENDEE:mailto:eve@example.com");
	g_assert_null(invitation_text(appointment, contact, account, INVITATION_REQUEST, NOW, &control));
	g_assert_error(control, ERROR, ERROR_DATA);
}

static void test_card(void)
{
	g_autoptr(Contact) contact = boris();
	g_autoptr(Account) account = anna();
	g_autoptr(Appointment) appointment = agreed("Europe/Berlin", 1796130000);
	Card card = {appointment, contact, account, "<call.c12.abcdefghijklmnop@example.org>", "said <b>this</b> & that\n"};
	g_autofree char *id = card_message_id(&card);
	g_autofree char *same = card_message_id(&card);
	g_autofree char *moved = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = card_build(&card, NOW, &error);
	g_autofree char *text = NULL;

	g_assert_no_error(error);
	/* quoted-printable may break a line anywhere */
	GString *lines = g_string_new_len(g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
	g_string_replace(lines, "=\r\n", "", 0);
	text = g_string_free(lines, FALSE);
	g_assert_nonnull(strstr(text, "Subject: Call: Boris \"Bo\" Beispiel, Tue 1 Dec 14:00\r\n"));
	g_assert_nonnull(strstr(text, "Date: Tue, 01 Dec 2026 14:00:00 +0100\r\n"));
	g_assert_nonnull(strstr(text, "X-CMC-STATE: agreed\r\n"));
	g_assert_nonnull(strstr(text, "X-CMC-ID: a3\r\n"));
	g_assert_nonnull(strstr(text, "References: <call.c12.abcdefghijklmnop@example.org>\r\n"));
	g_assert_nonnull(strstr(text, "tel:+4930123456"));
	g_assert_nonnull(strstr(text, "METHOD:PUBLISH"));
	g_assert_nonnull(strstr(text, "&lt;b&gt;this&lt;/b&gt; &amp; that"));
	g_assert_true(g_str_has_prefix(id, "<card.a3."));
	g_assert_cmpstr(id, ==, same);
	appointment->at += 3600;
	moved = card_message_id(&card);
	g_assert_cmpstr(id, !=, moved);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/invitation/times", test_times);
	g_test_add_func("/mail/invitation/request", test_request);
	g_test_add_func("/mail/invitation/methods", test_methods);
	g_test_add_func("/mail/card", test_card);
	return g_test_run();
}
