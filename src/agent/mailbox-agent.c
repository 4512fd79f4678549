/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent/mailbox-agent.h"

#include <poll.h>

#include "agent/cage.h"
#include "agent/mailbox.h"
#include "agent/maildir-box.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/text.h"

#define SECOND_REST_MS (10 * 60 * 1000)
#define VISIT_MS       (60 * 1000)
#define LINGER_MS      5   /* for the answer to what was told */
#define LINGER_MORE_MS 20  /* for the order that follows one */
#define SERVE_MS       500 /* then the mailboxes come first again */

/* Names that mailboxes bear where the server tells no special use (RFC 6154), most usual first. */
static const struct {
	MailboxRole role;
	const char *name;
} usual_names[] = {
	{ROLE_SENT, "Sent"},        {ROLE_SENT, "Sent Items"},      {ROLE_SENT, "Sent Messages"},
	{ROLE_SENT, "Sent Mail"},   {ROLE_SENT, "Gesendet"},        {ROLE_SENT, "Gesendete Objekte"},
	{ROLE_SENT, "Gesendete Elemente"}, {ROLE_SENT, "INBOX.Sent"}, {ROLE_SENT, "INBOX/Sent"},
	{ROLE_DRAFTS, "Drafts"},    {ROLE_DRAFTS, "Entwürfe"},      {ROLE_DRAFTS, "INBOX.Drafts"},
	{ROLE_DRAFTS, "INBOX/Drafts"},
};

static void box_free(Box *box)
{
	mailbox_free(box->known);
	g_free(box);
}

const char *mailbox_of_role(const GPtrArray *list, MailboxRole role, const char *configured)
{
	if (configured)
		return configured;
	for (guint i = 0; i < list->len; i++)
		if (((Mailbox *)list->pdata[i])->role == role)
			return ((Mailbox *)list->pdata[i])->name;
	for (guint i = 0; i < G_N_ELEMENTS(usual_names); i++)
		for (guint k = 0; usual_names[i].role == role && k < list->len; k++)
			if (g_str_equal(((Mailbox *)list->pdata[k])->name, usual_names[i].name))
				return usual_names[i].name;
	return NULL;
}

void each_watched(const Account *account, const GPtrArray *list, WatchFunc watch, gpointer data)
{
	const char *sent = mailbox_of_role(list, ROLE_SENT, account->sent);
	bool named = account->watch->len == 0;

	for (guint i = 0; sent && i < account->watch->len; i++)
		named |= name_is_same(account->watch->pdata[i], sent);
	if (sent && named)
		watch(data, sent, ROLE_SENT);
	watch(data, "INBOX", ROLE_INBOX);
	for (guint i = 0; i < account->watch->len; i++)
		watch(data, account->watch->pdata[i], ROLE_OTHER);
}

Box *find_box(const Keeper *keeper, const char *name)
{
	for (guint i = 0; i < keeper->boxes->len; i++)
		if (name_is_same(((Box *)keeper->boxes->pdata[i])->known->name, name))
			return keeper->boxes->pdata[i];
	return NULL;
}

static void add_box(gpointer data, const char *name, MailboxRole role)
{
	Keeper *keeper = data;
	Box *box;

	if (find_box(keeper, name) || !text_check_line("mailbox", name, NULL))
		return;
	box = g_new0(Box, 1);
	box->known = mailbox_new(NULL, name_is_inbox(name) ? "INBOX" : name);
	box->known->role = name_is_inbox(name) ? ROLE_INBOX : role;
	box->known->uidnext = 1;
	for (guint i = 0; i < keeper->start->mailboxes->len; i++) {
		const Mailbox *before = keeper->start->mailboxes->pdata[i];

		if (!name_is_same(before->name, name))
			continue;
		box->known->uidvalidity = before->uidvalidity;
		box->known->uidnext = MAX(before->uidnext, 1);
		box->known->modseq = before->modseq;
		box->known->any_keyword = before->any_keyword;
	}
	g_ptr_array_add(keeper->boxes, box);
}

static bool find_boxes(Keeper *keeper, GError **error)
{
	const Account *account = keeper->session.account;
	g_autoptr(GPtrArray) list = imap_list(keeper->lines[0].imap, error);

	if (!list)
		return false;
	const char *drafts = mailbox_of_role(list, ROLE_DRAFTS, account->drafts);
	each_watched(account, list, add_box, keeper);
	if (drafts && !find_box(keeper, drafts) && text_check_line("mailbox", drafts, NULL))
		telling_drafts(&keeper->session, drafts);
	return true;
}

