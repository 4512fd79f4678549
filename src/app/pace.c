/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts start one after the other: hundreds that log in at once look to their server, and to this machine, like an
 * attack. Also after an outage, when all of them come back. */
#include "app/worker.h"

#define EVERY_MS     20
#define JITTER_MS    30
#define SYNC_AT_ONCE 16 /* accounts whose first reading is not over */

static int at_work(const Brain *brain)
{
	int count = 0;

	for (guint i = 0; i < brain->workers->len; i++) {
		const Worker *worker = brain->workers->pdata[i];

		count += worker->agent && !worker->complete;
	}
	return count;
}

static gboolean on_turn(gpointer data);

static void next_turn(Brain *brain)
{
	brain->turn = g_timeout_add(EVERY_MS + (guint)g_random_int_range(0, JITTER_MS), on_turn, brain);
}

static gboolean on_turn(gpointer data)
{
	Brain *brain = data;

	brain->turn = 0;
	if (g_queue_is_empty(&brain->starts))
		return G_SOURCE_REMOVE;
	/* a watcher does not wait for slow ones: one dead server must not keep the others from starting */
	if (!brain->once || at_work(brain) < SYNC_AT_ONCE)
		worker_begin(g_queue_pop_head(&brain->starts));
	next_turn(brain);
	return G_SOURCE_REMOVE;
}

void worker_start(Worker *worker)
{
	Brain *brain = worker->brain;

	if (worker->agent || worker->restart || worker_is_queued(worker))
		return;
	g_queue_push_tail(&brain->starts, worker);
	if (!brain->turn)
		on_turn(brain);
}

bool worker_is_queued(const Worker *worker)
{
	return g_queue_find(&worker->brain->starts, worker) != NULL;
}

void pace_clear(Brain *brain)
{
	if (brain->turn)
		g_source_remove(brain->turn);
	brain->turn = 0;
	g_queue_clear(&brain->starts);
}
