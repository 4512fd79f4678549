/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
	g_assert_cmpint(g_chmod(path, 0600), ==, 0);
}

static void refused(Fixture *fixture, int kind, const char *word)
{
	g_autoptr(GError) error = NULL;
	Store *store = store_open(fixture->path, STORE_WRITE, &error);

	g_assert_null(store);
	g_assert_error(error, ERROR, kind);
	g_assert_nonnull(strstr(error->message, word));
}

static void makes_private_files(Fixture *fixture, gconstpointer data)
{
	g_autofree char *folder = g_build_filename(fixture->folder, "sub", NULL);
	g_autofree char *path = g_build_filename(folder, "cmc.db", NULL);
	struct stat info;

	(void)data;
	g_autoptr(Store) store = store_open(path, STORE_WRITE, NULL);
	g_assert_nonnull(store);
	g_assert_cmpint(stat(folder, &info), ==, 0);
	g_assert_cmpint(info.st_mode & 0777, ==, 0700);
	g_assert_cmpint(stat(path, &info), ==, 0);
	g_assert_cmpint(info.st_mode & 0777, ==, 0600);
	g_clear_pointer(&store, store_close);
	const char *const suffixes[] = {"", "-wal", "-shm"};
	for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *file = g_strconcat(path, suffixes[i], NULL);
		g_remove(file);
	}
	g_rmdir(folder);
}

static void refuses_lax_modes(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_clear_pointer(&fixture->store, store_close);
	g_chmod(fixture->path, 0640);
	refused(fixture, ERROR_CONFIG, "cmc.db");
	g_chmod(fixture->path, 0600);
	g_chmod(fixture->folder, 0750);
	refused(fixture, ERROR_CONFIG, fixture->folder);
	g_chmod(fixture->folder, 0700);
	fixture->store = store_open(fixture->path, STORE_WRITE, NULL);
	g_assert_nonnull(fixture->store);
}

static void refuses_newer_version(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_clear_pointer(&fixture->store, store_close);
	run_sql(fixture->path, "PRAGMA user_version = 9041");
	refused(fixture, ERROR_CONFIG, "9041");
}

static void refuses_what_is_no_store(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_clear_pointer(&fixture->store, store_close);
	g_remove(fixture->path);
	run_sql(fixture->path, "CREATE TABLE bookmark (url TEXT)");
	refused(fixture, ERROR_CONFIG, "not a store");
	g_remove(fixture->path);
	const char mbox[] = "From anna Mon Jan  1\nSubject: an mbox, not a database\n";
	g_assert_true(g_file_set_contents(fixture->path, mbox, -1, NULL));
	g_chmod(fixture->path, 0600);
	refused(fixture, ERROR_CONFIG, "cmc.db");
}

static void refuses_damaged_file(Fixture *fixture, gconstpointer data)
{
	g_autofree char *bytes = NULL;
	gsize size;

	(void)data;
	for (int i = 0; i < 200; i++) {
		g_autofree char *name = g_strdup_printf("Person %d", i);
		make_contact(fixture->store, name, NULL);
	}
	g_clear_pointer(&fixture->store, store_close);
	run_sql(fixture->path, "PRAGMA wal_checkpoint(TRUNCATE)");
	g_assert_true(g_file_get_contents(fixture->path, &bytes, &size, NULL));
	memset(bytes + 100, 0xAA, 8000);
	g_assert_true(g_file_set_contents(fixture->path, bytes, (gssize)size, NULL));
	g_chmod(fixture->path, 0600);
	refused(fixture, ERROR_CONFIG, "cmc.db");
}

static void reads_only_what_is_there(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(fixture->folder, "none.db", NULL);

	(void)data;
	g_assert_null(store_open(path, STORE_READ, &error));
	g_assert_error(error, ERROR, ERROR_NOT_FOUND);
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	g_autoptr(Store) reader = store_open(fixture->path, STORE_READ, NULL);
	g_assert_nonnull(reader);
}

static void rolls_back(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	{
		g_autoptr(Transaction) transaction = transaction_begin(fixture->store, &error);
		g_assert_true(store_put_value(fixture->store, "digest-sent", "monday", &error));
	}
	g_autofree char *gone = store_get_value(fixture->store, "digest-sent", &error);
	g_assert_no_error(error);
	g_assert_null(gone);
	{
		g_autoptr(Transaction) transaction = transaction_begin(fixture->store, &error);
		g_assert_true(store_put_value(fixture->store, "digest-sent", "monday", &error));
		g_assert_true(store_put_value(fixture->store, "digest-sent", "tuesday", &error));
		g_assert_true(transaction_commit(transaction, &error));
	}
	g_autofree char *kept = store_get_value(fixture->store, "digest-sent", &error);
	g_assert_cmpstr(kept, ==, "tuesday");
}

static void tells_of_others_commits(Fixture *fixture, gconstpointer data)
{
	g_autoptr(Store) other = store_open(fixture->path, STORE_WRITE, NULL);
	int64_t before = store_version_of_data(fixture->store);

	(void)data;
	g_assert_true(store_put_value(fixture->store, "own", "1", NULL));
	g_assert_cmpint(store_version_of_data(fixture->store), ==, before);
	g_assert_true(store_put_value(other, "foreign", "1", NULL));
	g_assert_cmpint(store_version_of_data(fixture->store), !=, before);
}

