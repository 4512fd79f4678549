/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FUZZ_SERVER_H
#define TESTS_FUZZ_SERVER_H

/* A server on loopback that says the input, whatever it is asked, and hangs up. For targets that are clients. */

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fuzz.h"
#include "net/stream.h"

typedef struct FuzzServer {
	int fd;
	uint16_t port;
	GAsyncQueue *answers; /* GBytes *: one for each connection */
} FuzzServer;

static inline int fuzz_server_accept(int listener)
{
	int fd;

	do
		fd = accept(listener, NULL, NULL);
	while (fd < 0 && errno == EINTR); /* libFuzzer's clock ticks by SIGALRM */
	if (fd < 0)
		g_error("accept failed: %s", g_strerror(errno));
	return fd;
}

static inline gpointer fuzz_server_run(gpointer data)
{
	const FuzzServer *server = data;

	for (;;) {
		int fd = fuzz_server_accept(server->fd);
		g_autoptr(GBytes) answer = g_async_queue_pop(server->answers);
		gsize length, sent = 0;
		const char *bytes = g_bytes_get_data(answer, &length);
		ssize_t count = 1;
		char heard[4096];

		for (; sent < length && count > 0; sent += (gsize)count)
			count = send(fd, bytes + sent, length - sent, MSG_NOSIGNAL);
		shutdown(fd, SHUT_WR);
		while (read(fd, heard, sizeof heard) > 0)
			;
		close(fd);
	}
	return NULL;
}

static inline void fuzz_server_start(FuzzServer *server)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof address;
	g_autoptr(GError) error = NULL;

	if (!stream_library_init(&error))
		g_error("%s", error->message);
	server->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(server->fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(server->fd, 16) != 0 ||
	    getsockname(server->fd, (struct sockaddr *)&address, &length) != 0)
		g_error("no server on loopback");
	server->answers = g_async_queue_new();
	server->port = ntohs(address.sin_port);
	g_thread_unref(g_thread_new("server", fuzz_server_run, server));
}

/* What the next connection is told. */
static inline void fuzz_server_says(FuzzServer *server, const uint8_t *data, size_t size)
{
	g_async_queue_push(server->answers, g_bytes_new(data, size));
}

/* An account on that server, and patience of two seconds. */
static inline Account *fuzz_account(const FuzzServer *server)
{
	Account *account = account_new("fuzz");
	Endpoint *const ends[] = {&account->imap, &account->smtp};

	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		ends[i]->user = g_strdup("anna");
		ends[i]->host = g_strdup("127.0.0.1");
		ends[i]->port = server->port;
		ends[i]->security = SECURITY_NONE;
	}
	return account;
}

static const StreamOptions fuzz_patience = {
	.connect_timeout_ms = 2000, .command_timeout_ms = 2000, .budget_bytes = 1 << 20, .cancel_fd = -1};

#endif
