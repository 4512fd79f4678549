/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account's mailbox agent: started, listened to, started again after a back-off that grows. */
#include "app/worker.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "store/store-call.h"

#define WINDOW_UIDS     1000
#define STABLE_S        (2 * 60)
#define SOON_MS         (50 * 1000) /* who ends later did not drop us at once; silence is noticed later than that */
#define LOGIN_TRIES     2
#define LOGIN_REST_S    3600
#define HOSTILE_AFTER   2
#define HOSTILE_REST_S  900
#define MANY_SEEN       100 /* messages in one fact: a mailbox is read from its beginning */
#define MANY_REST_MS    15

/* Seconds to wait after n failures in a row; the last one for ever after. */
static const int back_off_s[] = {1, 3, 8, 15, 30, 45};
/* The same for a server that lets us in and drops us at once, again and again: it is not down, it wants less of us. Then one
 * connection comes back, and must stand the longer before the other follows; so the server sees at most 12 an hour. */
static const struct {
	int rest_s;
	uint32_t alone_s;
} dropped[] = {
	{1, STABLE_S}, {30, 3 * STABLE_S}, {120, 6 * STABLE_S}, {600, 12 * STABLE_S},
};

Worker *worker_new(Brain *brain, const Account *account)
{
	Worker *worker = g_new0(Worker, 1);

	worker->brain = brain;
	worker->account = account;
	worker->orders = g_hash_table_new(NULL, NULL);
	worker->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	worker->unread = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	worker->met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	worker->held = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	worker->poison = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return worker;
}

void worker_free(Worker *worker)
{
	if (worker->restart)
		g_source_remove(worker->restart);
	if (worker->cards_rest)
		g_source_remove(worker->cards_rest);
	brain_orders_drop(worker);
	g_hash_table_unref(worker->orders);
	g_hash_table_unref(worker->names);
	g_hash_table_unref(worker->unread);
	g_hash_table_unref(worker->met);
	g_hash_table_unref(worker->held);
	g_hash_table_unref(worker->poison);
	g_clear_pointer(&worker->cards_there, g_hash_table_unref);
	g_free(worker->trouble_text);
	g_free(worker->shut_why);
	g_free(worker);
}

static void note_trouble(Worker *worker, Trouble trouble, const char *text)
{
	worker->trouble = trouble;
	g_free(worker->trouble_text);
	worker->trouble_text = g_strdup(text);
}

/* The reason stands beside each mailbox, so that `today` can say since when it is stale and why. */
static void store_trouble(Worker *worker, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Transaction) transaction = transaction_begin(worker->brain->store, &error);
	g_autoptr(GPtrArray) all =
		transaction ? store_mailbox_all(worker->brain->store, worker->account->id, &error) : NULL;
	g_autoptr(Mailbox) inbox = NULL;

	if (all && all->len == 0) {
		inbox = mailbox_new(worker->account->id, "INBOX");
		inbox->role = ROLE_INBOX;
		inbox->watched = true;
		inbox->error = g_strdup(text);
		store_mailbox_put(worker->brain->store, inbox, &error);
	}
	for (guint i = 0; all && !error && i < all->len; i++) {
		Mailbox *mailbox = all->pdata[i];

		if (!mailbox->watched)
			continue;
		g_free(mailbox->error);
		mailbox->error = g_strdup(text);
		store_mailbox_put(worker->brain->store, mailbox, &error);
	}
	if (!error && transaction)
		transaction_commit(transaction, &error);
	if (error)
		brain_trouble("mailbox-error", error);
}

/* One that cannot be read while the others can. */
static void store_trouble_of(Worker *worker, const char *name, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Mailbox) mailbox = store_mailbox_get(worker->brain->store, worker->account->id, name, &error);

	if (mailbox && mailbox->watched) {
		g_free(mailbox->error);
		mailbox->error = g_strdup(text);
		store_mailbox_put(worker->brain->store, mailbox, &error);
	}
	if (error)
		brain_trouble("mailbox-error", error);
}

static void expect_mailboxes(Worker *worker)
{
	g_autoptr(GPtrArray) all = store_mailbox_all(worker->brain->store, worker->account->id, NULL);

	g_hash_table_remove_all(worker->unread);
	g_hash_table_remove_all(worker->met);
	g_hash_table_remove_all(worker->held);
	worker->complete = false;
	/* INBOX is always there; what the agent names beyond it, it names before it reads it */
	g_hash_table_add(worker->unread, g_strdup("INBOX"));
	for (guint i = 0; all && i < all->len; i++)
		if (((Mailbox *)all->pdata[i])->watched)
			g_hash_table_add(worker->unread, g_strdup(((Mailbox *)all->pdata[i])->name));
}

