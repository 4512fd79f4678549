/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some servers, and some of what lies between, end a connection that is quiet for so many seconds. Two in a row that end after
 * the same time say so: then waits are renewed in half of it. */
#include "app/worker.h"

#include "base/log.h"

#define SHORTEST_CUT_S   20 /* who ends sooner wants less of us, see the rests of worker.c */
#define SHORTEST_RENEW_S 15
#define SAME_S           2
#define FORGET_MS        (60 * 60 * 1000) /* one that stood so long and then was cut was cut by chance */

static bool is_same(uint32_t one, uint32_t two)
{
	uint32_t less = MIN(one, two), more = MAX(one, two);

	return less >= SHORTEST_CUT_S && more - less <= MAX(SAME_S, less / 10);
}

void quiet_learn(Worker *worker, int64_t well_ms)
{
	uint32_t before = worker->renew_s;

	if (is_same(worker->cut_s, worker->cut_before_s))
		worker->renew_s = MAX(SHORTEST_RENEW_S, MIN(worker->cut_s, worker->cut_before_s) / 2);
	else if (well_ms > FORGET_MS)
		worker->renew_s = 0;
	worker->cut_before_s = worker->cut_s;
	worker->cut_s = 0;
	if (worker->renew_s != before)
		log_event("renewal-learnt", "account=%s seconds=%u", worker->account->id, worker->renew_s);
}
