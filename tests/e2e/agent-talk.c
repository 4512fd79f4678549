/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A watcher of one agent, to be driven by a shell: orders come as lines on standard input, facts go as lines to standard
 * output. agent-talk KEY=VALUE… with role (m, s), imap, smtp (host:port:tls|starttls), user, secret, again (the secret
 * after a refusal), ca, sent, watch, known (NAME:UIDVALIDITY:UIDNEXT:MODSEQ), once, and for senders from, to (with
 * commas), file. $CMC_LIBEXEC says where cmc-agent lies.
 */
#include <glib-unix.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/protocol.h"
#include "base/run.h"

typedef struct Talk {
	GHashTable *keys;
	int starter_fd;
	Channel *channel;
	GMainLoop *loop;
	int status;
} Talk;

static const char *key(const Talk *talk, const char *name)
{
	return g_hash_table_lookup(talk->keys, name);
}

static void die(const char *what, const GError *error)
{
	fprintf(stderr, "agent-talk: %s: %s\n", what, error ? error->message : g_strerror(errno));
	exit(2);
}

static void order(Talk *talk, FrameKind kind, gpointer payload)
{
	g_autoptr(Frame) frame = frame_new(kind, payload);
	g_autoptr(GError) error = NULL;

	if (kind == ORDER_SECRET) {
		const char *word = payload;
		g_autoptr(Secret) secret = secret_new(word, strlen(word));

		frame->as.any = NULL;
		frame->fd = secret_to_fd(secret, &error);
	}
	if (error || !channel_send(talk->channel, frame, 5000, &error))
		die("order", error);
}

static void set_endpoint(Endpoint *endpoint, const Talk *talk, const char *name)
{
	g_auto(GStrv) parts = key(talk, name) ? g_strsplit(key(talk, name), ":", 3) : NULL;

	if (!parts || g_strv_length(parts) != 3)
		return;
	endpoint->user = g_strdup(key(talk, "user"));
	endpoint->host = g_strdup(parts[0]);
	endpoint->port = (uint16_t)atoi(parts[1]);
	endpoint->security = g_str_equal(parts[2], "tls") ? SECURITY_TLS : SECURITY_STARTTLS;
}

static Account *make_account(const Talk *talk)
{
	Account *account = account_new("test");

	set_endpoint(&account->imap, talk, "imap");
	set_endpoint(&account->smtp, talk, "smtp");
	account->ca_file = g_strdup(key(talk, "ca"));
	account->sent = g_strdup(key(talk, "sent"));
	if (key(talk, "watch")) {
		g_auto(GStrv) names = g_strsplit(key(talk, "watch"), ";", -1);

		for (guint i = 0; names[i]; i++)
			g_ptr_array_add(account->watch, g_strdup(names[i]));
	}
	return account;
}

static Start *make_start(const Talk *talk)
{
	Start *start = payload_new(ORDER_START);
	g_auto(GStrv) known = key(talk, "known") ? g_strsplit(key(talk, "known"), ",", -1) : NULL;

	start->account = make_account(talk);
	start->once = key(talk, "once") != NULL;
	start->window = key(talk, "window") ? (uint32_t)atoi(key(talk, "window")) : 1000;
	for (guint i = 0; known && known[i]; i++) {
		g_auto(GStrv) parts = g_strsplit(known[i], ":", 4);
		Mailbox *mailbox = mailbox_new(NULL, parts[0]);

		mailbox->uidvalidity = (uint32_t)g_ascii_strtoull(parts[1], NULL, 10);
		mailbox->uidnext = (uint32_t)g_ascii_strtoull(parts[2], NULL, 10);
		mailbox->modseq = g_ascii_strtoull(parts[3], NULL, 10);
		g_ptr_array_add(start->mailboxes, mailbox);
	}
	return start;
}

static GBytes *load(const char *path)
{
	g_autoptr(GError) error = NULL;
	char *text;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, &error))
		die(path, error);
	return g_bytes_new_take(text, length);
}

static Send *make_send(const Talk *talk)
{
	Send *send = payload_new(ORDER_SEND);
	g_auto(GStrv) people = g_strsplit(key(talk, "to"), ",", -1);

	send->account = make_account(talk);
	send->sender = g_strdup(key(talk, "from"));
	for (guint i = 0; people[i]; i++)
		g_ptr_array_add(send->recipients, g_strdup(people[i]));
	send->bytes = load(key(talk, "file"));
	return send;
}

