/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One folder from what was last told to now. */
#include "agent/maildir-box.h"

#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "agent/mailbox.h"
#include "base/error.h"

#define CHUNK	     9999 /* numbers in one fact */
#define RENAMES_MOST 5
#define WINDOW_LEAST 50
#define WINDOW_MOST  5000

static void tree_mail_free(gpointer data)
{
	TreeMail *mail = data;

	g_free(mail->file);
	g_free(mail);
}

void tree_box_free(TreeBox *box)
{
	mailbox_free(box->known);
	g_ptr_array_unref(box->order);
	g_hash_table_unref(box->mails);
	g_free(box);
}

static TreeMail *add_mail(TreeBox *box, MailName name, uint32_t uid)
{
	TreeMail *mail = g_new0(TreeMail, 1);

	mail->name = name;
	mail->uid = uid;
	g_hash_table_replace(box->mails, &mail->name, mail);
	g_ptr_array_add(box->order, mail);
	return mail;
}

/* What the store kept; a name of 0 stands for a UID that was given once. */
static void take_names(TreeBox *box, const Names *names)
{
	for (guint i = 0; i + 2 < names->named->len; i += 3) {
		const uint32_t *triple = &g_array_index(names->named, uint32_t, i);
		MailName name = (MailName)triple[1] << 32 | triple[2];

		if (triple[0] < box->next)
			continue;
		box->next = triple[0] + 1;
		if (name && !g_hash_table_contains(box->mails, &name))
			add_mail(box, name, triple[0]);
	}
}

TreeBox *tree_box(Tree *tree, const char *name)
{
	TreeBox *box;

	for (guint i = 0; i < tree->boxes->len; i++)
		if (name_is_same(((TreeBox *)tree->boxes->pdata[i])->known->name, name))
			return tree->boxes->pdata[i];
	box = g_new0(TreeBox, 1);
	box->known = mailbox_new(NULL, name_is_inbox(name) ? "INBOX" : name);
	box->known->uidnext = 1;
	box->next = 1;
	box->stale = true;
	box->mails = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, tree_mail_free);
	box->order = g_ptr_array_new();
	box->watches[0] = box->watches[1] = -1;
	for (guint i = 0; i < tree->start->mailboxes->len; i++) {
		const Mailbox *before = tree->start->mailboxes->pdata[i];

		if (!name_is_same(before->name, name))
			continue;
		box->known->uidvalidity = before->uidvalidity;
		box->known->uidnext = before->uidvalidity == MAILDIR_UIDVALIDITY ? MAX(before->uidnext, 1) : 1;
	}
	for (guint i = 0; i < tree->start->names->len; i++)
		if (name_is_same(((Names *)tree->start->names->pdata[i])->mailbox, name))
			take_names(box, tree->start->names->pdata[i]);
	box->next = MAX(box->next, box->known->uidnext);
	g_ptr_array_add(tree->boxes, box);
	return box;
}

TreeMail *tree_mail(const TreeBox *box, uint32_t uid)
{
	guint first = 0, last = box->order->len;

	while (first < last) {
		guint middle = first + (last - first) / 2;
		TreeMail *mail = box->order->pdata[middle];

		if (mail->uid == uid)
			return mail->file ? mail : NULL;
		if (mail->uid < uid)
			first = middle + 1;
		else
			last = middle;
	}
	return NULL;
}

static int by_delivery(gconstpointer one, gconstpointer two)
{
	const MailFile *a = *(MailFile *const *)one, *b = *(MailFile *const *)two;
	gint64 at_a = g_ascii_strtoll(a->file + 4, NULL, 10), at_b = g_ascii_strtoll(b->file + 4, NULL, 10);

	return at_a != at_b ? (at_a < at_b ? -1 : 1) : strcmp(a->file + 4, b->file + 4);
}

static Names *names_new(const TreeBox *box)
{
	Names *names = payload_new(FACT_NAMES);

	names->mailbox = g_strdup(box->known->name);
	return names;
}

static void name_uid(Names *names, uint32_t uid, MailName name)
{
	uint32_t triple[] = {uid, (uint32_t)(name >> 32), (uint32_t)name};

	g_array_append_vals(names->named, triple, G_N_ELEMENTS(triple));
}

/* New mails get their numbers in the order of their delivery; the store has them before anybody else does. */
static void name_fresh(Tree *tree, TreeBox *box, GPtrArray *fresh)
{
	Names *names = NULL;

	g_ptr_array_sort(fresh, by_delivery);
	for (guint i = 0; i < fresh->len && box->next < G_MAXUINT32; i++) {
		MailFile *file = fresh->pdata[i];
		TreeMail *mail = add_mail(box, file->name, box->next++);

		mail->flags = file->flags;
		mail->file = g_steal_pointer(&file->file);
		if (!names)
			names = names_new(box);
		name_uid(names, mail->uid, mail->name);
		if (names->named->len >= CHUNK)
			session_tell(&tree->session, FACT_NAMES, g_steal_pointer(&names));
	}
	if (names)
		session_tell(&tree->session, FACT_NAMES, names);
}

