/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_KIND_WHOLE_H
#define MAIL_KIND_WHOLE_H

/*
 * Whether a mail is a notice and nothing beside it. A program says that somebody is away, or that a mail has come in,
 * and then whom to ask, when and with which number; a person who says so says something else as well.
 */

#include <stdbool.h>

/* Does each sentence of text (UTF-8, unfolded) say what notices say? Greetings, closings and names are none. */
bool kind_whole(const char *text);

/* Does text tell an address or a link? */
bool kind_names_contact(const char *text);

#endif
