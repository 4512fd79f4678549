/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/resolve.h"
#include "app/story.h"
#include "app/talk.h"
#include "base/phone.h"
#include "base/text.h"
#include "base/when.h"
#include "cmd/command.h"
#include "cmd/print.h"
#include "model/id.h"

typedef struct Brief {
	const Call *last, *promised;
	const char *topic; /* the newest there is */
	const HistoryMail *sent, *reply;
	const Appointment *open;
} Brief;

static Brief look(const History *history)
{
	Brief brief = {0};

	for (guint i = 0; i < history->calls->len; i++) {
		const CallFacts *facts = history->calls->pdata[i];

		brief.last = facts->call;
		if (facts->call->topic)
			brief.topic = facts->call->topic;
		if (talk_owes(facts->call, facts->follow_ups, facts->outbox_waiting, facts->outbox_troubled))
			brief.promised = facts->call;
	}
	for (guint i = 0; i < history->mails->len; i++) {
		const HistoryMail *mail = history->mails->pdata[i];

		if (!history_call_of(history, mail))
			continue;
		if (mail->outgoing)
			brief.sent = mail;
		else if (mail->message->kind == KIND_HUMAN && mail->message->depth == DEPTH_UNDERSTOOD)
			brief.reply = mail;
	}
	for (guint i = 0; i < history->appointments->len; i++)
		if (appointment_is_open(history->appointments->pdata[i]))
			brief.open = history->appointments->pdata[i];
	return brief;
}

/* The method's openers: common ground first, then what was sent, then the agreed reason of this call. */
static char *opener(const Brief *brief)
{
	if (brief->reply)
		return g_strdup_printf(_("Thank them for the answer: \"%s\"."), brief->reply->message->subject);
	if (brief->promised)
		return g_strdup_printf(_("The promised mail is still owed: %s."), brief->promised->promise);
	if (brief->sent && brief->topic)
		return g_strdup_printf(_("Ask whether the mail about \"%s\" has arrived."), brief->topic);
	if (brief->topic)
		return g_strdup_printf(_("Begin with the common ground: %s."), brief->topic);
	return g_strdup(_("Find out first whether this is the right person."));
}

static char *time_of(int64_t at, const char *zone)
{
	When when;

	return when_from_utc(at, zone, &when, NULL) ? when_in_full(&when) : g_strdup("?");
}

static void print_words(const char *text)
{
	g_autofree char *safe = text_safe(text, true);
	g_autofree char *wrapped = text_wrap(safe, 76, "    ");

	print_text("%s", wrapped);
}

static void print_brief(const Contact *contact, const Brief *brief, const char *zone)
{
	g_autofree char *phone = contact_phone(contact) ? phone_display(contact_phone(contact)) : NULL;
	g_autofree char *first = opener(brief);

	print_text("%s%s%s  %s  %s\n", contact->name, contact->org ? ", " : "", contact->org ? contact->org : "",
		   phone ? phone : "", contact_email(contact) ? contact_email(contact) : "");
	print_text(_("right person: %s\n"), right_person_word(contact->right_person));
	if (contact->do_not_call)
		print_text("%s\n", _("asked NOT to be called"));
	if (brief->open) {
		g_autofree char *time = time_of(brief->open->at, brief->open->zone);
		print_text(_("agreed: %s, %s (%s)\n"), time, brief->open->they_dial ? _("they dial") : _("we dial"),
			   appointment_state_word(brief->open->state));
	}
	if (brief->last) {
		g_autofree char *time = time_of(brief->last->started_at, zone);
		print_text(_("last call: %s, %s\n"), time, outcome_word(brief->last->outcome));
		if (brief->topic)
			print_text(_("  topic: %s\n"), brief->topic);
		if (brief->last->promise)
			print_text(_("  promised: %s\n"), brief->last->promise);
		if (brief->last->note)
			print_words(brief->last->note);
	}
	if (brief->sent) {
		g_autofree char *time = time_of(brief->sent->at, zone);
		print_text(_("mailed: %s, %s\n"), time, brief->sent->message->subject);
	}
	if (brief->reply) {
		g_autofree char *time = time_of(brief->reply->at, zone);
		print_text(_("answered: %s\n"), time);
		print_words(brief->reply->message->text);
	}
	print_text(_("to begin with: %s\n"), first);
}

static void print_json(const Contact *contact, const Brief *brief, const char *zone)
{
	g_autofree char *first = opener(brief);
	JsonBuilder *json = json_begin();

	json_contact(json, "contact", contact);
	json_id(json, "call", ID_CALL, brief->last ? brief->last->id : 0);
	json_time(json, "called_at", brief->last ? brief->last->started_at : 0, zone);
	json_text(json, "outcome", brief->last ? outcome_word(brief->last->outcome) : NULL);
	json_text(json, "topic", brief->topic);
	json_text(json, "promise", brief->last ? brief->last->promise : NULL);
	json_text(json, "note", brief->last ? brief->last->note : NULL);
	json_bool(json, "owed", brief->promised != NULL);
	json_text(json, "sent", brief->sent ? brief->sent->message->subject : NULL);
	json_time(json, "sent_at", brief->sent ? brief->sent->at : 0, zone);
	json_text(json, "reply", brief->reply ? brief->reply->message->text : NULL);
	json_time(json, "replied_at", brief->reply ? brief->reply->at : 0, zone);
	json_id(json, "appointment", ID_APPOINTMENT, brief->open ? brief->open->id : 0);
	json_text(json, "state", brief->open ? appointment_state_word(brief->open->state) : NULL);
	json_time(json, "due_at", brief->open ? brief->open->at : 0, brief->open ? brief->open->zone : zone);
	json_text(json, "timezone", brief->open ? brief->open->zone : NULL);
	json_text(json, "opener", first);
	json_done(json);
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);
	g_autoptr(History) history = contact ? history_read(context->store, contact->id, error) : NULL;

	if (!history)
		return EXIT_FAILED;
	Brief brief = look(history);
	if (context->json)
		print_json(contact, &brief, talk_zone(context->config, contact));
	else
		print_brief(contact, &brief, talk_zone(context->config, contact));
	return 0;
}

const Command command_brief = {
	"brief", "CONTACT", N_("what to know before a call, on one screen"), NEEDS_STORE_READ, 1, 1, NULL, run,
	MAIL_NAMES_CONTACT,
};
