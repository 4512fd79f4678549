/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "net/imap-wire.h"

#define APPEND_TIMEOUT_MS (3 * 60 * 1000)
#define SMALL_LITERAL     4096 /* RFC 7888: LITERAL- */
#define BLOCK_BYTES       60000

static bool store(Imap *imap, const GArray *uids, char sign, unsigned flags, GError **error)
{
	g_autofree char *list = imap_flag_list(flags);

	for (guint at = 0; flags && at < uids->len;) {
		g_autofree char *set = imap_set(uids, &at);
		g_autofree char *line = g_strdup_printf("UID STORE %s %cFLAGS.SILENT %s", set, sign, list);

		if (!imap_run(imap, "STORE", line, 0, error))
			return false;
	}
	return true;
}

bool imap_store_flags(Imap *imap, const GArray *uids, unsigned set, unsigned clear, GError **error)
{
	return store(imap, uids, '+', set, error) && store(imap, uids, '-', clear, error);
}

bool imap_expunge(Imap *imap, const GArray *uids, GError **error)
{
	if (!imap_has(imap, "UIDPLUS")) {
		/* EXPUNGE alone would take what people have marked, too */
		g_set_error(error, ERROR, ERROR_TEMP, "server \"%s\" cannot delete single mails", imap->host);
		return false;
	}
	if (!store(imap, uids, '+', FLAG_DELETED, error))
		return false;
	for (guint at = 0; at < uids->len;) {
		g_autofree char *set = imap_set(uids, &at);
		g_autofree char *line = g_strconcat("UID EXPUNGE ", set, NULL);

		if (!imap_run(imap, "EXPUNGE", line, 0, error))
			return false;
	}
	return true;
}

/* "24-Nov-2026 10:00:00 +0000" in quotes and with a space before it; "" for now. */
static char *date_argument(int64_t received_at)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	g_autoptr(GDateTime) time = received_at > 0 ? g_date_time_new_from_unix_utc(received_at) : NULL;

	if (!time)
		return g_strdup("");
	return g_strdup_printf(" \"%2d-%s-%04d %02d:%02d:%02d +0000\"", g_date_time_get_day_of_month(time),
			       months[g_date_time_get_month(time) - 1], g_date_time_get_year(time),
			       g_date_time_get_hour(time), g_date_time_get_minute(time), g_date_time_get_second(time));
}

static void take_appended(const Imap *imap, uint32_t *uidvalidity, uint32_t *uid)
{
	clist *list = imap->session->imap_response_info->rsp_extension_list;

	for (clistiter *at = list ? clist_begin(list) : NULL; at; at = clist_next(at)) {
		const struct mailimap_extension_data *each = clist_content(at);
		const struct mailimap_uidplus_resp_code_apnd *appended = each->ext_data;

		if (each->ext_extension->ext_id != MAILIMAP_EXTENSION_UIDPLUS ||
		    each->ext_type != MAILIMAP_UIDPLUS_RESP_CODE_APND || !appended->uid_set)
			continue;
		const clist *uids = appended->uid_set->set_list;
		clistiter *first = uids ? clist_begin(uids) : NULL;
		if (!first)
			continue;
		*uidvalidity = appended->uid_uidvalidity;
		*uid = ((const struct mailimap_set_item *)clist_content(first))->set_first;
	}
}

/* So long each block may take: a large mail goes over a slow line, too. */
static bool write_blocks(Imap *imap, const char *mail, gsize length, GError **error)
{
	for (gsize at = 0; at < length; at += BLOCK_BYTES) {
		stream_begin_command(imap->stream, APPEND_TIMEOUT_MS);
		if (!imap_write(imap, mail + at, MIN(BLOCK_BYTES, length - at), error))
			return false;
	}
	return true;
}

bool imap_append(Imap *imap, const char *mailbox, GBytes *bytes, unsigned flags, int64_t received_at,
		 uint32_t *uidvalidity, uint32_t *uid, GError **error)
{
	gsize length;
	const char *mail = g_bytes_get_data(bytes, &length);
	bool at_once = imap_has(imap, "LITERAL+") || (imap_has(imap, "LITERAL-") && length <= SMALL_LITERAL);
	g_autofree char *name = imap_quote_mailbox(mailbox, error);
	g_autofree char *list = imap_flag_list(flags);
	g_autofree char *date = date_argument(received_at);
	g_autofree char *line = g_strdup_printf("APPEND %s %s%s {%" G_GSIZE_FORMAT "%s}", name ? name : "", list, date,
						length, at_once ? "+" : "");

	*uidvalidity = *uid = 0;
	if (!name)
		return false;
	if (!length || memchr(mail, '\0', length)) {
		/* not the connection's fault: ERROR_DATA would end it */
		g_set_error(error, ERROR, ERROR_TEMP, "a mail to be stored is empty or has a NUL byte");
		return false;
	}
	if (!imap_send(imap, line, APPEND_TIMEOUT_MS, error) || (!at_once && !imap_continue(imap, "APPEND", NULL, error)) ||
	    !write_blocks(imap, mail, length, error) || !imap_write(imap, "\r\n", 2, error))
		return false;
	if (mailstream_flush(imap->stream) != 0)
		return imap_break(imap, error);
	if (!imap_answer(imap, "APPEND", error))
		return false;
	take_appended(imap, uidvalidity, uid);
	return true;
}
