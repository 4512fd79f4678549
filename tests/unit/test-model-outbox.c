/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/outbox.h"

enum { N_STATES = OUTBOX_CANCELLED + 1 };

/* The whole state machine once more, in the words of the design. */
static const struct {
	const char *from;
	const char *to[6];
} machine[] = {
	{"sealed", {"claimed", "cancelled"}},
	{"claimed", {"claimed", "rcpt_ok", "sealed", "deferred", "failed"}},
	{"rcpt_ok", {"rcpt_ok", "dot_intent", "claimed", "deferred", "failed"}},
	{"dot_intent", {"dot_intent", "accepted", "deferred", "failed", "uncertain"}},
	{"accepted", {"sent_copy"}},
	{"sent_copy", {"sent_copy", "done", "deferred"}},
	{"done", {NULL}},
	{"deferred", {"deferred", "claimed", "sealed", "cancelled"}},
	{"failed", {"sealed", "cancelled"}},
	{"uncertain", {"uncertain", "accepted", "sealed", "failed", "cancelled"}},
	{"cancelled", {NULL}},
};

static void test_may_go(void)
{
	g_assert_cmpuint(G_N_ELEMENTS(machine), ==, N_STATES);
	for (gsize i = 0; i < G_N_ELEMENTS(machine); i++) {
		OutboxState from;

		g_assert_true(outbox_state_from_word(machine[i].from, &from));
		for (int to = 0; to < N_STATES; to++) {
			bool expected = g_strv_contains(machine[i].to, outbox_state_word(to));

			if (outbox_may_go(from, to) != expected)
				g_error("%s to %s", machine[i].from, outbox_state_word(to));
		}
	}
}

/* Follows every path from start on that avoids the state never. */
static unsigned reach(OutboxState start, int never)
{
	unsigned seen = 1U << start;

	for (int round = 0; round < N_STATES; round++)
		for (int from = 0; from < N_STATES; from++)
			for (int to = 0; to < N_STATES; to++)
				if ((seen & 1U << from) && to != never && outbox_may_go(from, to))
					seen |= 1U << to;
	return seen;
}

/* What the table is for: the promises of the design, whatever the steps are. */
static void test_promises(void)
{
	unsigned sent = 1U << OUTBOX_ACCEPTED | 1U << OUTBOX_SENT_COPY | 1U << OUTBOX_DONE;

	/* nothing is accepted, nor in doubt, without the intent having been written first */
	g_assert_cmpuint(reach(OUTBOX_SEALED, OUTBOX_DOT_INTENT) & (sent | 1U << OUTBOX_UNCERTAIN), ==, 0);
	/* what was accepted is never sent again, but to those that were put off */
	g_assert_cmpuint(reach(OUTBOX_ACCEPTED, OUTBOX_DEFERRED), ==, sent);
	/* from the intent on, the way back to the wire leads over an answer (deferred, failed) or over doubt */
	g_assert_false(outbox_may_go(OUTBOX_DOT_INTENT, OUTBOX_CLAIMED));
	g_assert_false(outbox_may_go(OUTBOX_DOT_INTENT, OUTBOX_SEALED));
	g_assert_false(outbox_may_go(OUTBOX_UNCERTAIN, OUTBOX_CLAIMED));
	g_assert_false(outbox_may_go(OUTBOX_UNCERTAIN, OUTBOX_DEFERRED));
	/* the ends are ends */
	g_assert_cmpuint(reach(OUTBOX_DONE, -1), ==, 1U << OUTBOX_DONE);
	g_assert_cmpuint(reach(OUTBOX_CANCELLED, -1), ==, 1U << OUTBOX_CANCELLED);
	/* every state but the cancelled one can still become done */
	for (int from = 0; from < OUTBOX_CANCELLED; from++)
		g_assert_true(reach(from, -1) & 1U << OUTBOX_DONE);
}

/* Who has the mail is never asked for again; a server's yes to RCPT TO alone gives nobody a mail. */
static void test_recipients(void)
{
	g_autoptr(Outbox) outbox = outbox_new();
	static const struct {
		RecipientState before, taken, reopened;
		bool left;
	} cases[] = {
		{RECIPIENT_OPEN, RECIPIENT_OPEN, RECIPIENT_OPEN, true},
		{RECIPIENT_TAKEN, RECIPIENT_ACCEPTED, RECIPIENT_TAKEN, true},
		{RECIPIENT_DEFERRED, RECIPIENT_DEFERRED, RECIPIENT_DEFERRED, true},
		{RECIPIENT_ACCEPTED, RECIPIENT_ACCEPTED, RECIPIENT_ACCEPTED, false},
		{RECIPIENT_FAILED, RECIPIENT_FAILED, RECIPIENT_OPEN, false},
	};
	OutboxRecipient *recipient = g_new0(OutboxRecipient, 1);

	g_ptr_array_add(outbox->recipients, recipient);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		recipient->state = cases[i].before;
		g_assert_true(outbox_recipient_is_left(recipient) == cases[i].left);
		g_assert_true(outbox_has_left(outbox) == cases[i].left);
		g_assert_true(outbox_has_reached(outbox) == (cases[i].before == RECIPIENT_ACCEPTED));
		outbox_taken(outbox);
		g_assert_cmpint(recipient->state, ==, cases[i].taken);
		recipient->state = cases[i].before;
		outbox_reopen(outbox);
		g_assert_cmpint(recipient->state, ==, cases[i].reopened);
	}
}

static void test_back_off(void)
{
	static const int minutes[] = {1, 5, 15, 60, 60};
	g_autoptr(Outbox) outbox = outbox_new();

	for (gsize i = 0; i < G_N_ELEMENTS(minutes); i++) {
		outbox_back_off(outbox, 1000);
		g_assert_cmpint(outbox->next_at, ==, 1000 + minutes[i] * 60);
		g_assert_cmpint(outbox->attempts, ==, i + 1);
	}
}

static void test_free(void)
{
	g_autoptr(Outbox) outbox = outbox_new();
	OutboxRecipient *recipient = g_new0(OutboxRecipient, 1);

	recipient->email = g_strdup("bob@example.org");
	recipient->reply = g_strdup("550 no");
	g_ptr_array_add(outbox->recipients, recipient);
	outbox->bytes = g_bytes_new_static("x", 1);
	g_assert_cmpint(outbox->state, ==, OUTBOX_SEALED);
	g_assert_cmpint(recipient->state, ==, RECIPIENT_OPEN);
	outbox_free(NULL);
	outbox_recipient_free(NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/model/outbox/may-go", test_may_go);
	g_test_add_func("/model/outbox/promises", test_promises);
	g_test_add_func("/model/outbox/recipients", test_recipients);
	g_test_add_func("/model/outbox/back-off", test_back_off);
	g_test_add_func("/model/outbox/free", test_free);
	return g_test_run();
}
