/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_WORKER_H
#define APP_WORKER_H

/* One account at work: its mailbox agent is started, listened to, and started again when it ended. */

#include "app/brain.h"

Worker *worker_new(Brain *brain, const Account *account);
void worker_free(Worker *worker);
void worker_start(Worker *worker); /* in its turn (pace.c) */
void worker_begin(Worker *worker); /* now */
bool worker_is_queued(const Worker *worker);
void pace_clear(Brain *brain);
void quiet_learn(Worker *worker, int64_t well_ms); /* a connection that stood so long has ended */
void worker_woke(Worker *worker);    /* the computer slept: is its connection still there? */
void worker_try_now(Worker *worker); /* somebody asked: no back-off, a round */

/* All mailboxes read (or given up), no order under way, nothing being sent. */
bool worker_is_quiet(const Worker *worker);
int worker_error_kind(const Worker *worker); /* an ErrorKind, or -1 when the last round was good */

#endif
