/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads of a handful of mails each, with and without their references; and many mails in little time. */
#include <string.h>

#include "match/thread-index.h"
#include "match/thread.h"

/* Tuesday, 24 November 2026, 10:00 UTC. */
#define T0     1795514400
#define HOUR_S 3600
#define DAY_S  86400

#define ANNA  "Anna Beispiel <anna@example.org>"
#define BORIS "Boris Muster <boris@kunde.example>"
#define VERA  "Vera Muster <vera@kunde.example>"
#define EVE   "Eve <eve@evil.example>"
#define LIST  "users@lists.example"

#define OFFER  "Guten Tag Herr Muster, anbei die Preisliste für die Wärmepumpen und der Plan vom Dach Ihrer Halle."
#define ANSWER "Vielen Dank, der Preis der kleinen Anlage ist uns leider noch zu hoch, geht da etwas?"

typedef struct Mail {
	const char *id, *from, *to, *subject;
	int64_t at; /* after T0 */
	const char *text, *quoted, *in_reply_to, *references, *thread_index;
	/* expected: the id of the parent, with and without references */
	const char *parent, *fallback;
} Mail;

typedef struct Case {
	const char *name;
	Mail mails[4];
} Case;

#define ROOT	   "AdxKAAECAwQFBgcICQoLDA0ODxAREg=="
#define CHILD	   "AdxKAAECAwQFBgcICQoLDA0ODxAREgAAAAAB"
#define GRANDCHILD "AdxKAAECAwQFBgcICQoLDA0ODxAREgAAAAABAAAAAAI="

