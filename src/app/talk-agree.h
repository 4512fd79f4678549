/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TALK_AGREE_H
#define APP_TALK_AGREE_H

/* The agreed call in a talk: made, moved, cancelled. What talk.c needs of it; inside the caller's transaction. */

#include "app/talk.h"

/* Takes request->next, when it is there: makes the appointment of result, or moves it. */
bool talk_agree(Store *store, const Config *config, const TalkRequest *request, int64_t now, TalkResult *result,
		GError **error);

#endif
