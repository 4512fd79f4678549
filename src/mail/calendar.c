/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/calendar.h"

#include <gmodule.h>

#include "base/error.h"
#include "base/log.h"
#include "base/run.h"
#include "mail/calendar-answer.h"

static struct {
	bool loaded;
	CalendarAnswerFunc *answer;
	InvitationTextFunc *invitation;
	InvitationJoinFunc *join;
} calendar;

bool calendar_load(GError **error)
{
	const struct {
		const char *name;
		gpointer *function;
	} rows[] = {{"calendar_module_answer", (gpointer *)&calendar.answer},
		    {"calendar_module_invitation", (gpointer *)&calendar.invitation},
		    {"calendar_module_join", (gpointer *)&calendar.join}};

	if (calendar.loaded)
		return true;
	g_autofree char *path = run_libexec("calendar.so");
	GModule *module = g_module_open(path, G_MODULE_BIND_LOCAL | G_MODULE_BIND_LAZY);
	calendar.loaded = module != NULL;
	for (gsize i = 0; calendar.loaded && i < G_N_ELEMENTS(rows); i++)
		calendar.loaded = g_module_symbol(module, rows[i].name, rows[i].function);
	if (!calendar.loaded)
		g_set_error(error, ERROR, ERROR_SOFTWARE, "the calendar module cannot be loaded: %s", g_module_error());
	return calendar.loaded;
}

CalendarAnswer *calendar_answer_read(const char *text, const char *method, const char *sender)
{
	g_autoptr(GError) error = NULL;

	if (calendar_load(&error))
		return calendar.answer(text, method, sender);
	log_trouble("calendar-module", "%s", error->message);
	return NULL;
}

char *invitation_text(const Appointment *appointment, const Contact *contact, const Account *account,
		      InvitationMethod method, int64_t now, GError **error)
{
	return calendar_load(error) ? calendar.invitation(appointment, contact, account, method, now, error) : NULL;
}

char *invitation_join(const GPtrArray *texts, GError **error)
{
	return calendar_load(error) ? calendar.join(texts, error) : NULL;
}
