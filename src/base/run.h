/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_RUN_H
#define BASE_RUN_H

/*
 * Other programs: where our own parts lie, and what somebody else's says.
 * CMC_LIBEXEC (agent, phone.so) and CMC_DATADIR (templates, data files) in the environment say where; else the folder
 * "libexec" beside the program (its build tree), with "data" in it; else where they are installed.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Full paths; caller owns. */
char *run_libexec(const char *name);
char *run_data(const char *name);

/* All that fd says until it is closed; false when that is more than most bytes, or the deadline (clock_monotonic_ms())
 * passes first. */
bool run_hear(int fd, GString *into, gsize most, int64_t deadline_ms);

/* Writes all of it; false and errno when that cannot be. */
bool run_say(int fd, const char *bytes, gsize length);

/* Standard output of a program that is found in PATH and run without a shell, with nothing to read. *status is its exit
 * code. ERROR_UNAVAILABLE: it is not there, takes longer than timeout_ms, says more than 4 MB, or is killed. Caller
 * owns. */
GString *run_output(const char *const *argv, int timeout_ms, int *status, GError **error);

#endif
