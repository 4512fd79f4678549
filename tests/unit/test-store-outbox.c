/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

static Outbox *add_row(Store *store, const char *message_id, int64_t call_id)
{
	g_autoptr(GError) error = NULL;
	Outbox *row = outbox_new();
	const char *const people[] = {"bert@firma.example", "carla@firma.example"};

	row->account = g_strdup("work");
	row->call_id = call_id;
	row->message_id = g_strdup(message_id);
	row->sender = g_strdup("anna@example.org");
	row->bytes = g_bytes_new_static("Subject: x\r\n\r\n\0y", 17);
	row->created_at = row->updated_at = 1000;
	for (gsize i = 0; i < G_N_ELEMENTS(people); i++) {
		OutboxRecipient *recipient = g_new0(OutboxRecipient, 1);
		recipient->email = g_strdup(people[i]);
		g_ptr_array_add(row->recipients, recipient);
	}
	g_assert_true(store_outbox_add(store, row, &error));
	g_assert_no_error(error);
	return row;
}

static void go(Store *store, Outbox *row, OutboxState to, const char *lease)
{
	g_autoptr(GError) error = NULL;
	OutboxState from = row->state;

	row->state = to;
	g_assert_true(store_outbox_go(store, row, from, lease, 3000, &error));
	g_assert_no_error(error);
}

static Outbox *claim(Store *store, const char *lease, int64_t now)
{
	g_autoptr(GError) error = NULL;
	Outbox *row = store_outbox_claim(store, "work", lease, now, now + 20, &error);

	g_assert_no_error(error);
	return row;
}

static void keeps_every_field(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Outbox) row = add_row(fixture->store, "<1@x>", 12);

	(void)data;
	g_autoptr(Outbox) read = store_outbox_by_message_id(fixture->store, "<1@x>", &error);
	g_assert_cmpint(read->id, ==, row->id);
	g_assert_cmpint(read->call_id, ==, 12);
	g_assert_cmpint(read->state, ==, OUTBOX_SEALED);
	g_assert_true(g_bytes_equal(read->bytes, row->bytes));
	g_assert_cmpstr(read->sender, ==, "anna@example.org");
	g_assert_cmpint(read->recipients->len, ==, 2);
	OutboxRecipient *carla = read->recipients->pdata[1];
	carla->state = RECIPIENT_ACCEPTED;
	carla->code = 250;
	carla->reply = g_strdup("ok");
	read->state = OUTBOX_CLAIMED;
	g_assert_true(store_outbox_go(fixture->store, read, OUTBOX_SEALED, NULL, 1500, &error));
	g_autoptr(Outbox) again = store_outbox_get(fixture->store, row->id, &error);
	OutboxRecipient *first = again->recipients->pdata[0], *second = again->recipients->pdata[1];
	g_assert_cmpstr(first->email, ==, "bert@firma.example");
	g_assert_cmpint(first->state, ==, RECIPIENT_OPEN);
	g_assert_cmpint(second->state, ==, RECIPIENT_ACCEPTED);
	g_assert_cmpint(second->code, ==, 250);
	g_assert_cmpstr(second->reply, ==, "ok");
	g_autoptr(GPtrArray) all = store_outbox_all(fixture->store, &error);
	g_autoptr(GPtrArray) of_call = store_outbox_of_call(fixture->store, 12, &error);
	g_assert_cmpint(all->len, ==, 1);
	g_assert_null(((Outbox *)all->pdata[0])->bytes);
	g_assert_cmpint(of_call->len, ==, 1);
	g_assert_cmpint(store_made_message_call(fixture->store, "<1@x>", &error), ==, 12);
	g_assert_cmpint(store_made_message_call(fixture->store, "<2@x>", &error), ==, 0);
	g_assert_no_error(error);
}

