/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

typedef struct Scene {
	int64_t contact;
	Call *one, *two;
	Message *mail;
} Scene;

static void scene_open(Fixture *fixture, Scene *scene)
{
	scene->contact = make_contact(fixture->store, "Bert", "bert@firma.example");
	scene->one = make_call(fixture->store, scene->contact, 2000);
	scene->two = make_call(fixture->store, scene->contact, 2500);
	scene->mail = make_message("<1@x>", "anna@example.org", "bert@firma.example", 3000);
	put_message(fixture->store, scene->mail, true);
}

static void scene_close(Scene *scene)
{
	call_free(scene->one);
	call_free(scene->two);
	message_free(scene->mail);
}

static void doubt(Store *store, int64_t message_id, int64_t one, int64_t two)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func((GDestroyNotify)link_candidate_free);
	int64_t calls[] = {one, two};

	for (gsize i = 0; i < G_N_ELEMENTS(calls); i++) {
		LinkCandidate *candidate = g_new0(LinkCandidate, 1);

		if (!calls[i]) {
			g_free(candidate);
			continue;
		}
		candidate->call_id = calls[i];
		candidate->confidence = CONFIDENCE_PROBABLE;
		candidate->reason = g_strdup("both fit");
		g_ptr_array_add(candidates, candidate);
	}
	g_assert_true(store_link_doubt(store, message_id, candidates, &error));
	g_assert_no_error(error);
}

static void expect_review(Store *store, guint count)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) waiting = store_link_review(store, &error);

	g_assert_no_error(error);
	g_assert_cmpint(waiting->len, ==, count);
}

static void lets_the_person_win(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	Scene scene;

	(void)data;
	scene_open(fixture, &scene);
	put_link(fixture->store, scene.mail->id, scene.one->id, CONFIDENCE_PROBABLE, DECIDED_BY_CMC);
	expect_review(fixture->store, 1);
	put_link(fixture->store, scene.mail->id, scene.two->id, CONFIDENCE_SURE, DECIDED_BY_PERSON);
	expect_review(fixture->store, 0);
	put_link(fixture->store, scene.mail->id, scene.one->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	doubt(fixture->store, scene.mail->id, scene.one->id, scene.two->id);
	g_assert_true(store_link_drop(fixture->store, scene.mail->id, &error));
	expect_review(fixture->store, 0);
	g_autoptr(Link) link = store_link_get(fixture->store, scene.mail->id, &error);
	g_assert_cmpint(link->call_id, ==, scene.two->id);
	g_assert_cmpint(link->decided_by, ==, DECIDED_BY_PERSON);
	g_assert_cmpint(link->decided_at, ==, 5000);
	g_assert_cmpstr(link->reason, ==, "because");
	g_autoptr(GArray) of_one = store_link_of_call(fixture->store, scene.one->id, &error);
	g_autoptr(GArray) of_two = store_link_of_call(fixture->store, scene.two->id, &error);
	g_assert_cmpint(of_one->len, ==, 0);
	g_assert_cmpint(of_two->len, ==, 1);
	scene_close(&scene);
}

static void keeps_an_unlink(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	Scene scene;

	(void)data;
	scene_open(fixture, &scene);
	doubt(fixture->store, scene.mail->id, scene.one->id, scene.two->id);
	put_link(fixture->store, scene.mail->id, 0, CONFIDENCE_SURE, DECIDED_BY_PERSON);
	put_link(fixture->store, scene.mail->id, scene.one->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	doubt(fixture->store, scene.mail->id, scene.one->id, scene.two->id);
	expect_review(fixture->store, 0);
	g_autoptr(Link) link = store_link_get(fixture->store, scene.mail->id, &error);
	g_assert_cmpint(link->call_id, ==, 0);
	/* and a person may change their mind */
	put_link(fixture->store, scene.mail->id, scene.one->id, CONFIDENCE_SURE, DECIDED_BY_PERSON);
	g_autoptr(Link) changed = store_link_get(fixture->store, scene.mail->id, &error);
	g_assert_cmpint(changed->call_id, ==, scene.one->id);
	scene_close(&scene);
}

static void waits_in_review(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) newer = make_message("<2@x>", "anna@example.org", "bert@firma.example", 4000);
	Scene scene;

	(void)data;
	scene_open(fixture, &scene);
	put_message(fixture->store, newer, true);
	put_link(fixture->store, scene.mail->id, scene.one->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	expect_review(fixture->store, 0);
	doubt(fixture->store, scene.mail->id, scene.one->id, scene.two->id);
	put_link(fixture->store, newer->id, scene.one->id, CONFIDENCE_PROBABLE, DECIDED_BY_CMC);
	g_autoptr(GArray) waiting = store_link_review(fixture->store, &error);
	g_assert_cmpint(waiting->len, ==, 2);
	g_assert_cmpint(g_array_index(waiting, int64_t, 0), ==, newer->id);
	g_assert_null(store_link_get(fixture->store, scene.mail->id, &error));
	g_autoptr(GPtrArray) candidates = store_link_candidates(fixture->store, scene.mail->id, &error);
	g_assert_cmpint(candidates->len, ==, 2);
	g_assert_cmpstr(((LinkCandidate *)candidates->pdata[0])->reason, ==, "both fit");
	doubt(fixture->store, scene.mail->id, scene.two->id, 0);
	g_autoptr(GPtrArray) one = store_link_candidates(fixture->store, scene.mail->id, &error);
	g_assert_cmpint(one->len, ==, 1);
	doubt(fixture->store, scene.mail->id, 0, 0);
	expect_review(fixture->store, 1);
	doubt(fixture->store, scene.mail->id, scene.one->id, scene.two->id);
	put_link(fixture->store, scene.mail->id, scene.two->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	g_autoptr(GPtrArray) none = store_link_candidates(fixture->store, scene.mail->id, &error);
	g_assert_cmpint(none->len, ==, 0);
	g_autoptr(GPtrArray) findings = store_check(fixture->store, &error);
	g_assert_cmpint(findings->len, ==, 0);
	g_assert_no_error(error);
	scene_close(&scene);
}

static void doubts_at_once_or_not_at_all(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) candidates = g_ptr_array_new();
	LinkCandidate good = {.confidence = CONFIDENCE_PROBABLE, .reason = (char *)"good"};
	LinkCandidate bad = {.call_id = 4711, .confidence = CONFIDENCE_PROBABLE, .reason = (char *)"no such call"};
	Scene scene;

	(void)data;
	scene_open(fixture, &scene);
	good.call_id = scene.two->id;
	g_ptr_array_add(candidates, &good);
	g_ptr_array_add(candidates, &bad);
	put_link(fixture->store, scene.mail->id, scene.one->id, CONFIDENCE_SURE, DECIDED_BY_CMC);
	g_assert_false(store_link_doubt(fixture->store, scene.mail->id, candidates, &error));
	g_assert_nonnull(error);
	g_autoptr(Link) before = store_link_get(fixture->store, scene.mail->id, NULL);
	g_assert_cmpint(before->call_id, ==, scene.one->id);
	scene_close(&scene);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/store/link/lets-the-person-win", lets_the_person_win);
	ADD("/store/link/keeps-an-unlink", keeps_an_unlink);
	ADD("/store/link/waits-in-review", waits_in_review);
	ADD("/store/link/doubts-at-once-or-not-at-all", doubts_at_once_or_not_at_all);
	return g_test_run();
}
