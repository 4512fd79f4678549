/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/submit.h"

#include <glib/gi18n.h>

#include "app/brain.h"
#include "app/look.h"
#include "app/send-round.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "mail/outgoing.h"
#include "store/store-link.h"
#include "store/store-outbox.h"

void submitted_clear(Submitted *submitted)
{
	g_free(submitted->note);
}

/* Who sends it: --account, the envelope's sender, the mail's own From. Who has no domain ("root", from cron) sends as
 * the first account; somebody else's address sends as nobody. */
static const Account *choose_account(const Config *config, const SubmitRequest *request, const Outgoing *mail,
				     GError **error)
{
	const char *names[] = {request->sender, mail->from};

	if (request->account)
		return config_account(config, request->account, error);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		for (guint k = 0; names[i] && k < config->accounts->len; k++)
			if (account_owns(config->accounts->pdata[k], names[i]))
				return config->accounts->pdata[k];
	if (!mail->from)
		return config_account(config, NULL, error);
	g_set_error(error, ERROR, ERROR_NOT_FOUND,
		    _("no account sends as \"%s\": add it to the aliases of one, or say --account"), mail->from);
	return NULL;
}

static GPtrArray *envelope(const SubmitRequest *request, const Outgoing *mail, GError **error)
{
	g_autoptr(GPtrArray) recipients = g_ptr_array_new_with_free_func(g_free);

	for (const char *const *each = request->recipients; *each; each++)
		if (!outgoing_add_recipient(recipients, *each, error))
			return NULL;
	/* to send it to the others alone would be to lose it for somebody, unsaid */
	if (request->read_recipients && mail->unclear) {
		g_set_error(error, ERROR, ERROR_DATA,
			    _("nobody can say to whom it is to go, and nothing was sent: \"%s\""), mail->unclear);
		return NULL;
	}
	for (guint i = 0; request->read_recipients && i < mail->recipients->len; i++)
		if (!outgoing_add_recipient(recipients, mail->recipients->pdata[i], error))
			return NULL;
	if (recipients->len)
		return g_steal_pointer(&recipients);
	g_set_error(error, ERROR, ERROR_USAGE, "%s",
		    _("nobody to send it to: neither an argument nor -t names a recipient"));
	return NULL;
}

static Outbox *make_row(const Config *config, const SubmitRequest *request, Outgoing *mail, int64_t now, GError **error)
{
	const Account *account = choose_account(config, request, mail, error);
	g_autoptr(GPtrArray) recipients = account ? envelope(request, mail, error) : NULL;
	g_autoptr(Outbox) row = outbox_new();

	if (!recipients)
		return NULL;
	if (!account->smtp.host) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("account \"%s\" has no smtp server"), account->id);
		return NULL;
	}
	bool own_sender = request->sender && account_owns(account, request->sender);
	bool own_from = mail->from && account_owns(account, mail->from);
	g_autoptr(Address) from = address_new(request->name ? request->name : account->name, account->email);
	row->account = g_strdup(account->id);
	row->sender = g_strdup(own_sender ? request->sender : own_from ? mail->from : account->email);
	row->bytes = outgoing_seal(mail, from, now, config->timezone);
	row->message_id = g_strdup(mail->message_id);
	row->origin = request->queue ? ORIGIN_QUEUE : ORIGIN_CLIENT;
	row->created_at = row->updated_at = now;
	for (guint i = 0; i < recipients->len; i++) {
		OutboxRecipient *recipient = g_new0(OutboxRecipient, 1);

		recipient->email = g_strdup(recipients->pdata[i]);
		g_ptr_array_add(row->recipients, recipient);
	}
	return g_steal_pointer(&row);
}

/* Which call the mail follows, by the watcher's own judgement. Stored when keep is set, else only told. */
static bool link_mail(Store *store, Config *config, Message *message, bool keep, int64_t *call_id, GError **error)
{
	Brain brain = {.config = config, .store = store};
	g_autoptr(Transaction) transaction = transaction_begin(store, error);

	*call_id = 0;
	if (!transaction || !ingest_handed(&brain, message, true, error))
		return false;
	g_autoptr(Link) link = message->id ? store_link_get(store, message->id, error) : NULL;
	*call_id = link && link->confidence == CONFIDENCE_SURE ? link->call_id : 0;
	message->id = 0;
	return !keep || transaction_commit(transaction, error);
}

