/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

/*
 * A password or token in locked memory (mlock, MADV_DONTDUMP), wiped when freed. It comes out of a command's standard
 * output (first line, at most 16 KiB: OAuth tokens are long), travels by descriptor and is never in argv, environment,
 * store or log.
 */

#include <glib.h>

typedef struct Secret Secret;

Secret *secret_new(const char *bytes, gsize length);
void secret_free(Secret *secret);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Secret, secret_free)

/* NUL-terminated; valid as long as the secret. */
const char *secret_get(const Secret *secret);

/* Runs command (split as a shell would, but without a shell) in a process group of its own with no descriptor but
 * 0 to 2, waits at most timeout_ms, takes its first line. ERROR_REFUSED when it fails, hangs or prints nothing. */
Secret *secret_from_command(const char *command, int timeout_ms, GError **error);

/* A sealed memfd to hand a secret to another process, and back. The reader closes it. -1 / NULL with error. */
int secret_to_fd(const Secret *secret, GError **error);
Secret *secret_from_fd(int fd, GError **error);

#endif
