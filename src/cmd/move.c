/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc move and cmc cancel. */
#include "app/agreed.h"
#include "app/compose.h"
#include "app/resolve.h"
#include "app/talk.h"
#include "cmd/ask.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "cmd/words.h"
#include "model/id.h"

static gboolean with_mail, counter;
static char *missed, *reason;
static MoveRequest request;

static const GOptionEntry move_options[] = {
    {"mail", 0, 0, G_OPTION_ARG_NONE, &with_mail, N_("send the updated invitation"), NULL},
    {"missed", 0, 0, G_OPTION_ARG_STRING, &missed, N_("who missed the time that has passed"), "them|us"},
    {"counter", 0, 0, G_OPTION_ARG_NONE, &counter, N_("to the time that they proposed; no TIME is given"), NULL},
    {"duration", 0, 0, G_OPTION_ARG_STRING, &request.duration, N_("how long it will take"), "20m"},
    {"phone", 0, 0, G_OPTION_ARG_STRING, &request.phone, N_("the number to dial"), "N"},
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
	Json *json;

	if (!context->json) {
		g_autofree char *full = agreed_in_full(context->config, contact, appointment);
		print_text("a%lld: %s, %s, %s\n", (long long)appointment->id, contact->name,
			   word_shown(appointment_state_word(appointment->state)), full);
		if (outbox_id)
			print_text(appointment->state == APPOINTMENT_CANCELLED ? _("o%lld: the cancellation is on its way\n")
									       : _("o%lld: the invitation is on its way\n"),
				   (long long)outbox_id);
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

static bool take_request(bool named, GError **error)
{
	if (missed && !g_str_equal(missed, "them") && !g_str_equal(missed, "us")) {
		g_set_error(error, ERROR, ERROR_USAGE, _("missed is them or us, not \"%s\""), missed);
		return false;
	}
	if (counter == named) {
		g_set_error(error, ERROR, ERROR_USAGE, "%s",
			    counter ? _("--counter takes the time that they proposed; do not give another one")
				    : _("usage: cmc move CONTACT TIME, or cmc move CONTACT --counter"));
		return false;
	}
	request.missed = !missed ? MISSED_NOT_SAID : *missed == 't' ? MISSED_BY_THEM : MISSED_BY_US;
	request.counter = counter;
	return true;
}

static void say_doubts(const MoveResult *result)
{
	for (guint i = 0; i < result->doubts->len; i++)
		print_talk("%s", (char *)result->doubts->pdata[i]);
}

/* Shown in full before it is stored. Without a terminal nothing is asked. */
static bool confirm(Context *context, const Contact *contact, GError **error)
{
	g_auto(MoveResult) result = {0};
	MoveRequest rehearsal = request;

	if (!context->terminal)
		return true;
	rehearsal.rehearse = true;
	if (!talk_move(context->store, context->config, contact, &rehearsal, context->now, &result, error))
		return false;
	g_autofree char *full = agreed_in_full(context->config, contact, result.appointment);
	say_doubts(&result);
	g_autofree char *question = g_strdup_printf(_("Move to %s? [Y/n]"), full);
	g_autofree char *answer = ask_key(question);
	if (answer && g_ascii_tolower(*answer) != 'n')
		return true;
	g_set_error(error, ERROR, ERROR_DATA, "%s", _("nothing was stored"));
	return false;
}

static int run_move(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = NULL;
	g_auto(MoveResult) result = {0};
	int64_t outbox_id = 0;

	contact = resolve_contact(context->store, context->config, arguments[0], error);
	if (!contact)
		return EXIT_FAILED;
	g_autofree char *time = arguments[1] || counter ? g_strjoinv(" ", arguments + 1)
				: context->terminal	? print_ask(_("For when is the call agreed now?"))
							: NULL;
	if (!take_request(time && *time, error))
		return EXIT_FAILED;
	request.time = time;
	if (!confirm(context, contact, error))
		return EXIT_FAILED;
	/* moved and said, or neither */
	g_autoptr(Transaction) both = transaction_begin(context->store, error);
	if (!both || !talk_move(context->store, context->config, contact, &request, context->now, &result, error) ||
	    !send_update(context, contact, result.appointment, &outbox_id, error) || !transaction_commit(both, error))
		return EXIT_FAILED;
	tell(context, contact, result.appointment, outbox_id);
	if (!context->terminal)
		say_doubts(&result);
	return 0;
}

static int run_cancel(Context *context, char **arguments, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, arguments[0], error);
	g_autoptr(Transaction) both = contact ? transaction_begin(context->store, error) : NULL;
	g_autoptr(Appointment) off = both ? talk_cancel(context->store, contact, reason, context->now, error) : NULL;
	int64_t outbox_id = 0;

	if (!off || !send_update(context, contact, off, &outbox_id, error) || !transaction_commit(both, error))
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
