/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TODAY_H
#define APP_TODAY_H

/* The day in one ordered list, computed from the store and a time. A mailbox that was not read is shown as such. */

#include "app/config.h"
#include "match/due.h"
#include "model/contact.h"
#include "model/mailbox.h"
#include "store/store.h"

typedef struct TodayItem {
	DueKind kind;
	Contact *contact;       /* may be NULL in review */
	int64_t call_id;        /* 0 = none */
	int64_t appointment_id; /* 0 = none */
	int64_t message;        /* store id of the mail that it is about, 0 = none */
	char *message_id;       /* its Message-ID, or NULL */
	int64_t due_at;         /* 0 = none */
	char *zone;             /* of due_at and since; never NULL */
	int64_t since;
	char *why;              /* one sentence in the program's language */
} TodayItem;

/* A running watcher has read every mailbox since. */
#define TODAY_STALE_S (60 * 60)

typedef struct Today {
	GPtrArray *items;     /* TodayItem *, in order */
	GPtrArray *mailboxes; /* Mailbox *; read_at 0 = never */
	GPtrArray *outbox;    /* Outbox *: mails that did not go out, whomever they are for */
} Today;

/* Looks at those whom something stirred since nothing waited for them (store/store-stirred.h), and settles the others. */
Today *today_make(Store *store, const Config *config, int64_t now, GError **error);

/* The same of everybody, however long it takes: to check the former. */
Today *today_make_slowly(Store *store, const Config *config, int64_t now, GError **error);
void today_free(Today *today);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Today, today_free)

/* today-aside.c: adds a question for each open appointment whose mark in the mailbox a person took away. */
bool today_add_aside(Store *store, GPtrArray *items, GError **error);

/* today-opt-out.c: adds an item for each contact who asked by mail not to be contacted, until a person has decided. */
bool today_add_opt_outs(Store *store, const Config *config, int64_t now, GPtrArray *items, GError **error);

#endif
