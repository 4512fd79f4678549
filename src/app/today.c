/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today.h"

#include <glib/gi18n.h>

#include "app/effects.h"
#include "app/history.h"
#include "app/talk.h"
#include "app/today-cycle.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/when.h"
#include "model/id.h"
#include "store/store-contact.h"
#include "store/store-link.h"
#include "store/store-message.h"
#include "store/store-outbox.h"
#include "store/store-stirred.h"

#define SETTLE_FROM 16		    /* a few are looked at as fast as they are written down */
#define LATER_DAY_S (2 * 24 * 3600) /* a call later that day, whatever its zone, begins in less */
#define STUCK_S	    (24 * 3600)	    /* DESIGN, 7 */
#define LAST_DAY    (G_MAXINT64 / 4)

static void today_item_free(TodayItem *item)
{
	contact_free(item->contact);
	g_free(item->message_id);
	g_free(item->zone);
	g_free(item->why);
	g_free(item);
}

void today_free(Today *today)
{
	if (!today)
		return;
	g_clear_pointer(&today->items, g_ptr_array_unref);
	g_clear_pointer(&today->mailboxes, g_ptr_array_unref);
	g_clear_pointer(&today->outbox, g_ptr_array_unref);
	g_free(today);
}

static char *time_in_full(const Appointment *appointment)
{
	When when;

	if (!when_from_utc(appointment->at, appointment->zone, &when, NULL))
		return g_strdup(appointment->local);
	return when_in_full(&when);
}

static char *why_call(DueKind kind, const Appointment *appointment, int64_t now)
{
	g_autofree char *time = time_in_full(appointment);
	g_autofree char *span = when_span(now - appointment->at);

	if (kind == DUE_CALL_LATER)
		return g_strdup_printf(_("agreed for %s"), time);
	if (kind == DUE_CALL_DUE)
		return g_strdup_printf(_("agreed for now: %s"), time);
	if (appointment->attempts == 0)
		return g_strdup_printf(_("agreed for %s, %s ago, and not called yet"), time, span);
	g_autofree char *tried = g_strdup_printf(ngettext("agreed for %s, %s ago, %d attempt without success",
							  "agreed for %s, %s ago, %d attempts without success",
							  (gulong)appointment->attempts),
						 time, span, appointment->attempts);
	if (appointment->attempts < ATTEMPTS_ENOUGH)
		return g_steal_pointer(&tried);
	return g_strdup_printf(_("%s; mail a choice of two dates: cmc mail p%lld --template two-dates"), tried,
			       (long long)appointment->contact_id);
}

static char *why_bounced(const Message *notice)
{
	const Recipient *recipient = notice->recipients->len ? notice->recipients->pdata[0] : NULL;

	if (!recipient || !recipient->address)
		return g_strdup(_("the follow-up could not be delivered"));
	return g_strdup_printf(_("the follow-up to %s could not be delivered%s%s"), recipient->address,
			       recipient->status ? ": " : "", recipient->status ? recipient->status : "");
}

static char *why_owed(const CallFacts *owed)
{
	if (owed->outbox_troubled)
		return g_strdup(_("the follow-up could not be sent yet; see \"cmc outbox\""));
	return g_strdup_printf(_("promised: %s"), owed->call->promise);
}

static char *why_at_risk(const Appointment *appointment)
{
	g_autofree char *risk =
		appointment->risk ? effects_why_shown(appointment->risk) : g_strdup(_("the agreed call is at risk"));

	if (!effects_is_counter(appointment->risk))
		return g_steal_pointer(&risk);
	return g_strdup_printf(_("%s; \"cmc move p%lld --counter\" takes it"), risk,
			       (long long)appointment->contact_id);
}

