/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "match/reply.h"

/* Tuesday, 24 November 2026, 10:00 UTC. */
#define T0 1795514400
#define HOUR_S 3600
#define DAY_S 86400

#define ID1 "<call.c1.aaaaaaaaaaaaaaaa@example.org>"
#define ID2 "<call.c2.bbbbbbbbbbbbbbbb@example.org>"
#define FORGED "<call.c1.zzzzzzzzzzzzzzzz@example.org>"
#define BORIS "boris@firma.example"
#define EVE "eve@evil.example"

/* A follow-up of ours; where message_id is NULL, the call has none. */
typedef struct Given {
	int64_t call, message;
	const char *message_id;
	int64_t sent_at;
	const char *subject, *text, *thread_index, *to;
} Given;

typedef struct Case {
	const char *name;
	Given given[3];
	MessageKind kind;
	const char *from, *from_name;
	const char *in_reply_to, *references, *original, *subject, *quoted, *thread_index;
	int64_t at; /* 0: a day after T0 */
	bool opt_out;
	int64_t cycle; /* a message of this call's cycle is named */
	int64_t invited; /* its calendar answer names this call's invitation */
	/* expected */
	int64_t call, follow_up;
	Confidence confidence;
	bool by_other;
	const char *asked;
} Case;

#define ONE                                                                                                         \
	{                                                                                                           \
		{                                                                                                   \
			1, 11, "<f1@o>", T0, "Our call", "Dear Boris, here is the price list for the heat pump."    \
		}                                                                                                   \
	}
#define TWO                                                                                                         \
	{                                                                                                           \
		{1, 11, "<f1@o>", T0, "Our call", "Dear Boris, here is the price list for the heat pump."},         \
		{2, 12, "<f2@o>", T0 + HOUR_S, "Our call", "Dear Boris, here is the drawing of your new roof."},    \
	}
/* 22 bytes of thread, and the same with 5 more for an answer. */
#define ROOT "AdxKAAECAwQFBgcICQoLDA0ODxAREg=="
#define CHILD "AdxKAAECAwQFBgcICQoLDA0ODxAREgAAAAAB"
#define STRANGE "AdxLAAECAwQFBgcICQoLDA0ODxAREgAAAAAB"

