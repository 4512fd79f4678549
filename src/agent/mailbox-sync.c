/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One box from its last known state to now: what is gone, what flags changed, what is new, in windows. */
#include <stdlib.h>

#include "agent/mailbox.h"
#include "base/clock.h"
#include "base/error.h"
#include "mail/understand.h"

#define CHUNK        10000 /* UIDs in one FACT_GONE or FACT_FLAGS */
#define WINDOW_LEAST 50
#define WINDOW_MOST  5000
#define COMPARE_MS   (10 * 60 * 1000)
#define FEW_NEW      20

bool sync_is_over(const Keeper *keeper)
{
	return keeper->quit;
}

static void tell_mailbox(Keeper *keeper, Box *box, const ImapSelected *selected, bool restarted)
{
	MailboxFact *fact;

	if (box->told && !restarted && box->known->any_keyword == selected->any_keyword)
		return;
	box->told = true;
	box->known->any_keyword = selected->any_keyword;
	fact = payload_new(FACT_MAILBOX);
	fact->name = g_strdup(box->known->name);
	fact->role = box->known->role;
	fact->uidvalidity = selected->uidvalidity;
	fact->uidnext = selected->uidnext;
	fact->any_keyword = selected->any_keyword;
	fact->restarted = restarted;
	session_tell(&keeper->session, FACT_MAILBOX, fact);
}

/* Ranges first..last, in any order and overlapping as a server may say them, become ascending ones. */
static int by_first(gconstpointer one, gconstpointer two)
{
	uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)two;

	return a < b ? -1 : a > b;
}

static void tell_gone(Keeper *keeper, const Box *box, GArray *ranges)
{
	Gone *gone = NULL;
	uint32_t end = 0;

	if (ranges->len == 0)
		return;
	qsort(ranges->data, ranges->len / 2, 2 * sizeof(uint32_t), by_first);
	for (guint i = 0; i + 1 < ranges->len; i += 2) {
		uint32_t first = MAX(g_array_index(ranges, uint32_t, i), end == G_MAXUINT32 ? end : end + 1);
		uint32_t last = g_array_index(ranges, uint32_t, i + 1);

		if (first == 0 || last < first || last == end)
			continue;
		end = last;
		if (!gone) {
			gone = payload_new(FACT_GONE);
			gone->mailbox = g_strdup(box->known->name);
			gone->uidvalidity = box->known->uidvalidity;
		}
		g_array_append_val(gone->uids, first);
		g_array_append_val(gone->uids, last);
		if (gone->uids->len >= CHUNK)
			session_tell(&keeper->session, FACT_GONE, g_steal_pointer(&gone));
	}
	if (gone)
		session_tell(&keeper->session, FACT_GONE, gone);
}

static void tell_flags(Keeper *keeper, const Box *box, const GArray *changes)
{
	Flags *flags = NULL;

	for (guint i = 0; i < changes->len; i++) {
		const ImapChange *change = &g_array_index(changes, ImapChange, i);
		uint32_t bits = change->flags;

		if (change->uid >= box->known->uidnext)
			continue;
		if (!flags) {
			flags = payload_new(FACT_FLAGS);
			flags->mailbox = g_strdup(box->known->name);
			flags->uidvalidity = box->known->uidvalidity;
		}
		g_array_append_val(flags->uids, change->uid);
		g_array_append_val(flags->flags, bits);
		if (flags->uids->len >= CHUNK)
			session_tell(&keeper->session, FACT_FLAGS, g_steal_pointer(&flags));
	}
	if (flags)
		session_tell(&keeper->session, FACT_FLAGS, flags);
}

/* The gaps between what is there, below uidnext. */
static GArray *gaps(const GArray *uids, uint32_t uidnext)
{
	GArray *ranges = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	uint32_t expected = 1;

	for (guint i = 0; i <= uids->len; i++) {
		uint32_t uid = i < uids->len ? MIN(g_array_index(uids, uint32_t, i), uidnext) : uidnext;

		if (uid > expected) {
			uint32_t last = uid - 1;

			g_array_append_val(ranges, expected);
			g_array_append_val(ranges, last);
		}
		if (uid >= uidnext)
			break;
		expected = uid + 1;
	}
	return ranges;
}

