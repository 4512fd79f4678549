/* SPDX-License-Identifier: GPL-3.0-or-later */
/* today looks only at those whom something stirred: after whatever happens it must say what looking at everybody says.
 */
#include <glib/gstdio.h>

#include "app/today.h"
#include "base/clock.h"
#include "base/when.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-link.h"
#include "store/store-message.h"
#include "store/store-outbox.h"
#include "store/store-stirred.h"

#define PEOPLE 150
#define ROUNDS 60
#define DAY    (24 * 3600)

typedef struct World {
	char *folder;
	Config config;
	Store *store;
	GRand *rand;
	int64_t now;
	int mails;
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

	world->folder = g_dir_make_tmp("cmc-today-XXXXXX", NULL);
	path = g_build_filename(world->folder, "cmc.db", NULL);
	world->config.accounts = g_ptr_array_new();
	world->config.timezone = g_strdup("Europe/Berlin");
	world->config.owed_after_s = 3600;
	world->rand = g_rand_new_with_seed(6);
	world->now = clock_now();
	world->store = store_open(path, STORE_WRITE, &error);
	g_assert_no_error(error);
	for (int i = 0; i < PEOPLE; i++) {
		g_autofree char *name = g_strdup_printf("Person %02d", (i * 37) % PEOPLE);
		g_autoptr(Contact) contact = contact_new(name);

		contact->created_at = world->now;
		g_ptr_array_add(contact->emails, g_strdup_printf("person%d@example.net", i + 1));
		must(store_contact_add(world->store, contact, &error), error);
	}
}

static void world_close(World *world, gconstpointer unused)
{
	const char *const files[] = {"cmc.db", "cmc.db-wal", "cmc.db-shm"};

	store_close(world->store);
	g_ptr_array_unref(world->config.accounts);
	g_free(world->config.timezone);
	g_rand_free(world->rand);
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_build_filename(world->folder, files[i], NULL);

		g_remove(path);
	}
	g_rmdir(world->folder);
	g_free(world->folder);
}

static int some(World *world, int below)
{
	return g_rand_int_range(world->rand, 0, below);
}

static Call *a_call(World *world, int64_t contact_id)
{
	g_autoptr(GPtrArray) calls = store_call_of_contact(world->store, contact_id, NULL);

	return calls->len ? store_call_get(world->store, ((Call *)calls->pdata[some(world, (int)calls->len)])->id, NULL)
			  : NULL;
}

static void call(World *world, int64_t contact_id)
{
	g_autoptr(Call) call = call_new();
	GError *error = NULL;

	call->contact_id = contact_id;
	call->started_at = call->created_at = world->now - some(world, 20 * DAY);
	call->outcome = some(world, 4) ? OUTCOME_NO_ANSWER : OUTCOME_REACHED;
	call->promise = g_strdup(some(world, 3) ? NULL : "offer");
	must(store_call_add(world->store, call, "example.org", &error), error);
}

static void change_call(World *world, int64_t contact_id)
{
	g_autoptr(Call) call = a_call(world, contact_id);
	GError *error = NULL;

	if (!call)
		return;
	call->outcome = some(world, 3) ? OUTCOME_VOICEMAIL : OUTCOME_REACHED;
	must(store_call_put(world->store, call, &error), error);
}

static void touch(World *world, int64_t contact_id)
{
	g_autoptr(Call) call = a_call(world, contact_id);
	GError *error = NULL;

	must(!call || store_call_put(world->store, call, &error), error);
}

static void agree(World *world, int64_t contact_id)
{
	g_autoptr(Appointment) open = store_appointment_open_of(world->store, contact_id, NULL);
	g_autoptr(Call) call = a_call(world, contact_id);
	GError *error = NULL;
	When when;

	if (open) {
		open->state = (AppointmentState)some(world, APPOINTMENT_CANCELLED + 1);
		must(store_appointment_put(world->store, open, world->now, NULL, &error), error);
	} else if (call) {
		g_autoptr(Appointment) appointment = appointment_new();

		appointment->contact_id = contact_id;
		appointment->cycle_id = call->cycle_id;
		appointment->call_id = call->id;
		appointment->at = world->now - 5 * DAY + some(world, 10 * DAY);
		appointment->zone = g_strdup("Europe/Berlin");
		must(when_from_utc(appointment->at, appointment->zone, &when, &error), error);
		appointment->local = g_strdup(when.local);
		appointment->created_at = call->started_at;
		must(store_appointment_add(world->store, appointment, &error), error);
	}
}

