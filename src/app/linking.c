/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collects what match/ weighs, and stores what it says. */
#include "app/brain.h"

#include "app/effects.h"
#include "base/clock.h"
#include "base/log.h"
#include "match/link.h"
#include "match/reply.h"
#include "model/address.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-link.h"
#include "store/store-outbox.h"

/* An answer without any reference may come weeks after the call. */
#define REPLY_WINDOW_S (90 * 24 * 3600)

/* Everything that a list of options borrows from. */
typedef struct Collected {
	GPtrArray *owned;    /* CallFacts, Contacts, Appointments, Messages: freed by closures */
	GPtrArray *options;  /* LinkOption or ReplyOption */
	GHashTable *by_call; /* int64_t call id to option */
} Collected;

typedef struct Owned {
	gpointer thing;
	GDestroyNotify free;
} Owned;

static void owned_free(gpointer data)
{
	Owned *owned = data;

	owned->free(owned->thing);
	g_free(owned);
}

static void collected_init(Collected *collected)
{
	collected->owned = g_ptr_array_new_with_free_func(owned_free);
	collected->options = g_ptr_array_new_with_free_func(g_free);
	collected->by_call = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

static void collected_clear(Collected *collected)
{
	g_ptr_array_unref(collected->options);
	g_ptr_array_unref(collected->owned);
	g_hash_table_unref(collected->by_call);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Collected, collected_clear)

static gpointer keep(Collected *collected, gpointer thing, GDestroyNotify free_func)
{
	Owned *owned = g_new0(Owned, 1);

	owned->thing = thing;
	owned->free = free_func;
	g_ptr_array_add(collected->owned, owned);
	return thing;
}

static const Appointment *agreed_in(Brain *brain, Collected *collected, const Call *call)
{
	GPtrArray *all = store_appointment_of_contact(brain->store, call->contact_id, NULL);

	if (!all)
		return NULL;
	keep(collected, all, (GDestroyNotify)g_ptr_array_unref);
	for (guint i = all->len; i > 0; i--)
		if (((Appointment *)all->pdata[i - 1])->call_id == call->id)
			return all->pdata[i - 1];
	return NULL;
}

/* Does this message itself count among the call's follow-ups already? Then it must not speak for itself. */
static bool is_linked_to(Brain *brain, const Message *message, int64_t call_id)
{
	g_autoptr(Link) link = message->id ? store_link_get(brain->store, message->id, NULL) : NULL;

	return link && link->call_id == call_id;
}

static void add_call(Brain *brain, Collected *collected, const Message *message, CallFacts *facts,
		     const Contact *contact, unsigned relation)
{
	LinkOption *option = g_hash_table_lookup(collected->by_call, &facts->call->id);

	if (!option) {
		bool own = is_linked_to(brain, message, facts->call->id);

		option = g_new0(LinkOption, 1);
		option->call = facts->call;
		option->contact = contact;
		option->appointment = agreed_in(brain, collected, facts->call);
		option->follow_ups = MAX(0, facts->follow_ups - own);
		option->owes = facts->call->promise && *facts->call->promise && option->follow_ups == 0;
		option->cycle_open = facts->cycle_open;
		g_ptr_array_add(collected->options, option);
		g_hash_table_insert(collected->by_call, g_memdup2(&facts->call->id, sizeof(int64_t)), option);
	}
	option->relation |= relation;
}

/* All calls of a contact in the days before the message; or, with only, that one call. Takes contact. */
static bool add_contact(Brain *brain, Collected *collected, const Message *message, Contact *contact, int64_t only,
			int64_t window_s, unsigned relation, GError **error)
{
	int64_t at = message->date ? message->date : message_at(message);
	int64_t from = only ? 0 : at - window_s, until = only ? G_MAXINT64 : at + 60;
	GPtrArray *calls;

	if (!contact)
		return true;
	keep(collected, contact, (GDestroyNotify)contact_free);
	calls = store_call_facts(brain->store, contact->id, from, until, error);
	if (!calls)
		return false;
	keep(collected, calls, (GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < calls->len; i++) {
		CallFacts *facts = calls->pdata[i];

		if (!only || facts->call->id == only)
			add_call(brain, collected, message, facts, contact, relation);
	}
	return true;
}

static bool add_call_by_id(Brain *brain, Collected *collected, const Message *message, int64_t call_id,
			   unsigned relation, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Call) call = store_call_get(brain->store, call_id, &inner);
	Contact *contact = call ? store_contact_get(brain->store, call->contact_id, &inner) : NULL;

	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	if (!contact)
		return error == NULL || *error == NULL;
	return add_contact(brain, collected, message, contact, call_id, 0, relation, error);
}

/* Calls named by References and In-Reply-To: by their own id (with its nonce), or through a message of their cycle. */
static bool add_named(Brain *brain, Collected *collected, const Message *message, const GPtrArray *ids, GError **error)
{
	for (guint i = 0; i < ids->len; i++) {
		const char *id = ids->pdata[i];
		int64_t target = brain_target(brain, id);
		int64_t parsed;
		unsigned relation = call_thread_id_parse(id, &parsed) ? RELATION_CALL_ID : RELATION_ANSWERS;

		/* targets holds thread ids with their nonce: a guessed one is not among them */
		if (target && !add_call_by_id(brain, collected, message, target, relation, error))
			return false;
		if (target)
			continue;
		g_autoptr(GPtrArray) answered = store_message_by_message_id(brain->store, id, error);
		for (guint k = 0; answered && k < answered->len; k++) {
			const Message *parent = answered->pdata[k];
			g_autoptr(Link) link = store_link_get(brain->store, parent->id, NULL);

			if (link && link->call_id &&
			    !add_call_by_id(brain, collected, message, link->call_id, RELATION_ANSWERS, error))
				return false;
		}
	}
	return true;
}

static bool add_invited(Brain *brain, Collected *collected, const Message *message, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Appointment) agreed = message->calendar && message->calendar->uid
						? store_appointment_by_uid(brain->store, message->calendar->uid, &inner)
						: NULL;

	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	return agreed ? add_call_by_id(brain, collected, message, agreed->call_id, RELATION_INVITED, error)
		      : error == NULL || *error == NULL;
}

