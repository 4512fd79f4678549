/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "net/imap-wire.h"

/* libetpan's own IDLE loses what comes before or with the "+": lines are read here instead. */

bool imap_wait_begin(Imap *imap, GError **error)
{
	/* without IDLE the caller's clock is all there is: imap_uidnext() tells */
	if (!imap_has(imap, "IDLE"))
		return true;
	imap->early = NEWS_NONE;
	if (!imap_send(imap, "IDLE", 0, error) || !imap_continue(imap, "IDLE", NULL, error))
		return false;
	imap->idling = true;
	return true;
}

static bool read_noted(Imap *imap, unsigned *news, bool *ended, GError **error)
{
	g_autofree char *line = imap_line(imap, error);
	char tag[16];

	if (!line)
		return false;
	g_snprintf(tag, sizeof tag, "%d ", imap->session->imap_tag);
	*ended = g_str_has_prefix(line, tag);
	if (*ended || line[0] == '+')
		return true;
	if (line[0] != '*')
		return imap_nonsense(imap, "IDLE", error);
	if (imap_heard_bye(imap, line, error))
		return false;
	*news |= imap_note_line(imap, line);
	return true;
}

bool imap_wait_read(Imap *imap, unsigned *news, GError **error)
{
	bool ended = false;

	*news |= imap->early;
	imap->early = NEWS_NONE;
	stream_begin_command(imap->stream, 0);
	for (;;) {
		int filled = stream_fill(imap->stream);

		if (filled < 0)
			return imap_break(imap, error);
		/* readable need not mean mail: TLS talks to itself, too */
		if (filled == 0)
			return true;
		if (!read_noted(imap, news, &ended, error))
			return false;
		if (ended)
			imap->idling = false;
	}
}

/* DONE; what comes until it is answered is noted. */
static bool stop_idling(Imap *imap, int timeout_ms, unsigned *news, GError **error)
{
	bool ended = false;

	imap->idling = false;
	stream_begin_command(imap->stream, timeout_ms);
	if (!imap_write(imap, "DONE\r\n", 6, error))
		return false;
	if (mailstream_flush(imap->stream) != 0)
		return imap_break(imap, error);
	while (!ended)
		if (!read_noted(imap, news, &ended, error))
			return false;
	return true;
}

bool imap_wait_ping(Imap *imap, int timeout_ms, unsigned *news, GError **error)
{
	unsigned told = NEWS_NONE;

	if (!imap->idling)
		return true;
	if (!stop_idling(imap, timeout_ms, &told, error))
		return false;
	*news |= told;
	return told || imap_wait_begin(imap, error);
}

bool imap_is_idling(const Imap *imap)
{
	return imap->idling;
}

bool imap_wait_end(Imap *imap, unsigned *news, GError **error)
{
	return !imap->idling || stop_idling(imap, 0, news, error);
}

bool imap_notify(Imap *imap, const GPtrArray *mailboxes, GError **error)
{
	static const char events[] = "(MessageNew MessageExpunge FlagChange)";
	g_autoptr(GString) line = g_string_new("NOTIFY SET (selected ");

	if (!imap_has(imap, "NOTIFY")) {
		g_set_error(error, ERROR, ERROR_TEMP, "server \"%s\" has no NOTIFY", imap->host);
		return false;
	}
	g_string_append_printf(line, "%s) (mailboxes (", events);
	for (guint i = 0; i < mailboxes->len; i++) {
		g_autofree char *name = imap_quote_mailbox(mailboxes->pdata[i], error);

		if (!name)
			return false;
		g_string_append_printf(line, "%s%s", i ? " " : "", name);
	}
	g_string_append_printf(line, ") %s)", events);
	imap->notifying = imap_run(imap, "NOTIFY", line->str, 0, error);
	return imap->notifying;
}

bool imap_notified(Imap *imap, char **mailbox, GError **error)
{
	*mailbox = g_queue_pop_head(&imap->notified);
	return true;
}
