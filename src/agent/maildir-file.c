/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails as files: names, flags, bytes. */
#include "agent/maildir-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/run.h"

#define HEADER_BYTES (256 * 1024)
#define INFO	     ":2,"

static const struct {
	char letter;
	unsigned flag;
} letters[] = {{'D', FLAG_DRAFT}, {'F', FLAG_FLAGGED}, {'R', FLAG_ANSWERED}, {'S', FLAG_SEEN}, {'T', FLAG_DELETED}};

static const char *base_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

MailName mail_name(const char *file)
{
	const char *base = base_of(file);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize length = sizeof digest;
	MailName name = 0;

	g_checksum_update(sum, (const guchar *)base, (gssize)strcspn(base, ",:"));
	g_checksum_get_digest(sum, digest, &length);
	/* 63 bits, as the store's numbers have */
	for (int i = 0; i < 8; i++)
		name = name << 8 | digest[i];
	return MAX(name & G_MAXINT64, 1);
}

static const char *info_of(const char *file)
{
	const char *info = g_strrstr(base_of(file), INFO);

	return info ? info + strlen(INFO) : "";
}

unsigned mail_flags(const Folder *folder, const char *file)
{
	unsigned flags = 0;

	for (const char *letter = info_of(file); *letter; letter++) {
		for (gsize i = 0; i < G_N_ELEMENTS(letters); i++)
			if (letters[i].letter == *letter)
				flags |= letters[i].flag;
		if (*letter == folder->due)
			flags |= FLAG_CMC_DUE;
		if (*letter == folder->replied)
			flags |= FLAG_CMC_REPLIED;
	}
	return flags;
}

static void mail_file_free(gpointer data)
{
	MailFile *mail = data;

	g_free(mail->file);
	g_free(mail);
}

static bool is_mail(int at, const struct dirent *entry)
{
	struct stat status;

	if (entry->d_name[0] == '.')
		return false;
	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_REG;
	return fstatat(at, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode);
}

static bool scan_part(const Folder *folder, const char *part, GHashTable *all, GError **error)
{
	DIR *directory = maildir_read_directory(folder->fd, part);
	struct dirent *entry;

	if (!directory) {
		g_set_error(error, ERROR, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_TEMP, "mailbox \"%s\": %s: %s",
			    folder->name, part, g_strerror(errno));
		return false;
	}
	while ((entry = readdir(directory))) {
		if (!is_mail(dirfd(directory), entry))
			continue;
		MailFile *mail = g_new0(MailFile, 1);
		mail->file = g_build_filename(part, entry->d_name, NULL);
		mail->name = mail_name(mail->file);
		mail->flags = mail_flags(folder, mail->file);
		g_hash_table_replace(all, &mail->name, mail);
	}
	closedir(directory);
	return true;
}

GHashTable *folder_scan(const Folder *folder, GError **error)
{
	g_autoptr(GHashTable) all = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, mail_file_free);

	/* cur after new: what moves meanwhile is met twice rather than never, and its newer name stays */
	return scan_part(folder, "new", all, error) && scan_part(folder, "cur", all, error) ? g_steal_pointer(&all)
											    : NULL;
}

