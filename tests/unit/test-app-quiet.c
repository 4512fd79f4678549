/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ends of connections teach about how long a wait may be quiet. */
#include "app/worker.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)

typedef struct End {
	int well_s;
	uint32_t cut_s;   /* 0 = it ended otherwise */
	uint32_t renew_s; /* what must have been learnt by then */
} End;

static const struct {
	const char *name;
	End ends[6]; /* well_s 0: no more */
} cases[] = {
	{"twice after five minutes", {{305, 300, 0}, {303, 301, 150}}},
	{"a little apart", {{305, 300, 0}, {340, 330, 150}}},
	{"far apart", {{305, 300, 0}, {345, 331, 0}, {305, 300, 0}}},
	{"once, and later again", {{305, 300, 0}, {HOUR, 0, 0}, {305, 300, 0}}},
	{"dropped soon", {{12, 9, 0}, {12, 9, 0}, {22, 19, 0}, {22, 19, 0}}},
	{"as soon as can be learnt", {{25, 20, 0}, {25, 20, 15}}},
	{"too long, still", {{305, 300, 0}, {305, 300, 150}, {150, 140, 150}, {150, 140, 70}}},
	{"kept when something else ends it", {{305, 300, 0}, {305, 300, 150}, {HOUR, 0, 150}, {100, 7, 150}}},
	{"forgotten when it ends after a long time", {{305, 300, 0}, {305, 300, 150}, {HOUR + 1, 0, 0}, {305, 300, 0}, {305, 300, 150}}},
	{"at odds with all it can hold", {{305, G_MAXUINT32, 0}, {305, G_MAXUINT32, G_MAXUINT32 / 2}}},
};

static void test_learn(gconstpointer data)
{
	const End *end = data;
	Account account = {.id = (char *)"anna"};
	Worker worker = {.account = &account};

	for (; end->well_s; end++) {
		worker.cut_s = end->cut_s;
		quiet_learn(&worker, (int64_t)end->well_s * 1000);
		g_assert_cmpuint(worker.renew_s, ==, end->renew_s);
		g_assert_cmpuint(worker.cut_s, ==, 0);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/app/quiet/%s", cases[i].name);

		g_test_add_data_func(path, cases[i].ends, test_learn);
	}
	return g_test_run();
}
