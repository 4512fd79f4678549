/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/send-round.h"

#include <glib/gi18n.h>

#include "app/brain.h"
#include "app/control.h"
#include "app/worker.h"
#include "base/clock.h"
#include "base/error.h"
#include "store/store-outbox.h"

#define LOOK_EVERY_MS 20
#define POKE_EVERY_MS 2000

typedef struct Round {
	Brain brain;
	int64_t outbox_id;
	bool late; /* the time is up */
	GError *problem;
} Round;

static void round_clear(Round *round)
{
	Brain *brain = &round->brain;

	for (guint i = 0; brain->workers && i < brain->workers->len; i++)
		sending_stop(brain->workers->pdata[i]);
	g_clear_pointer(&brain->supervisor, supervisor_free);
	if (brain->replan)
		g_source_remove(brain->replan);
	g_clear_pointer(&brain->workers, g_ptr_array_unref);
	g_clear_pointer(&brain->loop, g_main_loop_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Round, round_clear)

/* *error or true. A row that is gone counts as settled: somebody forgot its contact. */
static bool is_settled(Store *store, int64_t id, bool *settled, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Outbox) row = store_outbox_get(store, id, &problem);

	*settled = !row || outbox_is_settled(row->state);
	if (problem)
		g_propagate_error(error, g_steal_pointer(&problem));
	return *error == NULL;
}

static gboolean on_plan(gpointer data)
{
	Brain *brain = data;
	Round *round = data;
	Worker *worker = brain->workers->pdata[0];
	bool settled = false;

	brain->replan = 0;
	if (!is_settled(brain->store, round->outbox_id, &settled, &round->problem) ||
	    (!settled && !round->late && !sending_plan(worker, clock_now(), &round->problem)) ||
	    (settled && !worker->sender) || (round->late && !sending_awaits_answer(worker)))
		g_main_loop_quit(brain->loop);
	return G_SOURCE_REMOVE;
}

/* Between the dot and its answer, which may take ten minutes, to end would be to leave it uncertain. */
static gboolean on_limit(gpointer data)
{
	Round *round = data;

	round->late = true;
	brain_want_plan(&round->brain);
	return G_SOURCE_CONTINUE;
}

static gboolean on_tick(gpointer data)
{
	brain_want_plan(data);
	return G_SOURCE_CONTINUE;
}

/* Under the watcher's lock: there is one sender at a time. */
static bool send_alone(Store *store, Config *config, const char *account_id, int64_t outbox_id, int timeout_ms,
		       GError **error)
{
	const Account *account = config_account(config, account_id, error);
	g_auto(Round) round = {.brain = {.config = config, .store = store, .once = true, .plan = on_plan},
			       .outbox_id = outbox_id};

	if (!account)
		return false;
	round.brain.workers = g_ptr_array_new_with_free_func((GDestroyNotify)worker_free);
	round.brain.loop = g_main_loop_new(NULL, FALSE);
	round.brain.supervisor = supervisor_new(error);
	if (!round.brain.supervisor)
		return false;
	g_ptr_array_add(round.brain.workers, worker_new(&round.brain, account));
	guint limit = g_timeout_add((guint)timeout_ms, on_limit, &round);
	guint tick = g_timeout_add(POKE_EVERY_MS, on_tick, &round.brain);
	brain_want_plan(&round.brain);
	g_main_loop_run(round.brain.loop);
	g_source_remove(tick);
	g_source_remove(limit);
	if (round.problem)
		g_propagate_error(error, round.problem);
	return round.problem == NULL;
}

/* Sends it ourselves where nobody watches. False without error: somebody else is at it. */
static bool try_alone(Store *store, Config *config, const Outbox *row, int timeout_ms, GError **error)
{
	g_autoptr(GError) held = NULL;
	g_autoptr(WatchLock) lock = watch_lock_take(config->store, &held);

	if (!lock && !g_error_matches(held, ERROR, ERROR_TEMP))
		g_propagate_error(error, g_steal_pointer(&held));
	return lock && send_alone(store, config, row->account, row->id, timeout_ms, error);
}

/* Nudges whoever sends, or sends it here. Gives when to do so again. */
static int64_t push_on(Store *store, Config *config, const Outbox *row, int64_t deadline, GError **error)
{
	int64_t now = clock_monotonic_ms();

	if (control_poke(config->store))
		return now + POKE_EVERY_MS;
	return try_alone(store, config, row, (int)MAX(deadline - now, 1), error) ? now : now + LOOK_EVERY_MS * 5;
}

Outbox *send_and_wait(Store *store, Config *config, int64_t outbox_id, int timeout_ms, GError **error)
{
	int64_t deadline = clock_monotonic_ms() + timeout_ms, push_at = 0, version = -1;
	g_autoptr(GError) problem = NULL;
	g_autoptr(Outbox) row = NULL;

	for (;;) {
		int64_t newest = store_version_of_data(store), now = clock_monotonic_ms();

		/* the row bears the mail's bytes: read again only when somebody wrote */
		if (newest != version || !row) {
			version = newest;
			g_clear_pointer(&row, outbox_free);
			row = store_outbox_get(store, outbox_id, &problem);
		}
		if (problem)
			break;
		if (!row || outbox_is_settled(row->state))
			return g_steal_pointer(&row);
		if (now >= deadline) {
			g_set_error(&problem, ERROR, ERROR_TEMP,
				    _("o%lld is still being sent; \"cmc outbox\" tells how it ends"),
				    (long long)outbox_id);
			break;
		}
		if (now >= push_at) {
			push_at = push_on(store, config, row, deadline, &problem);
			/* this connection's own changes do not show in the version */
			g_clear_pointer(&row, outbox_free);
			continue;
		}
		g_usleep(LOOK_EVERY_MS * 1000);
	}
	g_propagate_error(error, g_steal_pointer(&problem));
	return NULL;
}
