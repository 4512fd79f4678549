/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/absence-day.h"

#include <stdlib.h>
#include <string.h>

#include "mail/phrase.h"

#define MAX_DAYS 40

#define MONTHS                                                                                                         \
	"january|januari|januar|janvier|jaenner|janeiro|jan|enero|ene|gennaio|genn|gen|stycznia|february|februari|"    \
	"februar|fevrier|"                                                                                             \
	"fevereiro|febrero|febbraio|feb|fev|fevr|lutego|march|maerz|maart|mars|marts|marzo|marca|marco|mar|mrz|mrt|"   \
	"april|aprile|avril|"                                                                                          \
	"abril|apr|avr|abr|kwietnia|may|mai|mayo|maggio|mag|mei|maj|maja|maio|june|juni|juin|junio|giugno|giu|"        \
	"czerwca|junho|jun|july|"                                                                                      \
	"juli|juillet|juil|julio|luglio|lug|lipca|julho|jul|august|augustus|augusti|aout|agosto|ago|aug|sierpnia|"     \
	"september|septembre|"                                                                                         \
	"septiembre|settembre|setembro|sett|sept|sep|set|wrzesnia|october|oktober|octobre|octubre|ottobre|outubro|"    \
	"ott|oct|okt|out|"                                                                                             \
	"pazdziernika|november|novembre|noviembre|novembro|nov|listopada|december|dezember|decembre|diciembre|"        \
	"dicembre|dezembro|dez|dec|"                                                                                   \
	"dic|grudnia"
#define WEEKDAYS                                                                                                       \
	"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|monday|tuesday|wednesday|thursday|"     \
	"friday|saturday|sunday|"                                                                                      \
	"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|"    \
	"lunedi|martedi|"                                                                                              \
	"mercoledi|giovedi|venerdi|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"        \
	"mon|tue|tues|wed|thu|thur|thurs|fri|mo|di|mi|do|fr|sa|so"
#define BIS "(?:-|bis|to|al|au|tot|t/m|until|till|through|a|do|und|and|y|et|e|en)"

enum {
	ISO_Y = 1,
	ISO_M,
	ISO_D,
	NUM_D,
	NUM_M,
	NUM_Y,
	DAY_D,
	DAY_MON,
	DAY_Y,
	RANGE_MON,
	RANGE_D,
	RANGE_LAST,
	MON_MON,
	MON_D,
	MON_Y,
	PART_D,
	WEEKDAY,
	OFFSET,
	WEEK,
	KW,
	THIRD,
	THIRD_MON,
	PERIOD,
	MONTH,
	MONTH_Y,
	BARE_D,
	BARE_PLAIN_D,
	BARE_MONTH
};

