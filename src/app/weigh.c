/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that come before what they answer: mailboxes are read at once, so a bounce or reply may be there before the
 * copy in Sent is linked, or a person links the follow-up days later. A contact's mail lies in the store and is weighed
 * again; mail of others, which is not stored, is remembered for an hour.
 */
#include "app/brain.h"

#include "base/clock.h"
#include "store/store-call.h"

#define STRAYS_MAX 64
#define STRAY_S    3600
#define SKEW_S     (24 * 3600) /* clocks differ: what answers a mail may claim to be older */

typedef struct Stray {
	Message *message;
	Place place;
	int64_t noted_at;
} Stray;

static void stray_free(gpointer data)
{
	Stray *stray = data;

	message_free(stray->message);
	g_free(stray);
}

void weigh_clear(Brain *brain)
{
	g_clear_pointer(&brain->strays, g_ptr_array_unref);
}

void weigh_note_stray(Brain *brain, Message *message, const Place *place)
{
	Stray *stray = g_new0(Stray, 1);

	if (!brain->strays)
		brain->strays = g_ptr_array_new_with_free_func(stray_free);
	if (brain->strays->len >= STRAYS_MAX)
		g_ptr_array_remove_index(brain->strays, 0);
	stray->message = message;
	stray->place = *place;
	stray->noted_at = clock_now();
	g_ptr_array_add(brain->strays, stray);
}

static bool names(const Message *message, const char *message_id)
{
	const GPtrArray *lists[] = {message->in_reply_to, message->references};

	if (g_strcmp0(message->original_message_id, message_id) == 0)
		return true;
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		for (guint k = 0; k < lists[i]->len; k++)
			if (g_strcmp0(lists[i]->pdata[k], message_id) == 0)
				return true;
	return false;
}

static bool weigh_strays(Brain *brain, const char *message_id, GError **error)
{
	int64_t now = clock_now();

	for (guint i = brain->strays ? brain->strays->len : 0; i-- > 0;) {
		Stray *stray = brain->strays->pdata[i];
		bool ours = false;

		if (stray->noted_at + STRAY_S < now) {
			g_ptr_array_remove_index(brain->strays, i);
			continue;
		}
		if (!names(stray->message, message_id))
			continue;
		if (!linking_received(brain, stray->message, &ours, error))
			return false;
		if (!ours)
			continue;
		if (!store_place_put(brain->store, stray->message->id, &stray->place, error))
			return false;
		g_ptr_array_remove_index(brain->strays, i);
	}
	return true;
}

bool weigh_received(Brain *brain, int64_t contact_id, int64_t since, GError **error)
{
	g_autoptr(GPtrArray) all = store_message_of_contact(brain->store, contact_id, error);

	for (guint i = 0; all && i < all->len; i++) {
		Message *message = all->pdata[i];
		bool ours;

		if (message->depth == DEPTH_UNDERSTOOD && message_at(message) >= since &&
		    !store_message_is_outgoing(brain->store, message->id, NULL) &&
		    !linking_received(brain, message, &ours, error))
			return false;
	}
	return all != NULL;
}

bool weigh_answers_of(Brain *brain, const Message *follow_up, int64_t call_id, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(Call) call = store_call_get(brain->store, call_id, &inner);

	if (inner)
		g_propagate_error(error, g_steal_pointer(&inner));
	if (!call)
		return error == NULL || *error == NULL;
	return weigh_received(brain, call->contact_id, follow_up->date - SKEW_S, error) &&
	       weigh_strays(brain, follow_up->message_id, error);
}
