/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

static void keeps_every_field(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Contact) contact = contact_new("Änne Groß");

	(void)data;
	contact->org = g_strdup("Firma");
	contact->language = g_strdup("de");
	contact->timezone = g_strdup("Europe/Berlin");
	contact->note = g_strdup("Zeile 1\nZeile 2");
	contact->right_person = RIGHT_PERSON_DENIED;
	contact->right_person_at = 77;
	contact->do_not_call = contact->do_not_mail = true;
	contact->created_at = 1000;
	g_ptr_array_add(contact->emails, g_strdup("second@firma.example"));
	g_ptr_array_add(contact->emails, g_strdup("first@firma.example"));
	g_ptr_array_add(contact->phones, g_strdup("+4930123"));
	g_assert_true(store_contact_add(fixture->store, contact, &error));
	g_autoptr(Contact) read = store_contact_get(fixture->store, contact->id, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(read->name, ==, "Änne Groß");
	g_assert_cmpstr(read->org, ==, "Firma");
	g_assert_cmpstr(read->language, ==, "de");
	g_assert_cmpstr(read->timezone, ==, "Europe/Berlin");
	g_assert_cmpstr(read->note, ==, "Zeile 1\nZeile 2");
	g_assert_cmpint(read->right_person, ==, RIGHT_PERSON_DENIED);
	g_assert_cmpint(read->right_person_at, ==, 77);
	g_assert_true(read->do_not_call && read->do_not_mail);
	g_assert_cmpint(read->emails->len, ==, 2);
	g_assert_cmpstr(contact_email(read), ==, "second@firma.example");
	g_assert_cmpstr(contact_phone(read), ==, "+4930123");
	g_ptr_array_remove_index(read->emails, 0);
	read->do_not_call = false;
	g_assert_true(store_contact_put(fixture->store, read, &error));
	g_autoptr(Contact) again = store_contact_by_email(fixture->store, "first@firma.example", &error);
	g_assert_cmpint(again->id, ==, contact->id);
	g_assert_false(again->do_not_call);
	g_assert_null(store_contact_by_email(fixture->store, "second@firma.example", &error));
	g_assert_null(store_contact_get(fixture->store, 4711, &error));
	g_assert_no_error(error);
}

static void gives_an_address_once(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Contact) other = contact_new("Carla");

	(void)data;
	make_contact(fixture->store, "Bert Beispiel", "bert@firma.example");
	g_ptr_array_add(other->emails, g_strdup("bert@firma.example"));
	g_autoptr(Transaction) transaction = transaction_begin(fixture->store, NULL);
	g_assert_false(store_contact_add(fixture->store, other, &error));
	g_assert_error(error, ERROR, ERROR_DATA);
	g_assert_nonnull(strstr(error->message, "Bert Beispiel"));
}

static void finds_people(Fixture *fixture, gconstpointer data)
{
	static const struct {
		const char *text;
		guint count;
		const char *first;
	} cases[] = {
		{"bert", 3, "Bert"},	    {"BERT", 3, "Bert"},	 {"meier bert", 1, "Bert Meier"},
		{"größe", 1, "Otto Größe"}, {"GRÖSSE", 1, "Otto Größe"}, {"%", 0, NULL},
		{"_ert", 0, NULL},	    {"nobody", 0, NULL},
	};
	g_autoptr(GError) error = NULL;

	(void)data;
	make_contact(fixture->store, "Albert Wer", "albert@x.example");
	make_contact(fixture->store, "Bert Meier", "bm@x.example");
	make_contact(fixture->store, "Bert", NULL);
	make_contact(fixture->store, "Otto Größe", NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) found = store_contact_find(fixture->store, cases[i].text, 10, &error);

		g_assert_no_error(error);
		g_assert_cmpint(found->len, ==, cases[i].count);
		if (found->len)
			g_assert_cmpstr(((Contact *)found->pdata[0])->name, ==, cases[i].first);
	}
	g_autoptr(GPtrArray) limited = store_contact_find(fixture->store, "bert", 2, &error);
	g_assert_cmpint(limited->len, ==, 2);
	g_autoptr(GPtrArray) named = store_contact_by_name(fixture->store, "Bert Meier", &error);
	g_assert_cmpint(named->len, ==, 1);
	g_autoptr(GHashTable) emails = store_contact_emails(fixture->store, &error);
	g_assert_cmpint(g_hash_table_size(emails), ==, 2);
	g_assert_cmpint(*(int64_t *)g_hash_table_lookup(emails, "bm@x.example"), ==, 0);
	g_assert_cmpint(store_contact_first_call(fixture->store, "bm@x.example", &error), ==, 0);
	g_assert_cmpint(store_contact_first_call(fixture->store, "nobody@x.example", &error), ==, -1);
}