/* A mail's descriptor, or -1: without error when nothing of that name is there. */
static int open_mail(const Folder *folder, const char *file, struct stat *status, GError **error)
{
	int part = openat(folder->fd, g_str_has_prefix(file, "new/") ? "new" : "cur",
			  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int fd = part < 0 ? -1 : openat(part, base_of(file), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int problem = errno;

	if (part >= 0)
		close(part);
	if (fd >= 0 && fstat(fd, status) == 0 && S_ISREG(status->st_mode))
		return fd;
	if (fd >= 0)
		close(fd);
	else if (problem != ENOENT && problem != ELOOP)
		g_set_error(error, ERROR, ERROR_TEMP, "a mail in \"%s\" cannot be read: %s", folder->name,
			    g_strerror(problem));
	return -1;
}

/* The block of header lines at the beginning, with the empty line behind it. */
static gsize header_length(const char *text, gsize length)
{
	for (const char *at = text, *end = text + length; (at = memchr(at, '\n', (gsize)(end - at))) && ++at < end;) {
		if (*at == '\n')
			return (gsize)(at + 1 - text);
		if (end - at > 1 && at[0] == '\r' && at[1] == '\n')
			return (gsize)(at + 2 - text);
	}
	return length;
}

static bool read_some(const Folder *folder, const char *file, gsize most, bool header, MailText *out, GError **error)
{
	struct stat status;
	int fd = open_mail(folder, file, &status, error);
	gsize step = header ? 8192 : most;
	ssize_t got = 1;

	if (fd < 0)
		return false;
	out->length = 0;
	out->text = NULL;
	most = MIN(most, (gsize)status.st_size);
	while (out->length < most && got > 0) {
		gsize want = MIN(step, most - out->length);

		out->text = g_realloc(out->text, out->length + want);
		got = read(fd, out->text + out->length, want);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got > 0)
			out->length += (gsize)got;
		if (header && header_length(out->text, out->length) < out->length)
			break;
		step = MIN(step * 2, most);
	}
	int problem = got < 0 ? errno : 0;
	close(fd);
	if (problem) {
		g_clear_pointer(&out->text, g_free);
		g_set_error(error, ERROR, ERROR_TEMP, "a mail in \"%s\" cannot be read: %s", folder->name,
			    g_strerror(problem));
		return false;
	}
	if (!out->text)
		out->text = g_strdup("");
	if (header)
		out->length = header_length(out->text, out->length);
	out->received_at = status.st_mtim.tv_sec;
	out->size_bytes = status.st_size;
	return true;
}

bool folder_read_header(const Folder *folder, const char *file, MailText *out, GError **error)
{
	return read_some(folder, file, HEADER_BYTES, true, out, error);
}

bool folder_read(const Folder *folder, const char *file, gsize max_bytes, MailText *out, GError **error)
{
	return read_some(folder, file, max_bytes, false, out, error);
}

static int by_letter(gconstpointer one, gconstpointer two)
{
	return *(const char *)one - *(const char *)two;
}

static void change_letter(GString *info, char letter, bool set)
{
	char *at = letter ? strchr(info->str, letter) : NULL;

	if (!letter || (at != NULL) == set)
		return;
	if (set)
		g_string_append_c(info, letter);
	else
		g_string_erase(info, at - info->str, 1);
}

/* Letters stand in the order of ASCII; those that we do not know stay. */
static char *info_changed(const Folder *folder, const char *info, unsigned set, unsigned clear)
{
	GString *changed = g_string_new(info);

	for (int i = 0; i < 2; i++) {
		unsigned flags = i ? set : clear & ~set;

		for (gsize k = 0; k < G_N_ELEMENTS(letters); k++)
			if (letters[k].flag & flags)
				change_letter(changed, letters[k].letter, i);
		if (flags & FLAG_CMC_DUE)
			change_letter(changed, folder->due, i);
		if (flags & FLAG_CMC_REPLIED)
			change_letter(changed, folder->replied, i);
	}
	qsort(changed->str, changed->len, 1, by_letter);
	return g_string_free(changed, FALSE);
}

static bool refused(const Folder *folder, const char *what, GError **error)
{
	g_set_error(error, ERROR, ERROR_TEMP, "mailbox \"%s\": %s: %s", folder->name, what, g_strerror(errno));
	return false;
}

/* Never over another mail; file systems that cannot promise that are asked first. */
static bool rename_within(const Folder *folder, const char *from, const char *to)
{
	struct stat status;

	if (renameat2(folder->fd, from, folder->fd, to, RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (fstatat(folder->fd, to, &status, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return false;
	}
	return renameat(folder->fd, from, folder->fd, to) == 0;
}

bool folder_mark(const Folder *folder, const char *file, unsigned set, unsigned clear, GError **error)
{
	const char *base = base_of(file), *info = info_of(file);
	g_autofree char *changed = info_changed(folder, info, set, clear);
	gsize stem = *info || g_str_has_suffix(base, INFO) ? (gsize)(info - base) - strlen(INFO) : strlen(base);

	if (g_str_has_suffix(base, INFO))
		stem = strlen(base) - strlen(INFO);
	if (g_str_equal(changed, info) && (g_str_has_prefix(file, "cur/") || !*changed))
		return true;
	g_autofree char *to = g_strdup_printf("cur/%.*s" INFO "%s", (int)stem, base, changed);
	if (rename_within(folder, file, to))
		return true;
	return errno == ENOENT ? false : refused(folder, "flags", error);
}

bool folder_remove(const Folder *folder, const char *file, GError **error)
{
	if (unlinkat(folder->fd, file, 0) == 0 || errno == ENOENT)
		return true;
	return refused(folder, "remove", error);
}

static bool write_file(const Folder *folder, const char *path, GBytes *bytes, int64_t received_at)
{
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	g_autoptr(GString) lines = g_string_sized_new(length);
	int fd = openat(folder->fd, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return false;
	for (gsize i = 0; i < length; i++)
		if (text[i] != '\r' || i + 1 == length || text[i + 1] != '\n')
			g_string_append_c(lines, text[i]);
	const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = received_at}};
	bool well =
		run_say(fd, lines->str, lines->len) && (!received_at || futimens(fd, times) == 0) && fsync(fd) == 0;
	int problem = errno;
	well = close(fd) == 0 && well;
	errno = problem;
	return well;
}

static void settle(const Folder *folder, const char *part)
{
	int fd = openat(folder->fd, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

bool folder_append(const Folder *folder, GBytes *bytes, unsigned flags, int64_t received_at, MailName *name,
		   GError **error)
{
	static unsigned count;
	g_autofree char *host = g_strdelimit(g_strdup(g_get_host_name()), "/:,", '_');
	g_autofree char *unique = g_strdup_printf(
		"%" G_GINT64_FORMAT ".M%" G_GINT64_FORMAT "P%dQ%uR%08x.%s", g_get_real_time() / G_USEC_PER_SEC,
		g_get_real_time() % G_USEC_PER_SEC, (int)getpid(), ++count, g_random_int(), host);
	g_autofree char *info = info_changed(folder, "", flags, 0);
	g_autofree char *draft = g_build_filename("tmp", unique, NULL);
	const char *part = *info ? "cur" : "new";
	g_autofree char *to =
		*info ? g_strdup_printf("cur/%s" INFO "%s", unique, info) : g_strdup_printf("new/%s", unique);

	if (!write_file(folder, draft, bytes, received_at) || !rename_within(folder, draft, to)) {
		refused(folder, "store a mail", error);
		unlinkat(folder->fd, draft, 0);
		return false;
	}
	settle(folder, part);
	*name = mail_name(to);
	return true;
}
