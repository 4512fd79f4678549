/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/digest.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "app/brief.h"
#include "app/today.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/phone.h"
#include "base/when.h"
#include "mail/build.h"
#include "mail/digest.h"
#include "model/address.h"
#include "store/store-outbox.h"

#define SENT_KEY "digest-sent"

/* The order of the day, as today has it; kinds of one title stand together. */
static const struct {
	DueKind first, last;
	const char *title;
} parts[] = {
	{DUE_CALL_OVERDUE, DUE_CALL_OVERDUE, N_("Overdue")},
	{DUE_CALL_DUE, DUE_CALL_LATER, N_("Calls today")},
	{DUE_BOUNCED, DUE_AT_RISK, N_("In danger")},
	{DUE_REPLIED, DUE_REPLIED, N_("Answers that wait")},
	{DUE_MAIL_OWED, DUE_MAIL_OWED, N_("Mails owed")},
	{DUE_NO_DATE, DUE_NO_DATE, N_("Reached, but no date agreed")},
	{DUE_REVIEW, DUE_REVIEW, N_("To be decided")},
};

void digest_free(Digest *digest)
{
	if (!digest)
		return;
	g_free(digest->subject);
	g_free(digest->text);
	g_free(digest->html);
	g_free(digest->message_id);
	g_clear_pointer(&digest->bytes, g_bytes_unref);
	g_free(digest);
}

static void mail_clear(DigestMail *mail)
{
	g_free(mail->title);
	g_free(mail->foot);
	g_clear_pointer(&mail->sections, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DigestMail, mail_clear)

static char *clock_of(int64_t at, const char *zone)
{
	When when;

	return when_from_utc(at, zone, &when, NULL) ? g_strdup(when.local + strlen("YYYY-MM-DDT")) : NULL;
}

/* What the call needs: a line of brief, the number that was agreed, our own clock (this is our day; the sentence names the
 * zone of the agreed call). */
static bool add_call(Store *store, const Config *config, const TodayItem *item, DigestRow *row, GError **error)
{
	g_autoptr(History) history = history_read(store, item->contact->id, HISTORY_BRIEF, error);

	if (!history)
		return false;
	Brief brief = brief_look(config, history);
	g_autofree char *line = brief_line(&brief);
	row->text = g_strdup_printf("%s%s%s", item->why, *line ? " – " : "", line);
	row->time = clock_of(item->due_at, config->timezone);
	if (brief.open && brief.open->phone)
		row->dial = g_strdup(brief.open->phone);
	return true;
}

static DigestRow *row_of(Store *store, const Config *config, const TodayItem *item, GError **error)
{
	DigestRow *row = digest_row_new();
	const Contact *contact = item->contact;

	if (contact && item->kind <= DUE_CALL_LATER && !add_call(store, config, item, row, error)) {
		digest_row_free(row);
		return NULL;
	}
	if (!row->text)
		row->text = g_strdup(item->why);
	if (!contact)
		return row;
	row->name = g_strdup(contact->name);
	row->org = g_strdup(contact->org);
	row->email = g_strdup(contact_email(contact));
	if (!row->dial)
		row->dial = g_strdup(contact_phone(contact));
	row->phone = row->dial ? phone_display(row->dial) : NULL;
	return row;
}

static bool add_parts(Store *store, const Config *config, const Today *today, DigestMail *mail, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		DigestSection *section = NULL;

		for (guint j = 0; j < today->items->len; j++) {
			const TodayItem *item = today->items->pdata[j];

			if (item->kind < parts[i].first || item->kind > parts[i].last)
				continue;
			if (!section) {
				section = digest_section_new(_(parts[i].title));
				g_ptr_array_add(mail->sections, section);
			}
			DigestRow *row = row_of(store, config, item, error);
			if (!row)
				return false;
			g_ptr_array_add(section->rows, row);
		}
	}
	return true;
}

static void add_stale(const Today *today, DigestMail *mail, int64_t now)
{
	DigestSection *section = NULL;

	for (guint i = 0; i < today->mailboxes->len; i++) {
		const Mailbox *mailbox = today->mailboxes->pdata[i];
		g_autofree char *span = when_span(MAX(now - mailbox->read_at, 0));

		if (!mailbox->error && mailbox->read_at && now - mailbox->read_at < TODAY_STALE_S)
			continue;
		if (!section) {
			section = digest_section_new(_("Mailboxes that were not read"));
			g_ptr_array_add(mail->sections, section);
		}
		DigestRow *row = digest_row_new();
		row->name = g_strdup_printf("%s/%s", mailbox->account, mailbox->name);
		g_autofree char *since =
			mailbox->read_at ? g_strdup_printf(_("read %s ago"), span) : g_strdup(_("never read"));
		row->text = mailbox->error ? g_strdup_printf("%s: %s", since, mailbox->error) : g_strdup(since);
		g_ptr_array_add(section->rows, row);
	}
}

