/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

static char *read_all(Fixture *fixture)
{
	GString *all = g_string_new(NULL);
	const char *const suffixes[] = {"", "-wal"};

	for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *path = g_strconcat(fixture->path, suffixes[i], NULL);
		g_autofree char *bytes = NULL;
		gsize size;

		if (g_file_get_contents(path, &bytes, &size, NULL))
			for (gsize k = 0; k < size; k++)
				g_string_append_c(all, bytes[k] ? bytes[k] : ' ');
	}
	return g_string_free(all, FALSE);
}

static void sighted_keeps_little(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) mail = make_message("<private@x>", "anna.from@example.org", "friend@else.example", 3000);

	(void)data;
	mail->depth = DEPTH_SIGHTED;
	g_free(mail->subject);
	mail->subject = g_strdup("Geburtstagsfeier");
	mail->text = g_strdup("Geheimtext");
	mail->thread_index = g_strdup("Fadenindex");
	g_ptr_array_add(mail->references, g_strdup("<reference@x>"));
	g_ptr_array_add(mail->attachments, g_strdup("Anhang.pdf"));
	g_free(((Address *)mail->to->pdata[0])->name);
	((Address *)mail->to->pdata[0])->name = g_strdup("Freundesname");
	put_message(fixture->store, mail, true);
	g_autoptr(GPtrArray) sent = store_message_sent_to(fixture->store, "friend@else.example", 0, &error);
	g_assert_cmpint(sent->len, ==, 1);
	Message *read = sent->pdata[0];
	g_assert_cmpstr(read->message_id, ==, "<private@x>");
	g_assert_cmpint(read->date, ==, 3000);
	g_assert_cmpint(read->depth, ==, DEPTH_SIGHTED);
	g_assert_cmpstr(read->subject, ==, "");
	g_assert_cmpint(read->from->len, ==, 0);
	g_autofree char *bytes = read_all(fixture);
	g_assert_nonnull(strstr(bytes, "friend@else.example"));
	const char *const secrets[] = {"Geburtstagsfeier", "Geheimtext", "Fadenindex", "reference@x",
				       "Anhang.pdf",	   "Freundesname", "anna.from"};
	for (gsize i = 0; i < G_N_ELEMENTS(secrets); i++)
		g_assert_null(strstr(bytes, secrets[i]));
}

static Message *make_understood(void)
{
	Message *mail = make_message("<deep@x>", "bert@firma.example", "anna@example.org", 3000);
	Recipient *failed = g_new0(Recipient, 1);

	mail->depth = DEPTH_UNDERSTOOD;
	mail->kind = KIND_AUTO_REPLY;
	mail->size_bytes = 1234;
	mail->text = g_strdup("Bin weg.\nBis dann.");
	mail->quoted = g_strdup("Ihr Anruf");
	mail->thread_index = g_strdup("AdXy");
	mail->original_message_id = g_strdup("<o@x>");
	mail->opt_out = true;
	mail->error = g_strdup("too complex");
	g_ptr_array_add(mail->reply_to, address_new(NULL, "Desk@firma.example"));
	g_ptr_array_add(mail->in_reply_to, g_strdup("<p@x>"));
	g_ptr_array_add(mail->references, g_strdup("<q@x>"));
	g_ptr_array_add(mail->references, g_strdup("<p@x>"));
	g_ptr_array_add(mail->evidence, g_strdup("Auto-Submitted: auto-replied"));
	g_ptr_array_add(mail->attachments, g_strdup("a b.pdf"));
	failed->address = g_strdup("x@y.example");
	failed->action = g_strdup("failed");
	failed->status = g_strdup("5.1.1");
	failed->permanent = -1;
	g_ptr_array_add(mail->recipients, failed);
	mail->absence = g_new0(Absence, 1);
	mail->absence->until = g_strdup("2026-12-08");
	mail->absence->deputy = g_strdup("carla@firma.example");
	mail->absence->left = true;
	mail->calendar = g_new0(CalendarAnswer, 1);
	mail->calendar->method = g_strdup("REPLY");
	mail->calendar->uid = g_strdup("u@cmc");
	mail->calendar->sequence = 2;
	mail->calendar->partstat = g_strdup("DECLINED");
	mail->calendar->start = 99;
	return mail;
}