static bool add_recipients(Brain *brain, Collected *collected, const Message *message, GError **error)
{
	for (guint i = 0; i < message->to->len; i++) {
		const Address *address = message->to->pdata[i];
		g_autofree char *email = address_normalise(address->email, NULL);
		Contact *contact = NULL;

		if (!email || brain_owns(brain, email))
			continue;
		contact = store_contact_by_email(brain->store, email, NULL);
		if (contact) {
			if (!add_contact(brain, collected, message, contact, 0, LINK_WINDOW_S, RELATION_ADDRESS, error))
				return false;
			continue;
		}
		g_autoptr(GPtrArray) people =
			address->name ? store_contact_by_name(brain->store, address->name, NULL) : NULL;
		for (guint k = 0; people && k < people->len; k++) {
			const Contact *fits = people->pdata[k];
			const char *known = contact_email(fits);

			if (known && (address_is_freemail(email) ||
				      g_strcmp0(address_domain(known), address_domain(email)) != 0))
				continue;
			if (!add_contact(brain, collected, message, store_contact_get(brain->store, fits->id, NULL), 0,
					 LINK_WINDOW_S, RELATION_NAME, error))
				return false;
		}
	}
	return true;
}

static bool store_sent_verdict(Brain *brain, const Message *message, const LinkVerdict *verdict, GError **error)
{
	if (verdict->candidates && verdict->candidates->len)
		return store_link_doubt(brain->store, message->id, verdict->candidates, error);
	if (!verdict->call_id)
		return store_link_drop(brain->store, message->id, error);

	g_autoptr(Link) link = link_new();
	link->message_id = message->id;
	link->call_id = verdict->call_id;
	link->confidence = verdict->confidence;
	link->reason = g_strdup(verdict->reason);
	link->decided_by = DECIDED_BY_CMC;
	link->decided_at = clock_now();
	link->live = verdict->live;
	return store_link_put(brain->store, link, error);
}

bool linking_sent(Brain *brain, Message *message, GError **error)
{
	g_auto(Collected) collected;
	g_autoptr(GError) inner = NULL;
	g_autoptr(Link) before = message->id ? store_link_get(brain->store, message->id, &inner) : NULL;
	int64_t made = inner ? 0 : store_made_message_call(brain->store, message->message_id, &inner);

	collected_init(&collected);
	if (!inner && made)
		add_call_by_id(brain, &collected, message, made, RELATION_MADE, &inner);
	if (!inner && add_named(brain, &collected, message, message->references, &inner) &&
	    add_named(brain, &collected, message, message->in_reply_to, &inner))
		add_recipients(brain, &collected, message, &inner);
	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}

	g_autoptr(LinkVerdict) verdict = link_decide(message, collected.options);
	log_detail("sent-weighed", "message=m%" G_GINT64_FORMAT " call=c%" G_GINT64_FORMAT " options=%u", message->id,
		   verdict->call_id, collected.options->len);
	if (!store_sent_verdict(brain, message, verdict, error))
		return false;
	/* what it was a target of may be another's now */
	if (!verdict->call_id && before)
		brain_tables_drop(brain);
	if (!verdict->call_id || (before && before->decided_by == DECIDED_BY_PERSON))
		return true;
	if (brain->targets)
		g_hash_table_replace(brain->targets, g_strdup(message->message_id),
				     g_memdup2(&verdict->call_id, sizeof(int64_t)));
	if (before && before->call_id == verdict->call_id)
		return true;
	return weigh_answers_of(brain, message, verdict->call_id, error);
}

static void add_reply_option(Collected *collected, const LinkOption *from, const Message *follow_up, const Contact *sender)
{
	ReplyOption *option = g_new0(ReplyOption, 1);

	option->call = from->call;
	option->contact = from->contact;
	option->follow_up = follow_up;
	option->from_contact = sender && from->contact->id == sender->id;
	option->in_cycle = from->relation & RELATION_ANSWERS;
	option->invited = from->relation & RELATION_INVITED;
	g_ptr_array_add(collected->options, option);
}

