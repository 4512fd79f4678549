/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/kind.h"

#include <string.h>

#include "mail/absence.h"
#include "mail/kind-whole.h"
#include "mail/phrase.h"
#include "mail/signs.h"

#define ENOUGH		   10
#define NOTICE_BYTES	   6000 /* notices say at the beginning what they are */
#define OPENING_BYTES	   3000 /* so do programs that answer for people */
#define WHOLE_WEIGHT	   4	/* when a mail says nothing else */
#define LONG_BYTES	   1500
#define MAX_EVIDENCE_BYTES 100

/* Everything that speaks for or against the kinds of one mail. */
typedef struct Weighing {
	const Headers *headers;
	const Message *message;
	const char *said;		  /* the person's own words */
	char *notice, *opening, *subject; /* folded */
	bool replied;			  /* the subject begins with Re:, AW:, Fwd: and their like */
	SignFound found[SIGN_GROUPS_MAX];
} Weighing;

static void add_evidence(GPtrArray *evidence, const char *where, const char *words, gsize length)
{
	g_autofree char *cut = g_strndup(words, MIN(length, MAX_EVIDENCE_BYTES));
	g_autofree char *valid = g_utf8_make_valid(cut, -1);

	g_strdelimit(valid, "\t\n", ' ');
	g_ptr_array_add(evidence, g_strdup_printf("%s: %s", where, valid));
}

/* The sum of all that is known of one kind; what speaks for it is added to evidence, which may be NULL. */
static int weigh(const Weighing *weighing, MessageKind kind, GPtrArray *evidence)
{
	int sum = 0, number = 0;

	for (gsize i = 0; i < signs_headers_count; i++) {
		const HeaderSign *sign = &signs_headers[i];

		if (sign->kind != kind || !signs_header_holds(weighing->headers, sign))
			continue;
		sum += sign->weight;
		if (evidence) {
			g_autofree char *value = headers_text(weighing->headers, sign->header);
			add_evidence(evidence, sign->header, value, strlen(value));
		}
	}
	for (const SignGroup *group; (group = signs_group(number)); number++) {
		const SignFound *found = &weighing->found[number];

		if (group->kind != kind || !found->weight || found->weight == SIGN_BESIDE)
			continue;
		sum += found->weight;
		if (evidence && found->weight > 0)
			add_evidence(evidence, group->place == SIGN_IN_SUBJECT ? "Subject" : "text", found->words,
				     found->length);
	}
	return sum;
}

static bool decide(const Weighing *weighing, MessageKind kind, int more, Message *message)
{
	if (weigh(weighing, kind, NULL) + more < ENOUGH)
		return false;
	message->kind = kind;
	weigh(weighing, kind, message->evidence);
	return true;
}

static bool set(Message *message, MessageKind kind, const char *evidence)
{
	message->kind = kind;
	g_ptr_array_add(message->evidence, g_strdup(evidence));
	return true;
}

/* What was found of a kind in one place, the groups of that place together. */
static int found_in(const Weighing *weighing, MessageKind kind, SignPlace place)
{
	int sum = 0, number = 0;

	for (const SignGroup *group; (group = signs_group(number)); number++)
		if (group->kind == kind && group->place == place)
			sum += weighing->found[number].weight;
	return sum;
}

/* RFC 3464: the worst action of all recipients is what the notice says. */
static bool by_status(const Weighing *weighing, const Body *body, Message *message)
{
	static const struct {
		const char *action;
		MessageKind kind;
	} actions[] = {{"failed", KIND_BOUNCE},
		       {"delayed", KIND_DELAY},
		       {"delivered", KIND_DELIVERED},
		       {"relayed", KIND_DELIVERED},
		       {"expanded", KIND_DELIVERED}};

	if (!body->status->len)
		return false;
	/* challenges arrive dressed as delivery-status */
	if (found_in(weighing, KIND_AUTO_REPLY, SIGN_IN_NOTICE) > 0 &&
	    !found_in(weighing, KIND_BOUNCE, SIGN_IN_SUBJECT))
		return set(message, KIND_AUTO_REPLY, "text: asks the sender to confirm himself");
	for (gsize i = 0; i < G_N_ELEMENTS(actions); i++)
		for (guint j = 0; j < message->recipients->len; j++) {
			const Recipient *recipient = message->recipients->pdata[j];

			if (!g_strcmp0(recipient->action, actions[i].action)) {
				g_autofree char *words =
					g_strdup_printf("delivery-status: Action: %s", recipient->action);
				return set(message, actions[i].kind, words);
			}
		}
	if (decide(weighing, KIND_DELAY, 0, message))
		return true;
	return set(message, KIND_BOUNCE, "multipart/report; report-type=delivery-status");
}