/* The alternatives' groups are numbered in the order of the enum. */
static const char day_pattern[] =
	"(?<![\\w./])(?:(\\d{4})-(\\d\\d)-(\\d\\d)(?!\\d)"
	"|(\\d{1,2})(?:[./] ?|-(?=\\d{1,2}-\\d{4}))(\\d{1,2})(?:(?:[./] "
	"?|-(?=\\d{4}))(\\d{4}|\\d\\d(?![:\\d/]))|[./])?(?!\\d| ?uhr|:)"
	"|(\\d{1,2})(?:st|nd|rd|th|\\.|er|o|°)? ?(?:of |de |(?<=\\d)\\. ?)?(" MONTHS
	")\\b\\.?,?(?: (?:de |del )?(\\d{4}))?"
	"|(" MONTHS
	")\\.? (\\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|through|until) ?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?![:./]\\d)"
	"|(" MONTHS ")\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?![:.]\\d)(?:,? (\\d{4}))?"
	"|(\\d{1,2})(?:\\.|st|nd|rd|th|er|o|°)?(?= ?" BIS " ?(?:(?:" WEEKDAYS
	"),? )?(?:zum |dem |den |einschliesslich |and including |the |le |el |il )?\\d{1,2}(?:[. ]|th|st|nd|rd|er|o|°))"
	"|(" WEEKDAYS ")\\b(?!-)"
	"|((?<!guten )(?<!am )(?<!heute )\\bmorgen\\b(?! frueh wieder da "
	"war)|uebermorgen|tomorrow|demain|manana|domani|today|heute|aujourd'hui|ce jour|hoy|oggi|vandaag|"
	"jutro|amanha|imorgon|i morgen)\\b"
	"|((?:diese[rn]?|(?:die |der )?(?:ganzen?|restlichen?)) woche|(?:den )?rest der woche|this week|(?:the "
	")?(?:whole|"
	"entire|rest of the|remainder of the) week|(?:toute )?(?:cette|la) semaine(?! proch)|esta semana|toda la "
	"semana|"
	"questa settimana|tutta la settimana|deze week|(?:de )?hele week|"
	"(?:naechste|kommende|naechster|kommender)n? woche|next week|(?:la )?semaine prochaine|(?:la "
	")?(?:proxima|semana que viene)(?: semana)?|(?:la )?"
	"prossima settimana|volgende week)\\b"
	"|\\b(?:kw|kalenderwoche|week) ?(\\d{1,2})\\b"
	"|(ende|mitte|anfang|end of|mid|mid-|middle of|early|beginning of|fin|finales de|mi-|mediados "
	"de|fine|meta|debut|inizio|eind|half|begin) ?(" MONTHS ")\\b"
	"|\\b(jahresende|ende des jahres|end of (?:the )?year|fin d'annee|fin de ano|fine anno|monatsende|ende des "
	"monats|end of (?:the )?month|"
	"ende (?:der |dieser )?(?:naechsten? |kommenden? |naechster |kommender )?woche|end of (?:the |this |next "
	")?week|fin "
	"de (?:la |cette )?semaine(?: prochaine)?|fin de (?:la )?(?:proxima )?semana|fine (?:della )?(?:prossima "
	")?settimana|eind(?:e)? (?:van )?(?:de |deze |volgende )?week)"
	"|\\b(" MONTHS ") (\\d{4})\\b"
	"|(?<=am |ab |dem |den |zum |bis |vom |the |until |von |op |de )(\\d{1,2})(?:\\.|st|nd|rd|th|e)(?=[ "
	",.!;)]|\\z)(?! "
	"?\\d| (?:mal|tag|arbeitstag|stock|etage|floor|option|time|working|business|quart|of|januar))"
	"|(?<=jusqu'au |hasta el |fino al |le |el |il |al |au |tot )(\\d{1,2})(?=[.,!;)] ?(?!\\d)|\\z| (?:inclus|et |y "
	"|e "
	"|au |al |incluido|compris|en ))"
	"|(?<=in |im |until |bis |en |hasta |fino a |tot |jusqu'en |jusqu'a |ab |till |of )(" MONTHS ")\\b)";

static int month_number(const char *word)
{
	static const struct {
		const char *begin;
		int month;
	} rows[] = {{"ja", 1},	 {"en", 1},  {"ge", 1},	 {"st", 1}, {"f", 2},	 {"lut", 2}, {"maj", 5}, {"mar", 3},
		    {"maer", 3}, {"maa", 3}, {"mr", 3},	 {"ap", 4}, {"av", 4},	 {"ab", 4},  {"kw", 4},	 {"ma", 5},
		    {"me", 5},	 {"jun", 6}, {"jui", 7}, {"gi", 6}, {"cz", 6},	 {"ju", 7},  {"lu", 7},	 {"lip", 7},
		    {"au", 8},	 {"ao", 8},  {"ag", 8},	 {"si", 8}, {"se", 9},	 {"wr", 9},  {"oc", 10}, {"ok", 10},
		    {"ot", 10},	 {"ou", 10}, {"pa", 10}, {"n", 11}, {"lis", 11}, {"d", 12},  {"gr", 12}};

	if (g_str_equal(word, "juin"))
		return 6;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_str_has_prefix(word, rows[i].begin))
			return rows[i].month;
	return 0;
}

