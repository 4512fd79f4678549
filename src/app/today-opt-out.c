/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/talk.h"
#include "app/today.h"
#include "store/store-contact.h"
#include "store/store-message.h"
#include "store/store-opt-out.h"

/* One item a contact: items from this index on. */
static bool is_told(const GPtrArray *items, guint from, const OptOut *asked)
{
	for (guint i = from; i < items->len; i++)
		if (((TodayItem *)items->pdata[i])->contact->id == asked->contact_id)
			return true;
	return false;
}

static bool add(Store *store, const Config *config, const OptOut *asked, GPtrArray *items, GError **error)
{
	g_autoptr(Message) message = store_message_get(store, asked->message_id, NULL, error);
	g_autoptr(Contact) contact = message ? store_contact_get(store, asked->contact_id, error) : NULL;

	if (!contact)
		return false;
	TodayItem *item = g_new0(TodayItem, 1);
	g_ptr_array_add(items, item);
	item->kind = DUE_REPLIED;
	item->call_id = asked->call_id;
	item->message = asked->message_id;
	item->message_id = g_strdup(message->message_id);
	item->since = asked->at;
	item->zone = g_strdup(talk_zone(config, contact));
	item->why = g_strdup_printf(_("asks not to be contacted again; \"cmc block p%lld\" keeps it so,"
				      " \"cmc unlink m%lld\" if that is not meant"),
				    (long long)contact->id, (long long)asked->message_id);
	item->contact = g_steal_pointer(&contact);
	return true;
}

bool today_add_opt_outs(Store *store, const Config *config, int64_t now, GPtrArray *items, GError **error)
{
	g_autoptr(GArray) asked = store_opt_outs(store, 0, now, error);
	guint from = items->len;

	for (guint i = 0; asked && i < asked->len; i++) {
		const OptOut *each = &g_array_index(asked, OptOut, i);

		if (!is_told(items, from, each) && !add(store, config, each, items, error))
			return false;
	}
	return asked != NULL;
}
