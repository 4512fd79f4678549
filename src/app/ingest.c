/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts into the store. A fact that comes twice changes nothing the second time. */
#include "app/brain.h"
#include "app/cards.h"

#include "base/clock.h"
#include "base/log.h"
#include "model/address.h"
#include "model/call.h"
#include "model/subject.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-mark.h"
#include "store/store-outbox.h"

#define TABLES_FROM   100 /* messages in one fact: a mailbox is read to its end */
#define TEXTS_AT_ONCE 200 /* in one transaction */
#define OTHER_WEIGHT  20  /* any other fact, in texts: most tell of a hundred messages */

typedef enum { IGNORE, SIGHT, KEEP, READ_IT, KEEP_AND_READ } Interest;

/* The mailbox that a fact is about; NULL with error when the agent speaks of one it has not named. */
static Mailbox *fact_mailbox(Worker *worker, const char *name, uint32_t uidvalidity, GError **error)
{
	Mailbox *mailbox = store_mailbox_get(worker->brain->store, worker->account->id, name, error);

	if (mailbox && mailbox->uidvalidity != uidvalidity) {
		log_detail("fact-outdated", "account=%s mailbox=%" G_GINT64_FORMAT, worker->account->id, mailbox->id);
		g_clear_pointer(&mailbox, mailbox_free);
	}
	return mailbox;
}

static bool ingest_mailbox(Worker *worker, const MailboxFact *fact, GError **error)
{
	Store *store = worker->brain->store;
	g_autoptr(GError) inner = NULL;
	g_autoptr(Mailbox) mailbox = store_mailbox_get(store, worker->account->id, fact->name, &inner);

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (!mailbox)
		mailbox = mailbox_new(worker->account->id, fact->name);
	bool restarted = fact->restarted || mailbox->uidvalidity != fact->uidvalidity;
	mailbox->role = fact->role;
	mailbox->any_keyword = fact->any_keyword;
	mailbox->watched = fact->role == ROLE_INBOX || fact->role == ROLE_SENT || mailbox->watched;
	if (restarted) {
		hunt_scan_begins(worker, fact->role);
		mailbox->uidvalidity = fact->uidvalidity;
		mailbox->uidnext = 1;
		mailbox->modseq = 0;
	}
	if (!store_mailbox_put(store, mailbox, error))
		return false;
	return !restarted || store_place_restart(store, mailbox->id, error);
}

/* A message sent by one of our addresses, wherever it lies. */
static bool is_outgoing(Brain *brain, const Mailbox *mailbox, const Message *message)
{
	return mailbox->role == ROLE_SENT || brain_owns(brain, message_sender(message));
}

static bool is_since(const Message *message, int64_t call)
{
	return call && message_at(message) >= call - CLOCKS_DIFFER_S;
}

/* How much of a mail with these people is worth knowing, IGNORE where none is a contact. */
static Interest interest_in(Brain *brain, const Message *message, const GPtrArray *people)
{
	Interest most = IGNORE;

	for (guint i = 0; i < people->len && most != KEEP_AND_READ; i++) {
		const Address *address = people->pdata[i];
		g_autofree char *email = address_normalise(address->email, NULL);
		int64_t since = email && !brain_owns(brain, email) ? brain_reads_since(brain, email) : -1;

		if (since >= 0)
			most = is_since(message, since) ? KEEP_AND_READ : KEEP;
	}
	return most;
}

static bool names_call(const GPtrArray *ids)
{
	int64_t call_id;

	for (guint i = 0; i < ids->len; i++)
		if (call_thread_id_parse(ids->pdata[i], &call_id))
			return true;
	return false;
}

static bool names_target(Brain *brain, const Message *message)
{
	for (guint i = 0; i < message->references->len; i++)
		if (brain_target(brain, message->references->pdata[i]))
			return true;
	for (guint i = 0; i < message->in_reply_to->len; i++)
		if (brain_target(brain, message->in_reply_to->pdata[i]))
			return true;
	return names_call(message->references) || names_call(message->in_reply_to);
}

