/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_BRAIN_H
#define APP_BRAIN_H

/*
 * What the parts of the watcher share. A Brain has the store and a Worker per account. A part (sending, copies, hunt,
 * drafts, marks) is a plan function: it compares the store with what has been done and gives orders; watch.c calls all of
 * them whenever something changed, until none gives an order any more. An order under way bears a name, so that no plan
 * gives it twice.
 */

#include <glib.h>
#include <stdbool.h>

#include "app/config.h"
#include "app/supervisor.h"
#include "store/store-message.h"
#include "store/store.h"

/* A mail that is so much older than a call may follow it all the same: their clocks are two. */
#define CLOCKS_DIFFER_S 3600

typedef struct Brain Brain;
typedef struct MarksDay MarksDay;

/* State of the store when a worker's marks were right, and until when they stay so by the clock. */
typedef struct MarksSeen {
	int64_t version, changes, until;
} MarksSeen;
typedef struct Worker Worker;

/* How an order ended; done is NULL when the agent went away before it answered. */
typedef void (*OrderDone)(Worker *worker, const Done *done, gpointer data);

struct Worker {
	Brain *brain;
	const Account *account;
	Agent *agent;         /* the mailbox agent, or NULL between two tries */
	Agent *sender;        /* a sender agent at work, or NULL */
	gpointer sending;     /* app/sending.c's own */
	int64_t shut_until_ms; /* the same: its server let nobody in just now, and why; monotonic */
	int shut_exit_code;
	char *shut_why;
	GHashTable *orders;   /* serial to pending order */
	GHashTable *names;    /* names of the orders under way, and of those that failed lately (to a time of rest) */
	uint32_t serial;
	bool complete;        /* every watched mailbox has been read to its end since the agent started */
	bool waiting;         /* the agent's round is over: what is missing has been told, too */
	bool many;            /* facts come in hundreds */
	GHashTable *unread;   /* names of watched mailboxes not read to their end yet */
	GHashTable *met;      /* names of mailboxes that the agent has found since it started */
	Trouble trouble;      /* of the last try */
	char *trouble_text;
	int failures;         /* tries in a row that failed */
	int server_deaths;    /* agents in a row that the server's answers killed */
	int drops;            /* connections in a row that were dropped soon after they stood */
	int refusals;         /* log-ins in a row that were refused */
	GHashTable *held;     /* mailbox name to uint32_t: UIDNEXT to be saved when its reads are done */
	GHashTable *poison;   /* "MAILBOX UIDVALIDITY UID" to how often an agent died reading it */
	bool careful;         /* an agent died: read one message at a time, to know which one it was */
	int64_t cards_looked_at;  /* when the mailbox of the call cards was looked through last */
	uint64_t cards_version;   /* what the cards were last compared with */
	guint cards_rest;         /* timer: until then they are not compared */
	bool cards_rested;        /* it has run out */
	GHashTable *cards_there;  /* while it is looked through: Message-ID to flags; else NULL */
	int64_t retry_after_s;
	int64_t well_since_ms;
	uint32_t cut_s;       /* of the last State */
	uint32_t cut_before_s; /* the same, of the last connection that stood */
	uint32_t renew_s;     /* learnt from these (app/quiet.c); 0 = nothing */
	guint restart;        /* timer */
	bool wants_plan;
	int64_t hunted;       /* version of the people whose older mail was looked for */
	int64_t scan[2];      /* of INBOX and Sent, while they are read for the first time: version of the people then known */
	int64_t scan_calls;   /* the newest call then known */
	MarksSeen marks_seen;
};

struct Brain {
	Config *config;
	Store *store;
	Supervisor *supervisor;
	GPtrArray *workers;   /* Worker * */
	GMainLoop *loop;
	int64_t asleep_ms;    /* clock_asleep_ms() at the last tick */
	bool once;            /* sync: one round, then stop */
	GHashTable *emails;   /* of all contacts, to int64_t start of the first call; NULL = ask the store */
	GHashTable *targets;  /* Message-IDs and thread ids that a reply may name, to int64_t call id */
	GHashTable *domains;  /* of contacts' addresses, free mail aside */
	bool nameless;        /* there are contacts without an address */
	GPtrArray *strays;    /* app/weigh.c's own */
	Transaction *facts;   /* app/ingest.c's own: facts taken and not committed yet, or NULL */
	guint facts_weight;
	int64_t since;        /* start of the oldest call */
	int64_t data_version; /* of the store, when it was last looked at */
	int64_t people;       /* store_contact_version() */
	bool wants_plan;      /* of all workers */
	MarksDay *marks_day;  /* app/marks.c's own: what all workers look at, during one plan */
	int64_t last_plan_at;
	int64_t moments_hour;	  /* in which the moments of the agreed calls were derived last */
	int64_t calendar_version; /* of the agreed calls that the calendar file tells of */
	int64_t backup_looked_at; /* when it was last asked whether the backup is old */
	GSourceFunc plan;     /* what compares the store with what has been done (watch.c); clears replan */
	guint replan;         /* idle source */
	GQueue starts;        /* Worker *: whose turn to start comes */
	guint turn;           /* timer */
	int64_t stop_by_ms;   /* asked to end: no mail is begun any more, and then it ends; 0 = not asked */
	guint stopping;       /* timer until then */
	bool restarting;      /* with next_config */
	Config *next_config;
	GPtrArray *askers;    /* int: descriptors of control_sync() callers */
};