static void print_message(const char *what, const char *mailbox, uint32_t uid, unsigned flags, const Message *message)
{
	printf("%s %s %u flags=%u id=%s from=%s size=%d at=%d kind=%s subject=%s text=%.40s\n", what, mailbox, uid, flags,
	       message->message_id, message_sender(message), (int)message->size_bytes, message->received_at != 0,
	       message_kind_word(message->kind), message->subject, message->text ? message->text : "-");
}

static void print_uids(const char *what, const char *mailbox, const GArray *uids, const GArray *flags)
{
	printf("%s %s", what, mailbox);
	for (guint i = 0; i < uids->len; i++)
		if (flags)
			printf(" %u=%u", g_array_index(uids, uint32_t, i), g_array_index(flags, uint32_t, i));
		else
			printf(" %u", g_array_index(uids, uint32_t, i));
	printf("\n");
}

static void print_mailbox(const MailboxFact *fact)
{
	printf("mailbox %s role=%s uidvalidity=%u uidnext=%u keywords=%d restarted=%d\n", fact->name,
	       mailbox_role_word(fact->role), fact->uidvalidity, fact->uidnext, fact->any_keyword, fact->restarted);
}

static void print_synced(const Synced *synced)
{
	printf("synced %s %s:%u:%u:%" G_GUINT64_FORMAT "\n", synced->complete ? "complete" : "window", synced->mailbox,
	       synced->uidvalidity, synced->uidnext, synced->modseq);
}

static void print_done(const Done *done)
{
	printf("done %u trouble=%d uidvalidity=%u uid=%u there=%d %s\n", done->serial, done->trouble, done->uidvalidity,
	       done->uid, done->was_there, done->text ? done->text : "-");
}

static void hear(Talk *talk, const Frame *frame)
{
	switch (frame->kind) {
	case FACT_STATE:
		printf("state phase=%d trouble=%d %s\n", frame->as.state->phase, frame->as.state->trouble,
		       frame->as.state->text ? frame->as.state->text : "-");
		break;
	case FACT_NEED_SECRET:
		printf("need-secret %d\n", *frame->as.flag);
		if (*frame->as.flag && key(talk, "again"))
			order(talk, ORDER_SECRET, (gpointer)key(talk, "again"));
		else if (key(talk, "secret"))
			order(talk, ORDER_SECRET, (gpointer)key(talk, "secret"));
		else
			order(talk, ORDER_NO_SECRET, g_strdup("no password command"));
		break;
	case FACT_MAILBOX:
		print_mailbox(frame->as.mailbox);
		break;
	case FACT_SEEN:
		for (guint i = 0; i < frame->as.seen->messages->len; i++) {
			const SeenMessage *seen = frame->as.seen->messages->pdata[i];

			print_message(frame->as.seen->found ? "found" : "seen", frame->as.seen->mailbox, seen->uid,
				      seen->flags, seen->message);
		}
		break;
	case FACT_FLAGS:
		print_uids("flags", frame->as.flags->mailbox, frame->as.flags->uids, frame->as.flags->flags);
		break;
	case FACT_GONE:
		print_uids("gone", frame->as.gone->mailbox, frame->as.gone->uids, NULL);
		break;
	case FACT_READ:
		print_message("read", frame->as.read_fact->mailbox, frame->as.read_fact->uid, frame->as.read_fact->flags,
			      frame->as.read_fact->message);
		break;
	case FACT_SYNCED:
		print_synced(frame->as.synced);
		break;
	case FACT_DONE:
		print_done(frame->as.done);
		break;
	case FACT_RECIPIENT:
		printf("recipient %s %d %s\n", frame->as.recipient->email, frame->as.recipient->code,
		       frame->as.recipient->reply);
		break;
	case FACT_DOT_READY:
		printf("dot-ready\n");
		break;
	case FACT_SENT:
		printf("sent trouble=%d code=%d after-dot=%d %s\n", frame->as.sent->trouble, frame->as.sent->code,
		       frame->as.sent->after_dot, frame->as.sent->reply ? frame->as.sent->reply : "-");
		break;
	default:
		printf("unexpected %d\n", frame->kind);
	}
	fflush(stdout);
}

