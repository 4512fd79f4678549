/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A store for benchmarks, made through src/store as the watcher makes it, the same for the same numbers.
 *
 *     fill-store FILE CONTACTS OPEN [SEED]
 *
 * Each contact has three calls and ten mails: a first call that promised a mail and agreed a second one, follow-up,
 * answer (now and then an automatic one, a notice of delay, a bounce and the mail sent again), the second call, kept,
 * and an attempt later on; the rest are mails without a call. Of OPEN contacts, spread over all of them, something
 * waits today, in turns of each kind. The history of CONTACTS grows, what waits does not: as with people who do their
 * work.
 */
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-link.h"
#include "store/store-message.h"

#define BATCH 2000 /* contacts in one transaction */
#define DAY   (24 * 3600)
#define KINDS 9

typedef struct Filler {
	Store *store;
	GRand *rand;
	int64_t now;
	int64_t inbox, sent;
	uint32_t inbox_uid, sent_uid;
	int contacts, waiting;
	int64_t messages, links;
	GError *error;
} Filler;

static const char *const first_names[] = {"Anna",  "Bernd", "Carla", "Dieter", "Eva",
					  "Frank", "Grace", "Henry", "Ivy",    "Jack"};
static const char *const last_names[] = {"Schneider", "Müller", "Krüger", "Weiß", "Vogel",
					 "Miller",    "Baker",	"Stone",  "Young"};
static const char *const german[] = {"vielen",	"Dank",	 "für",	   "das",    "Gespräch",
				     "Angebot", "Preis", "Termin", "Anlage", "Frage"};
static const char *const english[] = {"thank", "you",	"for",	"the",	    "call",
				      "offer", "price", "date", "enclosed", "question"};

static void must(Filler *filler, bool done)
{
	if (!done)
		g_error("%s", filler->error ? filler->error->message : "not stored");
}

static const char *pick(Filler *filler, const char *const *words, gsize count)
{
	return words[g_rand_int_range(filler->rand, 0, (gint32)count)];
}

static char *prose(Filler *filler, int words)
{
	GString *text = g_string_new(NULL);
	bool deutsch = g_rand_boolean(filler->rand);

	for (int i = 0; i < words; i++)
		g_string_append_printf(text, "%s%s", pick(filler, deutsch ? german : english, G_N_ELEMENTS(german)),
				       i % 12 == 11 ? "\n" : " ");
	return g_string_free(text, FALSE);
}

static Contact *add_contact(Filler *filler, int number)
{
	g_autofree char *name = g_strdup_printf("%s %s %d", pick(filler, first_names, G_N_ELEMENTS(first_names)),
						pick(filler, last_names, G_N_ELEMENTS(last_names)), number);
	Contact *contact = contact_new(name);

	contact->org = g_strdup_printf("Company %d", number / 4);
	g_ptr_array_add(contact->emails, g_strdup_printf("contact%d@company%d.example", number, number / 4));
	g_ptr_array_add(contact->phones, g_strdup_printf("+4930%07d", number));
	contact->created_at = filler->now - 800 * DAY;
	must(filler, store_contact_add(filler->store, contact, &filler->error));
	return contact;
}

static Call *add_call(Filler *filler, const Contact *contact, int64_t at, Outcome outcome, const char *promise,
		      int64_t appointment_id)
{
	Call *call = call_new();

	call->contact_id = contact->id;
	call->account = g_strdup("work");
	call->started_at = at;
	call->duration_s = 300;
	call->outcome = outcome;
	call->appointment_id = appointment_id;
	call->topic = g_strdup_printf("Door reader %d", g_rand_int_range(filler->rand, 1, 500));
	call->promise = g_strdup(promise);
	call->note = prose(filler, 12);
	call->created_at = at;
	must(filler, store_call_add(filler->store, call, "example.org", &filler->error));
	return call;
}

static Appointment *agree(Filler *filler, const Call *call, int64_t at, AppointmentState state)
{
	Appointment *appointment = appointment_new();
	When when;

	appointment->contact_id = call->contact_id;
	appointment->cycle_id = call->cycle_id;
	appointment->call_id = call->id;
	appointment->at = at - at % 60;
	appointment->zone = g_strdup("Europe/Berlin");
	must(filler, when_from_utc(appointment->at, appointment->zone, &when, &filler->error));
	appointment->local = g_strdup(when.local);
	appointment->created_at = call->started_at;
	appointment->phone = g_strdup("+49301234567");
	must(filler, store_appointment_add(filler->store, appointment, &filler->error));
	appointment->state = state;
	if (state == APPOINTMENT_AT_RISK)
		appointment->risk = g_strdup("away until the day after");
	must(filler, store_appointment_put(filler->store, appointment, call->started_at + 60, NULL, &filler->error));
	return appointment;
}

