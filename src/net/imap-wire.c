/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/imap-wire.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "net/imap-utf7.h"

#define LITERAL_MAX 8192
#define SET_BYTES   1000
#define UNTIMED_S   120 /* what a server that wants less of us gets where it names no time */

bool imap_break(Imap *imap, GError **error)
{
	const GError *why = stream_error(imap->stream);

	imap->broken = true;
	if (why)
		g_propagate_error(error, g_error_copy(why));
	else
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" closed the connection", imap->host);
	return false;
}

bool imap_nonsense(Imap *imap, const char *what, GError **error)
{
	if (stream_error(imap->stream))
		return imap_break(imap, error);
	imap->broken = true;
	g_set_error(error, ERROR, ERROR_DATA, "server \"%s\" answered nonsense to %s", imap->host, what);
	return false;
}

bool imap_write(Imap *imap, const void *bytes, gsize length, GError **error)
{
	const char *at = bytes;

	while (length) {
		ssize_t done = mailstream_write(imap->stream, at, length);

		if (done <= 0)
			return imap_break(imap, error);
		at += done;
		length -= (gsize)done;
	}
	return true;
}

bool imap_send(Imap *imap, const char *line, int timeout_ms, GError **error)
{
	if (imap->broken)
		return imap_break(imap, error);
	stream_begin_command(imap->stream, timeout_ms);
	if (mailimap_send_current_tag(imap->session) != MAILIMAP_NO_ERROR)
		return imap_break(imap, error);
	return imap_write(imap, line, strlen(line), error) && imap_write(imap, "\r\n", 2, error) &&
	       (mailstream_flush(imap->stream) == 0 || imap_break(imap, error));
}

/* Puts the literal that the line announces, and the line after it, behind the line; 0 = none, -1 = trouble. */
static int append_literal(Imap *imap, GString *line)
{
	char *brace = strrchr(line->str, '{');
	char *end = NULL;
	guint64 size = brace ? g_ascii_strtoull(brace + 1, &end, 10) : 0;
	char bytes[LITERAL_MAX];

	if (!brace || end == brace + 1 || strcmp(end, "}") != 0)
		return 0;
	if (size > sizeof bytes)
		return -1;
	for (gsize got = 0; got < size;) {
		ssize_t some = mailstream_read(imap->stream, bytes + got, size - got);

		if (some <= 0)
			return -1;
		got += (gsize)some;
	}
	g_string_truncate(line, (gsize)(brace - line->str));
	g_string_append_c(line, '"');
	g_string_append_len(line, bytes, (gssize)size);
	g_string_append_c(line, '"');
	return 1;
}

/* Lines whose end is for people: "{5}" there is no literal. */
static bool is_prose(const char *line)
{
	static const char *const begins[] = {"* OK", "* NO", "* BAD", "* BYE", "* PREAUTH"};

	for (gsize i = 0; i < G_N_ELEMENTS(begins); i++)
		if (g_ascii_strncasecmp(line, begins[i], strlen(begins[i])) == 0)
			return true;
	return false;
}

char *imap_line(Imap *imap, GError **error)
{
	g_autoptr(GString) line = g_string_new(NULL);
	int literals = 0, more = 1;

	while (more == 1) {
		const char *got = mailimap_read_line(imap->session);

		if (!got) {
			imap_break(imap, error);
			return NULL;
		}
		g_string_append_len(line, got, (gssize)strcspn(got, "\r\n"));
		/* a tagged line is libetpan's to parse: it stays in its buffer */
		more = line->str[0] == '*' && !is_prose(line->str) ? append_literal(imap, line) : 0;
		if (more < 0 || literals++ > 64) {
			imap_nonsense(imap, "waiting", error);
			return NULL;
		}
	}
	return g_string_free(g_steal_pointer(&line), FALSE);
}

static void note_mailbox(Imap *imap, const char *wire)
{
	char *name = imap_utf7_decode(wire);

	if (name && imap->notified.length < 1000 && !g_queue_find_custom(&imap->notified, name, (GCompareFunc)strcmp))
		g_queue_push_tail(&imap->notified, name);
	else
		g_free(name);
}

