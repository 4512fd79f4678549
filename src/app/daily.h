/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_DAILY_H
#define APP_DAILY_H

/* What the watcher does beside the mailboxes: the calendar file, reminders, the digest. */

#include "app/brain.h"

/* Called with every plan. What fails is logged and tried again with the next one. */
void daily_plan(Brain *brain, int64_t now);

#endif
