/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the watcher wants done in a mailbox. Each order is answered by exactly one FACT_DONE, unless the agent ends. */
#include "agent/mailbox.h"
#include "base/error.h"
#include "base/log.h"
#include "mail/understand.h"

#define READ_BYTES (512 * 1024)

typedef bool (*OrderFunc)(Keeper *keeper, gconstpointer order, Done *done, GError **error);

/* The line that has the mailbox selected already, else the last one. */
static Line *line_for(Keeper *keeper, const char *mailbox)
{
	for (guint i = 0; i < keeper->n_lines; i++)
		if (g_strcmp0(keeper->lines[i].selected, mailbox) == 0)
			return &keeper->lines[i];
	return &keeper->lines[keeper->n_lines - 1];
}

static Line *select_for(Keeper *keeper, const char *mailbox, Done *done, GError **error)
{
	Line *line = line_for(keeper, mailbox);

	if (!line_select(line, mailbox, find_box(keeper, mailbox), error))
		return NULL;
	/* what the server tells while we work is lost to the box: it is read again */
	line_doubt(line);
	done->uidvalidity = line->uidvalidity;
	return line;
}

/* NULL without error, and done says so, when the mailbox was made anew since the watcher learned these UIDs. */
static Line *select_same(Keeper *keeper, const char *mailbox, uint32_t uidvalidity, Done *done, GError **error)
{
	Line *line = select_for(keeper, mailbox, done, error);

	if (!line || line->uidvalidity == uidvalidity)
		return line;
	done->trouble = TROUBLE_CHANGED;
	done->text = g_strdup_printf("mailbox \"%s\" was made anew", mailbox);
	return NULL;
}

typedef struct Reading {
	Keeper *keeper;
	const Read *order;
} Reading;

static bool tell_mail(const ImapText *mail, gpointer data)
{
	const Reading *reading = data;
	ReadFact *fact = payload_new(FACT_READ);

	fact->serial = reading->order->serial;
	fact->mailbox = g_strdup(reading->order->mailbox);
	fact->uidvalidity = reading->order->uidvalidity;
	fact->uid = mail->uid;
	fact->flags = mail->flags;
	fact->message = understand_message(mail->text, mail->length);
	fact->message->received_at = mail->received_at;
	fact->message->size_bytes = mail->size_bytes;
	session_tell(&reading->keeper->session, FACT_READ, fact);
	return true;
}

static bool do_read(Keeper *keeper, gconstpointer order, Done *done, GError **error)
{
	const Read *read = order;
	Reading reading = {keeper, read};
	Line *line = select_same(keeper, read->mailbox, read->uidvalidity, done, error);

	if (!line)
		return done->trouble;
	return imap_fetch_mails(line->imap, read->uids, READ_BYTES, tell_mail, &reading, error);
}

static bool do_find(Keeper *keeper, gconstpointer order, Done *done, GError **error)
{
	const Find *find = order;
	ImapSearch search = {.from_uid = 1, .since = find->since, .from = find->senders, .to = find->recipients,
			     .refers_to = find->refers_to};
	Line *line = select_for(keeper, find->mailbox, done, error);
	g_autoptr(GArray) uids = line ? imap_search(line->imap, &search, error) : NULL;

	if (!uids || uids->len == 0)
		return uids != NULL;
	Telling *telling = telling_new(&keeper->session, find->mailbox, line->uidvalidity, true);
	bool told = imap_fetch_headers_of(line->imap, uids, understand_header_fields, telling_add, telling, error);
	telling_end(telling);
	return told;
}

static bool do_mark(Keeper *keeper, gconstpointer order, Done *done, GError **error)
{
	const Mark *mark = order;
	Line *line = select_same(keeper, mark->mailbox, mark->uidvalidity, done, error);

	if (!line || mark->uids->len == 0)
		return line || done->trouble;
	return imap_store_flags(line->imap, mark->uids, mark->set, mark->clear, error);
}

/* Messages whose Message-ID is exactly the one of the list: the server's search finds parts of words, too. */
typedef struct Matching {
	const GPtrArray *message_ids;
	GArray *uids;
} Matching;

static bool match_header(const ImapText *header, gpointer data)
{
	Matching *matching = data;
	g_autoptr(Message) message = understand_headers(header->text, header->length);

	for (guint i = 0; i < matching->message_ids->len; i++)
		if (g_strcmp0(message->message_id, matching->message_ids->pdata[i]) == 0) {
			g_array_append_val(matching->uids, header->uid);
			break;
		}
	return true;
}

static GArray *those_named(Line *line, const GArray *uids, const GPtrArray *message_ids, GError **error)
{
	g_autoptr(GArray) named = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	Matching matching = {message_ids, named};

	if (uids->len &&
	    !imap_fetch_headers_of(line->imap, uids, understand_header_fields, match_header, &matching, error))
		return NULL;
	return g_steal_pointer(&named);
}

