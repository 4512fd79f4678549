/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of frame makes the round trip; what is cut short or changed is refused or harmless; descriptors travel. */
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/payload.h"
#include "agent/protocol.h"
#include "base/error.h"

/* Fills every member that the tables name with a value of its own, so that a lost or swapped member is noticed. */
static guint counter;

static void fill(const Shape *shape, gpointer value);

static gpointer new_element(const Shape *shape)
{
	gpointer element = shape_new(shape);

	fill(shape, element);
	return element;
}

static char *new_line(void)
{
	return g_strdup_printf("<text %u ä€😀>", ++counter);
}

static GBytes *new_bytes(void)
{
	g_autofree char *text = g_strdup_printf("bytes %u\r\n%c\xff", ++counter, 0x1b);

	return g_bytes_new(text, strlen(text));
}

static void fill_field(const Field *field, gpointer member)
{
	uint32_t number = ++counter;

	switch (field->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		*(char **)member = new_line();
		break;
	case FIELD_BYTES:
		*(GBytes **)member = new_bytes();
		break;
	case FIELD_U16:
		*(uint16_t *)member = (uint16_t)number;
		break;
	case FIELD_U32:
		*(uint32_t *)member = number + 0x80000000;
		break;
	case FIELD_U64:
		*(uint64_t *)member = number + ((uint64_t)1 << 60);
		break;
	case FIELD_I64:
		*(int64_t *)member = number;
		break;
	case FIELD_INT:
		*(int *)member = (int)number;
		break;
	case FIELD_BOOL:
		*(bool *)member = true;
		break;
	case FIELD_ENUM:
		*(uint32_t *)member = field->bound;
		break;
	case FIELD_BITS:
		*(uint32_t *)member = field->bound;
		break;
	case FIELD_LINES:
		g_ptr_array_add(*(GPtrArray **)member, new_line());
		g_ptr_array_add(*(GPtrArray **)member, new_line());
		break;
	case FIELD_UINTS:
		/* pairs for some, triples for others */
		for (int i = 0; i < 6; i++, number = ++counter)
			g_array_append_val(*(GArray **)member, number);
		break;
	case FIELD_INLINE:
		fill(field->shape, member);
		break;
	case FIELD_POINTER:
		*(gpointer *)member = new_element(field->shape);
		break;
	case FIELD_LIST:
		g_ptr_array_add(*(GPtrArray **)member, new_element(field->shape));
		g_ptr_array_add(*(GPtrArray **)member, new_element(field->shape));
		break;
	}
}

static void fill(const Shape *shape, gpointer value)
{
	for (gsize i = 0; i < shape->length; i++)
		fill_field(&shape->fields[i], (char *)value + shape->fields[i].offset);
}

static Frame *new_frame(FrameKind kind, bool filled)
{
	const Payload *payload = payload_of(kind);
	Frame *frame = frame_new(kind, payload_new(kind));

	if (filled && payload->carries == CARRIES_SHAPE)
		fill(payload->shape, frame->as.any);
	if (payload->carries == CARRIES_FLAG)
		*frame->as.flag = filled;
	for (guint i = 0; filled && kind == FACT_FLAGS && i < frame->as.flags->flags->len; i++)
		g_array_index(frame->as.flags->flags, uint32_t, i) = FLAG_FLAGGED | i;
	if (filled && kind == FACT_SYNCED)
		frame->as.synced->modseq = G_MAXINT64;
	return frame;
}

static bool same_bytes(GBytes *one, GBytes *two)
{
	return g_bytes_equal(one, two);
}

/* Frames whose empty payload lacks a pointer that must be there. */
static bool can_be_empty(FrameKind kind)
{
	return kind != ORDER_START && kind != ORDER_SEND && kind != FACT_READ;
}

static Frame *decode(GBytes *encoded, GError **error)
{
	gsize length;
	const guint8 *bytes = g_bytes_get_data(encoded, &length);

	return frame_decode(bytes + 4, length - 4, error);
}

