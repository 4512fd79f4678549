/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/brief.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/agreed.h"
#include "app/effects.h"
#include "app/talk.h"
#include "base/phone.h"
#include "base/text.h"
#include "base/when.h"

#define COLUMNS	  78
#define INDENT	  "    "
#define WORDS_MAX 600 /* bytes of somebody's own words: one screen is to hold all */

static void look_at_calls(Brief *brief)
{
	const GPtrArray *calls = brief->history->calls;

	for (guint i = 0; i < calls->len; i++) {
		const CallFacts *facts = calls->pdata[i];

		brief->last = facts->call;
		brief->attempts = facts->call->outcome == OUTCOME_REACHED ? 0 : brief->attempts + 1;
		if (facts->call->topic)
			brief->topic = facts->call->topic;
		if (talk_owes(facts->call, facts->follow_ups, facts->outbox_waiting, facts->outbox_troubled))
			brief->promised = facts->call;
	}
}

static void look_at_mails(Brief *brief)
{
	const GPtrArray *mails = brief->history->mails;

	for (guint i = 0; i < mails->len; i++) {
		const HistoryMail *mail = mails->pdata[i];

		if (!history_call_of(brief->history, mail))
			continue;
		if (mail->outgoing) {
			brief->sent = mail;
			brief->bounce = NULL;
		} else if (mail->message->kind == KIND_BOUNCE) {
			brief->bounce = mail;
		} else if (mail->message->kind == KIND_HUMAN && mail->message->depth == DEPTH_UNDERSTOOD) {
			brief->reply = mail;
		} else if (mail->message->kind == KIND_AUTO_REPLY && mail->message->absence) {
			brief->absence = mail;
		}
	}
}

Brief brief_look(const Config *config, const History *history)
{
	Brief brief = {.history = history, .zone = talk_zone(config, history->contact)};

	look_at_calls(&brief);
	look_at_mails(&brief);
	for (guint i = 0; i < history->appointments->len; i++)
		if (appointment_is_open(history->appointments->pdata[i]))
			brief.open = history->appointments->pdata[i];
	return brief;
}

char *brief_opener(const Brief *brief)
{
	if (brief->history->contact->do_not_call)
		return g_strdup(_("Do not call. When they call: listen, and ask whether they may be called again."));
	if (brief->history->opt_out_at)
		return g_strdup(_("They asked not to be contacted: do not call; \"cmc block\" keeps it so."));
	if (brief->reply && (!brief->sent || brief->reply->at >= brief->sent->at))
		return g_strdup(_("Thank you for your answer. Which questions about it may I answer?"));
	if (brief->promised)
		return g_strdup_printf(_("The promised mail is still owed (%s): send it, or say when it will come."),
				       brief->promised->promise ? brief->promised->promise : _("it could not be sent"));
	if (brief->sent && brief->topic)
		return g_strdup_printf(_("We talked about %s. Which questions about it may I still answer for you?"),
				       brief->topic);
	if (brief->sent)
		return g_strdup(_("Which questions about it may I still answer for you?"));
	if (brief->topic)
		return g_strdup_printf(_("Last time we talked about %s. What has become of it?"), brief->topic);
	return g_strdup(_("Find out first whether this is the right person, and what you have in common."));
}

static char *time_of(int64_t at, const char *zone)
{
	When when;

	return when_from_utc(at, zone, &when, NULL) ? when_in_full(&when) : g_strdup("?");
}

static void add(GString *text, const char *label, const char *value)
{
	g_autofree char *safe = text_safe(value, false);
	g_autofree char *line = *label ? g_strdup_printf("%s: %s", label, safe) : g_strdup(safe);
	g_autofree char *wrapped = text_wrap(line, COLUMNS, "");

	if (*safe)
		g_string_append(text, wrapped);
}

static void add_words(GString *text, const char *words)
{
	g_autofree char *some = text_utf8(words, -1, WORDS_MAX);
	g_autofree char *safe = text_safe(some, true);
	g_autofree char *wrapped = text_wrap(g_strstrip(safe), COLUMNS, INDENT);

	if (!*safe)
		return;
	g_string_append(text, wrapped);
	if (strlen(some) < strlen(words))
		g_string_append(text, INDENT "[…]\n");
}

static void add_person(GString *text, const Config *config, const Brief *brief, int64_t now)
{
	const Contact *contact = brief->history->contact;
	g_autofree char *phone = contact_phone(contact) ? phone_display(contact_phone(contact)) : NULL;
	g_autofree char *name =
	    g_strdup_printf("%s%s%s", contact->name, contact->org ? ", " : "", contact->org ? contact->org : "");
	g_autofree char *reach =
	    g_strdup_printf("%s%s%s", phone ? phone : "", phone && contact_email(contact) ? "  " : "",
			    contact_email(contact) ? contact_email(contact) : "");
	static const char *const words[] = {N_("not known yet"), N_("yes"), N_("no")};

	add(text, "", name);
	add(text, "", reach);
	if (contact->right_person_at) {
		g_autofree char *time = time_of(contact->right_person_at, brief->zone);
		g_autofree char *since = g_strdup_printf(_("%s, since %s"), _(words[contact->right_person]), time);

		add(text, _("Right person"), since);
	} else {
		add(text, _("Right person"), _(words[contact->right_person]));
	}
	if (contact->do_not_call)
		add(text, "", _("Asked NOT to be called."));
	if (contact->do_not_mail)
		add(text, "", _("Asked NOT to be mailed."));
	if (brief->history->opt_out_at) {
		g_autofree char *time = time_of(brief->history->opt_out_at, brief->zone);

		add(text, _("Asked by mail NOT to be contacted"), time);
	}
	if (now && g_strcmp0(brief->zone, config->timezone) != 0) {
		g_autofree char *there = time_of(now, brief->zone);

		add(text, _("Now there"), there);
	}
	if (contact->note)
		add_words(text, contact->note);
}