/* The UID of the message in the selected mailbox, 0 = not there. */
static bool look_for(Line *line, const char *message_id, uint32_t from_uid, uint32_t *uid, GError **error)
{
	ImapSearch search = {.from_uid = MAX(from_uid, 1), .message_id = message_id};
	g_autoptr(GArray) uids = imap_search(line->imap, &search, error);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	g_autoptr(GArray) named = NULL;

	*uid = 0;
	g_ptr_array_add(ids, (gpointer)message_id);
	named = uids ? those_named(line, uids, ids, error) : NULL;
	for (guint i = 0; named && i < named->len; i++)
		if (g_array_index(named, uint32_t, i) >= from_uid)
			*uid = g_array_index(named, uint32_t, i);
	return named != NULL;
}

static bool do_look_up(Keeper *keeper, gconstpointer order, Done *done, GError **error)
{
	const LookUp *look_up = order;
	Line *line = select_for(keeper, look_up->mailbox, done, error);

	if (!line || !look_for(line, look_up->message_id, look_up->from_uid, &done->uid, error))
		return false;
	done->was_there = done->uid != 0;
	return true;
}

/* Selects the mailbox, and makes it first where it is missing. */
static Line *select_or_make(Keeper *keeper, const char *mailbox, Done *done, GError **error)
{
	g_autoptr(GError) inner = NULL;
	Line *line = select_for(keeper, mailbox, done, &inner);

	if (line || !g_error_matches(inner, ERROR, ERROR_NOT_FOUND)) {
		if (inner)
			g_propagate_error(error, g_steal_pointer(&inner));
		return line;
	}
	line = line_for(keeper, mailbox);
	return imap_create(line->imap, mailbox, error) ? select_for(keeper, mailbox, done, error) : NULL;
}

static bool do_append(Keeper *keeper, gconstpointer order, Done *done, GError **error)
{
	const Append *append = order;
	Line *line = select_or_make(keeper, append->mailbox, done, error);
	uint32_t uidvalidity = 0;

	if (!line)
		return false;
	if (append->message_id && !look_for(line, append->message_id, append->from_uid, &done->uid, error))
		return false;
	if (done->uid) {
		done->was_there = true;
		return true;
	}
	if (!imap_append(line->imap, append->mailbox, append->bytes, append->flags, append->received_at, &uidvalidity,
			 &done->uid, error))
		return false;
	if (uidvalidity)
		done->uidvalidity = uidvalidity;
	/* without UIDPLUS the copy must be looked for to know where it lies */
	return done->uid || !append->message_id || look_for(line, append->message_id, append->from_uid, &done->uid, error);
}

/* By UID and Message-ID; where the mailbox was made anew, by the Message-IDs alone, which nobody else gives. */
static GArray *those_of_ours(Line *line, const Expunge *expunge, GError **error)
{
	g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	if (line->uidvalidity == expunge->uidvalidity)
		return those_named(line, expunge->uids, expunge->message_ids, error);
	for (guint i = 0; i < expunge->message_ids->len; i++) {
		uint32_t uid = 0;

		if (!look_for(line, expunge->message_ids->pdata[i], 0, &uid, error))
			return NULL;
		if (uid)
			g_array_append_val(ours, uid);
	}
	return g_steal_pointer(&ours);
}

static bool do_expunge(Keeper *keeper, gconstpointer order, Done *done, GError **error)
{
	const Expunge *expunge = order;
	Line *line = select_for(keeper, expunge->mailbox, done, error);
	g_autoptr(GArray) ours = line ? those_of_ours(line, expunge, error) : NULL;

	return ours && (ours->len == 0 || imap_expunge(line->imap, ours, error));
}

static const struct {
	FrameKind kind;
	OrderFunc serve;
} table[] = {
	{ORDER_READ, do_read},       {ORDER_FIND, do_find},       {ORDER_MARK, do_mark},
	{ORDER_APPEND, do_append},   {ORDER_EXPUNGE, do_expunge}, {ORDER_LOOK_UP, do_look_up},
};

/* Every order that is answered begins with its serial. */
static bool answer(Keeper *keeper, const Frame *frame, OrderFunc serve, GError **error)
{
	Done *done = payload_new(FACT_DONE);
	g_autoptr(GError) inner = NULL;

	done->serial = *(const uint32_t *)frame->as.any;
	bool served = serve(keeper, frame->as.any, done, &inner);
	telling_done(&keeper->session, done, served ? NULL : inner);
	if (!inner || !trouble_is_fatal(inner))
		return true;
	g_propagate_error(error, g_steal_pointer(&inner));
	return false;
}

bool order_serve(Keeper *keeper, const Frame *frame, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].kind == frame->kind)
			return answer(keeper, frame, table[i].serve, error);
	if (frame->kind == ORDER_QUIT)
		keeper->quit = true;
	else if (frame->kind == ORDER_ROUND)
		keeper->round = true;
	else
		log_trouble("order-unknown", "kind=%d", frame->kind);
	return true;
}

bool orders_serve(Keeper *keeper, GError **error)
{
	while (!keeper->quit) {
		g_autoptr(Frame) frame = session_order(&keeper->session, false);

		if (!frame)
			return true;
		if (!order_serve(keeper, frame, error))
			return false;
	}
	return true;
}