/* Two programs that open a new store at once must both get it. */
static gpointer open_and_write(gpointer path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(path, STORE_WRITE, &error);

	if (store)
		store_put_value(store, "who", "me", &error);
	return g_steal_pointer(&error);
}

static void migrates_once(Fixture *fixture, gconstpointer data)
{
	GThread *threads[6];

	(void)data;
	for (int round = 0; round < 40; round++) {
		g_autofree char *path = g_strdup_printf("%s/new%d.db", fixture->folder, round);

		for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
			threads[i] = g_thread_new("opener", open_and_write, path);
		for (gsize i = 0; i < G_N_ELEMENTS(threads); i++) {
			g_autoptr(GError) error = g_thread_join(threads[i]);
			g_assert_no_error(error);
		}
	}
}

/* A store of the version before the last, with people: they are found as before. */
static void migrates_people(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	for (int i = 1; i <= 300; i++) {
		g_autofree char *name = g_strdup_printf("Person %d", i), *email = g_strdup_printf("p%d@x.example", i);

		make_contact(fixture->store, name, i % 3 ? email : NULL);
	}
	g_clear_pointer(&fixture->store, store_close);
	run_sql(fixture->path, "DROP TABLE contact_page; DROP INDEX message_opt_out; PRAGMA user_version = 7");
	fixture->store = store_open(fixture->path, STORE_WRITE, &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) found = store_contact_addresses(fixture->store, "person 299", 10, &error);
	g_assert_cmpint(found->len, ==, 1);
	g_autoptr(GPtrArray) nameless = store_contact_find(fixture->store, "person 300", 10, &error);
	g_assert_cmpint(nameless->len, ==, 1);
	g_autoptr(GPtrArray) sound = store_check(fixture->store, &error);
	g_assert_cmpint(sound->len, ==, 0);
	/* and what is missing there is told */
	run_sql(fixture->path, "UPDATE contact_page SET text = replace(text, 'person 17', 'x') WHERE page = 0");
	g_autoptr(GPtrArray) broken = store_check(fixture->store, &error);
	g_assert_cmpint(broken->len, ==, 1);
}

/* A disk that is full says so, loses nothing that was committed, and goes on once there is room. */
static void survives_a_full_disk(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *block = g_strnfill(10000, 'x');
	struct rlimit before, full = {.rlim_cur = 256 * 1024};

	(void)data;
	make_contact(fixture->store, "Bert Beispiel", "bert@firma.example");
	getrlimit(RLIMIT_FSIZE, &before);
	full.rlim_max = before.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &full);
	for (int i = 0; i < 1000 && !error; i++) {
		g_autofree char *key = g_strdup_printf("key %d", i);
		store_put_value(fixture->store, key, block, &error);
	}
	setrlimit(RLIMIT_FSIZE, &before);
	g_assert_error(error, ERROR, ERROR_IO);
	g_clear_error(&error);
	g_autoptr(Contact) still = store_contact_by_email(fixture->store, "bert@firma.example", &error);
	g_assert_nonnull(still);
	g_assert_true(store_put_value(fixture->store, "after", "room", &error));
	g_autoptr(GPtrArray) findings = store_check(fixture->store, &error);
	g_assert_no_error(error);
	g_assert_cmpint(findings->len, ==, 0);
}

static void finds_itself_sound(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	int64_t contact = make_contact(fixture->store, "Bert Beispiel", "bert@firma.example");
	g_autoptr(Call) call = make_call(fixture->store, contact, 2000);

	(void)data;
	g_autoptr(GPtrArray) sound = store_check(fixture->store, &error);
	g_assert_no_error(error);
	g_assert_cmpint(sound->len, ==, 0);
	/* a follow-up linked to a call that is not there */
	g_autofree char *sql =
		g_strdup_printf("PRAGMA foreign_keys=OFF; DELETE FROM call WHERE id = %" G_GINT64_FORMAT, call->id);
	g_autoptr(Message) mail = make_message("<a@b>", "anna@example.org", "bert@firma.example", 3000);
	put_link(fixture->store, put_message(fixture->store, mail, true), call->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	run_sql(fixture->path, sql);
	g_autoptr(GPtrArray) broken = store_check(fixture->store, &error);
	g_assert_no_error(error);
	g_assert_cmpint(broken->len, >, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/store/open/makes-private-files", makes_private_files);
	ADD("/store/open/refuses-lax-modes", refuses_lax_modes);
	ADD("/store/open/refuses-newer-version", refuses_newer_version);
	ADD("/store/open/refuses-what-is-no-store", refuses_what_is_no_store);
	ADD("/store/open/refuses-damaged-file", refuses_damaged_file);
	ADD("/store/open/reads-only-what-is-there", reads_only_what_is_there);
	ADD("/store/open/rolls-back", rolls_back);
	ADD("/store/open/tells-of-others-commits", tells_of_others_commits);
	ADD("/store/open/migrates-once", migrates_once);
	ADD("/store/open/migrates-people", migrates_people);
	ADD("/store/open/survives-a-full-disk", survives_a_full_disk);
	ADD("/store/open/finds-itself-sound", finds_itself_sound);
	return g_test_run();
}
