/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables: one row per member that travels. A new member of a struct in protocol.h is a new row here. */
#include "agent/payload.h"

#define LINE_BYTES    4096
#define TEXT_BYTES    (1024 * 1024)
#define UIDS          (1024 * 1024)
#define PEOPLE        2000
#define NAMES         10000
#define FLAGS_ALL     127
#define LATEST        G_GINT64_CONSTANT(253402300799) /* the end of year 9999 */

#define NAME(s, m)          {FIELD_LINE, offsetof(s, m), LINE_BYTES}
#define LINE(s, m)          {FIELD_LINE, offsetof(s, m), LINE_BYTES, true}
#define TEXT(s, m)          {FIELD_TEXT, offsetof(s, m), TEXT_BYTES, true}
#define BYTES(s, m)         {FIELD_BYTES, offsetof(s, m)}
#define U16(s, m)           {FIELD_U16, offsetof(s, m)}
#define U32(s, m)           {FIELD_U32, offsetof(s, m)}
#define U64(s, m)           {FIELD_U64, offsetof(s, m)}
#define I64(s, m)           {FIELD_I64, offsetof(s, m)}
#define INT(s, m)           {FIELD_INT, offsetof(s, m)}
#define BOOL(s, m)          {FIELD_BOOL, offsetof(s, m)}
#define ENUM(s, m, last)    {FIELD_ENUM, offsetof(s, m), last}
#define BITS(s, m, mask)    {FIELD_BITS, offsetof(s, m), mask}
#define LINES(s, m, most)   {FIELD_LINES, offsetof(s, m), most}
#define UINTS(s, m)         {FIELD_UINTS, offsetof(s, m), UIDS}
#define INLINE(s, m, f)     {FIELD_INLINE, offsetof(s, m), 0, false, f}
#define POINTER(s, m, f)    {FIELD_POINTER, offsetof(s, m), 0, false, f}
#define MAYBE(s, m, f)      {FIELD_POINTER, offsetof(s, m), 0, true, f}
#define LIST(s, m, f, most) {FIELD_LIST, offsetof(s, m), most, false, f}

#define SHAPE(variable, s, table, ...) \
	static const Shape variable = {.name = #s, .size = sizeof(s), .fields = table, .length = G_N_ELEMENTS(table), \
				       __VA_ARGS__}
#define RELEASE(function) .release = (void (*)(gpointer))function

static const Field endpoint_fields[] = {
	LINE(Endpoint, user), LINE(Endpoint, host), U16(Endpoint, port), ENUM(Endpoint, security, SECURITY_NONE),
};
SHAPE(endpoint, Endpoint, endpoint_fields);

/* The commands that print secrets stay with the watcher. */
static const Field account_fields[] = {
	NAME(Account, id),           LINE(Account, name),         LINE(Account, email),
	LINES(Account, aliases, NAMES), INLINE(Account, imap, &endpoint), INLINE(Account, smtp, &endpoint),
	LINES(Account, watch, NAMES), LINE(Account, sent),        LINE(Account, drafts),
	LINE(Account, calls),        LINE(Account, ca_file),      LINE(Account, tls_pin),
	BOOL(Account, by_token),     LINE(Account, maildir),
	BOOL(Account, mark_cards),   BOOL(Account, mark_flags),   BOOL(Account, mark_keywords),
};
static gpointer make_account(void)
{
	return account_new(NULL);
}
SHAPE(account, Account, account_fields, .make = make_account, RELEASE(account_free));

static const Field mailbox_fields[] = {
	NAME(Mailbox, name),     ENUM(Mailbox, role, ROLE_CALLS), BOOL(Mailbox, watched), U32(Mailbox, uidvalidity),
	U32(Mailbox, uidnext),   U64(Mailbox, modseq),         BOOL(Mailbox, any_keyword),
};
SHAPE(mailbox, Mailbox, mailbox_fields, RELEASE(mailbox_free));

static const Field address_fields[] = {LINE(Address, name), NAME(Address, email)};
SHAPE(address, Address, address_fields, RELEASE(address_free));

