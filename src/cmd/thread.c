/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How messages hang together (cmc-json(7)): the watcher's own reading of threads, for anybody's files. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "mail/understand.h"
#include "match/thread.h"

/* Text stands at the beginning; what is beyond are attachments. */
#define MAX_BYTES (16 * 1024 * 1024)
#define MAX_DEPTH 64

typedef struct Pile {
	GPtrArray *names;    /* char * */
	GPtrArray *messages; /* Message *, with error where there is none */
	bool any;	     /* one of them was a mail */
} Pile;

static gboolean without_references;

static char *read_bytes(int fd, gsize *length)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	char buffer[65536];
	ssize_t got;

	while ((got = read(fd, buffer, sizeof buffer)) > 0 && bytes->len < MAX_BYTES)
		g_string_append_len(bytes, buffer, got);
	if (got < 0)
		return NULL;
	*length = bytes->len;
	return g_string_free(g_steal_pointer(&bytes), FALSE);
}

static Message *failed(const char *why)
{
	Message *message = message_new();

	message->error = g_strdup(why);
	return message;
}

static void add_file(Pile *pile, const char *name, int fd)
{
	gsize length = 0;
	g_autofree char *bytes = fd < 0 ? NULL : read_bytes(fd, &length);
	Message *message = !bytes   ? failed("cannot be read")
			   : length ? understand_message(bytes, length)
				    : failed("empty");

	pile->any |= !message->error;
	g_ptr_array_add(pile->names, g_strdup(name));
	g_ptr_array_add(pile->messages, message);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A file, or all files below a directory in the order of their names. Links below it are not followed: no loops. */
static void add_path(Pile *pile, const char *path, int depth)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	struct stat status;
	const char *name;

	if ((depth ? lstat(path, &status) : stat(path, &status)) < 0 || !S_ISDIR(status.st_mode)) {
		/* a pipe or a device may be named, but is not looked for */
		int fd = depth && !S_ISREG(status.st_mode)
			     ? -1
			     : open(path, O_RDONLY | O_CLOEXEC | (depth ? O_NOFOLLOW : 0));

		add_file(pile, path, fd);
		if (fd >= 0)
			close(fd);
		return;
	}
	g_autoptr(GDir) directory = depth < MAX_DEPTH ? g_dir_open(path, 0, NULL) : NULL;
	if (!directory) {
		add_file(pile, path, -1);
		return;
	}
	while ((name = g_dir_read_name(directory)))
		g_ptr_array_add(names, g_build_filename(path, name, NULL));
	qsort(names->pdata, names->len, sizeof *names->pdata, compare_names);
	for (guint i = 0; i < names->len; i++)
		add_path(pile, names->pdata[i], depth + 1);
}

static void print_parent(const char *file, const Message *message, const ThreadParent *parent)
{
	Json *json = json_begin();

	json_text(json, "file", file);
	json_text(json, "message_id", message->message_id);
	json_text(json, "parent", parent->parent);
	json_text(json, "confidence", parent->parent ? confidence_word(parent->confidence) : NULL);
	json_text(json, "reason", parent->reason);
	json_text(json, "error", message->error);
	json_done(json);
}

static int run(Context *context, char **arguments, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);
	Pile pile = {names, messages, false};

	(void)context;
	if (!json_load(error) || !understand_load(error))
		return EXIT_FAILED;
	for (char **path = arguments; *path; path++)
		add_path(&pile, *path, 0);
	g_autoptr(GPtrArray) parents = thread_parents(messages, !without_references);
	for (guint i = 0; i < messages->len; i++)
		print_parent(names->pdata[i], messages->pdata[i], parents->pdata[i]);
	if (pile.any)
		return 0;
	g_set_error(error, ERROR, ERROR_DATA, "%s", _("nothing could be read"));
	return EXIT_FAILED;
}

static const GOptionEntry options[] = {
    {"without-references", 0, 0, G_OPTION_ARG_NONE, &without_references,
     N_("ignore In-Reply-To, References and Thread-Index"), NULL},
    {0},
};

const Command command_thread = {
    .name = "thread",
    .arguments = "FILE|DIR…",
    .summary = N_("say which mail each mail answers, as JSON"),
    .needs = NEEDS_NOTHING,
    .min = 1,
    .max = 1000000,
    .options = options,
    .run = run,
};
