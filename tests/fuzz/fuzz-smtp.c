/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an SMTP server answers to one mail, through our driver. */
#include "fuzz-server.h"
#include "net/smtp.h"

static bool good(const SmtpReply *reply, int hundreds)
{
	fuzz_check_text(reply->text);
	if (reply->text && strpbrk(reply->text, "\r\n"))
		g_error("a reply of two lines");
	return reply->code / 100 == hundreds;
}

static void send_one(Smtp *smtp, SmtpReply *reply)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static("Subject: x\r\n\r\n.x\r\n", 18);

	if (!smtp_mail_from(smtp, "anna@example.org", g_bytes_get_size(bytes), reply, NULL) || !good(reply, 2))
		return;
	if (!smtp_rcpt_to(smtp, "boris@example.net", reply, NULL) || !good(reply, 2))
		return;
	if (!smtp_data(smtp, reply, NULL) || !good(reply, 3) || !smtp_body(smtp, bytes, reply, NULL) || reply->code)
		return;
	if (smtp_dot(smtp, reply, NULL))
		good(reply, 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FuzzServer server;
	static Account *account;
	static Secret *secret;
	g_autoptr(GError) error = NULL;
	SmtpReply reply = {0};

	if (!account) {
		fuzz_server_start(&server);
		account = fuzz_account(&server);
		secret = secret_new("secret", 6);
	}
	fuzz_server_says(&server, data, size);
	g_autoptr(Smtp) smtp = smtp_open(account, secret, &fuzz_patience, &reply, &error);
	if (!smtp != !!error)
		g_error("neither a connection nor an error, or both");
	good(&reply, 2);
	if (smtp)
		send_one(smtp, &reply);
	smtp_reply_clear(&reply);
	return 0;
}
