/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree: which folders there are, and what lies in one. */
#include "agent/maildir-file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "net/imap-utf7.h"

#define DEPTH_MOST     6
#define FOLDERS_MOST   2000
#define KEYWORDS_BYTES 4096

struct Maildir {
	int fd;
	bool rooted; /* INBOX is the tree's top */
	bool dotted; /* Maildir++ */
};

typedef struct Listing {
	GPtrArray *boxes; /* Mailbox * */
	GPtrArray *paths; /* char *, beside boxes */
} Listing;

static int open_folder(int at, const char *path)
{
	return openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool is_folder(int at, const char *path)
{
	g_autofree char *cur = g_build_filename(path, "cur", NULL);
	struct stat status;

	return fstatat(at, path, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode) &&
	       fstatat(at, cur, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

DIR *maildir_read_directory(int at, const char *path)
{
	int fd = open_folder(at, path);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);

	if (!directory && fd >= 0)
		close(fd);
	return directory;
}

static void add_folder(Listing *listing, char *name, char *path)
{
	g_ptr_array_add(listing->boxes, mailbox_new(NULL, name));
	g_ptr_array_add(listing->paths, path);
	g_free(name);
}

/* ".Sent.2026" or "Sent/2026" of the tree is the mailbox "Sent/2026"; modified UTF-7 where it is any. */
static char *mailbox_of(const Maildir *maildir, const char *path)
{
	g_autofree char *name = imap_utf7_decode(maildir->dotted && *path == '.' ? path + 1 : path);

	if (!name)
		name = g_utf8_make_valid(maildir->dotted && *path == '.' ? path + 1 : path, -1);
	return maildir->dotted ? g_strdelimit(g_steal_pointer(&name), ".", '/') : g_steal_pointer(&name);
}

static bool is_own_part(const char *name)
{
	return g_str_equal(name, "cur") || g_str_equal(name, "new") || g_str_equal(name, "tmp");
}

static void list_below(const Maildir *maildir, const char *path, int depth, Listing *listing)
{
	DIR *directory = maildir_read_directory(maildir->fd, *path ? path : ".");
	struct dirent *entry;

	while (directory && (entry = readdir(directory)) && listing->boxes->len < FOLDERS_MOST) {
		bool dot = entry->d_name[0] == '.';

		if (g_str_equal(entry->d_name, ".") || g_str_equal(entry->d_name, "..") || is_own_part(entry->d_name) ||
		    dot != maildir->dotted)
			continue;
		g_autofree char *below = *path ? g_build_filename(path, entry->d_name, NULL) : g_strdup(entry->d_name);
		if (is_folder(maildir->fd, below))
			add_folder(listing, mailbox_of(maildir, below), g_strdup(below));
		if (!maildir->dotted && depth < DEPTH_MOST && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN))
			list_below(maildir, below, depth + 1, listing);
	}
	if (directory)
		closedir(directory);
}

/* Maildir++ when a folder of that kind is there, or nothing at all but the inbox at the top. */
static bool is_dotted(int fd, bool rooted)
{
	DIR *directory = maildir_read_directory(fd, ".");
	struct dirent *entry;
	bool dotted = false, plain = false;

	while (directory && (entry = readdir(directory))) {
		if (g_str_equal(entry->d_name, ".") || g_str_equal(entry->d_name, "..") || is_own_part(entry->d_name) ||
		    !is_folder(fd, entry->d_name))
			continue;
		if (entry->d_name[0] == '.')
			dotted = true;
		else
			plain = true;
	}
	if (directory)
		closedir(directory);
	return dotted ? !plain || rooted : rooted && !plain;
}

static bool is_gone(const Maildir *maildir, GError **error)
{
	struct stat status;

	if (fstat(maildir->fd, &status) == 0 && status.st_nlink > 0)
		return false;
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "the Maildir is gone");
	return true;
}

Maildir *maildir_open(const char *path, GError **error)
{
	Maildir *maildir;
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0) {
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "Maildir \"%s\": %s", path, g_strerror(errno));
		return NULL;
	}
	maildir = g_new0(Maildir, 1);
	maildir->fd = fd;
	maildir->rooted = is_folder(fd, ".");
	maildir->dotted = is_dotted(fd, maildir->rooted);
	return maildir;
}

void maildir_close(Maildir *maildir)
{
	if (!maildir)
		return;
	close(maildir->fd);
	g_free(maildir);
}

static void list_all(const Maildir *maildir, Listing *listing)
{
	listing->boxes = g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_free);
	listing->paths = g_ptr_array_new_with_free_func(g_free);
	if (maildir->rooted)
		add_folder(listing, g_strdup("INBOX"), g_strdup("."));
	list_below(maildir, "", 0, listing);
}

