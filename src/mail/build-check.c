/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/build-check.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Fields that have a place of their own in BuildMail or are GMime's. */
static const char *const own_fields[] = {
	"From", "Sender", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version",
};

static bool refuse(GError **error, const char *field, const char *why)
{
	g_set_error(error, ERROR, ERROR_DATA, "%s %s", field, why);
	return false;
}

static bool check_address(const char *field, const Address *address, GError **error)
{
	g_autofree char *normal = NULL;

	if (!address || !address->email)
		return refuse(error, field, "is missing");
	if (!text_check_line(field, address->email, error))
		return false;
	if (address->name && !text_check_line(field, address->name, error))
		return false;
	if (!g_str_is_ascii(address->email) || strpbrk(address->email, ",;:\"()\\[] "))
		return refuse(error, field, "is not an address that can be mailed");
	normal = address_normalise(address->email, error);
	return normal != NULL;
}

static bool check_addresses(const char *field, const GPtrArray *addresses, GError **error)
{
	for (guint i = 0; i < addresses->len; i++)
		if (!check_address(field, g_ptr_array_index(addresses, i), error))
			return false;
	return true;
}

/* "<left@right>" in printable ASCII without further brackets or spaces. */
static bool check_id(const char *field, const char *id, GError **error)
{
	gsize length = id ? strlen(id) : 0;

	if (length < 5 || length > 900 || id[0] != '<' || id[length - 1] != '>')
		return refuse(error, field, "is not of the form '<left@right>'");
	for (gsize i = 1; i < length - 1; i++)
		if (!g_ascii_isgraph(id[i]) || id[i] == '<' || id[i] == '>')
			return refuse(error, field, "is not of the form '<left@right>'");
	return strchr(id, '@') ? true : refuse(error, field, "has no '@'");
}

static bool check_ids(const char *field, const GPtrArray *ids, GError **error)
{
	for (guint i = 0; i < ids->len; i++)
		if (!check_id(field, g_ptr_array_index(ids, i), error))
			return false;
	return true;
}

static bool check_header(const char *header, GError **error)
{
	const char *colon = strchr(header, ':');
	g_autofree char *name = NULL;

	if (!text_check_line("header", header, error))
		return false;
	if (!colon || colon == header)
		return refuse(error, "header", "is not of the form 'Name: value'");
	name = g_strndup(header, (gsize)(colon - header));
	for (const char *p = name; *p; p++)
		if (!g_ascii_isalnum(*p) && *p != '-')
			return refuse(error, "header", "has a name that is none");
	for (gsize i = 0; i < G_N_ELEMENTS(own_fields); i++)
		if (g_ascii_strcasecmp(name, own_fields[i]) == 0)
			return refuse(error, own_fields[i], "cannot be set as a further header");
	if (g_ascii_strncasecmp(name, "Content-", 8) == 0)
		return refuse(error, "Content-", "cannot be set as a further header");
	return true;
}

static bool check_part(const BuildPart *part, GError **error)
{
	if (!part->file && !part->content)
		return refuse(error, "attachment", "has neither file nor content");
	if (part->name && !text_check_line("attachment name", part->name, error))
		return false;
	if (part->file && !part->name) {
		g_autofree char *base = g_path_get_basename(part->file);

		if (!text_check_line("attachment name", base, error))
			return false;
	}
	if (part->type && (!text_check_line("attachment type", part->type, error) || !g_str_is_ascii(part->type) ||
			   !strchr(part->type, '/'))) {
		if (error && !*error)
			refuse(error, "attachment type", "is not a media type");
		return false;
	}
	return true;
}

bool build_check_mail(const BuildMail *mail, GError **error)
{
	g_autoptr(GTimeZone) zone = mail->zone ? g_time_zone_new_identifier(mail->zone) : NULL;

	if (!check_address("sender", mail->from, error) || !check_addresses("recipient", mail->to, error) ||
	    !check_addresses("Cc", mail->cc, error) || !check_addresses("Bcc", mail->bcc, error))
		return false;
	if (!mail->subject)
		return refuse(error, "subject", "is missing");
	if (!text_check_line("subject", mail->subject, error))
		return false;
	if (mail->zone && !zone)
		return refuse(error, "time zone", "is not known");
	if (!check_id("Message-ID", mail->message_id, error) ||
	    !check_ids("In-Reply-To", mail->in_reply_to, error) || !check_ids("References", mail->references, error))
		return false;
	for (guint i = 0; i < mail->headers->len; i++)
		if (!check_header(g_ptr_array_index(mail->headers, i), error))
			return false;
	if (!mail->text)
		return refuse(error, "text", "is missing");
	if (!text_check_lines("text", mail->text, error))
		return false;
	for (guint i = 0; i < mail->parts->len; i++)
		if (!check_part(g_ptr_array_index(mail->parts, i), error))
			return false;
	return true;
}

static bool differs(GError **error, const char *field)
{
	g_set_error(error, ERROR, ERROR_SOFTWARE, "%s does not come back from the mail as it was given", field);
	return false;
}

/* Folding may change white space, nothing else. */
static bool same_line(const char *given, const char *got)
{
	g_auto(GStrv) a = g_strsplit_set(given ? given : "", " \t", -1);
	g_auto(GStrv) b = g_strsplit_set(got ? got : "", " \t\r\n", -1);
	gsize i = 0, j = 0;

	for (;;) {
		while (a[i] && !*a[i])
			i++;
		while (b[j] && !*b[j])
			j++;
		if (!a[i] || !b[j])
			return !a[i] && !b[j];
		if (strcmp(a[i++], b[j++]) != 0)
			return false;
	}
}

