/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/outgoing.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/error.h"
#include "mail/build.h"
#include "mail/address-list.h"
#include "mail/headers.h"
#include "mail/understand.h"

#define HEADER_MAX_BYTES (256 * 1024)
#define FIELDS_MAX	 1000
#define NO_MESSAGE_ID	 "@cmc.invalid>" /* model/message.h */

static gsize line_size(const char *at, const char *end)
{
	const char *feed = memchr(at, '\n', (gsize)(end - at));

	return (gsize)((feed ? feed + 1 : end) - at);
}

static bool is_empty_line(const char *at, const char *end)
{
	return at < end && (*at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n'));
}

/* Bytes of a field's name, 0 when the line begins none (RFC 5322, 3.6.8 and 4.5: white space before the colon). */
static gsize name_size(const char *at, const char *end)
{
	const char *name = at;

	while (at<end && * at> ' ' && *at < 127 && *at != ':')
		at++;
	gsize size = (gsize)(at - name);
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at < end && *at == ':' ? size : 0;
}

static gsize field_size(const char *at, const char *end)
{
	const char *next = at + line_size(at, end);

	while (next < end && (*next == ' ' || *next == '\t'))
		next += line_size(next, end);
	return (gsize)(next - at);
}

static bool is_named(const char *at, gsize size, const char *name)
{
	return size == strlen(name) && g_ascii_strncasecmp(at, name, size) == 0;
}

/* The fields in front, as cron and scripts write them: what is no field begins the text. */
static bool measure_header(Outgoing *outgoing, GError **error)
{
	const char *at = outgoing->start, *end = at + outgoing->length;
	guint fields = 0;

	while (at < end && !is_empty_line(at, end)) {
		gsize name = name_size(at, end);

		if (name == 0)
			break;
		outgoing->has_from |= is_named(at, name, "From");
		outgoing->has_date |= is_named(at, name, "Date");
		outgoing->resent |= is_named(at, name, "Resent-To") || is_named(at, name, "Resent-From");
		at += field_size(at, end);
		fields++;
	}
	outgoing->header_length = (gsize)(at - outgoing->start);
	outgoing->has_end = is_empty_line(at, end);
	if (outgoing->header_length < HEADER_MAX_BYTES && fields < FIELDS_MAX)
		return true;
	g_set_error(error, ERROR, ERROR_DATA, "the mail's header is too large");
	return false;
}

/* Of a mail that is sent on, the Resent- fields speak: here they are under the names without it. The newest block
 * stands on top: the first of each name counts. */
static char *resent_header(const char *bytes, gsize length)
{
	static const char *const names[] = {"From", "Sender", "To", "Cc", "Bcc", "Message-ID"};
	g_autoptr(Headers) all = headers_split(bytes, length);
	GString *header = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *name = g_strconcat("Resent-", names[i], NULL);
		const char *value = headers_get(all, name);

		if (value)
			g_string_append_printf(header, "%s: %s\n", names[i], value);
	}
	return g_string_free(header, FALSE);
}

/* Everybody whom the header names, as they stand there; "undisclosed-recipients:;" names nobody. */
static void take_recipients(Outgoing *outgoing, const char *header, gsize length)
{
	static const char *const names[] = {"To", "Cc", "Bcc"};
	g_autoptr(Headers) all = headers_split(header, length);

	for (guint i = 0; i < all->fields->len; i++) {
		const HeaderField *field = all->fields->pdata[i];

		for (gsize k = 0; !outgoing->unclear && k < G_N_ELEMENTS(names); k++)
			if (g_ascii_strcasecmp(field->name, names[k]) == 0)
				outgoing->unclear = address_list_read(field->value, outgoing->recipients);
	}
}

