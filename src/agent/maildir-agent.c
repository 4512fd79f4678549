/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mailbox agent of an account whose mail others bring into a Maildir. */
#include <errno.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "agent/mailbox.h"
#include "agent/maildir-box.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"

#define VISIT_MS  (60 * 1000) /* inotify sees nothing that another machine does to a shared folder */
#define SETTLE_MS 50	      /* programs that sync rename many mails one after the other */

static void watch_box(gpointer data, const char *name, MailboxRole role)
{
	Tree *tree = data;
	TreeBox *box;

	if (!text_check_line("mailbox", name, NULL))
		return;
	box = tree_box(tree, name);
	if (box->watched)
		return;
	box->watched = true;
	box->known->role = name_is_inbox(name) ? ROLE_INBOX : role;
}

static bool is_watched(const Tree *tree, MailboxRole role)
{
	for (guint i = 0; i < tree->boxes->len; i++) {
		const TreeBox *box = tree->boxes->pdata[i];

		if (box->watched && box->known->role == role)
			return true;
	}
	return false;
}

static bool find_boxes(Tree *tree, GError **error)
{
	const Account *account = tree->start->account;
	g_autoptr(GPtrArray) list = maildir_list(tree->maildir, error);

	if (!list)
		return false;
	const char *drafts = mailbox_of_role(list, ROLE_DRAFTS, account->drafts);
	each_watched(account, list, watch_box, tree);
	if (drafts && text_check_line("mailbox", drafts, NULL) && !tree_box(tree, drafts)->watched)
		telling_drafts(&tree->session, drafts);
	return true;
}

/* Every watched folder, or those where something happened. One that is not there does not keep the others waiting. */
static bool read_boxes(Tree *tree, bool all, GError **error)
{
	GError *missing = NULL;

	for (guint i = 0; i < tree->boxes->len && !tree->quit; i++) {
		TreeBox *box = tree->boxes->pdata[i];
		g_autoptr(GError) inner = NULL;

		if (!box->watched || (!all && !box->stale))
			continue;
		session_phase(&tree->session, AGENT_READING);
		if (tree_box_sync(tree, box, &inner))
			continue;
		box->stale = false; /* until the next visit */
		g_clear_error(&missing);
		missing = g_steal_pointer(&inner);
		if (trouble_is_fatal(missing))
			break;
		telling_missing(&tree->session, box->known->name, missing);
	}
	if (missing && (tree->start->once || trouble_is_fatal(missing))) {
		g_propagate_error(error, missing);
		return false;
	}
	g_clear_error(&missing);
	return true;
}

/* By its path: it may have been put away, or another one into its place, which only a new agent may touch. */
static bool open_again(Tree *tree, GError **error)
{
	Maildir *again = maildir_open(tree->start->account->maildir, error);

	if (!again)
		return false;
	maildir_close(tree->maildir);
	tree->maildir = again;
	return true;
}

static bool make_round(Tree *tree, GError **error)
{
	tree->round = false;
	session_phase(&tree->session, AGENT_READING);
	if (!open_again(tree, error))
		return false;
	if (!is_watched(tree, ROLE_SENT) && !find_boxes(tree, error))
		return false;
	tree->visit_ms = clock_boottime_ms() + VISIT_MS;
	return read_boxes(tree, true, error);
}

static void note_event(Tree *tree, const struct inotify_event *event)
{
	if (event->wd == tree->self)
		tree->round = true;
	for (guint i = 0; i < tree->boxes->len; i++) {
		TreeBox *box = tree->boxes->pdata[i];

		if ((event->mask & IN_Q_OVERFLOW) || event->wd == box->watches[0] || event->wd == box->watches[1])
			box->stale = true;
	}
}

static void read_events(Tree *tree)
{
	union {
		char bytes[16384];
		struct inotify_event first;
	} buffer;
	ssize_t got;

	while ((got = read(tree->inotify, buffer.bytes, sizeof buffer)) > 0)
		for (char *at = buffer.bytes; at < buffer.bytes + got;) {
			const struct inotify_event *event = (const struct inotify_event *)(void *)at;

			note_event(tree, event);
			at += sizeof *event + event->len;
		}
}

static bool is_stale(const Tree *tree)
{
	for (guint i = 0; i < tree->boxes->len; i++)
		if (((TreeBox *)tree->boxes->pdata[i])->watched && ((TreeBox *)tree->boxes->pdata[i])->stale)
			return true;
	return false;
}

static void rest_until_change(Tree *tree)
{
	struct pollfd wait[] = {{.fd = channel_fd(tree->session.channel), .events = POLLIN},
				{.fd = tree->inotify, .events = POLLIN}};
	int64_t left = MAX(tree->visit_ms - clock_boottime_ms(), 0);

	session_phase(&tree->session, AGENT_WAITING);
	if (poll(wait, G_N_ELEMENTS(wait), (int)MIN(left, VISIT_MS)) > 0 && wait[1].revents) {
		poll(NULL, 0, SETTLE_MS);
		read_events(tree);
	}
}

static bool keep_waiting(Tree *tree, GError **error)
{
	while (!tree->quit) {
		if ((tree->round || tree->visit_ms <= clock_boottime_ms()) && !make_round(tree, error))
			return false;
		if (!read_boxes(tree, false, error))
			return false;
		tree_orders_serve(tree);
		if (!tree->quit && !tree->round && !is_stale(tree) && !session_has_order(&tree->session))
			rest_until_change(tree);
	}
	return true;
}

/* `cmc sync`: nobody is waited for but the watcher. */
static bool keep_serving(Tree *tree, GError **error)
{
	while (!tree->quit) {
		g_autoptr(Frame) frame = NULL;

		if ((tree->round && !make_round(tree, error)) || !read_boxes(tree, false, error))
			return false;
		session_phase(&tree->session, AGENT_WAITING);
		frame = session_order(&tree->session, true);
		tree_order_serve(tree, frame);
	}
	return true;
}

void maildir_keep(Session *session, Start *start)
{
	Tree tree = {.start = start};
	g_autoptr(GError) error = NULL;
	bool well;

	tree.session = *session;
	tree.boxes = g_ptr_array_new_with_free_func((GDestroyNotify)tree_box_free);
	tree.inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	session_phase(&tree.session, AGENT_CONNECTING);
	tree.self =
		inotify_add_watch(tree.inotify, start->account->maildir, IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR);
	tree.maildir = maildir_open(start->account->maildir, &error);
	well = tree.maildir && find_boxes(&tree, &error) && make_round(&tree, &error) &&
	       (start->once ? keep_serving(&tree, &error) : keep_waiting(&tree, &error));
	if (!well)
		session_trouble(&tree.session, error, 0);
	if (tree.inotify >= 0)
		close(tree.inotify);
	g_ptr_array_unref(tree.boxes);
	maildir_close(tree.maildir);
	*session = tree.session; /* its queue moved while it was ours */
}