GPtrArray *maildir_list(Maildir *maildir, GError **error)
{
	Listing listing;

	if (is_gone(maildir, error))
		return NULL;
	list_all(maildir, &listing);
	g_ptr_array_unref(listing.paths);
	return listing.boxes;
}

/* INBOX is written in any case. NULL: there is none. */
static char *path_of(const Maildir *maildir, const char *name)
{
	Listing listing;
	char *path = NULL;

	list_all(maildir, &listing);
	for (guint i = 0; i < listing.boxes->len && !path; i++) {
		const char *here = ((Mailbox *)listing.boxes->pdata[i])->name;

		if (g_str_equal(here, name) ||
		    (g_ascii_strcasecmp(name, "INBOX") == 0 && g_ascii_strcasecmp(here, "INBOX") == 0))
			path = g_strdup(listing.paths->pdata[i]);
	}
	g_ptr_array_unref(listing.boxes);
	g_ptr_array_unref(listing.paths);
	return path;
}

/* One level after the other, so that no link leads out of the tree. */
static int open_path(int at, const char *path)
{
	g_auto(GStrv) levels = g_strsplit(path, "/", -1);
	int fd = dup(at);

	for (char **level = levels; *level && fd >= 0; level++) {
		int next = open_folder(fd, *level);

		close(fd);
		fd = next;
	}
	return fd;
}

/* Dovecot's dovecot-keywords: a line each, "NUMBER KEYWORD"; number 0 is the letter a. */
static void read_keywords(Folder *folder)
{
	char text[KEYWORDS_BYTES + 1];
	int fd = openat(folder->fd, "dovecot-keywords", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, KEYWORDS_BYTES);

	if (fd >= 0)
		close(fd);
	if (length < 0)
		return;
	text[length] = '\0';
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *word;
		gulong number = strtoul(*line, &word, 10);

		if (word == *line || number >= 26)
			continue;
		g_strstrip(word);
		if (g_ascii_strcasecmp(word, "cmc-due") == 0)
			folder->due = (char)('a' + number);
		else if (g_ascii_strcasecmp(word, "cmc-replied") == 0)
			folder->replied = (char)('a' + number);
	}
	folder->keywords = folder->due != 0;
}

Folder *folder_open(Maildir *maildir, const char *name, GError **error)
{
	g_autofree char *path = path_of(maildir, name);
	int fd = path ? open_path(maildir->fd, path) : -1;
	Folder *folder;

	if (fd < 0) {
		if (!is_gone(maildir, error))
			g_set_error(error, ERROR, ERROR_NOT_FOUND, "mailbox \"%s\" is not in the Maildir", name);
		return NULL;
	}
	folder = g_new0(Folder, 1);
	folder->fd = fd;
	folder->name = g_strdup(name);
	read_keywords(folder);
	return folder;
}

void folder_free(Folder *folder)
{
	if (!folder)
		return;
	close(folder->fd);
	g_free(folder->name);
	g_free(folder);
}

static bool make_levels(int at, const char *path)
{
	g_auto(GStrv) levels = g_strsplit(path, "/", -1);
	int fd = dup(at);

	for (char **level = levels; *level && fd >= 0; level++) {
		int made = mkdirat(fd, *level, 0700),
		    next = made == 0 || errno == EEXIST ? open_folder(fd, *level) : -1;

		close(fd);
		fd = next;
	}
	bool well = fd >= 0;
	/* cur last: what has it is a folder */
	for (int i = 0; well && i < 3; i++)
		well = mkdirat(fd, (const char *[]){"tmp", "new", "cur"}[i], 0700) == 0 || errno == EEXIST;
	if (fd >= 0)
		close(fd);
	return well;
}

Folder *folder_make(Maildir *maildir, const char *name, GError **error)
{
	g_autoptr(GError) inner = NULL;
	Folder *folder = folder_open(maildir, name, &inner);

	if (folder || !g_error_matches(inner, ERROR, ERROR_NOT_FOUND)) {
		if (inner)
			g_propagate_error(error, g_steal_pointer(&inner));
		return folder;
	}
	g_autofree char *encoded = imap_utf7_encode(name);
	g_autofree char *path =
		maildir->dotted ? g_strconcat(".", g_strdelimit(encoded, "/", '.'), NULL) : g_strdup(encoded);
	if (strstr(path, "..") || strstr(path, "//") || *path == '/' || (!maildir->dotted && *path == '.') ||
	    !make_levels(maildir->fd, path)) {
		g_set_error(error, ERROR, ERROR_TEMP, "mailbox \"%s\" cannot be made in the Maildir", name);
		return NULL;
	}
	return folder_open(maildir, name, error);
}
