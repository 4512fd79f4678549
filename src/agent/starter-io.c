/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests and reports on the starter's descriptor 3: a SOCK_SEQPACKET pair, one packet each. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/protocol.h"
#include "base/error.h"

typedef struct Request {
	uint32_t ticket;
	uint32_t role;
} Request;

typedef union Control {
	struct cmsghdr align;
	char bytes[CMSG_SPACE(sizeof(int))];
} Control;

static ssize_t again_send(int fd, const struct msghdr *message)
{
	ssize_t done;

	do
		done = sendmsg(fd, message, MSG_NOSIGNAL);
	while (done < 0 && errno == EINTR);
	return done;
}

static ssize_t again_receive(int fd, struct msghdr *message)
{
	ssize_t done;

	do
		done = recvmsg(fd, message, MSG_CMSG_CLOEXEC);
	while (done < 0 && errno == EINTR);
	return done;
}

bool starter_request(int starter_fd, AgentRole role, uint32_t ticket, int agent_fd, GError **error)
{
	Request request = {.ticket = ticket, .role = role};
	Control control = {0};
	struct iovec part = {.iov_base = &request, .iov_len = sizeof request};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
				 .msg_controllen = sizeof control};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof agent_fd);
	memcpy(CMSG_DATA(header), &agent_fd, sizeof agent_fd);
	if (again_send(starter_fd, &message) == sizeof request)
		return true;
	g_set_error(error, ERROR, ERROR_UNAVAILABLE, "cmc-agent does not answer: %s", g_strerror(errno));
	return false;
}

bool starter_request_read(int starter_fd, AgentRole *role, uint32_t *ticket, int *agent_fd, GError **error)
{
	Request request;
	Control control;
	struct iovec part = {.iov_base = &request, .iov_len = sizeof request};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
				 .msg_controllen = sizeof control};
	ssize_t got = again_receive(starter_fd, &message);
	struct cmsghdr *header = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;

	if (got == 0 || (got < 0 && errno == ECONNRESET))
		return false;
	*agent_fd = -1;
	if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
		memcpy(agent_fd, CMSG_DATA(header), sizeof *agent_fd);
	bool known = got == sizeof request && (request.role == AGENT_ROLE_MAILBOX || request.role == AGENT_ROLE_SENDER);
	if (!known || *agent_fd < 0) {
		g_set_error(error, ERROR, ERROR_DATA, "a request that is none came on descriptor %d", starter_fd);
		if (*agent_fd >= 0)
			close(*agent_fd);
		return false;
	}
	*role = (AgentRole)request.role;
	*ticket = request.ticket;
	return true;
}

bool starter_report_send(int starter_fd, const StarterReport *report)
{
	struct iovec part = {.iov_base = (void *)report, .iov_len = sizeof *report};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	return again_send(starter_fd, &message) == sizeof *report;
}

bool starter_report_read(int starter_fd, StarterReport *report, GError **error)
{
	struct iovec part = {.iov_base = report, .iov_len = sizeof *report};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	ssize_t got = again_receive(starter_fd, &message);

	if (got == sizeof *report)
		return true;
	if (got > 0)
		g_set_error(error, ERROR, ERROR_DATA, "a report of %d bytes came from cmc-agent", (int)got);
	return false;
}
