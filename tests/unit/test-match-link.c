/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "match/link.h"

/* Tuesday, 24 November 2026, 10:00 UTC: when the first call began. */
#define T0 1795514400
#define HOUR_S 3600
#define DAY_S 86400

#define ID1 "<call.c1.aaaaaaaaaaaaaaaa@example.org>"
#define ID2 "<call.c2.bbbbbbbbbbbbbbbb@example.org>"
#define ID3 "<call.c3.cccccccccccccccc@example.org>"
#define FORGED "<call.c1.zzzzzzzzzzzzzzzz@example.org>"

/* One call as a case has it; id 0 ends the list. */
typedef struct Given {
	int64_t id, contact, cycle;
	int64_t started_at, duration_s;
	Outcome outcome;
	unsigned relation;
	bool owes, closed;
	int follow_ups;
	const char *topic, *promise, *agreed;
} Given;

typedef struct Case {
	const char *name;
	Given given[3];
	const char *in_reply_to, *references; /* space separated */
	int64_t sent_at;
	const char *to, *subject, *text, *attachment;
	/* expected */
	int64_t call;
	Confidence confidence;
	bool live;
	const char *asked; /* call ids, "1 2" */
} Case;

#define REACHED(id, contact, cycle, at) id, contact, cycle, at, 300, OUTCOME_REACHED

