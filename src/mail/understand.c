/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/understand.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/text.h"
#include "mail/absence.h"
#include "mail/body.h"
#include "mail/bounce.h"
#include "mail/calendar-answer.h"
#include "mail/headers.h"
#include "mail/kind.h"
#include "mail/own-words.h"
#include "mail/phrase.h"
#include "mail/scan.h"

#define RAW_BYTES (256 * 1024)

static void start_gmime(void)
{
	static gsize started;

	if (g_once_init_enter(&started)) {
		g_mime_init();
		g_once_init_leave(&started, 1);
	}
}

bool understand_load(GError **error)
{
	(void)error;
	start_gmime();
	return true;
}

Message *understand_headers(const char *bytes, gsize length)
{
	g_autoptr(Headers) headers = NULL;
	Message *message = message_new();

	start_gmime();
	headers = headers_split(bytes, length);
	headers_read(headers, message);
	return message;
}

/* Reports whose returned part is no mail to GMime: the first other Message-ID in the bare bytes. */
static char *raw_original_id(const char *bytes, gsize length, const Message *message)
{
	g_autofree char *copy = text_utf8(bytes, (gssize)length, RAW_BYTES);
	g_autoptr(GMatchInfo) match = NULL;

	for (phrase_each("(?i)^[ \\t>|]*Message-ID:\\s*(<[^<>\\s]+>)", copy, &match); g_match_info_matches(match);
	     g_match_info_next(match, NULL)) {
		g_autofree char *id = g_match_info_fetch(match, 1);

		if (g_strcmp0(id, message->message_id))
			return text_safe(id, false);
	}
	return NULL;
}

static void read_notice(const Headers *headers, const Body *body, const char *text, Message *message)
{
	bool about_mail = message->kind == KIND_BOUNCE || message->kind == KIND_DELAY;

	if (message->kind == KIND_HUMAN || message->kind == KIND_LIST || message->kind == KIND_CALENDAR)
		return;
	if (about_mail && body->disposition->len && !message->recipients->len)
		bounce_read_refusal(body->disposition->str, text, message->recipients);
	if (about_mail && !message->recipients->len)
		bounce_read_text(headers, text, message);
	if (message->kind == KIND_AUTO_REPLY)
		message->absence =
			absence_read(message->subject, message->text, message->date, message_sender(message));
	else
		message->original_message_id = bounce_original_id(body, text);
}

static void read_body(const Headers *headers, const Body *body, Message *message)
{
	g_autofree char *safe = text_safe(body->text->str, true), *wrapped = NULL;
	/* a gateway may wrap the report once more; a person who passes one on only shows it */
	bool unwrap = body->wrapped && !body->status->len && kind_is_robot(headers, message);
	const Body *notice = unwrap ? body->wrapped : body;

	/* lines of safe text are safe */
	own_words(safe, &message->text, &message->quoted);
	if (unwrap)
		wrapped = text_safe(notice->text->str, true);
	if (notice->status->len)
		bounce_read_status(notice->status->str, message->recipients);
	if (body->calendar->len)
		message->calendar = calendar_answer_read(body->calendar->str, body->calendar_method, message_sender(message));
	for (guint i = 0; i < body->attachments->len; i++)
		g_ptr_array_add(message->attachments, g_strdup(body->attachments->pdata[i]));
	kind_decide(headers, notice, unwrap ? wrapped : safe, message);
	read_notice(headers, notice, unwrap ? wrapped : safe, message);
}

Message *understand_message(const char *bytes, gsize length)
{
	g_autoptr(Headers) headers = NULL;
	g_autoptr(Body) body = NULL;
	Message *message = message_new();

	start_gmime();
	while (length && g_ascii_isspace(*bytes)) {
		bytes++;
		length--;
	}
	/* an mbox separator is no header */
	if (length > 5 && !memcmp(bytes, "From ", 5)) {
		const char *end = memchr(bytes, '\n', length);
		gsize skip = end ? (gsize)(end + 1 - bytes) : length;

		bytes += skip;
		length -= skip;
	}
	headers = headers_split(bytes, length);
	headers_read(headers, message);
	message->depth = DEPTH_UNDERSTOOD;
	message->size_bytes = (int64_t)length;
	if (!headers->fields->len && !message->error)
		message->error = g_strdup("no header");
	const char *why = scan_mail(bytes, length);
	if (why && !message->error)
		message->error = g_strdup(why);
	if (!message->error) {
		body = body_parse(headers, bytes, length);
		if (!body)
			message->error = g_strdup("not a mail");
	}
	if (body)
		read_body(headers, body, message);
	if ((message->kind == KIND_BOUNCE || message->kind == KIND_DELAY) && !message->original_message_id)
		message->original_message_id = raw_original_id(bytes + headers->size, length - headers->size, message);
	if (!message->text)
		message->text = g_strdup("");
	if (!message->quoted)
		message->quoted = g_strdup("");
	return message;
}