static char *why_no_date(const Cycle *cycle)
{
	if (cycle->facts.missed_at <= cycle->facts.reached_at)
		return g_strdup(_("reached, but no second call is agreed"));
	g_autofree char *time = time_in_full(cycle->missed);
	return g_strdup_printf(cycle->missed->state == APPOINTMENT_MISSED_BY_US
				       ? _("missed by us: the call agreed for %s; no new one is agreed")
				       : _("missed by them: the call agreed for %s; no new one is agreed"),
			       time);
}

static char *why_begun(const Call *begun, int64_t now)
{
	g_autofree char *span = when_span(now - begun->started_at);

	return g_strdup_printf(_("a call began %s ago and has no outcome; \"cmc call p%lld --end --duration 10m\" says it"),
			       span, (long long)begun->contact_id);
}

static char *why(const Cycle *cycle, DueKind kind, int64_t now)
{
	const Appointment *appointment = cycle->facts.appointment;

	switch (kind) {
	case DUE_BOUNCED:
		return why_bounced(cycle->bounce->message);
	case DUE_AT_RISK:
		return why_at_risk(appointment);
	case DUE_REPLIED:
		return g_strdup_printf(_("answered: %s"), cycle->reply->message->subject);
	case DUE_NO_DATE:
		return why_no_date(cycle);
	case DUE_REVIEW:
		return why_begun(cycle->begun, now);
	default:
		return why_call(kind, appointment, now);
	}
}

static const HistoryMail *mail_of(const Cycle *cycle, DueKind kind)
{
	return kind == DUE_BOUNCED   ? cycle->bounce
	       : kind == DUE_REPLIED ? cycle->reply
	       : kind == DUE_AT_RISK ? cycle->risk
				     : NULL;
}

static int64_t call_of(const Cycle *cycle, DueKind kind)
{
	if (kind == DUE_NO_DATE && cycle->reached)
		return cycle->reached->id;
	if (kind == DUE_REVIEW)
		return cycle->begun->id;
	const HistoryMail *mail = mail_of(cycle, kind);
	if (mail && mail->link)
		return mail->link->call_id;
	if (cycle->facts.appointment)
		return cycle->facts.appointment->call_id;
	return cycle->last ? cycle->last->id : 0;
}

/* owed: of a mail that is owed, the call that promised it; else NULL. */
static bool add_item(Store *store, const Config *config, const History *history, const Cycle *cycle, const DueItem *due,
		     const CallFacts *owed, int64_t now, GPtrArray *items, GError **error)
{
	const Appointment *appointment = cycle->facts.appointment;
	const HistoryMail *mail = mail_of(cycle, due->kind);
	TodayItem *item = g_new0(TodayItem, 1);
	bool of_appointment = appointment && !owed && due->kind != DUE_NO_DATE && due->kind != DUE_REVIEW;

	g_ptr_array_add(items, item);
	item->kind = due->kind;
	item->call_id = owed ? owed->call->id : call_of(cycle, due->kind);
	item->appointment_id = of_appointment ? appointment->id : 0;
	item->message = mail ? mail->message->id : 0;
	item->message_id = mail ? g_strdup(mail->message->message_id) : NULL;
	item->due_at = due->due_at;
	item->since = owed ? owed->call->started_at : due->since;
	item->zone = g_strdup(appointment ? appointment->zone : talk_zone(config, history->contact));
	item->why = owed ? why_owed(owed) : why(cycle, due->kind, now);
	item->contact = store_contact_get(store, history->contact->id, error);
	return item->contact != NULL;
}

static bool add_items(Store *store, const Config *config, const History *history, const Cycle *cycle, int64_t now,
		      GPtrArray *items, GError **error)
{
	g_autoptr(GArray) due = due_items(&cycle->facts, now);

	for (guint i = 0; i < due->len; i++) {
		const DueItem *each = &g_array_index(due, DueItem, i);
		guint owed = each->kind == DUE_MAIL_OWED ? cycle->owed->len : 0;

		for (guint k = 0; k < MAX(owed, 1); k++)
			if (!add_item(store, config, history, cycle, each, owed ? cycle->owed->pdata[k] : NULL, now,
				      items, error))
				return false;
	}
	return true;
}

