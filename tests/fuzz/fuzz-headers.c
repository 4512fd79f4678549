/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A header block, with the look at its addresses before GMime sees them. */
#include <string.h>

#include "fuzz.h"
#include "mail/address-list.h"
#include "mail/scan.h"
#include "mail/understand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Message) message = understand_headers((const char *)data, size);

	scan_addresses((const char *)data, size);
	scan_mail((const char *)data, size);
	g_autoptr(GPtrArray) emails = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *value = g_strndup((const char *)data, size);
	g_autofree char *unclear = scan_addresses(value, strlen(value)) ? NULL : address_list_read(value, emails);
	fuzz_check_text(message->subject);
	fuzz_check_texts(message->in_reply_to);
	for (guint i = 0; i < message->to->len; i++)
		fuzz_check_text(((const Address *)message->to->pdata[i])->name);
	return 0;
}