static gboolean on_facts(int fd, GIOCondition condition, gpointer data)
{
	Talk *talk = data;

	for (;;) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Frame) frame = channel_receive(talk->channel, false, &error);

		if (error)
			die("fact", error);
		if (!frame)
			return !channel_closed(talk->channel);
		hear(talk, frame);
	}
}

static gboolean on_report(int fd, GIOCondition condition, gpointer data)
{
	Talk *talk = data;
	StarterReport report;

	if (!starter_report_read(fd, &report, NULL)) {
		printf("starter-gone\n");
	} else if (report.status == -1) {
		printf("started %d\n", report.pid);
		fflush(stdout);
		return G_SOURCE_CONTINUE;
	} else {
		on_facts(0, G_IO_IN, talk);
		printf("ended exit=%d signal=%d\n", WIFEXITED(report.status) ? WEXITSTATUS(report.status) : -1,
		       WIFSIGNALED(report.status) ? WTERMSIG(report.status) : 0);
	}
	fflush(stdout);
	g_main_loop_quit(talk->loop);
	return G_SOURCE_REMOVE;
}

static void add_uids(GArray *uids, const char *words)
{
	g_auto(GStrv) each = g_strsplit(words, ",", -1);

	for (guint i = 0; each[i]; i++) {
		uint32_t uid = (uint32_t)g_ascii_strtoull(each[i], NULL, 10);

		g_array_append_val(uids, uid);
	}
}

/* append SERIAL MAILBOX FLAGS FROM-UID MESSAGE-ID|- FILE */
static void order_append(Talk *talk, char **words)
{
	Append *append = payload_new(ORDER_APPEND);

	append->serial = (uint32_t)atoi(words[1]);
	append->mailbox = g_strdup(words[2]);
	append->flags = (unsigned)atoi(words[3]);
	append->from_uid = (uint32_t)atoi(words[4]);
	append->message_id = g_str_equal(words[5], "-") ? NULL : g_strdup(words[5]);
	append->bytes = load(words[6]);
	append->received_at = 1764000000;
	order(talk, ORDER_APPEND, append);
}

/* mark SERIAL MAILBOX UIDVALIDITY UIDS SET CLEAR */
static void order_mark(Talk *talk, char **words)
{
	Mark *mark = payload_new(ORDER_MARK);

	mark->serial = (uint32_t)atoi(words[1]);
	mark->mailbox = g_strdup(words[2]);
	mark->uidvalidity = (uint32_t)g_ascii_strtoull(words[3], NULL, 10);
	add_uids(mark->uids, words[4]);
	mark->set = (unsigned)atoi(words[5]);
	mark->clear = (unsigned)atoi(words[6]);
	order(talk, ORDER_MARK, mark);
}

/* read SERIAL MAILBOX UIDVALIDITY UIDS */
static void order_read(Talk *talk, char **words)
{
	Read *read_order = payload_new(ORDER_READ);

	read_order->serial = (uint32_t)atoi(words[1]);
	read_order->mailbox = g_strdup(words[2]);
	read_order->uidvalidity = (uint32_t)g_ascii_strtoull(words[3], NULL, 10);
	add_uids(read_order->uids, words[4]);
	order(talk, ORDER_READ, read_order);
}

/* find SERIAL MAILBOX SENDER|- REFERS-TO|- */
static void order_find(Talk *talk, char **words)
{
	Find *find = payload_new(ORDER_FIND);

	find->serial = (uint32_t)atoi(words[1]);
	find->mailbox = g_strdup(words[2]);
	if (!g_str_equal(words[3], "-"))
		g_ptr_array_add(find->senders, g_strdup(words[3]));
	if (!g_str_equal(words[4], "-"))
		g_ptr_array_add(find->refers_to, g_strdup(words[4]));
	order(talk, ORDER_FIND, find);
}

/* expunge SERIAL MAILBOX UIDVALIDITY UIDS MESSAGE-ID */
static void order_expunge(Talk *talk, char **words)
{
	Expunge *expunge = payload_new(ORDER_EXPUNGE);

	expunge->serial = (uint32_t)atoi(words[1]);
	expunge->mailbox = g_strdup(words[2]);
	expunge->uidvalidity = (uint32_t)g_ascii_strtoull(words[3], NULL, 10);
	add_uids(expunge->uids, words[4]);
	g_ptr_array_add(expunge->message_ids, g_strdup(words[5]));
	order(talk, ORDER_EXPUNGE, expunge);
}

