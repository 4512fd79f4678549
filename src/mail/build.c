/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/build.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/error.h"
#include "mail/build-check.h"
#include "mail/encoded-word.h"

#define ATTACHMENT_MAX (25 * 1024 * 1024)
#define LINE_7BIT_MAX 200

static const char *type_from_name(const char *name)
{
	static const struct {
		const char *suffix, *type;
	} types[] = {
		{".pdf", "application/pdf"},
		{".txt", "text/plain; charset=utf-8"},
		{".html", "text/html; charset=utf-8"},
		{".ics", "text/calendar; charset=utf-8"},
		{".vcf", "text/vcard; charset=utf-8"},
		{".csv", "text/csv; charset=utf-8"},
		{".png", "image/png"},
		{".jpg", "image/jpeg"},
		{".jpeg", "image/jpeg"},
		{".zip", "application/zip"},
		{".odt", "application/vnd.oasis.opendocument.text"},
		{".ods", "application/vnd.oasis.opendocument.spreadsheet"},
		{".odp", "application/vnd.oasis.opendocument.presentation"},
		{".doc", "application/msword"},
		{".xls", "application/vnd.ms-excel"},
		{".ppt", "application/vnd.ms-powerpoint"},
		{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	};
	g_autofree char *lower = g_ascii_strdown(name ? name : "", -1);

	for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_str_has_suffix(lower, types[i].suffix))
			return types[i].type;
	return "application/octet-stream";
}

static bool fits_7bit(const char *text)
{
	gsize line = 0;

	for (const char *p = text; *p; p++) {
		if ((guchar)*p >= 0x80)
			return false;
		line = *p == '\n' ? 0 : line + 1;
		if (line > LINE_7BIT_MAX)
			return false;
	}
	return true;
}

/* A part with these bytes. A GMimePart with a stream, because GMimeTextPart chooses a charset of its own. */
static GMimePart *part_new(const char *type, const char *bytes, gsize length, GMimeContentEncoding encoding)
{
	GMimeContentType *content_type = g_mime_content_type_parse(NULL, type);
	GMimePart *part = g_mime_part_new_with_type("application", "octet-stream");
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_object_set_content_type(GMIME_OBJECT(part), content_type);
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, encoding);
	g_object_unref(content);
	g_object_unref(stream);
	g_object_unref(content_type);
	return part;
}

