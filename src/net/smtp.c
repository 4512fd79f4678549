/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/smtp.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "net/sasl.h"

#define LINE_MAX_BYTES   2000
#define REPLY_MAX_LINES  100
#define DOT_TIMEOUT_MS   (10 * 60 * 1000)
#define DATA_TIMEOUT_MS  (3 * 60 * 1000)
#define LAST_WORDS_MS    2000

struct Smtp {
	mailstream *stream;
	char *host;
	char *mechanisms;    /* of AUTH, space separated, or NULL */
	bool starttls;
	gsize size_limit;    /* 0 = none said */
};

void smtp_reply_clear(SmtpReply *reply)
{
	g_clear_pointer(&reply->text, g_free);
	reply->code = 0;
}

void smtp_free(Smtp *smtp)
{
	if (!smtp)
		return;
	if (smtp->stream)
		mailstream_close(smtp->stream);
	g_free(smtp->host);
	g_free(smtp->mechanisms);
	g_free(smtp);
}

static bool broken(Smtp *smtp, GError **error)
{
	const GError *why = stream_error(smtp->stream);

	if (why)
		g_propagate_error(error, g_error_copy(why));
	else
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" closed the connection", smtp->host);
	return false;
}

static bool nonsense(Smtp *smtp, GError **error)
{
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" does not speak SMTP", smtp->host);
	return false;
}

/* One line without its CRLF. */
static bool read_line(Smtp *smtp, GString *line, GError **error)
{
	char c;

	g_string_truncate(line, 0);
	for (;;) {
		if (mailstream_read(smtp->stream, &c, 1) != 1)
			return broken(smtp, error);
		if (c == '\n')
			break;
		if (line->len >= LINE_MAX_BYTES)
			return nonsense(smtp, error);
		g_string_append_c(line, c);
	}
	if (line->len && line->str[line->len - 1] == '\r')
		g_string_truncate(line, line->len - 1);
	return true;
}

/* What a server says in EHLO about itself. */
static void note_extension(Smtp *smtp, const char *line)
{
	if (g_ascii_strcasecmp(line, "STARTTLS") == 0)
		smtp->starttls = true;
	else if (g_ascii_strncasecmp(line, "SIZE ", 5) == 0)
		smtp->size_limit = (gsize)g_ascii_strtoull(line + 5, NULL, 10);
	else if (g_ascii_strncasecmp(line, "AUTH", 4) == 0 && line[4] && strchr(" =\t", line[4])) {
		g_free(smtp->mechanisms);
		smtp->mechanisms = g_strdelimit(g_strdup(line + 5), "\t=", ' ');
	}
}

/* A whole reply (RFC 5321, 4.2). Its text is that of all lines, joined. */
static bool read_reply(Smtp *smtp, SmtpReply *reply, bool ehlo, GError **error)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	smtp_reply_clear(reply);
	for (int count = 0; count < REPLY_MAX_LINES; count++) {
		if (!read_line(smtp, line, error))
			return false;
		if (line->len < 3 || !g_ascii_isdigit(line->str[0]) || !g_ascii_isdigit(line->str[1]) ||
		    !g_ascii_isdigit(line->str[2]) || (line->len > 3 && line->str[3] != ' ' && line->str[3] != '-'))
			return nonsense(smtp, error);
		if (ehlo && count > 0 && line->len > 4)
			note_extension(smtp, line->str + 4);
		g_string_append_printf(text, "%s%s", count ? " " : "", line->len > 4 ? line->str + 4 : "");
		if (line->len == 3 || line->str[3] == ' ') {
			reply->code = atoi(line->str);
			reply->text = text_safe(text->str, false);
			return true;
		}
	}
	return nonsense(smtp, error);
}

static bool write_all(Smtp *smtp, const char *bytes, gsize length, GError **error)
{
	while (length) {
		ssize_t done = mailstream_write(smtp->stream, bytes, length);

		if (done <= 0)
			return broken(smtp, error);
		bytes += done;
		length -= (gsize)done;
	}
	return true;
}

