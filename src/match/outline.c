/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "match/outline.h"

#include <stdlib.h>
#include <string.h>

#include "match/clues.h"
#include "model/address.h"
#include "model/subject.h"

/* Words in a run; fewer make common phrases alike. */
#define RUN	 4
#define RUNS_MAX 4000
/* So many runs in common are a sentence of its own. */
#define QUOTED_MIN	 3
#define INTRODUCTION_MAX 600
/* Fewer runs of own words beside a quote: it was passed on. */
#define FORWARD_MAX 20

static gint compare_hashes(gconstpointer a, gconstpointer b)
{
	guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;

	return (left > right) - (left < right);
}

typedef struct Runs {
	GArray *into;
	guint32 words[RUN];
	guint count;
} Runs;

static void add_word(Runs *runs, guint32 hash)
{
	guint32 all = 2166136261u;

	if (runs->into->len >= RUNS_MAX)
		return;
	memmove(runs->words, runs->words + 1, (RUN - 1) * sizeof *runs->words);
	runs->words[RUN - 1] = hash;
	if (++runs->count < RUN)
		return;
	for (int i = 0; i < RUN; i++)
		all = (all ^ runs->words[i]) * 16777619u;
	g_array_append_val(runs->into, all);
}

/* Letters and digits of the line, small; all else parts words. Addresses and links part into their words as well. */
static void add_words(Runs *runs, const char *at, const char *end)
{
	guint32 hash = 2166136261u;
	bool inside = false;

	for (; at < end; at++) {
		guchar c = (guchar)*at;

		if (g_ascii_isalnum(c) || c >= 0x80) {
			hash = (hash ^ (guchar)g_ascii_tolower((gchar)c)) * 16777619u;
			inside = true;
		} else if (inside) {
			add_word(runs, hash);
			hash = 2166136261u;
			inside = false;
		}
	}
	if (inside)
		add_word(runs, hash);
}

static void unique(GArray *runs)
{
	guint kept = 0;

	g_array_sort(runs, compare_hashes);
	for (guint i = 0; i < runs->len; i++)
		if (i == 0 || g_array_index(runs, guint32, i) != g_array_index(runs, guint32, i - 1))
			g_array_index(runs, guint32, kept++) = g_array_index(runs, guint32, i);
	g_array_set_size(runs, kept);
}

/* The depth of a quoted line, and where its words begin: "> > text", ">>text", "AB> text", "| text". */
static int depth_of(const char **at, const char *end)
{
	int depth = 0;

	for (;;) {
		const char *sign = *at;

		while (sign < end && (*sign == ' ' || *sign == '\t'))
			sign++;
		const char *name = sign;
		while (name < end && g_ascii_isalpha(*name) && name - sign < 12)
			name++;
		if (name < end && *name == '>' && name > sign && g_ascii_isupper(*sign))
			sign = name;
		if (sign >= end || !strchr(">|:}#", *sign))
			return depth;
		depth++;
		*at = sign + 1;
	}
}

/* "To:", "An:", "Subject:" lines of a header block name others than the writer. */
static bool names_others(const char *line, gsize length)
{
	static const char *const labels[] = {
		"to",	   "an",	"à",	 "a",	  "para",	"aan",	    "till",    "til",	"do",
		"кому",	   "cc",	"kopie", "copie", "bcc",	"subject",  "betreff", "objet", "asunto",
		"oggetto", "onderwerp", "thema", "re",	  "antwort an", "reply-to", NULL};
	const char *colon = memchr(line, ':', length);
	gsize size = colon ? (gsize)(colon - line) : 0;

	while (size && strchr(" *\t", line[size - 1]))
		size--;
	while (size && strchr(" *\t", *line)) {
		line++;
		size--;
	}
	for (const char *const *label = labels; *label && size; label++)
		if (strlen(*label) == size && !g_ascii_strncasecmp(line, *label, size))
			return true;
	return false;
}