static void test_round_trip(void)
{
	guint kinds = 0;

	for (guint kind = 0; kind < 256; kind++) {
		if (!payload_of((FrameKind)kind))
			continue;
		kinds++;
		for (int filled = can_be_empty((FrameKind)kind) ? 0 : 1; filled < 2; filled++) {
			g_autoptr(GError) error = NULL;
			g_autoptr(Frame) frame = new_frame((FrameKind)kind, filled);
			g_autoptr(GBytes) before = frame_encode(frame);
			g_autoptr(Frame) back = decode(before, &error);

			g_assert_no_error(error);
			g_assert_nonnull(back);
			g_assert_cmpint(back->kind, ==, kind);
			/* what comes out says the same again, member by member */
			g_autoptr(GBytes) after = frame_encode(back);
			g_test_message("kind %u filled %d", kind, filled);
			g_assert_true(same_bytes(before, after));
		}
	}
	g_assert_cmpuint(kinds, ==, ORDER_QUIT - ORDER_START + 1 + FACT_NAMES - FACT_STATE + 1);
}

static void test_values(void)
{
	g_autoptr(Frame) frame = frame_new(FACT_SEEN, payload_new(FACT_SEEN));
	SeenMessage *seen = g_new0(SeenMessage, 1);
	g_autoptr(GError) error = NULL;

	frame->as.seen->mailbox = g_strdup("INBOX");
	frame->as.seen->uidvalidity = 7;
	seen->uid = 4294967295u;
	seen->flags = FLAG_SEEN | FLAG_CMC_REPLIED;
	seen->message = message_new();
	seen->message->message_id = g_strdup("<a@b>");
	seen->message->fingerprint = g_strdup("f");
	seen->message->subject = g_strdup("one\x1b[31m\ntwo \xff");
	seen->message->date = -5;
	g_ptr_array_add(seen->message->from, address_new("Anna", "a@b.example"));
	g_ptr_array_add(frame->as.seen->messages, seen);

	g_autoptr(GBytes) encoded = frame_encode(frame);
	g_autoptr(Frame) back = decode(encoded, &error);
	g_assert_no_error(error);
	seen = back->as.seen->messages->pdata[0];
	g_assert_cmpuint(seen->uid, ==, 4294967295u);
	g_assert_cmpuint(seen->flags, ==, FLAG_SEEN | FLAG_CMC_REPLIED);
	g_assert_cmpstr(message_sender(seen->message), ==, "a@b.example");
	g_assert_null(strchr(seen->message->subject, 0x1b));
	g_assert_null(strchr(seen->message->subject, '\n'));
	g_assert_true(g_utf8_validate(seen->message->subject, -1, NULL));
	g_assert_cmpint(seen->message->date, ==, 0);
	g_assert_null(seen->message->text);
}

static void refuse(Frame *frame)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) encoded = frame_encode(frame);
	g_autoptr(Frame) back = decode(encoded, &error);

	g_assert_null(back);
	g_assert_error(error, ERROR, ERROR_DATA);
	frame_free(frame);
}

static void test_refused(void)
{
	const uint32_t uids[] = {9, 3};
	Frame *frame = new_frame(FACT_GONE, true);

	g_array_set_size(frame->as.gone->uids, 0);
	g_array_append_vals(frame->as.gone->uids, uids, 2);
	refuse(frame);
	frame = new_frame(FACT_GONE, true);
	g_array_set_size(frame->as.gone->uids, 1);
	refuse(frame);
	frame = new_frame(FACT_FLAGS, true);
	g_array_set_size(frame->as.flags->flags, 1);
	refuse(frame);
	frame = new_frame(FACT_READ, true);
	g_free(frame->as.read_fact->message->message_id);
	frame->as.read_fact->message->message_id = g_strdup("no brackets");
	refuse(frame);
	frame = new_frame(FACT_STATE, true);
	frame->as.state->trouble = (Trouble)99;
	refuse(frame);
	frame = new_frame(FACT_SYNCED, true);
	frame->as.synced->modseq = G_MAXUINT64;
	refuse(frame);
	frame = new_frame(ORDER_MARK, true);
	frame->as.mark->set = 1 << 20;
	refuse(frame);
}

