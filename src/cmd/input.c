/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/input.h"

#include <errno.h>
#include <unistd.h>

#include "app/look.h"
#include "model/address.h"

GString *input_read(FILE *file, gsize most, GError **error)
{
	g_autoptr(GString) into = g_string_new(NULL);
	char buffer[65536];
	size_t got;

	while (into->len < most && (got = fread(buffer, 1, MIN(sizeof buffer, most - into->len), file)) > 0)
		g_string_append_len(into, buffer, (gssize)got);
	if (!ferror(file))
		return g_steal_pointer(&into);
	g_set_error(error, ERROR, ERROR_IO, _("standard input: %s"), g_strerror(errno));
	return NULL;
}

Message *input_mail(GError **error)
{
	g_autoptr(GString) mail = input_read(stdin, LOOK_BYTES, error);

	if (!mail)
		return NULL;
	if (mail->len == 0) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("there is no mail on standard input"));
		return NULL;
	}
	return look_at_mail(mail->str, mail->len, error);
}

Address *input_partner(const Context *context, const Message *message, GError **error)
{
	const GPtrArray *people = config_owns(context->config, message_sender(message)) ? message->to : message->from;

	for (guint i = 0; i < people->len; i++) {
		const Address *each = people->pdata[i];
		g_autofree char *email = address_normalise(each->email, NULL);

		if (email && !config_owns(context->config, email))
			return address_new(each->name, email);
	}
	g_set_error(error, ERROR, ERROR_DATA, "%s", _("the mail names nobody but ourselves"));
	return NULL;
}

/* Standard input was the mail: whoever asks now must ask the terminal. Without one nothing is asked. */
static void turn_to_terminal(Context *context)
{
	FILE *terminal = freopen("/dev/tty", "r", stdin);

	if (!terminal)
		terminal = freopen("/dev/null", "r", stdin);
	if (terminal)
		setvbuf(terminal, NULL, _IONBF, 0);
	context->terminal = terminal && isatty(fileno(stdin)) && isatty(STDERR_FILENO) && !context->json;
}

bool input_from_mail(Context *context, Message **message, Address **partner, GError **error)
{
	*message = input_mail(error);
	if (!*message)
		return false;
	if (partner)
		*partner = input_partner(context, *message, error);
	turn_to_terminal(context);
	return !partner || *partner;
}