Digest *digest_make(Store *store, const Config *config, const char *account, int64_t now, GError **error)
{
	g_auto(DigestMail) mail = {.language = config->language, .zone = config->timezone};
	g_autoptr(Today) today = today_make(store, config, now, error);
	g_autoptr(Digest) digest = g_new0(Digest, 1);
	When when;

	mail.account = today ? config_account(config, account, error) : NULL;
	mail.sections = g_ptr_array_new_with_free_func((GDestroyNotify)digest_section_free);
	if (!mail.account || !when_from_utc(now, config->timezone, &when, error) ||
	    !add_parts(store, config, today, &mail, error))
		return NULL;
	digest->empty = mail.sections->len == 0;
	add_stale(today, &mail, clock_now()); /* whatever day it tells of */
	when.has_time = false;
	g_autofree char *full = when_in_full(&when);
	full[strlen(full) - strlen(config->timezone) - 1] = '\0';
	/* TRANSLATORS: subject of the digest: "Calls of Tue 1 Dec 2026" */
	mail.title = g_strdup_printf(_("Calls of %s"), full);
	mail.foot = g_strdup(digest->empty ? _("Nothing is due.") : _("\"cmc brief NAME\" tells more of each."));
	digest->subject = g_strdup(mail.title);
	digest->text = digest_text(&mail);
	digest->html = digest_html(&mail);
	digest->message_id = build_message_id(address_domain(mail.account->email));
	digest->bytes = digest_build(&mail, digest->message_id, now, error);
	return digest->bytes ? g_steal_pointer(&digest) : NULL;
}

static char *day_of(const Config *config, int64_t now, int *clock_s)
{
	When when;
	int hour = 0, minute = 0;

	if (!when_from_utc(now, config->timezone, &when, NULL))
		return NULL;
	sscanf(when.local + strlen("YYYY-MM-DDT"), "%2d:%2d", &hour, &minute);
	*clock_s = (hour * 60 + minute) * 60;
	return g_strndup(when.local, strlen("YYYY-MM-DD"));
}

static bool queue(Store *store, const Account *account, Digest *digest, int64_t now, GError **error)
{
	g_autoptr(Outbox) row = outbox_new();
	OutboxRecipient *recipient = g_new0(OutboxRecipient, 1);

	recipient->email = g_strdup(account->email);
	g_ptr_array_add(row->recipients, recipient);
	row->account = g_strdup(account->id);
	row->message_id = g_strdup(digest->message_id);
	row->sender = g_strdup(account->email);
	row->bytes = g_bytes_ref(digest->bytes);
	row->created_at = row->updated_at = now;
	if (!store_outbox_add(store, row, error))
		return false;
	digest->outbox_id = row->id;
	return true;
}

bool digest_send(Store *store, const Config *config, const char *account, Digest *digest, int64_t now, GError **error)
{
	const Account *owner = config_account(config, account, error);
	int clock_s = 0;
	g_autofree char *day = day_of(config, now, &clock_s);
	g_autoptr(Transaction) transaction = NULL;

	if (!owner)
		return false;
	if (!owner->smtp.host) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("account \"%s\" has no smtp server"), owner->id);
		return false;
	}
	transaction = transaction_begin(store, error);
	return transaction && queue(store, owner, digest, now, error) && store_put_value(store, SENT_KEY, day, error) &&
	       transaction_commit(transaction, error);
}

bool digest_daily(Store *store, const Config *config, int64_t now, GError **error)
{
	int clock_s = 0;
	g_autofree char *day = day_of(config, now, &clock_s);
	GError *problem = NULL;

	if (config->digest_at_s < 0 || !day || clock_s < config->digest_at_s)
		return true;
	g_autofree char *sent = store_get_value(store, SENT_KEY, &problem);
	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	if (g_strcmp0(sent, day) >= 0)
		return true;
	g_autoptr(Digest) digest = digest_make(store, config, NULL, now, error);
	if (!digest)
		return false;
	return digest->empty ? store_put_value(store, SENT_KEY, day, error)
			     : digest_send(store, config, NULL, digest, now, error);
}
