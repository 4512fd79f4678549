/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts as an agent tells them, taken into a real store: what is kept, what is linked, what is forgotten. */
#include <glib/gstdio.h>

#include "app/brain.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-link.h"

#define NOW 1800000000

typedef struct World {
	char *folder;
	Config config;
	Account *account;
	Brain brain;
	Worker worker;
	Contact *boris;
} World;

static void must(bool done, GError *error)
{
	g_assert_no_error(error);
	g_assert_true(done);
}

static void world_open(World *world, gconstpointer unused)
{
	g_autofree char *path = NULL;
	GError *error = NULL;

	world->folder = g_dir_make_tmp("cmc-ingest-XXXXXX", NULL);
	path = g_build_filename(world->folder, "cmc.db", NULL);
	world->account = account_new("work");
	world->account->email = g_strdup("anna@example.org");
	world->config.accounts = g_ptr_array_new();
	g_ptr_array_add(world->config.accounts, world->account);
	world->brain.config = &world->config;
	world->brain.domains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	world->brain.store = store_open(path, STORE_WRITE, &error);
	g_assert_no_error(error);
	world->worker.brain = &world->brain;
	world->worker.account = world->account;
	world->worker.orders = g_hash_table_new(NULL, NULL);
	world->worker.held = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	world->worker.unread = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	world->boris = contact_new("Boris Beispiel");
	world->boris->created_at = NOW;
	g_ptr_array_add(world->boris->emails, g_strdup("boris@example.net"));
	g_autoptr(Transaction) transaction = transaction_begin(world->brain.store, &error);
	must(store_contact_add(world->brain.store, world->boris, &error), error);
	must(transaction_commit(transaction, &error), error);
}

static void world_close(World *world, gconstpointer unused)
{
	const char *const files[] = {"cmc.db", "cmc.db-wal", "cmc.db-shm"};

	weigh_clear(&world->brain);
	store_close(world->brain.store);
	g_hash_table_unref(world->brain.domains);
	g_clear_pointer(&world->brain.emails, g_hash_table_unref);
	g_clear_pointer(&world->brain.targets, g_hash_table_unref);
	g_hash_table_unref(world->worker.orders);
	g_hash_table_unref(world->worker.held);
	g_hash_table_unref(world->worker.unread);
	g_ptr_array_unref(world->config.accounts);
	account_free(world->account);
	contact_free(world->boris);
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_build_filename(world->folder, files[i], NULL);

		g_remove(path);
	}
	g_rmdir(world->folder);
	g_free(world->folder);
}

static Call *log_call(World *world, int64_t at, const char *promise)
{
	Call *call = call_new();
	GError *error = NULL;
	g_autoptr(Transaction) transaction = transaction_begin(world->brain.store, &error);

	call->contact_id = world->boris->id;
	call->account = g_strdup("work");
	call->started_at = call->created_at = at;
	call->outcome = OUTCOME_REACHED;
	call->topic = g_strdup("Zugangskontrolle");
	call->promise = g_strdup(promise);
	must(store_call_add(world->brain.store, call, "example.org", &error), error);
	must(transaction_commit(transaction, &error), error);
	must(brain_reload(&world->brain, &error), error);
	return call;
}

static void tell(World *world, FrameKind kind, gpointer payload)
{
	g_autoptr(Frame) frame = frame_new(kind, payload);
	GError *error = NULL;

	must(ingest_fact(&world->worker, frame, &error), error);
	must(ingest_settle(&world->brain, &error), error);
}

static void tell_mailbox(World *world, const char *name, MailboxRole role, uint32_t uidvalidity)
{
	MailboxFact *fact = payload_new(FACT_MAILBOX);

	fact->name = g_strdup(name);
	fact->role = role;
	fact->uidvalidity = uidvalidity;
	fact->uidnext = 1;
	tell(world, FACT_MAILBOX, fact);
}

static Message *mail(const char *id, const char *from, const char *to, int64_t at, const char *reference)
{
	Message *message = message_new();

	message->depth = DEPTH_UNDERSTOOD;
	message->message_id = g_strdup(id);
	message->fingerprint = g_compute_checksum_for_string(G_CHECKSUM_SHA256, id, -1);
	message->date = message->received_at = at;
	message->subject = g_strdup("Unser Telefonat");
	message->text = g_strdup("wie besprochen");
	message->quoted = g_strdup("");
	g_ptr_array_add(message->from, address_new(NULL, from));
	g_ptr_array_add(message->to, address_new(NULL, to));
	if (reference) {
		g_ptr_array_add(message->references, g_strdup(reference));
		g_ptr_array_add(message->in_reply_to, g_strdup(reference));
	}
	return message;
}

