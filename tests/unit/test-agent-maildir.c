/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Maildir reader: names, flags, layouts, and what must never be opened. */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/maildir.h"
#include "base/error.h"

typedef struct Fixture {
	char *top;
	GError *error;
} Fixture;

static void open_fixture(Fixture *fixture, gconstpointer data)
{
	(void)data;
	fixture->top = g_dir_make_tmp("cmc-maildir-XXXXXX", &fixture->error);
	g_assert_no_error(fixture->error);
}

static void remove_all(const char *path)
{
	GDir *directory = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;

	while (directory && (name = g_dir_read_name(directory))) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		remove_all(below);
	}
	if (directory)
		g_dir_close(directory);
	remove(path);
}

static void close_fixture(Fixture *fixture, gconstpointer data)
{
	(void)data;
	remove_all(fixture->top);
	g_free(fixture->top);
	g_clear_error(&fixture->error);
}

static char *below(Fixture *fixture, const char *name)
{
	return g_build_filename(fixture->top, name, NULL);
}

static void make(Fixture *fixture, const char *folder)
{
	static const char *const parts[] = {"cur", "new", "tmp"};

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path = g_build_filename(fixture->top, folder, parts[i], NULL);

		g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
	}
}

static void put(Fixture *fixture, const char *name, const char *text)
{
	g_autofree char *path = below(fixture, name);
	FILE *file = fopen(path, "w");

	g_assert_nonnull(file);
	fputs(text, file);
	g_assert_cmpint(fclose(file), ==, 0);
}

static int by_text(gconstpointer one, gconstpointer two)
{
	return strcmp(*(char *const *)one, *(char *const *)two);
}

static char *names_of(GPtrArray *list)
{
	GString *names = g_string_new(NULL);
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();

	for (guint i = 0; i < list->len; i++)
		g_ptr_array_add(sorted, ((Mailbox *)list->pdata[i])->name);
	g_ptr_array_sort(sorted, by_text);
	for (guint i = 0; i < sorted->len; i++)
		g_string_append_printf(names, "%s%s", i ? " " : "", (char *)sorted->pdata[i]);
	g_ptr_array_unref(list);
	return g_string_free(names, FALSE);
}

/* Folders that are there, what they are called, and where Calls is then made. */
static const struct {
	const char *folders[5], *list, *calls;
} layouts[] = {
	{{"."}, "INBOX", ".Calls/cur"},
	{{".", ".Sent", ".Entw&APw-rfe", ".Kunden.Berlin"}, "Entwürfe INBOX Kunden/Berlin Sent", ".Calls/cur"},
	{{"INBOX", "Sent", "Kunden/Berlin"}, "INBOX Kunden/Berlin Sent", "Calls/cur"},
	{{"Inbox", "Sent Items"}, "Inbox Sent Items", "Calls/cur"},
	{{".", "Sent"}, "INBOX Sent", "Calls/cur"},
};

static void test_layouts(Fixture *fixture, gconstpointer data)
{
	(void)data;
	for (gsize i = 0; i < G_N_ELEMENTS(layouts); i++) {
		Fixture one = {.top = g_strdup_printf("%s/%zu", fixture->top, i)};

		for (int k = 0; layouts[i].folders[k]; k++)
			make(&one, layouts[i].folders[k]);
		g_autoptr(Maildir) maildir = maildir_open(one.top, &one.error);
		g_assert_no_error(one.error);
		g_autofree char *names = names_of(maildir_list(maildir, &one.error));
		g_assert_cmpstr(names, ==, layouts[i].list);
		g_autoptr(Folder) inbox = folder_open(maildir, "INBOX", &one.error);
		g_assert_no_error(one.error);
		g_autoptr(Folder) calls = folder_open(maildir, "Calls", &one.error);
		g_assert_error(one.error, ERROR, ERROR_NOT_FOUND);
		g_clear_error(&one.error);
		calls = folder_make(maildir, "Calls", &one.error);
		g_assert_no_error(one.error);
		g_autofree char *made = below(&one, layouts[i].calls);
		g_assert_true(g_file_test(made, G_FILE_TEST_IS_DIR));
		g_free(one.top);
	}
}

static void test_names(void)
{
	const MailName name = mail_name("new/1700000000.M1P2.host");

	g_assert_cmpuint(name, ==, mail_name("cur/1700000000.M1P2.host:2,FS"));
	g_assert_cmpuint(name, ==, mail_name("cur/1700000000.M1P2.host,U=17:2,S"));
	g_assert_cmpuint(name, ==, mail_name("cur/1700000000.M1P2.host,S=12,W=13:2,"));
	g_assert_cmpuint(name, !=, mail_name("cur/1700000000.M1P3.host:2,FS"));
	g_assert_cmpuint(name, >, 0);
	g_assert_cmpuint(name, <=, G_MAXINT64);
}

