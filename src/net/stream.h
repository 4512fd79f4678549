/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef NET_STREAM_H
#define NET_STREAM_H

/*
 * The connection under libetpan: a mailstream_low driver of our own, because libetpan's verifies nothing (LIBRARIES).
 * Non-blocking socket, IPv6 and IPv4 staggered by 250 ms, keepalive, GnuTLS >= 1.2 with host name check, a deadline per
 * command and a byte budget per response. read gives -1 at the end, never 0.
 */

#include <glib.h>
#include <libetpan/libetpan.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/account.h"

/* Shared by all connections of a process: system CAs, loaded once before forking. */
bool stream_library_init(GError **error);

typedef struct StreamOptions {
	const char *ca_file;  /* added to the system's, or NULL */
	const char *tls_pin;  /* SHA-256 of the one accepted certificate in hex, or NULL */
	int connect_timeout_ms, command_timeout_ms;
	gsize budget_bytes;   /* per command */
	int64_t *retry_after_s; /* where imap_open() leaves when the server wants to see us again, or NULL */
	int cancel_fd;        /* readable = give up at once; -1 = none */
} StreamOptions;

/* Connects (with TLS for SECURITY_TLS; plain for SECURITY_STARTTLS until stream_start_tls(); SECURITY_NONE only to
 * loopback addresses). ERROR_UNAVAILABLE: no server. ERROR_REFUSED: certificate, TLS version. Caller owns; closing the
 * mailstream closes all. */
mailstream *stream_open(const Endpoint *endpoint, const StreamOptions *options, GError **error);

/* After the server agreed to STARTTLS. ERROR_REFUSED when bytes are waiting already (injection). */
bool stream_start_tls(mailstream *stream, GError **error);

int stream_fd(mailstream *stream);
bool stream_has_input(mailstream *stream);            /* buffered here or in TLS: do not poll, read */
/* While on, writing ends with an error as soon as the server says something or is gone: what it said can be read then, and
 * stream_error() is NULL until that fails, too. */
void stream_hear(mailstream *stream, bool hears);
int stream_fill(mailstream *stream);                  /* without waiting: 1 there is input, 0 none yet, -1 the end */
void stream_begin_command(mailstream *stream, int timeout_ms); /* a new deadline and budget; 0 = the options' */

/* The command just begun has a long answer: it may use the whole budget, which others may not; and where silence_ms is not 0, the
 * server keeps talking, silence of that length is its end. */
void stream_expect_flow(mailstream *stream, int silence_ms);

/* Why the last operation failed, more exactly than libetpan can say; NULL = it did not. The stream keeps it. */
const GError *stream_error(mailstream *stream);

#endif
