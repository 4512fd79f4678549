/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/decision.h"

#include <glib/gi18n.h>

#include "app/brain.h"
#include "store/store-link.h"

bool decision_make(Store *store, Config *config, const Message *message, int64_t call_id, int64_t now, GError **error)
{
	Brain brain = {.config = config, .store = store};
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	g_autoptr(Link) link = link_new();

	link->message_id = message->id;
	link->call_id = call_id;
	link->confidence = call_id ? CONFIDENCE_SURE : CONFIDENCE_NONE;
	link->reason = g_strdup(call_id ? N_("a person said so") : N_("a person said that it belongs to no call"));
	link->decided_by = DECIDED_BY_PERSON;
	link->decided_at = now;
	if (!transaction || !store_link_put(store, link, error))
		return false;
	if (call_id && store_message_is_outgoing(store, message->id, NULL) &&
	    !weigh_answers_of(&brain, message, call_id, error))
		return false;
	return transaction_commit(transaction, error);
}