/* What is marked, what it is called then. NULL: refused. */
static const struct {
	const char *before;
	unsigned set, clear;
	const char *after;
} marks[] = {
	{"new/1.a", FLAG_FLAGGED, 0, "cur/1.a:2,F"},
	{"new/1.a", 0, FLAG_FLAGGED, "new/1.a"},
	{"cur/1.a:2,", FLAG_FLAGGED, 0, "cur/1.a:2,F"},
	{"cur/1.a:2,S", FLAG_FLAGGED, 0, "cur/1.a:2,FS"},
	{"cur/1.a,U=5:2,PRSXac", FLAG_FLAGGED, FLAG_SEEN, "cur/1.a,U=5:2,FPRXac"},
	{"cur/1.a:2,FS", 0, FLAG_FLAGGED, "cur/1.a:2,S"},
	{"cur/1.a:2,F", FLAG_FLAGGED, FLAG_FLAGGED, "cur/1.a:2,F"},
	{"cur/1.a:2,S", FLAG_CMC_DUE, 0, "cur/1.a:2,Sc"},
	{"cur/1.a:2,Sc", 0, FLAG_CMC_DUE, "cur/1.a:2,S"},
	{"cur/1.a:2,S", FLAG_CMC_REPLIED, 0, "cur/1.a:2,S"}, /* a keyword that the tree does not have */
	{"cur/1.a", FLAG_SEEN, 0, "cur/1.a:2,S"},
};

static void test_marks(Fixture *fixture, gconstpointer data)
{
	(void)data;
	make(fixture, ".");
	put(fixture, "dovecot-keywords", "0 other\n2 cmc-due\nx\n99 cmc-replied\n");
	g_autoptr(Maildir) maildir = maildir_open(fixture->top, &fixture->error);
	g_autoptr(Folder) folder = folder_open(maildir, "INBOX", &fixture->error);
	g_assert_true(folder->keywords);
	g_assert_cmpint(folder->due, ==, 'c');
	g_assert_cmpint(folder->replied, ==, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		g_autofree char *after = below(fixture, marks[i].after);

		put(fixture, marks[i].before, "Subject: x\n\ny\n");
		g_assert_true(folder_mark(folder, marks[i].before, marks[i].set, marks[i].clear, &fixture->error));
		g_assert_no_error(fixture->error);
		if (!g_file_test(after, G_FILE_TEST_IS_REGULAR))
			g_error("row %zu: %s is not there", i, after);
		g_assert_cmpint(g_unlink(after), ==, 0);
	}
	/* somebody else was faster: no error, and nothing done */
	g_assert_false(folder_mark(folder, "cur/1.gone:2,", FLAG_FLAGGED, 0, &fixture->error));
	g_assert_no_error(fixture->error);
	/* never over another mail */
	put(fixture, "cur/1.b:2,", "one");
	put(fixture, "cur/1.b:2,F", "two");
	g_assert_false(folder_mark(folder, "cur/1.b:2,", FLAG_FLAGGED, 0, &fixture->error));
	g_assert_error(fixture->error, ERROR, ERROR_TEMP);
	g_clear_error(&fixture->error);
	/* a name that has no room for a flag */
	g_autofree char *stem = g_strnfill(255 - 3, 'n');
	g_autofree char *full = g_strdup_printf("cur/%s:2,", stem);
	put(fixture, full, "long");
	g_assert_false(folder_mark(folder, full, FLAG_FLAGGED, 0, &fixture->error));
	g_assert_error(fixture->error, ERROR, ERROR_TEMP);
}

/* A FIFO would hang whoever opens it, a link would lead out of the tree. */
static void test_hostile(Fixture *fixture, gconstpointer data)
{
	static const char *const hostile[] = {"cur/1.fifo:2,", "cur/1.link:2,F", "cur/1.folder:2,", "cur/.hidden:2,"};
	MailText text = {0};
	g_autofree char *fifo = below(fixture, hostile[0]), *symbolic = below(fixture, hostile[1]);
	g_autofree char *folder_path = below(fixture, hostile[2]), *elsewhere = below(fixture, "elsewhere");
	g_autofree char *link_folder = below(fixture, ".Link");

	(void)data;
	make(fixture, ".");
	make(fixture, "elsewhere");
	put(fixture, "elsewhere/cur/secret", "Subject: secret\n\n");
	put(fixture, hostile[3], "x");
	put(fixture, "cur/1.good:2,S", "Subject: good\n\nbody\n");
	g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
	g_assert_cmpint(symlink("../elsewhere/cur/secret", symbolic), ==, 0);
	g_assert_cmpint(g_mkdir(folder_path, 0700), ==, 0);
	g_assert_cmpint(symlink(elsewhere, link_folder), ==, 0);

	g_autoptr(Maildir) maildir = maildir_open(fixture->top, &fixture->error);
	g_autoptr(Folder) folder = folder_open(maildir, "INBOX", &fixture->error);
	g_autoptr(GHashTable) scan = folder_scan(folder, &fixture->error);
	g_assert_no_error(fixture->error);
	g_assert_cmpuint(g_hash_table_size(scan), ==, 1);
	for (int i = 0; i < 3; i++) {
		g_assert_false(folder_read(folder, hostile[i], 100, &text, &fixture->error));
		g_assert_no_error(fixture->error);
	}
	g_assert_null(folder_open(maildir, "Link", &fixture->error));
	g_assert_error(fixture->error, ERROR, ERROR_NOT_FOUND);
	g_clear_error(&fixture->error);
	g_assert_null(folder_make(maildir, "../out", &fixture->error));
	g_assert_nonnull(fixture->error);
}