static void read_quoted(Outline *outline, const char *text)
{
	Runs near = {.into = outline->quoted}, deep = {.into = outline->quoted_deep};
	g_autoptr(GString) introduction = g_string_new(NULL);

	for (const char *at = text, *next; at && *at; at = next) {
		const char *end = strchr(at, '\n');
		int depth;

		next = end ? end + 1 : NULL;
		end = end ? end : at + strlen(at);
		depth = depth_of(&at, end);
		if (depth == 1)
			add_words(&near, at, end);
		else if (depth > 1)
			add_words(&deep, at, end);
		else if (introduction->len < INTRODUCTION_MAX && !names_others(at, (gsize)(end - at)))
			g_string_append_printf(introduction, "%.*s ", (int)MIN(end - at, 300), at);
	}
	g_autofree char *valid = g_utf8_make_valid(introduction->str, (gssize)introduction->len);
	outline->introduction = g_utf8_casefold(valid, -1);
	unique(outline->quoted);
	unique(outline->quoted_deep);
}

/* "New subject (was: Re: old one)" names the old one. Caller owns. */
static char *former_subject(const char *subject)
{
	static const char *const words[] = {"(was: ", "(was ", "(war: ", "(war ", "[was: ", "[was ", "(vorher: "};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *at = strstr(subject, words[i]);

		if (!at)
			continue;
		g_autofree char *old = g_strdup(at + strlen(words[i]));
		gsize length = strlen(old);
		if (length && strchr(")]", old[length - 1]))
			old[length - 1] = '\0';
		return subject_normalise(old);
	}
	return g_strdup("");
}

/* "[list]" as it stands before the subject, perhaps after Re:. Caller owns. */
static char *list_tag(const char *subject)
{
	const char *open = subject ? strchr(subject, '[') : NULL, *close = open ? strchr(open, ']') : NULL;

	if (!close || open - subject > 20 || close - open > 40 || close - open < 3 || open[1] == 'E' ||
	    g_ascii_isdigit(open[1]))
		return g_strdup("");
	return g_ascii_strdown(open, close + 1 - open);
}

Outline *outline_new(const Message *message)
{
	Outline *outline = g_new0(Outline, 1);
	const char *text = message->text ? message->text : "";
	Runs said;

	outline->message = message;
	outline->subject = subject_normalise(message->subject);
	outline->former = former_subject(outline->subject);
	outline->tag = list_tag(message->subject);
	outline->is_reply = subject_is_reply(message->subject);
	outline->at = message_at(message);
	outline->said = g_array_new(FALSE, FALSE, sizeof(guint32));
	outline->quoted = g_array_new(FALSE, FALSE, sizeof(guint32));
	outline->quoted_deep = g_array_new(FALSE, FALSE, sizeof(guint32));
	said = (Runs){.into = outline->said};
	add_words(&said, text, text + strlen(text));
	unique(outline->said);
	read_quoted(outline, message->quoted ? message->quoted : "");
	return outline;
}

void outline_free(Outline *outline)
{
	if (!outline)
		return;
	g_free(outline->subject);
	g_free(outline->former);
	g_free(outline->tag);
	g_free(outline->introduction);
	g_array_unref(outline->said);
	g_array_unref(outline->quoted);
	g_array_unref(outline->quoted_deep);
	g_free(outline);
}

/* Both are sorted. */
static guint count_common(const GArray *a, const GArray *b)
{
	guint common = 0;

	for (guint i = 0, k = 0; i < a->len && k < b->len;) {
		guint32 left = g_array_index(a, guint32, i), right = g_array_index(b, guint32, k);

		common += left == right;
		i += left <= right;
		k += right <= left;
	}
	return common;
}

static bool has_address(const GPtrArray *addresses, const char *email)
{
	for (guint i = 0; *email && i < addresses->len; i++) {
		const Address *address = addresses->pdata[i];

		if (address->email && !g_ascii_strcasecmp(address->email, email))
			return true;
	}
	return false;
}

/* Somebody of the same domain; free mail joins nobody. */
static bool has_colleague(const GPtrArray *addresses, const char *email)
{
	const char *domain = address_domain(email);

	if (!*domain || address_is_freemail(email))
		return false;
	for (guint i = 0; i < addresses->len; i++) {
		const Address *address = addresses->pdata[i];

		if (address->email && !g_ascii_strcasecmp(address_domain(address->email), domain))
			return true;
	}
	return false;
}