/* RFC 5965 and RFC 8098. */
static bool by_report(const Body *body, const char *notice, Message *message)
{
	if (body->feedback->len)
		return set(message, KIND_ABUSE_REPORT, "message/feedback-report");
	if (!body->disposition->len && g_strcmp0(body->report_type, "disposition-notification"))
		return false;
	/* "rejected: quota exceeded" comes dressed as a receipt, and is a bounce */
	if (phrase_match("(quota|mailbox (is )?full|postfach (ist )?voll|rejected:|speicher\\w* (ist "
			 ")?(voll|ueberschritten))",
			 notice) &&
	    !phrase_match("(?i)^Disposition:.*displayed", body->disposition->str))
		return set(message, KIND_BOUNCE, "disposition-notification: quota");
	return set(message, KIND_RECEIPT,
		   body->report_type ? "multipart/report; report-type=disposition-notification"
				     : "message/disposition-notification");
}

/* "[EXT] Undeliverable: x" begins with what the system said. Marks whether a person's reply prefix is before it. */
static const char *subject_start(const char *folded, bool *replied)
{
	static const char *const prefixes[] = {
		"re:", "aw:", "fwd:", "fw:",  "wg:", "antw:", "sv:",  "vs:",  "tr:",	  "rv:",  "re[",
		"aw[", "r:",  "i:",   "odp:", "vb:", "res:",  "enc:", "ant:", "betreff:", "re :", "tr :"};
	const char *at = folded;

	while (*at == '[' && strchr(at, ']') && strchr(at, ']') - at < 20 &&
	       (g_str_has_prefix(at, "[ext") || g_str_has_prefix(at, "[spam") || g_str_has_prefix(at, "[external") ||
		g_str_has_prefix(at, "[bulk") || g_str_has_prefix(at, "[extern"))) {
		at = strchr(at, ']') + 1;
		at += strspn(at, " ");
	}
	*replied = false;
	for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++)
		*replied = *replied || g_str_has_prefix(at, prefixes[i]);
	return at;
}

/* Behind a reply prefix only what a system adds at the end still counts. */
static void forget_subject(Weighing *weighing)
{
	int number = 0;

	for (const SignGroup *group; (group = signs_group(number)); number++)
		if (group->place == SIGN_IN_SUBJECT && weighing->found[number].weight != 7)
			weighing->found[number] = (SignFound){0};
}

/* A program does not know whom it writes to; a person begins with the name. */
static bool greets_by_name(const Weighing *weighing)
{
	g_autofree char *greeting = g_strndup(weighing->opening, 80);

	for (guint i = 0; i < weighing->message->to->len && i < 10; i++) {
		const Address *to = weighing->message->to->pdata[i];
		g_autofree char *name = to->name ? signs_fold(to->name, 200) : NULL;
		g_auto(GStrv) words = name ? g_strsplit_set(name, " ,@", 10) : NULL;

		for (int j = 0; words && words[j]; j++)
			if (strlen(words[j]) > 2 && strstr(greeting, words[j]))
				return true;
	}
	return false;
}

/* What only a person does. */
static int person_weight(const Weighing *weighing)
{
	int weight = 0;

	weight -= strlen(weighing->opening) > LONG_BYTES ? 3 : 0;
	weight -= weighing->message->quoted && *weighing->message->quoted ? 3 : 0;
	weight -= strstr(weighing->opening, "? ") || g_str_has_suffix(weighing->opening, "?") ? 3 : 0;
	weight -= greets_by_name(weighing) ? 3 : 0;
	return weight;
}

/* Precedence: bulk is on auto-replies, too; the other fields are on what goes to many. */
static bool is_list(const Headers *headers)
{
	for (gsize i = 0; i < signs_headers_count; i++)
		if (signs_headers[i].kind == KIND_LIST && strcmp(signs_headers[i].header, "Precedence") != 0 &&
		    signs_header_holds(headers, &signs_headers[i]))
			return true;
	return false;
}

/* Whether a group speaks against its kind. */
static bool is_denied(const Weighing *weighing, MessageKind kind)
{
	int number = 0;

	for (const SignGroup *group; (group = signs_group(number)); number++)
		if (group->kind == kind && weighing->found[number].weight < 0)
			return true;
	return false;
}

/* What the subject proves: "Automatic reply: x" is a program's, while "Out of office" alone is a person's topic as
 * well. */
static int subject_weight(const Weighing *weighing)
{
	bool person = person_weight(weighing) < 0 || is_denied(weighing, KIND_AUTO_REPLY);
	int number = 0, sum = 0;

	for (const SignGroup *group; (group = signs_group(number)); number++) {
		const SignFound *found = &weighing->found[number];

		if (group->kind != KIND_AUTO_REPLY || group->place != SIGN_IN_SUBJECT || !found->weight)
			continue;
		bool before = memchr(found->words, ':', found->length) || found->words[found->length] == ':';
		sum += person && !before ? 0 : found->weight;
	}
	return sum;
}