static bool same_addresses(InternetAddressList *list, const GPtrArray *given)
{
	int count = list ? internet_address_list_length(list) : 0;

	if (count != (int)given->len)
		return false;
	for (int i = 0; i < count; i++) {
		InternetAddress *got = internet_address_list_get_address(list, i);
		const Address *address = g_ptr_array_index(given, (guint)i);

		if (!INTERNET_ADDRESS_IS_MAILBOX(got))
			return false;
		if (g_strcmp0(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(got)), address->email) != 0)
			return false;
		if (!same_line(address->name, internet_address_get_name(got)))
			return false;
	}
	return true;
}

static bool same_ids(GMimeMessage *message, const char *header, const GPtrArray *given)
{
	const char *got = g_mime_object_get_header(GMIME_OBJECT(message), header);
	g_autoptr(GString) want = g_string_new(NULL);

	for (guint i = 0; i < given->len; i++)
		g_string_append_printf(want, "%s ", (const char *)g_ptr_array_index(given, i));
	return same_line(want->str, got);
}

/* The header names must be ours and each only once: a value that added a field would show here. */
static bool same_fields(GMimeMessage *message, const BuildMail *mail)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));
	guint further = 0;
	guint seen = 0;

	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
		const char *name = g_mime_header_get_name(header);
		bool own = g_ascii_strncasecmp(name, "Content-", 8) == 0;

		for (guint k = 0; !own && k < G_N_ELEMENTS(own_fields); k++) {
			if (g_ascii_strcasecmp(name, own_fields[k]) != 0)
				continue;
			if (seen & 1u << k)
				return false;
			seen |= 1u << k;
			own = true;
		}
		if (own)
			continue;
		if (further >= mail->headers->len)
			return false;
		g_auto(GStrv) field = g_strsplit(g_ptr_array_index(mail->headers, further++), ":", 2);
		if (g_ascii_strcasecmp(field[0], name) != 0 || !same_line(field[1], g_mime_header_get_value(header)))
			return false;
	}
	return further == mail->headers->len;
}

static bool same_text(GMimeMessage *message, const char *given)
{
	GMimeObject *part = g_mime_message_get_mime_part(message);
	GMimeDataWrapper *content;
	g_autofree char *want = g_strdup(given);
	g_autofree char *got = NULL;
	GMimeStream *stream;
	GByteArray *bytes;
	bool same;

	while (part && GMIME_IS_MULTIPART(part))
		part = g_mime_multipart_get_part(GMIME_MULTIPART(part), 0);
	if (!part || !GMIME_IS_PART(part) || !(content = g_mime_part_get_content(GMIME_PART(part))))
		return false;
	stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	GString *lines = g_string_new_len((const char *)bytes->data, bytes->len);
	g_object_unref(stream);
	g_string_replace(lines, "\r\n", "\n", 0);
	got = g_string_free(lines, FALSE);
	g_strchomp(got);
	g_strchomp(want);
	same = strcmp(got, want) == 0;
	return same;
}

static bool same_message(const BuildMail *mail, GMimeMessage *message, GError **error)
{
	g_autoptr(GPtrArray) from = g_ptr_array_new();
	g_autofree char *id = g_strdup_printf("<%s>", g_mime_message_get_message_id(message));
	GDateTime *date = g_mime_message_get_date(message);

	g_ptr_array_add(from, mail->from);
	if (!same_addresses(g_mime_message_get_from(message), from))
		return differs(error, "sender");
	if (!same_addresses(g_mime_message_get_to(message), mail->to) ||
	    !same_addresses(g_mime_message_get_cc(message), mail->cc) ||
	    !same_addresses(g_mime_message_get_bcc(message), mail->bcc))
		return differs(error, "recipient");
	if (!same_line(mail->subject, g_mime_message_get_subject(message)))
		return differs(error, "subject");
	if (strcmp(id, mail->message_id) != 0)
		return differs(error, "Message-ID");
	if (!date || g_date_time_to_unix(date) != mail->date)
		return differs(error, "date");
	if (!same_ids(message, "In-Reply-To", mail->in_reply_to))
		return differs(error, "In-Reply-To");
	if (!same_ids(message, "References", mail->references))
		return differs(error, "References");
	if (!same_fields(message, mail))
		return differs(error, "header");
	return same_text(message, mail->text) ? true : differs(error, "text");
}

/* RFC 5322 2.1.1 and 2.3: CRLF only in pairs, 7 bit, lines of at most 998. */
static bool well_formed(const char *bytes, gsize length)
{
	gsize line = 0;

	for (gsize i = 0; i < length; i++) {
		if (bytes[i] == '\0' || (guchar)bytes[i] >= 0x80)
			return false;
		if ((bytes[i] == '\r') != (i + 1 < length && bytes[i + 1] == '\n'))
			return false;
		line = bytes[i] == '\n' ? 0 : line + 1;
		if (line > 999)
			return false;
	}
	return length > 0;
}

bool build_check_bytes(const BuildMail *mail, GBytes *bytes, GError **error)
{
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *message;
	bool same;

	if (!well_formed(data, length))
		return differs(error, "line form");
	stream = g_mime_stream_mem_new_with_buffer(data, length);
	parser = g_mime_parser_new_with_stream(stream);
	message = g_mime_parser_construct_message(parser, NULL);
	same = message ? same_message(mail, message, error) : differs(error, "mail");
	g_clear_object(&message);
	g_object_unref(parser);
	g_object_unref(stream);
	return same;
}
