/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_PAYLOAD_H
#define AGENT_PAYLOAD_H

/* What each kind of frame carries: the table that frame.c works by. */

#include "agent/protocol.h"
#include "agent/shape.h"

typedef enum { CARRIES_NOTHING, CARRIES_TEXT, CARRIES_FLAG, CARRIES_SHAPE } Carries;

typedef struct Payload {
	FrameKind kind;
	Carries carries;
	const Shape *shape;
	bool descriptor; /* one comes beside it */
} Payload;

const Payload *payload_of(FrameKind kind); /* NULL: there is no such kind */

#endif
