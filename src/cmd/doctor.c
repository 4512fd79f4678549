/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc doctor: what is wrong. */
#include <unistd.h>

#include "app/address-book.h"
#include "app/control.h"
#include "base/phone.h"
#include "base/run.h"
#include "base/secret.h"
#include "cmd/findings.h"
#include "cmd/words.h"
#include "store/store-message.h"
#include "store/store-outbox.h"

#define SECRET_TIMEOUT_MS 10000

static void look_at_parts(Findings *findings)
{
	g_autofree char *agent = run_libexec("cmc-agent");
	g_autoptr(GError) error = NULL;

	if (g_file_test(agent, G_FILE_TEST_IS_EXECUTABLE))
		findings_note(findings->good, "%s", agent);
	else
		findings_note(findings->bad, _("%s is missing, mail is neither read nor sent: install cmc again"), agent);
	g_autofree char *number = phone_e164("+49 30 123456", "DE", &error);
	if (number)
		findings_note(findings->good, "%s", _("phone numbers are understood"));
	else
		findings_note(findings->bad, _("phone numbers: %s"), error->message);
}

static bool is_folder(const char *path, const char *name)
{
	g_autofree char *cur = g_build_filename(path, name, "cur", NULL);

	return g_file_test(cur, G_FILE_TEST_IS_DIR);
}

/* INBOX is the tree's top or a folder in it; others may call that folder as they like as long as it reads INBOX. */
static void look_at_maildir(const Config *config, const Account *account, Findings *findings)
{
	static const char *const inboxes[] = {".", "INBOX", "Inbox", "inbox"};
	bool found = false;

	for (gsize i = 0; !found && i < G_N_ELEMENTS(inboxes); i++)
		found = is_folder(account->maildir, inboxes[i]);
	if (!found)
		findings_note(findings->bad, _("account %s: there is no INBOX in the Maildir %s: run what syncs it, or correct maildir= in %s"),
			      account->id, account->maildir, config->path);
	else if (access(account->maildir, R_OK | W_OK | X_OK) != 0)
		findings_note(findings->bad, _("account %s: the Maildir %s cannot be written"), account->id, account->maildir);
	else
		findings_note(findings->good, _("account %s: Maildir %s"), account->id, account->maildir);
}

static void look_at_accounts(const Config *config, Findings *findings)
{
	if (!config->accounts->len)
		findings_note(findings->bad, _("%s names no account; run \"cmc setup\""), config->path);
	for (guint i = 0; i < config->accounts->len; i++) {
		const Account *account = config->accounts->pdata[i];
		const char *command = account->password_command ? account->password_command : account->token_command;
		g_autoptr(GError) error = NULL;

		if (account->maildir)
			look_at_maildir(config, account, findings);
		if (!command)
			continue;
		g_autoptr(Secret) secret = secret_from_command(command, SECRET_TIMEOUT_MS, &error);
		if (secret)
			findings_note(findings->good, _("account %s: its command gives a secret"), account->id);
		else
			findings_note(findings->bad, _("account %s: %s; try by hand what %s= in %s says: %s"), account->id,
			     error->message, account->password_command ? "password_command" : "token_command",
			     config->path, command);
		if (account->ca_file && access(account->ca_file, R_OK) != 0)
			findings_note(findings->bad, _("account %s: %s cannot be read: correct ca_file= in %s"), account->id, account->ca_file, config->path);
	}
}

static void look_at_books(const Config *config, Findings *findings)
{
	for (guint i = 0; i < config->address_books->len; i++) {
		const char *book = config->address_books->pdata[i];

		if (address_book_is_there(book))
			findings_note(findings->good, _("address book %s"), book);
		else
			findings_note(findings->bad, _("address book %s is not there"), book);
	}
}

static void look_at_mailboxes(const Config *config, Store *store, Findings *findings)
{
	g_autoptr(GPtrArray) all = store_mailbox_all(store, NULL, NULL);

	for (guint i = 0; all && i < all->len; i++) {
		const Mailbox *mailbox = all->pdata[i];

		if (mailbox->error)
			findings_note(findings->bad, _("%s/%s: %s; if it stays, look at [account %s] in %s, then run \"cmc sync\""),
			     mailbox->account, mailbox->name, mailbox->error, mailbox->account, config->path);
	}
}

/* Messages that killed their reader twice: left alone until they are gone. */
static void look_at_quarantine(Store *store, Findings *findings)
{
	g_autoptr(GPtrArray) keys = store_value_keys(store, "quarantine ", NULL);

	for (guint i = 0; keys && i < keys->len; i++)
		findings_note(findings->bad,
			      _("a message killed its reader twice and is left alone (account, mailbox, UIDVALIDITY, UID): %s"),
			      (char *)keys->pdata[i]);
}

static void look_at_outbox(Store *store, Findings *findings)
{
	g_autoptr(GPtrArray) rows = store_outbox_open(store, NULL);

	for (guint i = 0; rows && i < rows->len; i++) {
		const Outbox *row = rows->pdata[i];

		if (row->state == OUTBOX_UNCERTAIN || row->state == OUTBOX_FAILED ||
		    (row->state == OUTBOX_DEFERRED && row->attempts > 1))
			findings_note(findings->bad, _("o%lld is %s: see \"cmc outbox\""), (long long)row->id,
			     word_shown(outbox_state_word(row->state)));
	}
}

static int run(Context *context, char **arguments, GError **error)
{
	g_auto(Findings) findings = {0};

	(void)arguments;
	findings_init(&findings);
	if (!findings_of_store(context, context->store, false, &findings, error))
		return EXIT_FAILED;
	look_at_parts(&findings);
	look_at_accounts(context->config, &findings);
	look_at_books(context->config, &findings);
	look_at_mailboxes(context->config, context->store, &findings);
	look_at_quarantine(context->store, &findings);
	look_at_outbox(context->store, &findings);
	if (control_poke(context->config->store))
		findings_note(findings.good, "%s", _("a watcher runs"));
	else
		findings_note(findings.bad, "%s", _("no watcher runs: start \"cmc watch\""));
	return findings_tell(context, &findings);
}

const Command command_doctor = {
	"doctor", "", N_("find what is wrong"), NEEDS_STORE_READ, 0, 0, NULL, run,
};
