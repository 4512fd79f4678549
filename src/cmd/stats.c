/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/when.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "store/store-stats.h"

#define DEFAULT_S (30 * 24 * 60 * 60)

static char *since;

static const GOptionEntry options[] = {
	{"since", 0, 0, G_OPTION_ARG_STRING, &since, N_("from TIME on (30 days)"), "TIME"},
	{0},
};

static int percent(int64_t part, int64_t whole)
{
	return whole ? (int)(part * 100 / whole) : 0;
}

static void tell(const Stats *stats)
{
	const int64_t *states = stats->states;
	int64_t kept = states[APPOINTMENT_KEPT], missed_us = states[APPOINTMENT_MISSED_BY_US];
	int64_t missed_them = states[APPOINTMENT_MISSED_BY_THEM];

	print_text(_("calls: %lld, reached: %lld (%d %%)\n"), (long long)stats->calls, (long long)stats->reached,
		   percent(stats->reached, stats->calls));
	print_text(_("mails promised: %lld, follow-ups: %lld (live: %lld), answers: %lld, came back: %lld\n"),
		   (long long)stats->promises, (long long)stats->follow_ups, (long long)stats->live,
		   (long long)stats->replies, (long long)stats->bounces);
	print_text(_("second calls agreed: %lld, kept: %lld (%d %% of those that were due), missed by them: %lld, by "
		     "us: %lld,"
		     " moved: %lld, cancelled: %lld\n"),
		   (long long)states[APPOINTMENT_AGREED], (long long)kept,
		   percent(kept, kept + missed_us + missed_them), (long long)missed_them, (long long)missed_us,
		   (long long)states[APPOINTMENT_MOVED], (long long)states[APPOINTMENT_CANCELLED]);
}

static void tell_json(const Context *context, const Stats *stats, int64_t from)
{
	Json *json = json_begin();

	json_time(json, "since", from, context->config->timezone);
	json_int(json, "calls", stats->calls);
	json_int(json, "reached", stats->reached);
	json_int(json, "promises", stats->promises);
	json_int(json, "follow_ups", stats->follow_ups);
	json_int(json, "live", stats->live);
	json_int(json, "replies", stats->replies);
	json_int(json, "bounces", stats->bounces);
	for (AppointmentState state = APPOINTMENT_AGREED; state <= APPOINTMENT_CANCELLED; state++)
		json_int(json, appointment_state_word(state), stats->states[state]);
	json_done(json);
}

static int run(Context *context, char **arguments, GError **error)
{
	int64_t from = context->now - DEFAULT_S;
	Stats stats;
	When when;

	(void)arguments;
	if (since) {
		if (!when_parse(since, context->now, context->config->timezone, WHEN_PAST, &when, error))
			return EXIT_FAILED;
		from = when.at;
	}
	if (!store_stats(context->store, from, context->now, &stats, error))
		return EXIT_FAILED;
	if (context->json)
		tell_json(context, &stats, from);
	else
		tell(&stats);
	return 0;
}

const Command command_stats = {
	"stats", "", N_("the figures of the method"), NEEDS_STORE_READ, 0, 0, options, run,
};
