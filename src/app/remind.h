/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_REMIND_H
#define APP_REMIND_H

/*
 * Reminders on the desktop, where there is one: org.freedesktop.Notifications on the session bus. They are computed
 * from the appointments, so that none dies with a process; one that comes late says so; each comes once.
 */

#include "app/config.h"
#include "store/store.h"

/* Shows what is to be shown now. Without a desktop nothing happens, and what is not too late comes when there is one.
 */
bool remind_plan(Store *store, const Config *config, int64_t now, GError **error);

#endif