static void test_reading(Fixture *fixture, gconstpointer data)
{
	static const struct {
		const char *mail, *header;
	} cases[] = {
		{"A: b\nC: d\n\nbody\n", "A: b\nC: d\n\n"},
		{"A: b\r\nC: d\r\n\r\nbody\r\n", "A: b\r\nC: d\r\n\r\n"},
		{"A: b\n", "A: b\n"},
		{"", ""},
		{"A: b", "A: b"},
	};
	(void)data;
	make(fixture, ".");
	g_autoptr(Maildir) maildir = maildir_open(fixture->top, &fixture->error);
	g_autoptr(Folder) folder = folder_open(maildir, "INBOX", &fixture->error);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		MailText text = {0};

		put(fixture, "new/1.x", cases[i].mail);
		g_assert_true(folder_read_header(folder, "new/1.x", &text, &fixture->error));
		g_assert_cmpmem(text.text, text.length, cases[i].header, strlen(cases[i].header));
		g_assert_cmpint(text.size_bytes, ==, (gint64)strlen(cases[i].mail));
		g_free(text.text);
	}
	/* 50 MB: its beginning, and its whole size */
	g_autoptr(GString) large = g_string_new("Subject: large\n\n");
	MailText text = {0};
	g_string_set_size(large, 50 << 20);
	memset(large->str + 16, 'x', large->len - 16);
	put(fixture, "new/1.large", large->str);
	g_assert_true(folder_read(folder, "new/1.large", 512 * 1024, &text, &fixture->error));
	g_assert_cmpuint(text.length, ==, 512 * 1024);
	g_assert_cmpint(text.size_bytes, ==, 50 << 20);
	g_free(text.text);
	g_assert_true(folder_read_header(folder, "new/1.large", &text, &fixture->error));
	g_assert_cmpuint(text.length, ==, 16);
	g_free(text.text);
}

static void test_append(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static("A: b\r\n\r\nx\ry\r\n", 13);
	MailName first = 0, second = 0;
	MailText text = {0};

	(void)data;
	make(fixture, ".");
	g_autoptr(Maildir) maildir = maildir_open(fixture->top, &fixture->error);
	g_autoptr(Folder) folder = folder_open(maildir, "INBOX", &fixture->error);
	g_assert_true(folder_append(folder, bytes, 0, 0, &first, &fixture->error));
	g_assert_true(folder_append(folder, bytes, FLAG_SEEN | FLAG_DRAFT, 1700000000, &second, &fixture->error));
	g_assert_no_error(fixture->error);
	g_assert_cmpuint(first, !=, second);
	g_autoptr(GHashTable) scan = folder_scan(folder, &fixture->error);
	const MailFile *plain = g_hash_table_lookup(scan, &first), *flagged = g_hash_table_lookup(scan, &second);
	g_assert_true(g_str_has_prefix(plain->file, "new/"));
	g_assert_true(g_str_has_prefix(flagged->file, "cur/"));
	g_assert_true(g_str_has_suffix(flagged->file, ":2,DS"));
	g_assert_cmpuint(flagged->flags, ==, FLAG_SEEN | FLAG_DRAFT);
	g_assert_true(folder_read(folder, flagged->file, 100, &text, &fixture->error));
	g_assert_cmpmem(text.text, text.length, "A: b\n\nx\ry\n", 10);
	g_assert_cmpint(text.received_at, ==, 1700000000);
	g_free(text.text);
	g_assert_true(folder_remove(folder, plain->file, &fixture->error));
	g_assert_true(folder_remove(folder, plain->file, &fixture->error));
	g_autofree char *tmp = below(fixture, "tmp");
	GDir *left = g_dir_open(tmp, 0, NULL);
	g_assert_null(g_dir_read_name(left));
	g_dir_close(left);
}

#define CASE(name, function) g_test_add("/maildir/" name, Fixture, NULL, open_fixture, function, close_fixture)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	CASE("layouts", test_layouts);
	g_test_add_func("/maildir/names", test_names);
	CASE("marks", test_marks);
	CASE("hostile", test_hostile);
	CASE("reading", test_reading);
	CASE("append", test_append);
	return g_test_run();
}
