/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_STORY_H
#define APP_STORY_H

/* A contact's history told in order of time: `cmc log`. */

#include "app/history.h"

typedef struct StoryEvent {
	int64_t at;
	const char *kind;               /* "call", "follow-up", … as in cmc-json(7) */
	char *id;                       /* "c12", "m7", "a3" */
	int64_t call_id;                /* 0 = none */
	const CallFacts *call;          /* of a call */
	const HistoryMail *mail;        /* of a mail */
	const Appointment *appointment; /* of an appointment event, and: */
	AppointmentEvent *change;       /* owned */
	char *consent;                  /* of a consent to be mailed: its words; owned */
	guint order;                    /* among events of one second */
} StoryEvent;

/* StoryEvent *, oldest first; they point into history, which must live longer. */
GPtrArray *story_tell(Store *store, const History *history, GError **error);

#endif
