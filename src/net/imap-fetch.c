/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "net/imap-wire.h"

/* A window of headers; more is fine as long as it flows. A server that drips is cut then. */
#define FETCH_TIMEOUT_MS (110 * 1000)
#define SILENCE_MS	 (50 * 1000)
#define MAILS_AT_ONCE    50
#define ZONE_MAX	 1459

static const struct {
	int type;
	MessageFlag flag;
	const char *name;
} system_flags[] = {
	{MAILIMAP_FLAG_SEEN, FLAG_SEEN, "\\Seen"},
	{MAILIMAP_FLAG_ANSWERED, FLAG_ANSWERED, "\\Answered"},
	{MAILIMAP_FLAG_FLAGGED, FLAG_FLAGGED, "\\Flagged"},
	{MAILIMAP_FLAG_DELETED, FLAG_DELETED, "\\Deleted"},
	{MAILIMAP_FLAG_DRAFT, FLAG_DRAFT, "\\Draft"},
	{-1, FLAG_CMC_DUE, "cmc-due"},
	{-1, FLAG_CMC_REPLIED, "cmc-replied"},
};

char *imap_flag_list(unsigned flags)
{
	GString *list = g_string_new("(");

	for (gsize i = 0; i < G_N_ELEMENTS(system_flags); i++)
		if (flags & system_flags[i].flag)
			g_string_append_printf(list, "%s%s", list->len > 1 ? " " : "", system_flags[i].name);
	return g_string_free(g_string_append_c(list, ')'), FALSE);
}

static unsigned flag_of(const struct mailimap_flag *flag)
{
	for (gsize i = 0; flag && i < G_N_ELEMENTS(system_flags); i++) {
		bool keyword = flag->fl_type == MAILIMAP_FLAG_KEYWORD && flag->fl_data.fl_keyword;

		if (flag->fl_type == system_flags[i].type ||
		    (keyword && g_ascii_strcasecmp(flag->fl_data.fl_keyword, system_flags[i].name) == 0))
			return system_flags[i].flag;
	}
	return 0;
}

/* dt_zone is hhmm as a decimal number; what is none, from a server that says "+777777", is taken for UTC. */
static int64_t seconds_of(const struct mailimap_date_time *date)
{
	g_autoptr(GDateTime) time = g_date_time_new_utc(date->dt_year, date->dt_month, date->dt_day, date->dt_hour,
							date->dt_min, MIN(date->dt_sec, 59));
	int zone = date->dt_zone >= -ZONE_MAX && date->dt_zone <= ZONE_MAX ? date->dt_zone : 0;

	return time ? g_date_time_to_unix(time) - (zone / 100 * 60 + zone % 100) * 60 : 0;
}

static void read_static(const struct mailimap_msg_att_static *item, ImapAttributes *out)
{
	switch (item->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		out->uid = item->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_INTERNALDATE:
		out->received_at = seconds_of(item->att_data.att_internal_date);
		break;
	case MAILIMAP_MSG_ATT_RFC822_SIZE:
		out->size_bytes = item->att_data.att_rfc822_size;
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		out->body = item->att_data.att_body_section->sec_body_part;
		out->length = out->body ? item->att_data.att_body_section->sec_length : 0;
		/* NIL is an empty one */
		if (!out->body)
			out->body = "";
		break;
	default:
		break;
	}
}

void imap_read_attributes(const struct mailimap_msg_att *message, ImapAttributes *out)
{
	memset(out, 0, sizeof *out);
	for (clistiter *at = message->att_list ? clist_begin(message->att_list) : NULL; at; at = clist_next(at)) {
		const struct mailimap_msg_att_item *item = clist_content(at);
		clist *flags;

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			read_static(item->att_data.att_static, out);
		if (item->att_type != MAILIMAP_MSG_ATT_ITEM_DYNAMIC)
			continue;
		out->has_flags = true;
		flags = item->att_data.att_dyn->att_list;
		for (clistiter *each = flags ? clist_begin(flags) : NULL; each; each = clist_next(each))
			out->flags |= flag_of(((const struct mailimap_flag_fetch *)clist_content(each))->fl_flag);
	}
}

/* ---- streaming: libetpan calls its handler only where a progress function is set, too ---- */

static void no_progress(size_t current, size_t maximum, void *context)
{
}

static bool run_fetch(Imap *imap, const char *line, GError **error)
{
	if (!imap_send(imap, line, FETCH_TIMEOUT_MS, error))
		return false;
	stream_expect_flow(imap->stream, SILENCE_MS);
	return imap_answer(imap, "FETCH", error);
}

static bool run_streaming(Imap *imap, const char *line, mailimap_msg_att_handler *handler, void *data, GError **error)
{
	bool good;

	mailimap_set_progress_callback(imap->session, no_progress, no_progress, NULL);
	mailimap_set_msg_att_handler(imap->session, handler, data);
	good = run_fetch(imap, line, error);
	mailimap_set_msg_att_handler(imap->session, NULL, NULL);
	mailimap_set_progress_callback(imap->session, NULL, NULL, NULL);
	return good;
}

