/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/body.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/text.h"
#include "mail/html-text.h"

#define MAX_TEXT (256 * 1024)
/* Tags without words cost time, too. */
#define MAX_PAGES   (2 * MAX_TEXT)
#define MAX_DEPTH   50
#define MAX_WRAPPED 10

static void walk(Body *body, GMimeObject *part, bool in_report, int depth);

/* RFC 2045 charset names lie often: what is not valid in its own charset is taken for UTF-8, then for Windows-1252. */
static char *to_utf8(const char *bytes, gsize length, const char *charset)
{
	if (charset && g_ascii_strcasecmp(charset, "utf-8") && g_ascii_strcasecmp(charset, "us-ascii")) {
		const char *name =
			g_ascii_strcasecmp(charset, "iso-8859-1") ? g_mime_charset_iconv_name(charset) : "CP1252";
		char *text = g_convert_with_fallback(bytes, (gssize)length, "UTF-8", name, "?", NULL, NULL, NULL);

		if (text)
			return text;
	}
	if (g_utf8_validate(bytes, (gssize)length, NULL))
		return g_strndup(bytes, length);
	if (!charset || g_ascii_strcasecmp(charset, "utf-8")) {
		char *text = g_convert_with_fallback(bytes, (gssize)length, "UTF-8", "CP1252", "?", NULL, NULL, NULL);

		if (text)
			return text;
	}
	return g_utf8_make_valid(bytes, (gssize)length);
}

static void add_text(GString *to, const char *text)
{
	for (const char *at = text; *at;) {
		gsize size = strcspn(at, "\r");

		g_string_append_len(to, at, (gssize)size);
		at += size;
		if (*at && *++at != '\n')
			g_string_append_c(to, '\n');
	}
	if (to->len && to->str[to->len - 1] != '\n')
		g_string_append_c(to, '\n');
}

static void add_bytes(const char *bytes, gsize length, const char *charset, GString *to)
{
	gsize size = MIN(length, MAX_TEXT);
	g_autofree char *clean = memchr(bytes, 0, size) ? g_memdup2(bytes, size) : NULL;

	/* NUL is in no text */
	for (char *nul = clean; nul && (nul = memchr(nul, 0, (gsize)(clean + size - nul)));)
		*nul++ = ' ';
	g_autofree char *text = to_utf8(clean ? clean : bytes, size, charset);
	add_text(to, text);
}

static void add_part(GMimePart *part, GString *to)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	const char *charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");

	if (!content || to->len > MAX_TEXT)
		return;
	GMimeStream *stream = g_mime_stream_mem_new();
	GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	if (g_mime_data_wrapper_write_to_stream(content, stream) >= 0 && bytes->len)
		add_bytes((const char *)bytes->data, bytes->len, charset, to);
	g_object_unref(stream);
}

static void add_attachment(Body *body, GMimePart *part)
{
	const char *name = g_mime_part_get_filename(part);

	if (!name || body->attachments->len >= 1000)
		return;
	g_autofree char *base = g_path_get_basename(name);
	char *backslash = strrchr(base, '\\');
	g_ptr_array_add(body->attachments, text_safe(backslash ? backslash + 1 : base, false));
}

static Body *body_new(void)
{
	Body *body = g_new0(Body, 1);
	GString **const strings[] = {&body->text,     &body->status,   &body->disposition,
				     &body->feedback, &body->calendar, &body->returned};

	for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
		*strings[i] = g_string_new(NULL);
	body->attachments = g_ptr_array_new_with_free_func(g_free);
	return body;
}

static void add_returned(Body *body, GMimeMessage *message, int depth)
{
	g_autofree char *headers = message ? g_mime_object_get_headers(GMIME_OBJECT(message), NULL) : NULL;
	GMimeObject *part = message ? g_mime_message_get_mime_part(message) : NULL;

	if (!headers)
		return;
	if (part && !body->wrapped && depth < MAX_WRAPPED &&
	    g_mime_content_type_is_type(g_mime_object_get_content_type(part), "multipart", "report")) {
		body->wrapped = body_new();
		walk(body->wrapped, part, false, depth + 1);
	}
	if (body->returned->len)
		return;
	g_autofree char *text = to_utf8(headers, strlen(headers), NULL);
	add_text(body->returned, text);
}