static void tell_flags(Tree *tree, const TreeBox *box, GArray *changed)
{
	for (guint from = 0; box->watched && from < changed->len; from += 2 * CHUNK) {
		Flags *flags = payload_new(FACT_FLAGS);

		flags->mailbox = g_strdup(box->known->name);
		flags->uidvalidity = MAILDIR_UIDVALIDITY;
		for (guint i = from; i < MIN(from + 2 * CHUNK, changed->len); i += 2) {
			g_array_append_val(flags->uids, g_array_index(changed, uint32_t, i));
			g_array_append_val(flags->flags, g_array_index(changed, uint32_t, i + 1));
		}
		session_tell(&tree->session, FACT_FLAGS, flags);
	}
}

/* The watcher forgets the places first, and the numbers then; the highest number stays, so that it is not given again.
 */
static void tell_gone(Tree *tree, TreeBox *box, const GArray *uids)
{
	for (guint from = 0; from < uids->len; from += CHUNK) {
		Gone *gone = payload_new(FACT_GONE);
		Names *names = names_new(box);

		gone->mailbox = g_strdup(box->known->name);
		gone->uidvalidity = MAILDIR_UIDVALIDITY;
		for (guint i = from; i < MIN(from + CHUNK, uids->len); i++) {
			uint32_t uid = g_array_index(uids, uint32_t, i);
			uint32_t range[] = {uid, uid};

			if (uid < box->known->uidnext)
				g_array_append_vals(gone->uids, range, 2);
			if (uid + 1 == box->next)
				name_uid(names, uid, 0);
			else
				g_array_append_val(names->dropped, uid);
		}
		if (box->watched && gone->uids->len)
			session_tell(&tree->session, FACT_GONE, gone);
		else
			frame_free(frame_new(FACT_GONE, gone));
		session_tell(&tree->session, FACT_NAMES, names);
	}
}

/* What one scan met: mails that are known, with their flags; and those that are not. */
static void take_scan(TreeBox *box, GHashTable *scan, GArray *changed, GPtrArray *fresh)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, scan);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		MailFile *file = value;
		TreeMail *mail = g_hash_table_lookup(box->mails, &file->name);

		if (!mail) {
			g_ptr_array_add(fresh, file);
			continue;
		}
		if ((!mail->file || mail->flags != file->flags) && mail->uid < box->known->uidnext) {
			uint32_t pair[] = {mail->uid, file->flags};

			g_array_append_vals(changed, pair, 2);
		}
		mail->flags = file->flags;
		g_free(mail->file);
		mail->file = g_steal_pointer(&file->file);
	}
}

static bool is_missing(const TreeBox *box, GHashTable *scan)
{
	for (guint i = 0; i < box->order->len; i++)
		if (!g_hash_table_contains(scan, &((TreeMail *)box->order->pdata[i])->name))
			return true;
	return false;
}

static void drop_missing(TreeBox *box, GHashTable *scan, GHashTable *again, GArray *gone)
{
	guint kept = 0;

	for (guint i = 0; i < box->order->len; i++) {
		TreeMail *mail = box->order->pdata[i];

		if (g_hash_table_contains(scan, &mail->name) || !again || g_hash_table_contains(again, &mail->name)) {
			box->order->pdata[kept++] = mail;
			continue;
		}
		g_array_append_val(gone, mail->uid);
		g_hash_table_remove(box->mails, &mail->name);
	}
	g_ptr_array_set_size(box->order, (gint)kept);
}

bool tree_box_look(Tree *tree, TreeBox *box, const Folder *folder, GError **error)
{
	g_autoptr(GHashTable) scan = folder_scan(folder, error), again = NULL;
	g_autoptr(GArray) changed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GArray) gone = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GPtrArray) fresh = g_ptr_array_new();

	/* one that is renamed while we read may be missed once */
	if (scan && is_missing(box, scan) && !(again = folder_scan(folder, error)))
		return false;
	if (!scan)
		return false;
	take_scan(box, scan, changed, fresh);
	drop_missing(box, scan, again, gone);
	if (again) {
		/* what came between the two scans waits for the next look */
		g_autoptr(GPtrArray) later = g_ptr_array_new();

		take_scan(box, again, changed, later);
	}
	tell_gone(tree, box, gone);
	tell_flags(tree, box, changed);
	name_fresh(tree, box, fresh);
	return true;
}

