/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/message.h"

static const char *const kinds[] = {"human",	 "auto-reply", "bounce",   "delay",	   "delivered",
				    "receipt", "calendar",   "abuse-report", "list"};

Message *message_new(void)
{
	Message *message = g_new0(Message, 1);

	message->from = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	message->reply_to = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	message->to = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	message->in_reply_to = g_ptr_array_new_with_free_func(g_free);
	message->references = g_ptr_array_new_with_free_func(g_free);
	message->evidence = g_ptr_array_new_with_free_func(g_free);
	message->recipients = g_ptr_array_new_with_free_func((GDestroyNotify)recipient_free);
	message->attachments = g_ptr_array_new_with_free_func(g_free);
	return message;
}

void message_free(Message *message)
{
	if (!message)
		return;
	g_free(message->message_id);
	g_free(message->fingerprint);
	g_ptr_array_unref(message->from);
	g_ptr_array_unref(message->reply_to);
	g_ptr_array_unref(message->to);
	g_free(message->subject);
	g_ptr_array_unref(message->in_reply_to);
	g_ptr_array_unref(message->references);
	g_free(message->thread_index);
	g_ptr_array_unref(message->evidence);
	g_free(message->original_message_id);
	g_ptr_array_unref(message->recipients);
	absence_free(message->absence);
	calendar_answer_free(message->calendar);
	g_free(message->text);
	g_free(message->quoted);
	g_ptr_array_unref(message->attachments);
	g_free(message->error);
	g_free(message);
}

void recipient_free(Recipient *recipient)
{
	if (!recipient)
		return;
	g_free(recipient->address);
	g_free(recipient->action);
	g_free(recipient->status);
	g_free(recipient->diagnostic);
	g_free(recipient);
}

void absence_free(Absence *absence)
{
	if (!absence)
		return;
	g_free(absence->from);
	g_free(absence->until);
	g_free(absence->deputy);
	g_free(absence->deputy_phone);
	g_free(absence);
}

void calendar_answer_free(CalendarAnswer *calendar)
{
	if (!calendar)
		return;
	g_free(calendar->method);
	g_free(calendar->uid);
	g_free(calendar->partstat);
	g_free(calendar->zone);
	g_free(calendar->comment);
	g_free(calendar);
}

int64_t message_at(const Message *message)
{
	return message->received_at ? message->received_at : message->date;
}

const char *message_sender(const Message *message)
{
	const Address *first = message->from->len ? message->from->pdata[0] : NULL;

	return first && first->email ? first->email : "";
}

static bool contains(const GPtrArray *ids, const char *id)
{
	for (guint i = 0; i < ids->len; i++)
		if (g_strcmp0(ids->pdata[i], id) == 0)
			return true;
	return false;
}

bool message_refers_to(const Message *message, const char *message_id)
{
	return contains(message->in_reply_to, message_id) || contains(message->references, message_id);
}

const char *message_kind_word(MessageKind kind)
{
	return kinds[kind];
}

bool message_kind_from_word(const char *word, MessageKind *out)
{
	for (gsize i = 0; word && i < G_N_ELEMENTS(kinds); i++)
		if (g_str_equal(word, kinds[i])) {
			*out = (MessageKind)i;
			return true;
		}
	return false;
}