static int weekday_number(const char *word)
{
	static const struct {
		const char *begin;
		int day;
	} rows[] = {{"donn", 4},  {"dond", 4}, {"dien", 2}, {"mo", 1},	{"lun", 1}, {"maa", 1}, {"din", 2}, {"tu", 2},
		    {"mar", 2},	  {"mit", 3},  {"we", 3},   {"mer", 3}, {"mi", 3},  {"woe", 3}, {"th", 4},  {"je", 4},
		    {"jue", 4},	  {"gio", 4},  {"fr", 5},   {"ve", 5},	{"vi", 5},  {"vr", 5},	{"sa", 6},  {"za", 6},
		    {"sonna", 6}, {"so", 7},   {"su", 7},   {"dim", 7}, {"dom", 7}, {"zo", 7},	{"di", 2},  {"do", 4}};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_str_has_prefix(word, rows[i].begin))
			return rows[i].day;
	return 1;
}

/* False for 31.02. and its like. Without a year: the day nearest to the mail's, rather ahead than behind. */
static bool set_day(GDate *to, int day, int month, int year, const GDate *sent)
{
	bool given = year > 0;

	if (year > 0 && year < 100)
		year += 2000;
	if (!given)
		year = g_date_get_year(sent);
	if (year < 1980 || year > 2090 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return false;
	g_date_set_dmy(to, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	int distance = g_date_days_between(sent, to);
	if (!given && distance < -150)
		g_date_add_years(to, 1);
	else if (!given && distance > 250)
		g_date_subtract_years(to, 1);
	return true;
}

static int number(const GMatchInfo *match, int group)
{
	g_autofree char *text = g_match_info_fetch(match, group);

	return text ? atoi(text) : 0;
}

static char *group_text(const GMatchInfo *match, int group)
{
	char *text = g_match_info_fetch(match, group);

	if (text && *text)
		return text;
	g_free(text);
	return NULL;
}

/* How a text writes its days. */
typedef struct Habit {
	bool american; /* another day shows it: 11/23 */
	bool english;  /* so it may be */
} Habit;

/* "12/04": the reading that lies nearer to the mail, the past counting more. */
static bool set_slashed(const GMatchInfo *match, Habit habit, GDate *to, const GDate *sent)
{
	int first = number(match, NUM_D), second = number(match, NUM_M), year = number(match, NUM_Y);
	GDate other;

	g_date_clear(&other, 1);
	if (habit.american || first > 12 || second > 12)
		return habit.american && first <= 12
			       ? set_day(to, second, first, year, sent)
			       : set_day(to, first, second, year, sent) || set_day(to, second, first, year, sent);
	if (!set_day(to, first, second, year, sent) || !set_day(&other, second, first, year, sent))
		return false;
	int distance = g_date_days_between(sent, to), swapped = g_date_days_between(sent, &other);
	if ((distance < -30 && swapped >= -30) ||
	    (distance > (habit.english ? 0 : 120) && swapped >= 0 && swapped < distance))
		*to = other;
	return true;
}

static void set_week(AbsenceDay *day, const GDate *monday)
{
	day->first = *monday;
	day->last = *monday;
	g_date_add_days(&day->last, 6);
}

static bool set_relative(const GMatchInfo *match, AbsenceDay *day, const GDate *sent)
{
	g_autofree char *weekday = group_text(match, WEEKDAY);
	g_autofree char *offset = group_text(match, OFFSET);
	g_autofree char *week = group_text(match, WEEK);
	GDate monday = *sent;

	day->first = *sent;
	g_date_subtract_days(&monday, (guint)g_date_get_weekday(sent) - 1);
	if (weekday) {
		int ahead = (weekday_number(weekday) - (int)g_date_get_weekday(sent) + 7) % 7;

		g_date_add_days(&day->first, (guint)(ahead ? ahead : 7));
		day->weekday = true;
	} else if (offset) {
		static const char today[] = "^(today|heute|aujourd'hui|ce jour|hoy|oggi|vandaag)";

		day->today = phrase_match(today, offset);
		g_date_add_days(&day->first, day->today ? 0 : g_str_has_prefix(offset, "ueber") ? 2 : 1);
	} else if (week) {
		if (!phrase_match("^(diese|die|ganz|rest|den|der |this|the |whole|entire|"
				  "remainder|toute|cette|la semaine|esta|toda|questa|tutta|deze|de hele|hele)",
				  week))
			g_date_add_days(&monday, 7);
		set_week(day, &monday);
		return true;
	} else if (number(match, KW)) {
		int ahead = number(match, KW) - (int)g_date_get_iso8601_week_of_year(sent);

		if (ahead < -26)
			ahead += (int)g_date_get_monday_weeks_in_year(g_date_get_year(sent));
		if (ahead < 0)
			return false;
		g_date_add_days(&monday, (guint)(7 * ahead));
		set_week(day, &monday);
		return true;
	} else {
		return false;
	}
	day->last = day->first;
	return true;
}

/* "Ende Januar": the last day; "Mitte": the 15th; "Anfang": the first week. */
static bool set_third(const GMatchInfo *match, AbsenceDay *day, const GDate *sent)
{
	g_autofree char *third = group_text(match, THIRD);
	g_autofree char *name = group_text(match, THIRD_MON);
	int month = month_number(name);

	if (!set_day(&day->first, 1, month, 0, sent))
		return false;
	int last = g_date_get_days_in_month((GDateMonth)month, g_date_get_year(&day->first));
	bool end = phrase_match("^(ende|end of|fin|finales|fine|eind)", third);
	bool middle = phrase_match("^(mi|meta|half|mediados)", third);
	g_date_set_day(&day->first, (GDateDay)(end ? last : middle ? 15 : 5));
	day->last = day->first;
	return true;
}

/* "until March 2027" */
static bool set_month(const GMatchInfo *match, const char *name, AbsenceDay *day, const GDate *sent)
{
	if (!set_day(&day->first, 1, month_number(name), number(match, MONTH_Y), sent))
		return false;
	day->last = day->first;
	g_date_set_day(&day->last, g_date_get_days_in_month(g_date_get_month(&day->last), g_date_get_year(&day->last)));
	return true;
}

/* The end of the year, of the month or of the week. */
static bool set_period(const char *period, AbsenceDay *day, const GDate *sent)
{
	day->first = *sent;
	if (phrase_match("we+k|woche|sem|settim", period)) {
		bool next = phrase_match("naechst|kommend|next|proch|proxim|prossim|volgend", period);

		g_date_add_days(&day->first, (next ? 14 : 7) - (guint)g_date_get_weekday(sent));
	} else {
		if (!phrase_match("mon(at|th)", period))
			g_date_set_month(&day->first, G_DATE_DECEMBER);
		g_date_set_day(&day->first,
			       g_date_get_days_in_month(g_date_get_month(&day->first), g_date_get_year(&day->first)));
	}
	day->last = day->first;
	return true;
}

/* "am 30.": the next one that there is */
static bool set_bare(AbsenceDay *day, int number, const GDate *sent)
{
	GDate month = *sent;

	for (int ahead = 0; ahead < 3; ahead++, g_date_add_months(&month, 1)) {
		g_date_set_day(&month, 1);
		if (!g_date_valid_dmy((GDateDay)number, g_date_get_month(&month), g_date_get_year(&month)))
			continue;
		g_date_set_dmy(&day->first, (GDateDay)number, g_date_get_month(&month), g_date_get_year(&month));
		if (g_date_compare(&day->first, sent) >= 0)
			break;
	}
	day->last = day->first;
	return g_date_valid(&day->first);
}

/* "november 23 to 27" */
static bool set_range(const GMatchInfo *match, const char *name, AbsenceDay *day, const GDate *sent)
{
	int month = month_number(name);

	day->range = true;
	return set_day(&day->first, number(match, RANGE_D), month, 0, sent) &&
	       set_day(&day->last, number(match, RANGE_LAST), month, 0, sent) &&
	       g_date_compare(&day->first, &day->last) < 0;
}

static bool set_match(const GMatchInfo *match, Habit habit, AbsenceDay *day, const GDate *sent)
{
	g_autofree char *words = g_match_info_fetch(match, 0);
	g_autofree char *day_month = group_text(match, DAY_MON);
	g_autofree char *month_day = group_text(match, MON_MON);
	bool done;

	g_autofree char *range = group_text(match, RANGE_MON);

	if (range)
		return set_range(match, range, day, sent);
	if (number(match, BARE_D) || number(match, BARE_PLAIN_D))
		return set_bare(day, number(match, BARE_D) + number(match, BARE_PLAIN_D), sent);
	if (number(match, PART_D)) {
		day->part = number(match, PART_D);
		return true;
	}
	if (number(match, THIRD_MON) || number(match, KW) ||
	    (!number(match, ISO_Y) && !number(match, NUM_D) && !day_month && !month_day)) {
		g_autofree char *third = group_text(match, THIRD);
		g_autofree char *period = group_text(match, PERIOD);
		g_autofree char *month = group_text(match, number(match, MONTH_Y) ? MONTH : BARE_MONTH);

		if (month)
			return set_month(match, month, day, sent);

		return third	? set_third(match, day, sent)
		       : period ? set_period(period, day, sent)
				: set_relative(match, day, sent);
	}
	if (number(match, ISO_Y))
		done = set_day(&day->first, number(match, ISO_D), number(match, ISO_M), number(match, ISO_Y), sent);
	else if (number(match, NUM_D))
		done = strchr(words, '/') ? set_slashed(match, habit, &day->first, sent)
					  : set_day(&day->first, number(match, NUM_D), number(match, NUM_M),
						    number(match, NUM_Y), sent);
	else if (day_month)
		done = set_day(&day->first, number(match, DAY_D), month_number(day_month), number(match, DAY_Y), sent);
	else
		done = set_day(&day->first, number(match, MON_D), month_number(month_day), number(match, MON_Y), sent);
	day->last = day->first;
	return done;
}

GPtrArray *absence_days(const char *folded, const GDate *sent)
{
	static const char introduces[] =
		"\\A[,.]{0,2} ?(?:den |dem |der |the |le |el |il |de |dia )?(?:\\d{1,2}(?:[./ ]|st|nd|rd|th)|(?:" MONTHS
		")\\b)";
	GPtrArray *days = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GMatchInfo) match = NULL;
	const Habit habit = {.american = phrase_match("(?<![\\d/])\\d{1,2}/(1[3-9]|2\\d|3[01])(/|\\b)", folded),
			     .english = phrase_match("\\b(the|until|through|office|vacation|leave|away)\\b", folded)};

	for (phrase_each(day_pattern, folded, &match); g_match_info_matches(match) && days->len < MAX_DAYS;
	     g_match_info_next(match, NULL)) {
		AbsenceDay *day = g_new0(AbsenceDay, 1);

		g_date_clear(&day->first, 1);
		g_date_clear(&day->last, 1);
		g_match_info_fetch_pos(match, 0, &day->begin, &day->end);
		bool done = set_match(match, habit, day, sent);
		/* "today (Monday)" */
		done = done && !(day->weekday && day->begin > 0 && folded[day->begin - 1] == '(' && days->len > 0);
		/* "Mo", "so" and "do" are words of other meaning unless a date follows them */
		if (!done ||
		    (day->weekday && (day->end - day->begin < 4 || phrase_match(introduces, folded + day->end))))
			g_free(day);
		else
			g_ptr_array_add(days, day);
	}
	return days;
}
