/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the watcher wants done in a Maildir; each order is answered by exactly one FACT_DONE (mailbox-orders.c). */
#include <string.h>

#include "agent/mailbox.h"
#include "agent/maildir-box.h"
#include "base/error.h"
#include "base/log.h"
#include "mail/understand.h"

#define READ_BYTES   (512 * 1024)
#define RENAMES_MOST 5
#define DAY_S	     (24 * 3600)

typedef bool (*OrderFunc)(Tree *tree, gconstpointer order, Done *done, GError **error);

/* The folder as it is now, with the numbers of its mails. */
static Folder *look_into(Tree *tree, const char *mailbox, bool make, TreeBox **box, Done *done, GError **error)
{
	g_autoptr(Folder) folder =
		make ? folder_make(tree->maildir, mailbox, error) : folder_open(tree->maildir, mailbox, error);

	if (!folder)
		return NULL;
	*box = tree_box(tree, mailbox);
	done->uidvalidity = MAILDIR_UIDVALIDITY;
	return tree_box_look(tree, *box, folder, error) ? g_steal_pointer(&folder) : NULL;
}

/* NULL without error, and done says so, when the UIDs are those of IMAP or of a store that is gone. */
static Folder *look_into_same(Tree *tree, const char *mailbox, uint32_t uidvalidity, TreeBox **box, Done *done,
			      GError **error)
{
	if (uidvalidity == MAILDIR_UIDVALIDITY)
		return look_into(tree, mailbox, false, box, done, error);
	done->trouble = TROUBLE_CHANGED;
	done->uidvalidity = MAILDIR_UIDVALIDITY;
	done->text = g_strdup_printf("mailbox \"%s\" is a Maildir now", mailbox);
	return NULL;
}

static bool do_read(Tree *tree, gconstpointer order, Done *done, GError **error)
{
	const Read *read = order;
	TreeBox *box;
	g_autoptr(Folder) folder = look_into_same(tree, read->mailbox, read->uidvalidity, &box, done, error);
	g_autoptr(GError) inner = NULL;

	for (guint i = 0; folder && !inner && i < read->uids->len; i++) {
		uint32_t uid = g_array_index(read->uids, uint32_t, i);
		MailText text = {0};

		if (!tree_read(tree, box, folder, uid, READ_BYTES, &text, &inner))
			continue;
		ReadFact *fact = payload_new(FACT_READ);
		fact->serial = read->serial;
		fact->mailbox = g_strdup(read->mailbox);
		fact->uidvalidity = MAILDIR_UIDVALIDITY;
		fact->uid = uid;
		fact->flags = tree_mail(box, uid)->flags;
		fact->message = understand_message(text.text, text.length);
		fact->message->received_at = text.received_at;
		fact->message->size_bytes = text.size_bytes;
		g_free(text.text);
		session_tell(&tree->session, FACT_READ, fact);
	}
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	return folder && (error == NULL || *error == NULL);
}

/* Goes through the headers of a folder's mails; false from each stops. */
typedef bool (*HeaderFunc)(const ImapText *header, const Message *message, gpointer data);

static bool each_header(Tree *tree, TreeBox *box, const Folder *folder, uint32_t from_uid, int64_t since,
			HeaderFunc each, gpointer data, GError **error)
{
	g_autoptr(GArray) uids = tree_uids(box, from_uid);
	g_autoptr(GError) inner = NULL;
	bool more = true;

	for (guint i = 0; more && !inner && i < uids->len; i++) {
		uint32_t uid = g_array_index(uids, uint32_t, i);
		MailText text = {0};

		if (!tree_read(tree, box, folder, uid, 0, &text, &inner))
			continue;
		if (text.received_at >= since - DAY_S) {
			const ImapText header = {uid,
						 tree_mail(box, uid)->flags,
						 text.received_at,
						 (uint32_t)MIN(text.size_bytes, G_MAXUINT32),
						 text.text,
						 text.length};
			g_autoptr(Message) message = understand_headers(text.text, text.length);

			more = each(&header, message, data);
		}
		g_free(text.text);
	}
	if (!inner)
		return true;
	g_propagate_error(error, g_steal_pointer(&inner));
	return false;
}

