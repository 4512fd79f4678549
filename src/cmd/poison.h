/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_POISON_H
#define CMD_POISON_H

#include <glib.h>
#include <stdbool.h>

/*
 * Many items of untrusted bytes, one after the other, in a child process with limits: 2 s of CPU time for each item,
 * 256 MB of memory in all. An item that kills the child is left out and named; the others are still done, in their
 * order.
 */

/* In the child: does one item and writes what is to be said of it to stdout. */
typedef bool (*PoisonItem)(guint number, void *data);

/* In the parent: says of an item that the child died of it. why is a word for people ("Segmentation fault"). */
typedef void (*PoisonLost)(guint number, const char *why, void *data);

/* True when one item at least was done and came out true. */
bool poison_each(guint count, PoisonItem item, PoisonLost lost, void *data);

#endif
