/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an IMAP server answers, through our driver and libetpan's parser. The first byte chooses what is asked after the
 * log-in. */
#include "fuzz-server.h"
#include "net/imap.h"

static bool take_text(const ImapText *text, gpointer data)
{
	gsize *sum = data;

	for (gsize i = 0; i < text->length; i++)
		*sum += (guint8)text->text[i];
	return true;
}

static void ask_list(Imap *imap)
{
	g_autoptr(GPtrArray) all = imap_list(imap, NULL);

	for (guint i = 0; all && i < all->len; i++)
		fuzz_check_text(((Mailbox *)all->pdata[i])->name);
}

static void ask_mails(Imap *imap)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	const uint32_t wanted[] = {1, 2, 7};
	gsize sum = 0;

	g_array_append_vals(uids, wanted, G_N_ELEMENTS(wanted));
	if (imap_fetch_headers(imap, 1, 0, "FROM TO SUBJECT", take_text, &sum, NULL))
		imap_fetch_mails(imap, uids, 4096, take_text, &sum, NULL);
}

static void ask_numbers(Imap *imap)
{
	g_autoptr(GPtrArray) from = g_ptr_array_new();
	const ImapSearch search = {.from_uid = 1, .from = from};
	uint32_t uidnext;

	g_ptr_array_add(from, (gpointer) "boris@example.net");
	g_autoptr(GArray) uids = imap_uids(imap, 1, NULL), flags = imap_flags_since(imap, 1, NULL);
	g_autoptr(GArray) found = imap_search(imap, &search, NULL);
	imap_uidnext(imap, &uidnext, NULL);
}

static void ask_news(Imap *imap)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	unsigned news = NEWS_NONE;
	char *name = NULL;

	g_ptr_array_add(names, (gpointer) "INBOX");
	if (imap_has(imap, "NOTIFY") && !imap_notify(imap, names, NULL))
		return;
	if (imap_wait_begin(imap, NULL) && imap_wait_read(imap, &news, NULL))
		imap_wait_end(imap, &news, NULL);
	while (imap_notified(imap, &name, NULL) && name) {
		fuzz_check_text(name);
		g_free(name);
	}
}

static void ask_changes(Imap *imap)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static("Subject: x\r\n\r\nx\r\n", 17);
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	uint32_t uidvalidity, uid = 1;

	g_array_append_val(uids, uid);
	if (imap_store_flags(imap, uids, FLAG_FLAGGED, 0, NULL) &&
	    imap_append(imap, "Sent", bytes, FLAG_SEEN, 0, &uidvalidity, &uid, NULL))
		imap_expunge(imap, uids, NULL);
}

/* libetpan frees twice what BADCHARSET lists, and falls over a list of permanent flags that is none: the agent dies of it, which F21
 * plays. Looked at by itself, so that what lies behind is reached. */
static bool is_known_to_kill(const char *text)
{
	static const char list[] = "PERMANENTFLAGS";

	if (strstr(text, "BADCHARSET"))
		return true;
	for (const char *at = text; (at = strcasestr(at, list)); at += strlen(list)) {
		const char *flags = at + strlen(list);

		if (!g_str_has_prefix(flags, " ("))
			return true;
		flags += 2;
		while (g_ascii_isalpha(*flags) || strchr("\\-", *flags ? *flags : '.') ||
		       (*flags == ' ' && flags[1] != ' ' && flags[1] != ')'))
			flags++;
		if (!g_str_has_prefix(flags, ")]") && !g_str_has_prefix(flags, "*)]"))
			return true;
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const questions[])(Imap *) = {ask_list, ask_mails, ask_numbers, ask_news, ask_changes};
	static FuzzServer server;
	static Account *account;
	static Secret *secret;
	g_autoptr(GError) error = NULL;
	ImapSelected selected = {0};

	if (size == 0)
		return 0;
	g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
	if (is_known_to_kill(text))
		return 0;
	if (!account) {
		fuzz_server_start(&server);
		account = fuzz_account(&server);
		secret = secret_new("secret", 6);
	}
	fuzz_server_says(&server, data + 1, size - 1);
	g_autoptr(Imap) imap = imap_open(account, secret, &fuzz_patience, &error);
	if (!imap != !!error)
		g_error("neither a connection nor an error, or both");
	if (!imap)
		return 0;
	if (imap_select(imap, "INBOX", NULL, &selected, NULL))
		questions[data[0] % G_N_ELEMENTS(questions)](imap);
	imap_selected_clear(&selected);
	return 0;
}