static bool any_address(const GPtrArray *addresses, const GPtrArray *wanted)
{
	for (guint i = 0; i < addresses->len; i++) {
		g_autofree char *email = g_ascii_strdown(((Address *)addresses->pdata[i])->email, -1);

		for (guint k = 0; k < wanted->len; k++) {
			g_autofree char *part = g_ascii_strdown(wanted->pdata[k], -1);

			if (strstr(email, part))
				return true;
		}
	}
	return false;
}

static bool any_id(const GPtrArray *ids, const GPtrArray *wanted)
{
	for (guint i = 0; i < ids->len; i++)
		for (guint k = 0; k < wanted->len; k++)
			if (strstr(ids->pdata[i], wanted->pdata[k]))
				return true;
	return false;
}

typedef struct Finding {
	const Find *find;
	Telling *telling;
} Finding;

static bool tell_found(const ImapText *header, const Message *message, gpointer data)
{
	const Finding *finding = data;
	const Find *find = finding->find;
	bool all = !find->senders->len && !find->recipients->len && !find->refers_to->len;

	if (all || any_address(message->from, find->senders) || any_address(message->to, find->recipients) ||
	    any_id(message->in_reply_to, find->refers_to) || any_id(message->references, find->refers_to))
		telling_add(header, finding->telling);
	return true;
}

static bool do_find(Tree *tree, gconstpointer order, Done *done, GError **error)
{
	const Find *find = order;
	TreeBox *box;
	g_autoptr(Folder) folder = look_into(tree, find->mailbox, false, &box, done, error);

	if (!folder)
		return false;
	Finding finding = {find, telling_new(&tree->session, find->mailbox, MAILDIR_UIDVALIDITY, true)};
	bool told = each_header(tree, box, folder, 1, find->since, tell_found, &finding, error);
	telling_end(finding.telling);
	return told;
}

/* Another program that renames the same mail at the same time wins; we look again and do ours to what it made. */
static bool mark_one(Tree *tree, TreeBox *box, const Folder *folder, uint32_t uid, const Mark *mark, GError **error)
{
	g_autoptr(GError) inner = NULL;

	for (int i = 0; i < RENAMES_MOST; i++) {
		const TreeMail *mail = tree_mail(box, uid);

		if (!mail || folder_mark(folder, mail->file, mark->set, mark->clear, &inner))
			return true;
		if (inner || !tree_box_look(tree, box, folder, &inner))
			break;
	}
	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	else
		g_set_error(error, ERROR, ERROR_TEMP,
			    "mailbox \"%s\": another program renames the same mail again and again", folder->name);
	return false;
}

static bool do_mark(Tree *tree, gconstpointer order, Done *done, GError **error)
{
	const Mark *mark = order;
	TreeBox *box;
	g_autoptr(Folder) folder = look_into_same(tree, mark->mailbox, mark->uidvalidity, &box, done, error);

	for (guint i = 0; folder && i < mark->uids->len; i++)
		if (!mark_one(tree, box, folder, g_array_index(mark->uids, uint32_t, i), mark, error))
			return false;
	if (folder)
		box->stale = box->watched;
	return folder != NULL;
}

typedef struct Looking {
	const char *message_id;
	uint32_t uid;
} Looking;

static bool is_it(const ImapText *header, const Message *message, gpointer data)
{
	Looking *looking = data;

	if (g_strcmp0(message->message_id, looking->message_id) == 0)
		looking->uid = header->uid;
	return true;
}

static bool look_for(Tree *tree, TreeBox *box, const Folder *folder, const char *message_id, uint32_t from_uid,
		     uint32_t *uid, GError **error)
{
	Looking looking = {message_id, 0};
	bool looked = each_header(tree, box, folder, from_uid, 0, is_it, &looking, error);

	*uid = looking.uid;
	return looked;
}

