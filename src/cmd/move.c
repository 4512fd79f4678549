/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc move and cmc cancel. */
#include "app/compose.h"
#include "app/resolve.h"
#include "app/talk.h"
#include "cmd/command.h"
#include "cmd/print.h"
#include "model/id.h"

static gboolean with_mail;
static char *missed, *reason;

static const GOptionEntry move_options[] = {
    {"mail", 0, 0, G_OPTION_ARG_NONE, &with_mail, N_("send the updated invitation"), NULL},
    {"missed", 0, 0, G_OPTION_ARG_STRING, &missed, N_("who missed the time that has passed"), "them|us"},
    {0},
};

static const GOptionEntry cancel_options[] = {
    {"mail", 0, 0, G_OPTION_ARG_NONE, &with_mail, N_("send the cancellation"), NULL},
    {"reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("why"), "TEXT"},
    {0},
};

static bool send_update(Context *context, const Contact *contact, const Appointment *appointment, int64_t *outbox_id,
			GError **error)
{
	g_autoptr(Compose) compose = NULL;

	if (!with_mail)
		return true;
	compose = compose_update(context->store, context->config, contact, appointment, context->now, error);
	if (!compose || !compose_queue(context->store, compose, context->now, error))
		return false;
	*outbox_id = compose->outbox_id;
	return true;
}

static void tell(Context *context, const Contact *contact, const Appointment *appointment, int64_t outbox_id)
{
	JsonBuilder *json;
	When when;

	if (!context->json) {
		when_from_utc(appointment->at, appointment->zone, &when, NULL);
		g_autofree char *time = when_in_full(&when);
		print_text("a%lld: %s, %s, %s\n", (long long)appointment->id, contact->name,
			   appointment_state_word(appointment->state), time);
		if (outbox_id)
			print_text(_("o%lld: the invitation is on its way\n"), (long long)outbox_id);
		return;
	}
	json = json_begin();
	json_id(json, "contact", ID_CONTACT, contact->id);
	json_id(json, "appointment", ID_APPOINTMENT, appointment->id);
	json_text(json, "state", appointment_state_word(appointment->state));
	json_time(json, "due_at", appointment->at, appointment->zone);
	json_text(json, "timezone", appointment->zone);
	json_int(json, "sequence", appointment->sequence);
	json_id(json, "outbox", ID_OUTBOX, outbox_id);
	json_done(json);
}

static int run_move(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = NULL;
	int64_t outbox_id = 0;
	Missed who = !missed ? MISSED_NOT_SAID : g_str_equal(missed, "them") ? MISSED_BY_THEM : MISSED_BY_US;
	When when;

	if (who == MISSED_BY_US && !g_str_equal(missed, "us")) {
		g_set_error(error, ERROR, ERROR_USAGE, "missed is them or us, not \"%s\"", missed);
		return EXIT_FAILED;
	}
	contact = resolve_contact(context->store, context->config, arguments[0], error);
	if (!contact)
		return EXIT_FAILED;
	g_autofree char *time = arguments[1]	    ? g_strjoinv(" ", arguments + 1)
				: context->terminal ? print_ask(_("For when is the call agreed now?"))
						    : NULL;
	if (!time || !*time) {
		g_set_error(error, ERROR, ERROR_USAGE, "usage: cmc move CONTACT TIME");
		return EXIT_FAILED;
	}
	g_autoptr(Appointment) moved =
	    talk_move(context->store, context->config, contact, time, who, context->now, &when, error);
	if (!moved || !send_update(context, contact, moved, &outbox_id, error))
		return EXIT_FAILED;
	tell(context, contact, moved, outbox_id);
	if (when.note != WHEN_PLAIN)
		print_talk("%s", when.note == WHEN_GAP ? _("that time does not exist; moved to after the gap")
						       : _("that time exists twice; the first is taken"));
	return 0;
}

static int run_cancel(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);
	g_autoptr(Appointment) off = contact ? talk_cancel(context->store, contact, reason, context->now, error) : NULL;
	int64_t outbox_id = 0;

	if (!off || !send_update(context, contact, off, &outbox_id, error))
		return EXIT_FAILED;
	tell(context, contact, off, outbox_id);
	return 0;
}

const Command command_move = {
    "move",	  "CONTACT TIME", N_("move the agreed call"), NEEDS_STORE_WRITE, 1, 8,
    move_options, run_move,	  MAIL_NAMES_CONTACT,
};
const Command command_cancel = {
    "cancel",	    "CONTACT",	N_("cancel the agreed call"), NEEDS_STORE_WRITE, 1, 1,
    cancel_options, run_cancel, MAIL_NAMES_CONTACT,
};