/* The same mail again under the same Message-ID: a client that did not hear our answer, or a person who tries anew. */
static bool may_add(Store *store, const Outbox *row, bool *sent_already, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Outbox) before = store_outbox_by_message_id(store, row->message_id, &problem);

	*sent_already = false;
	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (!before || (before->state == OUTBOX_CANCELLED && !outbox_is_ours(before)))
		return true;
	switch (before->state) {
	case OUTBOX_ACCEPTED:
	case OUTBOX_SENT_COPY:
	case OUTBOX_DONE:
		*sent_already =
			g_bytes_equal(before->bytes, row->bytes) && before->recipients->len == row->recipients->len;
		if (*sent_already)
			return true;
		g_set_error(error, ERROR, ERROR_DATA,
			    _("another mail was sent under %s as o%lld; nothing was sent now"), row->message_id,
			    (long long)before->id);
		return false;
	case OUTBOX_UNCERTAIN:
		g_set_error(error, ERROR, ERROR_TEMP,
			    _("o%lld may have been sent already: do not send it again before \"cmc outbox\" knows"),
			    (long long)before->id);
		return false;
	case OUTBOX_FAILED:
	case OUTBOX_CANCELLED:
		g_set_error(error, ERROR, ERROR_DATA,
			    _("this mail is in the outbox already as o%lld (%s) and was not sent again; see \"cmc "
			      "outbox\""),
			    (long long)before->id, _(outbox_state_word(before->state)));
		return false;
	default:
		g_set_error(error, ERROR, ERROR_TEMP, _("this mail is on its way already as o%lld (%s)"),
			    (long long)before->id, _(outbox_state_word(before->state)));
		return false;
	}
}

static ErrorKind kind_of(const Outbox *row)
{
	switch (row->exit_code) {
	case 65:
		return ERROR_DATA;
	case 67:
		return ERROR_NOT_FOUND;
	case 77:
		return ERROR_REFUSED;
	default:
		return ERROR_TEMP;
	}
}

/* The client keeps it: here it must not be sent any more. When the watcher was faster, it goes on by itself. */
static void give_back(Store *store, Outbox *row)
{
	OutboxState from = row->state;
	g_autoptr(GError) error = NULL;

	row->state = OUTBOX_CANCELLED;
	if (!store_outbox_go(store, row, from, NULL, clock_now(), &error))
		log_trouble("give-back", "%s", error->message);
}

static bool say_end(Store *store, Outbox *row, char **note, GError **error)
{
	const char *why = row->error ? row->error : _("no reason was given");

	switch (row->state) {
	case OUTBOX_ACCEPTED:
	case OUTBOX_SENT_COPY:
	case OUTBOX_DONE:
		*note = g_strdup(row->error);
		return true;
	case OUTBOX_UNCERTAIN:
		g_set_error(error, ERROR, ERROR_TEMP,
			    _("o%lld may have been sent, do not send it again: %s; see \"cmc outbox\""),
			    (long long)row->id, why);
		return false;
	case OUTBOX_DEFERRED:
	case OUTBOX_FAILED:
		/* given back, the client would send it to all of them again */
		if (outbox_has_reached(row)) {
			*note = g_strdup(row->error);
			return true;
		}
		g_set_error(error, ERROR, kind_of(row), _("not sent: %s"), why);
		give_back(store, row);
		return false;
	default:
		g_set_error(error, ERROR, ERROR_TEMP, _("not sent: o%lld was cancelled"), (long long)row->id);
		return false;
	}
}

static bool wait_for_end(Store *store, Config *config, const SubmitRequest *request, int64_t outbox_id, char **note,
			 GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Outbox) row = send_and_wait(store, config, outbox_id, request->timeout_ms, &problem);

	if (row)
		return say_end(store, row, note, error);
	if (!problem)
		g_set_error(&problem, ERROR, ERROR_TEMP, "%s", _("the mail was taken out of the outbox"));
	/* nobody can send at all: the caller keeps it, the outbox does not */
	g_autoptr(Outbox) left = store_outbox_get(store, outbox_id, NULL);
	if (left && left->state == OUTBOX_SEALED) {
		give_back(store, left);
		if (g_error_matches(problem, ERROR, ERROR_TEMP)) {
			g_set_error(error, ERROR, ERROR_TEMP, _("not sent: another mail is still on its way; try again later"));
			return false;
		}
	}
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}

/* NULL: it is sent, but not linked from here; the watcher will meet it in Sent. */
static Message *look(const Outbox *row)
{
	gsize length;
	const char *bytes = g_bytes_get_data(row->bytes, &length);
	g_autoptr(GError) error = NULL;
	Message *message = look_at_mail(bytes, length, &error);

	if (!message)
		log_trouble("sendmail-look", "%s", error->message);
	return message;
}

bool submit(Store *store, Config *config, const SubmitRequest *request, const char *bytes, gsize length, int64_t now,
	    Submitted *out, GError **error)
{
	g_autoptr(Outgoing) mail = outgoing_read(bytes, length, error);
	g_autoptr(Outbox) row = mail ? make_row(config, request, mail, now, error) : NULL;
	bool sent_already = false;

	if (!row || !may_add(store, row, &sent_already, error))
		return false;
	if (sent_already)
		return true;
	/* what is sent on is nobody's follow-up */
	g_autoptr(Message) message = mail->resent ? NULL : look(row);
	if (message && !link_mail(store, config, message, false, &row->call_id, error))
		return false;
	if (!store_outbox_add(store, row, error))
		return false;
	out->outbox_id = row->id;
	out->call_id = row->call_id;
	if (request->queue)
		return true;
	if (!wait_for_end(store, config, request, row->id, &out->note, error))
		return false;
	g_autoptr(GError) unlinked = NULL;
	if (message && !link_mail(store, config, message, true, &out->call_id, &unlinked))
		log_trouble("sendmail-link", "%s", unlinked->message);
	return true;
}
