/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

/* Message-to-call relation with reason, confidence and decider. A message has at most one link; while it is doubtful
 * it has candidates instead, which wait in `cmc review`. A person's decision (a link, or "belongs to no call") is never
 * overwritten by cmc. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum { CONFIDENCE_NONE, CONFIDENCE_PROBABLE, CONFIDENCE_SURE } Confidence;
typedef enum { DECIDED_BY_CMC, DECIDED_BY_PERSON } Decider;

typedef struct Link {
	int64_t message_id;  /* store id */
	int64_t call_id;     /* 0: a person said that it belongs to no call */
	Confidence confidence;
	char *reason;        /* one sentence */
	Decider decided_by;
	int64_t decided_at;  /* UTC seconds */
	bool live;           /* a follow-up sent while the call was running */
} Link;

/* One possible call of a doubtful message. */
typedef struct LinkCandidate {
	int64_t call_id;
	Confidence confidence; /* what it would be, were it the only one */
	char *reason;
} LinkCandidate;

Link *link_new(void);
void link_free(Link *link);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Link, link_free)
void link_candidate_free(LinkCandidate *candidate);

const char *confidence_word(Confidence confidence); /* "sure", "probable", "none" */
bool confidence_from_word(const char *word, Confidence *out);
const char *decider_word(Decider decider); /* "cmc", "person" */

#endif
