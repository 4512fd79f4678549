/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cmd/poison.h promises: items that kill are named, the others are done in their order. */
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/poison.h"

static bool act(guint number, void *data)
{
	const char *what = ((const char **)data)[number];

	printf("%s begun ", what);
	if (!strcmp(what, "crash"))
		raise(SIGSEGV);
	if (!strcmp(what, "loop"))
		for (volatile unsigned spin = 0;; spin++)
			;
	if (!strcmp(what, "exit"))
		_exit(3);
	printf("%s done\n", what);
	return strcmp(what, "false") != 0;
}

static void tell_lost(guint number, const char *why, void *data)
{
	printf("%s lost: %s\n", ((const char **)data)[number], why);
}

/* Runs with stdout in a file and gives what was written. */
static char *written(const char **items, bool *any)
{
	g_autofree char *path = NULL;
	char *text = NULL;
	int fd = g_file_open_tmp("poison-XXXXXX", &path, NULL), kept = dup(STDOUT_FILENO);

	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	*any = poison_each(g_strv_length((char **)items), act, tell_lost, items);
	fflush(stdout);
	dup2(kept, STDOUT_FILENO);
	close(kept);
	close(fd);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_remove(path);
	return text;
}

static void test_all_well(void)
{
	const char *items[] = {"a", "false", "b", NULL};
	bool any = false;
	g_autofree char *text = written(items, &any);

	g_assert_cmpstr(text, ==, "a begun a done\nfalse begun false done\nb begun b done\n");
	g_assert_true(any);
}

static void test_killers(void)
{
	const char *items[] = {"a", "crash", "b", "loop", "exit", "exit", "c", "crash", NULL};
	bool any = false;
	g_autofree char *text = written(items, &any);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	g_assert_cmpuint(g_strv_length(lines), ==, 9);
	g_assert_cmpstr(lines[0], ==, "a begun a done");
	g_assert_true(g_str_has_prefix(lines[1], "crash lost: "));
	g_assert_cmpstr(lines[2], ==, "b begun b done");
	g_assert_cmpstr(lines[3], ==, "loop lost: it took too long");
	g_assert_cmpstr(lines[4], ==, "exit lost: it gave up");
	g_assert_cmpstr(lines[5], ==, "exit lost: it gave up");
	g_assert_cmpstr(lines[6], ==, "c begun c done");
	g_assert_true(g_str_has_prefix(lines[7], "crash lost: "));
	g_assert_true(any);
}

static void test_nothing_good(void)
{
	const char *items[] = {"false", "crash", NULL}, *none[] = {NULL};
	bool any = true;
	g_autofree char *text = written(items, &any);

	g_assert_false(any);
	g_autofree char *empty = written(none, &any);
	g_assert_cmpstr(empty, ==, "");
	g_assert_false(any);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	/* a sanitizer would take the signal for its own */
	signal(SIGSEGV, SIG_DFL);
	g_test_add_func("/cmd/poison/all-well", test_all_well);
	g_test_add_func("/cmd/poison/killers", test_killers);
	g_test_add_func("/cmd/poison/nothing-good", test_nothing_good);
	return g_test_run();
}
