/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/connect.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"

#define STAGGER_MS  250
#define MAX_ADDRESS 16

static void set_option(int fd, int level, int option, int value)
{
	/* all of these are improvements; a kernel without one still connects */
	if (setsockopt(fd, level, option, &value, sizeof value) != 0)
		errno = 0;
}

static int begin(const struct addrinfo *address)
{
	int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
	set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, 60);
	set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, 15);
	set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, 4);
	set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, 60000);
	set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
	if (connect(fd, address->ai_addr, address->ai_addrlen) == 0 || errno == EINPROGRESS)
		return fd;
	int saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

static bool is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
	return address->sa_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
}

/* Families in turn, in the resolver's order within each. */
static int arrange(struct addrinfo *found, struct addrinfo *order[MAX_ADDRESS])
{
	struct addrinfo *same = found, *other = found;
	int count = 0;

	while ((same || other) && count < MAX_ADDRESS) {
		while (same && same->ai_family != found->ai_family)
			same = same->ai_next;
		if (same && count < MAX_ADDRESS) {
			order[count++] = same;
			same = same->ai_next;
		}
		while (other && other->ai_family == found->ai_family)
			other = other->ai_next;
		if (other && count < MAX_ADDRESS) {
			order[count++] = other;
			other = other->ai_next;
		}
	}
	return count;
}

typedef struct Race {
	struct pollfd tries[MAX_ADDRESS + 1]; /* the last used one is the cancel descriptor */
	int begun, failed;
	int last_error;
} Race;

/* One round of waiting; the descriptor that won, -1 none yet, -2 cancelled. */
static int wait_race(Race *race, int cancel_fd, int wait_ms)
{
	race->tries[race->begun] = (struct pollfd){.fd = cancel_fd, .events = POLLIN};
	if (poll(race->tries, (nfds_t)race->begun + 1, wait_ms) <= 0)
		return -1;
	if (race->tries[race->begun].revents)
		return -2;
	for (int i = 0; i < race->begun; i++) {
		struct pollfd *each = &race->tries[i];
		int problem = 0;
		socklen_t size = sizeof problem;

		if (each->fd < 0 || !each->revents)
			continue;
		if (getsockopt(each->fd, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 && problem == 0) {
			int winner = each->fd;

			each->fd = -1;
			return winner;
		}
		race->last_error = problem;
		race->failed++;
		close(each->fd);
		each->fd = -1;
	}
	return -1;
}

static int run_race(struct addrinfo **order, int count, int timeout_ms, int cancel_fd, int *why)
{
	Race race = {.last_error = ETIMEDOUT};
	int64_t deadline = clock_monotonic_ms() + timeout_ms, next = 0;
	int winner = -1;

	while (winner == -1 && clock_monotonic_ms() < deadline && race.failed < count) {
		if (race.begun < count && (clock_monotonic_ms() >= next || race.failed == race.begun)) {
			int fd = begin(order[race.begun]);

			if (fd < 0) {
				race.last_error = errno;
				race.failed++;
			}
			race.tries[race.begun++] = (struct pollfd){.fd = fd, .events = POLLOUT};
			next = clock_monotonic_ms() + STAGGER_MS;
		}
		int64_t until = race.begun < count ? MIN(next, deadline) : deadline;
		winner = wait_race(&race, cancel_fd, (int)MAX(1, until - clock_monotonic_ms()));
	}
	for (int i = 0; i < race.begun; i++)
		if (race.tries[i].fd >= 0)
			close(race.tries[i].fd);
	*why = winner == -2 ? ECANCELED : race.last_error;
	return winner >= 0 ? winner : -1;
}

int connect_tcp(const char *host, uint16_t port, bool loopback_only, int timeout_ms, int cancel_fd, GError **error)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL, *order[MAX_ADDRESS];
	char service[8];
	int why, fd;

	g_snprintf(service, sizeof service, "%u", port);
	why = getaddrinfo(host, service, &hints, &found);
	if (why != 0) {
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "host \"%s\" is not known: %s", host, gai_strerror(why));
		return -1;
	}
	for (struct addrinfo *each = found; loopback_only && each; each = each->ai_next) {
		if (is_loopback(each->ai_addr))
			continue;
		freeaddrinfo(found);
		g_set_error(error, ERROR, ERROR_REFUSED,
			    "host \"%s\" is not this machine: plain text is for loopback addresses only", host);
		return -1;
	}
	fd = run_race(order, arrange(found, order), timeout_ms, cancel_fd, &why);
	freeaddrinfo(found);
	if (fd < 0)
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "host \"%s\" port %u cannot be reached: %s", host, port,
			    g_strerror(why));
	return fd;
}
