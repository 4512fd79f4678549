/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "net/imap-wire.h"

#define SEARCH_TIMEOUT_MS (3 * 60 * 1000)
#define KEYS_A_COMMAND    40
#define DAY_SECONDS       86400

static int compare_uids(gconstpointer a, gconstpointer b)
{
	uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;

	return (first > second) - (first < second);
}

/* Adds what the server found from from_uid on. */
static bool search(Imap *imap, const char *line, uint32_t from_uid, GArray *uids, GError **error)
{
	clist *found;

	if (!imap_send(imap, line, SEARCH_TIMEOUT_MS, error))
		return false;
	stream_expect_flow(imap->stream, 0);
	if (!imap_answer(imap, "SEARCH", error))
		return false;
	found = imap->session->imap_response_info->rsp_search_result;
	for (clistiter *at = found ? clist_begin(found) : NULL; at; at = clist_next(at)) {
		uint32_t uid = *(const uint32_t *)clist_content(at);

		/* "7:*" names the last message even where its UID is 5 */
		if (uid >= MAX(from_uid, 1))
			g_array_append_val(uids, uid);
	}
	return true;
}

static GArray *sort_unique(GArray *uids)
{
	guint kept = 0;

	g_array_sort(uids, compare_uids);
	for (guint i = 0; i < uids->len; i++)
		if (kept == 0 || g_array_index(uids, uint32_t, kept - 1) != g_array_index(uids, uint32_t, i))
			g_array_index(uids, uint32_t, kept++) = g_array_index(uids, uint32_t, i);
	return g_array_set_size(uids, kept);
}

GArray *imap_uids(Imap *imap, uint32_t from_uid, GError **error)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autofree char *line = g_strdup_printf("UID SEARCH UID %u:*", MAX(from_uid, 1));

	return search(imap, line, from_uid, uids, error) ? sort_unique(g_steal_pointer(&uids)) : NULL;
}

/* key with each %s of form put in quotes; names that IMAP cannot say in ASCII are in no header of ours either. */
static bool add_keys(GPtrArray *keys, const GPtrArray *values, const char *first, const char *second, GError **error)
{
	for (guint i = 0; values && i < values->len; i++) {
		const char *value = values->pdata[i];
		g_autofree char *quoted = NULL;

		if (!g_str_is_ascii(value))
			continue;
		quoted = imap_quote(value, error);
		if (!quoted)
			return false;
		g_ptr_array_add(keys, second ? g_strdup_printf("OR %s %s %s %s", first, quoted, second, quoted)
					     : g_strdup_printf("%s %s", first, quoted));
	}
	return true;
}

/* "UID 5:* SINCE 1-Dec-2026": a day earlier, for servers in other zones. */
static char *bounds(const ImapSearch *search)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	g_autoptr(GDateTime) day = search->since > DAY_SECONDS ? g_date_time_new_from_unix_utc(search->since - DAY_SECONDS)
							       : NULL;

	if (!day)
		return g_strdup_printf("UID %u:*", MAX(search->from_uid, 1));
	return g_strdup_printf("UID %u:* SINCE %d-%s-%d", MAX(search->from_uid, 1), g_date_time_get_day_of_month(day),
			       months[g_date_time_get_month(day) - 1], g_date_time_get_year(day));
}

GArray *imap_search(Imap *imap, const ImapSearch *wanted, GError **error)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autofree char *within = bounds(wanted);

	if (wanted->message_id)
		g_ptr_array_add(ids, (gpointer)wanted->message_id);
	if (!add_keys(keys, wanted->from, "FROM", NULL, error) || !add_keys(keys, wanted->to, "TO", "CC", error) ||
	    !add_keys(keys, wanted->refers_to, "HEADER In-Reply-To", "HEADER References", error) ||
	    !add_keys(keys, ids, "HEADER Message-ID", NULL, error))
		return NULL;
	for (guint at = 0; at < keys->len; at += KEYS_A_COMMAND) {
		guint end = MIN(at + KEYS_A_COMMAND, keys->len);
		g_autoptr(GString) line = g_string_new("UID SEARCH ");

		g_string_append(line, within);
		for (guint i = at; i < end; i++)
			g_string_append_printf(line, "%s %s", i + 1 < end ? " OR" : "", (const char *)keys->pdata[i]);
		if (!search(imap, line->str, wanted->from_uid, uids, error))
			return NULL;
	}
	return sort_unique(g_steal_pointer(&uids));
}
