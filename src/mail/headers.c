/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/headers.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/text.h"
#include "mail/encoded-word.h"
#include "mail/scan.h"
#include "mail/signs.h"
#include "mail/understand.h"

#define MAX_FIELDS    1000
#define MAX_BYTES     (256 * 1024)
#define MAX_IDS	      200
#define MAX_ADDRESSES 1000

const char *const understand_header_fields =
	"DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES THREAD-INDEX RETURN-PATH "
	"CONTENT-TYPE AUTO-SUBMITTED X-AUTOREPLY X-AUTORESPOND X-AUTO-REPLY X-FAILED-RECIPIENTS PRECEDENCE LIST-ID "
	"LIST-POST LIST-UNSUBSCRIBE X-CMC-ID X-CMC-STATE";

static void field_free(HeaderField *field)
{
	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

static char *unfold(const char *value, gsize length)
{
	char *copy = g_malloc(length + 1);
	gsize out = 0;

	for (gsize i = 0; i < length; i++)
		if (value[i] != '\r' && value[i] != '\n' && value[i])
			copy[out++] = value[i] == '\t' ? ' ' : value[i];
	copy[out] = '\0';
	return g_strstrip(copy);
}

static gsize field_size(const char *at, const char *end)
{
	const char *next = at;

	do {
		next = memchr(next, '\n', (gsize)(end - next));
		next = next ? next + 1 : end;
	} while (next < end && (*next == ' ' || *next == '\t'));
	return (gsize)(next - at);
}

Headers *headers_split(const char *bytes, gsize length)
{
	Headers *headers = g_new0(Headers, 1);
	const char *end = bytes + length, *at = bytes;

	headers->fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
	while (at < end && *at != '\n' && !(*at == '\r' && at + 1 < end && at[1] == '\n')) {
		gsize size = field_size(at, end);
		const char *colon = memchr(at, ':', MIN(size, 200));

		if (colon && colon > at && headers->fields->len < MAX_FIELDS && at - bytes < MAX_BYTES) {
			HeaderField *field = g_new0(HeaderField, 1);

			field->name = g_strstrip(g_strndup(at, (gsize)(colon - at)));
			field->name_length = strlen(field->name);
			field->value = unfold(colon + 1, MIN(size - (gsize)(colon + 1 - at), MAX_BYTES));
			g_ptr_array_add(headers->fields, field);
		}
		at += size;
	}
	if (at < end)
		at += *at == '\n' ? 1 : 2;
	headers->size = (gsize)(at - bytes);
	return headers;
}

void headers_free(Headers *headers)
{
	if (!headers)
		return;
	g_ptr_array_unref(headers->fields);
	g_free(headers);
}

const char *headers_get(const Headers *headers, const char *name)
{
	gsize length = strlen(name);

	for (guint i = 0; i < headers->fields->len; i++) {
		const HeaderField *field = headers->fields->pdata[i];

		/* most names differ in their length or their first letter */
		if (field->name_length == length && (field->name[0] | 32) == (name[0] | 32) &&
		    !g_ascii_strcasecmp(field->name, name))
			return field->value;
	}
	return NULL;
}

static char *decode(const char *value)
{
	g_autofree char *short_value = g_strndup(value, 8192);
	g_autofree char *apart = encoded_word_apart(short_value);
	g_autofree char *decoded = g_mime_utils_header_decode_text(NULL, apart);

	return text_safe(decoded, false);
}

char *headers_text(const Headers *headers, const char *name)
{
	const char *value = headers_get(headers, name);

	return value ? decode(value) : NULL;
}

void headers_message_ids(const char *value, GPtrArray *ids)
{
	const char *at = value;

	while (at && ids->len < MAX_IDS && (at = strchr(at, '<'))) {
		gsize size = strcspn(at + 1, "<> ");

		if (at[size + 1] == '>' && size > 0 && size < 990) {
			g_autofree char *raw = g_strndup(at, size + 2);

			g_ptr_array_add(ids, text_safe(raw, false));
		}
		at += size + 1;
	}
}

char *headers_message_id(const char *value)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	if (!value || !*value)
		return NULL;
	headers_message_ids(value, ids);
	if (ids->len)
		return g_strdup(ids->pdata[0]);
	/* "abc@host" without brackets, or brackets with spaces in them */
	g_autofree char *safe = text_safe(value, false);
	GString *id = g_string_new("<");
	for (const char *at = safe; *at && id->len < 990; at = g_utf8_next_char(at))
		if (!strchr("<> \t", *at))
			g_string_append_len(id, at, g_utf8_next_char(at) - at);
	g_string_append_c(id, '>');
	if (id->len > 2 && strchr(id->str, '@'))
		return g_string_free(id, FALSE);
	g_string_free(id, TRUE);
	return NULL;
}

static void add_list(InternetAddressList *list, GPtrArray *to, int depth)
{
	for (int i = 0; list && i < internet_address_list_length(list) && to->len < MAX_ADDRESSES; i++) {
		InternetAddress *address = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_GROUP(address) && depth < 3) {
			add_list(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), to, depth + 1);
		} else if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
			const char *email = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
			const char *name = internet_address_get_name(address);
			g_autofree char *safe = text_safe(email, false);
			g_autofree char *safe_name = name ? text_safe(name, false) : NULL;

			if (*safe)
				g_ptr_array_add(to, address_new(safe_name, safe));
		}
	}
}