/* "* STATUS name (…)": the name, quoted or not. */
static void note_status(Imap *imap, const char *at)
{
	g_autoptr(GString) name = g_string_new(NULL);
	bool quoted = *at == '"';

	for (at += quoted; *at && (quoted ? *at != '"' : *at != ' '); at++) {
		if (quoted && *at == '\\' && at[1])
			at++;
		g_string_append_c(name, *at);
	}
	note_mailbox(imap, name->str);
}

static ImapNews note_exists(Imap *imap, const char *word)
{
	guint64 exists;

	if (!imap->session->imap_selection_info || !g_ascii_string_to_unsigned(word, 10, 0, G_MAXUINT32, &exists, NULL))
		return NEWS_OTHER;
	imap->session->imap_selection_info->sel_exists = (uint32_t)exists;
	return NEWS_MAIL;
}

ImapNews imap_note_line(Imap *imap, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 4);

	if (!words[0] || !words[1])
		return NEWS_NONE;
	if (g_ascii_strcasecmp(words[1], "STATUS") == 0 && words[2]) {
		note_status(imap, strchr(strchr(line, ' ') + 1, ' ') + 1);
		return NEWS_OTHER;
	}
	if (g_ascii_strcasecmp(words[1], "VANISHED") == 0)
		return NEWS_OTHER;
	if (!words[2])
		return NEWS_NONE;
	if (g_ascii_strcasecmp(words[2], "EXISTS") == 0)
		return note_exists(imap, words[1]);
	if (g_ascii_strcasecmp(words[2], "RECENT") == 0)
		return NEWS_MAIL;
	return g_ascii_strcasecmp(words[2], "EXPUNGE") == 0 || g_ascii_strcasecmp(words[2], "FETCH") == 0 ? NEWS_OTHER
													 : NEWS_NONE;
}

/* Exchange: "Suggested Backoff Time: 299923 milliseconds"; others by a response code, with or without a time. */
void imap_note_back_off(Imap *imap, const char *code, const char *text)
{
	static const char *const codes[] = {"THROTTLED", "LIMIT"};

	const char *at = text ? g_strrstr(text, "Backoff Time") : NULL;

	if (at)
		at += strcspn(at, "0123456789");
	if (at && *at)
		imap->retry_after = MIN(g_ascii_strtoll(at, NULL, 10) / 1000 + 1, 3600);
	for (gsize i = 0; i < G_N_ELEMENTS(codes) && !(at && *at); i++) {
		g_autofree char *bracket = g_strdup_printf("[%s]", codes[i]);

		if (g_ascii_strcasecmp(code, codes[i]) == 0 || (text && strstr(text, bracket)))
			imap->retry_after = UNTIMED_S;
	}
}

static const char *code_of(const struct mailimap_resp_text *text)
{
	const struct mailimap_resp_text_code *code = text ? text->rsp_code : NULL;

	if (!code)
		return "";
	if (code->rc_type == MAILIMAP_RESP_TEXT_CODE_TRY_CREATE)
		return "TRYCREATE";
	return code->rc_type == MAILIMAP_RESP_TEXT_CODE_OTHER && code->rc_data.rc_atom.atom_name
		       ? code->rc_data.rc_atom.atom_name
		       : "";
}

static bool is_one_of(const char *code, const char *const *codes, gsize count)
{
	for (gsize i = 0; i < count; i++)
		if (g_ascii_strcasecmp(code, codes[i]) == 0)
			return true;
	return false;
}

static bool refuse(Imap *imap, const char *what, const char *code, const char *raw, GError **error)
{
	static const char *const missing[] = {"NONEXISTENT", "TRYCREATE"};
	static const char *const closed[] = {"UNAVAILABLE", "LIMIT", "THROTTLED"};
	static const char *const busy[] = {"throttled", "Backoff Time", "oo many "};
	g_autofree char *text = text_safe(raw, false);
	ErrorKind kind = ERROR_TEMP;

	if (is_one_of(code, missing, G_N_ELEMENTS(missing)))
		kind = ERROR_NOT_FOUND;
	if (is_one_of(code, closed, G_N_ELEMENTS(closed)))
		kind = ERROR_UNAVAILABLE;
	/* servers without response codes */
	if (!*code && (g_strstr_len(text, -1, "exist") || g_strstr_len(text, -1, "nknown mailbox")))
		kind = ERROR_NOT_FOUND;
	for (gsize i = 0; i < G_N_ELEMENTS(busy); i++)
		if (g_strstr_len(text, -1, busy[i]))
			kind = ERROR_UNAVAILABLE;
	imap_note_back_off(imap, code, text);
	g_set_error(error, ERROR, kind, "server \"%s\" refused %s: %s", imap->host, what, text);
	return false;
}