static const Case cases[] = {
	{"no option", {{0}}, .from = BORIS, .in_reply_to = "<f1@o>", .asked = ""},
	{"the invitation's UID", TWO, .kind = KIND_CALENDAR, .from = BORIS, .invited = 2, .subject = "Declined: Call", .call = 2,
	 .follow_up = 12, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"the UID, from somebody else", TWO, .kind = KIND_CALENDAR, .from = "carla@example.net", .invited = 2,
	 .subject = "Declined: Call", .asked = "2"},
	/* references */
	{"In-Reply-To", ONE, .from = BORIS, .in_reply_to = "<f1@o>", .call = 1, .follow_up = 11,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"References alone", ONE, .from = BORIS, .references = "<x@y> <f1@o>", .call = 1, .follow_up = 11,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"own id alone", ONE, .from = BORIS, .references = ID1, .call = 1, .follow_up = 11, .confidence = CONFIDENCE_SURE,
	 .asked = ""},
	{"own id of a call without follow-up", {{1}}, .from = BORIS, .references = ID1, .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"own id, several follow-ups: the newest before it",
	 {{1, 11, "<f1@o>", T0, "a"}, {1, 12, "<f2@o>", T0 + HOUR_S, "b"}, {1, 13, "<f3@o>", T0 + 9 * DAY_S, "c"}},
	 .from = BORIS, .references = ID1, .call = 1, .follow_up = 12, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"the follow-up that is answered",
	 {{1, 11, "<f1@o>", T0, "a"}, {1, 12, "<f2@o>", T0 + HOUR_S, "b"}}, .from = BORIS, .in_reply_to = "<f1@o>",
	 .references = ID1 " <f1@o>", .call = 1, .follow_up = 11, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"In-Reply-To before References", TWO, .from = BORIS, .in_reply_to = "<f1@o>", .references = "<f1@o> <f2@o>", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"the nearest ancestor", TWO, .from = BORIS, .in_reply_to = "<unknown@x>", .references = "<f1@o> " ID2 " <f2@o>",
	 .call = 2, .follow_up = 12, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"opt-out is a reply", ONE, .from = BORIS, .in_reply_to = "<f1@o>", .opt_out = true, .call = 1, .follow_up = 11,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"auto-reply by reference", ONE, .kind = KIND_AUTO_REPLY, .from = BORIS, .in_reply_to = "<f1@o>", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"calendar answer by reference", ONE, .kind = KIND_CALENDAR, .from = BORIS, .in_reply_to = "<f1@o>", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_SURE, .asked = ""},
	/* strangers */
	{"stranger with our Message-ID", ONE, .from = EVE, .in_reply_to = "<f1@o>", .references = "<f1@o>", .asked = "1"},
	{"stranger with our Message-ID, subject and quotes", ONE, .from = EVE, .in_reply_to = "<f1@o>", .subject = "Re: Our call",
	 .quoted = "> Dear Boris, here is the price list for the heat pump.", .asked = "1"},
	{"stranger with the contact's name", ONE, .from = EVE, .from_name = "Boris Beispiel", .in_reply_to = "<f1@o>",
	 .asked = "1"},
	{"stranger with the call's own id", ONE, .from = EVE, .in_reply_to = "<f1@o>", .references = ID1 " <f1@o>", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_SURE, .by_other = true, .asked = ""},
	{"stranger with a guessed nonce", ONE, .from = EVE, .in_reply_to = FORGED, .references = FORGED, .asked = ""},
	{"stranger with a guessed nonce and our Message-ID", ONE, .from = EVE, .in_reply_to = "<f1@o>",
	 .references = FORGED " <f1@o>", .asked = "1"},
	{"stranger with another call's own id", TWO, .from = EVE, .in_reply_to = "<f1@o>", .references = ID2 " <f1@o>",
	 .asked = "1"},
	{"somebody who got the follow-up, too", {{1, 11, "<f1@o>", T0, "a", "b", NULL, "Chef@firma.example"}},
	 .from = "chef@firma.example", .in_reply_to = "<f1@o>", .call = 1, .follow_up = 11, .confidence = CONFIDENCE_SURE,
	 .by_other = true, .asked = ""},
	{"one Message-ID on follow-ups of two calls", {{1, 11, "<f1@o>", T0, "a"}, {2, 12, "<f1@o>", T0, "b"}}, .from = BORIS,
	 .in_reply_to = "<f1@o>", .asked = "1 2"},
	/* notices */
	{"bounce", ONE, .kind = KIND_BOUNCE, .from = "mailer-daemon@mx.example", .original = "<f1@o>", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"delay", ONE, .kind = KIND_DELAY, .from = "mailer-daemon@mx.example", .original = "<f1@o>", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"delivered", ONE, .kind = KIND_DELIVERED, .from = "mailer-daemon@mx.example", .original = "<f1@o>", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"receipt", ONE, .kind = KIND_RECEIPT, .from = BORIS, .original = "<f1@o>", .call = 1, .follow_up = 11,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"bounce of another mail that refers to ours", ONE, .kind = KIND_BOUNCE, .from = "mailer-daemon@mx.example",
	 .original = "<other@o>", .in_reply_to = "<f1@o>", .references = ID1, .asked = ""},
	{"bounce that names nothing", ONE, .kind = KIND_BOUNCE, .from = BORIS, .in_reply_to = "<f1@o>",
	 .subject = "Re: Our call", .asked = ""},
	{"receipt that names nothing", ONE, .kind = KIND_RECEIPT, .from = BORIS, .references = ID1, .asked = ""},
	/* Thread-Index */
	{"Thread-Index", {{1, 11, "<f1@o>", T0, "a", "b", ROOT}}, .from = BORIS, .thread_index = CHILD, .subject = "x", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"Thread-Index of a stranger", {{1, 11, "<f1@o>", T0, "a", "b", ROOT}}, .from = EVE, .thread_index = CHILD,
	 .asked = "1"},
	{"another Thread-Index", {{1, 11, "<f1@o>", T0, "a", "b", ROOT}}, .from = BORIS, .thread_index = STRANGE, .asked = ""},
	{"a broken Thread-Index", {{1, 11, "<f1@o>", T0, "a", "b", "!"}}, .from = BORIS, .thread_index = "!!", .asked = ""},
	{"the same Thread-Index is no answer", {{1, 11, "<f1@o>", T0, "a", "b", ROOT}}, .from = BORIS, .thread_index = ROOT,
	 .asked = ""},
	/* likeness */
	{"sender and subject", ONE, .from = BORIS, .subject = "AW: [EXT] Our call", .call = 1, .follow_up = 11,
	 .confidence = CONFIDENCE_PROBABLE, .asked = ""},
	{"sender and quoted lines, wrapped anew", ONE, .from = BORIS, .subject = "Question",
	 .quoted = "> Dear Boris, here is the\n> price list for the heat pump.", .call = 1, .follow_up = 11,
	 .confidence = CONFIDENCE_PROBABLE, .asked = ""},
	{"sender alone", ONE, .from = BORIS, .subject = "Something else", .asked = ""},
	{"sender, no subjects", {{1, 11, "<f1@o>", T0, "", "b"}}, .from = BORIS, .subject = "Re:", .asked = ""},
	{"subject alone", ONE, .from = EVE, .subject = "Re: Our call", .asked = ""},
	{"subject and quotes of a stranger", ONE, .from = EVE, .subject = "Re: Our call",
	 .quoted = "> Dear Boris, here is the price list for the heat pump.", .asked = ""},
	{"the same person at the same company", ONE, .from = "b.beispiel@firma.example", .from_name = "BEISPIEL, Boris",
	 .subject = "Re: Our call", .call = 1, .follow_up = 11, .confidence = CONFIDENCE_PROBABLE, .by_other = false,
	 .asked = ""},
	{"somebody else at the same company", ONE, .from = "c.muster@firma.example", .from_name = "Carla Muster",
	 .subject = "Re: Our call", .asked = ""},
	{"the same name elsewhere", ONE, .from = "boris@gmail.com", .from_name = "Boris Beispiel", .subject = "Re: Our call",
	 .asked = ""},
	{"newsletter from the same address", ONE, .kind = KIND_LIST, .from = BORIS, .subject = "Our call", .asked = ""},
	{"auto-reply by subject", ONE, .kind = KIND_AUTO_REPLY, .from = BORIS, .subject = "Re: Our call", .call = 1,
	 .follow_up = 11, .confidence = CONFIDENCE_PROBABLE, .asked = ""},
	{"before the follow-up", ONE, .from = BORIS, .subject = "Re: Our call", .at = T0 - HOUR_S, .asked = ""},
	{"long after the follow-up", ONE, .from = BORIS, .subject = "Re: Our call", .at = T0 + 91 * DAY_S, .asked = ""},
	{"two calls with one subject", TWO, .from = BORIS, .subject = "Re: Our call", .asked = "1 2"},
	{"two calls with one subject, quotes decide", TWO, .from = BORIS, .subject = "Re: Our call",
	 .quoted = "> Dear Boris, here is the drawing of your new roof.", .call = 2, .follow_up = 12,
	 .confidence = CONFIDENCE_PROBABLE, .asked = ""},
	{"the contact's name elsewhere, quoting", ONE, .from = "boris@gmail.com", .from_name = "Boris Beispiel", .subject = "Re: Our call",
	 .quoted = "> Dear Boris, here is the price list for the heat pump.", .asked = "1"},
	{"another name elsewhere, quoting", ONE, .from = "boris@gmail.com", .from_name = "Boris Muster", .subject = "Re: Our call",
	 .quoted = "> Dear Boris, here is the price list for the heat pump.", .asked = ""},
	{"a greeting is no quote", ONE, .from = BORIS, .subject = "x", .quoted = "> Dear Boris", .asked = ""},
	{"what the contact quotes of others", ONE, .from = BORIS, .subject = "x",
	 .quoted = "> Dear Boris, here is what somebody else told me about the price of boats and of the long way home with them.", .asked = ""},
	{"two calls with one subject, the hour alone decides nothing", TWO, .from = BORIS, .subject = "Re: Our call",
	 .quoted = "On Tue, Nov 24, 2026 at 11:00 AM Anna wrote:", .asked = "1 2"},
	{"answers his own answer", TWO, .from = BORIS, .in_reply_to = "<b1@firma.example>", .cycle = 2, .call = 2, .follow_up = 12,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"a stranger answers the contact's answer", TWO, .from = EVE, .in_reply_to = "<b1@firma.example>", .cycle = 2, .asked = ""},
	{"a receipt of the contact's answer", ONE, .kind = KIND_RECEIPT, .from = BORIS, .in_reply_to = "<b1@firma.example>", .cycle = 1, .asked = ""},
	{"newsletter that quotes the follow-up", ONE, .kind = KIND_LIST, .from = "news@firma.example", .from_name = "Boris Beispiel",
	 .subject = "Our call", .quoted = "> Dear Boris, here is the price list for the heat pump.", .asked = ""},
	{"two follow-ups of one call with one subject",
	 {{1, 11, "<f1@o>", T0, "a"}, {1, 12, "<f2@o>", T0 + HOUR_S, "a"}}, .from = BORIS, .subject = "Re: a", .call = 1,
	 .follow_up = 12, .confidence = CONFIDENCE_PROBABLE, .asked = ""},
};