static void read_addresses(const Headers *headers, const char *name, Message *message, GPtrArray *to)
{
	for (guint i = 0; i < headers->fields->len; i++) {
		const HeaderField *field = headers->fields->pdata[i];

		if (field->name_length != strlen(name) || g_ascii_strcasecmp(field->name, name))
			continue;
		const char *why = scan_addresses(field->value, strlen(field->value));
		if (why) {
			if (!message->error)
				message->error = g_strdup(why);
			continue;
		}
		g_autofree char *apart = encoded_word_apart(field->value);
		InternetAddressList *list = internet_address_list_parse(NULL, apart);
		if (!list)
			continue;
		add_list(list, to, 0);
		g_object_unref(list);
	}
}

static int64_t read_date(const char *value)
{
	if (!value)
		return 0;
	g_autoptr(GDateTime) date = g_mime_utils_header_decode_date(value);
	int year = date ? g_date_time_get_year(date) : 0;

	return year >= 1980 && year <= 2090 ? g_date_time_to_unix(date) : 0;
}

int64_t headers_local_date(const Headers *headers)
{
	const char *value = headers_get(headers, "Date");
	g_autoptr(GDateTime) date = value ? g_mime_utils_header_decode_date(value) : NULL;
	int64_t utc = read_date(value);

	return utc && date ? utc + g_date_time_get_utc_offset(date) / G_TIME_SPAN_SECOND : utc;
}

static char *fingerprint(const Headers *headers)
{
	static const char *const names[] = {"Message-ID", "From", "Date", "Subject"};
	g_autoptr(GString) all = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = headers_get(headers, names[i]);

		g_string_append_printf(all, "%s\n", value ? value : "");
	}
	char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str, (gssize)all->len);
	hex[32] = '\0';
	return hex;
}

typedef struct GlanceRow {
	const char *header;
	const char *word; /* contained in the value, lower case; NULL = any value; "" = an empty one */
	MessageGlance bit;
} GlanceRow;

static const GlanceRow glance_rows[] = {
	{"Return-Path", "<>", GLANCE_BOUNCE},
	{"Content-Type", "multipart/report", GLANCE_BOUNCE},
	{"Content-Type", "delivery-status", GLANCE_BOUNCE},
	{"X-Failed-Recipients", NULL, GLANCE_BOUNCE},
	{"From", "mailer-daemon", GLANCE_BOUNCE},
	{"From", "postmaster", GLANCE_BOUNCE},
	{"From", "mail delivery", GLANCE_BOUNCE},
	{"From", "<>", GLANCE_BOUNCE},
	{"From", "system administrator", GLANCE_BOUNCE},
	{"From", "mdaemon", GLANCE_BOUNCE},
	{"Auto-Submitted", "auto-", GLANCE_AUTO},
	{"X-Autoreply", NULL, GLANCE_AUTO},
	{"X-Autorespond", NULL, GLANCE_AUTO},
	{"X-Auto-Reply", NULL, GLANCE_AUTO},
	{"Precedence", "auto", GLANCE_AUTO},
	{"List-Id", NULL, GLANCE_LIST},
	{"List-Post", NULL, GLANCE_LIST},
	{"List-Unsubscribe", NULL, GLANCE_LIST},
	{"Precedence", "bulk", GLANCE_LIST},
	{"Precedence", "list", GLANCE_LIST},
};

/* A subject that says what a system says, in whichever language. */
static unsigned glance_of_subject(const char *subject)
{
	static const MessageGlance bits[] = {
		[KIND_BOUNCE] = GLANCE_BOUNCE, [KIND_DELAY] = GLANCE_BOUNCE, [KIND_AUTO_REPLY] = GLANCE_AUTO};
	g_autofree char *folded = signs_fold(subject, 500);
	SignFound found[SIGN_GROUPS_MAX] = {{0}};
	unsigned glance = GLANCE_NONE;
	int number = 0;

	signs_find(SIGN_IN_SUBJECT, folded, found);
	for (const SignGroup *group; (group = signs_group(number)); number++)
		if (found[number].weight && group->kind < (int)G_N_ELEMENTS(bits))
			glance |= bits[group->kind];
	return glance;
}

static unsigned glance_of(const Headers *headers, const char *subject)
{
	unsigned glance = glance_of_subject(subject);

	for (gsize i = 0; i < G_N_ELEMENTS(glance_rows); i++) {
		const char *value = headers_get(headers, glance_rows[i].header);

		if (!value)
			continue;
		g_autofree char *lower = g_ascii_strdown(value, -1);
		if (!glance_rows[i].word || strstr(lower, glance_rows[i].word))
			glance |= glance_rows[i].bit;
	}
	return glance;
}

void headers_read(const Headers *headers, Message *message)
{
	const char *index = headers_get(headers, "Thread-Index");

	message->depth = DEPTH_HEADERS;
	message->fingerprint = fingerprint(headers);
	message->message_id = headers_message_id(headers_get(headers, "Message-ID"));
	if (!message->message_id)
		message->message_id = g_strdup_printf("<content.%s@cmc.invalid>", message->fingerprint);
	message->date = read_date(headers_get(headers, "Date"));
	message->subject = headers_text(headers, "Subject");
	if (!message->subject)
		message->subject = g_strdup("");
	read_addresses(headers, "From", message, message->from);
	if (!message->from->len)
		read_addresses(headers, "Sender", message, message->from);
	read_addresses(headers, "Reply-To", message, message->reply_to);
	read_addresses(headers, "To", message, message->to);
	read_addresses(headers, "Cc", message, message->to);
	read_addresses(headers, "Bcc", message, message->to);
	headers_message_ids(headers_get(headers, "In-Reply-To"), message->in_reply_to);
	headers_message_ids(headers_get(headers, "References"), message->references);
	if (index && strlen(index) < 1024)
		message->thread_index = text_safe(index, false);
	message->glance = glance_of(headers, message->subject);
}