/* The last line that libetpan read: it keeps no response code that it does not know, and no text of a BAD. */
static const char *last_line(const Imap *imap)
{
	const MMAPString *read = imap->session->imap_stream_buffer;
	gsize at = read->len;

	while (at && strchr("\r\n", read->str[at - 1]))
		at--;
	while (at && read->str[at - 1] != '\n')
		at--;
	return read->str + at;
}

/* To libetpan's parser a tagged BAD is an error like any other; its last line is still there. */
static const char *bad_text(const Imap *imap)
{
	g_autofree char *begin = g_strdup_printf("%d BAD ", imap->session->imap_tag);
	const char *line = last_line(imap);

	return g_ascii_strncasecmp(line, begin, strlen(begin)) == 0 ? line + strlen(begin) : NULL;
}

static bool judge(Imap *imap, const char *what, const struct mailimap_response_done *done, GError **error)
{
	char tag[16];

	if (done->rsp_type == MAILIMAP_RESP_DONE_TYPE_FATAL) {
		const struct mailimap_resp_cond_bye *bye = done->rsp_data.rsp_fatal->rsp_bye;
		g_autofree char *text = text_safe(bye && bye->rsp_text ? bye->rsp_text->rsp_text : NULL, false);

		imap->broken = true;
		imap_note_back_off(imap, "", text);
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" said good-bye: %s", imap->host, text);
		return false;
	}
	const struct mailimap_response_tagged *tagged = done->rsp_data.rsp_tagged;
	g_snprintf(tag, sizeof tag, "%d", imap->session->imap_tag);
	if (strcmp(tagged->rsp_tag, tag) != 0)
		return imap_nonsense(imap, what, error);
	const struct mailimap_resp_text *text = tagged->rsp_cond_state->rsp_text;
	if (tagged->rsp_cond_state->rsp_type != MAILIMAP_RESP_COND_STATE_OK)
		imap_note_back_off(imap, "", last_line(imap));
	return tagged->rsp_cond_state->rsp_type == MAILIMAP_RESP_COND_STATE_OK ||
	       refuse(imap, what, code_of(text), text ? text->rsp_text : NULL, error);
}

/* libetpan's parser on the line in its buffer and all that follows. */
static bool parse(Imap *imap, const char *what, GError **error)
{
	struct mailimap_response *response = NULL;
	int code = mailimap_parse_response(imap->session, &response);

	if (code == MAILIMAP_ERROR_STREAM)
		return imap_break(imap, error);
	const char *bad = code == MAILIMAP_NO_ERROR || stream_error(imap->stream) ? NULL : bad_text(imap);
	if (bad)
		return refuse(imap, what, "", bad, error);
	if (code != MAILIMAP_NO_ERROR || !response)
		return imap_nonsense(imap, what, error);
	bool good = judge(imap, what, response->rsp_resp_done, error);
	mailimap_response_free(response);
	const struct mailimap_mailbox_data_status *status = imap->session->imap_response_info->rsp_status;
	if (imap->notifying && status && g_strcmp0(status->st_mailbox, imap->selected) != 0)
		note_mailbox(imap, status->st_mailbox);
	return good;
}

bool imap_answer(Imap *imap, const char *what, GError **error)
{
	if (!mailimap_read_line(imap->session))
		return imap_break(imap, error);
	return parse(imap, what, error);
}

bool imap_run(Imap *imap, const char *what, const char *line, int timeout_ms, GError **error)
{
	return imap_send(imap, line, timeout_ms, error) && imap_answer(imap, what, error);
}

