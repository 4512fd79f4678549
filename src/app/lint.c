/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/lint.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/compose-text.h"

#define WORD_LEAST 4 /* letters of a word of the topic that says something */

/* Folded. The method asks for questions instead. */
static const char *const receipt[] = {
	"get my mail",
	"got my mail",
	"get my e-mail",
	"got my e-mail",
	"get my email",
	"got my email",
	"receive my mail",
	"received my mail",
	"receive my e-mail",
	"received my e-mail",
	"receive my email",
	"received my email",
	"mail arrive",
	"mail reach you",
	"get my last mail",
	"chance to read my",
	"meine mail erhalten",
	"meine e-mail erhalten",
	"mail bekommen",
	"mail angekommen",
	"mail bei ihnen an",
	"haben sie es erhalten",
	"haben sie sie erhalten",
	"unterlagen erhalten",
	"schon lesen",
	"meine nachricht erhalten",
};

static const char *const calls[] = {"call",    "phone",	   "spoke",	 "talk",  "conversation",
				    "telefon", "gespräch", "gesprochen", "anruf", "angerufen"};

static bool has_any(const char *folded, const char *const *words, gsize count)
{
	for (gsize i = 0; i < count; i++)
		if (strstr(folded, words[i]))
			return true;
	return false;
}

static bool names_topic(const char *folded, const char *topic)
{
	g_autofree char *lower = topic ? g_utf8_casefold(topic, -1) : g_strdup("");
	g_auto(GStrv) words = g_strsplit_set(lower, " ,.;:-/", -1);

	for (char **word = words; *word; word++)
		if (g_utf8_strlen(*word, -1) >= WORD_LEAST && strstr(folded, *word))
			return true;
	return false;
}

GPtrArray *lint_mail(const Compose *compose, guint links)
{
	GPtrArray *warnings = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *whole = g_strdup_printf("%s\n%s", compose->subject, compose->text);
	g_autofree char *folded = g_utf8_casefold(whole, -1);
	const Appointment *agreed = compose->choice ? NULL : compose->appointment;
	g_autofree char *time = agreed ? compose_time(agreed->at, agreed->zone) : NULL;

	if (compose->opted_out)
		g_ptr_array_add(warnings, g_strdup_printf(_("\"%s\" asked by mail not to be contacted"),
							  compose->contact->name));
	if (compose->call->outcome != OUTCOME_REACHED && compose->call->outcome != OUTCOME_NONE)
		g_ptr_array_add(warnings, g_strdup(_("the call did not reach them: do the words fit?")));
	if (has_any(folded, receipt, G_N_ELEMENTS(receipt)))
		g_ptr_array_add(warnings,
				g_strdup(_("the mail asks whether something has arrived; ask for questions instead")));
	if (!has_any(folded, calls, G_N_ELEMENTS(calls)) && !names_topic(folded, compose->call->topic))
		g_ptr_array_add(warnings, g_strdup(_("the mail does not refer to the call")));
	if (compose->call->promise && compose->attachments->len == 0 && links == 0 && !strstr(folded, "://"))
		g_ptr_array_add(warnings, g_strdup_printf(_("nothing is attached or linked, but promised was: %s"),
							  compose->call->promise));
	if (time && !strstr(compose->text, time))
		g_ptr_array_add(warnings, g_strdup_printf(_("the mail does not say the agreed time, %s"), time));
	return warnings;
}