/* Every cut is refused; a changed byte is refused or gives another frame of clean members, never a crash. */
static void test_mutations(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20261124);

	for (guint kind = 0; kind < 256; kind++) {
		if (!payload_of((FrameKind)kind))
			continue;
		g_autoptr(Frame) frame = new_frame((FrameKind)kind, true);
		g_autoptr(GBytes) encoded = frame_encode(frame);
		gsize length = g_bytes_get_size(encoded) - 4;
		g_autofree guint8 *bytes = g_memdup2((const guint8 *)g_bytes_get_data(encoded, NULL) + 4, length);

		for (gsize cut = 0; cut < length; cut++) {
			g_autoptr(GError) error = NULL;
			g_autofree guint8 *part = g_memdup2(bytes, cut);
			g_autoptr(Frame) back = frame_decode(part, cut, &error);

			g_assert_true((back == NULL) == (error != NULL));
			g_assert_null(back);
		}
		for (guint round = 0; round < 3000; round++) {
			g_autoptr(GError) error = NULL;
			gsize place = (gsize)g_rand_int_range(rand, 0, (gint32)length);
			guint8 old = bytes[place];

			bytes[place] = (guint8)g_rand_int_range(rand, 0, 256);
			g_autoptr(Frame) back = frame_decode(bytes, length, &error);
			g_assert_true((back == NULL) == (error != NULL));
			if (back && back->kind == FACT_STATE && back->as.state->text)
				g_assert_true(g_utf8_validate(back->as.state->text, -1, NULL));
			if (round % 3)
				bytes[place] = old;
		}
	}
}

static void make_pair(Channel **one, Channel **two)
{
	int pair[2];

	g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), ==, 0);
	*one = channel_new(pair[0]);
	*two = channel_new(pair[1]);
}

static void test_channel(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Channel) here = NULL;
	Channel *there = NULL;

	make_pair(&here, &there);
	g_assert_null(channel_receive(here, false, &error));
	g_assert_no_error(error);
	g_assert_false(channel_closed(here));
	for (int i = 0; i < 100; i++) {
		g_autoptr(Frame) frame = new_frame(i % 2 ? FACT_DONE : ORDER_ROUND, true);

		g_assert_true(channel_send(there, frame, 1000, &error));
	}
	channel_free(there);
	for (int i = 0; i < 100; i++) {
		g_autoptr(Frame) frame = channel_receive(here, true, &error);

		g_assert_no_error(error);
		g_assert_cmpint(frame->kind, ==, i % 2 ? FACT_DONE : ORDER_ROUND);
	}
	g_assert_null(channel_receive(here, true, &error));
	g_assert_no_error(error);
	g_assert_true(channel_closed(here));

	g_autoptr(Frame) late = new_frame(ORDER_QUIT, false);
	g_assert_false(channel_send(here, late, 1000, &error));
	g_assert_error(error, ERROR, ERROR_UNAVAILABLE);
}

static void test_secret(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Channel) here = NULL;
	g_autoptr(Channel) there = NULL;
	g_autoptr(Secret) secret = secret_new("pässword 1", strlen("pässword 1"));

	make_pair(&here, &there);
	for (int i = 0; i < 2; i++) {
		g_autoptr(Frame) before = new_frame(ORDER_ROUND, false);
		g_autoptr(Frame) frame = new_frame(ORDER_SECRET, false);

		frame->fd = secret_to_fd(secret, &error);
		g_assert_no_error(error);
		g_assert_true(channel_send(here, before, 1000, &error));
		g_assert_true(channel_send(here, frame, 1000, &error));
	}
	for (int i = 0; i < 4; i++) {
		g_autoptr(Frame) frame = channel_receive(there, true, &error);

		g_assert_no_error(error);
		g_assert_cmpint(frame->kind, ==, i % 2 ? ORDER_SECRET : ORDER_ROUND);
		if (i % 2 == 0)
			continue;
		g_autoptr(Secret) got = secret_from_fd(frame->fd, &error);
		frame->fd = -1;
		g_assert_no_error(error);
		g_assert_cmpstr(secret_get(got), ==, "pässword 1");
	}
	/* the kind without the descriptor is no frame */
	g_autoptr(Frame) bare = new_frame(ORDER_SECRET, false);
	g_assert_true(channel_send(here, bare, 1000, &error));
	g_assert_null(channel_receive(there, true, &error));
	g_assert_error(error, ERROR, ERROR_DATA);
}

