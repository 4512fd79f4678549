/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/mutt.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/compose.h"
#include "match/due.h"
#include "store/store-appointment.h"
#include "store/store-outbox.h"

/* An open session of mutt older than that may still colour somebody whose call was made. */
#define COOLED_S (30 * 24 * 3600)

/* "call-later" is a matter of the appointment's own day, which begins at most so long before the call. */
#define DAY_S (26 * 3600)

/* ungroup of a group's last member, or of all, crashes mutt 2.2 and neomutt 2022: this one stays. */
#define NEVER "never@cmc.invalid"

char *mutt_word(const char *text)
{
	GString *word = g_string_new(NULL);

	for (; *text; text++) {
		if (!g_ascii_isalnum(*text) && !strchr("@._+-/", *text) && (guchar)*text < 128)
			g_string_append_c(word, '\\');
		g_string_append_c(word, *text);
	}
	return g_string_free(word, FALSE);
}

/* RFC 5322, 3.2.3: of anything else mutt would make a list or a comment. */
static bool is_plain(const char *email)
{
	for (; *email; email++)
		if (!g_ascii_isalnum(*email) && !strchr("@.!#$%&'*+-/=?^_`{|}~", *email) && (guchar)*email < 128)
			return false;
	return true;
}

static void add_group(GString *rc, const char *command, const GPtrArray *emails)
{
	for (guint i = 0; i < emails->len; i++) {
		const char *email = emails->pdata[i];
		g_autofree char *word = mutt_word(email);

		if (is_plain(email))
			g_string_append_printf(rc, "%s -group cmc-due -addr %s\n", command, word);
	}
}

static void add_counts(GString *rc, const GPtrArray *appointments, int64_t now)
{
	guint counts[DUE_REVIEW + 1] = {0};

	for (guint i = 0; i < appointments->len; i++) {
		const CycleFacts facts = {.appointment = appointments->pdata[i]};
		g_autoptr(GArray) items = due_items(&facts, now);

		if (items->len)
			counts[g_array_index(items, DueItem, 0).kind]++;
	}
	guint due = counts[DUE_CALL_DUE] + counts[DUE_CALL_OVERDUE];
	g_autofree char *text =
		g_strdup_printf(ngettext("cmc: %u call due, %u later today", "cmc: %u calls due, %u later today", due),
				due, counts[DUE_CALL_LATER]);
	g_autofree char *word = mutt_word(text);
	g_string_append_printf(rc, "set my_cmc_due=%u\nset my_cmc_later=%u\nset my_cmc_status=%s\n", due,
			       counts[DUE_CALL_LATER], word);
}

char *mutt_groups(Store *store, int64_t now, GError **error)
{
	g_autoptr(GPtrArray) due = store_appointment_due_emails(store, now, error);
	g_autoptr(GPtrArray) cooled = due ? store_appointment_cooled_emails(store, now, now - COOLED_S, error) : NULL;
	g_autoptr(GPtrArray) appointments = cooled ? store_appointment_until(store, now + DAY_S, error) : NULL;
	GString *rc = g_string_new("group -group cmc-due -addr " NEVER "\n");

	if (!appointments) {
		g_string_free(rc, TRUE);
		return NULL;
	}
	add_group(rc, "group", due);
	add_group(rc, "ungroup", cooled);
	add_counts(rc, appointments, now);
	return g_string_free(rc, FALSE);
}

/* Beside the store: nobody else reads there, and a mutt that was killed leaves no draft in a public place. */
static char *draft_path(const Config *config)
{
	g_autofree char *folder = g_path_get_dirname(config->store);

	return g_build_filename(folder, "mutt-draft", NULL);
}

static GString *as_mbox(GBytes *mail)
{
	gsize length;
	const char *at = g_bytes_get_data(mail, &length), *end = at + length;
	GString *mbox = g_string_new("From cmc@cmc.invalid Thu Jan  1 00:00:00 1970\n");

	while (at < end) {
		const char *feed = memchr(at, '\n', (gsize)(end - at));
		gsize size = (gsize)((feed ? feed : end) - at), text = size && at[size - 1] == '\r' ? size - 1 : size;

		if (size >= 5 && !memcmp(at, "From ", 5))
			g_string_append_c(mbox, '>');
		g_string_append_len(mbox, at, (gssize)text);
		g_string_append_c(mbox, '\n');
		at += size + 1;
	}
	return g_string_append_c(mbox, '\n');
}

/* It lies in no Drafts of a server: stored, as far as the watcher is concerned. */
static bool remember(Store *store, const Compose *compose, int64_t now, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	Draft draft = {
		.account = compose->account->id,
		.call_id = compose->call->id,
		.message_id = compose->message_id,
		.bytes = compose->bytes,
		.created_at = now,
	};

	if (!transaction || !store_draft_add(store, &draft, error))
		return false;
	draft.stored_at = now;
	return store_draft_put(store, &draft, error) && transaction_commit(transaction, error);
}

void mutt_draft_drop(const Config *config)
{
	g_autofree char *path = draft_path(config);

	g_unlink(path);
}

bool mutt_draft_make(Store *store, const Config *config, const char *account, const Contact *contact, int64_t now,
		     GError **error)
{
	g_autofree char *path = draft_path(config);
	g_autofree char *target = g_strdup_printf("p%" G_GINT64_FORMAT, contact->id);
	const ComposeRequest request = {.target = target, .account = account};

	g_autoptr(Compose) compose = compose_new(store, config, &request, now, error);
	if (!compose || !compose_seal(config, compose, true, now, error) || !remember(store, compose, now, error))
		return false;
	g_autoptr(GString) mbox = as_mbox(compose->bytes);
	return g_file_set_contents_full(path, mbox->str, (gssize)mbox->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
					error);
}

char *mutt_draft_recall(const Config *config)
{
	g_autofree char *path = draft_path(config);
	g_autofree char *word = mutt_word(path);

	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return g_strdup("echo \"cmc: no draft\"\n");
	return g_strdup_printf(
		"set my_cmc_postponed=$postponed\n"
		"set postponed=%s\n"
		"push \"<recall-message><enter-command>set postponed=\\$my_cmc_postponed<enter>\"\n",
		word);
}