static void tell_mailbox(Tree *tree, TreeBox *box, const Folder *folder, bool restarted)
{
	MailboxFact *fact;

	if (box->told && !restarted && box->known->any_keyword == folder->keywords)
		return;
	box->told = true;
	box->known->any_keyword = folder->keywords;
	fact = payload_new(FACT_MAILBOX);
	fact->name = g_strdup(box->known->name);
	fact->role = box->known->role;
	fact->uidvalidity = MAILDIR_UIDVALIDITY;
	fact->uidnext = box->known->uidnext;
	fact->any_keyword = folder->keywords;
	fact->restarted = restarted;
	session_tell(&tree->session, FACT_MAILBOX, fact);
}

bool tree_read(Tree *tree, TreeBox *box, const Folder *folder, uint32_t uid, gsize max_bytes, MailText *out,
	       GError **error)
{
	g_autoptr(GError) inner = NULL;

	for (int i = 0; i < RENAMES_MOST && !inner; i++) {
		const TreeMail *mail = tree_mail(box, uid);

		if (mail && (max_bytes ? folder_read(folder, mail->file, max_bytes, out, &inner)
				       : folder_read_header(folder, mail->file, out, &inner)))
			return true;
		if (!mail || inner || !tree_box_look(tree, box, folder, &inner))
			break;
	}
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	return false;
}

GArray *tree_uids(const TreeBox *box, uint32_t from_uid)
{
	GArray *uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (guint i = 0; i < box->order->len; i++) {
		const TreeMail *mail = box->order->pdata[i];

		if (mail->file && mail->uid >= from_uid)
			g_array_append_val(uids, mail->uid);
	}
	return uids;
}

/* The mails that are not told yet, at most a window of them; *more: there are others. */
static bool tell_window(Tree *tree, TreeBox *box, const Folder *folder, bool *more, GError **error)
{
	g_autoptr(GArray) uids = tree_uids(box, box->known->uidnext);
	guint count = MIN(uids->len, CLAMP(tree->start->window, WINDOW_LEAST, WINDOW_MOST));
	Telling *telling = telling_new(&tree->session, box->known->name, MAILDIR_UIDVALIDITY, false);
	g_autoptr(GError) inner = NULL;

	for (guint i = 0; i < count && !inner; i++) {
		uint32_t uid = g_array_index(uids, uint32_t, i);
		MailText text = {0};

		if (!tree_read(tree, box, folder, uid, 0, &text, &inner))
			continue;
		telling_add(&(ImapText){uid, tree_mail(box, uid)->flags, text.received_at,
					(uint32_t)MIN(text.size_bytes, G_MAXUINT32), text.text, text.length},
			    telling);
		g_free(text.text);
	}
	telling_end(telling);
	*more = count < uids->len;
	if (!inner && count)
		box->known->uidnext = g_array_index(uids, uint32_t, count - 1) + 1;
	if (!inner)
		return true;
	g_propagate_error(error, g_steal_pointer(&inner));
	return false;
}

static void watch_folder(Tree *tree, TreeBox *box, const Folder *folder)
{
	static const char *const parts[] = {"cur", "new"};
	const uint32_t events = IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

	/* by the folder that is open: the same one that is read */
	for (int i = 0; tree->inotify >= 0 && i < 2; i++)
		if (fchdir(folder->fd) == 0)
			box->watches[i] = inotify_add_watch(tree->inotify, parts[i], events);
}

static bool tell_new(Tree *tree, TreeBox *box, const Folder *folder, GError **error)
{
	bool more = true;

	while (more && !tree->quit) {
		if (!tell_window(tree, box, folder, &more, error))
			return false;
		if (!more)
			break;
		telling_synced(&tree->session, box->known, false);
		tree_orders_serve(tree);
	}
	return true;
}

bool tree_box_sync(Tree *tree, TreeBox *box, GError **error)
{
	g_autoptr(Folder) folder = folder_open(tree->maildir, box->known->name, error);
	bool restarted = box->known->uidvalidity != MAILDIR_UIDVALIDITY;

	if (!folder)
		return false;
	watch_folder(tree, box, folder);
	box->stale = false;
	box->known->uidvalidity = MAILDIR_UIDVALIDITY;
	tell_mailbox(tree, box, folder, restarted);
	if (!tree_box_look(tree, box, folder, error) || !tell_new(tree, box, folder, error))
		return false;
	if (tree->quit)
		return true;
	box->known->uidnext = MAX(box->known->uidnext, box->next);
	telling_synced(&tree->session, box->known, true);
	return true;
}
