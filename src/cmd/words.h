/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_WORDS_H
#define CMD_WORDS_H

/*
 * The words of the method as people read them: a kind of event, an outcome, the state of an appointment, how
 * sure a link is and why it was made. JSON and store keep the English word. What an outcome is called here can be typed after --outcome.
 */
const char *word_shown(const char *word);

#endif
