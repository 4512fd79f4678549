/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_DNS_H
#define BASE_DNS_H

#include <glib.h>
#include <stdint.h>

/* The host that domain announces first for service ("imaps") over TCP, and its port (RFC 2782, RFC 6186); NULL: none,
 * or it says that there is none. Waits for the resolver. GIO is loaded with the first question. Caller owns. */
char *dns_service(const char *service, const char *domain, uint16_t *port);

#endif