static void test_nonsense(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Channel) here = NULL;
	g_autoptr(Channel) there = NULL;
	const char huge[] = "\xff\xff\xff\xff much";

	make_pair(&here, &there);
	g_assert_cmpint(write(channel_fd(here), huge, sizeof huge), ==, sizeof huge);
	g_assert_null(channel_receive(there, true, &error));
	g_assert_error(error, ERROR, ERROR_DATA);
	g_assert_true(channel_closed(there));
}

static gpointer read_later(gpointer data)
{
	g_autoptr(Frame) frame = NULL;

	g_usleep(100000);
	frame = channel_receive(data, true, NULL);
	return GUINT_TO_POINTER(frame ? (guint)g_bytes_get_size(frame->as.append->bytes) : 0);
}

static void test_large(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Channel) here = NULL;
	g_autoptr(Channel) there = NULL;
	g_autoptr(Frame) frame = new_frame(ORDER_APPEND, true);
	gsize size = 20 * 1024 * 1024;

	g_bytes_unref(frame->as.append->bytes);
	frame->as.append->bytes = g_bytes_new_take(g_malloc0(size), size);
	make_pair(&here, &there);
	GThread *reader = g_thread_new("reader", read_later, there);
	g_assert_true(channel_send(here, frame, 10000, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(GPOINTER_TO_UINT(g_thread_join(reader)), ==, size);
	/* nobody reads: the writer gives up in time */
	g_assert_false(channel_send(here, frame, 200, &error));
	g_assert_error(error, ERROR, ERROR_UNAVAILABLE);
}

static void test_starter(void)
{
	g_autoptr(GError) error = NULL;
	StarterReport report = {.ticket = 5, .pid = 77, .status = -1}, got;
	AgentRole role;
	uint32_t ticket;
	int pair[2], given, null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	g_assert_cmpint(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
	g_assert_true(starter_request(pair[0], AGENT_ROLE_SENDER, 5, null, &error));
	g_assert_true(starter_request_read(pair[1], &role, &ticket, &given, &error));
	g_assert_cmpint(role, ==, AGENT_ROLE_SENDER);
	g_assert_cmpuint(ticket, ==, 5);
	g_assert_cmpint(given, !=, null);
	g_assert_cmpint(close(given), ==, 0);
	g_assert_true(starter_report_send(pair[1], &report));
	g_assert_true(starter_report_read(pair[0], &got, &error));
	g_assert_cmpmem(&report, sizeof report, &got, sizeof got);

	g_assert_cmpint(send(pair[0], "x", 1, 0), ==, 1);
	g_assert_false(starter_request_read(pair[1], &role, &ticket, &given, &error));
	g_assert_error(error, ERROR, ERROR_DATA);
	g_clear_error(&error);
	close(pair[0]);
	g_assert_false(starter_request_read(pair[1], &role, &ticket, &given, &error));
	g_assert_no_error(error);
	close(pair[1]);
	close(null);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/agent/protocol/round-trip", test_round_trip);
	g_test_add_func("/agent/protocol/values", test_values);
	g_test_add_func("/agent/protocol/refused", test_refused);
	g_test_add_func("/agent/protocol/mutations", test_mutations);
	g_test_add_func("/agent/channel/frames", test_channel);
	g_test_add_func("/agent/channel/secret", test_secret);
	g_test_add_func("/agent/channel/nonsense", test_nonsense);
	g_test_add_func("/agent/channel/large", test_large);
	g_test_add_func("/agent/starter/requests", test_starter);
	return g_test_run();
}