static void mail(World *world, int64_t contact_id)
{
	static const MessageKind kinds[] = {KIND_HUMAN, KIND_BOUNCE, KIND_AUTO_REPLY, KIND_DELAY};
	g_autoptr(Call) call = a_call(world, contact_id);
	g_autoptr(Message) message = message_new();
	g_autoptr(Link) link = link_new();
	bool outgoing = some(world, 2);
	GError *error = NULL;

	if (!call)
		return;
	message->message_id = g_strdup_printf("<%d@example.net>", ++world->mails);
	message->fingerprint = g_strdup(message->message_id);
	message->date = message->received_at = world->now - some(world, 20 * DAY);
	message->subject = g_strdup("Re: offer");
	message->depth = DEPTH_UNDERSTOOD;
	message->kind = outgoing ? KIND_HUMAN : kinds[some(world, (int)G_N_ELEMENTS(kinds))];
	must(store_message_put(world->store, message, outgoing, &error), error);
	link->message_id = message->id;
	link->call_id = call->id;
	link->confidence = some(world, 4) ? CONFIDENCE_SURE : CONFIDENCE_PROBABLE;
	link->decided_by = some(world, 6) ? DECIDED_BY_CMC : DECIDED_BY_PERSON;
	must(store_link_put(world->store, link, &error), error);
}

/* A message that is there is linked to somebody else's call, to nobody's, or doubted. */
static void link_anew(World *world, int64_t contact_id)
{
	g_autoptr(Call) call = a_call(world, contact_id);
	g_autoptr(Link) link = link_new();
	GError *error = NULL;

	if (!call || !world->mails)
		return;
	link->message_id = 1 + some(world, world->mails);
	link->call_id = call->id;
	link->confidence = CONFIDENCE_SURE;
	if (some(world, 3)) {
		must(store_link_put(world->store, link, &error), error);
		return;
	}
	g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func((GDestroyNotify)link_candidate_free);
	LinkCandidate *candidate = g_new0(LinkCandidate, 1);
	candidate->call_id = call->id;
	candidate->confidence = CONFIDENCE_PROBABLE;
	g_ptr_array_add(candidates, candidate);
	must(store_link_doubt(world->store, link->message_id, candidates, &error), error);
}

static void send(World *world, int64_t contact_id)
{
	g_autoptr(Call) call = a_call(world, contact_id);
	g_autoptr(Outbox) outbox = outbox_new();
	OutboxRecipient *recipient = g_new0(OutboxRecipient, 1);
	GError *error = NULL;

	recipient->email = g_strdup_printf("person%" G_GINT64_FORMAT "@example.net", contact_id);
	g_ptr_array_add(outbox->recipients, recipient);
	if (!call)
		return;
	outbox->account = g_strdup("work");
	outbox->call_id = call->id;
	outbox->message_id = g_strdup_printf("<sent%d.%u@example.org>", ++world->mails, g_rand_int(world->rand));
	world->mails--;
	outbox->sender = g_strdup("anna@example.org");
	outbox->bytes = g_bytes_new_static("x", 1);
	must(store_outbox_add(world->store, outbox, &error), error);
	if (some(world, 2))
		return;
	outbox->state = OUTBOX_CANCELLED;
	must(store_outbox_go(world->store, outbox, OUTBOX_SEALED, NULL, world->now, &error), error);
}

static void close_cycle(World *world, int64_t contact_id)
{
	g_autoptr(Call) call = a_call(world, contact_id);
	GError *error = NULL;

	if (call)
		must(store_cycle_close(world->store, call->cycle_id, world->now, &error), error);
}

