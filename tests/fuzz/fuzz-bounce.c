/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delivery-status blocks, and the text of a notice that is no report. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "mail/bounce.h"
#include "mail/understand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "From: MAILER-DAEMON@mx.example\nTo: anna@example.org\n\n";
	g_autofree char *raw = g_strndup((const char *)data, size);
	g_autofree char *text = text_safe(raw, true);
	g_autoptr(Headers) headers = headers_split(head, strlen(head));
	g_autoptr(Message) message = understand_headers(head, strlen(head));

	message->kind = KIND_BOUNCE;
	bounce_read_status(text, message->recipients);
	bounce_read_text(headers, text, message);
	for (guint i = 0; i < message->recipients->len; i++)
		fuzz_check_text(((const Recipient *)message->recipients->pdata[i])->address);
	return 0;
}
