/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/link.h"

#include <glib/gi18n.h>

#include "match/clues.h"

/* Clocks of telephone and mail server differ a little. */
#define SKEW_S 60
/* So much more must speak for one call than for the next to be sure of it. */
#define CLEAR_LEAD 2

/* How much a call waits for a mail; of one contact's calls only those that wait most are weighed. */
typedef enum { WAITS_NOT, WAITS_REACHED, WAITS_OWED } Waiting;

static int64_t sent_at(const Message *sent)
{
	return sent->date ? sent->date : sent->received_at;
}

static bool is_after_start(const LinkOption *option, int64_t at)
{
	return at >= option->call->started_at - SKEW_S;
}

static bool is_in_window(const LinkOption *option, int64_t at)
{
	return is_after_start(option, at) && at <= option->call->started_at + LINK_WINDOW_S;
}

static bool is_live(const Call *call, int64_t at)
{
	if (at < call->started_at)
		return false;
	if (call->outcome == OUTCOME_NONE && call->duration_s < 0)
		return true;
	return call->duration_s >= 0 && at <= call->started_at + call->duration_s;
}

static bool goes_to_contact(const Message *sent, const Contact *contact)
{
	for (guint i = 0; i < sent->to->len; i++) {
		const Address *to = sent->to->pdata[i];

		for (guint k = 0; to->email && k < contact->emails->len; k++)
			if (g_ascii_strcasecmp(to->email, contact->emails->pdata[k]) == 0)
				return true;
	}
	return false;
}

/* The verdict that names one call. */
static void decide(LinkVerdict *verdict, const LinkOption *option, int64_t at, Confidence confidence, const char *reason)
{
	verdict->call_id = option->call->id;
	verdict->confidence = confidence;
	verdict->live = is_live(option->call, at);
	g_free(verdict->reason);
	verdict->reason = g_strdup(reason);
}

static void ask(LinkVerdict *verdict, const GPtrArray *options, Confidence confidence, const char *reason)
{
	for (guint i = 0; i < options->len; i++) {
		const LinkOption *option = options->pdata[i];
		LinkCandidate *candidate = g_new0(LinkCandidate, 1);

		candidate->call_id = option->call->id;
		candidate->confidence = confidence;
		candidate->reason = g_strdup(reason);
		g_ptr_array_add(verdict->candidates, candidate);
	}
	g_free(verdict->reason);
	verdict->reason = g_strdup(reason);
}

static Waiting waiting(const LinkOption *option, int64_t at)
{
	if (option->owes || is_live(option->call, at))
		return WAITS_OWED;
	if (option->cycle_open && option->follow_ups == 0 && option->call->outcome == OUTCOME_REACHED)
		return WAITS_REACHED;
	return WAITS_NOT;
}

/* A call that owes and is running while its mail goes out says itself which mail that is. */
static int points_of(const Message *sent, const LinkOption *option)
{
	int live = option->owes && is_live(option->call, sent_at(sent)) ? CLEAR_LEAD : 0;

	return live + clues_of_call(sent, option->call, option->appointment);
}

static bool is_one_contact(const GPtrArray *options)
{
	for (guint i = 1; i < options->len; i++)
		if (((LinkOption *)options->pdata[i])->call->contact_id !=
		    ((LinkOption *)options->pdata[0])->call->contact_id)
			return false;
	return true;
}

static bool is_one_cycle(const GPtrArray *options)
{
	for (guint i = 1; i < options->len; i++)
		if (((LinkOption *)options->pdata[i])->call->cycle_id != ((LinkOption *)options->pdata[0])->call->cycle_id)
			return false;
	return true;
}

/* Of each contact the calls that wait most. */
static GPtrArray *waiting_most(const GPtrArray *fitting, int64_t at)
{
	GPtrArray *most = g_ptr_array_new();

	for (guint i = 0; i < fitting->len; i++) {
		const LinkOption *option = fitting->pdata[i];
		bool beaten = false;

		for (guint k = 0; k < fitting->len && !beaten; k++) {
			const LinkOption *other = fitting->pdata[k];

			beaten = other->call->contact_id == option->call->contact_id &&
				 waiting(other, at) > waiting(option, at);
		}
		if (!beaten)
			g_ptr_array_add(most, (gpointer)option);
	}
	return most;
}