static void keeps_every_field(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) mail = make_understood();
	bool outgoing = true;

	(void)data;
	put_message(fixture->store, mail, false);
	g_autoptr(Message) read = store_message_get(fixture->store, mail->id, &outgoing, &error);
	g_assert_no_error(error);
	g_assert_false(outgoing);
	g_assert_cmpint(read->kind, ==, KIND_AUTO_REPLY);
	g_assert_cmpint(read->size_bytes, ==, 1234);
	g_assert_cmpstr(read->text, ==, mail->text);
	g_assert_cmpstr(read->quoted, ==, mail->quoted);
	g_assert_cmpstr(read->thread_index, ==, "AdXy");
	g_assert_cmpstr(read->original_message_id, ==, "<o@x>");
	g_assert_cmpstr(read->subject, ==, "Ihr Anruf");
	g_assert_cmpstr(read->error, ==, "too complex");
	g_assert_true(read->opt_out);
	g_assert_cmpstr(message_sender(read), ==, "bert@firma.example");
	g_assert_cmpstr(((Address *)read->from->pdata[0])->name, ==, "Anna");
	g_assert_cmpstr(((Address *)read->reply_to->pdata[0])->email, ==, "Desk@firma.example");
	g_assert_cmpint(read->references->len, ==, 2);
	g_assert_cmpstr(read->references->pdata[1], ==, "<p@x>");
	g_assert_true(message_refers_to(read, "<p@x>"));
	g_assert_cmpstr(read->evidence->pdata[0], ==, "Auto-Submitted: auto-replied");
	g_assert_cmpstr(read->attachments->pdata[0], ==, "a b.pdf");
	g_assert_cmpint(((Recipient *)read->recipients->pdata[0])->permanent, ==, -1);
	g_assert_cmpstr(((Recipient *)read->recipients->pdata[0])->status, ==, "5.1.1");
	g_assert_null(read->absence->from);
	g_assert_cmpstr(read->absence->until, ==, "2026-12-08");
	g_assert_true(read->absence->left);
	g_assert_cmpstr(read->calendar->partstat, ==, "DECLINED");
	g_assert_cmpint(read->calendar->sequence, ==, 2);
	g_assert_cmpint(read->calendar->start, ==, 99);
}

static void deepens_and_never_shallows(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) sighted = make_message("<deep@x>", "bert@firma.example", "anna@example.org", 3000);
	g_autoptr(Message) deep = make_understood();
	g_autoptr(Message) again = make_message("<deep@x>", "bert@firma.example", "anna@example.org", 3000);

	(void)data;
	sighted->depth = DEPTH_SIGHTED;
	int64_t id = put_message(fixture->store, sighted, false);
	g_assert_cmpint(put_message(fixture->store, deep, false), ==, id);
	g_assert_cmpint(put_message(fixture->store, again, false), ==, id);
	g_autoptr(Message) read = store_message_get(fixture->store, id, NULL, &error);
	g_assert_cmpint(read->depth, ==, DEPTH_UNDERSTOOD);
	g_assert_cmpstr(read->text, ==, deep->text);
	g_assert_cmpint(read->from->len, ==, 1);
	g_assert_cmpint(read->to->len, ==, 1);
	g_assert_cmpstr(((Address *)read->to->pdata[0])->name, ==, "Bert");
	g_assert_cmpint(read->size_bytes, ==, 1234);
	/* the same bytes found in Sent later: ours after all */
	g_assert_false(store_message_is_outgoing(fixture->store, id, &error));
	put_message(fixture->store, again, true);
	g_assert_true(store_message_is_outgoing(fixture->store, id, &error));
	put_message(fixture->store, again, false);
	g_assert_true(store_message_is_outgoing(fixture->store, id, &error));
}

