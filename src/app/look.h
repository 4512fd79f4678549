/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_LOOK_H
#define APP_LOOK_H

/*
 * Understands one mail in a child process that has nothing but these bytes and a pipe back (agent/cage.h, limits of
 * time and memory). What it tells is checked like an agent's fact, so that a mail which takes the parser over gains
 * nothing, and one which kills it costs nothing but this look.
 */

#include <glib.h>

#include "model/message.h"

/* The text is in the first bytes of nearly every mail; more is never looked at. */
#define LOOK_BYTES (512 * 1024)

/* In steps, so that the caller may do something else meanwhile. look_begin() makes the child: it sees what is in
 * memory then. ERROR_TEMP: no child could be started. look_free() ends it, and waits until it has ended. */
typedef struct Look Look;
Look *look_begin(const char *bytes, gsize length, GError **error);
void look_free(Look *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Look, look_free)

/* Waits for its word. DEPTH_UNDERSTOOD; caller owns. ERROR_DATA: the parser died of it, took too long or told
 * nonsense. ERROR_SOFTWARE: there is no parser. */
Message *look_hear(Look *look, GError **error);

/* All of it. */
Message *look_at_mail(const char *bytes, gsize length, GError **error);

#endif
