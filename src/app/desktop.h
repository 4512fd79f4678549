/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_DESKTOP_H
#define APP_DESKTOP_H

/* Notifications by the session's bus (org.freedesktop.Notifications). GIO is loaded with the first of them. */

#include <glib.h>
#include <stdbool.h>

typedef struct _GDBusConnection Desktop;

/* NULL: no bus is named in the environment, or nobody answers there. */
Desktop *desktop_open(void);
void desktop_close(Desktop *desktop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Desktop, desktop_close)

/* An urgent one; text is plain. False: it was not taken. Waits two seconds at most. */
bool desktop_show(Desktop *desktop, const char *title, const char *text);

#endif