static void tells_colliding_ids_apart(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) ours = make_message("<same@x>", "anna@example.org", "bert@firma.example", 3000);
	g_autoptr(Message) forged = make_message("<same@x>", "mallory@evil.example", "anna@example.org", 3100);

	(void)data;
	forged->fingerprint[0] = forged->fingerprint[0] == 'a' ? 'b' : 'a';
	int64_t id = put_message(fixture->store, ours, true);
	g_assert_cmpint(put_message(fixture->store, forged, false), !=, id);
	g_autoptr(GPtrArray) both = store_message_by_message_id(fixture->store, "<same@x>", &error);
	g_assert_cmpint(both->len, ==, 2);
	g_autoptr(GPtrArray) none = store_message_by_message_id(fixture->store, "<other@x>", &error);
	g_assert_cmpint(none->len, ==, 0);
}

static void finds_mail_of_a_contact(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Bert", "bert@firma.example");
	g_autoptr(Call) call = make_call(fixture->store, contact, 2000);
	g_autoptr(Message) sent = make_message("<1@x>", "anna@example.org", "Bert@Firma.example", 3000);
	g_autoptr(Message) got = make_message("<2@x>", "bert@firma.example", "anna@example.org", 2500);
	g_autoptr(Message) foreign = make_message("<3@x>", "carla@else.example", "anna@example.org", 2600);
	g_autoptr(Message) sighted = make_message("<4@x>", "anna@example.org", "bert@firma.example", 2700);
	g_autoptr(Message) linked = make_message("<5@x>", "colleague@firma.example", "anna@example.org", 2800);
	g_autoptr(Message) copied = make_message("<6@x>", "carla@else.example", "bert@firma.example", 2900);

	(void)data;
	sighted->depth = DEPTH_SIGHTED;
	put_message(fixture->store, sent, true);
	put_message(fixture->store, got, false);
	put_message(fixture->store, foreign, false);
	put_message(fixture->store, sighted, true);
	put_message(fixture->store, copied, false);
	put_link(fixture->store, put_message(fixture->store, linked, false), call->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	g_autoptr(GPtrArray) all = store_message_of_contact(fixture->store, contact, &error);
	g_assert_no_error(error);
	g_assert_cmpint(all->len, ==, 3);
	g_assert_cmpint(((Message *)all->pdata[0])->id, ==, got->id);
	g_assert_cmpint(((Message *)all->pdata[1])->id, ==, linked->id);
	g_assert_cmpint(((Message *)all->pdata[2])->id, ==, sent->id);
	g_autoptr(GPtrArray) to = store_message_sent_to(fixture->store, "bert@firma.example", 2700, &error);
	g_assert_cmpint(to->len, ==, 2);
	g_autoptr(GPtrArray) late = store_message_sent_to(fixture->store, "bert@firma.example", 2701, &error);
	g_assert_cmpint(late->len, ==, 1);
}

static void knows_what_replies_refer_to(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Bert", "bert@firma.example");
	g_autoptr(Call) call = make_call(fixture->store, contact, 2000);
	g_autoptr(Message) linked = make_message("<1@x>", "anna@example.org", "bert@firma.example", 3000);
	g_autoptr(Message) reply = make_message("<2@x>", "bert@firma.example", "anna@example.org", 3100);
	g_autoptr(Message) none = make_message("<3@x>", "anna@example.org", "bert@firma.example", 3000);

	(void)data;
	put_link(fixture->store, put_message(fixture->store, linked, true), call->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	put_link(fixture->store, put_message(fixture->store, reply, false), call->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	put_link(fixture->store, put_message(fixture->store, none, true), 0, CONFIDENCE_SURE, DECIDED_BY_PERSON);
	g_autoptr(GHashTable) targets = store_message_reply_targets(fixture->store, &error);
	g_assert_no_error(error);
	g_assert_cmpint(*(int64_t *)g_hash_table_lookup(targets, "<1@x>"), ==, call->id);
	g_assert_cmpint(*(int64_t *)g_hash_table_lookup(targets, call->thread_id), ==, call->id);
	g_assert_false(g_hash_table_contains(targets, "<2@x>"));
	g_assert_false(g_hash_table_contains(targets, "<3@x>"));
}

static void keeps_mailboxes(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t id = make_mailbox(fixture->store, "INBOX", ROLE_INBOX);
	g_autoptr(Mailbox) inbox = store_mailbox_get(fixture->store, "work", "INBOX", &error);

	(void)data;
	g_assert_cmpint(inbox->id, ==, id);
	inbox->uidnext = 4294967295U;
	inbox->modseq = 9000000000ULL;
	inbox->any_keyword = true;
	inbox->read_at = 77;
	inbox->error = g_strdup("gone");
	inbox->id = 0;
	g_assert_true(store_mailbox_put(fixture->store, inbox, &error));
	g_assert_cmpint(inbox->id, ==, id);
	g_autoptr(Mailbox) read = store_mailbox_by_id(fixture->store, id, &error);
	g_assert_cmpuint(read->uidnext, ==, 4294967295U);
	g_assert_cmpuint(read->modseq, ==, 9000000000ULL);
	g_assert_cmpint(read->role, ==, ROLE_INBOX);
	g_assert_true(read->any_keyword && read->watched);
	g_assert_cmpstr(read->error, ==, "gone");
	g_assert_null(store_mailbox_get(fixture->store, "home", "INBOX", &error));
	make_mailbox(fixture->store, "Gesendet", ROLE_SENT);
	g_autoptr(GPtrArray) mine = store_mailbox_all(fixture->store, "work", &error);
	g_autoptr(GPtrArray) all = store_mailbox_all(fixture->store, NULL, &error);
	g_autoptr(GPtrArray) none = store_mailbox_all(fixture->store, "home", &error);
	g_assert_cmpint(mine->len, ==, 2);
	g_assert_cmpint(all->len, ==, 2);
	g_assert_cmpint(none->len, ==, 0);
	g_assert_no_error(error);
}

static void follows_places(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t inbox = make_mailbox(fixture->store, "INBOX", ROLE_INBOX);
	int64_t sent = make_mailbox(fixture->store, "Sent", ROLE_SENT);
	g_autoptr(Message) mail = make_message("<1@x>", "bert@firma.example", "anna@example.org", 3000);
	int64_t id = put_message(fixture->store, mail, false);

	(void)data;
	put_place(fixture->store, id, inbox, 4294967290U);
	put_place(fixture->store, id, sent, 5);
	g_assert_true(store_place_flags(fixture->store, sent, 5, FLAG_FLAGGED | FLAG_CMC_DUE, &error));
	g_autoptr(GPtrArray) two = store_place_of(fixture->store, id, &error);
	g_assert_cmpint(two->len, ==, 2);
	g_assert_cmpuint(((Place *)two->pdata[0])->uid, ==, 4294967290U);
	g_assert_cmpuint(((Place *)two->pdata[0])->flags, ==, FLAG_SEEN);
	g_assert_cmpuint(((Place *)two->pdata[1])->flags, ==, FLAG_FLAGGED | FLAG_CMC_DUE);
	g_assert_cmpint(store_place_message(fixture->store, inbox, 4294967290U, &error), ==, id);
	g_assert_cmpint(store_place_message(fixture->store, inbox, 5, &error), ==, 0);
	g_assert_true(store_place_gone(fixture->store, inbox, 1, 4294967295U, &error));
	g_assert_cmpint(store_place_message(fixture->store, inbox, 4294967290U, &error), ==, 0);
	g_assert_true(store_place_restart(fixture->store, sent, &error));
	g_autoptr(GPtrArray) none = store_place_of(fixture->store, id, &error);
	g_assert_cmpint(none->len, ==, 0);
	g_autoptr(Message) still = store_message_get(fixture->store, id, NULL, &error);
	g_assert_nonnull(still);
	g_assert_no_error(error);
}

static void picks_the_message_to_mark(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Bert", "bert@firma.example");
	g_autoptr(Call) call = make_call(fixture->store, contact, 2000);
	int64_t inbox = make_mailbox(fixture->store, "INBOX", ROLE_INBOX);
	int64_t sent = make_mailbox(fixture->store, "Sent", ROLE_SENT);
	g_autoptr(Message) follow = make_message("<1@x>", "anna@example.org", "bert@firma.example", 9000);
	g_autoptr(Message) older = make_message("<2@x>", "bert@firma.example", "anna@example.org", 3000);
	g_autoptr(Message) newer = make_message("<3@x>", "bert@firma.example", "anna@example.org", 4000);

	(void)data;
	g_assert_cmpint(store_message_to_mark(fixture->store, contact, &error), ==, 0);
	put_link(fixture->store, put_message(fixture->store, follow, true), call->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	g_assert_cmpint(store_message_to_mark(fixture->store, contact, &error), ==, 0);
	put_place(fixture->store, follow->id, sent, 1);
	g_assert_cmpint(store_message_to_mark(fixture->store, contact, &error), ==, follow->id);
	put_place(fixture->store, put_message(fixture->store, newer, false), inbox, 2);
	put_place(fixture->store, put_message(fixture->store, older, false), inbox, 3);
	g_assert_cmpint(store_message_to_mark(fixture->store, contact, &error), ==, newer->id);
	g_assert_true(store_place_gone(fixture->store, inbox, 2, 2, &error));
	g_assert_cmpint(store_message_to_mark(fixture->store, contact, &error), ==, older->id);
	g_assert_no_error(error);
}

/* A first sight of a big mailbox. The bound is far below what is measured (with -m perf it is said). */
static void takes_many_at_once(Fixture *fixture, gconstpointer data)
{
	int count = g_test_perf() ? 100000 : 5000;
	g_autoptr(GError) error = NULL;
	g_autoptr(GTimer) timer = g_timer_new();
	int64_t inbox = make_mailbox(fixture->store, "INBOX", ROLE_INBOX);

	(void)data;
	for (int i = 0; i < count;) {
		g_autoptr(Transaction) transaction = transaction_begin(fixture->store, &error);
		for (int k = 0; k < 2000 && i < count; k++, i++) {
			g_autofree char *id = g_strdup_printf("<message.%d@mail.firma.example>", i);
			g_autofree char *from = g_strdup_printf("person.%d@firma%d.example", i % 900, i % 40);
			g_autoptr(Message) mail = make_message(id, from, "anna@example.org", 3000 + i);
			put_place(fixture->store, put_message(fixture->store, mail, false), inbox, (uint32_t)i + 1);
		}
		g_assert_true(transaction_commit(transaction, &error));
	}
	double rate = count / g_timer_elapsed(timer, NULL);
	g_test_maximized_result(rate, "%.0f messages a second", rate);
	g_test_message("%.0f messages a second", rate);
	g_assert_cmpfloat(rate, >, 500);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/store/message/sighted-keeps-little", sighted_keeps_little);
	ADD("/store/message/keeps-every-field", keeps_every_field);
	ADD("/store/message/deepens-and-never-shallows", deepens_and_never_shallows);
	ADD("/store/message/tells-colliding-ids-apart", tells_colliding_ids_apart);
	ADD("/store/message/finds-mail-of-a-contact", finds_mail_of_a_contact);
	ADD("/store/message/knows-what-replies-refer-to", knows_what_replies_refer_to);
	ADD("/store/message/keeps-mailboxes", keeps_mailboxes);
	ADD("/store/message/follows-places", follows_places);
	ADD("/store/message/picks-the-message-to-mark", picks_the_message_to_mark);
	ADD("/store/message/takes-many-at-once", takes_many_at_once);
	return g_test_run();
}