Outgoing *outgoing_read(const char *bytes, gsize length, GError **error)
{
	g_autoptr(Outgoing) outgoing = g_new0(Outgoing, 1);
	g_autoptr(Message) message = NULL;
	g_autofree char *header = NULL;

	outgoing->recipients = g_ptr_array_new_with_free_func(g_free);
	if (length > 5 && memcmp(bytes, "From ", 5) == 0) {
		gsize separator = line_size(bytes, bytes + length);

		bytes += separator;
		length -= separator;
	}
	outgoing->start = bytes;
	outgoing->length = length;
	if (length == 0 || length > OUTBOX_BYTES_MAX) {
		g_set_error(error, ERROR, ERROR_DATA, length ? "the mail is larger than %d MB" : "there is no mail to send",
			    OUTBOX_BYTES_MAX / 1000000);
		return NULL;
	}
	if (memchr(bytes, '\0', length)) {
		g_set_error(error, ERROR, ERROR_DATA, "the mail has a NUL byte, which no server need take (RFC 5322, 4)");
		return NULL;
	}
	if (!measure_header(outgoing, error))
		return NULL;
	if (outgoing->resent)
		header = resent_header(bytes, outgoing->header_length);
	const char *block = header ? header : bytes;
	gsize block_length = header ? strlen(header) : outgoing->header_length;
	message = understand_headers(block, block_length);
	outgoing->from = address_normalise(message_sender(message), NULL);
	if (!g_str_has_suffix(message->message_id, NO_MESSAGE_ID))
		outgoing->message_id = g_strdup(message->message_id);
	if (message->error) {
		g_set_error(error, ERROR, ERROR_DATA, "the header cannot be read: %s", message->error);
		return NULL;
	}
	take_recipients(outgoing, block, block_length);
	return g_steal_pointer(&outgoing);
}

/* Line ends as SMTP wants them: every bare LF becomes CRLF. */
static void append_lines(GByteArray *to, const char *at, gsize length)
{
	const char *end = at + length;

	while (at < end) {
		gsize size = line_size(at, end);
		bool ended = at[size - 1] == '\n';
		gsize text = size - ended - (ended && size > 1 && at[size - 2] == '\r');

		g_byte_array_append(to, (const guint8 *)at, (guint)text);
		g_byte_array_append(to, (const guint8 *)"\r\n", 2);
		at += size;
	}
}

static void append_field(GByteArray *to, const char *name, const char *value)
{
	g_autofree char *line = g_strdup_printf("%s: %s\n", name, value);

	append_lines(to, line, strlen(line));
}

static char *date_text(int64_t now, const char *zone)
{
	g_autoptr(GTimeZone) place = zone ? g_time_zone_new_identifier(zone) : NULL;
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) there = g_date_time_new_from_unix_utc(now);
	g_autoptr(GDateTime) date = g_date_time_to_timezone(there, place ? place : utc);

	return g_mime_utils_header_format_date(date);
}

static char *from_text(const Address *from)
{
	InternetAddress *address = internet_address_mailbox_new(from->name, from->email);
	g_autofree char *text = internet_address_to_string(address, NULL, TRUE);

	g_object_unref(address);
	return g_strdelimit(g_steal_pointer(&text), "\r\n", ' ');
}

static void append_missing(GByteArray *to, Outgoing *outgoing, const Address *from, int64_t now, const char *zone)
{
	if (!outgoing->has_date) {
		g_autofree char *date = date_text(now, zone);

		append_field(to, "Date", date);
	}
	if (!outgoing->has_from) {
		g_autofree char *text = from_text(from);

		append_field(to, "From", text);
	}
	if (!outgoing->message_id) {
		outgoing->message_id = build_message_id(address_domain(from->email));
		append_field(to, outgoing->resent ? "Resent-Message-ID" : "Message-ID", outgoing->message_id);
	}
}

GBytes *outgoing_seal(Outgoing *outgoing, const Address *from, int64_t now, const char *zone)
{
	GByteArray *bytes = g_byte_array_sized_new((guint)(outgoing->length + outgoing->length / 32 + 1024));
	const char *at = outgoing->start, *header_end = at + outgoing->header_length;

	append_missing(bytes, outgoing, from, now, zone);
	while (at < header_end) {
		gsize size = field_size(at, header_end), name = name_size(at, header_end);

		if (!is_named(at, name, "Bcc") && !is_named(at, name, "Resent-Bcc"))
			append_lines(bytes, at, size);
		at += size;
	}
	if (!outgoing->has_end)
		append_lines(bytes, "\n", 1);
	append_lines(bytes, at, (gsize)(outgoing->start + outgoing->length - at));
	return g_byte_array_free_to_bytes(bytes);
}
