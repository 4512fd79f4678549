/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main loop: when to plan, when to stop. */
#include "app/watch.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/control.h"
#include "app/daily.h"
#include "app/repair.h"
#include "app/worker.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/notify.h"
#include "match/due.h"
#include "store/store-appointment.h"

#define TICK_S          2
#define PLAN_EVERY_S    10
#define BACKUP_LOOK_S   600
#define STOP_LIMIT_S    25 /* so long a mail that is being handed over may take when we are asked to end */
#define SYNC_LIMIT_S    300
#define SEND_LIMIT_S    660 /* longer by the ten minutes that a server has for the final dot (RFC 5321, 4.5.3.2.6) */
#define CONTROL_WAIT_MS (SYNC_LIMIT_S * 1000)

static void brain_clear(Brain *brain)
{
	for (guint i = 0; brain->workers && i < brain->workers->len; i++)
		sending_stop(brain->workers->pdata[i]);
	pace_clear(brain);
	g_clear_pointer(&brain->supervisor, supervisor_free);
	if (brain->replan)
		g_source_remove(brain->replan);
	g_clear_pointer(&brain->workers, g_ptr_array_unref);
	g_clear_pointer(&brain->emails, g_hash_table_unref);
	g_clear_pointer(&brain->targets, g_hash_table_unref);
	g_clear_pointer(&brain->domains, g_hash_table_unref);
	g_clear_pointer(&brain->askers, g_ptr_array_unref);
	weigh_clear(brain);
	marks_day_over(brain);
	if (brain->stopping)
		g_source_remove(brain->stopping);
	g_clear_pointer(&brain->next_config, config_free);
	g_clear_pointer(&brain->loop, g_main_loop_unref);
	g_clear_pointer(&brain->store, store_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Brain, brain_clear)

static void plan_worker(Worker *worker, int64_t now)
{
	typedef bool (*Plan)(Worker *, int64_t, GError **);
	static const Plan plans[] = {copies_plan, hunt_plan, drafts_plan, marks_plan};
	g_autoptr(GError) error = NULL;

	if (!sending_plan(worker, now, &error)) {
		brain_trouble("sending", error);
		return;
	}
	for (gsize i = 0; worker->agent && worker->complete && i < G_N_ELEMENTS(plans); i++)
		if (!plans[i](worker, now, &error)) {
			brain_trouble("plan", error);
			return;
		}
}

static bool all_quiet(const Brain *brain)
{
	for (guint i = 0; i < brain->workers->len; i++)
		if (!worker_is_quiet(brain->workers->pdata[i]))
			return false;
	return true;
}

/* The gravest error of all accounts: refused before unavailable before later. NULL = every mailbox was read. */
static const Worker *gravest(const Brain *brain)
{
	const Worker *worst = NULL;

	for (guint i = 0; i < brain->workers->len; i++) {
		const Worker *worker = brain->workers->pdata[i];
		int kind = worker_error_kind(worker);

		if (kind >= 0 && (!worst || kind == ERROR_REFUSED))
			worst = worker;
	}
	return worst;
}

/* "CODE TEXT" to everybody who asked for a round. */
static void answer_askers(Brain *brain)
{
	const Worker *worst = gravest(brain);
	g_autoptr(GError) error =
		worst ? g_error_new(ERROR, worker_error_kind(worst), "account \"%s\": %s", worst->account->id,
				    worst->trouble_text)
		      : NULL;
	g_autofree char *answer = g_strdup_printf("%d %s\n", error_exit_code(error), error ? error->message : "done");

	for (guint i = 0; i < brain->askers->len; i++) {
		int fd = GPOINTER_TO_INT(brain->askers->pdata[i]);

		if (send(fd, answer, strlen(answer), MSG_NOSIGNAL) < 0)
			log_detail("asker-gone", "fd=%d", fd);
		close(fd);
	}
	g_ptr_array_set_size(brain->askers, 0);
}

static bool ready_to_answer(const Brain *brain)
{
	for (guint i = 0; i < brain->workers->len; i++) {
		const Worker *worker = brain->workers->pdata[i];

		if (!worker_is_quiet(worker) && !(worker->restart && worker->trouble != TROUBLE_NONE))
			return false;
	}
	return true;
}

/* What one account's mail did to another's marks is done before the round is over. */
static void end_of_round(Brain *brain, bool all)
{
	bool over = brain->once && all_quiet(brain), answered = brain->askers->len && ready_to_answer(brain);

	if ((over || answered) && !all) {
		brain_want_plan(brain);
		return;
	}
	if (over)
		g_main_loop_quit(brain->loop);
	if (answered)
		answer_askers(brain);
}

static gboolean on_plan(gpointer data)
{
	Brain *brain = data;
	int64_t now = clock_now();
	g_autoptr(GError) error = NULL;

	brain->replan = 0;
	brain->last_plan_at = now;
	bool all = brain->wants_plan || store_version_of_data(brain->store) != brain->data_version;
	brain->wants_plan = false;
	if (!brain_reload(brain, &error))
		brain_trouble("reload", error);
	daily_plan(brain, now);
	for (guint i = 0; i < brain->workers->len; i++) {
		Worker *worker = brain->workers->pdata[i];

		if (all || worker->wants_plan) {
			worker->wants_plan = false;
			plan_worker(worker, now);
		}
	}
	marks_day_over(brain);
	if (!brain->replan)
		end_of_round(brain, all);
	return G_SOURCE_REMOVE;
}

static bool brain_open(Brain *brain, Config *config, const char *account, GError **error)
{
	brain->config = config;
	brain->workers = g_ptr_array_new_with_free_func((GDestroyNotify)worker_free);
	brain->domains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	brain->askers = g_ptr_array_new();
	brain->store = store_open(config->store, STORE_WRITE, error);
	if (!brain->store || !brain_reload(brain, error))
		return false;
	brain->loop = g_main_loop_new(NULL, FALSE);
	brain->plan = on_plan;
	brain->supervisor = supervisor_new(error);
	if (!brain->supervisor)
		return false;
	for (guint i = 0; i < config->accounts->len; i++) {
		const Account *each = config->accounts->pdata[i];

		if ((!each->imap.host && !each->maildir) || (account && !g_str_equal(account, each->id)))
			continue;
		Worker *worker = worker_new(brain, each);
		reads_remember(worker);
		g_ptr_array_add(brain->workers, worker);
	}
	return true;
}

static void keep_backup(Brain *brain)
{
	int64_t now = clock_now();
	g_autoptr(GError) error = NULL;

	if (brain->backup_looked_at && now - brain->backup_looked_at < BACKUP_LOOK_S && now >= brain->backup_looked_at)
		return;
	brain->backup_looked_at = now;
	if (!backup_when_old(brain->store, brain->config->store, now, &error))
		brain_trouble("backup", error);
}

/* Agents look at the clock when they are spoken to, or in half a minute: after a suspend they are spoken to. */
static void wake_agents(Brain *brain)
{
	int64_t napped_ms = clock_napped_ms(&brain->asleep_ms);

	if (!napped_ms)
		return;
	log_event("woke", "after=%" G_GINT64_FORMAT, napped_ms / 1000);
	for (guint i = 0; i < brain->workers->len; i++)
		worker_woke(brain->workers->pdata[i]);
}

static gboolean on_tick(gpointer data)
{
	Brain *brain = data;

	notify_manager("WATCHDOG=1");
	wake_agents(brain);
	keep_backup(brain);
	if (store_version_of_data(brain->store) != brain->data_version ||
	    clock_now() - brain->last_plan_at >= PLAN_EVERY_S)
		brain_want_plan(brain);
	return G_SOURCE_CONTINUE;
}

static bool is_sending(const Brain *brain)
{
	for (guint i = 0; i < brain->workers->len; i++)
		if (((Worker *)brain->workers->pdata[i])->sender)
			return true;
	return false;
}

/* What is being handed over is waited for: else it would be uncertain whether it was taken. */
static gboolean on_end_of_sending(gpointer data)
{
	Brain *brain = data;

	if (is_sending(brain) && clock_monotonic_ms() < brain->stop_by_ms)
		return G_SOURCE_CONTINUE;
	brain->stopping = 0;
	g_main_loop_quit(brain->loop);
	return G_SOURCE_REMOVE;
}

static void stop_soon(Brain *brain)
{
	if (brain->stop_by_ms)
		return;
	brain->stop_by_ms = clock_monotonic_ms() + STOP_LIMIT_S * 1000;
	if (is_sending(brain))
		brain->stopping = g_timeout_add(50, on_end_of_sending, brain);
	else
		g_main_loop_quit(brain->loop);
}

static gboolean on_stop(gpointer data)
{
	Brain *brain = data;

	log_event("watch-stop", "asked to end");
	notify_manager("STOPPING=1");
	brain->restarting = false;
	if (brain->stop_by_ms && !is_sending(brain))
		g_main_loop_quit(brain->loop);
	stop_soon(brain);
	return G_SOURCE_CONTINUE;
}

/* SIGHUP: the config is read anew; one that cannot be used changes nothing. */
static gboolean on_reload(gpointer data)
{
	Brain *brain = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = config_load(brain->config->path, &error);

	if (config && !g_str_equal(config->store, brain->config->store))
		g_set_error(&error, ERROR, ERROR_CONFIG, "store= cannot be changed while the watcher runs");
	if (error) {
		log_trouble("reload-refused", "%s", error->message);
		return G_SOURCE_CONTINUE;
	}
	log_event("reload", "accounts=%u", config->accounts->len);
	g_clear_pointer(&brain->next_config, config_free);
	brain->next_config = g_steal_pointer(&config);
	brain->restarting = true;
	stop_soon(brain);
	return G_SOURCE_CONTINUE;
}

static void on_asked(ControlRequest request, int fd, gpointer data)
{
	Brain *brain = data;

	if (request == CONTROL_SYNC) {
		g_ptr_array_add(brain->askers, GINT_TO_POINTER(fd));
		for (guint i = 0; i < brain->workers->len; i++)
			worker_try_now(brain->workers->pdata[i]);
	} else {
		close(fd);
	}
	brain_want_plan(brain);
}

/* Until somebody ends it, or gives it another config, which is left in *next (caller owns). */
static bool watch_with(Config *config, Config **next, GError **error)
{
	g_auto(Brain) brain = {0};
	g_autoptr(Control) control = NULL;

	if (!brain_open(&brain, config, NULL, error))
		return false;
	control = control_listen(config->store, on_asked, &brain, error);
	if (!control)
		return false;
	guint sources[] = {g_unix_signal_add(SIGTERM, on_stop, &brain), g_unix_signal_add(SIGINT, on_stop, &brain),
			   g_unix_signal_add(SIGHUP, on_reload, &brain), g_timeout_add_seconds(TICK_S, on_tick, &brain)};
	brain.asleep_ms = clock_asleep_ms();
	log_event("watch-start", "accounts=%u", brain.workers->len);
	for (guint i = 0; i < brain.workers->len; i++)
		worker_start(brain.workers->pdata[i]);
	brain_want_plan(&brain);
	notify_manager("READY=1");
	g_main_loop_run(brain.loop);
	for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
		g_source_remove(sources[i]);
	if (brain.restarting)
		*next = g_steal_pointer(&brain.next_config);
	return true;
}

bool watch_run(Config *config, GError **error)
{
	g_autoptr(WatchLock) lock = watch_lock_take(config->store, error);
	g_autoptr(Config) own = NULL;
	bool well = lock != NULL;

	while (well) {
		Config *next = NULL;

		well = watch_with(own ? own : config, &next, error);
		if (!next)
			break;
		g_clear_pointer(&own, config_free);
		own = next;
	}
	return well;
}

static void name_late(Brain *brain)
{
	for (guint i = 0; i < brain->workers->len; i++) {
		Worker *worker = brain->workers->pdata[i];

		if (!worker_is_quiet(worker) && worker->trouble == TROUBLE_NONE) {
			worker->trouble = TROUBLE_UNAVAILABLE;
			worker->trouble_text = g_strdup("the round took too long");
		}
	}
}

static gboolean on_late(gpointer data)
{
	Brain *brain = data;

	if (is_sending(brain) && clock_monotonic_ms() < brain->stop_by_ms)
		return G_SOURCE_CONTINUE;
	brain->stopping = 0;
	name_late(brain);
	g_main_loop_quit(brain->loop);
	return G_SOURCE_REMOVE;
}

/* No mail is begun any more; one that is being handed over has its time. */
static gboolean on_limit(gpointer data)
{
	Brain *brain = data;

	if (!brain->stopping) {
		brain->stop_by_ms = clock_monotonic_ms() + SEND_LIMIT_S * 1000;
		brain->stopping = g_timeout_add(50, on_late, brain);
	}
	return G_SOURCE_CONTINUE;
}

static bool sync_alone(Config *config, const char *account, GPtrArray *troubles, GError **error)
{
	g_auto(Brain) brain = {.once = true};

	if (!brain_open(&brain, config, account, error))
		return false;
	guint limit = g_timeout_add_seconds(SYNC_LIMIT_S, on_limit, &brain);
	for (guint i = 0; i < brain.workers->len; i++)
		worker_start(brain.workers->pdata[i]);
	brain_want_plan(&brain);
	g_main_loop_run(brain.loop);
	g_source_remove(limit);
	keep_backup(&brain);

	const Worker *worst = gravest(&brain);
	for (guint i = 0; troubles && i < brain.workers->len; i++) {
		const Worker *worker = brain.workers->pdata[i];

		if (worker_error_kind(worker) >= 0)
			g_ptr_array_add(troubles, g_strdup_printf("account \"%s\": %s", worker->account->id,
								  worker->trouble_text));
	}
	if (worst)
		g_set_error(error, ERROR, worker_error_kind(worst), "account \"%s\": %s", worst->account->id,
			    worst->trouble_text);
	return worst == NULL;
}

/* The kind that gives this exit code: the answer of a watcher that made the round for us. */
static ErrorKind kind_of_code(int code)
{
	return code == 77 ? ERROR_REFUSED : code == 69 ? ERROR_UNAVAILABLE : ERROR_TEMP;
}

bool sync_run(Config *config, const char *account, GPtrArray *troubles, GError **error)
{
	g_autoptr(GError) held = NULL;
	g_autoptr(WatchLock) lock = watch_lock_take(config->store, &held);
	g_autofree char *text = NULL;
	int code = 0;

	if (lock)
		return sync_alone(config, account, troubles, error);
	if (!g_error_matches(held, ERROR, ERROR_TEMP)) {
		g_propagate_error(error, g_steal_pointer(&held));
		return false;
	}
	if (!control_sync(config->store, CONTROL_WAIT_MS, &code, &text)) {
		g_propagate_error(error, g_steal_pointer(&held));
		return false;
	}
	if (code == 0)
		return true;
	if (troubles)
		g_ptr_array_add(troubles, g_strdup(text));
	g_set_error(error, ERROR, kind_of_code(code), "%s", text);
	return false;
}
