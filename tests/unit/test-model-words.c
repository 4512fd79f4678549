/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids and the words of states and kinds: they stand in JSON and are typed by people, so they never change. */
#include "model/appointment.h"
#include "model/call.h"
#include "model/contact.h"
#include "model/id.h"
#include "model/link.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "model/outbox.h"

static void test_ids(void)
{
	static const struct {
		const char *text;
		IdLetter letter;
		int64_t id; /* 0: none */
	} cases[] = {
		{"p3", ID_CONTACT, 3},
		{"c12", ID_CALL, 12},
		{"m7", ID_MESSAGE, 7},
		{"a3", ID_APPOINTMENT, 3},
		{"o5", ID_OUTBOX, 5},
		{"p9223372036854775806", ID_CONTACT, G_MAXINT64 - 1},
		{"p99999999999999999999", ID_CONTACT, 0},
		{"p3", ID_CALL, 0},
		{"P3", ID_CONTACT, 0},
		{"p0", ID_CONTACT, 0},
		{"p-3", ID_CONTACT, 0},
		{"p+3", ID_CONTACT, 0},
		{"p 3", ID_CONTACT, 0},
		{"p3 ", ID_CONTACT, 0},
		{"p3x", ID_CONTACT, 0},
		{"p0x3", ID_CONTACT, 0},
		{"p", ID_CONTACT, 0},
		{"3", ID_CONTACT, 0},
		{"pp3", ID_CONTACT, 0},
		{"", ID_CONTACT, 0},
		{NULL, ID_CONTACT, 0},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t id = -1;

		g_assert_cmpint(id_parse(cases[i].text, cases[i].letter, &id), ==, cases[i].id != 0);
		if (!cases[i].id)
			continue;
		g_autofree char *text = id_format(cases[i].letter, cases[i].id);
		g_assert_cmpint(id, ==, cases[i].id);
		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

#define WORD_TEST(name, Type, to_word, from_word, first, ...)                                                          \
	static void test_##name(void)                                                                                  \
	{                                                                                                              \
		static const char *const expected[] = {__VA_ARGS__};                                                   \
		Type value;                                                                                            \
                                                                                                                       \
		for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {                                                   \
			g_assert_cmpstr(to_word((Type)(i + (first))), ==, expected[i]);                                \
			g_assert_true(from_word(expected[i], &value));                                                 \
			g_assert_cmpint(value, ==, i + (first));                                                       \
		}                                                                                                      \
		g_assert_false(from_word("nonsense", &value));                                                         \
		g_assert_false(from_word("", &value));                                                                 \
		g_assert_false(from_word(NULL, &value));                                                               \
	}

WORD_TEST(outcome, Outcome, outcome_word, outcome_from_word, OUTCOME_REACHED, "reached", "no-answer", "busy", "voicemail",
	  "gatekeeper", "wrong-person", "wrong-number", "do-not-call")
WORD_TEST(right_person, RightPerson, right_person_word, right_person_from_word, 0, "unknown", "confirmed", "denied")
WORD_TEST(appointment, AppointmentState, appointment_state_word, appointment_state_from_word, 0, "agreed", "confirmed",
	  "at-risk", "moved", "kept", "missed-by-us", "missed-by-them", "cancelled")
WORD_TEST(confidence, Confidence, confidence_word, confidence_from_word, 0, "none", "probable", "sure")
WORD_TEST(role, MailboxRole, mailbox_role_word, mailbox_role_from_word, 0, "other", "inbox", "sent", "drafts", "calls")
WORD_TEST(kind, MessageKind, message_kind_word, message_kind_from_word, 0, "human", "auto-reply", "bounce", "delay",
	  "delivered", "receipt", "calendar", "abuse-report", "list")
WORD_TEST(outbox, OutboxState, outbox_state_word, outbox_state_from_word, 0, "sealed", "claimed", "rcpt_ok", "dot_intent",
	  "accepted", "sent_copy", "done", "deferred", "failed", "uncertain", "cancelled")

static void test_german_outcomes(void)
{
	static const struct {
		const char *word;
		Outcome outcome;
	} cases[] = {
		{"erreicht", OUTCOME_REACHED},		{"Erreicht", OUTCOME_REACHED},
		{"nicht-erreicht", OUTCOME_NO_ANSWER},	{"besetzt", OUTCOME_BUSY},
		{"anrufbeantworter", OUTCOME_VOICEMAIL}, {"vorzimmer", OUTCOME_GATEKEEPER},
		{"falsche-person", OUTCOME_WRONG_PERSON}, {"falsche-nummer", OUTCOME_WRONG_NUMBER},
		{"nicht-anrufen", OUTCOME_DO_NOT_CALL}, {"BUSY", OUTCOME_BUSY},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Outcome outcome = OUTCOME_NONE;

		g_assert_true(outcome_from_word(cases[i].word, &outcome));
		g_assert_cmpint(outcome, ==, cases[i].outcome);
	}
	g_assert_cmpstr(decider_word(DECIDED_BY_CMC), ==, "cmc");
	g_assert_cmpstr(decider_word(DECIDED_BY_PERSON), ==, "person");
}

static void test_message(void)
{
	g_autoptr(Message) message = message_new();

	g_assert_cmpstr(message_sender(message), ==, "");
	g_assert_false(message_refers_to(message, "<a@x>"));
	g_assert_false(message_refers_to(message, NULL));
	g_assert_cmpint(message_at(message), ==, 0);
	g_ptr_array_add(message->from, address_new("Anna", "anna@example.org"));
	g_ptr_array_add(message->from, address_new(NULL, "eve@example.org"));
	g_ptr_array_add(message->in_reply_to, g_strdup("<a@x>"));
	g_ptr_array_add(message->references, g_strdup("<b@x>"));
	message->date = 10;
	message->absence = g_new0(Absence, 1);
	message->absence->deputy = g_strdup("bob@example.org");
	message->calendar = g_new0(CalendarAnswer, 1);
	message->calendar->uid = g_strdup("u");
	g_assert_cmpstr(message_sender(message), ==, "anna@example.org");
	g_assert_true(message_refers_to(message, "<a@x>"));
	g_assert_true(message_refers_to(message, "<b@x>"));
	g_assert_false(message_refers_to(message, "<A@x>"));
	g_assert_cmpint(message_at(message), ==, 10);
	message->received_at = 20;
	g_assert_cmpint(message_at(message), ==, 20);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/model/id/both-ways", test_ids);
	g_test_add_func("/model/words/outcome", test_outcome);
	g_test_add_func("/model/words/right-person", test_right_person);
	g_test_add_func("/model/words/appointment", test_appointment);
	g_test_add_func("/model/words/confidence", test_confidence);
	g_test_add_func("/model/words/role", test_role);
	g_test_add_func("/model/words/kind", test_kind);
	g_test_add_func("/model/words/outbox", test_outbox);
	g_test_add_func("/model/words/german", test_german_outcomes);
	g_test_add_func("/model/message/lookups", test_message);
	return g_test_run();
}
