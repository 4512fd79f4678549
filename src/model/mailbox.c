/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/mailbox.h"

static const char *const words[] = {"other", "inbox", "sent", "drafts", "calls"};

Mailbox *mailbox_new(const char *account, const char *name)
{
	Mailbox *mailbox = g_new0(Mailbox, 1);

	mailbox->account = g_strdup(account);
	mailbox->name = g_strdup(name);
	return mailbox;
}

void mailbox_free(Mailbox *mailbox)
{
	if (!mailbox)
		return;
	g_free(mailbox->account);
	g_free(mailbox->name);
	g_free(mailbox->error);
	g_free(mailbox);
}

const char *mailbox_role_word(MailboxRole role)
{
	return words[role];
}

bool mailbox_role_from_word(const char *word, MailboxRole *out)
{
	for (gsize i = 0; word && i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(word, words[i])) {
			*out = (MailboxRole)i;
			return true;
		}
	return false;
}
