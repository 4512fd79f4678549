/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/ask.h"

#include <libintl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/text.h"
#include "cmd/print.h"

/* Longer than a terminal takes to hand over what was written to it at once, shorter than a person's next key. */
#define ONE_PIECE_MS 20
#define DELETE	     0x7f

static bool more_waits(void)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

	return poll(&input, 1, ONE_PIECE_MS) > 0;
}

static int next_byte(void)
{
	unsigned char byte;

	return read(STDIN_FILENO, &byte, 1) == 1 ? byte : EOF;
}

static void echo(const char *text)
{
	fputs(text, stderr);
	fflush(stderr);
}

static void rub_out(GString *line)
{
	if (!line->len)
		return;
	do {
		g_string_truncate(line, line->len - 1);
	} while (line->len && ((unsigned char)line->str[line->len] & 0xc0) == 0x80);
	echo("\b \b");
}

/* The terminal echoes nothing and interrupts nothing meanwhile. False: the input ended. */
static bool read_keys(GString *line, const struct termios *usual, bool *interrupted)
{
	for (;;) {
		int byte = next_byte();

		if (byte == '\n' || byte == '\r')
			return true;
		*interrupted = byte != EOF && byte == usual->c_cc[VINTR];
		if (byte == EOF || *interrupted || (byte == usual->c_cc[VEOF] && !line->len))
			return false;
		if (byte == usual->c_cc[VERASE] || byte == '\b' || byte == DELETE) {
			rub_out(line);
		} else if (byte >= ' ') {
			g_string_append_c(line, (char)byte);
			echo((char[]){(char)byte, '\0'});
			if (line->len == 1 && g_ascii_isprint(byte) && !more_waits())
				return true;
		}
	}
}

char *ask_key(const char *question)
{
	g_autoptr(GString) line = g_string_new(NULL);
	struct termios usual, keys;
	bool interrupted = false;

	if (tcgetattr(STDIN_FILENO, &usual) != 0)
		return print_ask(question);
	keys = usual;
	keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	keys.c_cc[VMIN] = 1;
	keys.c_cc[VTIME] = 0;
	if (tcsetattr(STDIN_FILENO, TCSADRAIN, &keys) != 0)
		return print_ask(question);
	g_autofree char *safe = text_safe(question, false);
	fprintf(stderr, "%s ", safe);
	fflush(stderr);
	bool answered = read_keys(line, &usual, &interrupted);
	echo("\n");
	tcsetattr(STDIN_FILENO, TCSADRAIN, &usual);
	if (interrupted)
		raise(SIGINT);
	return answered ? g_strdup(g_strstrip(line->str)) : NULL;
}

static bool is_key(const char *label, const char *answer)
{
	const char *bracket = strchr(label, '[');

	return bracket && answer[0] && !answer[1] && g_ascii_tolower(bracket[1]) == g_ascii_tolower(answer[0]);
}

char *ask_choice(const char *question, const Choice *choices)
{
	g_autoptr(GString) full = g_string_new(question);

	for (const Choice *each = choices; each->label; each++)
		g_string_append_printf(full, "%s%s", each == choices ? " " : ", ", gettext(each->label));
	g_autofree char *answer = ask_key(full->str);
	for (const Choice *each = choices; answer && each->label; each++)
		if (is_key(gettext(each->label), answer))
			return g_strdup(each->word);
	return g_steal_pointer(&answer);
}