/* A header, a subject or a challenge that no person's mail has. */
static bool is_declared(const Weighing *weighing)
{
	int heaviest = subject_weight(weighing);

	for (gsize i = 0; i < signs_headers_count; i++)
		if (signs_headers[i].kind == KIND_AUTO_REPLY &&
		    signs_header_holds(weighing->headers, &signs_headers[i]))
			heaviest = MAX(heaviest, signs_headers[i].weight);
	return heaviest >= ENOUGH || found_in(weighing, KIND_AUTO_REPLY, SIGN_IN_NOTICE) >= ENOUGH;
}

static bool says_auto_replied(const Headers *headers)
{
	static const HeaderSign signs[] = {{KIND_AUTO_REPLY, 0, "Auto-Submitted", "auto-replied"},
					   {KIND_AUTO_REPLY, 0, "Precedence", "auto_reply"}};

	return signs_header_holds(headers, &signs[0]) || signs_header_holds(headers, &signs[1]);
}

bool kind_is_robot(const Headers *headers, const Message *message)
{
	return signs_header_holds(headers, &signs_headers[0]) || signs_header_holds(headers, &signs_headers[1]) ||
	       !message->from->len;
}

/* Mail systems and their notices that are no report. */
static bool by_notice(const Weighing *weighing, const Body *body, Message *message)
{
	/* what is said in codes, in a folded text */
	static const struct {
		const char *pattern;
		int weight;
	} shapes[] = {
		{"\\b5\\d\\d[ -](#?5\\.\\d\\.\\d|[a-z<])|\\b5\\.[0-7]\\.\\d{1,2}\\b", 2},
		{"(^| )<[^<>@ ]+@[^<>@ ]+>:( |$)", 3},
		/* whom the mail was for, and a no in any language */
		{"\\b(an|to|fuer|for|a|aan|pour|para|per)\\b:? [\"'<(]*[^<>@ ]+@[^<>@ ]+[^.!?]{0,80}\\b(nicht|kein|not|"
		 "never|no|pas|non|niet|geen)\\b",
		 6}};
	/* the null sender speaks for a system, too */
	bool speaker = signs_header_holds(weighing->headers, &signs_headers[0]) || !message->from->len;
	bool robot = speaker || kind_is_robot(weighing->headers, message) || body->report_type;
	bool subject = found_in(weighing, KIND_BOUNCE, SIGN_IN_SUBJECT) > 0;

	if ((robot || subject) && decide(weighing, KIND_DELAY, speaker ? 0 : 3, message))
		return true;
	if (!speaker && !subject && !headers_get(weighing->headers, "X-Failed-Recipients"))
		return false;
	if (found_in(weighing, KIND_AUTO_REPLY, SIGN_IN_NOTICE) >= ENOUGH && !subject)
		return set(message, KIND_AUTO_REPLY, "text: asks the sender to confirm himself");
	int more = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++)
		more += phrase_match(shapes[i].pattern, weighing->notice) ? shapes[i].weight : 0;
	more += speaker && body->returned->len ? 3 : 0;
	/* a person who writes under such a subject needs to be quite a machine */
	more += robot ? 0 : person_weight(weighing) - 1;
	return decide(weighing, KIND_BOUNCE, more, message);
}

static int groups_found(const Weighing *weighing, MessageKind kind)
{
	int count = 0, number = 0;

	for (const SignGroup *group; (group = signs_group(number)); number++)
		count += group->kind == kind && weighing->found[number].weight > SIGN_BESIDE;
	return count;
}

/* What is known beside the signs. */
static int auto_reply_weight(const Weighing *weighing)
{
	int person = person_weight(weighing), sum;

	if (is_declared(weighing))
		return ENOUGH;
	sum = weigh(weighing, KIND_AUTO_REPLY, NULL) + person;
	if (sum >= ENOUGH || sum + WHOLE_WEIGHT < ENOUGH)
		return person;
	/* "AW: ... Ich bin am Mittwoch nicht da." is what people answer */
	if (weighing->replied && groups_found(weighing, KIND_AUTO_REPLY) + kind_names_contact(weighing->said) < 2)
		return person;
	return kind_whole(weighing->said) ? person + WHOLE_WEIGHT : person;
}