static bool do_look_up(Tree *tree, gconstpointer order, Done *done, GError **error)
{
	const LookUp *look_up = order;
	TreeBox *box;
	g_autoptr(Folder) folder = look_into(tree, look_up->mailbox, false, &box, done, error);

	if (!folder || !look_for(tree, box, folder, look_up->message_id, look_up->from_uid, &done->uid, error))
		return false;
	done->was_there = done->uid != 0;
	return true;
}

static bool do_append(Tree *tree, gconstpointer order, Done *done, GError **error)
{
	const Append *append = order;
	TreeBox *box;
	MailName name = 0;
	g_autoptr(Folder) folder = look_into(tree, append->mailbox, true, &box, done, error);

	if (!folder)
		return false;
	if (append->message_id && !look_for(tree, box, folder, append->message_id, append->from_uid, &done->uid, error))
		return false;
	done->was_there = done->uid != 0;
	if (done->was_there)
		return true;
	if (!folder_append(folder, append->bytes, append->flags, append->received_at, &name, error) ||
	    !tree_box_look(tree, box, folder, error))
		return false;
	const TreeMail *mail = g_hash_table_lookup(box->mails, &name);
	done->uid = mail ? mail->uid : 0;
	box->stale = box->watched;
	return true;
}

static bool expunge_one(Tree *tree, TreeBox *box, const Folder *folder, uint32_t uid, const char *message_id,
			GError **error)
{
	MailText text = {0};
	g_autoptr(GError) inner = NULL;

	if (!tree_read(tree, box, folder, uid, 0, &text, &inner)) {
		if (inner)
			g_propagate_error(error, g_steal_pointer(&inner));
		return error == NULL || *error == NULL;
	}
	g_autoptr(Message) message = understand_headers(text.text, text.length);
	g_free(text.text);
	const TreeMail *mail = tree_mail(box, uid);
	return !mail || g_strcmp0(message->message_id, message_id) != 0 || folder_remove(folder, mail->file, error);
}

/* By UID and Message-ID; where the UIDs are those of another time, by the Message-IDs alone, which nobody else gives.
 */
static bool do_expunge(Tree *tree, gconstpointer order, Done *done, GError **error)
{
	const Expunge *expunge = order;
	TreeBox *box;
	g_autoptr(Folder) folder = look_into(tree, expunge->mailbox, false, &box, done, error);
	bool same = expunge->uidvalidity == MAILDIR_UIDVALIDITY;

	for (guint i = 0; folder && i < expunge->message_ids->len; i++) {
		const char *id = expunge->message_ids->pdata[i];
		uint32_t uid = same && i < expunge->uids->len ? g_array_index(expunge->uids, uint32_t, i) : 0;

		if (!uid && !look_for(tree, box, folder, id, 1, &uid, error))
			return false;
		if (uid && !expunge_one(tree, box, folder, uid, id, error))
			return false;
	}
	return folder && tree_box_look(tree, box, folder, error);
}

static const struct {
	FrameKind kind;
	OrderFunc serve;
} table[] = {
	{ORDER_READ, do_read},	   {ORDER_FIND, do_find},	{ORDER_MARK, do_mark},
	{ORDER_APPEND, do_append}, {ORDER_EXPUNGE, do_expunge}, {ORDER_LOOK_UP, do_look_up},
};

static void answer(Tree *tree, const Frame *frame, OrderFunc serve)
{
	Done *done = payload_new(FACT_DONE);
	g_autoptr(GError) inner = NULL;

	done->serial = *(const uint32_t *)frame->as.any;
	bool served = serve(tree, frame->as.any, done, &inner);
	telling_done(&tree->session, done, served ? NULL : inner);
}

void tree_order_serve(Tree *tree, const Frame *frame)
{
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].kind == frame->kind) {
			answer(tree, frame, table[i].serve);
			return;
		}
	if (frame->kind == ORDER_QUIT)
		tree->quit = true;
	else if (frame->kind == ORDER_ROUND)
		tree->round = true;
	else
		log_trouble("order-unknown", "kind=%d", frame->kind);
}

void tree_orders_serve(Tree *tree)
{
	while (!tree->quit) {
		g_autoptr(Frame) frame = session_order(&tree->session, false);

		if (!frame)
			return;
		tree_order_serve(tree, frame);
	}
}
