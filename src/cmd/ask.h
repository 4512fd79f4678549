/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_ASK_H
#define CMD_ASK_H

/*
 * Questions on the terminal. A key answers at once, without Enter. What comes in one piece (typed ahead, pasted, written
 * by a script), and everything on a terminal that cannot tell single keys, is a line that Enter ends.
 */

#include <glib.h>

typedef struct Choice {
	const char *label; /* to be translated; the key stands in brackets: "[r]eached" */
	const char *word;
} Choice;

/* The key or the line, without its end; "" for Enter alone; NULL at the end of input. Caller owns. */
char *ask_key(const char *question);

/* Shows the labels behind the question. The word of the key that was pressed, or the line as it was typed; else as
 * ask_key(). choices ends with a label of NULL. Caller owns. */
char *ask_choice(const char *question, const Choice *choices);

#endif
