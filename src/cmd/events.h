/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_EVENTS_H
#define CMD_EVENTS_H

/* The events of a story as cmc-json(7) has them: of `cmc log` and `cmc export`. */

#include "app/story.h"
#include "cmd/json.h"

/* Adds the list "events" (StoryEvent *) to the open object. */
void json_events(Json *json, const GPtrArray *events, const char *zone);

/* What the event says in words, or NULL; the event keeps it. */
const char *events_text(const StoryEvent *event);

#endif
