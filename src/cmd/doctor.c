/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc doctor: what is wrong. cmc check: is the store sound? */
#include <unistd.h>

#include "app/address-book.h"
#include "app/control.h"
#include "app/today.h"
#include "base/clock.h"
#include "base/phone.h"
#include "base/run.h"
#include "base/secret.h"
#include "cmd/command.h"
#include "cmd/print.h"
#include "store/store-message.h"
#include "store/store-outbox.h"

#define SECRET_TIMEOUT_MS 10000

typedef struct Findings {
	GPtrArray *good, *bad; /* char * */
} Findings;

static void note(GPtrArray *list, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void note(GPtrArray *list, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(list, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

static void look_at_parts(Findings *findings)
{
	g_autofree char *agent = run_libexec("cmc-agent");
	g_autoptr(GError) error = NULL;

	if (g_file_test(agent, G_FILE_TEST_IS_EXECUTABLE))
		note(findings->good, "%s", agent);
	else
		note(findings->bad, _("%s is missing, mail is neither read nor sent: install cmc again"), agent);
	g_autofree char *number = phone_e164("+49 30 123456", "DE", &error);
	if (number)
		note(findings->good, "%s", _("phone numbers are understood"));
	else
		note(findings->bad, _("phone numbers: %s"), error->message);
}

static void look_at_accounts(const Config *config, Findings *findings)
{
	if (!config->accounts->len)
		note(findings->bad, _("%s names no account; run \"cmc setup\""), config->path);
	for (guint i = 0; i < config->accounts->len; i++) {
		const Account *account = config->accounts->pdata[i];
		const char *command = account->password_command ? account->password_command : account->token_command;
		g_autoptr(GError) error = NULL;
		g_autoptr(Secret) secret = secret_from_command(command, SECRET_TIMEOUT_MS, &error);

		if (secret)
			note(findings->good, _("account %s: its command gives a secret"), account->id);
		else
			note(findings->bad, _("account %s: %s; try by hand what %s= in %s says: %s"), account->id,
			     error->message, account->password_command ? "password_command" : "token_command",
			     config->path, command);
		if (account->ca_file && access(account->ca_file, R_OK) != 0)
			note(findings->bad, _("account %s: %s cannot be read: correct ca_file= in %s"), account->id, account->ca_file, config->path);
	}
}

static void look_at_books(const Config *config, Findings *findings)
{
	for (guint i = 0; i < config->address_books->len; i++) {
		const char *book = config->address_books->pdata[i];

		if (address_book_is_there(book))
			note(findings->good, _("address book %s"), book);
		else
			note(findings->bad, _("address book %s is not there"), book);
	}
}

static void look_at_mailboxes(const Config *config, Store *store, Findings *findings)
{
	g_autoptr(GPtrArray) all = store_mailbox_all(store, NULL, NULL);

	for (guint i = 0; all && i < all->len; i++) {
		const Mailbox *mailbox = all->pdata[i];

		if (mailbox->error)
			note(findings->bad, _("%s/%s: %s; if it stays, look at [account %s] in %s, then run \"cmc sync\""),
			     mailbox->account, mailbox->name, mailbox->error, mailbox->account, config->path);
	}
}

static void look_at_outbox(Store *store, Findings *findings)
{
	g_autoptr(GPtrArray) all = store_outbox_all(store, NULL);

	for (guint i = 0; all && i < all->len; i++) {
		const Outbox *row = all->pdata[i];

		if (row->state == OUTBOX_UNCERTAIN || row->state == OUTBOX_FAILED)
			note(findings->bad, _("o%lld is %s: see \"cmc outbox\""), (long long)row->id,
			     outbox_state_word(row->state));
	}
}

static int tell(Context *context, const Findings *findings)
{
	if (context->json) {
		JsonBuilder *json = json_begin();
		json_bool(json, "sound", findings->bad->len == 0);
		json_list(json, "findings");
		for (guint i = 0; i < findings->bad->len; i++)
			json_builder_add_string_value(json, findings->bad->pdata[i]);
		json_builder_end_array(json);
		json_done(json);
	} else {
		for (guint i = 0; context->level >= LOG_NORMAL && i < findings->good->len; i++)
			print_text("ok   %s\n", (char *)findings->good->pdata[i]);
		for (guint i = 0; i < findings->bad->len; i++)
			print_text("BAD  %s\n", (char *)findings->bad->pdata[i]);
	}
	return findings->bad->len ? EXIT_NOTHING : 0;
}

static void add_sentences(Findings *findings, GPtrArray *sentences)
{
	for (guint i = 0; i < sentences->len; i++)
		note(findings->bad, "%s", (char *)sentences->pdata[i]);
}

static bool has_item(const Today *today, const TodayItem *wanted)
{
	for (guint i = 0; i < today->items->len; i++) {
		const TodayItem *item = today->items->pdata[i];

		if (item->kind == wanted->kind && item->call_id == wanted->call_id && item->message == wanted->message &&
		    item->appointment_id == wanted->appointment_id)
			return true;
	}
	return false;
}

/* today looks at a few only: whatever waits must be with them. */
static bool look_at_today(Context *context, Findings *findings, GError **error)
{
	int64_t now = clock_now();
	g_autoptr(Today) everybody = today_make_slowly(context->store, context->config, now, error);
	g_autoptr(Today) today = everybody ? today_make(context->store, context->config, now, error) : NULL;

	for (guint i = 0; today && i < everybody->items->len; i++) {
		const TodayItem *item = everybody->items->pdata[i];

		if (!has_item(today, item))
			note(findings->bad, _("\"today\" does not show %s of p%lld"), due_word(item->kind),
			     (long long)(item->contact ? item->contact->id : 0));
	}
	return today != NULL;
}

static int run(Context *context, bool whole, GError **error)
{
	g_autoptr(GPtrArray) good = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) bad = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) sentences = store_check(context->store, error);
	Findings findings = {good, bad};

	if (!sentences)
		return EXIT_FAILED;
	add_sentences(&findings, sentences);
	if (!look_at_today(context, &findings, error))
		return EXIT_FAILED;
	if (!bad->len)
		note(good, _("the store is sound: %s"), context->config->store);
	if (whole) {
		look_at_parts(&findings);
		look_at_accounts(context->config, &findings);
		look_at_books(context->config, &findings);
		look_at_mailboxes(context->config, context->store, &findings);
		look_at_outbox(context->store, &findings);
		if (control_poke(context->config->store))
			note(good, "%s", _("a watcher runs"));
		else
			note(bad, "%s", _("no watcher runs: start \"cmc watch\""));
	}
	return tell(context, &findings);
}

static int run_doctor(Context *context, char **arguments, GError **error)
{
	(void)arguments;
	return run(context, true, error);
}

static int run_check(Context *context, char **arguments, GError **error)
{
	(void)arguments;
	return run(context, false, error);
}

const Command command_doctor = {
	"doctor", "", N_("find what is wrong"), NEEDS_STORE_READ, 0, 0, NULL, run_doctor,
};
const Command command_check = {
	"check", "", N_("verify the store"), NEEDS_STORE_READ, 0, 0, NULL, run_check,
};
