/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_NOTIFY_H
#define BASE_NOTIFY_H

/* What a service manager is told, by the protocol of sd_notify(3): a datagram to the socket that NOTIFY_SOCKET names. */

#include <stdbool.h>

/* state: "READY=1", "WATCHDOG=1", "STOPPING=1". False where nobody asked to be told, or nobody listens. Never blocks. */
bool notify_manager(const char *state);

#endif