static const Field recipient_fields[] = {
	LINE(Recipient, address), LINE(Recipient, action),     LINE(Recipient, status),
	INT(Recipient, permanent), LINE(Recipient, diagnostic),
};
SHAPE(recipient, Recipient, recipient_fields, RELEASE(recipient_free));

static const Field absence_fields[] = {
	LINE(Absence, from), LINE(Absence, until), LINE(Absence, deputy), LINE(Absence, deputy_phone), BOOL(Absence, left),
};
SHAPE(absence, Absence, absence_fields, RELEASE(absence_free));

static const Field calendar_fields[] = {
	LINE(CalendarAnswer, method), LINE(CalendarAnswer, uid),  INT(CalendarAnswer, sequence),
	LINE(CalendarAnswer, partstat), I64(CalendarAnswer, start), LINE(CalendarAnswer, zone),
	TEXT(CalendarAnswer, comment),
};
SHAPE(calendar, CalendarAnswer, calendar_fields, RELEASE(calendar_answer_free));

static const Field message_fields[] = {
	ENUM(Message, depth, DEPTH_UNDERSTOOD), NAME(Message, message_id),  NAME(Message, fingerprint),
	I64(Message, date),                     I64(Message, received_at),  I64(Message, size_bytes),
	LIST(Message, from, &address, PEOPLE),  LIST(Message, reply_to, &address, PEOPLE),
	LIST(Message, to, &address, PEOPLE),    NAME(Message, subject),     LINES(Message, in_reply_to, PEOPLE),
	LINES(Message, references, PEOPLE),     LINE(Message, thread_index), BITS(Message, glance, 7),
	ENUM(Message, kind, KIND_LIST),         LINES(Message, evidence, PEOPLE),
	LINE(Message, original_message_id),     LIST(Message, recipients, &recipient, PEOPLE),
	MAYBE(Message, absence, &absence),      MAYBE(Message, calendar, &calendar),
	TEXT(Message, text),                    TEXT(Message, quoted),      LINES(Message, attachments, PEOPLE),
	BOOL(Message, opt_out),                 LINE(Message, error),
};
static gpointer make_message(void)
{
	return message_new();
}

/* What the store relies on. Hostile dates become "none". */
static const char *message_wrong(gpointer value)
{
	Message *message = value;

	if (message->message_id[0] != '<' || !g_str_has_suffix(message->message_id, ">") || !message->fingerprint[0])
		return "a message without identity";
	if (message->date < 0 || message->date > LATEST)
		message->date = 0;
	if (message->received_at < 0 || message->received_at > LATEST)
		message->received_at = 0;
	if (message->calendar && (message->calendar->start < 0 || message->calendar->start > LATEST))
		message->calendar->start = 0;
	if (message->depth == DEPTH_UNDERSTOOD && !message->text)
		message->text = g_strdup("");
	if (message->depth == DEPTH_UNDERSTOOD && !message->quoted)
		message->quoted = g_strdup("");
	return NULL;
}
SHAPE(message, Message, message_fields, .make = make_message, RELEASE(message_free), .wrong = message_wrong);

static const Field names_fields[] = {NAME(Names, mailbox), UINTS(Names, named), UINTS(Names, dropped)};
static const char *names_wrong(gpointer value)
{
	const Names *names = value;

	return names->named->len % 3 ? "a name without its number" : NULL;
}
static void release_names(Names *names)
{
	if (!names)
		return;
	g_free(names->mailbox);
	g_array_unref(names->named);
	g_array_unref(names->dropped);
	g_free(names);
}
static gpointer make_names(void)
{
	Names *names = g_new0(Names, 1);

	names->named = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	names->dropped = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	return names;
}
SHAPE(names, Names, names_fields, .make = make_names, RELEASE(release_names), .wrong = names_wrong);

static const Field start_fields[] = {
	POINTER(Start, account, &account), LIST(Start, mailboxes, &mailbox, NAMES), I64(Start, since), BOOL(Start, once),
	U32(Start, window),                U32(Start, alone_s),              U32(Start, renew_s),
	LIST(Start, names, &names, NAMES),
};
SHAPE(start, Start, start_fields);

static const Field read_fields[] = {
	U32(Read, serial), NAME(Read, mailbox), U32(Read, uidvalidity), UINTS(Read, uids),
};
SHAPE(read_order, Read, read_fields);