static void gives_a_row_to_one(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Outbox) row = add_row(fixture->store, "<1@x>", 0);
	g_autoptr(Store) other = store_open(fixture->path, STORE_WRITE, &error);

	(void)data;
	g_autoptr(Outbox) mine = claim(fixture->store, "lease-a", 2000);
	g_assert_cmpint(mine->id, ==, row->id);
	g_assert_cmpint(mine->state, ==, OUTBOX_CLAIMED);
	g_assert_cmpstr(mine->lease, ==, "lease-a");
	g_assert_nonnull(mine->bytes);
	g_assert_null(claim(other, "lease-b", 2019));
	/* the first one died: the lease runs out, and its late step is refused */
	g_autoptr(Outbox) theirs = claim(other, "lease-b", 2020);
	g_assert_cmpint(theirs->id, ==, row->id);
	mine->state = OUTBOX_RCPT_OK;
	g_assert_false(store_outbox_go(fixture->store, mine, OUTBOX_CLAIMED, "lease-a", 2021, &error));
	g_assert_error(error, ERROR, ERROR_TEMP);
	go(other, theirs, OUTBOX_RCPT_OK, "lease-b");
	go(other, theirs, OUTBOX_DOT_INTENT, "lease-b");
	/* after the dot nobody may take it again, however late */
	g_assert_null(claim(fixture->store, "lease-a", 999999));
}

static gpointer claim_in_thread(gpointer path)
{
	g_autoptr(Store) store = store_open(path, STORE_WRITE, NULL);
	g_autofree char *lease = g_uuid_string_random();
	int *won = g_new0(int, 1);

	for (;;) {
		g_autoptr(Outbox) row = claim(store, lease, 2000);
		if (!row)
			return won;
		++*won;
	}
}

static void gives_each_row_once(Fixture *fixture, gconstpointer data)
{
	GThread *threads[2];
	int won = 0;

	(void)data;
	for (int i = 0; i < 40; i++) {
		g_autofree char *id = g_strdup_printf("<%d@x>", i);
		outbox_free(add_row(fixture->store, id, 0));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("sender", claim_in_thread, fixture->path);
	for (gsize i = 0; i < G_N_ELEMENTS(threads); i++) {
		g_autofree int *mine = g_thread_join(threads[i]);
		won += *mine;
	}
	g_assert_cmpint(won, ==, 40);
}

static void claims_what_is_due(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Outbox) first = add_row(fixture->store, "<1@x>", 0);
	g_autoptr(Outbox) second = add_row(fixture->store, "<2@x>", 0);

	(void)data;
	g_assert_null(store_outbox_claim(fixture->store, "home", "lease", 2000, 2020, &error));
	g_autoptr(Outbox) row = claim(fixture->store, "lease", 2000);
	g_assert_cmpint(row->id, ==, first->id);
	row->next_at = 2300;
	row->attempts = 1;
	g_free(row->error);
	row->error = g_strdup("greylisted");
	go(fixture->store, row, OUTBOX_DEFERRED, "lease");
	g_autoptr(Outbox) next = claim(fixture->store, "lease", 2100);
	g_assert_cmpint(next->id, ==, second->id);
	go(fixture->store, next, OUTBOX_FAILED, "lease");
	g_assert_null(claim(fixture->store, "lease", 2299));
	g_autoptr(Outbox) again = claim(fixture->store, "lease", 2300);
	g_assert_cmpint(again->id, ==, first->id);
	g_assert_cmpint(again->attempts, ==, 1);
	g_assert_cmpstr(again->error, ==, "greylisted");
	g_assert_null(claim(fixture->store, "other", 2310));
}

static void goes_by_the_table(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Outbox) row = add_row(fixture->store, "<1@x>", 0);

	(void)data;
	row->state = OUTBOX_DONE;
	g_assert_false(store_outbox_go(fixture->store, row, OUTBOX_SEALED, NULL, 2000, &error));
	g_assert_nonnull(error);
	g_clear_error(&error);
	/* allowed by the table, but it is not where the caller thinks */
	row->state = OUTBOX_SENT_COPY;
	g_assert_false(store_outbox_go(fixture->store, row, OUTBOX_ACCEPTED, NULL, 2000, &error));
	g_assert_error(error, ERROR, ERROR_TEMP);
	g_autoptr(Outbox) still = store_outbox_get(fixture->store, row->id, NULL);
	g_assert_cmpint(still->state, ==, OUTBOX_SEALED);
}

