/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/thread.h"

#include <string.h>

#include "match/outline.h"
#include "match/thread-index.h"

/* An answer that names nothing comes within this time. */
#define ANSWER_WINDOW_S ((int64_t)90 * 24 * 3600)
/* Clocks that go wrong: more is forgiven where words are quoted. */
#define SKEW_S	     600
#define QUOTE_SKEW_S (26 * 3600)
/* Words that so many messages say belong to none of them. */
#define HOLDERS_MAX 12
/* Of one subject so many earlier messages are looked at, the latest first. */
#define SAME_SUBJECT_MAX 200
/* So many that quoted words point to. */
#define QUOTED_CANDIDATES_MAX 20

typedef struct Held {
	guint32 run;
	guint32 at;
} Held;

typedef struct Web {
	const GPtrArray *messages;
	GPtrArray *outlines;
	GHashTable *by_id;	/* Message-ID to index + 1 */
	GHashTable *by_index;	/* Thread-Index bytes to index + 1 */
	GPtrArray *indices;	/* GBytes *, or NULL */
	GHashTable *by_subject; /* subject to GArray of guint, in order of time */
	GArray *held;		/* Held, by run: who says what */
	guint *votes;		/* for each message, 0 between answers */
} Web;

static gint compare_held(gconstpointer a, gconstpointer b)
{
	const Held *left = a, *right = b;

	if (left->run != right->run)
		return left->run < right->run ? -1 : 1;
	return (left->at > right->at) - (left->at < right->at);
}

static gint compare_times(gconstpointer a, gconstpointer b, gpointer data)
{
	const Web *web = data;
	const Outline *left = web->outlines->pdata[*(const guint *)a], *right = web->outlines->pdata[*(const guint *)b];

	return (left->at > right->at) - (left->at < right->at);
}

static void bytes_clear(gpointer data)
{
	if (data)
		g_bytes_unref(data);
}

static void add_ids(Web *web, guint at, const Message *message)
{
	GBytes *index = thread_index_decode(message->thread_index);

	/* what could not be read has none */
	if (message->message_id && !g_hash_table_contains(web->by_id, message->message_id))
		g_hash_table_insert(web->by_id, message->message_id, GUINT_TO_POINTER(at + 1));
	g_ptr_array_add(web->indices, index);
	if (index && !g_hash_table_contains(web->by_index, index))
		g_hash_table_insert(web->by_index, index, GUINT_TO_POINTER(at + 1));
}

static void add_words(Web *web, guint at)
{
	const Outline *outline = web->outlines->pdata[at];
	GArray *same = g_hash_table_lookup(web->by_subject, outline->subject);

	for (guint i = 0; i < outline->said->len; i++) {
		Held held = {g_array_index(outline->said, guint32, i), at};

		g_array_append_val(web->held, held);
	}
	if (!*outline->subject)
		return;
	if (!same) {
		same = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(web->by_subject, outline->subject, same);
	}
	g_array_append_val(same, at);
}

static Web *web_new(const GPtrArray *messages)
{
	Web *web = g_new0(Web, 1);
	GHashTableIter iter;
	gpointer same;

	web->messages = messages;
	web->outlines = g_ptr_array_new_with_free_func((GDestroyNotify)outline_free);
	web->indices = g_ptr_array_new_with_free_func(bytes_clear);
	web->by_id = g_hash_table_new(g_str_hash, g_str_equal);
	web->by_index = g_hash_table_new(g_bytes_hash, g_bytes_equal);
	web->by_subject = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	web->held = g_array_new(FALSE, FALSE, sizeof(Held));
	web->votes = g_new0(guint, messages->len + 1);
	for (guint i = 0; i < messages->len; i++) {
		g_ptr_array_add(web->outlines, outline_new(messages->pdata[i]));
		add_ids(web, i, messages->pdata[i]);
		add_words(web, i);
	}
	g_array_sort(web->held, compare_held);
	g_hash_table_iter_init(&iter, web->by_subject);
	while (g_hash_table_iter_next(&iter, NULL, &same))
		g_array_sort_with_data(same, compare_times, web);
	return web;
}

