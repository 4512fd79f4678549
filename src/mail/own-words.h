/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_OWN_WORDS_H
#define MAIL_OWN_WORDS_H

#include <glib.h>
#include <stdbool.h>

/*
 * Parts a mail's text (UTF-8, \n) into what its writer wrote and what he quotes: ">" lines with the attribution before
 * them, Outlook's and Notes' header blocks with all that follows, signatures. In doubt a line is his own: none of his
 * words may be lost. Caller owns own and quoted.
 */
void own_words(const char *text, char **own, char **quoted);

/* Does the text ask for no further mails or calls? */
bool own_words_opt_out(const char *own);

#endif
