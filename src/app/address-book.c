/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/address-book.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>

#include "app/people-read.h"
#include "base/error.h"
#include "base/run.h"
#include "base/text.h"
#include "model/address.h"
#include "store/store-contact.h"

#define ANSWER_MS 5000
#define FILE_MAX  (16 * 1024 * 1024)

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

const char address_book_names[] = "khard, abook, or the path of a folder of vCards";

static const Book *book_of(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(books); i++)
		if (g_str_equal(books[i].name, name))
			return &books[i];
	return NULL;
}

static bool is_folder(const char *name)
{
	return g_path_is_absolute(name) || g_str_has_prefix(name, "~/");
}

static char *folder_path(const char *name)
{
	return *name == '~' ? g_build_filename(g_get_home_dir(), name + 2, NULL) : g_strdup(name);
}

bool address_book_is_known(const char *name)
{
	return is_folder(name) || book_of(name) != NULL;
}

bool address_book_is_there(const char *name)
{
	g_autofree char *path = is_folder(name) ? folder_path(name) : g_find_program_in_path(book_of(name)->argv[0]);

	return path && (!is_folder(name) || g_file_test(path, G_FILE_TEST_IS_DIR));
}

static bool is_among(const GPtrArray *found, const char *email)
{
	for (guint i = 0; i < found->len; i++)
		if (g_str_equal(((ContactAddress *)found->pdata[i])->email, email))
			return true;
	return false;
}

static void take(const char *email, const char *name, const char *org, GPtrArray *found)
{
	g_autofree char *normal = address_normalise(email, NULL);

	if (!normal || is_among(found, normal))
		return;
	ContactAddress *address = g_new0(ContactAddress, 1);
	address->email = g_steal_pointer(&normal);
	address->name = text_safe(name, false);
	address->org = org ? text_safe(org, false) : NULL;
	g_ptr_array_add(found, address);
}

static void take_line(const char *line, GPtrArray *found)
{
	g_auto(GStrv) columns = g_strsplit(line, "\t", 4);

	if (columns[0] && columns[1])
		take(columns[0], columns[1], columns[2], found);
}

static bool fits(const Person *person, const char *email, char **words)
{
	g_autofree char *all =
		g_strdup_printf("%s\n%s\n%s", person->name ? person->name : "", person->org ? person->org : "", email);
	g_autofree char *folded = g_utf8_casefold(all, -1);

	for (; *words; words++)
		if (!strstr(folded, *words))
			return false;
	return true;
}

static void take_file(const char *path, char **words, guint limit, GPtrArray *found)
{
	g_autofree char *bytes = NULL;
	gsize length;
	struct stat info;

	if (stat(path, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > FILE_MAX ||
	    !g_file_get_contents(path, &bytes, &length, NULL))
		return;
	g_autoptr(GPtrArray) people = people_read(bytes, length, NULL, NULL);
	for (guint i = 0; people && i < people->len; i++) {
		const Person *person = people->pdata[i];

		for (guint k = 0; k < person->emails->len && found->len < limit; k++)
			if (fits(person, person->emails->pdata[k], words))
				take(person->emails->pdata[k], person->name ? person->name : "", person->org, found);
	}
}

static bool find_in_folder(const char *name, const char *text, guint limit, GPtrArray *found, GError **error)
{
	g_autofree char *path = folder_path(name);
	g_autofree char *folded = g_utf8_casefold(text, -1);
	g_auto(GStrv) words = g_strsplit_set(folded, " \t", -1);
	g_autoptr(GError) problem = NULL;
	g_autoptr(GDir) folder = g_dir_open(path, 0, &problem);
	const char *file;

	if (!folder) {
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, _("address book \"%s\": %s"), name, problem->message);
		return false;
	}
	while (found->len < limit && (file = g_dir_read_name(folder))) {
		g_autofree char *full = g_build_filename(path, file, NULL);

		if (g_str_has_suffix(file, ".vcf"))
			take_file(full, words, limit, found);
	}
	return true;
}

static bool find_by_program(const Book *book, const char *text, guint limit, GPtrArray *found, GError **error)
{
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

bool address_book_find(const char *name, const char *text, guint limit, GPtrArray *found, GError **error)
{
	return is_folder(name) ? find_in_folder(name, text, limit, found, error)
			       : find_by_program(book_of(name), text, limit, found, error);
}