/* Stores a mail and its place; call NULL = linked to none. Gives its Message-ID. */
static char *add_mail(Filler *filler, const Contact *contact, bool outgoing, MessageKind kind, int64_t at,
		      const Call *call, const char *original, int64_t *id)
{
	g_autoptr(Message) message = message_new();
	GPtrArray *ours = outgoing ? message->from : message->to, *theirs = outgoing ? message->to : message->from;
	Place place = {.mailbox_id = outgoing ? filler->sent : filler->inbox};

	place.uid = outgoing ? ++filler->sent_uid : ++filler->inbox_uid;
	filler->messages++;
	message->message_id =
		g_strdup_printf("<%08x.%" G_GINT64_FORMAT "@example.net>", g_rand_int(filler->rand), filler->messages);
	message->fingerprint = g_strdup_printf("%032" G_GINT64_MODIFIER "x", filler->messages);
	message->date = message->received_at = at;
	message->size_bytes = g_rand_int_range(filler->rand, 2000, 20000);
	message->subject =
		g_strdup_printf("%sOffer %d", original ? "Re: " : "", g_rand_int_range(filler->rand, 1, 5000));
	message->depth = call ? DEPTH_UNDERSTOOD : outgoing ? DEPTH_SIGHTED : DEPTH_HEADERS;
	message->kind = kind;
	if (original)
		g_ptr_array_add(message->in_reply_to, g_strdup(original));
	if (kind == KIND_BOUNCE || kind == KIND_DELAY) {
		Recipient *recipient = g_new0(Recipient, 1);

		recipient->address = g_strdup(contact_email(contact));
		recipient->action = g_strdup(kind == KIND_BOUNCE ? "failed" : "delayed");
		recipient->status = g_strdup(kind == KIND_BOUNCE ? "5.1.1" : "4.4.1");
		recipient->permanent = kind == KIND_BOUNCE;
		g_ptr_array_add(message->recipients, recipient);
		message->original_message_id = g_strdup(original);
	}
	message->text = call ? prose(filler, 60) : NULL;
	message->quoted = g_strdup("");
	g_ptr_array_add(ours, address_new("Anna Beispiel", "anna@example.org"));
	g_ptr_array_add(theirs, kind == KIND_BOUNCE ? address_new(NULL, "mailer-daemon@example.net")
						    : address_new(contact->name, contact_email(contact)));
	must(filler, store_message_put(filler->store, message, outgoing, &filler->error));
	must(filler, store_place_put(filler->store, message->id, &place, &filler->error));
	if (call) {
		g_autoptr(Link) link = link_new();

		link->message_id = message->id;
		link->call_id = call->id;
		link->confidence = CONFIDENCE_SURE;
		link->reason = g_strdup(outgoing ? "sent to the contact after the call" : "answers the follow-up");
		link->decided_at = at;
		must(filler, store_link_put(filler->store, link, &filler->error));
		filler->links++;
	}
	if (id)
		*id = message->id;
	return g_strdup(message->message_id);
}

/* What is over: it shows in log and brief, and today must not look at it. */
static void add_past(Filler *filler, const Contact *contact, int64_t at)
{
	g_autoptr(Call) call = add_call(filler, contact, at, OUTCOME_REACHED, "the offer", 0);
	g_autoptr(Appointment) agreed = agree(filler, call, at + 7 * DAY, APPOINTMENT_AGREED);
	g_autofree char *follow_up = add_mail(filler, contact, true, KIND_HUMAN, at + 600, call, NULL, NULL);
	int turn = g_rand_int_range(filler->rand, 0, 100);
	g_autofree char *last = NULL;

	if (turn < 2) {
		g_free(add_mail(filler, contact, false, KIND_BOUNCE, at + 700, call, follow_up, NULL));
		g_free(add_mail(filler, contact, true, KIND_HUMAN, at + 7200, call, NULL, NULL));
	} else if (turn < 12) {
		g_free(add_mail(filler, contact, false, KIND_AUTO_REPLY, at + 700, call, follow_up, NULL));
	} else if (turn < 14) {
		g_free(add_mail(filler, contact, false, KIND_DELAY, at + 7000, call, follow_up, NULL));
	}
	last = add_mail(filler, contact, false, KIND_HUMAN, at + DAY, call, follow_up, NULL);
	g_free(add_mail(filler, contact, true, KIND_HUMAN, at + 2 * DAY, call, last, NULL));
	call_free(add_call(filler, contact, agreed->at + 120, OUTCOME_REACHED, NULL, agreed->id));
	agreed->state = APPOINTMENT_KEPT;
	must(filler, store_appointment_put(filler->store, agreed, agreed->at + 120, NULL, &filler->error));
	call_free(add_call(filler, contact, at + 30 * DAY, OUTCOME_NO_ANSWER, NULL, 0));
	for (int i = 0; i < 7; i++)
		g_free(add_mail(filler, contact, i % 3 == 0, KIND_HUMAN, at + (31 + i) * DAY, NULL, NULL, NULL));
}

