/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/delivery.h"

#include "app/brain.h"
#include "app/look.h"
#include "base/error.h"
#include "model/address.h"
#include "store/store-contact.h"
#include "store/store-link.h"

static int64_t contact_among(Store *store, const Config *config, const GPtrArray *people)
{
	for (guint i = 0; i < people->len; i++) {
		g_autofree char *email = address_normalise(((Address *)people->pdata[i])->email, NULL);
		int64_t id = email && !config_owns(config, email) ? store_contact_id_by_email(store, email, NULL) : 0;

		if (id)
			return id;
	}
	return 0;
}

static bool record(Store *store, Config *config, Message *message, Delivery *out, GError **error)
{
	Brain brain = {.config = config, .store = store};
	g_autoptr(Transaction) transaction = transaction_begin(store, error);
	bool sent = config_owns(config, message_sender(message));

	if (!transaction || !ingest_handed(&brain, message, sent, error))
		return false;
	g_autoptr(Link) link = message->id ? store_link_get(store, message->id, NULL) : NULL;
	out->contact_id = contact_among(store, config, sent ? message->to : message->from);
	out->call_id = link && link->confidence == CONFIDENCE_SURE ? link->call_id : 0;
	return transaction_commit(transaction, error);
}

/* NULL without error: no call was ever logged, so that no mail concerns anybody. */
static Store *open_store(const Config *config, GError **error)
{
	g_autoptr(GError) problem = NULL;
	Store *store = store_open(config->store, STORE_READ, &problem);

	if (!store && !g_error_matches(problem, ERROR, ERROR_NOT_FOUND))
		g_propagate_error(error, g_steal_pointer(&problem));
	return store;
}

bool delivery_record(const char *config_path, const char *bytes, gsize length, int64_t now, Delivery *out,
		     GError **error)
{
	/* first, while nothing but the mail is in memory that a child could see; we open the store meanwhile */
	g_autoptr(Look) look = look_begin(bytes, length, error);
	g_autoptr(GError) problem = NULL;
	g_autoptr(Config) config = look ? config_load(config_path, &problem) : NULL;
	g_autoptr(Store) store = config ? open_store(config, &problem) : NULL;
	g_autoptr(Message) message = look ? look_hear(look, problem ? NULL : error) : NULL;

	if (problem)
		g_propagate_error(error, g_steal_pointer(&problem));
	if (!message || !config || (error && *error))
		return false;
	out->kind = message->kind;
	message->received_at = now;
	return !store || record(store, config, message, out, error);
}

char *delivery_tags(const Delivery *delivery, const char *end)
{
	GString *tags = g_string_new(NULL);

	g_string_append_printf(tags, "X-CMC-Kind: %s%s", message_kind_word(delivery->kind), end);
	if (delivery->contact_id)
		g_string_append_printf(tags, "X-CMC-Contact: p%" G_GINT64_FORMAT "%s", delivery->contact_id, end);
	if (delivery->call_id)
		g_string_append_printf(tags, "X-CMC-Call: c%" G_GINT64_FORMAT "%s", delivery->call_id, end);
	return g_string_free(tags, FALSE);
}