static void remembers_the_doubt(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Bert", "bert@firma.example");
	g_autoptr(Call) call = make_call(fixture->store, contact, 900);
	g_autoptr(Outbox) added = add_row(fixture->store, "<1@x>", call->id);
	g_autoptr(Outbox) row = claim(fixture->store, "lease", 2000);

	(void)data;
	go(fixture->store, row, OUTBOX_RCPT_OK, "lease");
	row->sent_uidvalidity = 4294967295;
	row->sent_uidnext = 77;
	go(fixture->store, row, OUTBOX_DOT_INTENT, "lease");
	row->uncertain_at = 2010;
	row->next_at = 2130;
	row->sent_checks = 1;
	g_clear_pointer(&row->lease, g_free);
	go(fixture->store, row, OUTBOX_UNCERTAIN, "lease");
	g_autoptr(GPtrArray) early = store_outbox_in(fixture->store, "work", OUTBOX_UNCERTAIN, 2129, &error);
	g_assert_cmpint(early->len, ==, 0);
	g_autoptr(GPtrArray) due = store_outbox_in(fixture->store, "work", OUTBOX_UNCERTAIN, 2130, &error);
	g_assert_cmpint(due->len, ==, 1);
	Outbox *read = due->pdata[0];
	g_assert_cmpint(read->sent_uidvalidity, ==, 4294967295);
	g_assert_cmpint(read->sent_uidnext, ==, 77);
	g_assert_cmpint(read->uncertain_at, ==, 2010);
	g_assert_cmpint(read->sent_checks, ==, 1);
	g_assert_null(read->lease);
	g_assert_nonnull(read->bytes);
	g_assert_null(claim(fixture->store, "lease", 9000));
	g_autoptr(GPtrArray) findings = store_check(fixture->store, &error);
	g_assert_cmpint(findings->len, ==, 0);
}

static void keeps_drafts(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	Draft draft = {.account = (char *)"work", .call_id = 12, .message_id = (char *)"<d@x>", .created_at = 1000};

	(void)data;
	draft.bytes = g_bytes_new_static("draft", 5);
	g_assert_true(store_draft_add(fixture->store, &draft, &error));
	g_autoptr(GPtrArray) waiting = store_draft_waiting(fixture->store, "work", &error);
	g_autoptr(GPtrArray) none = store_draft_waiting(fixture->store, "home", &error);
	g_assert_cmpint(waiting->len, ==, 1);
	g_assert_cmpint(none->len, ==, 0);
	g_assert_true(g_bytes_equal(((Draft *)waiting->pdata[0])->bytes, draft.bytes));
	draft.stored_at = 2000;
	g_assert_true(store_draft_put(fixture->store, &draft, &error));
	g_autoptr(GPtrArray) after = store_draft_waiting(fixture->store, "work", &error);
	g_assert_cmpint(after->len, ==, 0);
	g_assert_cmpint(store_made_message_call(fixture->store, "<d@x>", &error), ==, 12);
	g_assert_no_error(error);
	g_bytes_unref(draft.bytes);
}