static bool flush(Smtp *smtp, GError **error)
{
	return mailstream_flush(smtp->stream) == 0 || broken(smtp, error);
}

/* Sends a line and reads the reply. */
static bool ask(Smtp *smtp, const char *line, int timeout_ms, bool ehlo, SmtpReply *reply, GError **error)
{
	stream_begin_command(smtp->stream, timeout_ms);
	return write_all(smtp, line, strlen(line), error) && write_all(smtp, "\r\n", 2, error) && flush(smtp, error) &&
	       read_reply(smtp, reply, ehlo, error);
}

static bool greet(Smtp *smtp, const char *name, SmtpReply *reply, GError **error)
{
	g_autofree char *line = g_strdup_printf("EHLO %s", name);

	g_clear_pointer(&smtp->mechanisms, g_free);
	smtp->starttls = false;
	if (!ask(smtp, line, 0, true, reply, error))
		return false;
	if (reply->code == 250)
		return true;
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" refused EHLO: %d %s", smtp->host, reply->code,
		    reply->text);
	return false;
}

static bool secure(Smtp *smtp, SmtpReply *reply, GError **error)
{
	if (!smtp->starttls) {
		g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" does not offer STARTTLS: nothing was sent to it",
			    smtp->host);
		return false;
	}
	if (!ask(smtp, "STARTTLS", 0, false, reply, error))
		return false;
	if (reply->code != 220) {
		g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" refused STARTTLS: %d %s", smtp->host, reply->code,
			    reply->text);
		return false;
	}
	return stream_start_tls(smtp->stream, error);
}

static bool log_in(Smtp *smtp, const Account *account, const Secret *secret, SmtpReply *reply, GError **error)
{
	g_autoptr(Sasl) sasl = sasl_new(smtp->mechanisms, account->by_token, account->smtp.user,
					account->smtp.host, account->smtp.port, secret, error);
	g_autofree char *initial = sasl ? sasl_initial(sasl) : NULL;
	g_autofree char *line = initial ? g_strdup_printf("AUTH %s %s", sasl_mechanism(sasl), initial) : NULL;
	bool alive = line && ask(smtp, line, 0, false, reply, error);

	while (alive && reply->code == 334) {
		g_autofree char *answer = sasl_answer(sasl, reply->text, error);

		alive = answer && ask(smtp, answer, 0, false, reply, error);
	}
	if (line)
		explicit_bzero(line, strlen(line));
	if (initial)
		explicit_bzero(initial, strlen(initial));
	if (!alive)
		return false;
	if (reply->code == 235 && sasl_is_complete(sasl))
		return true;
	g_set_error(error, ERROR, reply->code / 100 == 4 ? ERROR_UNAVAILABLE : ERROR_REFUSED,
		    "server \"%s\" refused the log-in of \"%s\": %d %s", smtp->host, account->smtp.user, reply->code,
		    reply->text);
	return false;
}

static bool converse(Smtp *smtp, const Account *account, const Secret *secret, SmtpReply *reply, GError **error)
{
	stream_begin_command(smtp->stream, 0);
	if (!read_reply(smtp, reply, false, error))
		return false;
	if (reply->code != 220) {
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" is not at our service: %d %s", smtp->host,
			    reply->code, reply->text);
		return false;
	}
	/* an address literal tells nobody the name of this machine (RFC 5321, 4.1.3) */
	if (!greet(smtp, "[127.0.0.1]", reply, error))
		return false;
	if (account->smtp.security == SECURITY_STARTTLS &&
	    (!secure(smtp, reply, error) || !greet(smtp, "[127.0.0.1]", reply, error)))
		return false;
	return !secret || log_in(smtp, account, secret, reply, error);
}

Smtp *smtp_open(const Account *account, const Secret *secret, const StreamOptions *options, SmtpReply *reply,
		GError **error)
{
	g_autoptr(Smtp) smtp = g_new0(Smtp, 1);

	smtp->host = g_strdup(account->smtp.host);
	smtp->stream = stream_open(&account->smtp, options, error);
	if (!smtp->stream || !converse(smtp, account, secret, reply, error))
		return NULL;
	return g_steal_pointer(&smtp);
}