static const Case cases[] = {
	{"no option", {{0}}, .sent_at = T0, .asked = ""},
	/* the call's own id */
	{"own id", {{REACHED(1, 1, 1, T0), RELATION_CALL_ID}}, .references = ID1, .sent_at = T0 + HOUR_S, .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"own id to somebody else, long after", {{REACHED(1, 1, 1, T0), RELATION_CALL_ID}}, .references = "<a@b> " ID1,
	 .sent_at = T0 + 90 * DAY_S, .to = "boss@example.net", .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"own id with a forged nonce", {{REACHED(1, 1, 1, T0), RELATION_CALL_ID}}, .references = FORGED,
	 .sent_at = T0 + HOUR_S, .asked = ""},
	{"own id beats a nearer call that owes",
	 {{REACHED(1, 1, 1, T0), RELATION_CALL_ID | RELATION_ADDRESS}, {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true}},
	 .in_reply_to = ID1, .references = ID1, .sent_at = T0 + 2 * HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"own id beats a Message-ID made for another",
	 {{REACHED(1, 1, 1, T0), RELATION_CALL_ID}, {REACHED(2, 1, 1, T0 + HOUR_S), RELATION_MADE}}, .references = ID1,
	 .sent_at = T0 + 2 * HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"of two ids the one answered to",
	 {{REACHED(1, 1, 1, T0), RELATION_CALL_ID}, {REACHED(2, 1, 1, T0 + HOUR_S), RELATION_CALL_ID}}, .in_reply_to = ID1,
	 .references = ID1 " " ID2, .sent_at = T0 + 2 * HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"of two ids the deeper",
	 {{REACHED(1, 1, 1, T0), RELATION_CALL_ID}, {REACHED(2, 1, 1, T0 + HOUR_S), RELATION_CALL_ID}},
	 .references = ID1 " " ID2, .sent_at = T0 + 2 * HOUR_S, .call = 2, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"two ids answered at once",
	 {{REACHED(1, 1, 1, T0), RELATION_CALL_ID}, {REACHED(2, 1, 2, T0), RELATION_CALL_ID}}, .in_reply_to = ID1 " " ID2,
	 .sent_at = T0 + 2 * HOUR_S, .asked = "1 2"},
	{"an answer deep in the thread pays the later debt of the cycle",
	 {{REACHED(1, 1, 1, T0), RELATION_CALL_ID | RELATION_ADDRESS, .follow_ups = 1},
	  {REACHED(2, 1, 1, T0 + DAY_S), RELATION_ADDRESS, true}},
	 .in_reply_to = "<r@c>", .references = ID1 " <f@o> <r@c>", .sent_at = T0 + DAY_S + HOUR_S, .call = 2,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	/* a made Message-ID */
	{"made id", {{REACHED(1, 1, 1, T0), RELATION_MADE}}, .sent_at = T0 + 30 * DAY_S, .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"made id beats address",
	 {{REACHED(1, 1, 1, T0), RELATION_MADE}, {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true}},
	 .sent_at = T0 + 2 * HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	/* an answer within the cycle */
	{"answer", {{REACHED(1, 1, 1, T0), RELATION_ANSWERS, true}}, .sent_at = T0 + 40 * DAY_S, .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"answer beats address of another cycle",
	 {{REACHED(1, 1, 1, T0), RELATION_ANSWERS | RELATION_ADDRESS}, {REACHED(2, 1, 2, T0), RELATION_ADDRESS, true}},
	 .sent_at = T0 + HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"answer in the cycle, a later call owes",
	 {{REACHED(1, 1, 1, T0), RELATION_ANSWERS, .follow_ups = 1}, {REACHED(2, 1, 1, T0 + DAY_S), RELATION_ADDRESS, true}},
	 .sent_at = T0 + DAY_S + HOUR_S, .call = 2, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"answer before the call that owes",
	 {{REACHED(1, 1, 1, T0), RELATION_ANSWERS, .follow_ups = 1}, {REACHED(2, 1, 1, T0 + DAY_S), RELATION_ADDRESS, true}},
	 .sent_at = T0 + HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"answer in the cycle, nobody owes",
	 {{REACHED(1, 1, 1, T0), RELATION_ANSWERS, .follow_ups = 1}, {REACHED(2, 1, 1, T0 + DAY_S), RELATION_ADDRESS}},
	 .sent_at = T0 + DAY_S + HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"answer to a third person pays no debt", {{REACHED(1, 1, 1, T0), RELATION_ANSWERS, true}}, .sent_at = T0 + HOUR_S,
	 .to = "deputy@example.net", .asked = "1"},
	{"answers to two cycles that owe",
	 {{REACHED(1, 1, 1, T0), RELATION_ANSWERS, true}, {REACHED(2, 1, 2, T0), RELATION_ANSWERS, true}},
	 .sent_at = T0 + HOUR_S, .asked = "1 2"},
	/* an address inside the window */
	{"address", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}}, .sent_at = T0 + HOUR_S, .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"address, nothing promised", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS}}, .sent_at = T0 + HOUR_S, .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"address, a minute before", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}}, .sent_at = T0 - 60, .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"address, more than that before", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}}, .sent_at = T0 - 61, .asked = ""},
	{"address, last second of the window", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}},
	 .sent_at = T0 + LINK_WINDOW_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"address, after the window", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}}, .sent_at = T0 + LINK_WINDOW_S + 1,
	 .asked = ""},
	{"live", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}}, .sent_at = T0 + 299, .call = 1,
	 .confidence = CONFIDENCE_SURE, .live = true, .asked = ""},
	{"just after", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}}, .sent_at = T0 + 301, .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"live in a running call", {{1, 1, 1, T0, -1, OUTCOME_NONE, RELATION_ADDRESS}}, .sent_at = T0 + 600, .call = 1,
	 .confidence = CONFIDENCE_SURE, .live = true, .asked = ""},
	{"not live where the length is unknown", {{1, 1, 1, T0, -1, OUTCOME_REACHED, RELATION_ADDRESS}}, .sent_at = T0 + 60,
	 .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	/* several calls of one contact */
	{"only one owes", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}, {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS}},
	 .sent_at = T0 + 2 * HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"both owe, nothing tells them apart",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .topic = "heat pump"},
	  {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true, .topic = "solar roof"}},
	 .sent_at = T0 + 2 * HOUR_S, .subject = "Our call", .text = "As promised.", .asked = "1 2"},
	{"both owe in one cycle, nothing tells them apart",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}, {REACHED(2, 1, 1, T0 + HOUR_S), RELATION_ADDRESS, true}},
	 .sent_at = T0 + 2 * HOUR_S, .asked = "1 2"},
	{"both owe, the topic decides",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .topic = "Wärmepumpe im Altbau"},
	  {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true, .topic = "solar roof"}},
	 .sent_at = T0 + 2 * HOUR_S, .subject = "Ihre WÄRMEPUMPE", .text = "Zum Altbau: anbei.", .call = 1,
	 .confidence = CONFIDENCE_SURE, .asked = ""},
	{"both owe, one word is not much",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .topic = "heat pump"},
	  {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true, .topic = "heat exchanger"}},
	 .sent_at = T0 + 2 * HOUR_S, .subject = "Heat pump", .call = 1, .confidence = CONFIDENCE_PROBABLE, .asked = ""},
	{"both owe, topics both named",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .topic = "pump"},
	  {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true, .topic = "roof"}},
	 .sent_at = T0 + 2 * HOUR_S, .text = "About pump and roof", .asked = "1 2"},
	{"both owe, the promised attachment decides",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .promise = "the price list"},
	  {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true, .promise = "a drawing"}},
	 .sent_at = T0 + 2 * HOUR_S, .attachment = "Drawing-7.pdf", .call = 2, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"both owe, the agreed date decides",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .agreed = "2026-12-01T14:00"},
	  {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true, .agreed = "2026-12-11T14:00"}},
	 .sent_at = T0 + 2 * HOUR_S, .text = "Bis zum 1.12. um 14 Uhr!", .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"a date inside a longer one is another",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .agreed = "2026-12-01T14:00"},
	  {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true, .agreed = "2026-12-11T14:00"}},
	 .sent_at = T0 + 2 * HOUR_S, .text = "Until December 11, 2 pm", .call = 2, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"the same in German",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .agreed = "2026-12-01T14:00"},
	  {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true, .agreed = "2026-12-11T14:00"}},
	 .sent_at = T0 + 2 * HOUR_S, .text = "Bis zum 11.12.!", .call = 2, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"both owe, one is live",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}, {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS, true}},
	 .sent_at = T0 + HOUR_S + 60, .call = 2, .confidence = CONFIDENCE_SURE, .live = true, .asked = ""},
	{"one owes, another runs",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}, {2, 1, 2, T0 + HOUR_S, -1, OUTCOME_NONE, RELATION_ADDRESS}},
	 .sent_at = T0 + HOUR_S + 60, .asked = "1 2"},
	{"reached after attempts",
	 {{1, 1, 1, T0, 0, OUTCOME_NO_ANSWER, RELATION_ADDRESS}, {REACHED(2, 1, 1, T0 + HOUR_S), RELATION_ADDRESS}},
	 .sent_at = T0 + 2 * HOUR_S, .call = 2, .confidence = CONFIDENCE_SURE, .asked = ""},
	{"nobody owes, both reached",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS}, {REACHED(2, 1, 2, T0 + HOUR_S), RELATION_ADDRESS}},
	 .sent_at = T0 + 2 * HOUR_S, .asked = "1 2"},
	{"the later call is still to come",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}, {REACHED(2, 1, 2, T0 + DAY_S), RELATION_ADDRESS, true}},
	 .sent_at = T0 + HOUR_S, .call = 1, .confidence = CONFIDENCE_SURE, .asked = ""},
	/* several people */
	{"two people who both wait", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}, {REACHED(2, 2, 2, T0), RELATION_ADDRESS, true}},
	 .sent_at = T0 + HOUR_S, .asked = "1 2"},
	{"two people, one waits", {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true}, {REACHED(2, 2, 2, T0), RELATION_ADDRESS}},
	 .sent_at = T0 + HOUR_S, .asked = "1 2"},
	{"two people, the topic of one",
	 {{REACHED(1, 1, 1, T0), RELATION_ADDRESS, true, .topic = "pump repair"}, {REACHED(2, 2, 2, T0), RELATION_ADDRESS, true}},
	 .sent_at = T0 + HOUR_S, .text = "pump repair", .call = 1, .confidence = CONFIDENCE_PROBABLE, .asked = ""},
	/* a name */
	{"name alone is asked", {{REACHED(1, 1, 1, T0), RELATION_NAME, true}}, .sent_at = T0 + HOUR_S, .asked = "1"},
	{"name after the window", {{REACHED(1, 1, 1, T0), RELATION_NAME, true}}, .sent_at = T0 + LINK_WINDOW_S + 1, .asked = ""},
	{"address beats name", {{REACHED(1, 1, 1, T0), RELATION_NAME, true}, {REACHED(2, 2, 2, T0), RELATION_ADDRESS, true}},
	 .sent_at = T0 + HOUR_S, .call = 2, .confidence = CONFIDENCE_SURE, .asked = ""},
};