static bool share_address(const GPtrArray *a, const GPtrArray *b)
{
	for (guint i = 0; i < a->len && i < 50; i++) {
		const Address *address = a->pdata[i];

		if (address->email && has_address(b, address->email))
			return true;
	}
	return false;
}

/* The sender's address, or each word of his name, stands in the introduction. */
static bool names_sender(const char *introduction, const Message *asked)
{
	const Address *from = asked->from->len ? asked->from->pdata[0] : NULL;

	if (!from || !*introduction)
		return false;
	g_autofree char *email = from->email ? g_utf8_casefold(from->email, -1) : NULL;
	if (email && *email && strstr(introduction, email))
		return true;
	return from->name && clues_names(introduction, from->name);
}

/* "10:12" and a message sent at any full quarter of an hour from it: zones differ by such. */
static bool names_minute(const char *introduction, int64_t at)
{
	int minute = (int)(at / 60 % 60);

	for (const char *colon = introduction; at && (colon = strpbrk(colon, ":.")); colon++) {
		if (colon == introduction || !g_ascii_isdigit(colon[-1]) || !g_ascii_isdigit(colon[1]) ||
		    !g_ascii_isdigit(colon[2]) || g_ascii_isdigit(colon[3]))
			continue;
		int there = (colon[1] - '0') * 10 + colon[2] - '0';
		if (there < 60 && (there - minute) % 30 == 0)
			return true;
	}
	return false;
}

Likeness outline_compare(const Outline *answer, const Outline *asked)
{
	Likeness likeness = {.of = answer->quoted->len};
	const Message *one = answer->message, *other = asked->message;

	likeness.subject = *asked->subject && (g_str_equal(answer->subject, asked->subject) ||
					       g_str_equal(answer->former, asked->subject));
	likeness.addressed = has_address(one->to, message_sender(other)) || share_address(one->to, other->reply_to);
	likeness.recipient =
		has_address(other->to, message_sender(one)) || has_colleague(other->to, message_sender(one));
	likeness.company = share_address(one->to, other->to) || (*answer->tag && g_str_equal(answer->tag, asked->tag));
	likeness.passed = count_common(answer->quoted_deep, asked->quoted);
	/* who passes a mail on says little of his own */
	if (asked->said->len < FORWARD_MAX)
		likeness.passed += count_common(answer->quoted, asked->quoted);
	likeness.quoted = count_common(answer->quoted, asked->said);
	likeness.deep = count_common(answer->quoted_deep, asked->said);
	likeness.named = names_sender(answer->introduction, other);
	likeness.self = *message_sender(one) && !g_ascii_strcasecmp(message_sender(one), message_sender(other));
	likeness.other_name = !likeness.named && *answer->introduction;
	likeness.timed =
		*answer->introduction && names_minute(answer->introduction, other->date ? other->date : asked->at);
	return likeness;
}

bool likeness_quotes(const Likeness *likeness)
{
	return likeness->quoted >= QUOTED_MIN && likeness->quoted * 5 >= likeness->of;
}

int likeness_points(const Likeness *likeness)
{
	int points = 0;

	if (likeness->quoted)
		points += 20 + (int)(100 * likeness->quoted / MAX(1, likeness->of)) + (int)MIN(likeness->quoted, 30);
	if (likeness->deep && !likeness->quoted)
		points -= 20;
	if (likeness->passed)
		points += 15 + (int)MIN(likeness->passed, 30);
	points += likeness->named ? 60 : likeness->other_name ? -10 : 0;
	points += likeness->timed ? 25 : 0;
	points += likeness->subject ? 30 : 0;
	points += likeness->addressed ? 10 : 0;
	points += likeness->recipient ? 12 : 0;
	points += likeness->company ? 3 : 0;
	/* who answers himself quotes himself */
	points -= likeness->self && !likeness->quoted && !likeness->named ? 12 : 0;
	return points;
}