static const Field find_fields[] = {
	U32(Find, serial),             NAME(Find, mailbox),          LINES(Find, senders, NAMES),
	LINES(Find, recipients, NAMES), LINES(Find, refers_to, NAMES), I64(Find, since),
};
SHAPE(find, Find, find_fields);

static const Field mark_fields[] = {
	U32(Mark, serial), NAME(Mark, mailbox),        U32(Mark, uidvalidity),
	UINTS(Mark, uids), BITS(Mark, set, FLAGS_ALL), BITS(Mark, clear, FLAGS_ALL),
};
SHAPE(mark, Mark, mark_fields);

static const Field append_fields[] = {
	U32(Append, serial),             NAME(Append, mailbox),    LINE(Append, message_id), U32(Append, from_uid),
	BITS(Append, flags, FLAGS_ALL), I64(Append, received_at), BYTES(Append, bytes),
};
SHAPE(append, Append, append_fields);

static const Field expunge_fields[] = {
	U32(Expunge, serial), NAME(Expunge, mailbox), U32(Expunge, uidvalidity), UINTS(Expunge, uids),
	LINES(Expunge, message_ids, UIDS),
};
SHAPE(expunge, Expunge, expunge_fields);

static const Field look_up_fields[] = {
	U32(LookUp, serial), NAME(LookUp, mailbox), NAME(LookUp, message_id), U32(LookUp, from_uid),
};
SHAPE(look_up, LookUp, look_up_fields);

static const Field send_fields[] = {
	POINTER(Send, account, &account), NAME(Send, sender), LINES(Send, recipients, NAMES), BYTES(Send, bytes),
};
SHAPE(send_order, Send, send_fields);

static const Field state_fields[] = {
	ENUM(State, phase, AGENT_TROUBLE), ENUM(State, trouble, TROUBLE_REJECTED), LINE(State, text),
	LINE(State, mailbox),              I64(State, retry_after),          U32(State, cut_s),
};
static const char *state_wrong(gpointer value)
{
	State *state = value;

	state->retry_after = CLAMP(state->retry_after, 0, 24 * 3600);
	return NULL;
}
SHAPE(state, State, state_fields, .wrong = state_wrong);

static const Field mailbox_fact_fields[] = {
	NAME(MailboxFact, name),       ENUM(MailboxFact, role, ROLE_CALLS), U32(MailboxFact, uidvalidity),
	U32(MailboxFact, uidnext),     BOOL(MailboxFact, any_keyword),      BOOL(MailboxFact, restarted),
};
SHAPE(mailbox_fact, MailboxFact, mailbox_fact_fields);

static const Field seen_message_fields[] = {
	U32(SeenMessage, uid), BITS(SeenMessage, flags, FLAGS_ALL), POINTER(SeenMessage, message, &message),
};
static void release_seen_message(SeenMessage *seen)
{
	if (seen)
		message_free(seen->message);
	g_free(seen);
}
SHAPE(seen_message, SeenMessage, seen_message_fields, RELEASE(release_seen_message));

static const Field seen_fields[] = {
	NAME(Seen, mailbox), U32(Seen, uidvalidity), BOOL(Seen, found), LIST(Seen, messages, &seen_message, NAMES),
};
SHAPE(seen, Seen, seen_fields);

static const Field flags_fields[] = {
	NAME(Flags, mailbox), U32(Flags, uidvalidity), UINTS(Flags, uids), UINTS(Flags, flags),
};
static const char *flags_wrong(gpointer value)
{
	const Flags *flags = value;

	if (flags->uids->len != flags->flags->len)
		return "flags that do not fit their messages";
	for (guint i = 0; i < flags->flags->len; i++)
		g_array_index(flags->flags, uint32_t, i) &= FLAGS_ALL;
	return NULL;
}
SHAPE(flags, Flags, flags_fields, .wrong = flags_wrong);