static void web_free(Web *web)
{
	g_hash_table_unref(web->by_id);
	g_hash_table_unref(web->by_index);
	g_hash_table_unref(web->by_subject);
	g_ptr_array_unref(web->indices);
	g_ptr_array_unref(web->outlines);
	g_array_unref(web->held);
	g_free(web->votes);
	g_free(web);
}

static void decide(ThreadParent *parent, const char *id, Confidence confidence, const char *reason)
{
	g_free(parent->parent);
	g_free(parent->reason);
	parent->parent = g_strdup(id);
	parent->confidence = confidence;
	parent->reason = g_strdup(reason);
}

/* An id that is here; else what In-Reply-To names, wherever that is. */
static bool by_reference(const Web *web, const Message *message, ThreadParent *parent)
{
	const struct {
		const GPtrArray *ids;
		const char *reason;
	} sources[] = {{message->in_reply_to, "In-Reply-To names it"}, {message->references, "References names it"}};

	for (gsize source = 0; source < G_N_ELEMENTS(sources); source++)
		for (guint i = sources[source].ids->len; i > 0; i--) {
			const char *id = sources[source].ids->pdata[i - 1];

			if (g_hash_table_contains(web->by_id, id) && !g_str_equal(id, message->message_id)) {
				decide(parent, id, CONFIDENCE_SURE, sources[source].reason);
				return true;
			}
		}
	const GPtrArray *named = message->references->len ? message->references : message->in_reply_to;
	const char *last = named->len ? named->pdata[named->len - 1] : NULL;
	if (!last || g_str_equal(last, message->message_id))
		return false;
	decide(parent, last, CONFIDENCE_SURE,
	       message->references->len ? "References names it; it is not here"
					: "In-Reply-To names it; it is not here");
	return true;
}

/* The nearest answer above, or the thread's beginning. */
static bool by_thread_index(const Web *web, guint at, ThreadParent *parent)
{
	GBytes *own = web->indices->pdata[at];
	gsize length = own ? g_bytes_get_size(own) : 0;

	for (; length > THREAD_INDEX_ROOT; length -= THREAD_INDEX_STEP) {
		g_autoptr(GBytes) above = g_bytes_new_from_bytes(own, 0, length - THREAD_INDEX_STEP);
		guint found = GPOINTER_TO_UINT(g_hash_table_lookup(web->by_index, above));

		if (!found)
			continue;
		decide(parent, ((const Message *)web->messages->pdata[found - 1])->message_id, CONFIDENCE_SURE,
		       "its Thread-Index continues the other's");
		return true;
	}
	return false;
}

/* Who says a run: first and number of entries in held. */
static guint find_holders(const Web *web, guint32 run, guint *first)
{
	guint low = 0, high = web->held->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(web->held, Held, middle).run < run)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	for (high = low;
	     high < web->held->len && high - low <= HOLDERS_MAX && g_array_index(web->held, Held, high).run == run;)
		high++;
	return high - low;
}

static gint compare_votes(gconstpointer a, gconstpointer b, gpointer data)
{
	const guint *votes = data;
	guint left = votes[*(const guint *)a], right = votes[*(const guint *)b];

	return (left < right) - (left > right);
}

/* Whose words are quoted: those of whom most is. */
static void add_quoted(const Web *web, const Outline *answer, GArray *candidates)
{
	g_autoptr(GArray) voted = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < answer->quoted->len; i++) {
		guint first, count = find_holders(web, g_array_index(answer->quoted, guint32, i), &first);

		for (guint k = 0; count <= HOLDERS_MAX && k < count; k++) {
			guint at = g_array_index(web->held, Held, first + k).at;

			if (!web->votes[at]++)
				g_array_append_val(voted, at);
		}
	}
	g_array_sort_with_data(voted, compare_votes, web->votes);
	g_array_append_vals(candidates, voted->data, MIN(voted->len, QUOTED_CANDIDATES_MAX));
	for (guint i = 0; i < voted->len; i++)
		web->votes[g_array_index(voted, guint, i)] = 0;
}