/* A named part beside the words is a file; so are vCards, patches and their like. */
static bool is_words(const Body *body, GMimePart *part, GMimeContentType *type)
{
	bool plain =
		g_mime_content_type_is_type(type, "text", "plain") || g_mime_content_type_is_type(type, "text", "html");

	if (!g_mime_content_type_is_type(type, "text", "*"))
		return false;
	return !g_mime_part_get_filename(part) || (plain && !body->text->len);
}

/* Parts stand in their order, whichever way they are written; one of several alternatives is enough. */
static void add_words(Body *body, GMimePart *part, bool html)
{
	g_autoptr(GString) page = NULL;

	if (body->said)
		return;
	if (!html) {
		add_part(part, body->text);
		return;
	}
	page = g_string_new(NULL);
	add_part(part, page);
	body->page_bytes += page->len;
	if (!page->len || body->text->len > MAX_TEXT || body->page_bytes > MAX_PAGES)
		return;
	g_autofree char *text = html_text(page->str, page->len);
	add_text(body->text, text);
}

static void walk_part(Body *body, GMimePart *part, bool in_report)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
	bool attached = disposition && !g_ascii_strcasecmp(disposition, "attachment");
	const struct {
		const char *type, *subtype;
		GString *to;
	} rows[] = {
		{"message", "delivery-status", body->status},
		{"message", "global-delivery-status", body->status},
		{"message", "disposition-notification", body->disposition},
		{"message", "feedback-report", body->feedback},
		{"text", "rfc822-headers", body->returned},
		{"message", "rfc822-headers", body->returned},
		{"message", "global-headers", body->returned},
		/* a mail in base64 is no mail to GMime */
		{"message", "rfc822", body->returned},
		{"message", "global", body->returned},
		{"text", "calendar", body->calendar},
		{"application", "ics", body->calendar},
		{"text", "x-vcalendar", body->calendar},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (!g_mime_content_type_is_type(type, rows[i].type, rows[i].subtype))
			continue;
		/* the same event comes twice: as text/calendar and as invite.ics */
		if (rows[i].to == body->calendar && body->calendar->len)
			return;
		add_part(part, rows[i].to);
		if (rows[i].to == body->calendar && !body->calendar_method)
			body->calendar_method =
				g_strdup(g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "method"));
		return;
	}
	const char *name = g_mime_part_get_filename(part);
	if (attached && name && !body->calendar->len && g_str_has_suffix(name, ".ics"))
		add_part(part, body->calendar);
	if (in_report ? g_mime_content_type_is_type(type, "text", "*") : !attached && is_words(body, part, type))
		add_words(body, part, g_mime_content_type_is_type(type, "text", "html"));
	else
		add_attachment(body, part);
}

static void walk_multipart(Body *body, GMimeMultipart *multipart, bool in_report, int depth)
{
	GMimeObject *self = GMIME_OBJECT(multipart);
	const char *type = g_mime_object_get_content_type_parameter(self, "report-type");

	if (g_mime_content_type_is_type(g_mime_object_get_content_type(self), "multipart", "report")) {
		in_report = true;
		if (!body->report_type)
			body->report_type = g_ascii_strdown(type ? type : "", -1);
	}
	bool alternative =
		g_mime_content_type_is_type(g_mime_object_get_content_type(self), "multipart", "alternative");
	bool said = body->said;
	gsize begin = body->text->len;
	for (int i = 0; i < g_mime_multipart_get_count(multipart); i++) {
		walk(body, g_mime_multipart_get_part(multipart, i), in_report, depth + 1);
		/* an empty alternative says nothing */
		if (alternative && strspn(body->text->str + begin, " \t\n") < body->text->len - begin)
			body->said = true;
	}
	body->said = said;
}