/* Is there something about the contact that waits, an agreed call aside, which is found by its time? */
static bool waits(const Config *config, const History *history, int64_t at)
{
	g_autoptr(GArray) cycles = today_weigh(config, history, at);

	for (guint i = 0; i < cycles->len; i++) {
		g_autoptr(GArray) due = due_items(&g_array_index(cycles, Cycle, i).facts, at);

		for (guint k = 0; k < due->len; k++)
			if (g_array_index(due, DueItem, k).kind > DUE_CALL_LATER)
				return true;
	}
	return false;
}

/* Neither now nor when all that may come by the clock has come. */
static bool is_settled(const Config *config, const History *history, int64_t now)
{
	return !waits(config, history, now) && !waits(config, history, LAST_DAY);
}

static bool add_contact(Store *store, const Config *config, const History *history, int64_t now, GPtrArray *items,
			GError **error)
{
	g_autoptr(GArray) cycles = today_weigh(config, history, now);

	for (guint i = 0; i < cycles->len; i++)
		if (!add_items(store, config, history, &g_array_index(cycles, Cycle, i), now, items, error))
			return false;
	return true;
}

/* Whoever of these has nothing that waits, and had to be looked at nevertheless, is added to settled. */
static bool add_contacts(Store *store, const Config *config, const GArray *people, int64_t now, GPtrArray *items,
			 GArray *settled, GError **error)
{
	for (guint i = 0; i < people->len; i++) {
		const Stirred *each = &g_array_index(people, Stirred, i);
		g_autoptr(History) history = history_read(store, each->contact_id, HISTORY_LINKED, error);

		if (!history || !add_contact(store, config, history, now, items, error))
			return false;
		if (each->stirred && is_settled(config, history, now))
			g_array_append_vals(settled, each, 1);
	}
	return true;
}

static bool add_doubt(Store *store, const Config *config, int64_t message_id, GPtrArray *items, GError **error)
{
	bool outgoing = false;
	g_autoptr(Message) message = store_message_get(store, message_id, &outgoing, error);
	g_autoptr(GPtrArray) candidates = message ? store_link_candidates(store, message_id, error) : NULL;

	if (!candidates)
		return false;
	g_autoptr(Link) link = store_link_get(store, message_id, NULL);
	int64_t call_id = candidates->len ? ((LinkCandidate *)candidates->pdata[0])->call_id : link ? link->call_id : 0;
	g_autoptr(Call) call = call_id ? store_call_get(store, call_id, error) : NULL;
	if (call_id && !call)
		return false;

	TodayItem *item = g_new0(TodayItem, 1);
	g_ptr_array_add(items, item);
	item->kind = DUE_REVIEW;
	item->message = message_id;
	item->message_id = g_strdup(message->message_id);
	item->since = outgoing && message->date ? message->date : message_at(message);
	item->zone = g_strdup(config->timezone);
	item->contact = call ? store_contact_get(store, call->contact_id, error) : NULL;
	if (candidates->len > 1)
		item->why = g_strdup_printf(_("%u calls fit this mail: %s"), candidates->len, message->subject);
	else
		item->why =
			g_strdup_printf(_("is this mail about call c%lld: %s?"), (long long)call_id, message->subject);
	item->call_id = candidates->len > 1 ? 0 : call_id;
	return !call || item->contact;
}

static bool add_review(Store *store, const Config *config, GPtrArray *items, GError **error)
{
	g_autoptr(GArray) ids = store_link_review(store, error);

	if (!ids)
		return false;
	for (guint i = 0; i < ids->len; i++)
		if (!add_doubt(store, config, g_array_index(ids, int64_t, i), items, error))
			return false;
	return true;
}