static const Case cases[] = {
	{"references",
	 {{"a", ANNA, BORIS, "Angebot", 0, OFFER},
	  {"b", BORIS, ANNA, "AW: Angebot", HOUR_S, ANSWER, "> " OFFER, .in_reply_to = "a", .references = "a",
	   .parent = "a", .fallback = "a"},
	  {"c", ANNA, BORIS, "Ganz anderes", DAY_S, "Ja.", "", .references = "a b", .parent = "b"}}},
	{"a parent that is not here", {{"b", BORIS, ANNA, "x", 0, "Ja.", "", .in_reply_to = "gone", .parent = "gone"}}},
	{"an ancestor that is here",
	 {{"a", ANNA, BORIS, "Angebot", 0, OFFER},
	  {"c", ANNA, BORIS, "x", DAY_S, "Ja.", "", .in_reply_to = "gone", .references = "a gone", .parent = "a"}}},
	{"itself", {{"a", ANNA, BORIS, "x", 0, "Ja.", "", .in_reply_to = "a", .references = "a"}}},
	{"Thread-Index",
	 {{"a", ANNA, BORIS, "Angebot", 0, "x", "", .thread_index = ROOT},
	  {"b", BORIS, ANNA, "y", HOUR_S, "x", "", .thread_index = CHILD, .parent = "a"},
	  {"c", ANNA, BORIS, "z", DAY_S, "x", "", .thread_index = GRANDCHILD, .parent = "b"}}},
	{"Thread-Index with a gap",
	 {{"a", ANNA, BORIS, "Angebot", 0, "x", "", .thread_index = ROOT},
	  {"c", ANNA, BORIS, "z", DAY_S, "x", "", .thread_index = GRANDCHILD, .parent = "a"}}},
	{"prefixes",
	 {{"a", ANNA, BORIS, "Angebot", 0, OFFER},
	  {"b", BORIS, ANNA, "Antw: WG: [EXTERN] Re[2]: Angebot", HOUR_S, ANSWER, "", .parent = "a", .fallback = "a"}}},
	{"quoted words, new subject, lines wrapped anew",
	 {{"a", ANNA, BORIS, "Angebot", 0, OFFER},
	  {"b", BORIS, ANNA, "Preise", HOUR_S, ANSWER,
	   "Am 24.11. schrieb Anna Beispiel:\n> Guten Tag Herr Muster, anbei die\n> Preisliste für die Wärmepumpen und "
	   "der "
	   "Plan\n> vom Dach Ihrer Halle.",
	   .parent = "a", .fallback = "a"}}},
	{"the nearest of two quoted",
	 {{"a", ANNA, BORIS, "Angebot", 0, OFFER},
	  {"b", BORIS, ANNA, "AW: Angebot", HOUR_S, ANSWER, "> " OFFER, .parent = "a", .fallback = "a"},
	  {"c", ANNA, BORIS, "AW: Angebot", 2 * HOUR_S, "Gern rechne ich nach.", "> " ANSWER "\n>> " OFFER,
	   .parent = "b", .fallback = "b"}}},
	{"the quote names the writer",
	 {{"a", BORIS, LIST, "Dach", 0, "Wer baut das?"},
	  {"b", VERA, LIST, "Re: Dach", HOUR_S, "Wir nicht.", "", .parent = "a", .fallback = "a"},
	  {"c", ANNA, LIST, "Re: Dach", 2 * HOUR_S, "Wir.", "Am 24.11. schrieb Boris Muster:\n> Wer baut",
	   .parent = "a", .fallback = "a"}}},
	{"was: the old subject",
	 {{"a", BORIS, LIST, "Dach", 0, "Wer baut das?"},
	  {"b", VERA, LIST, "Preise (was: Re: Dach)", HOUR_S, "Teuer.", "", .parent = "a", .fallback = "a"}}},
	{"strangers with one subject",
	 {{"a", ANNA, BORIS, "Angebot", 0, OFFER},
	  {"b", EVE, "Frank <frank@other.example>", "Re: Angebot", HOUR_S, "Ja."}}},
	{"a stranger's mail under a subject of ours",
	 {{"a", ANNA, BORIS, "Frage", 0, "Wann?"}, {"b", EVE, ANNA, "Re: Frage", HOUR_S, "Ja."}}},
	{"a colleague answers",
	 {{"a", ANNA, BORIS, "Frage", 0, "Wann?"},
	  {"b", VERA, ANNA, "AW: Frage", HOUR_S, "Montag.", "", .parent = "a", .fallback = "a"}}},
	{"one subject to two people",
	 {{"a", ANNA, BORIS, "Einladung", 0, "Am Montag."},
	  {"b", ANNA, EVE, "Einladung", HOUR_S, "Am Dienstag."},
	  {"c", BORIS, ANNA, "AW: Einladung", DAY_S, "Gern.", "", .parent = "a", .fallback = "a"}}},
	{"a newsletter each week",
	 {{"a", "News <news@shop.example>", ANNA, "Angebote der Woche", 0, OFFER},
	  {"b", "News <news@shop.example>", ANNA, "Angebote der Woche", 7 * DAY_S, ANSWER}}},
	{"a greeting in common",
	 {{"a", ANNA, BORIS, "Angebot", 0, "Guten Tag Herr Muster, schönes Wetter."},
	  {"b", EVE, BORIS, "x", HOUR_S, "y", "> Guten Tag Herr Muster,"}}},
	{"no subject", {{"a", ANNA, BORIS, "", 0, "x"}, {"b", BORIS, ANNA, "Re:", HOUR_S, "y"}}},
	{"before it was sent",
	 {{"a", ANNA, BORIS, "Angebot", DAY_S, OFFER}, {"b", BORIS, ANNA, "Re: Angebot", 0, "Ja."}}},
	{"half a year later",
	 {{"a", ANNA, BORIS, "Angebot", 0, OFFER}, {"b", BORIS, ANNA, "Re: Angebot", 180 * DAY_S, "Ja."}}},
	{"half a year later, quoting",
	 {{"a", ANNA, BORIS, "Angebot", 0, OFFER},
	  {"b", BORIS, ANNA, "Re: Angebot", 180 * DAY_S, "Ja.", "> " OFFER, .parent = "a", .fallback = "a"}}},
	{"two that fit alike",
	 {{"a", ANNA, BORIS, "Angebot", 0, "Eins."},
	  {"b", ANNA, BORIS, "Angebot", 0, "Zwei."},
	  {"c", BORIS, ANNA, "Re: Angebot", HOUR_S, "Ja."}}},
	{"the later of two",
	 {{"a", ANNA, BORIS, "Angebot", 0, "Eins."},
	  {"b", ANNA, BORIS, "Angebot", HOUR_S, "Zwei."},
	  {"c", BORIS, ANNA, "Re: Angebot", DAY_S, "Ja.", "", .parent = "b", .fallback = "b"}}},
};

static Address *address_of(const char *text)
{
	const char *open = strchr(text, '<');
	g_autofree char *name = open ? g_strchomp(g_strndup(text, (gsize)(open - text))) : NULL;
	g_autofree char *email = g_strndup(open ? open + 1 : text, strcspn(open ? open + 1 : text, ">"));

	return address_new(name, email);
}

static void add_ids(GPtrArray *ids, const char *words)
{
	g_auto(GStrv) all = g_strsplit(words ? words : "", " ", -1);

	for (char **id = all; *id; id++)
		if (**id)
			g_ptr_array_add(ids, g_strdup_printf("<%s@x>", *id));
}