static void keeps_marks(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t inbox = make_mailbox(fixture->store, "INBOX", ROLE_INBOX);
	MarkRow mark = {.kind = MARK_FLAG, .contact_id = 3, .appointment_id = 4, .account = (char *)"work",
			.message_id = (char *)"<1@x>"};

	(void)data;
	g_assert_true(store_mark_put(fixture->store, &mark, &error));
	g_assert_cmpint(mark.id, >, 0);
	mark.mailbox_id = inbox;
	mark.uidvalidity = 7;
	mark.uid = 4294967290U;
	mark.content = (char *)"hash";
	mark.set = mark.person = mark.removed_by_person = true;
	g_assert_true(store_mark_put(fixture->store, &mark, &error));
	g_autoptr(GPtrArray) at = store_mark_at(fixture->store, inbox, 4294967290U, &error);
	g_assert_cmpint(at->len, ==, 1);
	MarkRow *read = at->pdata[0];
	g_assert_cmpint(read->kind, ==, MARK_FLAG);
	g_assert_cmpint(read->contact_id, ==, 3);
	g_assert_cmpint(read->appointment_id, ==, 4);
	g_assert_cmpuint(read->uidvalidity, ==, 7);
	g_assert_cmpstr(read->content, ==, "hash");
	g_assert_cmpstr(read->message_id, ==, "<1@x>");
	g_assert_true(read->set && read->person && read->removed_by_person);
	/* a restart of the mailbox forgets places, not what was marked */
	g_assert_true(store_place_restart(fixture->store, inbox, &error));
	g_autoptr(GPtrArray) all = store_mark_all(fixture->store, NULL, &error);
	g_autoptr(GPtrArray) foreign = store_mark_all(fixture->store, "home", &error);
	g_assert_cmpint(all->len, ==, 1);
	g_assert_cmpint(foreign->len, ==, 0);
	g_assert_true(store_mark_drop(fixture->store, mark.id, &error));
	g_autoptr(GPtrArray) none = store_mark_all(fixture->store, "work", &error);
	g_assert_cmpint(none->len, ==, 0);
	g_assert_no_error(error);
}

static void finds_where_to_mark(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t inbox = make_mailbox(fixture->store, "INBOX", ROLE_INBOX);
	int64_t archive = make_mailbox(fixture->store, "Archive", ROLE_OTHER);
	g_autoptr(Message) named = make_message("<1@x>", "bert@firma.example", "anna@example.org", 3000);
	g_autoptr(Message) other = make_message("<2@x>", "bert@firma.example", "anna@example.org", 4000);
	MarkRow mark = {
		.kind = MARK_FLAG, .mailbox_id = inbox, .uidvalidity = 7, .uid = 2, .message_id = (char *)"<1@x>"};

	(void)data;
	put_place(fixture->store, put_message(fixture->store, named, false), inbox, 2);
	put_place(fixture->store, named->id, archive, 5);
	put_place(fixture->store, put_message(fixture->store, other, false), inbox, 3);
	g_autoptr(GPtrArray) spots = store_mark_spots(fixture->store, named->id, &error);
	g_assert_cmpint(spots->len, ==, 1); /* an archive is nobody's list of what to do */
	const MarkSpot *spot = spots->pdata[0];
	g_assert_cmpint(spot->place.mailbox_id, ==, inbox);
	g_assert_cmpuint(spot->place.uid, ==, 2);
	g_assert_cmpuint(spot->place.flags, ==, FLAG_SEEN);
	g_assert_cmpuint(spot->uidvalidity, ==, 7);
	g_assert_cmpstr(spot->account, ==, "work");
	g_assert_cmpstr(spot->message_id, ==, "<1@x>");
	g_assert_false(spot->any_keyword);

	g_assert_true(store_mark_holds(fixture->store, &mark, &error));
	mark.uid = 3; /* another message there */
	g_assert_false(store_mark_holds(fixture->store, &mark, &error));
	mark.uid = 2;
	mark.uidvalidity = 8; /* and one from before the mailbox was made anew */
	g_assert_false(store_mark_holds(fixture->store, &mark, &error));
	g_assert_no_error(error);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/store/outbox/keeps-every-field", keeps_every_field);
	ADD("/store/outbox/gives-a-row-to-one", gives_a_row_to_one);
	ADD("/store/outbox/gives-each-row-once", gives_each_row_once);
	ADD("/store/outbox/claims-what-is-due", claims_what_is_due);
	ADD("/store/outbox/goes-by-the-table", goes_by_the_table);
	ADD("/store/outbox/remembers-the-doubt", remembers_the_doubt);
	ADD("/store/outbox/keeps-drafts", keeps_drafts);
	ADD("/store/outbox/keeps-marks", keeps_marks);
	ADD("/store/outbox/finds-where-to-mark", finds_where_to_mark);
	return g_test_run();
}
