/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_ID_H
#define MODEL_ID_H

/* Ids as people type them: a letter and a number (p3, c12, m7, a3, o5). Numbers are the store's row ids, from 1. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	ID_CONTACT = 'p',
	ID_CALL = 'c',
	ID_MESSAGE = 'm',
	ID_APPOINTMENT = 'a',
	ID_OUTBOX = 'o',
} IdLetter;

char *id_format(IdLetter letter, int64_t id);                 /* caller owns */
bool id_parse(const char *text, IdLetter letter, int64_t *id); /* exactly one letter and digits */

#endif
