/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_HTML_TEXT_H
#define MAIL_HTML_TEXT_H

#include <glib.h>

/*
 * The text of an HTML mail as a plain-text mail would have it, by gumbo: quotes (blockquote, gmail_attr, Outlook's
 * appendonsend and reply header, Yahoo, Thunderbird's cite prefix) have "> " before each line, signatures stand between
 * "-- " and OWN_WORDS_SIGNATURE_END. What is not displayed is left out. Caller owns.
 */
char *html_text(const char *html, gsize length);

#endif