static bool is_replaced(const Worker *worker, const GPtrArray *all, const Mailbox *mailbox)
{
	for (guint i = 0; i < all->len; i++) {
		const Mailbox *other = all->pdata[i];

		if (other->role == mailbox->role && g_hash_table_contains(worker->met, other->name))
			return true;
	}
	return false;
}

/* A mailbox that was watched and is not found: another is named as such by now, or it is missed and nothing waits for it. */
static bool give_up(Worker *worker, const GPtrArray *all, Mailbox *mailbox, GError **error)
{
	g_hash_table_remove(worker->unread, mailbox->name);
	g_clear_pointer(&mailbox->error, g_free);
	if (is_replaced(worker, all, mailbox)) {
		mailbox->watched = false;
		mailbox->role = ROLE_OTHER;
	} else {
		if (worker->trouble == TROUBLE_NONE) {
			g_autofree char *text = g_strdup_printf("mailbox \"%s\" is not there any more", mailbox->name);

			note_trouble(worker, TROUBLE_MISSING, text);
		}
		mailbox->error = g_strdup(worker->trouble_text);
	}
	return store_mailbox_put(worker->brain->store, mailbox, error);
}

/* When the agent begins to wait it has found all that is there. */
static void give_up_missing(Worker *worker)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Transaction) transaction = transaction_begin(worker->brain->store, &error);
	g_autoptr(GPtrArray) all =
		transaction ? store_mailbox_all(worker->brain->store, worker->account->id, &error) : NULL;

	for (guint i = 0; all && !error && i < all->len; i++) {
		Mailbox *mailbox = all->pdata[i];

		if (mailbox->watched && mailbox->role != ROLE_INBOX && !g_hash_table_contains(worker->met, mailbox->name))
			give_up(worker, all, mailbox, &error);
	}
	if (!error && transaction)
		transaction_commit(transaction, &error);
	if (error)
		brain_trouble("mailbox-missing", error);
	worker->complete = g_hash_table_size(worker->unread) == 0;
}

void worker_read_again(Worker *worker, MailboxRole role)
{
	g_autoptr(Mailbox) mailbox = brain_mailbox(worker, role);

	if (!worker->agent)
		return;
	if (mailbox) {
		g_hash_table_add(worker->unread, g_strdup(mailbox->name));
		worker->complete = false;
	}
	worker->waiting = false;
	agent_order(worker->agent, ORDER_ROUND, NULL);
}

static const char *trouble_word(Trouble trouble)
{
	static const char *const words[] = {"none",	"unavailable", "throttled", "tls",     "login",
					    "protocol", "missing",     "changed",   "rejected"};

	return (gsize)trouble < G_N_ELEMENTS(words) ? words[trouble] : "unknown";
}

static void on_state(Worker *worker, const State *state)
{
	worker->waiting = state->phase == AGENT_WAITING;
	if (state->trouble == TROUBLE_NONE) {
		/* the other connection is opened when all is read: from then on both must prove themselves */
		bool opens_other = state->phase == AGENT_CONNECTING && worker->complete;
		bool begins = state->phase == AGENT_WAITING && !worker->well_since_ms;

		if (begins)
			give_up_missing(worker);
		if (opens_other || begins)
			worker->well_since_ms = clock_monotonic_ms();
		return;
	}
	/* a server's words may hold addresses and what not: today and doctor say them, the log does not */
	log_trouble("agent-trouble", "account=%s trouble=%s", worker->account->id, trouble_word(state->trouble));
	note_trouble(worker, state->trouble, state->text ? state->text : "trouble without a word");
	if (state->mailbox)
		store_trouble_of(worker, state->mailbox, worker->trouble_text);
	worker->retry_after_s = state->retry_after;
	worker->cut_s = state->cut_s;
	worker->refusals = state->trouble == TROUBLE_LOGIN ? worker->refusals + 1 : 0;
}

/* The store does not take it: the agent starts again from what was committed. */
static void facts_refused(Worker *worker, const GError *error)
{
	brain_trouble("ingest", error);
	note_trouble(worker, TROUBLE_UNAVAILABLE, error ? error->message : "the store refused a fact");
	agent_end(worker->agent);
}