static void doubt(Filler *filler, const Contact *contact, const Call *call)
{
	g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func((GDestroyNotify)link_candidate_free);
	int64_t id;

	g_free(add_mail(filler, contact, true, KIND_HUMAN, call->started_at + 900, call, NULL, &id));
	for (int i = 0; i < 2; i++) {
		LinkCandidate *candidate = g_new0(LinkCandidate, 1);

		candidate->call_id = call->id - i;
		candidate->confidence = CONFIDENCE_PROBABLE;
		candidate->reason = g_strdup("two calls fit");
		g_ptr_array_add(candidates, candidate);
	}
	must(filler, store_link_doubt(filler->store, id, candidates, &filler->error));
}

/* What waits: overdue, due, later today, at risk, bounced, answered, owed, without a date, doubtful, in turns. */
static void add_waiting(Filler *filler, const Contact *contact, int turn)
{
	static const int64_t agreed_in[] = {-3 * DAY, -60, 3600, 5 * DAY};
	int64_t at = filler->now - 5 * DAY;
	int kind = turn % KINDS;
	g_autoptr(Call) call = add_call(filler, contact, at, kind == 8 ? OUTCOME_NO_ANSWER : OUTCOME_REACHED,
					kind == 6 ? "the price list" : NULL, 0);
	g_autofree char *sent = NULL;

	if (kind < 4)
		appointment_free(agree(filler, call, filler->now + agreed_in[kind],
				       kind == 3 ? APPOINTMENT_AT_RISK : APPOINTMENT_AGREED));
	else if (kind != 7 && kind != 8)
		appointment_free(agree(filler, call, filler->now + 6 * DAY, APPOINTMENT_AGREED));
	if (kind == 4 || kind == 5) {
		sent = add_mail(filler, contact, true, KIND_HUMAN, at + 600, call, NULL, NULL);
		g_free(add_mail(filler, contact, false, kind == 4 ? KIND_BOUNCE : KIND_HUMAN, at + 3600, call, sent,
				NULL));
	}
	if (kind == 8)
		doubt(filler, contact, call);
}

static int64_t add_mailbox(Filler *filler, const char *name, MailboxRole role)
{
	g_autoptr(Mailbox) mailbox = mailbox_new("work", name);

	mailbox->role = role;
	mailbox->watched = true;
	mailbox->uidvalidity = 1;
	mailbox->read_at = filler->now;
	must(filler, store_mailbox_put(filler->store, mailbox, &filler->error));
	return mailbox->id;
}

static void fill(Filler *filler)
{
	int every = filler->waiting ? MAX(1, filler->contacts / filler->waiting) : filler->contacts + 1, turn = 0;

	for (int from = 0; from < filler->contacts; from += BATCH) {
		g_autoptr(Transaction) transaction = transaction_begin(filler->store, &filler->error);

		must(filler, transaction != NULL);
		for (int i = from; i < filler->contacts && i < from + BATCH; i++) {
			g_autoptr(Contact) contact = add_contact(filler, i + 1);

			add_past(filler, contact, filler->now - g_rand_int_range(filler->rand, 45, 700) * DAY);
			if (i % every == 0 && turn < filler->waiting)
				add_waiting(filler, contact, turn++);
		}
		must(filler, transaction_commit(transaction, &filler->error));
	}
}

int main(int argc, char **argv)
{
	Filler filler = {.now = g_get_real_time() / G_USEC_PER_SEC};

	if (argc < 4) {
		g_printerr("usage: fill-store FILE CONTACTS OPEN [SEED]\n");
		return 64;
	}
	filler.contacts = atoi(argv[2]);
	filler.waiting = atoi(argv[3]);
	filler.rand = g_rand_new_with_seed((guint32)(argc > 4 ? atoi(argv[4]) : 7));
	filler.store = store_open(argv[1], STORE_WRITE, &filler.error);
	must(&filler, filler.store != NULL);
	filler.inbox = add_mailbox(&filler, "INBOX", ROLE_INBOX);
	filler.sent = add_mailbox(&filler, "Sent", ROLE_SENT);
	fill(&filler);
	g_print("%d contacts, %" G_GINT64_FORMAT " messages, %" G_GINT64_FORMAT " linked\n", filler.contacts,
		filler.messages, filler.links);
	store_close(filler.store);
	g_rand_free(filler.rand);
	return 0;
}