static Interest sent_interest(Brain *brain, const Message *message, GError **error)
{
	bool recent = is_since(message, brain->since);
	bool ours =
		store_made_message_call(brain->store, message->message_id, error) != 0 || names_target(brain, message);

	if (ours)
		return KEEP_AND_READ;
	Interest contact = interest_in(brain, message, message->to);
	if (contact != IGNORE)
		return contact;
	/* the name in To may be that of a contact whose address we do not know yet */
	for (guint i = 0; recent && brain->nameless && i < message->to->len; i++) {
		const Address *address = message->to->pdata[i];
		g_autoptr(GPtrArray) people =
			address->name ? store_contact_by_name(brain->store, address->name, NULL) : NULL;

		if (people && people->len)
			return KEEP_AND_READ;
	}
	return SIGHT;
}

/* An answer under a contact's name, from an address that we do not know: perhaps his private one. */
static bool is_namesake(Brain *brain, const Message *message)
{
	const Address *from = message->from->len ? message->from->pdata[0] : NULL;

	if (!from || !from->name || !subject_is_reply(message->subject))
		return false;
	g_autoptr(GPtrArray) people = store_contact_by_name(brain->store, from->name, NULL);
	return people && people->len;
}

static Interest received_interest(Brain *brain, const Message *message)
{
	Interest contact = interest_in(brain, message, message->from);

	if (contact != IGNORE)
		return contact;
	if (!is_since(message, brain->since))
		return IGNORE;
	if (names_target(brain, message) || (message->glance & GLANCE_BOUNCE) ||
	    interest_in(brain, message, message->reply_to) != IGNORE || brain_knows_domain(brain, message_sender(message)) ||
	    is_namesake(brain, message))
		return READ_IT;
	return IGNORE;
}

static bool put_place(Brain *brain, int64_t message_id, const Mailbox *mailbox, uint32_t uid, unsigned flags,
		      GError **error)
{
	Place place = {.mailbox_id = mailbox->id, .uid = uid, .flags = flags};

	return store_place_put(brain->store, message_id, &place, error);
}

/* Provider or client filed a copy of a mail of which we did not know whether it went out: it did. */
static bool settle_uncertain(Brain *brain, const Message *message, GError **error)
{
	g_autoptr(Outbox) row = store_outbox_by_message_id(brain->store, message->message_id, error);

	/* a copy may be that of an earlier attempt, which served others */
	if (!row || row->state != OUTBOX_UNCERTAIN || row->origin == ORIGIN_QUEUE || outbox_has_reached(row))
		return true;
	row->state = OUTBOX_ACCEPTED;
	outbox_taken(row);
	g_clear_pointer(&row->error, g_free);
	return store_outbox_go(brain->store, row, OUTBOX_UNCERTAIN, NULL, clock_now(), error);
}

/* A client writes the copy that it files a moment after it has handed the mail over, with the Date of that moment: in
 * our own Sent that is still the same mail. */
static bool know_copy(Brain *brain, const Mailbox *mailbox, Message *message, GError **error)
{
	g_autoptr(GError) inner = NULL;
	char *known =
		mailbox->role == ROLE_SENT ? store_outbox_fingerprint(brain->store, message->message_id, &inner) : NULL;

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (known) {
		g_free(message->fingerprint);
		message->fingerprint = known;
	}
	return true;
}