bool imap_continue(Imap *imap, const char *what, char **challenge, GError **error)
{
	for (;;) {
		g_autofree char *line = imap_line(imap, error);

		if (!line)
			return false;
		if (line[0] == '+') {
			if (challenge)
				*challenge = g_strdup(line[1] == ' ' ? line + 2 : line + 1);
			return true;
		}
		if (line[0] == '*') {
			imap->early |= imap_note_line(imap, line);
			continue;
		}
		if (!parse(imap, what, error))
			return false;
		if (challenge) {
			*challenge = NULL; /* it ended well without asking more */
			return true;
		}
		return imap_nonsense(imap, what, error);
	}
}

bool imap_heard_bye(Imap *imap, const char *line, GError **error)
{
	if (g_ascii_strncasecmp(line, "* BYE", 5) != 0)
		return false;
	g_autofree char *text = text_safe(line + 5, false);

	imap->broken = true;
	imap_note_back_off(imap, "", line);
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" said good-bye:%s", imap->host, text);
	return true;
}

bool imap_answer_lines(Imap *imap, const char *what, ImapLineFunc take, gpointer data, GError **error)
{
	for (;;) {
		g_autofree char *line = imap_line(imap, error);

		if (!line)
			return false;
		if (line[0] != '*')
			return parse(imap, what, error);
		if (imap_heard_bye(imap, line, error))
			return false;
		if (!take(line, data))
			imap_note_line(imap, line);
	}
}

bool imap_has(const Imap *imap, const char *capability)
{
	return g_hash_table_contains(imap->capabilities, capability);
}

int64_t imap_retry_after(const Imap *imap)
{
	return imap->retry_after;
}

bool imap_ask_capabilities(Imap *imap, GError **error)
{
	const struct mailimap_connection_info *info;

	g_hash_table_remove_all(imap->capabilities);
	if (!imap_run(imap, "CAPABILITY", "CAPABILITY", 0, error))
		return false;
	info = imap->session->imap_connection_info;
	if (!info || !info->imap_capability)
		return imap_nonsense(imap, "CAPABILITY", error);
	const clist *list = info->imap_capability->cap_list; /* NULL where the server names none */
	for (clistiter *at = list ? clist_begin(list) : NULL; at; at = clist_next(at)) {
		const struct mailimap_capability *each = clist_content(at);
		bool is_auth = each->cap_type == MAILIMAP_CAPABILITY_AUTH_TYPE;
		g_autofree char *name = g_strconcat(is_auth ? "AUTH=" : "",
						    is_auth ? each->cap_data.cap_auth_type : each->cap_data.cap_name, NULL);

		g_hash_table_add(imap->capabilities, g_ascii_strup(name, -1));
	}
	return true;
}

char *imap_quote(const char *text, GError **error)
{
	g_autoptr(GString) out = g_string_new("\"");

	for (const char *at = text; *at; at++) {
		if ((guchar)*at < ' ' || (guchar)*at >= 0x7f) {
			g_set_error(error, ERROR, ERROR_DATA, "a character that no IMAP string may have");
			return NULL;
		}
		if (*at == '"' || *at == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *at);
	}
	g_string_append_c(out, '"');
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *imap_quote_mailbox(const char *name, GError **error)
{
	g_autofree char *wire = imap_utf7_encode(name);

	if (wire)
		return imap_quote(wire, error);
	g_set_error(error, ERROR, ERROR_DATA, "a mailbox name has a character that none may have");
	return NULL;
}

static int compare_uids(gconstpointer a, gconstpointer b)
{
	uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;

	return (first > second) - (first < second);
}

char *imap_set(const GArray *uids, guint *at)
{
	GString *set = g_string_new(NULL);

	if (*at == 0)
		g_array_sort((GArray *)uids, compare_uids);
	while (*at < uids->len && set->len < SET_BYTES) {
		uint32_t first = g_array_index(uids, uint32_t, *at), last = first;

		for (++*at; *at < uids->len && g_array_index(uids, uint32_t, *at) - last <= 1; ++*at)
			last = g_array_index(uids, uint32_t, *at);
		g_string_append_printf(set, set->len ? ",%u" : "%u", first);
		if (last != first)
			g_string_append_printf(set, ":%u", last);
	}
	return g_string_free(set, FALSE);
}