static bool has_sent(const Keeper *keeper)
{
	for (guint i = 0; i < keeper->boxes->len; i++)
		if (((Box *)keeper->boxes->pdata[i])->known->role == ROLE_SENT)
			return true;
	return false;
}

/* Every watched mailbox once, on the first line. One that is not there is told and does not keep the others waiting. */
static bool make_round(Keeper *keeper, GError **error)
{
	GError *missing = NULL;

	keeper->round = false;
	session_phase(&keeper->session, AGENT_READING);
	/* our own copy of the first sent mail may have made it meanwhile */
	if (!line_wake(&keeper->lines[0], error) || (!has_sent(keeper) && !find_boxes(keeper, error)))
		return false;
	for (guint i = 0; i < keeper->boxes->len && !sync_is_over(keeper); i++) {
		g_autoptr(GError) inner = NULL;
		Box *box = keeper->boxes->pdata[i];

		if (sync_other_box(keeper, &keeper->lines[0], box, &inner))
			continue;
		if (trouble_is_fatal(inner)) {
			g_clear_error(&missing);
			g_propagate_error(error, g_steal_pointer(&inner));
			return false;
		}
		telling_missing(&keeper->session, box->known->name, inner);
		g_clear_error(&missing);
		missing = g_steal_pointer(&inner);
	}
	if (missing && keeper->start->once) {
		g_propagate_error(error, missing);
		return false;
	}
	g_clear_error(&missing);
	return true;
}

static Box *box_for_line(const Keeper *keeper, guint line)
{
	Box *inbox = find_box(keeper, "INBOX");

	if (line == 0)
		return inbox;
	for (guint i = 0; i < keeper->boxes->len; i++)
		if (keeper->boxes->pdata[i] != inbox && !((Box *)keeper->boxes->pdata[i])->missing)
			return keeper->boxes->pdata[i];
	return NULL;
}

/* Some servers grant one connection only: then the other boxes are visited from the first. */
static void want_second_line(Keeper *keeper)
{
	g_autoptr(GError) error = NULL;
	Line *line = &keeper->lines[1];

	if (keeper->n_lines > 1 || !box_for_line(keeper, 1) || clock_boottime_ms() < keeper->second_ms)
		return;
	keeper->second_ms = clock_boottime_ms() + SECOND_REST_MS;
	session_phase(&keeper->session, AGENT_CONNECTING);
	if (!line_open(keeper, line, &error)) {
		log_detail("second-line", "account=%s %s", keeper->session.account->id, error->message);
		return;
	}
	line->box = box_for_line(keeper, 1);
	keeper->n_lines = 2;
}

static bool has_line(const Keeper *keeper, const Box *box)
{
	for (guint i = 0; i < keeper->n_lines; i++)
		if (keeper->lines[i].box == box)
			return true;
	return false;
}

