/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/call.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#define FUTURE_S 60

/* The words of the design first; the others are what people type. */
static const struct {
	Outcome outcome;
	const char *word;
} outcomes[] = {
	{OUTCOME_REACHED, "reached"},
	{OUTCOME_NO_ANSWER, "no-answer"},
	{OUTCOME_BUSY, "busy"},
	{OUTCOME_VOICEMAIL, "voicemail"},
	{OUTCOME_GATEKEEPER, "gatekeeper"},
	{OUTCOME_WRONG_PERSON, "wrong-person"},
	{OUTCOME_WRONG_NUMBER, "wrong-number"},
	{OUTCOME_DO_NOT_CALL, "do-not-call"},
	{OUTCOME_REACHED, "erreicht"},
	{OUTCOME_NO_ANSWER, "keine-antwort"},
	{OUTCOME_NO_ANSWER, "nicht-erreicht"},
	{OUTCOME_BUSY, "besetzt"},
	{OUTCOME_VOICEMAIL, "mailbox"},
	{OUTCOME_VOICEMAIL, "anrufbeantworter"},
	{OUTCOME_GATEKEEPER, "vorzimmer"},
	{OUTCOME_WRONG_PERSON, "falsche-person"},
	{OUTCOME_WRONG_NUMBER, "falsche-nummer"},
	{OUTCOME_DO_NOT_CALL, "nicht-anrufen"},
};

Call *call_new(void)
{
	Call *call = g_new0(Call, 1);

	call->duration_s = -1;
	return call;
}

void call_free(Call *call)
{
	if (!call)
		return;
	g_free(call->account);
	g_free(call->thread_id);
	g_free(call->topic);
	g_free(call->promise);
	g_free(call->note);
	g_free(call);
}

bool call_check(const Call *call, int64_t now, GError **error)
{
	if (call->started_at > now + FUTURE_S) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("a call cannot be logged before it took place"));
		return false;
	}
	if (call->duration_s < -1) {
		g_set_error(error, ERROR, ERROR_DATA, "%s", _("a call cannot last less than nothing"));
		return false;
	}
	return text_check_line(N_("topic"), call->topic, error) &&
	       text_check_line(N_("promise"), call->promise, error) && text_check_lines(N_("note"), call->note, error);
}

int64_t call_ended_at(const Call *call)
{
	return call->started_at + MAX(call->duration_s, 0);
}

const char *outcome_word(Outcome outcome)
{
	for (gsize i = 0; i < G_N_ELEMENTS(outcomes); i++)
		if (outcomes[i].outcome == outcome)
			return outcomes[i].word;
	return "running";
}

bool outcome_from_word(const char *word, Outcome *out)
{
	for (gsize i = 0; word && i < G_N_ELEMENTS(outcomes); i++)
		if (g_ascii_strcasecmp(word, outcomes[i].word) == 0) {
			*out = outcomes[i].outcome;
			return true;
		}
	return false;
}

char *call_thread_id_format(int64_t call_id, const char *nonce, const char *domain)
{
	return g_strdup_printf("<call.c%" G_GINT64_FORMAT ".%s@%s>", call_id, nonce, domain);
}

bool call_thread_id_parse(const char *message_id, int64_t *call_id)
{
	char *end;

	if (!message_id || !g_str_has_prefix(message_id, "<call.c") || !g_ascii_isdigit(message_id[7]))
		return false;
	*call_id = g_ascii_strtoll(message_id + 7, &end, 10);
	if (*end != '.' || *call_id <= 0)
		return false;
	gsize nonce = strspn(end + 1, "abcdefghijklmnopqrstuvwxyz234567");
	if (nonce != 16 || end[17] != '@')
		return false;
	const char *domain = end + 18;
	gsize length = strcspn(domain, "<>@ ");
	return length > 0 && g_str_equal(domain + length, ">");
}