static const Field gone_fields[] = {NAME(Gone, mailbox), U32(Gone, uidvalidity), UINTS(Gone, uids)};
static const char *gone_wrong(gpointer value)
{
	const Gone *gone = value;

	if (gone->uids->len % 2)
		return "half a range of messages";
	for (guint i = 0; i < gone->uids->len; i++) {
		uint32_t uid = g_array_index(gone->uids, uint32_t, i);
		uint32_t before = i ? g_array_index(gone->uids, uint32_t, i - 1) : 0;

		if (uid == 0 || uid < before)
			return "ranges of messages out of order";
	}
	return NULL;
}
SHAPE(gone, Gone, gone_fields, .wrong = gone_wrong);

static const Field read_fact_fields[] = {
	U32(ReadFact, serial), NAME(ReadFact, mailbox),             U32(ReadFact, uidvalidity),
	U32(ReadFact, uid),    BITS(ReadFact, flags, FLAGS_ALL), POINTER(ReadFact, message, &message),
};
SHAPE(read_fact, ReadFact, read_fact_fields);

static const Field synced_fields[] = {
	NAME(Synced, mailbox), U32(Synced, uidvalidity), U32(Synced, uidnext), U64(Synced, modseq),
	BOOL(Synced, complete),
};
static const char *synced_wrong(gpointer value)
{
	/* RFC 7162: a 63-bit number; what is more would not fit the store */
	return ((Synced *)value)->modseq > G_MAXINT64 ? "a modification sequence that is none" : NULL;
}
SHAPE(synced, Synced, synced_fields, .wrong = synced_wrong);

static const Field done_fields[] = {
	U32(Done, serial), ENUM(Done, trouble, TROUBLE_REJECTED), LINE(Done, text), U32(Done, uidvalidity),
	U32(Done, uid),    BOOL(Done, was_there),
};
SHAPE(done, Done, done_fields);

static const Field recipient_fact_fields[] = {
	NAME(RecipientFact, email), INT(RecipientFact, code), NAME(RecipientFact, reply),
};
SHAPE(recipient_fact, RecipientFact, recipient_fact_fields);

static const Field sent_fields[] = {
	ENUM(SentFact, trouble, TROUBLE_REJECTED), INT(SentFact, code), LINE(SentFact, reply), BOOL(SentFact, after_dot),
};
SHAPE(sent, SentFact, sent_fields);

static const Payload payloads[] = {
	{ORDER_START, CARRIES_SHAPE, &start},
	{ORDER_SECRET, CARRIES_NOTHING, NULL, true},
	{ORDER_NO_SECRET, CARRIES_TEXT},
	{ORDER_ROUND, CARRIES_NOTHING},
	{ORDER_READ, CARRIES_SHAPE, &read_order},
	{ORDER_FIND, CARRIES_SHAPE, &find},
	{ORDER_MARK, CARRIES_SHAPE, &mark},
	{ORDER_APPEND, CARRIES_SHAPE, &append},
	{ORDER_EXPUNGE, CARRIES_SHAPE, &expunge},
	{ORDER_LOOK_UP, CARRIES_SHAPE, &look_up},
	{ORDER_SEND, CARRIES_SHAPE, &send_order},
	{ORDER_DOT, CARRIES_NOTHING},
	{ORDER_QUIT, CARRIES_NOTHING},
	{FACT_STATE, CARRIES_SHAPE, &state},
	{FACT_NEED_SECRET, CARRIES_FLAG},
	{FACT_MAILBOX, CARRIES_SHAPE, &mailbox_fact},
	{FACT_SEEN, CARRIES_SHAPE, &seen},
	{FACT_FLAGS, CARRIES_SHAPE, &flags},
	{FACT_GONE, CARRIES_SHAPE, &gone},
	{FACT_READ, CARRIES_SHAPE, &read_fact},
	{FACT_SYNCED, CARRIES_SHAPE, &synced},
	{FACT_DONE, CARRIES_SHAPE, &done},
	{FACT_RECIPIENT, CARRIES_SHAPE, &recipient_fact},
	{FACT_DOT_READY, CARRIES_NOTHING},
	{FACT_SENT, CARRIES_SHAPE, &sent},
	{FACT_NAMES, CARRIES_SHAPE, &names},
};

const Payload *payload_of(FrameKind kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(payloads); i++)
		if (payloads[i].kind == kind)
			return &payloads[i];
	return NULL;
}
