/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/reply.h"

#include <glib/gi18n.h>
#include <string.h>

#include "match/clues.h"
#include "match/outline.h"
#include "match/thread-index.h"
#include "model/address.h"

/* An answer that names nothing comes within this time or is a new mail. */
#define ANSWER_WINDOW_S (90 * 24 * 3600)
#define SKEW_S 60
/* So many points more than the next follow-up has: another two runs of quoted words, or a minute that fits. */
#define CLEAR_LEAD 10

static void decide(ReplyVerdict *verdict, const ReplyOption *option, Confidence confidence, const char *reason)
{
	verdict->call_id = option->call->id;
	verdict->follow_up_id = option->follow_up ? option->follow_up->id : 0;
	verdict->confidence = confidence;
	g_free(verdict->reason);
	verdict->reason = g_strdup(reason);
}

/* Each call once, however many follow-ups it has. */
static void ask(ReplyVerdict *verdict, const GPtrArray *options, const char *reason)
{
	for (guint i = 0; i < options->len; i++) {
		const ReplyOption *option = options->pdata[i];
		bool known = false;

		for (guint k = 0; k < verdict->candidates->len; k++)
			known |= ((LinkCandidate *)verdict->candidates->pdata[k])->call_id == option->call->id;
		if (known)
			continue;
		LinkCandidate *candidate = g_new0(LinkCandidate, 1);
		candidate->call_id = option->call->id;
		candidate->confidence = CONFIDENCE_PROBABLE;
		candidate->reason = g_strdup(reason);
		g_ptr_array_add(verdict->candidates, candidate);
	}
	g_free(verdict->reason);
	verdict->reason = g_strdup(reason);
}

static bool is_one_call(const GPtrArray *options)
{
	for (guint i = 1; i < options->len; i++)
		if (((ReplyOption *)options->pdata[i])->call->id != ((ReplyOption *)options->pdata[0])->call->id)
			return false;
	return options->len > 0;
}

/* Of several follow-ups of one call: the newest that was sent before the answer came. */
static const ReplyOption *newest(const GPtrArray *options, int64_t at)
{
	const ReplyOption *best = options->pdata[0];
	int64_t best_at = G_MININT64;

	for (guint i = 0; i < options->len; i++) {
		const ReplyOption *option = options->pdata[i];
		int64_t sent = option->follow_up ? message_at(option->follow_up) : G_MININT64;

		if (sent > best_at && sent <= at + SKEW_S) {
			best = option;
			best_at = sent;
		}
	}
	return best;
}

static bool is_notice(MessageKind kind)
{
	return kind == KIND_BOUNCE || kind == KIND_DELAY || kind == KIND_DELIVERED || kind == KIND_RECEIPT ||
	       kind == KIND_ABUSE_REPORT;
}

static void decide_notice(ReplyVerdict *verdict, const Message *received, const GPtrArray *options)
{
	g_autoptr(GPtrArray) meant = g_ptr_array_new();
	const char *original = received->original_message_id;

	for (guint i = 0; original && i < options->len; i++) {
		const ReplyOption *option = options->pdata[i];

		if (option->follow_up && g_strcmp0(option->follow_up->message_id, original) == 0)
			g_ptr_array_add(meant, (gpointer)option);
	}
	if (is_one_call(meant))
		decide(verdict, meant->pdata[0], CONFIDENCE_SURE, N_("the notice names the follow-up's Message-ID"));
	else if (meant->len)
		ask(verdict, meant, N_("the notice names a Message-ID that follow-ups of several calls bear"));
}

/* The options that id names: a follow-up by its Message-ID, or a call by its own id. */
static GPtrArray *named_by(const GPtrArray *options, const char *id)
{
	GPtrArray *named = g_ptr_array_new();

	for (guint i = 0; i < options->len; i++) {
		const ReplyOption *option = options->pdata[i];

		if ((option->follow_up && g_strcmp0(option->follow_up->message_id, id) == 0) ||
		    g_strcmp0(option->call->thread_id, id) == 0)
			g_ptr_array_add(named, (gpointer)option);
	}
	return named;
}

/* What the nearest ancestor that we know names: In-Reply-To, then References from the end. */
static GPtrArray *nearest_named(const Message *received, const GPtrArray *options)
{
	GPtrArray *named = g_ptr_array_new();

	for (guint i = 0; i < received->in_reply_to->len && named->len == 0; i++) {
		g_ptr_array_unref(named);
		named = named_by(options, received->in_reply_to->pdata[i]);
	}
	for (guint i = received->references->len; i > 0 && named->len == 0; i--) {
		g_ptr_array_unref(named);
		named = named_by(options, received->references->pdata[i - 1]);
	}
	return named;
}