/* Several calls fit: what the mail says decides, or a person. */
static void weigh(LinkVerdict *verdict, const Message *sent, const GPtrArray *rivals)
{
	const LinkOption *best = NULL;
	int best_points = -1, next_points = -1;
	bool one_contact = is_one_contact(rivals);

	for (guint i = 0; i < rivals->len; i++) {
		int points = points_of(sent, rivals->pdata[i]);

		if (points > best_points) {
			next_points = best_points;
			best_points = points;
			best = rivals->pdata[i];
		} else {
			next_points = MAX(next_points, points);
		}
	}
	if (best_points > next_points)
		decide(verdict, best, sent_at(sent),
		       one_contact && best_points - next_points >= CLEAR_LEAD ? CONFIDENCE_SURE : CONFIDENCE_PROBABLE,
		       N_("of several calls this one fits the words of the mail best"));
	else
		ask(verdict, rivals, CONFIDENCE_PROBABLE,
		    one_contact ? N_("several calls with this contact fit equally")
				: N_("calls with several recipients fit equally"));
}

/* Which of the calls that fit by cycle or address? */
static void choose(LinkVerdict *verdict, const Message *sent, const GPtrArray *fitting, const char *reason)
{
	g_autoptr(GPtrArray) most = waiting_most(fitting, sent_at(sent));

	if (most->len > 1) {
		weigh(verdict, sent, most);
		return;
	}
	bool certain = fitting->len == 1 || is_one_cycle(fitting) ||
		       waiting(most->pdata[0], sent_at(sent)) == WAITS_OWED;
	decide(verdict, most->pdata[0], sent_at(sent), certain ? CONFIDENCE_SURE : CONFIDENCE_PROBABLE, reason);
}

/* A later call of the same cycle that owes a mail: an answer further down the thread is that mail. */
static bool is_overtaken(const LinkOption *named, const GPtrArray *options, int64_t at)
{
	for (guint i = 0; i < options->len; i++) {
		const LinkOption *other = options->pdata[i];

		if (other->owes && !named->owes && other->call->cycle_id == named->call->cycle_id &&
		    other->call->started_at > named->call->started_at && is_after_start(other, at))
			return true;
	}
	return false;
}

static bool is_listed(const GPtrArray *ids, const char *id)
{
	return id && g_ptr_array_find_with_equal_func((GPtrArray *)ids, id, g_str_equal, NULL);
}

/* The place of the call's id in the thread: the deeper, the nearer; 0 = not named. */
static guint depth_of(const Message *sent, const LinkOption *option)
{
	const char *id = option->call->thread_id;

	if (!(option->relation & RELATION_CALL_ID) || !id)
		return 0;
	if (is_listed(sent->in_reply_to, id))
		return G_MAXUINT;
	for (guint i = sent->references->len; i > 0; i--)
		if (g_strcmp0(sent->references->pdata[i - 1], id) == 0)
			return i;
	return 0;
}

/* The call whose own id is named; deepest where there are several. Two in In-Reply-To are asked about. */
static bool by_call_id(LinkVerdict *verdict, const Message *sent, const GPtrArray *options)
{
	const LinkOption *named = NULL;
	g_autoptr(GPtrArray) equal = g_ptr_array_new();
	guint deepest = 0;

	for (guint i = 0; i < options->len; i++) {
		guint depth = depth_of(sent, options->pdata[i]);

		if (depth > deepest) {
			deepest = depth;
			named = options->pdata[i];
			g_ptr_array_set_size(equal, 0);
		}
		if (depth && depth == deepest)
			g_ptr_array_add(equal, options->pdata[i]);
	}
	if (!named)
		return false;
	if (equal->len > 1) {
		ask(verdict, equal, CONFIDENCE_SURE, N_("names the ids of several calls"));
		return true;
	}
	if (deepest < sent->references->len && is_overtaken(named, options, sent_at(sent)))
		return false;
	decide(verdict, named, sent_at(sent), CONFIDENCE_SURE, N_("names the call's own id"));
	return true;
}

static bool by_made_id(LinkVerdict *verdict, const Message *sent, const GPtrArray *options)
{
	g_autoptr(GPtrArray) made = g_ptr_array_new();

	for (guint i = 0; i < options->len; i++)
		if (((LinkOption *)options->pdata[i])->relation & RELATION_MADE)
			g_ptr_array_add(made, options->pdata[i]);
	if (made->len == 1)
		decide(verdict, made->pdata[0], sent_at(sent), CONFIDENCE_SURE, N_("its Message-ID was made for this call"));
	else if (made->len > 1)
		ask(verdict, made, CONFIDENCE_SURE, N_("its Message-ID was made for several calls"));
	return made->len > 0;
}

