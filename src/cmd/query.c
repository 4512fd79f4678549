/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmc query: addresses for mutt's query_command, aerc's address-book-cmd and others who complete addresses. */
#include "app/address-book.h"
#include "base/text.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "store/store-contact.h"

#define ADDRESSES_MAX 1000

/* One column: neither line end nor tab may come from a name. */
static void print_column(const char *text, const char *end)
{
	g_autofree char *safe = text_safe(text, false);

	print_text("%s%s", safe, end);
}

static void print_address(const ContactAddress *address)
{
	print_column(address->email, "\t");
	print_column(address->name, "\t");
	print_column(address->org ? address->org : "", "\n");
}

static int tell(const Context *context, const GPtrArray *found)
{
	if (context->json) {
		Json *json = json_begin();
		json_list(json, "addresses");
		for (guint i = 0; i < found->len; i++) {
			const ContactAddress *each = found->pdata[i];
			json_open(json, NULL);
			json_text(json, "email", each->email);
			json_text(json, "name", each->name);
			json_text(json, "org", each->org);
			json_close(json);
		}
		json_list_end(json);
		json_done(json);
	} else {
		/* the line that mutt shows and nobody takes for an address */
		print_text(ngettext("cmc: %u address\n", "cmc: %u addresses\n", found->len), found->len);
		for (guint i = 0; i < found->len; i++)
			print_address(found->pdata[i]);
	}
	return found->len ? 0 : EXIT_NOTHING;
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autofree char *words = g_strjoinv(" ", arguments);
	g_autofree char *text = text_safe(words, false);
	g_autoptr(GPtrArray) found = store_contact_addresses(context->store, text, ADDRESSES_MAX, error);
	const GPtrArray *books = context->config->address_books;

	if (!found)
		return EXIT_FAILED;
	for (guint i = 0; i < books->len; i++) {
		g_autoptr(GError) problem = NULL;

		/* one book that is missing must not take the others away */
		if (!address_book_find(books->pdata[i], text, ADDRESSES_MAX, found, &problem))
			print_talk("%s", problem->message);
	}
	return tell(context, found);
}

const Command command_query = {
	"query",
	"[TEXT…]",
	N_("addresses whose owner's name, organisation or address contains TEXT"),
	NEEDS_STORE_READ,
	0,
	1000,
	NULL,
	run,
};