static void add_ids(GPtrArray *ids, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text ? text : "", " ", -1);

	for (char **each = words; *each; each++)
		if (**each)
			g_ptr_array_add(ids, g_strdup(*each));
}

static Message *message_of(const Case *each, bool dateless)
{
	Message *sent = message_new();

	sent->depth = each->text || each->attachment ? DEPTH_UNDERSTOOD : DEPTH_HEADERS;
	g_free(sent->subject);
	sent->subject = g_strdup(each->subject ? each->subject : "");
	g_free(sent->text);
	sent->text = g_strdup(each->text);
	/* a missing Date leaves the server's time */
	sent->date = dateless ? 0 : each->sent_at;
	sent->received_at = dateless ? each->sent_at : each->sent_at + 5;
	g_ptr_array_add(sent->to, address_new(NULL, each->to ? each->to : "Boris@Example.net"));
	add_ids(sent->in_reply_to, each->in_reply_to);
	add_ids(sent->references, each->references);
	if (each->attachment)
		g_ptr_array_add(sent->attachments, g_strdup(each->attachment));
	return sent;
}

static void check(const Case *each, bool dateless)
{
	static const char *const thread_ids[] = {NULL, ID1, ID2, ID3};
	g_autoptr(Message) sent = message_of(each, dateless);
	g_autoptr(GPtrArray) options = g_ptr_array_new();
	g_autoptr(Contact) contact = contact_new("Boris Beispiel");
	Call calls[3] = {0};
	Appointment appointments[3] = {0};
	LinkOption made[3] = {0};

	g_ptr_array_add(contact->emails, g_strdup("boris@example.net"));
	for (int i = 0; i < 3 && each->given[i].id; i++) {
		const Given *given = &each->given[i];

		calls[i] = (Call){.id = given->id, .contact_id = given->contact, .cycle_id = given->cycle,
				  .thread_id = (char *)thread_ids[given->id], .started_at = given->started_at,
				  .duration_s = given->duration_s, .outcome = given->outcome, .topic = (char *)given->topic,
				  .promise = (char *)given->promise};
		appointments[i].local = (char *)given->agreed;
		made[i] = (LinkOption){.call = &calls[i], .contact = contact,
				       .appointment = given->agreed ? &appointments[i] : NULL, .relation = given->relation,
				       .owes = given->owes, .cycle_open = !given->closed, .follow_ups = given->follow_ups};
		g_ptr_array_add(options, &made[i]);
	}

	g_autoptr(LinkVerdict) verdict = link_decide(sent, options);
	g_autoptr(GString) asked = g_string_new(NULL);
	for (guint i = 0; i < verdict->candidates->len; i++) {
		const LinkCandidate *candidate = verdict->candidates->pdata[i];

		g_string_append_printf(asked, "%s%d", i ? " " : "", (int)candidate->call_id);
		g_assert_cmpint(candidate->confidence, !=, CONFIDENCE_NONE);
		g_assert_nonnull(candidate->reason);
	}
	g_assert_cmpstr(asked->str, ==, each->asked);
	g_assert_cmpint(verdict->call_id, ==, each->call);
	g_assert_cmpint(verdict->confidence, ==, each->confidence);
	g_assert_cmpint(verdict->live, ==, each->live);
	g_assert_nonnull(verdict->reason);
}

static void test_cases(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].name);
		check(&cases[i], false);
		check(&cases[i], true);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/match/link/cases", test_cases);
	return g_test_run();
}