static void on_paused(Agent *agent, gpointer data)
{
	Worker *worker = data;
	g_autoptr(GError) error = NULL;

	if (!ingest_settle(worker->brain, &error))
		facts_refused(worker, error);
	/* what comes meanwhile is committed together: else the disk is what a first reading waits for */
	if (worker->many && worker->agent)
		agent_rest(worker->agent, MANY_REST_MS);
}

static void note_met(Worker *worker, const MailboxFact *mailbox)
{
	g_hash_table_add(worker->met, g_strdup(mailbox->name));
	if (!worker->complete && (mailbox->role == ROLE_INBOX || mailbox->role == ROLE_SENT))
		g_hash_table_add(worker->unread, g_strdup(mailbox->name));
}

static void note_many(Worker *worker, const Frame *frame)
{
	if (frame->kind == FACT_SEEN && frame->as.seen->messages->len >= MANY_SEEN)
		worker->many = true;
	else if (frame->kind == FACT_SYNCED && frame->as.synced->complete)
		worker->many = false;
}

static void on_fact(Agent *agent, Frame *frame, gpointer data)
{
	Worker *worker = data;
	g_autoptr(GError) error = NULL;

	/* what is done because of these may rely on what was told before being there */
	bool acts = frame->kind == FACT_STATE || frame->kind == FACT_DONE;
	if (acts && !ingest_settle(worker->brain, &error)) {
		facts_refused(worker, error);
		return;
	}
	if (frame->kind == FACT_STATE) {
		on_state(worker, frame->as.state);
	} else if (frame->kind == FACT_DONE) {
		brain_order_done(worker, frame->as.done);
		if (g_hash_table_size(worker->held) && !brain_release(worker, &error))
			brain_trouble("release", error);
	} else {
		if (frame->kind == FACT_MAILBOX)
			note_met(worker, frame->as.mailbox);
		note_many(worker, frame);
		if (!ingest_fact(worker, frame, &error)) {
			facts_refused(worker, error);
			return;
		}
		if (frame->kind == FACT_SYNCED && frame->as.synced->complete && worker->complete)
			note_trouble(worker, TROUBLE_NONE, NULL);
	}
	brain_want_plan_of(worker);
}

static int dropped_step(const Worker *worker)
{
	return MIN(worker->drops, (int)G_N_ELEMENTS(dropped)) - 1;
}

static int64_t rest_after(Worker *worker)
{
	int64_t rest = back_off_s[MIN(worker->failures, (int)G_N_ELEMENTS(back_off_s) - 1)];

	if (worker->refusals >= LOGIN_TRIES)
		return LOGIN_REST_S;
	if (worker->server_deaths >= HOSTILE_AFTER)
		return HOSTILE_REST_S;
	if (worker->drops)
		rest = MAX(rest, dropped[dropped_step(worker)].rest_s);
	return MAX(rest, worker->retry_after_s) + g_random_int_range(0, (gint32)rest / 4 + 1);
}

/* No message was being read: then it was the server's own answer that killed the agent. */
static void note_death(Worker *worker, const Agent *agent, bool crashed)
{
	bool reading = brain_first_read(worker) != NULL;

	if (!crashed || !agent_died_of_itself(agent)) {
		if (worker->well_since_ms)
			worker->server_deaths = 0;
		return;
	}
	reads_crashed(worker);
	worker->server_deaths = reading ? 0 : worker->server_deaths + 1;
	if (worker->server_deaths < HOSTILE_AFTER)
		return;
	log_trouble("server-quarantined", "account=%s", worker->account->id);
	note_trouble(worker, TROUBLE_PROTOCOL,
		     "what the server answers killed its reader twice: it is left alone for a quarter of an hour");
}

/* A person who asks why nothing comes is told when it will. */
static void note_rest(Worker *worker)
{
	g_autofree char *text = NULL;

	if (worker->retry_after_s == 0 || !worker->trouble_text)
		return;
	text = g_strdup_printf("%s; asked to wait, tried again in %" G_GINT64_FORMAT " s", worker->trouble_text,
			       worker->retry_after_s);
	note_trouble(worker, worker->trouble, text);
}

static gboolean on_restart(gpointer data)
{
	Worker *worker = data;

	worker->restart = 0;
	worker_start(worker);
	return G_SOURCE_REMOVE;
}

