/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection, and what is selected on it. */
#include <string.h>

#include "agent/mailbox.h"

bool name_is_inbox(const char *name)
{
	return g_ascii_strcasecmp(name, "INBOX") == 0;
}

bool name_is_same(const char *one, const char *two)
{
	return g_str_equal(one, two) || (name_is_inbox(one) && name_is_inbox(two));
}

void line_select_none(Line *line)
{
	g_clear_pointer(&line->selected, g_free);
	line->uidvalidity = 0;
	line->stale = true;
}

bool line_wake(Line *line, GError **error)
{
	if (!line->waiting)
		return true;
	line->waiting = false;
	line->stale = true;
	return imap_wait_end(line->imap, error);
}

bool line_select(Line *line, const char *name, GError **error)
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
	imap_selected_clear(&selected);
	return true;
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
	line->stale = true;
	return line->imap != NULL;
}