static bool is_among(GPtrArray *options, guint first, const char *message_id)
{
	for (guint i = first; i < options->len; i++) {
		const ReplyOption *option = options->pdata[i];

		if (option->follow_up && g_strcmp0(option->follow_up->message_id, message_id) == 0)
			return true;
	}
	return false;
}

/* What cmc made for the call may be bounced or answered before its copy has been seen in Sent. */
static bool add_made(Brain *brain, Collected *collected, const LinkOption *from, guint first, const Contact *sender,
		     GError **error)
{
	g_autoptr(GPtrArray) made = store_made_message_ids(brain->store, from->call->id, error);

	for (guint i = 0; made && i < made->len; i++) {
		Message *follow_up;

		if (is_among(collected->options, first, made->pdata[i]))
			continue;
		follow_up = message_new();
		follow_up->message_id = g_strdup(made->pdata[i]);
		add_reply_option(collected, from, keep(collected, follow_up, (GDestroyNotify)message_free), sender);
	}
	return made != NULL;
}

/* The follow-ups of a call, or the call alone, as options of a reply. */
static bool add_follow_ups(Brain *brain, Collected *collected, const LinkOption *from, const Contact *sender,
			   GError **error)
{
	g_autoptr(GArray) linked = store_link_of_call(brain->store, from->call->id, error);
	guint before = collected->options->len;

	if (!linked)
		return false;
	for (guint i = 0; i <= linked->len; i++) {
		bool outgoing = false;
		Message *follow_up = NULL;

		if (i < linked->len) {
			follow_up = store_message_get(brain->store, g_array_index(linked, int64_t, i), &outgoing, NULL);
			if (follow_up)
				keep(collected, follow_up, (GDestroyNotify)message_free);
			if (!outgoing)
				continue;
		} else if (collected->options->len > before) {
			break;
		}
		add_reply_option(collected, from, follow_up, sender);
	}
	return add_made(brain, collected, from, before, sender, error);
}

/* Options of a reply: all follow-ups of the calls that it names or that its sender (or his company) could answer. */
static bool collect_replies(Brain *brain, Collected *calls, Collected *replies, const Message *message,
			    const Contact *sender, GError **error)
{
	GPtrArray *original = g_ptr_array_new();

	keep(calls, original, (GDestroyNotify)g_ptr_array_unref);
	if (message->original_message_id)
		g_ptr_array_add(original, message->original_message_id);
	if (!add_named(brain, calls, message, original, error) ||
	    !add_named(brain, calls, message, message->references, error) ||
	    !add_named(brain, calls, message, message->in_reply_to, error) || !add_invited(brain, calls, message, error))
		return false;
	if (sender && !add_contact(brain, calls, message, store_contact_get(brain->store, sender->id, NULL), 0, REPLY_WINDOW_S,
				   RELATION_ADDRESS, error))
		return false;
	for (guint i = 0; i < message->from->len && !sender; i++) {
		const Address *from = message->from->pdata[i];
		g_autoptr(GPtrArray) people =
			from->name ? store_contact_by_name(brain->store, from->name, NULL) : NULL;

		for (guint k = 0; people && k < people->len; k++)
			if (!add_contact(brain, calls, message,
					 store_contact_get(brain->store, ((Contact *)people->pdata[k])->id, NULL), 0,
					 REPLY_WINDOW_S, RELATION_NAME, error))
				return false;
	}
	for (guint i = 0; i < calls->options->len; i++)
		if (!add_follow_ups(brain, replies, calls->options->pdata[i], sender, error))
			return false;
	return true;
}

static bool store_reply_verdict(Brain *brain, const Message *message, const ReplyVerdict *verdict, GError **error)
{
	LinkVerdict as_link = {.call_id = verdict->call_id,
			       .confidence = verdict->confidence,
			       .reason = verdict->reason,
			       .candidates = verdict->candidates};

	return store_sent_verdict(brain, message, &as_link, error) &&
	       effects_of_received(brain->store, message, verdict, clock_now(), error);
}

bool linking_received(Brain *brain, Message *message, bool *ours, GError **error)
{
	g_auto(Collected) calls;
	g_auto(Collected) replies;
	g_autofree char *email = address_normalise(message_sender(message), NULL);
	g_autoptr(Contact) sender = email ? store_contact_by_email(brain->store, email, NULL) : NULL;

	collected_init(&calls);
	collected_init(&replies);
	if (!collect_replies(brain, &calls, &replies, message, sender, error))
		return false;

	g_autoptr(ReplyVerdict) verdict = reply_decide(message, replies.options);
	bool linked = verdict->call_id || (verdict->candidates && verdict->candidates->len);
	*ours = sender != NULL || linked;
	if (!*ours)
		return true;
	if (!store_message_put(brain->store, message, false, error))
		return false;
	/* read again, it may be linked already: what it did then has been done */
	g_autoptr(Link) before = store_link_get(brain->store, message->id, NULL);
	if (before && (before->decided_by == DECIDED_BY_PERSON || before->call_id == verdict->call_id))
		return true;
	return store_reply_verdict(brain, message, verdict, error);
}