/* brain.c: orders. Takes payload, whose serial it sets. name: "append draft 3". */
void brain_order(Worker *worker, FrameKind kind, gpointer payload, const char *name, OrderDone done, gpointer data,
		 GDestroyNotify free_data);
bool brain_is_busy(Worker *worker, const char *name); /* under way, or failed within the last minute */
void brain_order_done(Worker *worker, const Done *done);
bool brain_is_reading(Worker *worker, const char *mailbox); /* reads of it under way */
const char *brain_first_read(Worker *worker);                /* name of the oldest read under way, or NULL */
bool brain_release(Worker *worker, GError **error);         /* saves what was held back for reads that are done */
void brain_orders_drop(Worker *worker); /* the agent is gone */
void brain_want_plan(Brain *brain);     /* of all workers; soon, from the main loop */
void brain_want_plan_of(Worker *worker); /* of this one: what it does to others' mailboxes waits for the next of all */
bool brain_reload(Brain *brain, GError **error); /* before a plan: since, nameless; drops tables that are out of date */
Mailbox *brain_mailbox(Worker *worker, MailboxRole role); /* NULL = unknown yet; caller owns */
bool brain_owns(Brain *brain, const char *email);         /* is it an address of one of our accounts? */

/* What a message may concern. A brain without tables asks the store: for a few mails that is faster. brain_tables() makes
 * them, before many. */
bool brain_tables(Brain *brain, GError **error);
void brain_tables_drop(Brain *brain);
/* By normalised address: what was written before the contact's first call neither follows nor answers one, and is not read; of
 * who was not called yet all is read since anybody was (0 = nobody). -1 = no contact. */
int64_t brain_reads_since(Brain *brain, const char *email);
bool brain_knows_domain(Brain *brain, const char *email);   /* is its domain a contact's, free mail aside? */
int64_t brain_target(Brain *brain, const char *message_id); /* the call that a reply to it answers, 0 = none */
void worker_read_again(Worker *worker, MailboxRole role);    /* a round; complete only when this mailbox was read */
void brain_trouble(const char *where, const GError *error);

/* reads.c: bodies. A message that killed two agents is left alone and shown as quarantined. */
#define POISON_AFTER 2
void reads_order(Worker *worker, const char *mailbox, uint32_t uidvalidity, const GArray *uids);
void reads_remember(Worker *worker); /* what earlier watchers left alone */
void reads_crashed(Worker *worker); /* before brain_orders_drop(): whose read was it? */

/* names.c: the UIDs that an agent gave to the mails of a Maildir. */
bool names_take(Worker *worker, const Names *fact, GError **error);
void names_hand_back(Worker *worker, GPtrArray *out); /* Names * of every folder; takes care of their bounds */

/* ingest.c: facts into the store. They share a transaction until ingest_settle(), which is called when no more are there
 * and before anything but a fact for the store is heard; what failed took all of that transaction with it. */
bool ingest_fact(Worker *worker, const Frame *frame, GError **error);
bool ingest_settle(Brain *brain, GError **error);

/* A mail that cmc itself was handed, understood, in no mailbox yet: by a client that sends it, or at delivery. Judged as
 * the watcher would, which later takes its copy for the same event. In a transaction. message->id stays 0 when it
 * concerns no contact and is not kept. */
bool ingest_handed(Brain *brain, Message *message, bool sent, GError **error);

/* linking.c */
bool linking_sent(Brain *brain, Message *message, GError **error);
bool linking_received(Brain *brain, Message *message, bool *ours, GError **error);

/* weigh.c: answers that came before what they answer was linked. In a transaction. */
void weigh_note_stray(Brain *brain, Message *message, const Place *place); /* was nobody's; takes message */
bool weigh_received(Brain *brain, int64_t contact_id, int64_t since, GError **error);
bool weigh_answers_of(Brain *brain, const Message *follow_up, int64_t call_id, GError **error);
void weigh_clear(Brain *brain);

/* plans */
bool hunt_plan(Worker *worker, int64_t now, GError **error);
bool sending_plan(Worker *worker, int64_t now, GError **error);
bool sending_awaits_answer(const Worker *worker); /* to the final dot */
bool copies_plan(Worker *worker, int64_t now, GError **error);
bool drafts_plan(Worker *worker, int64_t now, GError **error);
bool marks_plan(Worker *worker, int64_t now, GError **error);
void marks_day_over(Brain *brain); /* after each plan of workers */

/* hunt.c: INBOX or Sent begins to be read for the first time, or the agent has ended before it was. */
void hunt_scan_begins(Worker *worker, MailboxRole role);
void hunt_scan_ends(Worker *worker);
void sending_stop(Worker *worker); /* the watcher ends: leave what cannot be known as uncertain */

#endif