/* Where the server does not tell by itself (QRESYNC): compare. */
static bool compare(Keeper *keeper, Imap *imap, Box *box, const ImapSelected *selected, GError **error)
{
	int64_t now_ms = clock_boottime_ms();
	bool same_count = box->compared && selected->exists == box->exists && selected->uidnext == box->known->uidnext;

	if (selected->modseq || !box->compared_ms || now_ms - box->compared_ms >= COMPARE_MS || !same_count) {
		/* one that fell, as when a server lost its index, tells nothing of what was before */
		uint64_t since = selected->modseq >= box->known->modseq ? box->known->modseq : 0;
		g_autoptr(GArray) changes = imap_flags_since(imap, since, error);

		if (!changes)
			return false;
		tell_flags(keeper, box, changes);
		box->compared_ms = now_ms;
	}
	if (!same_count) {
		g_autoptr(GArray) uids = imap_uids(imap, 1, error);

		if (!uids)
			return false;
		g_autoptr(GArray) ranges = gaps(uids, box->known->uidnext);
		tell_gone(keeper, box, ranges);
	}
	return true;
}

static bool tell_changes(Keeper *keeper, Imap *imap, Box *box, const ImapSelected *selected, GError **error)
{
	if (box->known->uidnext <= 1)
		return true;
	if (!selected->quick || selected->modseq < box->known->modseq)
		return compare(keeper, imap, box, selected, error);
	tell_gone(keeper, box, selected->vanished);
	tell_flags(keeper, box, selected->changed);
	return true;
}

/* Orders between two windows may have borrowed the line. */
static bool select_again(Line *line, const Box *box, GError **error)
{
	if (!line_select(line, box->known->name, box, error))
		return false;
	if (line->uidvalidity == box->known->uidvalidity)
		return true;
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "mailbox \"%s\" was made anew while it was read", box->known->name);
	return false;
}

static bool tell_window(Keeper *keeper, Line *line, Box *box, uint32_t first, uint32_t last, GError **error)
{
	Telling *telling = telling_new(&keeper->session, box->known->name, box->known->uidvalidity, false);
	bool read = imap_fetch_headers(line->imap, first, last, understand_header_fields, telling_add, telling, error);

	telling_end(telling);
	return read;
}

static bool tell_new(Keeper *keeper, Line *line, Box *box, GError **error)
{
	g_autoptr(GArray) uids = imap_uids(line->imap, box->known->uidnext, error);
	guint window = CLAMP(keeper->start->window, WINDOW_LEAST, WINDOW_MOST);
	guint from = 0;

	/* n:* names the last message even when it is older (RFC 9051, 9) */
	while (uids && from < uids->len && g_array_index(uids, uint32_t, from) < box->known->uidnext)
		from++;
	while (uids && from < uids->len && !keeper->quit) {
		guint to = MIN(from + window, uids->len) - 1;
		uint32_t last = g_array_index(uids, uint32_t, to);

		if (!tell_window(keeper, line, box, g_array_index(uids, uint32_t, from), last, error))
			return false;
		box->known->uidnext = last == G_MAXUINT32 ? last : last + 1;
		from = to + 1;
		if (from == uids->len)
			break;
		telling_synced(&keeper->session, box->known, false);
		if (!orders_serve(keeper, error) || !select_again(line, box, error))
			return false;
	}
	return uids != NULL;
}

bool box_is_renumbered(const Box *box, const ImapSelected *selected)
{
	return !box->low_uidnext && box->known->uidvalidity == selected->uidvalidity && selected->uidnext &&
	       selected->uidnext < box->known->uidnext;
}

bool box_refuse(const Box *box, GError **error)
{
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "mailbox \"%s\" gives UIDs a second time, to other mails",
		    box->known->name);
	return false;
}

/* Orders that are under way name mails by UIDs that are not theirs any more: only an agent that was told none yet may go on
 * and have the mailbox read anew. */
static bool check_numbers(Line *line, Box *box, const ImapSelected *selected, bool *renumbered, GError **error)
{
	g_autoptr(GArray) above = NULL;

	*renumbered = false;
	if (!box_is_renumbered(box, selected))
		return true;
	above = imap_uids(line->imap, selected->uidnext, error);
	if (!above)
		return false;
	box->low_uidnext = above->len > 0;
	*renumbered = !box->low_uidnext;
	return !*renumbered || !box->told || box_refuse(box, error);
}

static void restart(Box *box, uint32_t uidvalidity)
{
	box->known->uidvalidity = uidvalidity;
	box->known->uidnext = 1;
	box->known->modseq = 0;
	box->compared = false;
	box->compared_ms = 0;
}

