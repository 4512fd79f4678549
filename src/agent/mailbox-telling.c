/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header blocks, understood as they come and told in batches. */
#include "agent/mailbox.h"
#include "mail/understand.h"

#define BATCH_MESSAGES 100
#define BATCH_BYTES    (1024 * 1024)

struct Telling {
	Session *session;
	const char *mailbox;
	uint32_t uidvalidity;
	bool found;
	Seen *batch;
	gsize bytes;
	guint count;
	uint32_t last_uid;
};

Telling *telling_new(Session *session, const char *mailbox, uint32_t uidvalidity, bool found)
{
	Telling *telling = g_new0(Telling, 1);

	telling->session = session;
	telling->mailbox = mailbox;
	telling->uidvalidity = uidvalidity;
	telling->found = found;
	return telling;
}

static void tell_batch(Telling *telling)
{
	if (telling->batch)
		session_tell(telling->session, FACT_SEEN, g_steal_pointer(&telling->batch));
	telling->bytes = 0;
}

bool telling_add(const ImapText *header, gpointer data)
{
	Telling *telling = data;
	SeenMessage *seen = g_new0(SeenMessage, 1);

	telling->count++;
	telling->last_uid = MAX(telling->last_uid, header->uid);
	seen->uid = header->uid;
	seen->flags = header->flags;
	seen->message = understand_headers(header->text, header->length);
	seen->message->received_at = header->received_at;
	seen->message->size_bytes = header->size_bytes;
	if (!telling->batch) {
		telling->batch = payload_new(FACT_SEEN);
		telling->batch->mailbox = g_strdup(telling->mailbox);
		telling->batch->uidvalidity = telling->uidvalidity;
		telling->batch->found = telling->found;
	}
	g_ptr_array_add(telling->batch->messages, seen);
	telling->bytes += header->length;
	if (telling->batch->messages->len >= BATCH_MESSAGES || telling->bytes >= BATCH_BYTES)
		tell_batch(telling);
	return true;
}

guint telling_count(const Telling *telling)
{
	return telling->count;
}

uint32_t telling_last_uid(const Telling *telling)
{
	return telling->last_uid;
}

void telling_end(Telling *telling)
{
	tell_batch(telling);
	g_free(telling);
}

void telling_synced(Session *session, const Mailbox *known, bool complete)
{
	Synced *synced = payload_new(FACT_SYNCED);

	synced->mailbox = g_strdup(known->name);
	synced->uidvalidity = known->uidvalidity;
	synced->uidnext = known->uidnext;
	synced->modseq = known->modseq;
	synced->complete = complete;
	session_tell(session, FACT_SYNCED, synced);
}

void telling_missing(Session *session, const char *mailbox, const GError *error)
{
	State *state = payload_new(FACT_STATE);

	state->phase = AGENT_READING;
	state->mailbox = g_strdup(mailbox);
	state->trouble = trouble_of(error);
	state->text = g_strdup(error->message);
	session_tell(session, FACT_STATE, state);
}

void telling_drafts(Session *session, const char *name)
{
	MailboxFact *fact = payload_new(FACT_MAILBOX);

	fact->name = g_strdup(name);
	fact->role = ROLE_DRAFTS;
	session_tell(session, FACT_MAILBOX, fact);
}

void telling_done(Session *session, Done *done, const GError *error)
{
	if (error) {
		done->trouble = trouble_of(error);
		g_free(done->text);
		done->text = g_strdup(error->message);
	}
	session_tell(session, FACT_DONE, done);
}