static void on_ended(Agent *agent, bool crashed, gpointer data)
{
	Worker *worker = data;
	bool was_well = worker->well_since_ms != 0; /* be it for no time at all */
	int64_t well_ms = was_well ? clock_monotonic_ms() - worker->well_since_ms : 0;

	worker->agent = NULL;
	note_death(worker, agent, crashed);
	worker->well_since_ms = 0;
	hunt_scan_ends(worker);
	worker->complete = false;
	worker->waiting = false;
	worker->many = false;
	brain_orders_drop(worker);
	if (worker->trouble == TROUBLE_NONE)
		note_trouble(worker, TROUBLE_UNAVAILABLE, crashed ? "its agent died" : "its agent ended");
	note_rest(worker);
	store_trouble(worker, worker->trouble_text);
	bool stood = well_ms > STABLE_S * 1000;
	if (stood)
		worker->drops = 0;
	else if (was_well && well_ms < SOON_MS && !crashed)
		worker->drops++;
	worker->failures = stood ? 0 : worker->failures + 1;
	if (was_well)
		quiet_learn(worker, well_ms);
	if (!worker->brain->once || crashed) {
		int64_t rest = crashed && worker->brain->once ? 0 : rest_after(worker);

		/* a sync waits for nobody, but a message that kills its agent may be met thrice */
		if (!worker->brain->once || worker->failures <= 4)
			worker->restart = g_timeout_add_seconds((guint)rest, on_restart, worker);
	}
	worker->retry_after_s = 0;
	brain_want_plan_of(worker);
}

void worker_begin(Worker *worker)
{
	static const AgentEvents events = {on_fact, on_paused, on_ended};
	g_autoptr(GError) error = NULL;

	if (worker->agent || worker->restart)
		return;
	note_trouble(worker, TROUBLE_NONE, NULL);
	expect_mailboxes(worker);
	worker->agent = supervisor_start(worker->brain->supervisor, AGENT_ROLE_MAILBOX, worker->account, &events,
					 worker, &error);
	if (!worker->agent) {
		brain_trouble("agent-start", error);
		note_trouble(worker, TROUBLE_UNAVAILABLE, error->message);
		store_trouble(worker, error->message);
		worker->failures++;
		if (!worker->brain->once)
			worker->restart = g_timeout_add_seconds((guint)rest_after(worker), on_restart, worker);
		return;
	}

	Start *order = payload_new(ORDER_START);
	g_ptr_array_unref(order->mailboxes);
	order->account = account_copy(worker->account);
	order->mailboxes = store_mailbox_all(worker->brain->store, worker->account->id, NULL);
	if (!order->mailboxes)
		order->mailboxes = g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_free);
	if (worker->account->maildir)
		names_hand_back(worker, order->names);
	order->since = worker->brain->since;
	order->once = worker->brain->once;
	order->window = WINDOW_UIDS;
	order->renew_s = worker->renew_s;
	order->alone_s = worker->drops ? dropped[dropped_step(worker)].alone_s : 0;
	agent_order(worker->agent, ORDER_START, order);
}

void worker_try_now(Worker *worker)
{
	worker->refusals = 0;
	if (worker->restart) {
		g_source_remove(worker->restart);
		worker->restart = 0;
		worker_start(worker);
	} else if (worker->agent) {
		worker_read_again(worker, ROLE_INBOX);
		worker_read_again(worker, ROLE_SENT);
	}
}

void worker_woke(Worker *worker)
{
	if (!worker->agent)
		return;
	/* what broke in our sleep stood long enough: nobody dropped us, there is nothing to rest from */
	if (worker->well_since_ms)
		worker->well_since_ms = clock_monotonic_ms() - STABLE_S * 1000 - 1;
	agent_order(worker->agent, ORDER_ROUND, NULL);
}

bool worker_is_quiet(const Worker *worker)
{
	if (worker->sender || worker->restart || worker_is_queued(worker))
		return false;
	if (!worker->agent)
		return true;
	return worker->complete && worker->waiting && g_hash_table_size(worker->orders) == 0;
}

int worker_error_kind(const Worker *worker)
{
	switch (worker->trouble) {
	case TROUBLE_NONE:
		return -1;
	case TROUBLE_TLS:
	case TROUBLE_LOGIN:
		return ERROR_REFUSED;
	case TROUBLE_THROTTLED:
		return ERROR_TEMP;
	default:
		return ERROR_UNAVAILABLE;
	}
}
