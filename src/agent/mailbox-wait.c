/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <poll.h>

#include "agent/mailbox.h"
#include "base/clock.h"

#define IDLE_MS	  (9 * 60 * 1000) /* silence proves nothing: then everything is compared anew */
#define NEWS_MS	  (45 * 1000) /* what came while the server put the connection to sleep again may have gone untold */
#define MISSED_MS (1000)      /* so often at most is read again what changes while it is read */
#define PING_MS	  (55 * 1000) /* a server that hangs says nothing, either: ask it whether it is there */
#define ANSWER_MS (25 * 1000) /* and so long it may think about that */
#define DULL_MS	  (30 * 1000) /* where the server has no IDLE */
#define WAKE_MS	  500 /* news that never end wake a line so often: what else they say is read then, too */
#define AHEAD_MS  (10 * 1000) /* and that often at once: twenty times */
#define SLICE_MS  (30 * 1000) /* poll does not count suspend: look at the clock now and then */
/* After a suspend each connection is doubted, and has little time to prove itself: most are dead, and nobody says so. */
#define AWAKE_MS (4 * 1000)

static int64_t quiet_max_ms(const Keeper *keeper)
{
	return keeper->start->renew_s ? MIN(IDLE_MS, (int64_t)keeper->start->renew_s * 1000) : IDLE_MS;
}

static bool begin(Line *line, int64_t max_ms, GError **error)
{
	if (line->waiting)
		return true;
	if (!imap_wait_begin(line->imap, error))
		return false;
	line->waiting = true;
	line->begun_ms = clock_boottime_ms();
	line->ping_ms = line->begun_ms + PING_MS;
	line->until_ms = line->begun_ms + MIN(max_ms, !imap_has(line->imap, "IDLE") ? DULL_MS
						      : line->missed		    ? MISSED_MS
						      : line->news		    ? NEWS_MS
										    : IDLE_MS);
	line->news = false;
	line->missed = false;
	return true;
}

/* A change ends the wait, at once unless changes never end. */
static bool wake_for_news(Line *line, GError **error)
{
	int64_t now_ms = clock_boottime_ms();

	/* once a wait */
	if (!line->news)
		line->spent_ms = MAX(line->spent_ms, now_ms) + WAKE_MS;
	line->news = true;
	line->until_ms = MIN(line->until_ms, line->spent_ms - WAKE_MS - AHEAD_MS);
	return line->until_ms > now_ms || line_wake(line, error);
}

/* What came on a line while it waits. A server that ended the wait is asked as one without IDLE is. */
static bool hear(Line *line, GError **error)
{
	unsigned news = NEWS_NONE;

	if (!imap_wait_read(line->imap, &news, error))
		return false;
	line->heard |= news;
	if (!imap_is_idling(line->imap))
		line->until_ms = MIN(line->until_ms, line->begun_ms + DULL_MS);
	return !news || wake_for_news(line, error);
}

/* Half-open connections and hung servers look just like quiet ones. */
static bool ping(Line *line, int timeout_ms, GError **error)
{
	unsigned news = NEWS_NONE;

	line->ping_ms = clock_boottime_ms() + PING_MS;
	if (!imap_wait_ping(line->imap, timeout_ms, &news, error))
		return false;
	line->heard |= news;
	if (news) {
		line->waiting = false;
		line->stale = true;
		line->news = true;
	}
	return true;
}

/* Silence proves nothing. */
static bool renew(Line *line, GError **error)
{
	line->heard |= NEWS_OTHER;
	return line_wake(line, error);
}

static bool doubt_all(Keeper *keeper, GError **error)
{
	bool napped = clock_napped_ms(&keeper->asleep_ms) > 0;

	for (guint i = 0; napped && i < keeper->n_lines; i++)
		if (keeper->lines[i].waiting && !ping(&keeper->lines[i], AWAKE_MS, error))
			return false;
	return true;
}

/* Who ends what is quiet for so long does so each time: then no wait on this connection was longer. */
static void note_cut(Keeper *keeper, const Line *line, int64_t now_ms)
{
	int64_t quiet_ms = now_ms - line->begun_ms;

	if (quiet_ms > line->stood_ms)
		keeper->session.cut_s = (uint32_t)(quiet_ms / 1000);
}

static bool tend(Line *line, bool spoke, int64_t now_ms, GError **error)
{
	if (spoke && !hear(line, error))
		return false;
	if (line->until_ms <= now_ms && !renew(line, error))
		return false;
	return !line->waiting || line->ping_ms > now_ms || ping(line, ANSWER_MS, error);
}

static bool someone_woke(const Keeper *keeper)
{
	for (guint i = 0; i < keeper->n_lines; i++)
		if (!keeper->lines[i].waiting)
			return true;
	return false;
}

/* One poll. True with *over when there is something to do. */
static bool listen_once(Keeper *keeper, bool *over, GError **error)
{
	struct pollfd wait[LINES_MAX + 1];
	int64_t now_ms = clock_boottime_ms(), left = MIN(SLICE_MS, MAX(keeper->visit_ms - now_ms, 0));
	int ready;

	for (guint i = 0; i < keeper->n_lines; i++) {
		Line *line = &keeper->lines[i];

		wait[i] = (struct pollfd){.fd = imap_fd(line->imap), .events = POLLIN};
		left = imap_has_input(line->imap) ? 0 : MIN(left, MAX(MIN(line->until_ms, line->ping_ms) - now_ms, 0));
	}
	wait[keeper->n_lines] = (struct pollfd){.fd = channel_fd(keeper->session.channel), .events = POLLIN};
	ready = poll(wait, keeper->n_lines + 1, (int)left);
	if (ready < 0 && errno != EINTR)
		return true;
	if (!doubt_all(keeper, error))
		return false;
	now_ms = clock_boottime_ms();
	for (guint i = 0; i < keeper->n_lines; i++) {
		Line *line = &keeper->lines[i];
		bool spoke = (ready > 0 && wait[i].revents) || imap_has_input(line->imap);

		if (!tend(line, spoke, now_ms, error)) {
			note_cut(keeper, line, now_ms);
			return false;
		}
	}
	*over = someone_woke(keeper) || keeper->visit_ms <= now_ms || session_has_order(&keeper->session);
	return true;
}

bool wait_for_change(Keeper *keeper, GError **error)
{
	bool over = false;

	keeper->asleep_ms = clock_asleep_ms();
	for (guint i = 0; i < keeper->n_lines; i++)
		if (!begin(&keeper->lines[i], quiet_max_ms(keeper), error))
			return false;
	session_phase(&keeper->session, AGENT_WAITING);
	while (!over)
		if (!listen_once(keeper, &over, error))
			return false;
	return true;
}