/* look-up SERIAL MAILBOX MESSAGE-ID FROM-UID */
static void order_look_up(Talk *talk, char **words)
{
	LookUp *look_up = payload_new(ORDER_LOOK_UP);

	look_up->serial = (uint32_t)atoi(words[1]);
	look_up->mailbox = g_strdup(words[2]);
	look_up->message_id = g_strdup(words[3]);
	look_up->from_uid = (uint32_t)atoi(words[4]);
	order(talk, ORDER_LOOK_UP, look_up);
}

static void order_round(Talk *talk, char **words)
{
	order(talk, ORDER_ROUND, NULL);
}

static void order_dot(Talk *talk, char **words)
{
	order(talk, ORDER_DOT, NULL);
}

static void order_quit(Talk *talk, char **words)
{
	order(talk, ORDER_QUIT, NULL);
}

static const struct {
	const char *word;
	guint length;
	void (*give)(Talk *talk, char **words);
} orders[] = {
	{"append", 7, order_append},   {"mark", 7, order_mark},       {"read", 5, order_read},   {"find", 5, order_find},
	{"expunge", 6, order_expunge}, {"look-up", 5, order_look_up}, {"round", 1, order_round}, {"dot", 1, order_dot},
	{"quit", 1, order_quit},
};

static gboolean on_line(int fd, GIOCondition condition, gpointer data)
{
	char line[4096];

	if (!fgets(line, sizeof line, stdin))
		return G_SOURCE_REMOVE;
	g_auto(GStrv) words = g_strsplit(g_strchomp(line), " ", -1);
	for (guint i = 0; i < G_N_ELEMENTS(orders); i++)
		if (g_str_equal(words[0], orders[i].word) && g_strv_length(words) == orders[i].length) {
			orders[i].give(data, words);
			return G_SOURCE_CONTINUE;
		}
	fprintf(stderr, "agent-talk: not understood: %s\n", line);
	exit(2);
}

static int start_starter(void)
{
	g_autofree char *program = run_libexec("cmc-agent");
	const char *argv[] = {program, NULL};
	g_autoptr(GError) error = NULL;
	int pair[2], target = 3;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		die("socketpair", NULL);
	if (!g_spawn_async_with_pipes_and_fds(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, -1, -1, -1, &pair[1], &target, 1,
					      NULL, NULL, NULL, NULL, &error))
		die(program, error);
	close(pair[1]);
	return pair[0];
}

static void start_agent(Talk *talk)
{
	bool sender = g_strcmp0(key(talk, "role"), "s") == 0;
	g_autoptr(GError) error = NULL;
	int pair[2];

	talk->starter_fd = start_starter();
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0 ||
	    !starter_request(talk->starter_fd, sender ? AGENT_ROLE_SENDER : AGENT_ROLE_MAILBOX, 1, pair[1], &error))
		die("request", error);
	close(pair[1]);
	talk->channel = channel_new(pair[0]);
	if (sender)
		order(talk, ORDER_SEND, make_send(talk));
	else
		order(talk, ORDER_START, make_start(talk));
}

int main(int argc, char **argv)
{
	Talk talk = {.keys = g_hash_table_new(g_str_hash, g_str_equal)};

	setvbuf(stdin, NULL, _IONBF, 0);
	for (int i = 1; i < argc; i++) {
		char *value = strchr(argv[i], '=');

		if (value)
			*value++ = '\0';
		g_hash_table_insert(talk.keys, argv[i], value ? value : argv[i]);
	}
	talk.loop = g_main_loop_new(NULL, FALSE);
	start_agent(&talk);
	g_unix_fd_add(talk.starter_fd, G_IO_IN | G_IO_HUP, on_report, &talk);
	g_unix_fd_add(channel_fd(talk.channel), G_IO_IN | G_IO_HUP, on_facts, &talk);
	g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP, on_line, &talk);
	g_main_loop_run(talk.loop);
	g_main_loop_unref(talk.loop);
	channel_free(talk.channel);
	close(talk.starter_fd);
	g_hash_table_unref(talk.keys);
	return 0;
}