static void walk(Body *body, GMimeObject *part, bool in_report, int depth)
{
	if (!part || depth > MAX_DEPTH)
		return;
	if (GMIME_IS_MULTIPART(part))
		walk_multipart(body, GMIME_MULTIPART(part), in_report, depth);
	else if (GMIME_IS_MESSAGE_PART(part))
		add_returned(body, g_mime_message_part_get_message(GMIME_MESSAGE_PART(part)), depth);
	else if (GMIME_IS_PART(part))
		walk_part(body, GMIME_PART(part), in_report);
}

/* Of the mail's own header only what says how its body is made: GMime would parse all of it once more. */
static GMimeStream *body_stream(const Headers *headers, const char *bytes, gsize length)
{
	g_autoptr(GString) head = g_string_new("MIME-Version: 1.0\n");
	gsize begin = MIN(headers->size, length);
	GByteArray *all;

	for (guint i = 0; i < headers->fields->len; i++) {
		const HeaderField *field = headers->fields->pdata[i];

		if (!g_ascii_strncasecmp(field->name, "Content-", strlen("Content-")))
			g_string_append_printf(head, "%s: %s\n", field->name, field->value);
	}
	g_string_append_c(head, '\n');
	all = g_byte_array_sized_new((guint)(head->len + length - begin));
	g_byte_array_append(all, (const guint8 *)head->str, (guint)head->len);
	g_byte_array_append(all, (const guint8 *)bytes + begin, (guint)(length - begin));
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(all);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), TRUE);
	return stream;
}

/* Is the body what it looks like: one text, without any encoding or name? type is set where the mail has one. */
static bool is_bare_text(const Headers *headers, GMimeContentType **type)
{
	static const char *const bare[] = {"7bit", "8bit", "binary"};
	const char *value = NULL, *encoding = NULL;

	for (guint i = 0; i < headers->fields->len; i++) {
		const HeaderField *field = headers->fields->pdata[i];
		const char **seen = NULL;

		if (!g_ascii_strcasecmp(field->name, "Content-Disposition"))
			return false;
		if (!g_ascii_strcasecmp(field->name, "Content-Type"))
			seen = &value;
		else if (!g_ascii_strcasecmp(field->name, "Content-Transfer-Encoding"))
			seen = &encoding;
		if (seen && *seen)
			return false;
		if (seen)
			*seen = field->value;
	}
	for (gsize i = 0; encoding && i < G_N_ELEMENTS(bare); i++)
		if (!g_ascii_strcasecmp(encoding, bare[i]))
			encoding = NULL;
	if (encoding || (value && g_ascii_strncasecmp(value, "text/plain", strlen("text/plain")) != 0))
		return false;
	*type = value ? g_mime_content_type_parse(NULL, value) : NULL;
	return !*type || (g_mime_content_type_is_type(*type, "text", "plain") &&
			  !g_mime_content_type_get_parameter(*type, "name"));
}

/* Most mails are one text: they need no tree. NULL for all others. */
static Body *body_of_text(const Headers *headers, const char *bytes, gsize length)
{
	GMimeContentType *type = NULL;
	gsize begin = MIN(headers->size, length);
	Body *body = NULL;

	if (is_bare_text(headers, &type)) {
		body = body_new();
		if (length > begin)
			add_bytes(bytes + begin, length - begin,
				  type ? g_mime_content_type_get_parameter(type, "charset") : NULL, body->text);
	}
	g_clear_object(&type);
	return body;
}

Body *body_parse(const Headers *headers, const char *bytes, gsize length)
{
	Body *text = body_of_text(headers, bytes, length);

	if (text)
		return text;
	GMimeStream *stream = body_stream(headers, bytes, length);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeObject *part = g_mime_parser_construct_part(parser, NULL);
	Body *body = NULL;

	if (part) {
		body = body_new();
		walk(body, part, false, 0);
		g_object_unref(part);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	return body;
}

void body_free(Body *body)
{
	if (!body)
		return;
	GString *strings[] = {body->text,     body->status,   body->disposition,
			      body->feedback, body->calendar, body->returned};
	for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
		g_string_free(strings[i], TRUE);
	body_free(body->wrapped);
	g_free(body->report_type);
	g_free(body->calendar_method);
	g_ptr_array_unref(body->attachments);
	g_free(body);
}