static void add_ids(GPtrArray *ids, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text ? text : "", " ", -1);

	for (char **each = words; *each; each++)
		if (**each)
			g_ptr_array_add(ids, g_strdup(*each));
}

static void put(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

static Message *received_of(const Case *each)
{
	Message *received = message_new();

	received->depth = DEPTH_UNDERSTOOD;
	received->kind = each->kind;
	received->opt_out = each->opt_out;
	received->received_at = each->at ? each->at : T0 + DAY_S;
	g_ptr_array_add(received->from, address_new(each->from_name, each->from));
	put(&received->subject, each->subject ? each->subject : "");
	put(&received->quoted, each->quoted ? each->quoted : "");
	put(&received->original_message_id, each->original);
	put(&received->thread_index, each->thread_index);
	add_ids(received->in_reply_to, each->in_reply_to);
	add_ids(received->references, each->references);
	return received;
}

static Message *follow_up_of(const Given *given)
{
	Message *follow_up = message_new();

	follow_up->id = given->message;
	follow_up->depth = DEPTH_UNDERSTOOD;
	follow_up->date = follow_up->received_at = given->sent_at;
	put(&follow_up->message_id, given->message_id);
	put(&follow_up->subject, given->subject);
	put(&follow_up->text, given->text);
	put(&follow_up->thread_index, given->thread_index);
	g_ptr_array_add(follow_up->to, address_new(NULL, BORIS));
	if (given->to)
		g_ptr_array_add(follow_up->to, address_new(NULL, given->to));
	return follow_up;
}

static void check(const Case *each)
{
	static const char *const thread_ids[] = {NULL, ID1, ID2};
	g_autoptr(Message) received = received_of(each);
	g_autoptr(Contact) contact = contact_new("Boris Beispiel");
	g_autoptr(GPtrArray) options = g_ptr_array_new();
	g_autoptr(GPtrArray) follow_ups = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);
	Call calls[3] = {0};
	ReplyOption made[3] = {0};

	g_ptr_array_add(contact->emails, g_strdup(BORIS));
	for (int i = 0; i < 3 && each->given[i].call; i++) {
		const Given *given = &each->given[i];

		calls[i] = (Call){.id = given->call, .thread_id = (char *)thread_ids[given->call], .started_at = T0 - HOUR_S};
		made[i] = (ReplyOption){.call = &calls[i], .contact = contact, .from_contact = g_str_equal(each->from, BORIS),
				       .in_cycle = each->cycle == given->call,
				       .invited = each->invited == given->call};
		if (given->message_id) {
			g_ptr_array_add(follow_ups, follow_up_of(given));
			made[i].follow_up = follow_ups->pdata[follow_ups->len - 1];
		}
		g_ptr_array_add(options, &made[i]);
	}

	g_autoptr(ReplyVerdict) verdict = reply_decide(received, options);
	g_autoptr(GString) asked = g_string_new(NULL);
	for (guint i = 0; i < verdict->candidates->len; i++) {
		const LinkCandidate *candidate = verdict->candidates->pdata[i];

		g_string_append_printf(asked, "%s%d", i ? " " : "", (int)candidate->call_id);
		g_assert_cmpint(candidate->confidence, ==, CONFIDENCE_PROBABLE);
		g_assert_nonnull(candidate->reason);
	}
	g_assert_cmpstr(asked->str, ==, each->asked);
	g_assert_cmpint(verdict->call_id, ==, each->call);
	g_assert_cmpint(verdict->follow_up_id, ==, each->follow_up);
	g_assert_cmpint(verdict->confidence, ==, each->confidence);
	g_assert_cmpint(verdict->answered_by_other, ==, each->by_other);
	g_assert_nonnull(verdict->reason);
}

static void test_cases(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].name);
		check(&cases[i]);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/match/reply/cases", test_cases);
	return g_test_run();
}
