/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small ones: error kinds, places, clocks, log lines. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/run.h"

static void test_exit_codes(void)
{
	static const struct {
		int kind, code;
	} cases[] = {
		{ERROR_USAGE, 64}, {ERROR_DATA, 65}, {ERROR_NOT_FOUND, 67}, {ERROR_UNAVAILABLE, 69}, {ERROR_SOFTWARE, 70},
		{ERROR_IO, 74},	   {ERROR_TEMP, 75}, {ERROR_REFUSED, 77},   {ERROR_CONFIG, 78},	     {-1, 70}, {999, 70},
	};
	g_autoptr(GError) option = g_error_new_literal(G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "x");
	g_autoptr(GError) file = g_error_new_literal(G_FILE_ERROR, G_FILE_ERROR_NOSPC, "x");
	g_autoptr(GError) other = g_error_new_literal(G_KEY_FILE_ERROR, 0, "x");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = g_error_new_literal(ERROR, cases[i].kind, "x");

		g_assert_cmpint(error_exit_code(error), ==, cases[i].code);
	}
	g_assert_cmpint(error_exit_code(NULL), ==, 0);
	g_assert_cmpint(error_exit_code(option), ==, 64);
	g_assert_cmpint(error_exit_code(file), ==, 74);
	g_assert_cmpint(error_exit_code(other), ==, 70);
}

static void test_run(void)
{
	static const struct {
		const char *set, *libexec, *data;
	} cases[] = {
		{"/build/x", "/build/x/phone.so", "/build/x/phone.so"},
		{"", PKGLIBEXECDIR "/phone.so", PKGDATADIR "/phone.so"},
		{NULL, PKGLIBEXECDIR "/phone.so", PKGDATADIR "/phone.so"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_unsetenv("CMC_LIBEXEC");
		g_unsetenv("CMC_DATADIR");
		if (cases[i].set) {
			g_setenv("CMC_LIBEXEC", cases[i].set, TRUE);
			g_setenv("CMC_DATADIR", cases[i].set, TRUE);
		}
		g_autofree char *libexec = run_libexec("phone.so");
		g_autofree char *data = run_data("phone.so");
		g_assert_cmpstr(libexec, ==, cases[i].libexec);
		g_assert_cmpstr(data, ==, cases[i].data);
	}
}

/* Without the variable a program in its build tree finds what lies beside it. */
static void test_beside(void)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = g_path_get_dirname(self);
	g_autofree char *libexec = g_build_filename(folder, "libexec", NULL);
	g_autofree char *part = g_build_filename(libexec, "part.so", NULL);
	g_autofree char *data = g_build_filename(libexec, "data", NULL);
	g_autofree char *text = g_build_filename(data, "text", NULL);

	g_unsetenv("CMC_LIBEXEC");
	g_unsetenv("CMC_DATADIR");
	g_assert_cmpint(g_mkdir_with_parents(data, 0700), ==, 0);
	g_assert_true(g_file_set_contents(text, "x", 1, NULL));
	g_autofree char *read = run_data("text");
	g_assert_cmpstr(read, ==, text);
	g_assert_cmpint(remove(text), ==, 0);
	g_assert_cmpint(remove(data), ==, 0);
	g_assert_true(g_file_set_contents(part, "x", 1, NULL));
	g_autofree char *found = run_libexec("part.so");
	g_assert_cmpstr(found, ==, part);
	g_setenv("CMC_LIBEXEC", "/elsewhere", TRUE);
	g_autofree char *told = run_libexec("part.so");
	g_assert_cmpstr(told, ==, "/elsewhere/part.so");
	g_assert_cmpint(remove(part), ==, 0);
	g_assert_cmpint(remove(libexec), ==, 0);
}

static void test_clock(void)
{
	time_t before = time(NULL);
	int64_t now = clock_now(), first = clock_monotonic_ms();

	g_assert_cmpint(now, >=, before);
	g_assert_cmpint(now, <=, before + 60);
	g_usleep(20000);
	g_assert_cmpint(clock_monotonic_ms() - first, >=, 19);
	g_assert_cmpint(clock_monotonic_ms() - first, <, 60000);
	g_assert_cmpint(clock_boottime_ms(), >=, clock_monotonic_ms() - 1);
}

/* What stands on standard error at each level; with journald, priorities. */
static void test_log(void)
{
	static const struct {
		LogLevel level;
		const char *journal, *lines;
	} cases[] = {
		{LOG_QUIET, NULL, "cmc: lost account=w\xEF\xBF\xBD[2J x\n"},
		{LOG_NORMAL, NULL, "cmc: sync-done new=3\ncmc: lost account=w\xEF\xBF\xBD[2J x\n"},
		{LOG_VERBOSE, NULL,
		 "cmc: sync-done new=3\ncmc: idle mailbox=INBOX\ncmc: lost account=w\xEF\xBF\xBD[2J x\n"},
		{LOG_NORMAL, "8:1", "<6>sync-done new=3\n<4>lost account=w\xEF\xBF\xBD[2J x\n"},
	};

	if (g_test_subprocess()) {
		log_open("cmc", atoi(g_getenv("TEST_LEVEL")));
		log_event("sync-done", "new=%d", 3);
		log_detail("idle", "mailbox=%s", "INBOX");
		log_trouble("lost", "account=%s", "w\033[2J\nx");
		return;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *level = g_strdup_printf("%d", cases[i].level);

		g_setenv("TEST_LEVEL", level, TRUE);
		g_unsetenv("JOURNAL_STREAM");
		if (cases[i].journal)
			g_setenv("JOURNAL_STREAM", cases[i].journal, TRUE);
		g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
		g_test_trap_assert_passed();
		g_test_trap_assert_stderr(cases[i].lines);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/error/exit-codes", test_exit_codes);
	g_test_add_func("/base/run/places", test_run);
	g_test_add_func("/base/run/beside", test_beside);
	g_test_add_func("/base/clock/moves", test_clock);
	g_test_add_func("/base/log/lines", test_log);
	return g_test_run();
}