static bool sync_selected(Keeper *keeper, Line *line, Box *box, const ImapSelected *selected, GError **error)
{
	bool renumbered;

	if (!check_numbers(line, box, selected, &renumbered, error))
		return false;
	bool restarted = renumbered || box->known->uidvalidity != selected->uidvalidity;
	if (restarted)
		restart(box, selected->uidvalidity);
	tell_mailbox(keeper, box, selected, restarted);
	if (!restarted && !tell_changes(keeper, line->imap, box, selected, error))
		return false;
	bool has_new = selected->uidnext == 0 || selected->uidnext > box->known->uidnext || box->low_uidnext;
	if (has_new && !tell_new(keeper, line, box, error))
		return false;
	if (keeper->quit)
		return true;
	box->known->uidnext = MAX(box->known->uidnext, selected->uidnext);
	box->known->modseq = MIN(selected->modseq, G_MAXINT64);
	box->exists = selected->exists;
	box->compared = true;
	telling_synced(&keeper->session, box->known, true);
	return true;
}

bool sync_box(Keeper *keeper, Line *line, Box *box, GError **error)
{
	ImapSelected selected = {0};
	bool quick = box->known->uidvalidity && box->known->modseq;
	bool well;

	if (!line_wake(line, error))
		return false;
	line_select_none(line);
	if (!imap_select(line->imap, box->known->name, quick ? box->known : NULL, &selected, error)) {
		g_prefix_error(error, "mailbox \"%s\": ", box->known->name);
		box->missing = true;
		return false;
	}
	box->missing = false;
	line->selected = g_strdup(box->known->name);
	line->uidvalidity = selected.uidvalidity;
	line->stale = line->box != box;
	line->heard = line->stale ? NEWS_OTHER : NEWS_NONE;
	well = sync_selected(keeper, line, box, &selected, error);
	/* what came meanwhile was told within the answer to something else, and is not told again */
	line->missed = well && imap_exists(line->imap) != selected.exists;
	imap_selected_clear(&selected);
	return well;
}

static bool is_unchanged(const Box *box, const ImapSelected *status)
{
	return status->quick && status->uidvalidity == box->known->uidvalidity && status->modseq == box->known->modseq &&
	       status->uidnext == box->known->uidnext;
}

bool sync_other_box(Keeper *keeper, Line *line, Box *box, GError **error)
{
	g_autoptr(GError) why = NULL;
	ImapSelected status;
	bool knows = box->known->uidvalidity && box->known->modseq && !box->missing;

	/* INBOX mostly has something new, and STATUS of such a one costs a server as much as SELECT, which has to follow */
	if (line->box == box || box->known->role == ROLE_INBOX || !knows)
		return sync_box(keeper, line, box, error);
	if (!line_wake(line, error))
		return false;
	bool told = imap_status(line->imap, box->known->name, &status, &why);
	if (!told && trouble_is_fatal(why)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	/* a server that refuses to say it may say why when the mailbox is to be selected */
	if (!told || !is_unchanged(box, &status))
		return sync_box(keeper, line, box, error);
	status.any_keyword = box->known->any_keyword;
	tell_mailbox(keeper, box, &status, false);
	box->exists = status.exists;
	box->compared = true;
	telling_synced(&keeper->session, box->known, true);
	return true;
}

/* Are these messages more all that is new on its line? */
static bool only_grew(const Line *line, guint *more)
{
	const Box *box = line->box;
	uint32_t exists = imap_exists(line->imap);

	if (line->heard != NEWS_MAIL || line->waiting || !box->compared || !line->selected ||
	    !name_is_same(line->selected, box->known->name) || line->uidvalidity != box->known->uidvalidity)
		return false;
	*more = exists > box->exists ? exists - box->exists : 0;
	return *more > 0 && *more <= FEW_NEW;
}

/* Their headers, without selecting anew: what else has changed meanwhile is heard when the wait is renewed, soon. */
static bool tell_few(Keeper *keeper, Line *line, guint more, bool *all, GError **error)
{
	Box *box = line->box;
	Telling *telling = telling_new(&keeper->session, box->known->name, box->known->uidvalidity, false);
	bool read = imap_fetch_headers(line->imap, box->known->uidnext, 0, understand_header_fields, telling_add, telling, error);

	*all = read && telling_count(telling) == more;
	if (*all && telling_last_uid(telling) < G_MAXUINT32)
		box->known->uidnext = telling_last_uid(telling) + 1;
	telling_end(telling);
	return read;
}

bool sync_own_box(Keeper *keeper, Line *line, GError **error)
{
	Box *box = line->box;
	guint more;
	bool all;

	if (!only_grew(line, &more))
		return sync_box(keeper, line, box, error);
	line->stale = false;
	line->heard = NEWS_NONE;
	if (!tell_few(keeper, line, more, &all, error))
		return false;
	/* some were gone before they were read, or others came: who knows */
	if (!all)
		return sync_box(keeper, line, box, error);
	box->exists += more;
	line->missed = imap_exists(line->imap) != box->exists;
	telling_synced(&keeper->session, box->known, true);
	return true;
}