/* Of that subject, the latest before it first. */
static void add_same_subject(const Web *web, const Outline *answer, const char *subject, GArray *candidates)
{
	const GArray *same = *subject ? g_hash_table_lookup(web->by_subject, subject) : NULL;
	guint low = 0, high = same ? same->len : 0;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		const Outline *there = web->outlines->pdata[g_array_index(same, guint, middle)];

		if (there->at <= answer->at + QUOTE_SKEW_S)
			low = middle + 1;
		else
			high = middle;
	}
	for (guint i = low; i > 0 && low - i < SAME_SUBJECT_MAX; i--)
		g_array_append_val(candidates, g_array_index(same, guint, i - 1));
}

/* Could the other be what this one answers? Never by the subject alone: people must fit, or words. */
static bool is_possible(const Outline *answer, const Outline *asked, const Likeness *likeness)
{
	bool quotes = likeness_quotes(likeness);
	int64_t skew = quotes ? QUOTE_SKEW_S : SKEW_S;
	bool people = likeness->recipient || likeness->company;

	if (answer == asked || g_str_equal(answer->message->message_id, asked->message->message_id))
		return false;
	if (answer->at && asked->at && asked->at > answer->at + skew)
		return false;
	/* much quoted outweighs a clock that stands at 2028 */
	if (answer->at && asked->at && answer->at - asked->at > ANSWER_WINDOW_S &&
	    !(quotes && likeness->subject && people))
		return false;
	/* everybody writes to the other's sender: that alone makes no answer */
	if (quotes)
		return likeness->subject || likeness->named ||
		       ((people || likeness->addressed) && likeness->quoted >= 12 &&
			likeness->quoted * 2 >= likeness->of);
	return likeness->subject && (people || likeness->named) &&
	       (answer->is_reply || *answer->former || likeness->quoted || likeness->passed || likeness->named);
}

static const char *reason_of(const Likeness *likeness)
{
	if (likeness->quoted && likeness->named)
		return "quotes its words and names its sender";
	if (likeness->quoted && likeness->subject)
		return "quotes its words under the same subject";
	if (likeness->quoted)
		return "quotes its words, and the people fit";
	if (likeness->named)
		return "subject and time fit, and it names the sender";
	return "subject, people and time fit";
}

static void by_likeness(const Web *web, guint at, ThreadParent *parent)
{
	const Outline *answer = web->outlines->pdata[at], *best = NULL;
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(guint));
	Likeness best_likeness = {0};
	int best_points = 0;
	bool twin = false;

	add_quoted(web, answer, candidates);
	add_same_subject(web, answer, answer->subject, candidates);
	add_same_subject(web, answer, answer->former, candidates);
	for (guint i = 0; i < candidates->len; i++) {
		const Outline *asked = web->outlines->pdata[g_array_index(candidates, guint, i)];
		Likeness likeness = outline_compare(answer, asked);
		int points = likeness_points(&likeness);

		if (asked == best || points < best_points || !is_possible(answer, asked, &likeness))
			continue;
		if (points == best_points && best && asked->at <= best->at) {
			twin |= asked->at == best->at &&
				!g_str_equal(asked->message->message_id, best->message->message_id);
			continue;
		}
		twin = false;
		best = asked;
		best_likeness = likeness;
		best_points = points;
	}
	if (best && !twin)
		decide(parent, best->message->message_id, CONFIDENCE_PROBABLE, reason_of(&best_likeness));
	else if (best)
		decide(parent, NULL, CONFIDENCE_NONE, "two messages of one time fit alike");
}

static void thread_parent_free(ThreadParent *parent)
{
	g_free(parent->parent);
	g_free(parent->reason);
	g_free(parent);
}

GPtrArray *thread_parents(const GPtrArray *messages, bool with_references)
{
	GPtrArray *parents = g_ptr_array_new_with_free_func((GDestroyNotify)thread_parent_free);
	Web *web = web_new(messages);

	for (guint i = 0; i < messages->len; i++) {
		const Message *message = messages->pdata[i];
		ThreadParent *parent = g_new0(ThreadParent, 1);

		parent->reason = g_strdup("answers none of these messages");
		g_ptr_array_add(parents, parent);
		if (message->error)
			continue;
		if (!with_references || (!by_reference(web, message, parent) && !by_thread_index(web, i, parent)))
			by_likeness(web, i, parent);
	}
	web_free(web);
	return parents;
}