static void tell_seen(World *world, const char *mailbox, uint32_t uid, Message *message)
{
	Seen *fact = payload_new(FACT_SEEN);
	SeenMessage *seen = g_new0(SeenMessage, 1);

	fact->mailbox = g_strdup(mailbox);
	fact->uidvalidity = 1;
	message->depth = DEPTH_HEADERS;
	seen->uid = uid;
	seen->message = message;
	g_ptr_array_add(fact->messages, seen);
	tell(world, FACT_SEEN, fact);
}

static void tell_read(World *world, const char *mailbox, uint32_t uid, Message *message)
{
	ReadFact *fact = payload_new(FACT_READ);

	fact->mailbox = g_strdup(mailbox);
	fact->uidvalidity = 1;
	fact->uid = uid;
	fact->message = message;
	tell(world, FACT_READ, fact);
}

static Link *link_of(World *world, const char *message_id)
{
	g_autoptr(GPtrArray) found = store_message_by_message_id(world->brain.store, message_id, NULL);

	return found && found->len ? store_link_get(world->brain.store, ((Message *)found->pdata[0])->id, NULL) : NULL;
}

static void test_round(World *world, gconstpointer unused)
{
	g_autoptr(Call) call = log_call(world, NOW, "Preisliste");

	tell_mailbox(world, "Sent", ROLE_SENT, 1);
	tell_mailbox(world, "INBOX", ROLE_INBOX, 1);
	tell_read(world, "Sent", 1, mail("<f@example.org>", "anna@example.org", "Boris@Example.NET", NOW + 600, NULL));
	g_autoptr(Link) sent = link_of(world, "<f@example.org>");
	g_assert_nonnull(sent);
	g_assert_cmpint(sent->call_id, ==, call->id);
	g_assert_cmpint(sent->confidence, ==, CONFIDENCE_SURE);

	tell_read(world, "INBOX", 1,
		  mail("<r@example.net>", "boris@example.net", "anna@example.org", NOW + 900, "<f@example.org>"));
	g_autoptr(Link) reply = link_of(world, "<r@example.net>");
	g_assert_nonnull(reply);
	g_assert_cmpint(reply->call_id, ==, call->id);
	g_assert_cmpint(reply->confidence, ==, CONFIDENCE_SURE);
}

static void test_strangers_mail_is_not_kept(World *world, gconstpointer unused)
{
	g_autoptr(Call) call = log_call(world, NOW, NULL);
	g_autoptr(GPtrArray) found = NULL;

	tell_mailbox(world, "Sent", ROLE_SENT, 1);
	tell_mailbox(world, "INBOX", ROLE_INBOX, 1);
	tell_seen(world, "INBOX", 1, mail("<s@else.example>", "someone@else.example", "anna@example.org", NOW + 5, NULL));
	found = store_message_by_message_id(world->brain.store, "<s@else.example>", NULL);
	g_assert_cmpuint(found->len, ==, 0);
	g_ptr_array_unref(found);

	/* own mail to others: only what is needed to notice later that it belonged to a contact */
	tell_seen(world, "Sent", 1, mail("<o@example.org>", "anna@example.org", "someone@else.example", NOW + 6, NULL));
	found = store_message_by_message_id(world->brain.store, "<o@example.org>", NULL);
	g_assert_cmpuint(found->len, ==, 1);
	const Message *sighted = found->pdata[0];
	g_assert_cmpint(sighted->depth, ==, DEPTH_SIGHTED);
	g_assert_cmpstr(sighted->subject ? sighted->subject : "", ==, "");
	g_assert_cmpstr(sighted->text ? sighted->text : "", ==, "");
	g_assert_cmpuint(sighted->to->len, ==, 1);
	g_assert_cmpuint(sighted->from->len, ==, 0);
}