/* RFC 5321, 4.5.3.1.3: 254 bytes. What is here would end the command or begin another. */
static bool address_is_sound(const char *address, GError **error)
{
	bool sound = strlen(address) <= 254;

	for (const char *at = address; sound && *at; at++)
		sound = (guchar)*at > ' ' && *at != 0x7f && *at != '<' && *at != '>';
	if (!sound)
		g_set_error(error, ERROR, ERROR_DATA, "an envelope address has a character that none may have");
	return sound;
}

bool smtp_mail_from(Smtp *smtp, const char *sender, gsize size_bytes, SmtpReply *reply, GError **error)
{
	g_autofree char *size = smtp->size_limit ? g_strdup_printf(" SIZE=%" G_GSIZE_FORMAT, size_bytes) : g_strdup("");
	g_autofree char *line = g_strdup_printf("MAIL FROM:<%s>%s", sender, size);

	return address_is_sound(sender, error) && ask(smtp, line, 0, false, reply, error);
}

bool smtp_rcpt_to(Smtp *smtp, const char *recipient, SmtpReply *reply, GError **error)
{
	g_autofree char *line = g_strdup_printf("RCPT TO:<%s>", recipient);

	return address_is_sound(recipient, error) && ask(smtp, line, 0, false, reply, error);
}

bool smtp_data(Smtp *smtp, SmtpReply *reply, GError **error)
{
	/* 2xx would read as if the mail had been taken, before a byte of it was sent */
	return ask(smtp, "DATA", 0, false, reply, error) && (reply->code / 100 != 2 || nonsense(smtp, error));
}

/* Dot-stuffing (RFC 5321, 4.5.2) and CRLF for every kind of line end. */
static bool write_body(Smtp *smtp, GBytes *bytes, GError **error)
{
	gsize length;
	const char *at = g_bytes_get_data(bytes, &length), *end = at + length;
	g_autoptr(GString) out = g_string_sized_new(65536);
	bool fresh = true;

	for (; at < end; at++) {
		if (fresh && *at == '.')
			g_string_append_c(out, '.');
		fresh = *at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n'));
		if (fresh)
			g_string_append(out, "\r\n");
		else if (*at != '\r')
			g_string_append_c(out, *at);
		if (out->len > 60000) {
			/* so long each block may take, not the whole (RFC 5321, 4.5.3.2.5) */
			stream_begin_command(smtp->stream, DATA_TIMEOUT_MS);
			if (!write_all(smtp, out->str, out->len, error))
				return false;
			g_string_truncate(out, 0);
		}
	}
	if (!fresh)
		g_string_append(out, "\r\n");
	stream_begin_command(smtp->stream, DATA_TIMEOUT_MS);
	return write_all(smtp, out->str, out->len, error) && flush(smtp, error);
}

bool smtp_body(Smtp *smtp, GBytes *bytes, SmtpReply *reply, GError **error)
{
	smtp_reply_clear(reply);
	stream_hear(smtp->stream, true);
	bool sent = write_body(smtp, bytes, NULL);
	stream_hear(smtp->stream, false);
	if (sent && stream_fill(smtp->stream) == 0)
		return true;
	/* it spoke unasked, or is gone; then what it said last says more than that the line broke */
	stream_begin_command(smtp->stream, LAST_WORDS_MS);
	bool said = read_reply(smtp, reply, false, NULL);
	if (said && (reply->code / 100 == 4 || reply->code / 100 == 5))
		return true;
	smtp_reply_clear(reply);
	return said ? nonsense(smtp, error) : broken(smtp, error);
}

bool smtp_dot(Smtp *smtp, SmtpReply *reply, GError **error)
{
	return ask(smtp, ".", DOT_TIMEOUT_MS, false, reply, error);
}

bool smtp_quit(Smtp *smtp)
{
	SmtpReply reply = {0};
	bool polite = ask(smtp, "QUIT", 2000, false, &reply, NULL);

	smtp_reply_clear(&reply);
	return polite;
}
