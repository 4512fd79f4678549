/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_FINDINGS_H
#define CMD_FINDINGS_H

/* What doctor and check found: sentences, good ones and bad ones. */

#include "cmd/command.h"

typedef struct Findings {
	GPtrArray *good, *bad; /* char * */
} Findings;

void findings_init(Findings *findings);
void findings_clear(Findings *findings);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Findings, findings_clear)

void findings_note(GPtrArray *list, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Of the database itself, of what it holds, and of what today shows of it; strict: of all that no crash may leave behind. */
bool findings_of_store(const Context *context, Store *store, bool strict, Findings *findings, GError **error);

/* Says them; the exit code: 1 when there are bad ones. */
int findings_tell(const Context *context, const Findings *findings);

#endif
