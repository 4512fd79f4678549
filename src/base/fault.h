/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

/*
 * Crash points, for tests/fault; without --enable-fault-points there is nothing of them in the programs.
 *
 * An effect is what another process, the disk or the network could see: a commit, a write to a server, a frame between
 * watcher and agent, a file that is renamed. CMC_CRASH_AT=PROGRAM:N (cmc, cmc-agent) ends that program with status 137
 * just before its N-th effect, which is just behind the one before; N = 0 only counts. Each effect is a line of the file
 * that $CMC_CRASH_TRACE names. Agents count together: they are the children of one starter.
 */

#ifdef CMC_FAULT_POINTS
void fault_open(const char *program);
void fault_point(const char *effect);
#else
static inline void fault_open(const char *program)
{
	(void)program;
}

static inline void fault_point(const char *effect)
{
	(void)effect;
}
#endif

#endif
