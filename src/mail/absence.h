/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_ABSENCE_H
#define MAIL_ABSENCE_H

#include <stdint.h>

#include "model/message.h"

/*
 * What an auto-reply says about its writer's absence: first and last day, relative to sent_at (seconds, in the sender's
 * local time), in German, English, French, Spanish, Italian and Dutch; the day of return gives the day before it.
 * Deputy: the address and number after words such as "wenden Sie sich an", never own. NULL when the text says none of
 * it. Caller owns.
 */
Absence *absence_read(const char *subject, const char *text, int64_t sent_at, const char *own);

#endif