static void check_addresses(Store *store, const char *text, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) found = store_contact_addresses(store, text, 1000, &error);
	g_autoptr(GString) emails = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < found->len; i++)
		g_string_append_printf(emails, "%s%s", i ? " " : "", ((ContactAddress *)found->pdata[i])->email);
	g_assert_cmpstr(emails->str, ==, expected);
}

static void check_sound(Store *store)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) findings = store_check(store, &error);

	g_assert_no_error(error);
	g_assert_cmpint(findings->len, ==, 0);
}

/* What a search looks into follows every change, over more people than one page holds. */
static void finds_who_changed(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	Store *store = fixture->store;

	(void)data;
	for (int i = 1; i <= 600; i++) {
		g_autofree char *name = g_strdup_printf("Person %d", i), *email = g_strdup_printf("p%d@x.example", i);

		g_assert_cmpint(make_contact(store, name, email), ==, i);
	}
	check_addresses(store, "person 300", "p300@x.example");
	check_addresses(store, "P599@", "p599@x.example");
	check_addresses(store, "300 599", "");
	check_addresses(store, "p59 person",
			"p59@x.example p590@x.example p591@x.example p592@x.example p593@x.example p594@x.example "
			"p595@x.example p596@x.example p597@x.example p598@x.example p599@x.example");
	g_autoptr(Contact) contact = store_contact_get(store, 300, &error);
	g_free(contact->name);
	contact->name = g_strdup("Zoë Neu");
	contact->org = g_strdup("Firma 7");
	g_ptr_array_add(contact->emails, g_strdup("zoe@firma.example"));
	g_assert_true(store_contact_put(store, contact, &error));
	check_addresses(store, "person 300", "");
	check_addresses(store, "ZOË", "p300@x.example zoe@firma.example");
	check_addresses(store, "firma neu zoe@", "zoe@firma.example");
	check_addresses(store, "300\t", "p300@x.example");
	g_assert_true(store_contact_drop(store, 599, &error));
	check_addresses(store, "599", "");
	check_sound(store);
}

static void opens_and_closes_cycles(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Bert", "bert@firma.example");
	g_autoptr(Call) first = make_call(fixture->store, contact, 2000);
	g_autoptr(Call) second = make_call(fixture->store, contact, 3000);
	int64_t parsed = 0;

	(void)data;
	g_assert_cmpint(first->cycle_id, ==, second->cycle_id);
	g_assert_true(call_thread_id_parse(first->thread_id, &parsed));
	g_assert_cmpint(parsed, ==, first->id);
	g_assert_true(g_str_has_suffix(first->thread_id, "@example.org>"));
	g_assert_cmpstr(first->thread_id + 9, !=, second->thread_id + 9);
	g_assert_true(store_cycle_is_open(fixture->store, first->cycle_id, &error));
	g_assert_true(store_cycle_close(fixture->store, first->cycle_id, 3500, &error));
	g_assert_false(store_cycle_is_open(fixture->store, first->cycle_id, &error));
	g_autoptr(Call) third = make_call(fixture->store, contact, 4000);
	g_assert_cmpint(third->cycle_id, !=, first->cycle_id);
	third->outcome = OUTCOME_NONE;
	third->topic = g_strdup("Messe");
	g_assert_true(store_call_put(fixture->store, third, &error));
	g_autoptr(Call) running = store_call_running(fixture->store, 0, &error);
	g_assert_cmpint(running->id, ==, third->id);
	g_assert_cmpstr(running->topic, ==, "Messe");
	g_assert_cmpstr(running->thread_id, ==, third->thread_id);
	g_assert_null(store_call_running(fixture->store, contact + 1, &error));
	g_autoptr(GPtrArray) calls = store_call_of_contact(fixture->store, contact, &error);
	g_assert_cmpint(calls->len, ==, 3);
	g_assert_cmpint(((Call *)calls->pdata[0])->id, ==, first->id);
	g_assert_cmpint(store_call_oldest(fixture->store, &error), ==, 2000);
	g_assert_cmpint(store_contact_first_call(fixture->store, "bert@firma.example", &error), ==, 2000);
	g_autoptr(GHashTable) emails = store_contact_emails(fixture->store, &error);
	g_assert_cmpint(*(int64_t *)g_hash_table_lookup(emails, "bert@firma.example"), ==, 2000);
	g_assert_no_error(error);
}

static Outbox *make_row(int64_t call_id, const char *message_id)
{
	Outbox *row = outbox_new();

	row->account = g_strdup("work");
	row->call_id = call_id;
	row->message_id = g_strdup(message_id);
	row->sender = g_strdup("anna@example.org");
	row->bytes = g_bytes_new_static("x", 1);
	row->created_at = row->updated_at = 4000;
	return row;
}

