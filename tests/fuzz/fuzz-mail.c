/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole mail, as strangers send it. */
#include <string.h>

#include "fuzz.h"
#include "mail/understand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Message) message = understand_message((const char *)data, size);

	fuzz_check_text(message->subject);
	fuzz_check_text(message->message_id);
	fuzz_check_text(message->text);
	fuzz_check_text(message->quoted);
	fuzz_check_text(message->original_message_id);
	fuzz_check_text(message_sender(message));
	fuzz_check_texts(message->evidence);
	fuzz_check_texts(message->references);
	fuzz_check_texts(message->attachments);
	for (guint i = 0; i < message->recipients->len; i++) {
		const Recipient *recipient = message->recipients->pdata[i];

		fuzz_check_text(recipient->address);
		fuzz_check_text(recipient->diagnostic);
	}
	return 0;
}
