/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CALENDAR_FILE_H
#define APP_CALENDAR_FILE_H

/* All agreed calls in one iCalendar file, for any calendar program. */

#include "app/config.h"
#include "store/store.h"

/* Replaces config->calendar_file, when it says anything else than it should; does nothing where none is configured.
 * Nobody ever sees half of it. ERROR_IO. */
bool calendar_file_write(Store *store, const Config *config, int64_t now, GError **error);

#endif
