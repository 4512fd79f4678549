/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_MAILDIR_FILE_H
#define AGENT_MAILDIR_FILE_H

/* Between maildir.c and maildir-file.c only. */

#include <dirent.h>

#include "agent/maildir.h"

/* Never through a link; NULL with errno. */
DIR *maildir_read_directory(int at, const char *path);

#endif