static void add_agreed(GString *text, const Config *config, const Brief *brief)
{
	const Appointment *open = brief->open;

	if (!open)
		return;
	g_autofree char *full = agreed_in_full(config, brief->history->contact, open);
	add(text, _("Agreed"), full);
	if (open->topic && g_strcmp0(open->topic, brief->topic) != 0)
		add(text, _("About"), open->topic);
	if (open->state == APPOINTMENT_CONFIRMED)
		add(text, "", _("They accepted the invitation."));
	if (open->risk) {
		g_autofree char *why = effects_why_shown(open->risk);

		add(text, _("At risk"), why);
	}
}

static const char *outcome_name(Outcome outcome)
{
	static const char *const names[] = {
	    [OUTCOME_NONE] = N_("running"),
	    [OUTCOME_REACHED] = N_("reached"),
	    [OUTCOME_NO_ANSWER] = N_("no answer"),
	    [OUTCOME_BUSY] = N_("busy"),
	    [OUTCOME_VOICEMAIL] = N_("voicemail"),
	    [OUTCOME_GATEKEEPER] = N_("gatekeeper"),
	    [OUTCOME_WRONG_PERSON] = N_("wrong person"),
	    [OUTCOME_WRONG_NUMBER] = N_("wrong number"),
	    [OUTCOME_DO_NOT_CALL] = N_("asked not to be called"),
	};

	return _(names[outcome]);
}

static void add_calls(GString *text, const Brief *brief)
{
	if (!brief->last)
		return;
	g_autofree char *time = time_of(brief->last->started_at, brief->zone);
	g_autofree char *last = g_strdup_printf("%s, %s", time, outcome_name(brief->last->outcome));
	add(text, _("Last call"), last);
	if (brief->attempts > 1) {
		g_autofree char *count = g_strdup_printf("%d", brief->attempts);

		add(text, _("Attempts without success"), count);
	}
	if (brief->topic)
		add(text, _("Topic"), brief->topic);
	for (guint i = brief->history->calls->len; i-- > 0;) {
		const Call *call = ((CallFacts *)brief->history->calls->pdata[i])->call;

		if (!call->promise && !call->note)
			continue;
		if (call->promise)
			add(text, _("Promised"), call->promise);
		if (call->note)
			add_words(text, call->note);
		break;
	}
}

static void add_absence(GString *text, const Absence *absence)
{
	g_autoptr(GString) away = g_string_new(NULL);

	if (absence->left)
		g_string_append(away, _("has left the company"));
	else if (absence->from && absence->until)
		g_string_append_printf(away, _("from %s until %s"), absence->from, absence->until);
	else if (absence->until)
		g_string_append_printf(away, _("until %s"), absence->until);
	else if (absence->from)
		g_string_append_printf(away, _("from %s on"), absence->from);
	if (absence->deputy)
		g_string_append_printf(away, _("; instead: %s"), absence->deputy);
	if (away->len)
		add(text, _("Away"), away->str);
}

static void add_mails(GString *text, const Brief *brief)
{
	if (brief->sent) {
		g_autofree char *time = time_of(brief->sent->at, brief->zone);
		g_autofree char *what = g_strdup_printf("%s, %s", time, brief->sent->message->subject);
		g_autofree char *names = text_join(brief->sent->message->attachments, G_MAXUINT);

		add(text, _("Mailed"), what);
		if (*names)
			add(text, _("Attached"), names);
	}
	if (brief->bounce)
		add(text, "", _("That mail could NOT be delivered."));
	if (brief->absence)
		add_absence(text, brief->absence->message->absence);
	if (brief->reply) {
		g_autofree char *time = time_of(brief->reply->at, brief->zone);

		add(text, _("Answered"), time);
		add_words(text, brief->reply->message->text);
	}
}

char *brief_text(const Config *config, const Brief *brief, int64_t now)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *opener = brief_opener(brief);

	add_person(text, config, brief, now);
	add_agreed(text, config, brief);
	add_calls(text, brief);
	add_mails(text, brief);
	add(text, _("To begin with"), opener);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

char *brief_line(const Brief *brief)
{
	const char *newest = brief->history->opt_out_at ? _("asks not to be contacted")
			     : brief->bounce		? _("the mail came back")
			     : brief->reply		? _("answered")
			     : brief->promised		? _("mail owed")
			     : brief->sent		? _("mailed")
							: NULL;

	const char *topic = brief->topic ? brief->topic : "";

	return g_strdup_printf("%s%s%s", topic, *topic && newest ? "; " : "", newest ? newest : "");
}