static bool visit_boxes(Keeper *keeper, GError **error)
{
	if (clock_boottime_ms() < keeper->visit_ms)
		return true;
	keeper->visit_ms = clock_boottime_ms() + VISIT_MS;
	for (guint i = 0; i < keeper->boxes->len && !sync_is_over(keeper); i++) {
		g_autoptr(GError) inner = NULL;
		Box *box = keeper->boxes->pdata[i];

		if (has_line(keeper, box) || sync_other_box(keeper, &keeper->lines[keeper->n_lines - 1], box, &inner) ||
		    !trouble_is_fatal(inner))
			continue;
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	return true;
}

/* Its mailbox is gone, and visited like others from now on: perhaps it comes back. */
static void give_up_second_line(Keeper *keeper, const GError *why)
{
	telling_missing(&keeper->session, keeper->lines[1].box->known->name, why);
	line_close(&keeper->lines[1]);
	keeper->n_lines = 1;
	keeper->second_ms = clock_boottime_ms() + SECOND_REST_MS;
}

static bool refresh_lines(Keeper *keeper, GError **error)
{
	for (guint i = 0; i < keeper->n_lines && !sync_is_over(keeper); i++) {
		g_autoptr(GError) inner = NULL;
		Line *line = &keeper->lines[i];

		if (!line->stale || sync_own_box(keeper, line, &inner))
			continue;
		if (i == 0 || trouble_is_fatal(inner)) {
			g_propagate_error(error, g_steal_pointer(&inner));
			return false;
		}
		give_up_second_line(keeper, inner);
	}
	return true;
}

static bool linger(Keeper *keeper, int ms)
{
	struct pollfd order = {.fd = channel_fd(keeper->session.channel), .events = POLLIN};

	return session_has_order(&keeper->session) || poll(&order, 1, ms) > 0;
}

/* The watcher mostly answers what was told by an order, at once, and what was read by another: an IDLE would have to be ended
 * as soon as it stands, and each mailbox selected anew between two orders. */
static bool serve_for_a_while(Keeper *keeper, bool heard, GError **error)
{
	int64_t until_ms = clock_boottime_ms() + SERVE_MS;
	bool more = linger(keeper, heard ? LINGER_MS : 0);

	while (more) {
		if (!orders_serve(keeper, error))
			return false;
		more = !keeper->quit && !keeper->round && clock_boottime_ms() < until_ms && linger(keeper, LINGER_MORE_MS);
	}
	return true;
}

static bool has_stale_line(const Keeper *keeper)
{
	for (guint i = 0; i < keeper->n_lines; i++)
		if (keeper->lines[i].stale)
			return true;
	return false;
}

static bool keep_waiting(Keeper *keeper, GError **error)
{
	keeper->lines[0].box = box_for_line(keeper, 0);
	keeper->visit_ms = clock_boottime_ms() + VISIT_MS;
	keeper->second_ms = clock_boottime_ms() + (int64_t)keeper->start->alone_s * 1000;
	while (!keeper->quit) {
		if (keeper->round && !make_round(keeper, error))
			return false;
		want_second_line(keeper);
		bool heard = has_stale_line(keeper);
		if (!visit_boxes(keeper, error) || !refresh_lines(keeper, error))
			return false;
		if (!serve_for_a_while(keeper, heard, error))
			return false;
		bool busy = keeper->quit || keeper->round || has_stale_line(keeper);
		if (!busy && !wait_for_change(keeper, error))
			return false;
	}
	return true;
}

/* `cmc sync`: the server is not waited for, orders are. */
static bool keep_serving(Keeper *keeper, GError **error)
{
	while (!keeper->quit) {
		g_autoptr(Frame) frame = NULL;

		if (keeper->round && !make_round(keeper, error))
			return false;
		session_phase(&keeper->session, AGENT_WAITING);
		frame = session_order(&keeper->session, true);
		if (!order_serve(keeper, frame, error))
			return false;
	}
	return true;
}

static void keep(Keeper *keeper)
{
	g_autoptr(GError) error = NULL;
	bool well;

	session_phase(&keeper->session, AGENT_CONNECTING);
	well = line_open(keeper, &keeper->lines[0], &error);
	if (well) {
		keeper->n_lines = 1;
		well = find_boxes(keeper, &error) && make_round(keeper, &error) &&
		       (keeper->start->once ? keep_serving(keeper, &error) : keep_waiting(keeper, &error));
	}
	if (!well)
		session_trouble(&keeper->session, error,
				keeper->lines[0].imap ? imap_retry_after(keeper->lines[0].imap)
						      : keeper->session.retry_after_s);
	for (guint i = 0; i < LINES_MAX; i++)
		line_close(&keeper->lines[i]);
}

int mailbox_agent_run(int fd)
{
	Keeper keeper = {0};
	g_autoptr(Frame) frame = NULL;

	session_init(&keeper.session, fd);
	frame = session_order(&keeper.session, true);
	if (frame->kind == ORDER_START) {
		keeper.start = frame->as.start;
		cage_close_around(keeper.start->account->maildir);
		session_set_account(&keeper.session, keeper.start->account);
	}
	if (frame->kind == ORDER_START && keeper.start->account->maildir) {
		maildir_keep(&keeper.session, keeper.start);
	} else if (frame->kind == ORDER_START) {
		keeper.boxes = g_ptr_array_new_with_free_func((GDestroyNotify)box_free);
		keep(&keeper);
		g_ptr_array_unref(keeper.boxes);
	}
	session_clear(&keeper.session);
	return 0;
}
