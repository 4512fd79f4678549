/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_UNDERSTAND_H
#define MAIL_UNDERSTAND_H

/*
 * From bytes to Message (model/message.h): what a mail is, what it says and whom it is about. Called in the agent and
 * in children of the filter only; scans for bombs before GMime sees anything (mail/scan.h). Never fails: a mail that
 * cannot or must not be parsed gives a Message with error set.
 */

#include <glib.h>
#include <stdbool.h>

#include "model/message.h"

/* The header fields to fetch, for HEADER.FIELDS: fixed, because servers cache per field. Upper case, space separated.
 */
extern const char *const understand_header_fields;

/* Is what understands there? In cmc it is a module (mime.c), which is loaded with this. ERROR_SOFTWARE. */
bool understand_load(GError **error);

/* A header block alone, as HEADER.FIELDS gives it: DEPTH_HEADERS with glance. 5 us. */
Message *understand_headers(const char *bytes, gsize length);

/* A whole mail, or its beginning (the text is in the first 256 KB of nearly all): DEPTH_UNDERSTOOD. */
Message *understand_message(const char *bytes, gsize length);

#endif