/* Text in its canonical form: \n inside, CRLF on the wire by the writer's newline format. */
static GMimePart *text_part_new(const char *type, const char *text, gsize length)
{
	g_autoptr(GString) lines = g_string_new_len(text, (gssize)length);

	g_string_replace(lines, "\r\n", "\n", 0);
	if (lines->len == 0 || lines->str[lines->len - 1] != '\n')
		g_string_append_c(lines, '\n');
	if (g_str_has_prefix(lines->str, "From ") || strstr(lines->str, "\nFrom ")) {
		/* An mbox on the way would put a '>' before it, and quoted-printable leaves it as it is. */
		g_string_replace(lines, "\n", "\r\n", 0);
		return part_new(type, lines->str, lines->len, GMIME_CONTENT_ENCODING_BASE64);
	}
	return part_new(type, lines->str, lines->len,
			fits_7bit(lines->str) ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
}

static bool part_content(const BuildPart *part, char **bytes, gsize *length, GError **error)
{
	if (part->content) {
		gconstpointer data = g_bytes_get_data(part->content, length);

		*bytes = g_memdup2(data, *length);
	} else {
		g_autoptr(GError) cause = NULL;
		g_autoptr(GMappedFile) map = g_mapped_file_new(part->file, FALSE, &cause);

		/* Mapped first, so that the size is known before anything is read into memory. */
		if (!map) {
			g_set_error(error, ERROR, ERROR_DATA, "cannot read attachment '%s': %s", part->file,
				    cause->message);
			return false;
		}
		*length = g_mapped_file_get_length(map);
		*bytes = *length <= ATTACHMENT_MAX ? g_memdup2(g_mapped_file_get_contents(map), *length) : NULL;
	}
	if (*length > ATTACHMENT_MAX) {
		g_set_error(error, ERROR, ERROR_DATA, "attachment '%s' has %" G_GSIZE_FORMAT " bytes, at most %d are sent",
			    part->name ? part->name : part->file, *length, ATTACHMENT_MAX);
		return false;
	}
	return true;
}

static GMimeObject *build_part(const BuildPart *part, GError **error)
{
	g_autofree char *base = part->file ? g_path_get_basename(part->file) : NULL;
	const char *name = part->name ? part->name : base;
	const char *type = part->type ? part->type : type_from_name(name);
	g_autofree char *bytes = NULL;
	gsize length = 0;
	GMimePart *result;

	if (!part_content(part, &bytes, &length, error))
		return NULL;
	if (part->alternative) {
		g_autofree char *with_charset =
			strstr(type, "charset=") ? g_strdup(type) : g_strconcat(type, "; charset=utf-8", NULL);

		if (!g_utf8_validate(bytes, (gssize)length, NULL)) {
			g_set_error(error, ERROR, ERROR_DATA, "part '%s' is not valid UTF-8", type);
			return NULL;
		}
		result = text_part_new(with_charset, bytes ? bytes : "", length);
		if (name)
			g_mime_object_set_content_type_parameter(GMIME_OBJECT(result), "name", name);
		return GMIME_OBJECT(result);
	}
	/* RFC 2046 5.2.1: a message part cannot be base64; as a file it may. */
	if (g_ascii_strncasecmp(type, "message/", 8) == 0 || g_ascii_strncasecmp(type, "multipart/", 10) == 0)
		type = "application/octet-stream";
	result = part_new(type, bytes, length, GMIME_CONTENT_ENCODING_BASE64);
	g_mime_object_set_disposition(GMIME_OBJECT(result), GMIME_DISPOSITION_ATTACHMENT);
	g_mime_part_set_filename(result, name ? name : "attachment");
	return GMIME_OBJECT(result);
}

static void multipart_take(GMimeMultipart *multipart, GMimeObject *part)
{
	g_mime_multipart_add(multipart, part);
	g_object_unref(part);
}

/* All parts of one kind (beside the text, behind it) wrapped around first; takes first. */
static GMimeObject *wrap(GMimeObject *first, const BuildMail *mail, bool alternative, GError **error)
{
	GMimeMultipart *multipart = NULL;

	for (guint i = 0; i < mail->parts->len; i++) {
		const BuildPart *part = g_ptr_array_index(mail->parts, i);
		GMimeObject *object;

		if (part->alternative != alternative)
			continue;
		if (!multipart) {
			multipart = g_mime_multipart_new_with_subtype(alternative ? "alternative" : "mixed");
			multipart_take(multipart, first);
		}
		object = build_part(part, error);
		if (!object) {
			g_object_unref(multipart);
			return NULL;
		}
		multipart_take(multipart, object);
	}
	return multipart ? GMIME_OBJECT(multipart) : first;
}

static void add_address(GMimeMessage *message, GMimeAddressType type, const Address *address)
{
	g_autofree char *name = address->name ? encoded_word_write(address->name) : NULL;

	g_mime_message_add_mailbox(message, type, name, address->email);
}

static void add_addresses(GMimeMessage *message, GMimeAddressType type, const GPtrArray *addresses)
{
	for (guint i = 0; i < addresses->len; i++)
		add_address(message, type, g_ptr_array_index(addresses, i));
}

static void set_ids(GMimeMessage *message, const char *header, const GPtrArray *ids)
{
	g_autoptr(GString) value = g_string_new(NULL);

	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(value, "%s%s", i ? " " : "", (const char *)g_ptr_array_index(ids, i));
	if (value->len)
		g_mime_object_set_header(GMIME_OBJECT(message), header, value->str, NULL);
}

static void set_headers(GMimeMessage *message, const BuildMail *mail)
{
	g_autofree char *bare_id = g_strndup(mail->message_id + 1, strlen(mail->message_id) - 2);
	g_autofree char *subject = encoded_word_write(mail->subject);
	g_autoptr(GTimeZone) zone = mail->zone ? g_time_zone_new_identifier(mail->zone) : NULL;
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(mail->date);
	g_autoptr(GDateTime) date = zone ? g_date_time_to_timezone(utc, zone) : g_date_time_ref(utc);

	add_address(message, GMIME_ADDRESS_TYPE_FROM, mail->from);
	add_addresses(message, GMIME_ADDRESS_TYPE_TO, mail->to);
	add_addresses(message, GMIME_ADDRESS_TYPE_CC, mail->cc);
	add_addresses(message, GMIME_ADDRESS_TYPE_BCC, mail->bcc);
	g_mime_object_set_header(GMIME_OBJECT(message), "Subject", subject, "utf-8");
	g_mime_message_set_date(message, date);
	g_mime_message_set_message_id(message, bare_id);
	set_ids(message, "In-Reply-To", mail->in_reply_to);
	set_ids(message, "References", mail->references);
	for (guint i = 0; i < mail->headers->len; i++) {
		g_auto(GStrv) field = g_strsplit(g_ptr_array_index(mail->headers, i), ":", 2);

		g_autofree char *value = encoded_word_write(g_strstrip(field[1]));

		g_mime_object_append_header(GMIME_OBJECT(message), field[0], value, "utf-8");
	}
}

GBytes *build_mail(const BuildMail *mail, GError **error)
{
	static gsize ready;
	GMimeObject *body;
	GMimeMessage *message;
	GMimeFormatOptions *format;
	char *text;
	g_autoptr(GBytes) bytes = NULL;

	if (g_once_init_enter(&ready)) {
		g_mime_init();
		g_once_init_leave(&ready, 1);
	}
	if (!build_check_mail(mail, error))
		return NULL;
	body = GMIME_OBJECT(text_part_new("text/plain; charset=utf-8", mail->text, strlen(mail->text)));
	body = wrap(body, mail, true, error);
	if (body)
		body = wrap(body, mail, false, error);
	if (!body)
		return NULL;
	message = g_mime_message_new(TRUE);
	set_headers(message, mail);
	g_mime_message_set_mime_part(message, body);
	g_object_unref(body);
	g_mime_object_encode(GMIME_OBJECT(message), GMIME_ENCODING_CONSTRAINT_7BIT);
	format = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
	text = g_mime_object_to_string(GMIME_OBJECT(message), format);
	g_mime_format_options_free(format);
	g_object_unref(message);
	bytes = g_bytes_new_take(text, strlen(text));
	return build_check_bytes(mail, bytes, error) ? g_steal_pointer(&bytes) : NULL;
}
