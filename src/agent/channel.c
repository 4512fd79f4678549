/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/payload.h"
#include "agent/protocol.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/fault.h"

#define LENGTH_BYTES    4
#define CHUNK_BYTES     (128 * 1024)
#define DESCRIPTORS_MAX 4
#define AHEAD_MAX       (FRAME_MAX + FRAME_MAX / 2) /* what is read while we write */

struct Channel {
	int fd;
	bool closed;
	GByteArray *in;
	gsize taken; /* bytes of in that were frames already */
	int descriptors[DESCRIPTORS_MAX];
	guint n_descriptors;
};

Channel *channel_new(int fd)
{
	Channel *channel = g_new0(Channel, 1);

	channel->fd = fd;
	channel->in = g_byte_array_new();
	return channel;
}

void channel_free(Channel *channel)
{
	if (!channel)
		return;
	for (guint i = 0; i < channel->n_descriptors; i++)
		close(channel->descriptors[i]);
	close(channel->fd);
	g_byte_array_unref(channel->in);
	g_free(channel);
}

int channel_fd(const Channel *channel)
{
	return channel->fd;
}

bool channel_closed(const Channel *channel)
{
	return channel->closed;
}

static bool keep_descriptors(Channel *channel, struct msghdr *message)
{
	bool room = true;

	for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
		if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
			continue;
		gsize count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (gsize i = 0; i < count; i++) {
			int fd;

			memcpy(&fd, CMSG_DATA(header) + i * sizeof fd, sizeof fd);
			if (channel->n_descriptors < DESCRIPTORS_MAX) {
				channel->descriptors[channel->n_descriptors++] = fd;
			} else {
				close(fd);
				room = false;
			}
		}
	}
	return room;
}

typedef enum { GOT_BYTES, GOT_NOTHING, GOT_NONSENSE } Got;

/* Takes what the socket holds, without waiting. */
static Got take_in(Channel *channel, GError **error)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int) * DESCRIPTORS_MAX)];
	} control;
	guint8 chunk[CHUNK_BYTES];
	struct iovec part = {.iov_base = chunk, .iov_len = sizeof chunk};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
				 .msg_controllen = sizeof control};
	ssize_t got = recvmsg(channel->fd, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return GOT_NOTHING;
	if (got <= 0) {
		channel->closed = true;
		return GOT_NOTHING;
	}
	g_byte_array_append(channel->in, chunk, (guint)got);
	if (keep_descriptors(channel, &message) && !(message.msg_flags & MSG_CTRUNC))
		return GOT_BYTES;
	g_set_error(error, ERROR, ERROR_DATA, "frame refused: too many descriptors");
	return GOT_NONSENSE;
}

static bool send_some(Channel *channel, const guint8 *bytes, gsize length, int fd, gsize *sent)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = {0};
	struct iovec part = {.iov_base = (guint8 *)bytes, .iov_len = length};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	ssize_t done;

	if (fd >= 0) {
		message.msg_control = &control;
		message.msg_controllen = sizeof control;
		struct cmsghdr *header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof fd);
		memcpy(CMSG_DATA(header), &fd, sizeof fd);
	}
	done = sendmsg(channel->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
	*sent = done > 0 ? (gsize)done : 0;
	return done >= 0 || errno == EAGAIN || errno == EINTR;
}

/* An agent that waits for ever to be heard listens meanwhile: else both sides could wait for each other. */
static bool wait_for_room(Channel *channel, int64_t deadline_ms, GError **error)
{
	bool listen = deadline_ms < 0 && !channel->closed && channel->in->len - channel->taken < AHEAD_MAX;
	struct pollfd wait = {.fd = channel->fd, .events = (short)(POLLOUT | (listen ? POLLIN : 0))};
	int64_t left = deadline_ms < 0 ? -1 : deadline_ms - clock_monotonic_ms();

	if (deadline_ms >= 0 && left <= 0) {
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "the other side does not read");
		return false;
	}
	if (poll(&wait, 1, (int)MIN(left, G_MAXINT)) > 0 && listen && (wait.revents & POLLIN))
		return take_in(channel, error) != GOT_NONSENSE;
	return true;
}

