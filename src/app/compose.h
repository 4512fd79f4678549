/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_COMPOSE_H
#define APP_COMPOSE_H

/*
 * The follow-up of a call, from a template: text first (so that a person can edit it), then bytes, fixed once, then
 * into the outbox or on the way to Drafts. The call's thread id stands in References, so that any client's edit stays
 * linked.
 */

#include "app/config.h"
#include "model/appointment.h"
#include "model/call.h"
#include "model/contact.h"
#include "model/outbox.h"
#include "store/store.h"

typedef struct Compose {
	const Account *account; /* the config's */
	Contact *contact;
	Call *call;
	Appointment *appointment; /* open, or NULL */
	GPtrArray *attachments;	  /* char *, files */
	char *subject, *text;
	bool opted_out;	  /* asked by mail not to be contacted, and nobody has decided */
	bool update;	  /* tells of a moved or cancelled call */
	bool choice;	  /* the text offers a choice of dates: no invitation goes with it */
	char *message_id; /* from compose_seal() on */
	GBytes *bytes;
	int64_t outbox_id; /* 0 = none */
	OutboxState state;
} Compose;
void compose_free(Compose *compose);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Compose, compose_free)

/* What the person asked for; lists may be NULL. */
typedef struct ComposeRequest {
	const char *target;   /* CONTACT or CALL */
	const char *account;  /* or NULL */
	const char *template; /* NULL: "follow-up" */
	const char *const *attachments, *const *links;
} ComposeRequest;

/* Finds the call (of a contact: the newest that owes a mail, else the newest) and expands the template. ERROR_DATA: no
 * address, a template or an attachment that is missing. ERROR_REFUSED: the contact wants no mail. */
Compose *compose_new(Store *store, const Config *config, const ComposeRequest *request, int64_t now, GError **error);

/* Fixes bytes and Message-ID. */
bool compose_seal(const Config *config, Compose *compose, bool draft, int64_t now, GError **error);

/* Into the outbox. ERROR_DATA while another mail of this call is on its way: nothing is sent twice by mistake. */
bool compose_queue(Store *store, Compose *compose, int64_t now, GError **error);

/* On the way to IMAP Drafts. */
bool compose_draft(Store *store, Compose *compose, int64_t now, GError **error);

/* A mail about a move or cancellation with the updated invitation: text in the contact's language. Sealed. */
Compose *compose_update(Store *store, const Config *config, const Contact *contact, const Appointment *appointment,
			int64_t now, GError **error);

#endif
