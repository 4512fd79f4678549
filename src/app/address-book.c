/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/address-book.h"

#include <string.h>

#include "base/error.h"
#include "base/run.h"
#include "base/text.h"
#include "model/address.h"
#include "store/store-contact.h"

#define ANSWER_MS 5000

/* Both answer as mutt's query_command wants it: ADDRESS TAB NAME [TAB NOTE], other lines are talk. The text to look for
 * follows argv, as an argument that is no option whatever it looks like. */
typedef struct Book {
	const char *name;
	const char *argv[6];
} Book;

static const Book books[] = {
	{"khard", {"khard", "email", "--parsable", "--remove-first-line", "--"}},
	{"abook", {"abook", "--mutt-query"}},
};

const char address_book_names[] = "khard, abook";

static const Book *book_of(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(books); i++)
		if (g_str_equal(books[i].name, name))
			return &books[i];
	return NULL;
}

bool address_book_is_known(const char *name)
{
	return book_of(name) != NULL;
}

bool address_book_is_there(const char *name)
{
	g_autofree char *path = g_find_program_in_path(book_of(name)->argv[0]);

	return path != NULL;
}

static bool is_among(const GPtrArray *found, const char *email)
{
	for (guint i = 0; i < found->len; i++)
		if (g_str_equal(((ContactAddress *)found->pdata[i])->email, email))
			return true;
	return false;
}

static void take_line(const char *line, GPtrArray *found)
{
	g_auto(GStrv) columns = g_strsplit(line, "\t", 4);
	g_autofree char *email = columns[0] && columns[1] ? address_normalise(columns[0], NULL) : NULL;

	if (!email || is_among(found, email))
		return;
	ContactAddress *address = g_new0(ContactAddress, 1);
	address->email = g_steal_pointer(&email);
	address->name = text_safe(columns[1], false);
	address->org = columns[2] ? text_safe(columns[2], false) : NULL;
	g_ptr_array_add(found, address);
}

bool address_book_find(const char *name, const char *text, guint limit, GPtrArray *found, GError **error)
{
	const Book *book = book_of(name);
	const char *argv[G_N_ELEMENTS(book->argv) + 2] = {NULL};
	gsize count = 0;
	int status;

	for (; count < G_N_ELEMENTS(book->argv) && book->argv[count]; count++)
		argv[count] = book->argv[count];
	argv[count] = text;
	g_autoptr(GString) answer = run_output(argv, ANSWER_MS, &status, error);
	if (!answer)
		return false;
	g_auto(GStrv) lines = g_strsplit(answer->str, "\n", -1);
	for (char **line = lines; *line && found->len < limit; line++)
		take_line(*line, found);
	return true;
}
