/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_THREAD_H
#define MATCH_THREAD_H

/*
 * How messages hang together: which one does each answer? In-Reply-To and References, then Thread-Index, are sure.
 * Without them quoted words, whom the quote names, subject, people and time together make it probable
 * (match/outline.h): never the subject alone, and never one of two that fit alike. Thousands of messages at once:
 * candidates come from an index of subjects and of runs of words.
 */

#include <glib.h>
#include <stdbool.h>

#include "model/link.h"
#include "model/message.h"

typedef struct ThreadParent {
	char *parent;	       /* Message-ID, or NULL; the named one need not be among the messages */
	Confidence confidence; /* where parent is set */
	char *reason;
} ThreadParent;

/* One ThreadParent * for each message (UNDERSTOOD; for one with an error in it none is sought). Caller owns the array. */
GPtrArray *thread_parents(const GPtrArray *messages, bool with_references);

#endif
