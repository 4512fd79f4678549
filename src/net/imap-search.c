/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "net/imap-wire.h"

#define SEARCH_TIMEOUT_MS (3 * 60 * 1000)
#define KEYS_A_COMMAND    40
#define DAY_SECONDS       86400
#define MOST_UIDS         5000000 /* a mailbox of more is none, and a range could say four billion in twelve bytes */

static int compare_uids(gconstpointer a, gconstpointer b)
{
	uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;

	return (first > second) - (first < second);
}

typedef struct Found {
	GArray *uids;
	uint32_t from_uid;
	bool wrong;
} Found;

/* "7" or "7:9" at *at, which moves behind it. */
static bool take_range(const char **at, Found *found)
{
	char *end;
	guint64 first = g_ascii_strtoull(*at, &end, 10), last = first;

	if (*end == ':')
		last = g_ascii_strtoull(end + 1, &end, 10);
	if (last < first) {
		guint64 less = last;

		last = first;
		first = less;
	}
	*at = end;
	/* "7:*" names the last message even where its UID is 5 */
	first = MAX(first, MAX(found->from_uid, 1));
	if (last > G_MAXUINT32 || (last >= first && last - first >= MOST_UIDS - found->uids->len))
		return false;
	for (guint64 uid = first; uid <= last; uid++)
		g_array_append_vals(found->uids, &(uint32_t){(uint32_t)uid}, 1);
	return true;
}

/* "* SEARCH 2 5 (MODSEQ 917)", or "* ESEARCH (TAG "7") UID ALL 1:17,21" (RFC 9051, 7.3.4), which has no ALL where nothing was found. */
static bool take_found(const char *line, gpointer data)
{
	Found *found = data;
	const char *at = NULL;

	if (g_ascii_strncasecmp(line, "* SEARCH ", 9) == 0)
		at = line + 9;
	else if (g_ascii_strncasecmp(line, "* ESEARCH", 9) == 0)
		at = strstr(line, " ALL ") ? strstr(line, " ALL ") + 5 : "";
	else
		return g_ascii_strcasecmp(line, "* SEARCH") == 0;
	while (g_ascii_isdigit(*at) && !found->wrong) {
		found->wrong = !take_range(&at, found);
		at += strspn(at, " ,");
	}
	return true;
}

/* Adds what the server found from from_uid on. */
static bool search(Imap *imap, const char *keys, uint32_t from_uid, GArray *uids, GError **error)
{
	Found found = {uids, from_uid, false};
	g_autofree char *line = g_strconcat("UID SEARCH ", imap_has(imap, "ESEARCH") ? "RETURN (ALL) " : "", keys, NULL);

	if (!imap_send(imap, line, SEARCH_TIMEOUT_MS, error))
		return false;
	stream_expect_flow(imap->stream, 0);
	return imap_answer_lines(imap, "SEARCH", take_found, &found, error) &&
	       (!found.wrong || imap_nonsense(imap, "SEARCH", error));
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
	g_autofree char *line = g_strdup_printf("UID %u:*", MAX(from_uid, 1));

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
		g_autoptr(GString) line = g_string_new(within);

		for (guint i = at; i < end; i++)
			g_string_append_printf(line, "%s %s", i + 1 < end ? " OR" : "", (const char *)keys->pdata[i]);
		if (!search(imap, line->str, wanted->from_uid, uids, error))
			return NULL;
	}
	return sort_unique(g_steal_pointer(&uids));
}