static void test_forged_reference_is_not_sure(World *world, gconstpointer unused)
{
	g_autoptr(Call) call = log_call(world, NOW, "Preisliste");

	tell_mailbox(world, "Sent", ROLE_SENT, 1);
	tell_mailbox(world, "INBOX", ROLE_INBOX, 1);
	tell_read(world, "Sent", 1, mail("<f@example.org>", "anna@example.org", "boris@example.net", NOW + 600, NULL));
	tell_read(world, "INBOX", 1,
		  mail("<x@evil.example>", "mallory@evil.example", "anna@example.org", NOW + 900, "<f@example.org>"));
	g_autoptr(Link) link = link_of(world, "<x@evil.example>");
	g_assert_true(!link || link->confidence != CONFIDENCE_SURE);

	/* a guessed call id, with a nonce that is none of ours */
	tell_read(world, "INBOX", 2,
		  mail("<y@evil.example>", "mallory@evil.example", "anna@example.org", NOW + 901,
		       "<call.c1.aaaaaaaaaaaaaaaa@example.org>"));
	g_autoptr(Link) guessed = link_of(world, "<y@evil.example>");
	g_assert_true(!guessed || guessed->confidence != CONFIDENCE_SURE);
}

static void test_person_wins(World *world, gconstpointer unused)
{
	g_autoptr(Call) first = log_call(world, NOW, "Preisliste");
	g_autoptr(Call) second = log_call(world, NOW + 60, "Angebot");
	GError *error = NULL;

	tell_mailbox(world, "Sent", ROLE_SENT, 1);
	tell_read(world, "Sent", 1, mail("<f@example.org>", "anna@example.org", "boris@example.net", NOW + 600, NULL));
	g_autoptr(Link) doubtful = link_of(world, "<f@example.org>");
	g_assert_true(!doubtful || doubtful->confidence != CONFIDENCE_SURE);
	g_autoptr(GArray) waiting = store_link_review(world->brain.store, NULL);
	g_assert_cmpuint(waiting->len, ==, 1);

	g_autoptr(Link) decided = link_new();
	decided->message_id = g_array_index(waiting, int64_t, 0);
	decided->call_id = first->id;
	decided->confidence = CONFIDENCE_SURE;
	decided->decided_by = DECIDED_BY_PERSON;
	must(store_link_put(world->brain.store, decided, &error), error);
	for (int i = 0; i < 10; i++)
		tell_read(world, "Sent", 1,
			  mail("<f@example.org>", "anna@example.org", "boris@example.net", NOW + 600, NULL));
	tell_mailbox(world, "Sent", ROLE_SENT, 2);
	g_autoptr(Link) after = link_of(world, "<f@example.org>");
	g_assert_cmpint(after->call_id, ==, first->id);
	g_assert_cmpint(after->decided_by, ==, DECIDED_BY_PERSON);
}

static void test_same_message_twice_is_one(World *world, gconstpointer unused)
{
	g_autoptr(Call) call = log_call(world, NOW, NULL);

	tell_mailbox(world, "INBOX", ROLE_INBOX, 1);
	tell_mailbox(world, "Archive", ROLE_OTHER, 1);
	for (int i = 0; i < 2; i++)
		tell_read(world, i ? "Archive" : "INBOX", 7,
			  mail("<r@example.net>", "boris@example.net", "anna@example.org", NOW + 900, NULL));
	g_autoptr(GPtrArray) found = store_message_by_message_id(world->brain.store, "<r@example.net>", NULL);
	g_assert_cmpuint(found->len, ==, 1);
	g_autoptr(GPtrArray) places = store_place_of(world->brain.store, ((Message *)found->pdata[0])->id, NULL);
	g_assert_cmpuint(places->len, ==, 2);

	/* another UIDVALIDITY: the place is forgotten, the message is not */
	tell_mailbox(world, "INBOX", ROLE_INBOX, 9);
	g_ptr_array_unref(places);
	places = store_place_of(world->brain.store, ((Message *)found->pdata[0])->id, NULL);
	g_assert_cmpuint(places->len, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add("/app/ingest/" path, World, NULL, world_open, function, world_close)
	ADD("round", test_round);
	ADD("strangers", test_strangers_mail_is_not_kept);
	ADD("forged", test_forged_reference_is_not_sure);
	ADD("person-wins", test_person_wins);
	ADD("one-message", test_same_message_twice_is_one);
	return g_test_run();
}