static int by_day(gconstpointer a, gconstpointer b)
{
	const TodayItem *left = *(TodayItem *const *)a;
	const TodayItem *right = *(TodayItem *const *)b;
	int64_t first = left->due_at ? left->due_at : left->since;
	int64_t second = right->due_at ? right->due_at : right->since;

	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	return first < second ? -1 : first > second;
}

/* An account that was never read has no mailbox yet, but must not look as if all were well. */
static GPtrArray *mailboxes(Store *store, const Config *config, GError **error)
{
	g_autoptr(GPtrArray) all = store_mailbox_all(store, NULL, error);

	if (!all)
		return NULL;
	for (guint i = all->len; i-- > 0;)
		if (!((Mailbox *)all->pdata[i])->watched)
			g_ptr_array_remove_index(all, i);
	for (guint i = 0; i < config->accounts->len; i++) {
		const Account *account = config->accounts->pdata[i];
		bool known = false;

		for (guint j = 0; j < all->len; j++)
			known = known || g_str_equal(((Mailbox *)all->pdata[j])->account, account->id);
		if (!known)
			g_ptr_array_add(all, mailbox_new(account->id, "INBOX"));
	}
	return g_steal_pointer(&all);
}

/* Of a day that is over everybody is asked: who is settled now may have had something that waited then. */
static GArray *people_of(Store *store, int64_t now, bool all, GError **error)
{
	return all ? store_called(store, error) : store_stirred(store, now + LATER_DAY_S, error);
}

/* Whoever sent them may have filed a copy already, or no call may know of them: then nothing else tells of it. */
static GPtrArray *stuck(Store *store, const Config *config, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)outbox_free);

	for (guint i = 0; i < config->accounts->len; i++) {
		const Account *account = config->accounts->pdata[i];
		GPtrArray *rows = store_outbox_stuck(store, account->id, now - STUCK_S, error);

		if (!rows)
			return NULL;
		g_ptr_array_extend_and_steal(all, rows);
	}
	return g_steal_pointer(&all);
}

static bool fill(Today *today, Store *store, const Config *config, int64_t now, bool all, GArray *settled,
		 GError **error)
{
	g_autoptr(GArray) people = people_of(store, now, all, error);

	if (!people || !add_contacts(store, config, people, now, today->items, settled, error) ||
	    !add_review(store, config, today->items, error) || !today_add_aside(store, today->items, error) ||
	    !today_add_opt_outs(store, config, now, today->items, error))
		return false;
	g_ptr_array_sort(today->items, by_day);
	today->mailboxes = mailboxes(store, config, error);
	today->outbox = today->mailboxes ? stuck(store, config, now, error) : NULL;
	return today->outbox != NULL;
}

static Today *make(Store *store, const Config *config, int64_t now, bool all, GArray *settled, GError **error)
{
	g_autoptr(Today) today = g_new0(Today, 1);

	today->items = g_ptr_array_new_with_free_func((GDestroyNotify)today_item_free);
	store_hold(store);
	bool made = fill(today, store, config, now, all, settled, error);
	store_let_go(store);
	return made ? g_steal_pointer(&today) : NULL;
}

Today *today_make(Store *store, const Config *config, int64_t now, GError **error)
{
	int64_t clock = clock_now();
	g_autoptr(GArray) settled = g_array_new(FALSE, FALSE, sizeof(Stirred));
	g_autoptr(GError) problem = NULL;
	Today *today = make(store, config, now, now < clock, settled, error);

	/* that the list gets shorter to look through can wait: for a disk with room, for others that write */
	if (today && now == clock && settled->len >= SETTLE_FROM && !store_settle(store, settled, &problem))
		log_detail("settle", "%s", problem->message);
	return today;
}

Today *today_make_slowly(Store *store, const Config *config, int64_t now, GError **error)
{
	g_autoptr(GArray) settled = g_array_new(FALSE, FALSE, sizeof(Stirred));

	return make(store, config, now, true, settled, error);
}
