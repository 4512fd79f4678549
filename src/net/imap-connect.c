/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "net/imap-wire.h"
#include "net/sasl.h"

void imap_free(Imap *imap)
{
	if (!imap)
		return;
	if (imap->session) {
		/* else libetpan would say LOGOUT and wait for the answer */
		imap->session->imap_stream = NULL;
		mailimap_free(imap->session);
	}
	if (imap->stream)
		mailstream_close(imap->stream);
	g_hash_table_unref(imap->capabilities);
	g_queue_clear_full(&imap->notified, g_free);
	g_free(imap->selected);
	g_free(imap->host);
	g_free(imap);
}

int imap_fd(const Imap *imap)
{
	return stream_fd(imap->stream);
}

bool imap_has_input(const Imap *imap)
{
	return imap->early || stream_has_input(imap->stream);
}

static bool greet(Imap *imap, GError **error)
{
	int code;

	stream_begin_command(imap->stream, 0);
	code = mailimap_connect(imap->session, imap->stream);
	if (code == MAILIMAP_NO_ERROR_NON_AUTHENTICATED || code == MAILIMAP_NO_ERROR)
		return true;
	if (code == MAILIMAP_NO_ERROR_AUTHENTICATED) {
		/* before STARTTLS anybody could say so; after TLS it would be somebody else's mailbox */
		g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" lets in without a log-in", imap->host);
		return false;
	}
	if (code == MAILIMAP_ERROR_STREAM)
		return imap_break(imap, error);
	if (code == MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION) {
		g_autofree char *text = text_safe(imap->session->imap_response, false);

		imap_note_back_off(imap, "", text);
		g_set_error(error, ERROR, ERROR_UNAVAILABLE, "server \"%s\" takes no connections now: %s", imap->host, text);
		return false;
	}
	return imap_nonsense(imap, "the greeting", error);
}

static bool secure(Imap *imap, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (!imap_ask_capabilities(imap, error))
		return false;
	if (!imap_has(imap, "STARTTLS")) {
		g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" does not offer STARTTLS: nothing was sent to it",
			    imap->host);
		return false;
	}
	if (!imap_run(imap, "STARTTLS", "STARTTLS", 0, &why)) {
		bool said_no = g_error_matches(why, ERROR, ERROR_TEMP);

		g_propagate_error(error, said_no ? g_error_new_literal(ERROR, ERROR_REFUSED, why->message)
						 : g_error_copy(why));
		return false;
	}
	return stream_start_tls(imap->stream, error);
}

static char *offered_mechanisms(Imap *imap)
{
	g_autoptr(GString) names = g_string_new(NULL);
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, imap->capabilities);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		if (g_str_has_prefix(name, "AUTH="))
			g_string_append_printf(names, "%s ", (const char *)name + 5);
	return g_string_free(g_steal_pointer(&names), FALSE);
}

static void wipe(char *text)
{
	if (text)
		explicit_bzero(text, strlen(text));
	g_free(text);
}

static bool send_secret(Imap *imap, const char *text, GError **error)
{
	return imap_write(imap, text, strlen(text), error) && imap_write(imap, "\r\n", 2, error) &&
	       (mailstream_flush(imap->stream) == 0 || imap_break(imap, error));
}

/* Answers challenges until the server has decided (RFC 3501, 6.2.2; RFC 4959). */
static bool converse(Imap *imap, Sasl *sasl, char **initial, GError **error)
{
	for (;;) {
		g_autofree char *challenge = NULL;

		if (!imap_continue(imap, "the log-in", &challenge, error))
			return false;
		if (!challenge)
			return true;
		char *answer = *initial ? g_steal_pointer(initial) : sasl_answer(sasl, challenge, error);
		bool sent = answer && send_secret(imap, answer, error);
		wipe(answer);
		if (!sent)
			return false;
	}
}

/* A NO to the log-in is for a person, unless the server says that it is its own trouble. */
static bool log_in_failed(Imap *imap, const char *user, GError *why, GError **error)
{
	if (!g_error_matches(why, ERROR, ERROR_TEMP) && !g_error_matches(why, ERROR, ERROR_NOT_FOUND)) {
		g_propagate_error(error, why);
		return false;
	}
	imap->broken = true;
	g_set_error(error, ERROR, ERROR_REFUSED, "log-in of \"%s\": %s", user, why->message);
	g_error_free(why);
	return false;
}

static bool log_in(Imap *imap, const Account *account, const Secret *secret, GError **error)
{
	g_autofree char *offered = offered_mechanisms(imap);
	g_autoptr(Sasl) sasl = sasl_new(offered, account->by_token, account->imap.user, account->imap.host,
					account->imap.port, secret, error);
	GError *why = NULL;

	if (!sasl)
		return false;
	char *initial = sasl_initial(sasl);
	/* RFC 4959: "=" is the empty one */
	bool at_once = imap_has(imap, "SASL-IR") && *initial;
	char *line = g_strjoin(" ", "AUTHENTICATE", sasl_mechanism(sasl), at_once ? initial : NULL, NULL);
	if (at_once)
		wipe(g_steal_pointer(&initial));
	bool good = imap_send(imap, line, 0, &why) && converse(imap, sasl, &initial, &why);
	wipe(line);
	wipe(initial);
	if (!good)
		return log_in_failed(imap, account->imap.user, why, error);
	if (sasl_is_complete(sasl))
		return true;
	g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" did not prove that it knows the password", imap->host);
	return false;
}

/* What makes later rounds cheap; a server that refuses it is used without. */
static bool enable(Imap *imap, GError **error)
{
	g_autoptr(GError) why = NULL;

	imap->condstore = imap_has(imap, "CONDSTORE") || imap_has(imap, "QRESYNC");
	if (!imap_has(imap, "ENABLE") || !imap_has(imap, "QRESYNC"))
		return true;
	imap->qresync = imap_run(imap, "ENABLE", "ENABLE QRESYNC", 0, &why);
	if (!imap->qresync && imap->broken) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	return true;
}

Imap *imap_open(const Account *account, const Secret *secret, const StreamOptions *options, GError **error)
{
	g_autoptr(Imap) imap = g_new0(Imap, 1);

	imap->host = g_strdup(account->imap.host);
	imap->capabilities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_queue_init(&imap->notified);
	imap->stream = stream_open(&account->imap, options, error);
	if (!imap->stream)
		return NULL;
	imap->session = mailimap_new(0, NULL);
	if (!greet(imap, error) ||
	    (account->imap.security == SECURITY_STARTTLS && !secure(imap, error)) ||
	    !imap_ask_capabilities(imap, error) || !log_in(imap, account, secret, error) ||
	    !imap_ask_capabilities(imap, error) || !enable(imap, error)) {
		if (options->retry_after_s)
			*options->retry_after_s = imap->retry_after;
		return NULL;
	}
	imap->session->imap_state = MAILIMAP_STATE_AUTHENTICATED;
	return g_steal_pointer(&imap);
}