static bool take_seen(Worker *worker, const Mailbox *mailbox, const SeenMessage *seen, GArray *wanted, GError **error)
{
	Brain *brain = worker->brain;
	Message *message = seen->message;
	bool outgoing = is_outgoing(brain, mailbox, message);
	g_autoptr(GError) inner = NULL;
	Interest interest = outgoing ? sent_interest(brain, message, &inner) : received_interest(brain, message);

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (outgoing && mailbox->role == ROLE_SENT &&
	    (!settle_uncertain(brain, message, error) || !know_copy(brain, mailbox, message, error)))
		return false;
	if (interest == READ_IT || interest == KEEP_AND_READ)
		g_array_append_val(wanted, seen->uid);
	if (interest == IGNORE || interest == READ_IT)
		return true;
	if (interest == SIGHT && mailbox->role != ROLE_SENT)
		return true;
	message->depth = interest == SIGHT ? DEPTH_SIGHTED : DEPTH_HEADERS;
	return store_message_put(brain->store, message, outgoing, error) &&
	       put_place(brain, message->id, mailbox, seen->uid, seen->flags, error);
}

static bool ingest_seen(Worker *worker, const Seen *fact, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Mailbox) mailbox = fact_mailbox(worker, fact->mailbox, fact->uidvalidity, &inner);
	g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (mailbox && fact->messages->len >= TABLES_FROM && !brain_tables(worker->brain, error))
		return false;
	for (guint i = 0; mailbox && i < fact->messages->len; i++)
		if (!take_seen(worker, mailbox, fact->messages->pdata[i], wanted, error))
			return false;
	reads_order(worker, fact->mailbox, fact->uidvalidity, wanted);
	return true;
}

static bool ingest_read(Worker *worker, ReadFact *fact, GError **error)
{
	Brain *brain = worker->brain;
	g_autoptr(GError) inner = NULL;
	g_autoptr(Mailbox) mailbox = fact_mailbox(worker, fact->mailbox, fact->uidvalidity, &inner);
	bool ours = true;

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (!mailbox)
		return true;
	if (is_outgoing(brain, mailbox, fact->message)) {
		if (!know_copy(brain, mailbox, fact->message, error) ||
		    !store_message_put(brain->store, fact->message, true, error) ||
		    !linking_sent(brain, fact->message, error))
			return false;
	} else if (!linking_received(brain, fact->message, &ours, error)) {
		return false;
	}
	if (ours)
		return put_place(brain, fact->message->id, mailbox, fact->uid, fact->flags, error);
	weigh_note_stray(brain, g_steal_pointer(&fact->message),
			 &(Place){.mailbox_id = mailbox->id, .uid = fact->uid, .flags = fact->flags});
	return true;
}

/* A star that cmc set and that is gone: somebody removed it on another device. Not set again; asked about in today. */
static bool notice_unstarred(Brain *brain, const Mailbox *mailbox, uint32_t uid, unsigned flags, GError **error)
{
	g_autoptr(GPtrArray) marks = store_mark_at(brain->store, mailbox->id, uid, error);

	if (!marks)
		return false;
	for (guint i = 0; i < marks->len; i++) {
		MarkRow *mark = marks->pdata[i];

		if (mark->kind != MARK_FLAG || !mark->set || mark->removed_by_person || (flags & FLAG_FLAGGED))
			continue;
		mark->removed_by_person = true;
		if (!store_mark_put(brain->store, mark, error))
			return false;
	}
	return true;
}

static bool ingest_flags(Worker *worker, const Flags *fact, GError **error)
{
	Brain *brain = worker->brain;
	g_autoptr(GError) inner = NULL;
	g_autoptr(Mailbox) mailbox = fact_mailbox(worker, fact->mailbox, fact->uidvalidity, &inner);

	for (guint i = 0; !inner && mailbox && i < fact->uids->len && i < fact->flags->len; i++) {
		uint32_t uid = g_array_index(fact->uids, uint32_t, i);
		uint32_t flags = g_array_index(fact->flags, uint32_t, i);

		if (!store_place_flags(brain->store, mailbox->id, uid, flags, &inner) ||
		    !notice_unstarred(brain, mailbox, uid, flags, &inner))
			break;
	}
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	return inner == NULL && (error == NULL || *error == NULL);
}