/* Whoever got the follow-up is no stranger to it. */
static bool was_sent_to(const ReplyOption *option, const char *sender)
{
	for (guint i = 0; option->follow_up && *sender && i < option->follow_up->to->len; i++) {
		const Address *to = option->follow_up->to->pdata[i];

		if (to->email && g_ascii_strcasecmp(to->email, sender) == 0)
			return true;
	}
	return false;
}

/* Does the mail name the call's own id, nonce and all? Nobody has it who has not got one of our mails. */
static bool names_call(const Message *received, const Call *call)
{
	return call->thread_id && *call->thread_id && message_refers_to(received, call->thread_id);
}

static bool by_reference(ReplyVerdict *verdict, const Message *received, const GPtrArray *options)
{
	g_autoptr(GPtrArray) named = nearest_named(received, options);

	if (named->len == 0)
		return false;
	if (!is_one_call(named)) {
		ask(verdict, named, N_("names a Message-ID that follow-ups of several calls bear"));
		return true;
	}
	const ReplyOption *option = newest(named, message_at(received));
	bool knows_call = names_call(received, option->call);

	if (!option->from_contact && !knows_call && !was_sent_to(option, message_sender(received))) {
		ask(verdict, named, N_("a stranger names the Message-ID of a follow-up"));
		return true;
	}
	verdict->answered_by_other = !option->from_contact;
	decide(verdict, option, CONFIDENCE_SURE,
	       !option->from_contact ? N_("somebody else answers in the thread of the call")
	       : knows_call	     ? N_("names the call's own id")
				     : N_("answers a follow-up of the call"));
	return true;
}

static bool by_thread_index(ReplyVerdict *verdict, const Message *received, const GPtrArray *options)
{
	g_autoptr(GPtrArray) meant = g_ptr_array_new();
	GBytes *own = thread_index_decode(received->thread_index);
	gsize deepest = 0;

	for (guint i = 0; own && i < options->len; i++) {
		const ReplyOption *option = options->pdata[i];
		GBytes *asked = option->follow_up ? thread_index_decode(option->follow_up->thread_index) : NULL;
		gsize depth = thread_index_depth(own, asked);

		g_clear_pointer(&asked, g_bytes_unref);
		if (depth > deepest) {
			g_ptr_array_set_size(meant, 0);
			deepest = depth;
		}
		if (depth && depth == deepest)
			g_ptr_array_add(meant, (gpointer)option);
	}
	g_clear_pointer(&own, g_bytes_unref);
	if (meant->len == 0)
		return false;
	const ReplyOption *option = newest(meant, message_at(received));
	if (!is_one_call(meant))
		ask(verdict, meant, N_("its Thread-Index fits follow-ups of several calls"));
	else if (!option->from_contact)
		ask(verdict, meant, N_("a stranger's Thread-Index fits a follow-up"));
	else
		decide(verdict, option, CONFIDENCE_SURE, N_("its Thread-Index continues that of the follow-up"));
	return true;
}

typedef enum { SENDER_STRANGER, SENDER_NAMESAKE, SENDER_COLLEAGUE, SENDER_CONTACT } Sender;

/* The contact; the same name under another address of his company; the same name from anywhere. */
static Sender sender_of(const Message *received, const ReplyOption *option)
{
	const Address *from = received->from->len ? received->from->pdata[0] : NULL;
	const Contact *contact = option->contact;

	if (option->from_contact)
		return SENDER_CONTACT;
	if (!from || !from->name || !from->email || !clues_same_person(from->name, contact->name))
		return SENDER_STRANGER;
	for (guint i = 0; i < contact->emails->len && !address_is_freemail(from->email); i++)
		if (g_ascii_strcasecmp(address_domain(contact->emails->pdata[i]), address_domain(from->email)) == 0)
			return SENDER_COLLEAGUE;
	return SENDER_NAMESAKE;
}

typedef struct Fit {
	const ReplyOption *option;
	Sender sender;
	Likeness likeness;
	int points; /* 0 = no answer to this follow-up */
} Fit;

