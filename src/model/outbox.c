/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/outbox.h"

#define TO(state) (1U << (state))

static const char *const words[] = {"sealed", "claimed",  "rcpt_ok", "dot_intent", "accepted", "sent_copy",
				    "done",   "deferred", "failed",  "uncertain",  "cancelled"};

/* Where each state may go. Staying is a step, too: a lease is renewed, a try counted. */
static const unsigned steps[] = {
	[OUTBOX_SEALED] = TO(OUTBOX_CLAIMED) | TO(OUTBOX_CANCELLED),
	[OUTBOX_CLAIMED] =
		TO(OUTBOX_CLAIMED) | TO(OUTBOX_RCPT_OK) | TO(OUTBOX_SEALED) | TO(OUTBOX_DEFERRED) | TO(OUTBOX_FAILED),
	[OUTBOX_RCPT_OK] = TO(OUTBOX_RCPT_OK) | TO(OUTBOX_DOT_INTENT) | TO(OUTBOX_CLAIMED) | TO(OUTBOX_DEFERRED) |
			   TO(OUTBOX_FAILED),
	[OUTBOX_DOT_INTENT] = TO(OUTBOX_DOT_INTENT) | TO(OUTBOX_ACCEPTED) | TO(OUTBOX_DEFERRED) | TO(OUTBOX_FAILED) |
			      TO(OUTBOX_UNCERTAIN),
	[OUTBOX_ACCEPTED] = TO(OUTBOX_SENT_COPY),
	/* deferred: for the recipients that were put off while others were served */
	[OUTBOX_SENT_COPY] = TO(OUTBOX_SENT_COPY) | TO(OUTBOX_DONE) | TO(OUTBOX_DEFERRED),
	[OUTBOX_DONE] = 0,
	[OUTBOX_DEFERRED] = TO(OUTBOX_DEFERRED) | TO(OUTBOX_CLAIMED) | TO(OUTBOX_SEALED) | TO(OUTBOX_CANCELLED),
	[OUTBOX_FAILED] = TO(OUTBOX_SEALED) | TO(OUTBOX_CANCELLED),
	/* only proof or a person leads out of doubt */
	[OUTBOX_UNCERTAIN] = TO(OUTBOX_UNCERTAIN) | TO(OUTBOX_ACCEPTED) | TO(OUTBOX_SEALED) | TO(OUTBOX_FAILED) |
			     TO(OUTBOX_CANCELLED),
	[OUTBOX_CANCELLED] = 0,
};

Outbox *outbox_new(void)
{
	Outbox *outbox = g_new0(Outbox, 1);

	outbox->recipients = g_ptr_array_new_with_free_func((GDestroyNotify)outbox_recipient_free);
	return outbox;
}

void outbox_free(Outbox *outbox)
{
	if (!outbox)
		return;
	g_free(outbox->account);
	g_free(outbox->message_id);
	g_free(outbox->sender);
	g_ptr_array_unref(outbox->recipients);
	g_clear_pointer(&outbox->bytes, g_bytes_unref);
	g_free(outbox->lease);
	g_free(outbox->error);
	g_free(outbox);
}

void outbox_recipient_free(OutboxRecipient *recipient)
{
	if (!recipient)
		return;
	g_free(recipient->email);
	g_free(recipient->reply);
	g_free(recipient);
}

const char *outbox_state_word(OutboxState state)
{
	return words[state];
}

const char *outbox_recipient_word(RecipientState state)
{
	static const char *const states[] = {"open", "accepted", "deferred", "failed", "taken"};

	return states[state];
}

bool outbox_state_from_word(const char *word, OutboxState *out)
{
	for (gsize i = 0; word && i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(word, words[i])) {
			*out = (OutboxState)i;
			return true;
		}
	return false;
}

bool outbox_may_go(OutboxState from, OutboxState to)
{
	return (steps[from] & TO(to)) != 0;
}

bool outbox_is_settled(OutboxState state)
{
	const unsigned under_way = TO(OUTBOX_SEALED) | TO(OUTBOX_CLAIMED) | TO(OUTBOX_RCPT_OK) | TO(OUTBOX_DOT_INTENT);

	return (under_way & TO(state)) == 0;
}

bool outbox_recipient_is_left(const OutboxRecipient *recipient)
{
	return recipient->state != RECIPIENT_ACCEPTED && recipient->state != RECIPIENT_FAILED;
}

bool outbox_has_left(const Outbox *outbox)
{
	for (guint i = 0; i < outbox->recipients->len; i++)
		if (outbox_recipient_is_left(outbox->recipients->pdata[i]))
			return true;
	return false;
}

bool outbox_has_reached(const Outbox *outbox)
{
	for (guint i = 0; i < outbox->recipients->len; i++)
		if (((OutboxRecipient *)outbox->recipients->pdata[i])->state == RECIPIENT_ACCEPTED)
			return true;
	return false;
}

static void change_recipients(Outbox *outbox, RecipientState from, RecipientState to)
{
	for (guint i = 0; i < outbox->recipients->len; i++) {
		OutboxRecipient *recipient = outbox->recipients->pdata[i];

		if (recipient->state == from)
			recipient->state = to;
	}
}

void outbox_taken(Outbox *outbox)
{
	change_recipients(outbox, RECIPIENT_TAKEN, RECIPIENT_ACCEPTED);
}

bool outbox_is_ours(const Outbox *outbox)
{
	return outbox->origin == ORIGIN_CMC || outbox->origin == ORIGIN_UPDATE;
}

void outbox_back_off(Outbox *outbox, int64_t now)
{
	static const int minutes[] = {1, 5, 15, 60};
	int step = MIN(outbox->attempts, (int)G_N_ELEMENTS(minutes) - 1);

	outbox->next_at = now + minutes[step] * 60;
	outbox->attempts++;
}

void outbox_reopen(Outbox *outbox)
{
	change_recipients(outbox, RECIPIENT_FAILED, RECIPIENT_OPEN);
}
