/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "net/imap-wire.h"

/* libetpan's own IDLE loses what comes before or with the "+": lines are read here instead. */

bool imap_wait_begin(Imap *imap, GError **error)
{
	/* without IDLE the caller's clock is all there is: imap_uidnext() tells */
	if (!imap_has(imap, "IDLE"))
		return true;
	imap->early = false;
	if (!imap_send(imap, "IDLE", 0, error) || !imap_continue(imap, "IDLE", NULL, error))
		return false;
	imap->idling = true;
	return true;
}

static bool read_noted(Imap *imap, bool *changed, bool *ended, GError **error)
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
	if (g_ascii_strncasecmp(line, "* BYE", 5) == 0) {
		g_autofree char *text = text_safe(line + 5, false);

		imap->broken = true;
		imap_note_back_off(imap, "", line);
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" said good-bye:%s", imap->host, text);
		return false;
	}
	*changed |= imap_note_line(imap, line);
	return true;
}

bool imap_wait_read(Imap *imap, bool *changed, GError **error)
{
	bool ended = false;

	*changed = imap->early;
	imap->early = false;
	stream_begin_command(imap->stream, 0);
	for (;;) {
		int filled = stream_fill(imap->stream);

		if (filled < 0)
			return imap_break(imap, error);
		/* readable need not mean mail: TLS talks to itself, too */
		if (filled == 0)
			return true;
		if (!read_noted(imap, changed, &ended, error))
			return false;
		if (ended)
			imap->idling = false;
	}
}

/* DONE; what comes until it is answered is noted. */
static bool stop_idling(Imap *imap, int timeout_ms, bool *changed, GError **error)
{
	bool ended = false;

	imap->idling = false;
	stream_begin_command(imap->stream, timeout_ms);
	if (!imap_write(imap, "DONE\r\n", 6, error))
		return false;
	if (mailstream_flush(imap->stream) != 0)
		return imap_break(imap, error);
	while (!ended)
		if (!read_noted(imap, changed, &ended, error))
			return false;
	return true;
}

bool imap_wait_ping(Imap *imap, int timeout_ms, bool *changed, GError **error)
{
	*changed = false;
	if (!imap->idling)
		return true;
	return stop_idling(imap, timeout_ms, changed, error) && (*changed || imap_wait_begin(imap, error));
}

bool imap_wait_end(Imap *imap, GError **error)
{
	bool changed = false;

	return !imap->idling || stop_idling(imap, 0, &changed, error);
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