static Message *message_of(const Mail *mail)
{
	Message *message = message_new();

	message->depth = DEPTH_UNDERSTOOD;
	message->message_id = g_strdup_printf("<%s@x>", mail->id);
	message->date = T0 + mail->at;
	message->subject = g_strdup(mail->subject);
	message->text = g_strdup(mail->text);
	message->quoted = g_strdup(mail->quoted ? mail->quoted : "");
	message->thread_index = g_strdup(mail->thread_index);
	g_ptr_array_add(message->from, address_of(mail->from));
	g_ptr_array_add(message->to, address_of(mail->to));
	add_ids(message->in_reply_to, mail->in_reply_to);
	add_ids(message->references, mail->references);
	return message;
}

static void check(const Case *each, bool with_references)
{
	g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);

	for (int i = 0; i < 4 && each->mails[i].id; i++)
		g_ptr_array_add(messages, message_of(&each->mails[i]));
	g_autoptr(GPtrArray) parents = thread_parents(messages, with_references);
	g_assert_cmpuint(parents->len, ==, messages->len);
	for (guint i = 0; i < parents->len; i++) {
		const ThreadParent *parent = parents->pdata[i];
		const char *expected = with_references ? each->mails[i].parent : each->mails[i].fallback;
		g_autofree char *id = expected ? g_strdup_printf("<%s@x>", expected) : NULL;

		g_test_message("%s: %s", each->name, each->mails[i].id);
		g_assert_cmpstr(parent->parent, ==, id);
		g_assert_nonnull(parent->reason);
		g_assert_cmpint(parent->confidence == CONFIDENCE_NONE, ==, !id);
		if (!with_references)
			g_assert_cmpint(parent->confidence, !=, CONFIDENCE_SURE);
	}
}

static void test_cases(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		check(&cases[i], true);
		check(&cases[i], false);
	}
}

/* What could not be read has neither id nor text. */
static void test_unreadable(void)
{
	g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);

	for (int i = 0; i < 2; i++) {
		g_ptr_array_add(messages, message_new());
		((Message *)messages->pdata[i])->error = g_strdup("empty");
	}
	g_autoptr(GPtrArray) parents = thread_parents(messages, true);
	g_assert_null(((ThreadParent *)parents->pdata[1])->parent);
}

static void test_index(void)
{
	GBytes *root = thread_index_decode(ROOT), *child = thread_index_decode(CHILD),
	       *cut = thread_index_decode("AdxKAAECAwQFBgcICQoLDA0ODxAREgAA");

	g_assert_cmpuint(g_bytes_get_size(root), ==, 22);
	g_assert_cmpuint(g_bytes_get_size(child), ==, 27);
	g_assert_cmpuint(g_bytes_get_size(cut), ==, 22);
	g_assert_cmpuint(thread_index_depth(child, root), ==, 22);
	g_assert_cmpuint(thread_index_depth(root, child), ==, 0);
	g_assert_cmpuint(thread_index_depth(root, root), ==, 0);
	g_assert_cmpuint(thread_index_depth(child, NULL), ==, 0);
	g_assert_null(thread_index_decode(NULL));
	g_assert_null(thread_index_decode("!"));
	g_assert_null(thread_index_decode("AdxK"));
	g_bytes_unref(root);
	g_bytes_unref(child);
	g_bytes_unref(cut);
}

/* One subject, one text, 20,000 times: an index that is none would take minutes. */
static void test_many(void)
{
	g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);
	gint64 begun = g_get_monotonic_time();

	for (int i = 0; i < 20000; i++) {
		g_autofree char *id = g_strdup_printf("m%d", i);
		Mail mail = {id, i % 2 ? BORIS : ANNA, i % 2 ? ANNA : BORIS, "Re: Angebot", i, OFFER, "> " OFFER};

		g_ptr_array_add(messages, message_of(&mail));
	}
	g_autoptr(GPtrArray) parents = thread_parents(messages, false);
	g_assert_cmpuint(parents->len, ==, 20000);
	g_assert_cmpint(g_get_monotonic_time() - begun, <, 20 * G_TIME_SPAN_SECOND);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/match/thread/cases", test_cases);
	g_test_add_func("/match/thread/unreadable", test_unreadable);
	g_test_add_func("/match/thread/index", test_index);
	g_test_add_func("/match/thread/many", test_many);
	return g_test_run();
}
