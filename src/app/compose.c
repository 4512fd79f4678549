/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/compose.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/compose-text.h"
#include "app/resolve.h"
#include "app/talk.h"
#include "base/error.h"
#include "mail/build.h"
#include "mail/invitation.h"
#include "model/address.h"
#include "model/id.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-opt-out.h"
#include "store/store-outbox.h"

void compose_free(Compose *compose)
{
	if (!compose)
		return;
	contact_free(compose->contact);
	call_free(compose->call);
	appointment_free(compose->appointment);
	g_clear_pointer(&compose->attachments, g_ptr_array_unref);
	g_free(compose->subject);
	g_free(compose->text);
	g_free(compose->message_id);
	g_clear_pointer(&compose->bytes, g_bytes_unref);
	g_free(compose);
}

static Call *call_to_follow(Store *store, const Contact *contact, GError **error)
{
	g_autoptr(GPtrArray) all = store_call_facts(store, contact->id, 0, G_MAXINT64, error);
	int64_t chosen = 0, newest = 0;

	if (!all)
		return NULL;
	for (guint i = 0; i < all->len; i++) {
		const CallFacts *facts = all->pdata[i];

		newest = facts->call->id;
		if (talk_owes(facts->call, facts->follow_ups, facts->outbox_waiting, facts->outbox_troubled))
			chosen = facts->call->id;
	}
	if (!newest) {
		g_set_error(error, ERROR, ERROR_NOT_FOUND, _("no call with \"%s\" is logged that a mail could follow"),
			    contact->name);
		return NULL;
	}
	return store_call_get(store, chosen ? chosen : newest, error);
}

/* In whose language text and invitation are: the contact's, else that of the config. */
static Contact *speak(const Config *config, Contact *contact)
{
	if (contact && !contact->language)
		contact->language = g_strdup(compose_language(config, contact));
	return contact;
}

static bool find_target(Store *store, const Config *config, Compose *compose, const char *target,
			int64_t now, GError **error)
{
	GError *problem = NULL;
	int64_t id;

	compose->contact = speak(config, resolve_contact(store, config, target, error));
	if (!compose->contact)
		return false;
	compose->call = id_parse(target, ID_CALL, &id) ? store_call_get(store, id, error)
						       : call_to_follow(store, compose->contact, error);
	if (!compose->call)
		return false;
	compose->appointment = store_appointment_open_of(store, compose->contact->id, &problem);
	g_autoptr(GArray) asked = problem ? NULL : store_opt_outs(store, compose->contact->id, now, &problem);
	if (problem)
		g_propagate_error(error, problem);
	compose->opted_out = asked && asked->len > 0;
	return !problem;
}

static bool may_mail(const Contact *contact, GError **error)
{
	if (contact->do_not_mail)
		g_set_error(error, ERROR, ERROR_REFUSED, _("\"%s\" asked not to be mailed"), contact->name);
	else if (!contact_email(contact))
		g_set_error(error, ERROR, ERROR_DATA,
			    _("\"%s\" has no mail address; add one with \"cmc contact edit\""), contact->name);
	else
		return true;
	return false;
}

Compose *compose_new(Store *store, const Config *config, const ComposeRequest *request, int64_t now, GError **error)
{
	g_autoptr(Compose) compose = g_new0(Compose, 1);

	compose->attachments = g_ptr_array_new_with_free_func(g_free);
	if (!find_target(store, config, compose, request->target, now, error) || !may_mail(compose->contact, error))
		return NULL;
	compose->account = config_account(config, request->account ? request->account : compose->call->account, NULL);
	if (!compose->account)
		compose->account = config_account(config, request->account, error);
	if (!compose->account)
		return NULL;
	for (const char *const *file = request->attachments; file && *file; file++) {
		if (!g_file_test(*file, G_FILE_TEST_IS_REGULAR)) {
			g_set_error(error, ERROR, ERROR_DATA, _("attachment \"%s\" is not there"), *file);
			return NULL;
		}
		g_ptr_array_add(compose->attachments, g_strdup(*file));
	}
	const char *template = request->template ? request->template : "follow-up";
	return compose_text(store, config, compose, template, request->links, now, error) ? g_steal_pointer(&compose)
											  : NULL;
}

static bool add_invitation(BuildMail *mail, const Compose *compose, InvitationMethod method, int64_t now,
			   GError **error)
{
	g_autofree char *text =
		invitation_text(compose->appointment, compose->contact, compose->account, method, now, error);

	if (!text)
		return false;
	BuildPart *part = g_new0(BuildPart, 1);
	part->name = g_strdup("invite.ics");
	part->type = g_strdup(method == INVITATION_CANCEL ? "text/calendar; method=CANCEL; charset=utf-8"
							  : "text/calendar; method=REQUEST; charset=utf-8");
	part->content = g_bytes_new(text, strlen(text));
	part->alternative = true;
	g_ptr_array_add(mail->parts, part);
	return true;
}

static BuildMail *mail_of(const Config *config, Compose *compose, bool draft, int64_t now)
{
	BuildMail *mail = build_mail_new();

	compose->message_id = build_message_id(address_domain(compose->account->email));
	mail->from = address_new(compose->account->name, compose->account->email);
	g_ptr_array_add(mail->to, address_new(compose->contact->name, contact_email(compose->contact)));
	mail->subject = g_strdup(compose->subject);
	mail->date = now;
	mail->zone = g_strdup(config->timezone);
	mail->message_id = g_strdup(compose->message_id);
	mail->text = g_strdup(compose->text);
	if (compose->call) {
		g_ptr_array_add(mail->references, g_strdup(compose->call->thread_id));
		if (draft)
			g_ptr_array_add(mail->in_reply_to, g_strdup(compose->call->thread_id));
	}
	for (guint i = 0; i < compose->attachments->len; i++) {
		BuildPart *part = g_new0(BuildPart, 1);

		part->file = g_strdup(compose->attachments->pdata[i]);
		part->name = g_path_get_basename(part->file);
		g_ptr_array_add(mail->parts, part);
	}
	return mail;
}

