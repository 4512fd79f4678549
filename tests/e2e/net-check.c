/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drives src/net against a real server, a line a fact, for the end-to-end tests:
 *   net-check DEED imap|smtp URL USER SECRETFILE CAFILE [ARGUMENT…]
 * URL is tls:HOST:PORT, starttls:HOST:PORT or none:HOST:PORT; USER "token/NAME" logs in with a token. Exit as cmc.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "net/imap.h"
#include "net/smtp.h"

static const StreamOptions defaults = {
	.connect_timeout_ms = 3000, .command_timeout_ms = 20000, .budget_bytes = 64 << 20, .cancel_fd = -1};

static int fail(GError *error)
{
	fprintf(stderr, "%s\n", error ? error->message : "no reason");
	return error ? error_exit_code(error) : 70;
}

static void endpoint_from(Endpoint *endpoint, const char *url, const char *user)
{
	g_auto(GStrv) parts = g_strsplit(url, ":", 3);

	endpoint->security = strcmp(parts[0], "tls") == 0	 ? SECURITY_TLS
			     : strcmp(parts[0], "starttls") == 0 ? SECURITY_STARTTLS
								 : SECURITY_NONE;
	endpoint->host = g_strdup(parts[1]);
	endpoint->port = (uint16_t)atoi(parts[2]);
	endpoint->user = g_strdup(user);
}

static void print_changes(const GArray *changes)
{
	for (guint i = 0; i < changes->len; i++)
		printf("change %u %u\n", g_array_index(changes, ImapChange, i).uid,
		       g_array_index(changes, ImapChange, i).flags);
}

static void print_uids(const char *what, GArray *uids)
{
	for (guint i = 0; uids && i < uids->len; i++)
		printf("%s %u\n", what, g_array_index(uids, uint32_t, i));
	if (uids)
		g_array_unref(uids);
}

static bool print_mail(const ImapText *mail, gpointer data)
{
	printf("mail %" G_GSIZE_FORMAT " %u %u %d\n", mail->length, mail->size_bytes, mail->flags, mail->received_at > 0);
	return true;
}

static bool print_header(const ImapText *header, gpointer data)
{
	g_autofree char *text = g_strndup(header->text, header->length);

	printf("header %u %u %d %s\n", header->uid, header->size_bytes, header->received_at > 0,
	       g_strdelimit(g_strstrip(text), "\r\n", ' '));
	return true;
}

static bool list(Imap *imap, char **arguments, GError **error)
{
	g_autoptr(GPtrArray) found = imap_list(imap, error);

	for (guint i = 0; found && i < found->len; i++)
		printf("mailbox %s %d\n", ((Mailbox *)found->pdata[i])->name, ((Mailbox *)found->pdata[i])->role);
	return found != NULL;
}

/* MAILBOX [UIDVALIDITY MODSEQ] */
static bool select_one(Imap *imap, char **arguments, GError **error)
{
	g_autoptr(Mailbox) known = mailbox_new("x", arguments[0]);
	ImapSelected selected;
	bool again = arguments[1] && arguments[2];

	if (again) {
		known->uidvalidity = (uint32_t)strtoul(arguments[1], NULL, 10);
		known->modseq = strtoull(arguments[2], NULL, 10);
	}
	if (!imap_select(imap, arguments[0], again ? known : NULL, &selected, error))
		return false;
	printf("selected %u %u %u %" G_GUINT64_FORMAT " keyword=%d quick=%d\n", selected.uidvalidity, selected.uidnext,
	       selected.exists, selected.modseq, selected.any_keyword, selected.quick);
	print_changes(selected.changed);
	for (guint i = 0; i + 1 < selected.vanished->len; i += 2)
		printf("vanished %u:%u\n", g_array_index(selected.vanished, uint32_t, i),
		       g_array_index(selected.vanished, uint32_t, i + 1));
	imap_selected_clear(&selected);
	return true;
}

static bool read_all(Imap *imap, char **arguments, GError **error)
{
	static const uint32_t first = 1, none = 4000000;
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GArray) changes = NULL;

	if (!select_one(imap, arguments, error) ||
	    !imap_fetch_headers(imap, 1, 0, "From Subject Message-ID", print_header, NULL, error))
		return false;
	print_uids("uid", imap_uids(imap, 1, error));
	g_array_append_val(uids, first);
	g_array_append_val(uids, none);
	if (*error || !imap_fetch_mails(imap, uids, 1 << 20, print_mail, NULL, error))
		return false;
	changes = imap_flags_since(imap, 0, error);
	if (changes)
		print_changes(changes);
	return changes && imap_unselect(imap, error);
}

/* MAILBOX MESSAGE-ID FROM */
static bool search(Imap *imap, char **arguments, GError **error)
{
	g_autoptr(GPtrArray) from = g_ptr_array_new();
	ImapSearch wanted = {.from_uid = 1, .since = 1600000000, .message_id = arguments[1]};

	for (char **each = arguments + 2; *each; each++)
		g_ptr_array_add(from, *each);
	wanted.from = from;
	char *just[] = {arguments[0], NULL, NULL, NULL};
	if (!select_one(imap, just, error))
		return false;
	GArray *uids = imap_search(imap, &wanted, error);
	print_uids("found", uids);
	return uids != NULL;
}

