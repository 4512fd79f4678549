/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_CAGE_H
#define AGENT_CAGE_H

#include <signal.h>

/*
 * What an agent gives up for good before it talks to a server: dumps, memory and descriptors without end, new
 * privileges, writing to files (Landlock, seccomp), running programs, tracing others. Looking up hosts, reading
 * certificates and new connections stay possible. Each lock is worth having alone: where the kernel lacks one, the
 * others still close.
 */
void cage_close(void);

/* The same with one tree left open for making, renaming and removing files and folders, and for it no network at all and
 * no reading beyond the system's own folders. NULL: cage_close(). */
void cage_close_around(const char *tree);

/* The signal that ends an agent at once. Where leaks are looked for, a caged agent comes to its end by itself on it: to
 * such an agent it is as if both its watcher and its servers had hung up. */
#ifdef CMC_SANITIZED
#define CAGE_END_SIGNAL SIGTERM
#else
#define CAGE_END_SIGNAL SIGKILL
#endif

#endif
