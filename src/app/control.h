/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CONTROL_H
#define APP_CONTROL_H

/*
 * How commands and the one watcher of a store find each other: a lock (watch.lock, holding the watcher's pid) and a
 * socket (watch.sock) beside the store. Only the same user is listened to (SO_PEERCRED).
 */

#include <glib.h>
#include <stdbool.h>

typedef struct WatchLock WatchLock;

/* Takes the lock of the store at path. ERROR_TEMP names the pid of the watcher that holds it. */
WatchLock *watch_lock_take(const char *store_path, GError **error);
void watch_lock_free(WatchLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WatchLock, watch_lock_free)

/* The watcher's side. asked is called for each request; the fd is then the watcher's to answer on and to close. */
typedef enum { CONTROL_POKE, CONTROL_SYNC } ControlRequest;
typedef void (*ControlFunc)(ControlRequest request, int fd, gpointer data);
typedef struct Control Control;
Control *control_listen(const char *store_path, ControlFunc asked, gpointer data, GError **error);
void control_free(Control *control);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Control, control_free)

/* "The store has changed": the watcher looks at once. False when no watcher runs, which is no error. */
bool control_poke(const char *store_path);

/* Asks a running watcher for a round and waits until it answers "CODE TEXT". False: no watcher runs. */
bool control_sync(const char *store_path, int timeout_ms, int *code, char **text);

#endif
