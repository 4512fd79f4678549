/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/calendar.h"

#include "base/library.h"
#include "base/log.h"
#include "base/run.h"
#include "mail/calendar-answer.h"

static struct {
	CalendarAnswerFunc *answer;
	InvitationTextFunc *invitation;
	InvitationJoinFunc *join;
} calendar;

bool calendar_load(GError **error)
{
	const LibraryRow rows[] = {{"calendar_module_answer", (gpointer *)&calendar.answer},
				   {"calendar_module_invitation", (gpointer *)&calendar.invitation},
				   {"calendar_module_join", (gpointer *)&calendar.join}};
	g_autofree char *path = calendar.answer ? NULL : run_libexec("calendar.so");

	return library_load(path, rows, G_N_ELEMENTS(rows), error);
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