typedef struct Walk {
	ImapTextFunc each;
	gpointer data;
	uint32_t first, last; /* 0 = no bound */
	gsize most;           /* bytes of a text; a server may give more than was asked for. 0 = no bound */
	bool stopped;
} Walk;

static void tell_text(struct mailimap_msg_att *message, void *context)
{
	Walk *walk = context;
	ImapAttributes found;

	imap_read_attributes(message, &found);
	/* "7:*" names the last message even where its UID is 5; what others change comes without a text */
	if (walk->stopped || !found.uid || !found.body || found.uid < walk->first || (walk->last && found.uid > walk->last))
		return;
	const ImapText text = {found.uid,  found.flags, found.received_at, found.size_bytes,
			       found.body, walk->most ? MIN(found.length, walk->most) : found.length};
	walk->stopped = !walk->each(&text, walk->data);
}

static bool fields_are_sound(const char *fields, GError **error)
{
	if (*fields && strspn(fields, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789- ") == strlen(fields))
		return true;
	g_set_error(error, ERROR, ERROR_DATA, "a header field name has a character that none may have");
	return false;
}

/* section: "HEADER.FIELDS (From)", or "" with a bound behind the bracket. */
static bool fetch_set(Imap *imap, const char *set, const char *section, Walk *walk, GError **error)
{
	g_autofree char *bound = walk->most ? g_strdup_printf("<0.%" G_GSIZE_FORMAT ">", walk->most) : g_strdup("");
	g_autofree char *line = g_strdup_printf("UID FETCH %s (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[%s]%s)", set,
						section, bound);

	if (!run_streaming(imap, line, tell_text, walk, error))
		return false;
	if (walk->stopped)
		g_set_error(error, ERROR, ERROR_TEMP, "reading was stopped");
	return !walk->stopped;
}

static bool fetch_sets(Imap *imap, const GArray *uids, const char *section, Walk *walk, GError **error)
{
	for (guint at = 0; at < uids->len;) {
		g_autofree char *set = imap_set(uids, &at);

		if (!fetch_set(imap, set, section, walk, error))
			return false;
	}
	return true;
}

bool imap_fetch_headers(Imap *imap, uint32_t first, uint32_t last, const char *fields, ImapTextFunc each, gpointer data,
			GError **error)
{
	Walk walk = {each, data, MAX(first, 1), last, 0, false};
	g_autofree char *set = last ? g_strdup_printf("%u:%u", walk.first, last) : g_strdup_printf("%u:*", walk.first);
	g_autofree char *section = g_strdup_printf("HEADER.FIELDS (%s)", fields);

	return fields_are_sound(fields, error) && fetch_set(imap, set, section, &walk, error);
}

bool imap_fetch_headers_of(Imap *imap, const GArray *uids, const char *fields, ImapTextFunc each, gpointer data,
			   GError **error)
{
	Walk walk = {each, data, 1, 0, 0, false};
	g_autofree char *section = g_strdup_printf("HEADER.FIELDS (%s)", fields);

	return fields_are_sound(fields, error) && fetch_sets(imap, uids, section, &walk, error);
}

bool imap_fetch_mails(Imap *imap, const GArray *uids, gsize max_bytes, ImapTextFunc each, gpointer data, GError **error)
{
	Walk walk = {each, data, 1, 0, CLAMP(max_bytes, 1, (gsize)G_MAXINT32), false};

	/* one response holds so many at the most: a byte budget is set for each */
	for (guint at = 0; at < uids->len; at += MAILS_AT_ONCE) {
		g_autoptr(GArray) some = g_array_new(FALSE, FALSE, sizeof(uint32_t));

		g_array_append_vals(some, &g_array_index(uids, uint32_t, at), MIN(MAILS_AT_ONCE, uids->len - at));
		if (!fetch_sets(imap, some, "", &walk, error))
			return false;
	}
	return true;
}

static void take_flags(struct mailimap_msg_att *message, void *context)
{
	ImapAttributes attributes;

	imap_read_attributes(message, &attributes);
	if (attributes.uid && attributes.has_flags)
		g_array_append_vals(context, &(ImapChange){attributes.uid, attributes.flags}, 1);
}

GArray *imap_flags_since(Imap *imap, uint64_t modseq, GError **error)
{
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(ImapChange));
	g_autofree char *line = modseq && imap->condstore
					? g_strdup_printf("UID FETCH 1:* (UID FLAGS) (CHANGEDSINCE %" G_GUINT64_FORMAT ")", modseq)
					: g_strdup("UID FETCH 1:* (UID FLAGS)");

	return run_streaming(imap, line, take_flags, changes, error) ? g_steal_pointer(&changes) : NULL;
}
