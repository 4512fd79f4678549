/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection, and what is selected on it. */
#include <string.h>

#include "agent/mailbox.h"
#include "base/clock.h"

bool name_is_inbox(const char *name)
{
	return g_ascii_strcasecmp(name, "INBOX") == 0;
}

bool name_is_same(const char *one, const char *two)
{
	return g_str_equal(one, two) || (name_is_inbox(one) && name_is_inbox(two));
}

void line_doubt(Line *line)
{
	line->stale = true;
	line->heard |= NEWS_OTHER;
}

void line_select_none(Line *line)
{
	g_clear_pointer(&line->selected, g_free);
	line->uidvalidity = 0;
	line_doubt(line);
}

bool line_wake(Line *line, GError **error)
{
	if (!line->waiting)
		return true;
	line->waiting = false;
	line->stale = true;
	if (!imap_wait_end(line->imap, &line->heard, error))
		return false;
	line->stood_ms = MAX(line->stood_ms, clock_boottime_ms() - line->begun_ms);
	return true;
}

bool line_select(Line *line, const char *name, const Box *box, GError **error)
{
	ImapSelected selected = {0};

	if (!line_wake(line, error))
		return false;
	if (line->selected && name_is_same(line->selected, name))
		return true;
	line_select_none(line);
	if (!imap_select(line->imap, name, NULL, &selected, error))
		return false;
	line->selected = g_strdup(name);
	line->uidvalidity = selected.uidvalidity;
	bool same = !box || !box_is_renumbered(box, &selected);
	imap_selected_clear(&selected);
	return same || box_refuse(box, error);
}

void line_close(Line *line)
{
	g_clear_pointer(&line->imap, imap_free);
	g_clear_pointer(&line->selected, g_free);
	memset(line, 0, sizeof *line);
}

static gpointer open_imap(Session *session, gpointer data, GError **error)
{
	return imap_open(session->account, session->secret, &session->options, error);
}

bool line_open(Keeper *keeper, Line *line, GError **error)
{
	memset(line, 0, sizeof *line);
	line->imap = session_open(&keeper->session, open_imap, NULL, error);
	line_doubt(line);
	return line->imap != NULL;
}
