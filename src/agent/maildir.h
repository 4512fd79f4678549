/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_MAILDIR_H
#define AGENT_MAILDIR_H

/*
 * A Maildir tree as others keep it: the Maildir rules (cr.yp.to/proto/maildir.html), Maildir++ folders (".Sent") or
 * plain ones ("Sent", as mbsync and offlineimap make them). Folders and mails are opened below the tree only, never
 * through a symbolic link; what is no regular file is no mail.
 *
 * A mail is known by the unique part of its name, up to the first comma or colon: flags, mbsync's ",U=" and Dovecot's
 * ",S=" come and go behind it. MailName is its hash, so that no name of a file leaves the agent.
 *
 * Errors: ERROR_NOT_FOUND (no such folder, no such mail), ERROR_TEMP (refused: full, read-only, name too long),
 * ERROR_UNAVAILABLE (the tree itself is gone).
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/mailbox.h"

typedef uint64_t MailName; /* never 0 */

typedef struct Maildir Maildir;

Maildir *maildir_open(const char *path, GError **error);
void maildir_close(Maildir *maildir);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Maildir, maildir_close)

/* Mailbox * (name only): INBOX and every folder, names in UTF-8, "/" between levels. */
GPtrArray *maildir_list(Maildir *maildir, GError **error);

typedef struct MailFile {
	char *file; /* its name now, "cur/…" or "new/…" */
	MailName name;
	unsigned flags; /* MessageFlag bits */
} MailFile;

typedef struct Folder {
	int fd;
	char *name;
	bool keywords;	   /* Dovecot's list of keywords is there and has cmc-due */
	char due, replied; /* the letters of our keywords there, 0 = none */
} Folder;

/* Opened anew for every use: a folder may be replaced meanwhile. */
Folder *folder_open(Maildir *maildir, const char *name, GError **error);
Folder *folder_make(Maildir *maildir, const char *name, GError **error); /* opens it, makes it where it is missing */
void folder_free(Folder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Folder, folder_free)

/* What is there now, MailName * to MailFile *. A mail that is renamed while it is read may be missed: ask twice. */
GHashTable *folder_scan(const Folder *folder, GError **error);

typedef struct MailText {
	char *text;
	gsize length;
	int64_t received_at; /* UTC seconds */
	int64_t size_bytes;  /* of the whole mail */
} MailText;

/* The header block, or the first max_bytes of the mail. False without error: it is not there under this name. */
bool folder_read_header(const Folder *folder, const char *file, MailText *out, GError **error);
bool folder_read(const Folder *folder, const char *file, gsize max_bytes, MailText *out, GError **error);

/* Renames so that these flags are set and cleared; others and their order stay. False without error: somebody else
 * renamed it first. */
bool folder_mark(const Folder *folder, const char *file, unsigned set, unsigned clear, GError **error);

/* By tmp/ and fsync, to cur/ with flags, to new/ without. bytes may have CRLF, the file has LF. */
bool folder_append(const Folder *folder, GBytes *bytes, unsigned flags, int64_t received_at, MailName *name,
		   GError **error);
bool folder_remove(const Folder *folder, const char *file, GError **error);

MailName mail_name(const char *file);
unsigned mail_flags(const Folder *folder, const char *file);

#endif