bool channel_send(Channel *channel, const Frame *frame, int timeout_ms, GError **error)
{
	g_autoptr(GBytes) encoded = frame_encode(frame);
	int64_t deadline_ms = timeout_ms < 0 ? -1 : clock_monotonic_ms() + timeout_ms;
	gsize length, at = 0, sent;
	const guint8 *bytes = g_bytes_get_data(encoded, &length);

	if (length - LENGTH_BYTES > FRAME_MAX) {
		g_set_error(error, ERROR, ERROR_DATA, "a frame of %" G_GSIZE_FORMAT " bytes is too large", length);
		return false;
	}
	fault_point("frame");
	while (at < length) {
		if (!send_some(channel, bytes + at, length - at, at == 0 ? frame->fd : -1, &sent)) {
			g_set_error(error, ERROR, ERROR_UNAVAILABLE, "the other side is gone: %s", g_strerror(errno));
			return false;
		}
		at += sent;
		if (sent == 0 && !wait_for_room(channel, deadline_ms, error))
			return false;
	}
	return true;
}

static void drop_taken(Channel *channel)
{
	if (channel->taken == channel->in->len)
		g_byte_array_set_size(channel->in, 0);
	else if (channel->taken > CHUNK_BYTES && channel->taken > channel->in->len / 2)
		g_byte_array_remove_range(channel->in, 0, (guint)channel->taken);
	else
		return;
	channel->taken = 0;
}

static bool give_descriptor(Channel *channel, Frame *frame)
{
	if (!payload_of(frame->kind)->descriptor)
		return true;
	if (channel->n_descriptors == 0)
		return false;
	frame->fd = channel->descriptors[0];
	channel->n_descriptors--;
	memmove(channel->descriptors, channel->descriptors + 1, channel->n_descriptors * sizeof(int));
	return true;
}

/* One whole frame out of the buffer; NULL without error when there is none yet. */
static Frame *take_frame(Channel *channel, GError **error)
{
	const guint8 *start = channel->in->data + channel->taken;
	gsize there = channel->in->len - channel->taken;
	guint32 length;
	g_autoptr(Frame) frame = NULL;

	if (there < LENGTH_BYTES)
		return NULL;
	memcpy(&length, start, sizeof length);
	length = GUINT32_FROM_LE(length);
	if (length > FRAME_MAX) {
		g_set_error(error, ERROR, ERROR_DATA, "frame refused: %u bytes", length);
		return NULL;
	}
	if (there - LENGTH_BYTES < length)
		return NULL;
	frame = frame_decode(start + LENGTH_BYTES, length, error);
	channel->taken += LENGTH_BYTES + length;
	drop_taken(channel);
	if (frame && !give_descriptor(channel, frame)) {
		g_set_error(error, ERROR, ERROR_DATA, "frame refused: its descriptor is missing");
		return NULL;
	}
	return g_steal_pointer(&frame);
}

Frame *channel_receive(Channel *channel, bool block, GError **error)
{
	for (;;) {
		g_autoptr(GError) inner = NULL;
		Frame *frame = take_frame(channel, &inner);

		if (frame)
			return frame;
		if (!inner && channel->closed)
			return NULL;
		Got got = inner ? GOT_NONSENSE : take_in(channel, &inner);
		if (got == GOT_NONSENSE) {
			channel->closed = true;
			g_propagate_error(error, g_steal_pointer(&inner));
			return NULL;
		}
		if (got == GOT_NOTHING && !block)
			return NULL;
		if (got == GOT_NOTHING && !channel->closed) {
			struct pollfd wait = {.fd = channel->fd, .events = POLLIN};

			poll(&wait, 1, -1);
		}
	}
}
