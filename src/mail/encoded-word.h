/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_ENCODED_WORD_H
#define MAIL_ENCODED_WORD_H

/*
 * RFC 2047 words beside GMime. It joins neighbouring base64 words before it decodes them, and what stands behind a
 * padded one ("w7w=") is lost: so we write words that need no padding, and hold apart those of others.
 */

#include <glib.h>

/* Header text as words in Q, each of whole characters; text that needs no encoding comes back as it is, and what merely
 * looks like a word does need it. Caller owns. */
char *encoded_word_write(const char *text);

/* A received header value, made so that GMime's decoders lose nothing of it. Caller owns. */
char *encoded_word_apart(const char *value);

#endif