static void forget(World *world, int64_t contact_id)
{
	GError *error = NULL;

	if (some(world, 30) == 0)
		must(store_contact_drop(world->store, contact_id, &error), error);
}

static char *told(const Today *today)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < today->items->len; i++) {
		const TodayItem *item = today->items->pdata[i];

		g_string_append_printf(text, "%s p%d c%d a%d m%d due %d since %d %s\n", due_word(item->kind),
				       item->contact ? (int)item->contact->id : 0, (int)item->call_id,
				       (int)item->appointment_id, (int)item->message, (int)item->due_at,
				       (int)item->since, item->why);
	}
	return g_string_free(text, FALSE);
}

static guint same_at(World *world, int64_t at)
{
	GError *error = NULL;
	g_autoptr(Today) quick = today_make(world->store, &world->config, at, &error);
	g_assert_no_error(error);
	g_autoptr(Today) slow = today_make_slowly(world->store, &world->config, at, &error);
	g_assert_no_error(error);
	g_autofree char *one = told(quick), *two = told(slow);

	g_assert_cmpstr(one, ==, two);
	return slow->items->len;
}

static void test_same(World *world, gconstpointer unused)
{
	typedef void (*Change)(World *, int64_t);
	static const Change changes[] = {call,	    call, change_call, agree,	    agree, mail,
					 link_anew, mail, send,	       close_cycle, forget};
	guint most = 0;

	for (int round = 0; round < ROUNDS; round++) {
		/* many are called, and enough are stirred to be settled together, whoever has nothing that waits */
		for (int64_t id = 1; id <= PEOPLE; id++)
			touch(world, id);
		most = MAX(most, same_at(world, clock_now()));
		for (int i = 0; i < 8; i++) {
			int64_t contact_id = 1 + some(world, PEOPLE);
			g_autoptr(Contact) there = store_contact_get(world->store, contact_id, NULL);

			if (there)
				changes[some(world, (int)G_N_ELEMENTS(changes))](world, contact_id);
		}
		world->now = clock_now();
		same_at(world, world->now);
		same_at(world, world->now + 3 * DAY);
		same_at(world, world->now - 10 * DAY);
	}
	g_assert_cmpuint(most, >, 10);
}

/* Who has nothing that waits is looked at once, and again when something comes. */
static void test_settles(World *world, gconstpointer unused)
{
	GError *error = NULL;
	g_autoptr(Call) first = NULL;

	for (int64_t id = 1; id <= PEOPLE; id++) {
		g_autoptr(Call) call = call_new();

		call->contact_id = id;
		call->started_at = world->now - 3600;
		call->outcome = id == 1 ? OUTCOME_REACHED : OUTCOME_NO_ANSWER;
		must(store_call_add(world->store, call, "example.org", &error), error);
		first = first ? first : store_call_get(world->store, call->id, NULL);
	}
	world->now = clock_now();
	g_assert_cmpuint(same_at(world, world->now), ==, 1);
	g_autoptr(GArray) stirred = store_stirred(world->store, world->now, &error);
	g_assert_no_error(error);
	/* the clock may have struck between two looks: then nobody has settled yet */
	if (stirred->len > 1) {
		same_at(world, clock_now());
		g_clear_pointer(&stirred, g_array_unref);
		stirred = store_stirred(world->store, world->now, &error);
	}
	g_assert_cmpuint(stirred->len, ==, 1);
	g_assert_cmpint(g_array_index(stirred, Stirred, 0).contact_id, ==, first->contact_id);
	send(world, 7);
	change_call(world, 9);
	g_clear_pointer(&stirred, g_array_unref);
	stirred = store_stirred(world->store, world->now, &error);
	g_assert_cmpuint(stirred->len, ==, 3);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/today/stirred-or-everybody", World, NULL, world_open, test_same, world_close);
	g_test_add("/today/settles", World, NULL, world_open, test_settles, world_close);
	return g_test_run();
}
