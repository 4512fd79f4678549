/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a zone change (files of our own, made by zic): the agreed time stays, its moment follows. */
#include "app/moments.h"

#include "base/when.h"
#include "store-fixture.h"

#define HOUR 3600

static char *zones;

static void rules(const char *source)
{
	g_autofree char *path = g_build_filename(zones, "rules", NULL);
	char *argv[] = {(char *)"zic", (char *)"-d", zones, path, NULL};
	g_autoptr(GError) error = NULL;
	int status;

	g_file_set_contents(path, source, -1, &error);
	g_assert_no_error(error);
	g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
	g_assert_no_error(error);
	g_assert_cmpint(status, ==, 0);
}

static int64_t agree(Store *store, int64_t contact_id, const Call *call, const char *local, const char *zone)
{
	g_autoptr(Appointment) appointment = appointment_new();
	g_autoptr(GError) error = NULL;
	When when;

	g_assert_true(when_from_local(local, zone, &when, &error));
	appointment->contact_id = contact_id;
	appointment->call_id = call->id;
	appointment->cycle_id = call->cycle_id;
	appointment->local = g_strdup(local);
	appointment->zone = g_strdup(zone);
	appointment->at = when.at;
	appointment->created_at = 1000;
	g_assert_true(store_appointment_add(store, appointment, &error));
	return appointment->id;
}

static Appointment *get(Store *store, int64_t id)
{
	g_autoptr(GError) error = NULL;
	Appointment *appointment = store_appointment_get(store, id, &error);

	g_assert_no_error(error);
	return appointment;
}

static guint renew(Store *store)
{
	g_autoptr(GError) error = NULL;
	guint changed = 99;

	g_assert_true(moments_renew(store, 2000, &changed, &error));
	g_assert_no_error(error);
	return changed;
}

static guint stale(Store *store)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) found = moments_stale(store, &error);

	g_assert_no_error(error);
	return found->len;
}

static void test_new_rules(Fixture *fixture, gconstpointer data)
{
	int64_t contact_id = make_contact(fixture->store, "Boris", "boris@example.org");
	g_autoptr(Call) call = make_call(fixture->store, contact_id, 1000);
	g_autoptr(GError) error = NULL;

	(void)data;
	rules("Zone Test/City 1:00 - XST\nZone Test/Other 3:00 - OST\nZone Test/Gone 2:00 - GST\n");
	int64_t here = agree(fixture->store, contact_id, call, "2031-02-04T14:00", "Test/City");
	int64_t other = agree(fixture->store, contact_id, call, "2031-02-04T14:00", "Test/Other");
	int64_t gone = agree(fixture->store, contact_id, call, "2031-02-04T14:00", "Test/Gone");
	int64_t kept = agree(fixture->store, contact_id, call, "2020-02-04T14:00", "Test/City");
	g_autoptr(Appointment) before = get(fixture->store, here), closed = get(fixture->store, kept),
			       away = get(fixture->store, gone), elsewhere = get(fixture->store, other);
	closed->state = APPOINTMENT_KEPT;
	g_assert_true(store_appointment_put(fixture->store, closed, 1500, NULL, &error));
	g_assert_cmpuint(stale(fixture->store), ==, 0);
	g_assert_cmpuint(renew(fixture->store), ==, 0);

	rules("Zone Test/City 2:30 - XST\nZone Test/Other 3:00 - OST\n");
	g_autofree char *file = g_build_filename(zones, "Test", "Gone", NULL);
	g_remove(file);
	g_assert_cmpuint(stale(fixture->store), ==, 1);
	g_assert_cmpuint(renew(fixture->store), ==, 1);
	g_assert_cmpuint(stale(fixture->store), ==, 0);
	g_assert_cmpuint(renew(fixture->store), ==, 0);

	g_autoptr(Appointment) after = get(fixture->store, here), still = get(fixture->store, kept),
			       lost = get(fixture->store, gone), same = get(fixture->store, other);
	g_assert_cmpint(after->at, ==, before->at - HOUR * 3 / 2);
	g_assert_cmpstr(after->local, ==, "2031-02-04T14:00");
	g_assert_cmpint(after->sequence, ==, before->sequence);
	g_assert_cmpint(after->state, ==, before->state);
	g_assert_cmpint(still->at, ==, closed->at); /* what has been is not touched */
	g_assert_cmpint(lost->at, ==, away->at);
	g_assert_cmpint(same->at, ==, elsewhere->at);
	g_autoptr(GPtrArray) events = store_appointment_events(fixture->store, here, &error);
	g_assert_cmpuint(events->len, ==, 2);
	g_assert_cmpstr(((AppointmentEvent *)events->pdata[1])->note, ==, "the clock of Test/City has new rules");
}

int main(int argc, char **argv)
{
	g_autofree char *zic = g_find_program_in_path("zic");
	int status;

	g_test_init(&argc, &argv, NULL);
	if (!zic) {
		g_setenv("PATH", "/usr/sbin:/sbin:/usr/bin:/bin", TRUE);
		zic = g_find_program_in_path("zic");
	}
	if (!zic) {
		g_print("1..0 # SKIP zic is missing\n");
		return 0;
	}
	zones = g_dir_make_tmp("cmc-zones-XXXXXX", NULL);
	g_setenv("TZDIR", zones, TRUE);
	ADD("/app/moments/new-rules", test_new_rules);
	status = g_test_run();
	for (const char *const *name = (const char *const[]){"Test/City", "Test/Other", "Test", "rules", "", NULL};
	     *name; name++) {
		g_autofree char *path = g_build_filename(zones, *name, NULL);

		g_remove(path);
	}
	g_free(zones);
	return status;
}
