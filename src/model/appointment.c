/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/appointment.h"

static const char *const words[] = {"agreed", "confirmed",    "at-risk",	"moved",
				    "kept",   "missed-by-us", "missed-by-them", "cancelled"};

Appointment *appointment_new(void)
{
	return g_new0(Appointment, 1);
}

Appointment *appointment_copy(const Appointment *appointment)
{
	Appointment *copy = g_memdup2(appointment, sizeof *appointment);

	copy->local = g_strdup(appointment->local);
	copy->zone = g_strdup(appointment->zone);
	copy->phone = g_strdup(appointment->phone);
	copy->topic = g_strdup(appointment->topic);
	copy->uid = g_strdup(appointment->uid);
	copy->risk = g_strdup(appointment->risk);
	return copy;
}

void appointment_free(Appointment *appointment)
{
	if (!appointment)
		return;
	g_free(appointment->local);
	g_free(appointment->zone);
	g_free(appointment->phone);
	g_free(appointment->topic);
	g_free(appointment->uid);
	g_free(appointment->risk);
	g_free(appointment);
}

void appointment_event_free(AppointmentEvent *event)
{
	if (!event)
		return;
	g_free(event->local);
	g_free(event->zone);
	g_free(event->note);
	g_free(event);
}

bool appointment_is_open(const Appointment *appointment)
{
	return appointment->state < APPOINTMENT_KEPT;
}

bool appointment_is_missed(const Appointment *appointment)
{
	return appointment->state == APPOINTMENT_MISSED_BY_US || appointment->state == APPOINTMENT_MISSED_BY_THEM;
}

const char *appointment_state_word(AppointmentState state)
{
	return words[state];
}

bool appointment_state_from_word(const char *word, AppointmentState *out)
{
	for (gsize i = 0; word && i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(word, words[i])) {
			*out = (AppointmentState)i;
			return true;
		}
	return false;
}