/* MAILBOX FILE: append, flag, look, expunge */
static bool change(Imap *imap, char **arguments, GError **error)
{
	g_autofree char *bytes = NULL;
	gsize length;
	uint32_t uidvalidity, uid;
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GArray) changes = NULL;

	if (!g_file_get_contents(arguments[1], &bytes, &length, error))
		return false;
	g_autoptr(GBytes) mail = g_bytes_new(bytes, length);
	if (!imap_append(imap, arguments[0], mail, FLAG_FLAGGED, 1764000000, &uidvalidity, &uid, error)) {
		if (!g_error_matches(*error, ERROR, ERROR_NOT_FOUND))
			return false;
		g_clear_error(error);
		printf("created\n");
		if (!imap_create(imap, arguments[0], error) ||
		    !imap_append(imap, arguments[0], mail, FLAG_FLAGGED, 1764000000, &uidvalidity, &uid, error))
			return false;
	}
	printf("appended %d %u\n", uidvalidity > 0, uid);
	g_array_append_val(uids, uid);
	char *just[] = {arguments[0], NULL, NULL, NULL};
	if (!select_one(imap, just, error) ||
	    !imap_store_flags(imap, uids, FLAG_CMC_DUE | FLAG_SEEN, FLAG_FLAGGED, error))
		return false;
	changes = imap_flags_since(imap, 1, error);
	if (!changes)
		return false;
	print_changes(changes);
	if (arguments[2] && !imap_expunge(imap, uids, error))
		return false;
	print_uids("left", imap_uids(imap, 1, error));
	return *error == NULL;
}

/* MAILBOX [NOTIFIED]: waits 20 s at most for a change */
static bool wait_one(Imap *imap, char **arguments, GError **error)
{
	g_autoptr(GPtrArray) others = g_ptr_array_new();
	char *just[] = {arguments[0], NULL, NULL, NULL};
	char *name = NULL;
	unsigned news = NEWS_NONE;
	uint32_t before, after;

	if (!select_one(imap, just, error) || !imap_uidnext(imap, &before, error))
		return false;
	if (arguments[1]) {
		g_ptr_array_add(others, arguments[1]);
		if (!imap_notify(imap, others, error))
			return false;
	}
	if (!imap_wait_begin(imap, error))
		return false;
	printf("waiting\n");
	for (int i = 0; i < 20 && !news; i++) {
		struct pollfd wait = {.fd = imap_fd(imap), .events = POLLIN};

		if ((imap_has_input(imap) || poll(&wait, 1, 1000) > 0) && !imap_wait_read(imap, &news, error))
			return false;
	}
	if (!imap_wait_end(imap, &news, error) || !imap_uidnext(imap, &after, error))
		return false;
	printf("changed %d uidnext+%u\n", news != NEWS_NONE, after - before);
	while (imap_notified(imap, &name, error) && name) {
		printf("notified %s\n", name);
		g_free(name);
	}
	return true;
}

static const struct {
	const char *name;
	bool (*run)(Imap *imap, char **arguments, GError **error);
} deeds[] = {
	{"list", list}, {"select", select_one}, {"read", read_all}, {"search", search}, {"change", change}, {"wait", wait_one},
};

static bool deliver(Smtp *smtp, char **arguments, SmtpReply *reply, GError **error)
{
	g_autofree char *bytes = NULL;
	gsize length;

	if (!g_file_get_contents(arguments[1], &bytes, &length, error))
		return false;
	g_autoptr(GBytes) mail = g_bytes_new(bytes, length);
	if (!smtp_mail_from(smtp, arguments[0], length, reply, error))
		return false;
	printf("from %d\n", reply->code);
	for (char **each = arguments + 2; *each; each++) {
		if (!smtp_rcpt_to(smtp, *each, reply, error))
			return false;
		printf("rcpt %d\n", reply->code);
	}
	if (!smtp_data(smtp, reply, error))
		return false;
	printf("data %d\n", reply->code);
	if (reply->code != 354)
		return smtp_quit(smtp);
	if (!smtp_body(smtp, mail, reply, error) || reply->code || !smtp_dot(smtp, reply, error))
		return false;
	printf("dot %d %s\n", reply->code, reply->text);
	return smtp_quit(smtp);
}

/* SENDER FILE RECIPIENT… */
static int send_mail(const Account *account, const Secret *secret, const StreamOptions *options, char **arguments)
{
	g_autoptr(GError) error = NULL;
	SmtpReply reply = {0};
	g_autoptr(Smtp) smtp = smtp_open(account, secret, options, &reply, &error);
	bool done = smtp && deliver(smtp, arguments, &reply, &error);

	if (!done && reply.code)
		printf("reply %d %s\n", reply.code, reply.text);
	smtp_reply_clear(&reply);
	return done ? 0 : fail(error);
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Account) account = account_new("check");
	g_autofree char *bytes = NULL;
	StreamOptions options = defaults;
	gsize length;

	if (argc < 7)
		return 64;
	setvbuf(stdout, NULL, _IOLBF, 0);
	options.ca_file = *argv[6] ? argv[6] : NULL;
	options.tls_pin = g_getenv("TLS_PIN");
	if (!stream_library_init(&error) || !g_file_get_contents(argv[5], &bytes, &length, &error))
		return fail(error);
	g_autoptr(Secret) secret = secret_new(bytes, strcspn(bytes, "\n"));
	bool token = g_str_has_prefix(argv[4], "token/");
	account->by_token = token;
	endpoint_from(strcmp(argv[2], "smtp") == 0 ? &account->smtp : &account->imap, argv[3], argv[4] + (token ? 6 : 0));
	if (strcmp(argv[2], "smtp") == 0)
		return send_mail(account, secret, &options, argv + 7);
	g_autoptr(Imap) imap = imap_open(account, secret, &options, &error);
	if (!imap)
		return fail(error);
	for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++)
		if (strcmp(argv[1], deeds[i].name) == 0)
			return deeds[i].run(imap, argv + 7, &error) ? 0 : fail(error);
	return 64;
}
