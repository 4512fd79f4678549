/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/effects.h"
#include "app/resolve.h"
#include "app/story.h"
#include "app/talk.h"
#include "base/text.h"
#include "base/when.h"
#include "cmd/command.h"
#include "cmd/events.h"
#include "cmd/print.h"
#include "cmd/words.h"
#include "model/id.h"

static void print_below(const char *text)
{
	g_autofree char *safe = text_safe(text, true);
	g_autofree char *wrapped = text_wrap(safe, 90, "    ");

	print_text("%s", wrapped);
}

static void print_event(const StoryEvent *event, const char *zone)
{
	g_autofree char *time = NULL;
	When when;

	if (when_from_utc(event->at, zone, &when, NULL))
		time = g_strdup(when.local);
	if (time)
		time[10] = ' ';
	const char *what = "";
	if (event->call)
		what = word_shown(outcome_word(event->call->call->outcome));
	else if (event->change)
		what = word_shown(appointment_state_word(event->change->state));
	else if (event->mail)
		what = event->mail->message->subject;
	else
		what = _("agreed to be mailed");
	g_autofree char *kind = text_pad(word_shown(event->kind), 12);
	print_text("%s  %s %-5s %s", time ? time : "", kind, event->id, what);
	if (event->call && event->call->call->topic)
		print_text(", %s", event->call->call->topic);
	if (event->change && event->change->local &&
	    when_from_local(event->change->local, event->change->zone, &when, NULL)) {
		g_autofree char *full = when_in_full(&when);
		print_text(", %s", full);
	}
	if (event->mail && event->mail->link && event->mail->link->call_id)
		print_text("  [c%lld, %s: %s]", (long long)event->call_id,
			   word_shown(confidence_word(event->mail->link->confidence)),
			   word_shown(event->mail->link->reason));
	print_text("\n");
	const Call *call = event->call ? event->call->call : NULL;
	if (call && call->promise && call->note) {
		g_autofree char *promise = g_strdup_printf("%s: %s", _("Promised"), call->promise);

		print_below(promise);
	}
	g_autofree char *text = event->change ? effects_why_shown(events_text(event)) : g_strdup(events_text(event));
	if (text && *text)
		print_below(text);
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);
	g_autoptr(History) history = contact ? history_read(context->store, contact->id, HISTORY_WHOLE, error) : NULL;
	g_autoptr(GPtrArray) events = history ? story_tell(context->store, history, error) : NULL;

	if (!events)
		return EXIT_FAILED;
	const char *zone = talk_zone(context->config, contact);
	if (!context->json) {
		if (events->len && g_strcmp0(zone, context->config->timezone) != 0)
			print_text(_("Times of %s\n"), zone);
		for (guint i = 0; i < events->len; i++)
			print_event(events->pdata[i], zone);
		return events->len ? 0 : EXIT_NOTHING;
	}
	Json *json = json_begin();
	json_contact(json, "contact", contact);
	json_events(json, events, zone);
	json_done(json);
	return events->len ? 0 : EXIT_NOTHING;
}

const Command command_log = {
	"log", "CONTACT",	   N_("everything with a contact in order of time"), NEEDS_STORE_READ, 1, 1, NULL,
	run,   MAIL_NAMES_CONTACT,
};