/* A mail to somebody else, though it answers in the thread, does not pay what is owed to the contact: ask. */
static bool misses_contact(const Message *sent, const LinkVerdict *verdict, const GPtrArray *options)
{
	for (guint i = 0; i < options->len; i++) {
		const LinkOption *option = options->pdata[i];

		if (option->call->id == verdict->call_id)
			return option->owes && option->contact->emails->len &&
			       !goes_to_contact(sent, option->contact);
	}
	return false;
}

static void ask_instead(LinkVerdict *verdict, const GPtrArray *options, const char *reason)
{
	g_autoptr(GPtrArray) one = g_ptr_array_new();

	for (guint i = 0; i < options->len; i++)
		if (((LinkOption *)options->pdata[i])->call->id == verdict->call_id)
			g_ptr_array_add(one, options->pdata[i]);
	verdict->call_id = 0;
	verdict->confidence = CONFIDENCE_NONE;
	verdict->live = false;
	ask(verdict, one, CONFIDENCE_PROBABLE, reason);
}

static bool by_answer(LinkVerdict *verdict, const Message *sent, const GPtrArray *options)
{
	g_autoptr(GHashTable) cycles = g_hash_table_new(g_int64_hash, g_int64_equal);
	g_autoptr(GPtrArray) fitting = g_ptr_array_new();
	g_autoptr(GPtrArray) answered = g_ptr_array_new();
	bool owing = false;

	for (guint i = 0; i < options->len; i++) {
		const LinkOption *option = options->pdata[i];

		if ((option->relation & RELATION_ANSWERS) || depth_of(sent, option)) {
			g_hash_table_add(cycles, (gpointer)&option->call->cycle_id);
			g_ptr_array_add(answered, (gpointer)option);
		}
	}
	for (guint i = 0; i < options->len; i++) {
		const LinkOption *option = options->pdata[i];

		if (!g_hash_table_contains(cycles, &option->call->cycle_id) || !is_after_start(option, sent_at(sent)))
			continue;
		g_ptr_array_add(fitting, (gpointer)option);
		owing |= waiting(option, sent_at(sent)) == WAITS_OWED;
	}
	if (fitting->len == 0)
		return false;
	/* where no call waits for a mail, the thread itself says which call it continues */
	choose(verdict, sent, !owing && answered->len == 1 ? answered : fitting, N_("answers a message of this cycle"));
	if (verdict->call_id && misses_contact(sent, verdict, options))
		ask_instead(verdict, options, N_("answers a message of this cycle, but does not go to the contact"));
	return true;
}

static GPtrArray *in_window(const Message *sent, const GPtrArray *options, unsigned relation)
{
	GPtrArray *fitting = g_ptr_array_new();

	for (guint i = 0; i < options->len; i++) {
		const LinkOption *option = options->pdata[i];

		if ((option->relation & relation) && is_in_window(option, sent_at(sent)))
			g_ptr_array_add(fitting, (gpointer)option);
	}
	return fitting;
}

LinkVerdict *link_decide(const Message *sent, GPtrArray *options)
{
	LinkVerdict *verdict = g_new0(LinkVerdict, 1);

	verdict->candidates = g_ptr_array_new_with_free_func((GDestroyNotify)link_candidate_free);
	verdict->reason = g_strdup(N_("fits no call"));
	if (by_call_id(verdict, sent, options) || by_made_id(verdict, sent, options) || by_answer(verdict, sent, options))
		return verdict;

	g_autoptr(GPtrArray) addressed = in_window(sent, options, RELATION_ADDRESS);
	g_autoptr(GPtrArray) named = in_window(sent, options, RELATION_NAME);
	if (addressed->len)
		choose(verdict, sent, addressed, N_("goes to an address of the contact after the call"));
	else if (named->len)
		ask(verdict, named, CONFIDENCE_PROBABLE, N_("the recipient's name fits, the address is not known"));
	return verdict;
}

void link_verdict_free(LinkVerdict *verdict)
{
	if (!verdict)
		return;
	g_free(verdict->reason);
	g_ptr_array_unref(verdict->candidates);
	g_free(verdict);
}