/* Whatever the wording: an absence, its last day and whom to ask instead, and nothing of a person's own. */
static bool tells_absence(const Weighing *weighing)
{
	static const char concept[] =
		"\\b(urlaub|ferien|elternzeit|mutterschutz|sabbat|abwesen|krank|dienstreise|geschaeftsreise|"
		"geschlossen|"
		"betriebsruhe|ausser haus|vacation|leave\\b|holiday|out of (the "
		")?office|off-?site|sabbatical|conges?\\b|"
		"absen[tc]|fermes?\\b|fermeture|vacances|vacaciones|ausente|cerrad|in ferie\\b|assen[tz]|chius|afwezig|"
		"vakantie|gesloten)|verlof\\b|(in dringenden |dringende )(faell|angeleg|anlieg|frage)|im "
		"notfall|(for|in) urgent|"
		"urgent (matter|question|request)|cas d'urgence|caso de urgencia|caso di urgenza|bij spoed";
	const Message *message = weighing->message;

	if (person_weight(weighing) || is_denied(weighing, KIND_AUTO_REPLY) ||
	    (weighing->replied && groups_found(weighing, KIND_AUTO_REPLY) < 3) ||
	    (!signs_tell_absence(weighing->found) && !phrase_match(concept, weighing->opening)))
		return false;
	Absence *absence = absence_read("", weighing->said, message->date, message_sender(message));
	/* or the first day, and what is done afterwards */
	bool told = absence && absence->until &&
		    (absence->deputy || absence->deputy_phone ||
		     (absence->from && groups_found(weighing, KIND_AUTO_REPLY) > 1));
	if (absence)
		absence_free(absence);
	return told;
}

static bool by_words(const Weighing *weighing, const Body *body, Message *message)
{
	static const struct {
		MessageKind kind;
	} both[] = {{KIND_RECEIPT}, {KIND_DELIVERED}};

	if (by_notice(weighing, body, message))
		return true;
	for (gsize i = 0; i < G_N_ELEMENTS(both); i++)
		if (found_in(weighing, both[i].kind, SIGN_IN_SUBJECT) > 0 &&
		    found_in(weighing, both[i].kind, SIGN_IN_NOTICE) > 0)
			return decide(weighing, both[i].kind, 0, message);
	if (decide(weighing, KIND_ABUSE_REPORT, 0, message))
		return true;
	if (message->calendar)
		return set(message, KIND_CALENDAR, "text/calendar");
	if ((!is_list(weighing->headers) || says_auto_replied(weighing->headers)) &&
	    decide(weighing, KIND_AUTO_REPLY, auto_reply_weight(weighing), message))
		return true;
	if (!is_list(weighing->headers) && tells_absence(weighing)) {
		weigh(weighing, KIND_AUTO_REPLY, message->evidence);
		return set(message, KIND_AUTO_REPLY, "text: away until a day, and whom to ask instead");
	}
	return decide(weighing, KIND_LIST, 0, message);
}

/* What is cited in the line is not said: a person shows a notice, or the wording of one. */
static char *without_citations(const char *text)
{
	static const char citation[] =
		"(?s)(?:(?<=[\\s(:])|\\A)(?:\"[^\"]{25,1000}\"|\xE2\x80\x9E.{25,1000}?(?:\xE2\x80\x9C|\xE2\x80\x9D)|"
		"\xE2\x80\x9C.{25,1000}?\xE2\x80\x9D|\xC2\xAB.{25,1000}?\xC2\xBB)";
	GString *out = g_string_new(NULL);
	g_autoptr(GMatchInfo) match = NULL;
	int from = 0, begin, end;

	for (phrase_each(citation, text, &match);
	     g_match_info_matches(match) && g_match_info_fetch_pos(match, 0, &begin, &end);
	     g_match_info_next(match, NULL), from = end)
		g_string_append_len(out, text + from, begin - from);
	return g_string_free(g_string_append(out, text + from), FALSE);
}

void kind_decide(const Headers *headers, const Body *body, const char *text, Message *message)
{
	g_autofree char *notice = signs_fold(text, NOTICE_BYTES);
	g_autofree char *said = without_citations(message->text ? message->text : "");
	g_autofree char *opening = signs_fold(said, OPENING_BYTES);
	g_autofree char *subject = signs_fold(message->subject ? message->subject : "", 500);
	Weighing weighing = {
		.headers = headers, .message = message, .said = said, .notice = notice, .opening = opening};

	weighing.subject = subject;
	signs_find(SIGN_IN_SUBJECT, subject_start(subject, &weighing.replied), weighing.found);
	if (weighing.replied)
		forget_subject(&weighing);
	signs_find(SIGN_IN_NOTICE, notice, weighing.found);
	signs_find(SIGN_IN_OPENING, opening, weighing.found);
	message->kind = KIND_HUMAN;
	if (!by_status(&weighing, body, message) && !by_report(body, notice, message))
		by_words(&weighing, body, message);
	message->opt_out = message->kind == KIND_HUMAN && found_in(&weighing, KIND_HUMAN, SIGN_IN_OPENING) > 0;
}