static void tells_the_facts_of_calls(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Bert", "bert@firma.example");
	g_autoptr(Call) bare = make_call(fixture->store, contact, 2000);
	g_autoptr(Call) mailed = make_call(fixture->store, contact, 3000);
	g_autoptr(Message) sure = make_message("<1@x>", "anna@example.org", "bert@firma.example", 3100);
	g_autoptr(Message) probable = make_message("<2@x>", "anna@example.org", "bert@firma.example", 3200);
	g_autoptr(Message) reply = make_message("<3@x>", "bert@firma.example", "anna@example.org", 3300);
	g_autoptr(Message) decided = make_message("<4@x>", "anna@example.org", "bert@firma.example", 3050);
	g_autoptr(Outbox) row = make_row(mailed->id, "<5@x>");

	(void)data;
	put_link(fixture->store, put_message(fixture->store, sure, true), mailed->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	put_link(fixture->store, put_message(fixture->store, probable, true), mailed->id, CONFIDENCE_PROBABLE,
		 DECIDED_BY_CMC);
	put_link(fixture->store, put_message(fixture->store, reply, false), mailed->id, CONFIDENCE_SURE,
		 DECIDED_BY_CMC);
	put_link(fixture->store, put_message(fixture->store, decided, true), mailed->id, CONFIDENCE_PROBABLE,
		 DECIDED_BY_PERSON);
	g_assert_true(store_outbox_add(fixture->store, row, &error));
	g_autoptr(GPtrArray) all = store_call_facts(fixture->store, 0, 0, G_MAXINT64, &error);
	g_assert_no_error(error);
	g_assert_cmpint(all->len, ==, 2);
	CallFacts *none = all->pdata[0], *some = all->pdata[1];
	g_assert_cmpint(none->call->id, ==, bare->id);
	g_assert_cmpint(none->follow_ups, ==, 0);
	g_assert_cmpint(none->follow_up_at, ==, 0);
	g_assert_cmpint(none->outbox_waiting, ==, 0);
	g_assert_true(none->cycle_open);
	g_assert_cmpint(some->follow_ups, ==, 2);
	g_assert_cmpint(some->follow_up_at, ==, 3100);
	g_assert_cmpint(some->outbox_waiting, ==, 1);
	g_assert_false(some->outbox_troubled);
	g_autoptr(Outbox) claimed = store_outbox_claim(fixture->store, "work", "lease", 5000, 5020, &error);
	claimed->state = OUTBOX_FAILED;
	g_assert_true(store_outbox_go(fixture->store, claimed, OUTBOX_CLAIMED, "lease", 5001, &error));
	g_autoptr(GPtrArray) troubled = store_call_facts(fixture->store, contact, 3000, 3000, &error);
	g_assert_cmpint(troubled->len, ==, 1);
	g_assert_cmpint(((CallFacts *)troubled->pdata[0])->outbox_waiting, ==, 0);
	g_assert_true(((CallFacts *)troubled->pdata[0])->outbox_troubled);
	g_autoptr(GPtrArray) later = store_call_facts(fixture->store, contact, 2500, 9000, &error);
	g_assert_cmpint(later->len, ==, 1);
	g_autoptr(GPtrArray) nobody = store_call_facts(fixture->store, contact + 1, 0, 9000, &error);
	g_assert_cmpint(nobody->len, ==, 0);
}

static void keeps_an_appointments_history(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Bert", "bert@firma.example");
	g_autoptr(Call) call = make_call(fixture->store, contact, 2000);
	g_autoptr(Appointment) agreed = appointment_new();

	(void)data;
	agreed->contact_id = contact;
	agreed->cycle_id = call->cycle_id;
	agreed->call_id = call->id;
	agreed->local = g_strdup("2026-11-26T14:00");
	agreed->zone = g_strdup("Europe/Berlin");
	agreed->at = 1795698000;
	agreed->they_dial = true;
	agreed->created_at = 2000;
	g_assert_true(store_appointment_add(fixture->store, agreed, &error));
	g_assert_no_error(error);
	g_assert_nonnull(agreed->uid);
	agreed->attempts = 1;
	g_assert_true(store_appointment_put(fixture->store, agreed, 2100, NULL, &error));
	g_free(agreed->local);
	agreed->local = g_strdup("2026-11-27T15:00");
	agreed->state = APPOINTMENT_MOVED;
	agreed->sequence = 1;
	g_assert_true(store_appointment_put(fixture->store, agreed, 2200, "er ist krank", &error));
	g_autoptr(GPtrArray) events = store_appointment_events(fixture->store, agreed->id, &error);
	g_assert_cmpint(events->len, ==, 2);
	AppointmentEvent *first = events->pdata[0], *moved = events->pdata[1];
	g_assert_cmpstr(first->local, ==, "2026-11-26T14:00");
	g_assert_cmpint(moved->at, ==, 2200);
	g_assert_cmpint(moved->state, ==, APPOINTMENT_MOVED);
	g_assert_cmpstr(moved->note, ==, "er ist krank");
	g_autoptr(Appointment) open = store_appointment_open_of(fixture->store, contact, &error);
	g_assert_cmpint(open->attempts, ==, 1);
	g_assert_cmpint(open->sequence, ==, 1);
	g_assert_true(open->they_dial);
	g_assert_cmpstr(open->local, ==, "2026-11-27T15:00");
	agreed->state = APPOINTMENT_KEPT;
	g_assert_true(store_appointment_put(fixture->store, agreed, 2300, NULL, &error));
	g_assert_null(store_appointment_open_of(fixture->store, contact, &error));
	g_autoptr(GPtrArray) none = store_appointment_open(fixture->store, &error);
	g_assert_cmpint(none->len, ==, 0);
	g_autoptr(Appointment) known = store_appointment_by_uid(fixture->store, agreed->uid, &error);
	g_assert_cmpint(known->state, ==, APPOINTMENT_KEPT);
	g_autoptr(GPtrArray) all = store_appointment_of_contact(fixture->store, contact, &error);
	g_assert_cmpint(all->len, ==, 1);
	g_assert_no_error(error);
}

static bool file_has(const char *path, const char *word)
{
	g_autofree char *bytes = NULL;
	gsize size = 0;

	return g_file_get_contents(path, &bytes, &size, NULL) && memmem(bytes, size, word, strlen(word));
}

static void forgets_a_contact(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Vergessmich Nicht", "secret.person@firma.example");
	int64_t other = make_contact(fixture->store, "Carla", "carla@else.example");
	g_autoptr(Call) call = make_call(fixture->store, contact, 2000);
	g_autoptr(Call) kept = make_call(fixture->store, other, 2000);
	g_autoptr(Message) mine = make_message("<1@x>", "anna@example.org", "secret.person@firma.example", 2100);
	g_autoptr(Message) colleague = make_message("<2@x>", "colleague@firma.example", "anna@example.org", 2200);
	g_autoptr(Message) hers = make_message("<3@x>", "anna@example.org", "carla@else.example", 2300);
	g_autoptr(Outbox) row = make_row(call->id, "<5@x>");
	g_autofree char *wal = g_strconcat(fixture->path, "-wal", NULL);

	(void)data;
	put_message(fixture->store, mine, true);
	put_link(fixture->store, put_message(fixture->store, colleague, false), call->id, CONFIDENCE_SURE,
		 DECIDED_BY_CMC);
	put_link(fixture->store, put_message(fixture->store, hers, true), kept->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	g_assert_true(store_outbox_add(fixture->store, row, &error));
	g_assert_true(store_contact_drop(fixture->store, contact, &error));
	g_assert_no_error(error);
	g_assert_null(store_contact_get(fixture->store, contact, &error));
	g_assert_null(store_call_get(fixture->store, call->id, &error));
	g_assert_null(store_message_get(fixture->store, mine->id, NULL, &error));
	g_assert_null(store_message_get(fixture->store, colleague->id, NULL, &error));
	g_assert_null(store_outbox_get(fixture->store, row->id, &error));
	g_autoptr(Message) still = store_message_get(fixture->store, hers->id, NULL, &error);
	g_assert_nonnull(still);
	g_autoptr(GPtrArray) findings = store_check(fixture->store, &error);
	g_assert_cmpint(findings->len, ==, 0);
	/* nobody is given the number of somebody forgotten */
	g_assert_cmpint(make_contact(fixture->store, "Dora", NULL), >, other);
	g_clear_pointer(&fixture->store, store_close);
	g_assert_false(file_has(fixture->path, "secret.person") || file_has(fixture->path, "Vergessmich"));
	g_assert_false(file_has(wal, "secret.person") || file_has(wal, "Vergessmich"));
	g_assert_no_error(error);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/store/people/keeps-every-field", keeps_every_field);
	ADD("/store/people/gives-an-address-once", gives_an_address_once);
	ADD("/store/people/finds-people", finds_people);
	ADD("/store/people/finds-who-changed", finds_who_changed);
	ADD("/store/people/opens-and-closes-cycles", opens_and_closes_cycles);
	ADD("/store/people/tells-the-facts-of-calls", tells_the_facts_of_calls);
	ADD("/store/people/keeps-an-appointments-history", keeps_an_appointments_history);
	ADD("/store/people/forgets-a-contact", forgets_a_contact);
	return g_test_run();
}