bool compose_seal(const Config *config, Compose *compose, bool draft, int64_t now, GError **error)
{
	g_autoptr(BuildMail) mail = mail_of(config, compose, draft, now);
	const Appointment *agreed = compose->appointment;

	if (agreed && !compose->choice) {
		bool off = agreed->state == APPOINTMENT_CANCELLED;

		if (!add_invitation(mail, compose, off ? INVITATION_CANCEL : INVITATION_REQUEST, now, error))
			return false;
	}
	compose->bytes = build_mail(mail, error);
	return compose->bytes != NULL;
}

static bool none_under_way(Store *store, const Call *call, GError **error)
{
	g_autoptr(GPtrArray) rows = store_outbox_of_call(store, call->id, error);

	if (!rows)
		return false;
	for (guint i = 0; i < rows->len; i++) {
		const Outbox *row = rows->pdata[i];

		switch (row->state) {
		case OUTBOX_ACCEPTED:
		case OUTBOX_SENT_COPY:
		case OUTBOX_DONE:
		case OUTBOX_FAILED:
		case OUTBOX_CANCELLED:
			continue;
		default:
			g_set_error(error, ERROR, ERROR_DATA,
				    _("o%lld is on its way for this call already (%s); see \"cmc outbox\""),
				    (long long)row->id, _(outbox_state_word(row->state)));
			return false;
		}
	}
	return true;
}

bool compose_queue(Store *store, Compose *compose, int64_t now, GError **error)
{
	g_autoptr(Outbox) row = outbox_new();
	OutboxRecipient *recipient = g_new0(OutboxRecipient, 1);

	recipient->email = g_strdup(contact_email(compose->contact));
	g_ptr_array_add(row->recipients, recipient);
	if (!compose->account->smtp.host) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("account \"%s\" has no smtp server"), compose->account->id);
		return false;
	}
	if (!none_under_way(store, compose->call, error))
		return false;
	row->account = g_strdup(compose->account->id);
	row->call_id = compose->call->id;
	row->origin = compose->update ? ORIGIN_UPDATE : ORIGIN_CMC;
	row->message_id = g_strdup(compose->message_id);
	row->sender = g_strdup(compose->account->email);
	row->bytes = g_bytes_ref(compose->bytes);
	row->created_at = row->updated_at = now;
	if (!store_outbox_add(store, row, error))
		return false;
	compose->outbox_id = row->id;
	compose->state = row->state;
	return true;
}

bool compose_draft(Store *store, Compose *compose, int64_t now, GError **error)
{
	Draft draft = {
		.account = compose->account->id,
		.call_id = compose->call->id,
		.message_id = compose->message_id,
		.bytes = compose->bytes,
		.created_at = now,
	};

	return store_draft_add(store, &draft, error);
}

static char *update_text(const Compose *compose, const char *language)
{
	const Appointment *agreed = compose->appointment;
	g_autofree char *day = compose_weekday(agreed->at, agreed->zone, language);
	g_autofree char *date = compose_date(agreed->at, agreed->zone, language);
	g_autofree char *time = compose_time(agreed->at, agreed->zone);
	bool off = agreed->state == APPOINTMENT_CANCELLED;

	if (g_str_equal(language, "de"))
		return g_strdup_printf("Guten Tag %s,\n\nunser Telefonat %sam %s, %s, um %s Uhr (%s) %s.\n\n"
				       "Mit freundlichen Grüßen\n%s\n",
				       compose->contact->name, off ? "" : "findet jetzt ", day, date, time, agreed->zone,
				       off ? "entfällt" : "statt", compose->account->name);
	return g_strdup_printf("Hello %s,\n\nOur call %son %s, %s, at %s (%s)%s.\n\nKind regards\n%s\n",
			       compose->contact->name, off ? "" : "is now ", day, date, time, agreed->zone,
			       off ? " is cancelled" : "", compose->account->name);
}

Compose *compose_update(Store *store, const Config *config, const Contact *contact, const Appointment *appointment,
			int64_t now, GError **error)
{
	g_autoptr(Compose) compose = g_new0(Compose, 1);
	const char *language = compose_language(config, contact);
	bool german = g_str_equal(language, "de");

	if (!may_mail(contact, error))
		return NULL;
	compose->attachments = g_ptr_array_new_with_free_func(g_free);
	compose->contact = speak(config, store_contact_get(store, contact->id, error));
	compose->call = compose->contact ? store_call_get(store, appointment->call_id, error) : NULL;
	if (!compose->call)
		return NULL;
	compose->account = config_account(config, compose->call->account, NULL);
	if (!compose->account)
		compose->account = config_account(config, NULL, error);
	if (!compose->account)
		return NULL;
	compose->update = true;
	compose->appointment = appointment_copy(appointment);
	compose->subject = g_strdup(german ? "Unser vereinbartes Telefonat" : "Our agreed call");
	compose->text = update_text(compose, language);
	return compose_seal(config, compose, false, now, error) ? g_steal_pointer(&compose) : NULL;
}
