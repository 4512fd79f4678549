/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_THREAD_INDEX_H
#define MATCH_THREAD_INDEX_H

/* Outlook's Thread-Index ([MS-OXOMSG] 2.2.1.3): 22 bytes for the thread (1 reserved, 5 of its time, 16 GUID), 5 more
 * for each answer. */

#include <glib.h>

#define THREAD_INDEX_ROOT 22
#define THREAD_INDEX_STEP 5

/* The decoded bytes, or NULL where base64 (NULL allowed) holds less than a whole header. */
GBytes *thread_index_decode(const char *base64);

/* The bytes of the message that answer continues: at least the header, whole answers; 0 = asked is not above answer. */
gsize thread_index_depth(GBytes *answer, GBytes *asked);

#endif