static bool ingest_gone(Worker *worker, const Gone *fact, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Mailbox) mailbox = fact_mailbox(worker, fact->mailbox, fact->uidvalidity, &inner);

	for (guint i = 0; !inner && mailbox && i + 1 < fact->uids->len; i += 2)
		store_place_gone(worker->brain->store, mailbox->id, g_array_index(fact->uids, uint32_t, i),
				 g_array_index(fact->uids, uint32_t, i + 1), &inner);
	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	return true;
}

static bool ingest_synced(Worker *worker, const Synced *fact, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Mailbox) mailbox = fact_mailbox(worker, fact->mailbox, fact->uidvalidity, &inner);

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (!mailbox)
		return true;
	/* a message whose body is still under way must be met again if we end now */
	if (brain_is_reading(worker, fact->mailbox))
		g_hash_table_replace(worker->held, g_strdup(fact->mailbox), GUINT_TO_POINTER(fact->uidnext));
	else
		mailbox->uidnext = MAX(mailbox->uidnext, fact->uidnext);
	if (fact->complete) {
		mailbox->modseq = fact->modseq;
		mailbox->read_at = clock_now();
		g_clear_pointer(&mailbox->error, g_free);
		g_hash_table_remove(worker->unread, fact->mailbox);
		worker->complete = g_hash_table_size(worker->unread) == 0;
	}
	return store_mailbox_put(worker->brain->store, mailbox, error);
}

bool ingest_settle(Brain *brain, GError **error)
{
	g_autoptr(Transaction) facts = g_steal_pointer(&brain->facts);

	return !facts || transaction_commit(facts, error);
}

static bool take_fact(Worker *worker, const Frame *frame, GError **error)
{
	switch (frame->kind) {
	case FACT_MAILBOX:
		return ingest_mailbox(worker, frame->as.mailbox, error);
	case FACT_SEEN:
		return cards_seen(worker, frame->as.seen) || ingest_seen(worker, frame->as.seen, error);
	case FACT_READ:
		return ingest_read(worker, frame->as.read_fact, error);
	case FACT_FLAGS:
		return ingest_flags(worker, frame->as.flags, error);
	case FACT_GONE:
		return ingest_gone(worker, frame->as.gone, error);
	case FACT_SYNCED:
		return ingest_synced(worker, frame->as.synced, error);
	case FACT_NAMES:
		return names_take(worker, frame->as.names, error);
	default:
		return true;
	}
}

/* Facts come in hundreds; a commit each is most of what a first scan takes. With them goes how far the mailbox is read: a fact
 * that the disk lost is told again. */
bool ingest_fact(Worker *worker, const Frame *frame, GError **error)
{
	Brain *brain = worker->brain;

	if (!brain->facts) {
		brain->facts = transaction_begin_lazy(brain->store, error);
		brain->facts_weight = 0;
	}
	if (!brain->facts)
		return false;
	if (!take_fact(worker, frame, error)) {
		g_clear_pointer(&brain->facts, transaction_free);
		return false;
	}
	brain->facts_weight += frame->kind == FACT_READ ? 1 : OTHER_WEIGHT;
	return brain->facts_weight < TEXTS_AT_ONCE || ingest_settle(brain, error);
}

static bool take_sent(Brain *brain, Message *message, GError **error)
{
	g_autoptr(GError) inner = NULL;
	brain->nameless = store_contact_is_nameless(brain->store, &inner);
	Interest interest = inner ? SIGHT : sent_interest(brain, message, &inner);

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	return interest == SIGHT ||
	       (store_message_put(brain->store, message, true, error) && linking_sent(brain, message, error));
}

bool ingest_handed(Brain *brain, Message *message, bool sent, GError **error)
{
	g_autoptr(GError) inner = NULL;
	bool ours;

	brain->since = store_call_oldest(brain->store, &inner);
	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (sent || brain_owns(brain, message_sender(message)))
		return take_sent(brain, message, error);
	switch (received_interest(brain, message)) {
	case IGNORE:
		return true;
	case KEEP:
		message->depth = DEPTH_HEADERS;
		return store_message_put(brain->store, message, false, error);
	default:
		return linking_received(brain, message, &ours, error);
	}
}
