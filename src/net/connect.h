/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef NET_CONNECT_H
#define NET_CONNECT_H

/* A TCP connection to the first address of a host that answers (RFC 8305): families take turns, 250 ms apart. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Non-blocking, close-on-exec, keepalive 60/15/4, TCP_USER_TIMEOUT 60 s. -1 with ERROR_UNAVAILABLE; with loopback_only,
 * ERROR_REFUSED when the host has any other address. */
int connect_tcp(const char *host, uint16_t port, bool loopback_only, int timeout_ms, int cancel_fd, GError **error);

#endif