/* Sender and time must fit, and subject or quoted words; of a namesake the words. */
static Fit fit_of(const Message *received, const Outline *answer, const ReplyOption *option)
{
	Fit fit = {.option = option, .sender = sender_of(received, option)};
	const Message *follow_up = option->follow_up;
	int64_t at = message_at(received), sent = follow_up ? message_at(follow_up) : 0;

	if (!follow_up || fit.sender == SENDER_STRANGER || at < sent - SKEW_S || at > sent + ANSWER_WINDOW_S)
		return fit;

	g_autoptr(Outline) asked = outline_new(follow_up);
	fit.likeness = outline_compare(answer, asked);
	if (likeness_quotes(&fit.likeness) || (fit.likeness.subject && fit.sender != SENDER_NAMESAKE))
		fit.points = likeness_points(&fit.likeness);
	return fit;
}

static void by_likeness(ReplyVerdict *verdict, const Message *received, const GPtrArray *options)
{
	g_autoptr(GPtrArray) near = g_ptr_array_new();
	g_autoptr(Outline) answer = outline_new(received);
	g_autofree Fit *fits = g_new0(Fit, options->len + 1);
	const Fit *best = &fits[options->len];

	for (guint i = 0; i < options->len; i++) {
		fits[i] = fit_of(received, answer, options->pdata[i]);
		if (fits[i].points > best->points)
			best = &fits[i];
	}
	for (guint i = 0; best->points && i < options->len; i++)
		if (fits[i].points > MAX(0, best->points - CLEAR_LEAD))
			g_ptr_array_add(near, options->pdata[i]);
	if (near->len == 0)
		return;
	if (best->sender == SENDER_NAMESAKE)
		ask(verdict, near, N_("the contact's name from a strange address, quoting the follow-up"));
	else if (is_one_call(near))
		decide(verdict, newest(near, message_at(received)), CONFIDENCE_PROBABLE,
		       best->likeness.subject ? N_("sender, subject and time fit the follow-up")
					      : N_("sender, quoted words and time fit the follow-up"));
	else
		ask(verdict, near, N_("sender and subject fit follow-ups of several calls"));
}

/* It answers a message of the cycle that is no follow-up: the contact's own one, mostly. */
static bool by_cycle(ReplyVerdict *verdict, const Message *received, const GPtrArray *options)
{
	g_autoptr(GPtrArray) named = g_ptr_array_new();

	for (guint i = 0; i < options->len; i++) {
		const ReplyOption *option = options->pdata[i];

		if (option->in_cycle && option->from_contact)
			g_ptr_array_add(named, options->pdata[i]);
	}
	if (named->len == 0)
		return false;
	if (is_one_call(named))
		decide(verdict, newest(named, message_at(received)), CONFIDENCE_SURE, N_("answers a message of the call's cycle"));
	else
		ask(verdict, named, N_("answers messages of several calls"));
	return true;
}

/* The UID is random: whoever names it has the invitation. Others than the contact may have got it from him. */
static bool by_invitation(ReplyVerdict *verdict, const Message *received, const GPtrArray *options)
{
	g_autoptr(GPtrArray) invited = g_ptr_array_new();

	for (guint i = 0; i < options->len; i++)
		if (((ReplyOption *)options->pdata[i])->invited)
			g_ptr_array_add(invited, options->pdata[i]);
	if (invited->len == 0)
		return false;
	const ReplyOption *option = newest(invited, message_at(received));
	if (option->from_contact)
		decide(verdict, option, CONFIDENCE_SURE, N_("answers the invitation to the agreed call"));
	else
		ask(verdict, invited, N_("somebody else answers the invitation to the agreed call"));
	return true;
}

ReplyVerdict *reply_decide(const Message *received, GPtrArray *options)
{
	ReplyVerdict *verdict = g_new0(ReplyVerdict, 1);

	verdict->candidates = g_ptr_array_new_with_free_func((GDestroyNotify)link_candidate_free);
	verdict->reason = g_strdup("answers no follow-up");
	if (is_notice(received->kind))
		decide_notice(verdict, received, options);
	else if (!by_reference(verdict, received, options) && !by_invitation(verdict, received, options) &&
		 !by_cycle(verdict, received, options) && !by_thread_index(verdict, received, options) && received->kind != KIND_LIST)
		by_likeness(verdict, received, options);
	return verdict;
}

void reply_verdict_free(ReplyVerdict *verdict)
{
	if (!verdict)
		return;
	g_free(verdict->reason);
	g_ptr_array_unref(verdict->candidates);
	g_free(verdict);
}
