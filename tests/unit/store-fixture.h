/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

/* What the store's tests share: a store in a folder of its own that goes when the test ends. */

#include <glib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "store/store-appointment.h"
#include "store/store-call.h"
#include "store/store-contact.h"
#include "store/store-link.h"
#include "store/store-mark.h"
#include "store/store-message.h"
#include "store/store-outbox.h"
#include "store/store.h"

typedef struct Fixture {
	char *folder, *path;
	Store *store;
} Fixture;

static inline void fixture_open(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	fixture->folder = g_dir_make_tmp("cmc-store-XXXXXX", &error);
	g_assert_no_error(error);
	fixture->path = g_build_filename(fixture->folder, "cmc.db", NULL);
	fixture->store = store_open(fixture->path, STORE_WRITE, &error);
	g_assert_no_error(error);
}

static inline void fixture_close(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GDir) dir = g_dir_open(fixture->folder, 0, NULL);
	const char *name;

	(void)data;
	g_clear_pointer(&fixture->store, store_close);
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

		g_remove(path);
	}
	g_rmdir(fixture->folder);
	g_free(fixture->folder);
	g_free(fixture->path);
}

#define ADD(path, function) g_test_add(path, Fixture, NULL, fixture_open, function, fixture_close)

/* A contact with one address (or none), one call to it. */
static inline int64_t make_contact(Store *store, const char *name, const char *email)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Contact) contact = contact_new(name);

	if (email)
		g_ptr_array_add(contact->emails, g_strdup(email));
	contact->created_at = 1000;
	store_contact_add(store, contact, &error);
	g_assert_no_error(error);
	return contact->id;
}

static inline Call *make_call(Store *store, int64_t contact_id, int64_t started_at)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Transaction) transaction = transaction_begin(store, &error);
	Call *call = call_new();

	g_assert_no_error(error);
	call->contact_id = contact_id;
	call->account = g_strdup("work");
	call->started_at = call->created_at = started_at;
	call->outcome = OUTCOME_REACHED;
	store_call_add(store, call, "example.org", &error);
	g_assert_no_error(error);
	transaction_commit(transaction, &error);
	g_assert_no_error(error);
	return call;
}

/* A message with headers, not stored yet. */
static inline Message *make_message(const char *message_id, const char *from, const char *to, int64_t date)
{
	Message *message = message_new();

	message->depth = DEPTH_HEADERS;
	message->message_id = g_strdup(message_id);
	message->fingerprint = g_compute_checksum_for_string(G_CHECKSUM_SHA256, message_id, -1);
	message->date = message->received_at = date;
	message->subject = g_strdup("Ihr Anruf");
	g_ptr_array_add(message->from, address_new("Anna", from));
	g_ptr_array_add(message->to, address_new("Bert", to));
	return message;
}

static inline int64_t put_message(Store *store, Message *message, bool outgoing)
{
	g_autoptr(GError) error = NULL;

	store_message_put(store, message, outgoing, &error);
	g_assert_no_error(error);
	g_assert_cmpint(message->id, >, 0);
	return message->id;
}

static inline void put_link(Store *store, int64_t message_id, int64_t call_id, Confidence confidence, Decider by)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Link) link = link_new();

	link->message_id = message_id;
	link->call_id = call_id;
	link->confidence = confidence;
	link->reason = g_strdup("because");
	link->decided_by = by;
	link->decided_at = 5000;
	store_link_put(store, link, &error);
	g_assert_no_error(error);
}

static inline int64_t make_mailbox(Store *store, const char *name, MailboxRole role)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Mailbox) mailbox = mailbox_new("work", name);

	mailbox->role = role;
	mailbox->watched = true;
	mailbox->uidvalidity = 7;
	store_mailbox_put(store, mailbox, &error);
	g_assert_no_error(error);
	g_assert_cmpint(mailbox->id, >, 0);
	return mailbox->id;
}

static inline void put_place(Store *store, int64_t message_id, int64_t mailbox_id, uint32_t uid)
{
	g_autoptr(GError) error = NULL;
	Place place = {.mailbox_id = mailbox_id, .uid = uid, .flags = FLAG_SEEN};

	store_place_put(store, message_id, &place, &error);
	g_assert_no_error(error);
}

#endif
