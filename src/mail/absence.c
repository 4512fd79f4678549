/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/absence.h"

#include <stdlib.h>
#include <string.h>

#include "mail/phrase.h"

#define MONTHS                                                                                                          \
	"jan(?:uary|uar|vier|uari)?|jän(?:ner)?|enero|gennaio|genn?|ene|feb(?:ruary|ruar|ruari|braio|rero)?|f[ée]vr?(?:ier)?|mar(?:ch|s|zo|et)?|"       \
	"märz|maart|mrt|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maggio|mag|mei|jun(?:e|i|io)?|juin|giu(?:gno)?|jul(?:y|i|io)?|juil(?:let)?|" \
	"lug(?:lio)?|aug(?:ust|ustus)?|ao[uû]t|ago(?:sto)?|sep(?:t|tember|tembre|tiembre)?|sett(?:embre)?|oct(?:ober|obre|ubre)?|"             \
	"okt(?:ober)?|ott(?:obre)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|dez(?:ember)?|d[ée]c(?:embre)?|dic(?:iembre|embre)?"
#define WEEKDAYS                                                                                                        \
	"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday|" \
	"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"              \
	"luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|maandag|dinsdag|woensdag|donderdag|"          \
	"vrijdag|zaterdag|zondag"

/* One of these alternatives is a day; their groups are numbered in the order of the enum. */
enum { ISO_Y = 1, ISO_M, ISO_D, NUM_D, NUM_M, NUM_Y, DAY_D, DAY_MON, DAY_Y, MON_MON, MON_D, MON_Y, PART_D, WEEKDAY, TOMORROW, TODAY };
static const char day_pattern[] =
	"(?i)\\b(?:(\\d{4})-(\\d\\d)-(\\d\\d)\\b"
	"|(\\d{1,2})[./](?:[ ]?)(\\d{1,2})(?:[./][ ]?(\\d{4}|\\d\\d(?![:\\d]))?)?"
	"|(\\d{1,2})(?:st|nd|rd|th|\\.|er|º|°)?\\s+(?:of\\s+|de\\s+)?(" MONTHS ")\\b\\.?,?(?:\\s+(?:de\\s+|del\\s+)?(\\d{4}))?"
	"|(" MONTHS ")\\b\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)(?:,?\\s+(\\d{4}))?"
	"|(\\d{1,2})\\.?(?=\\s?(?:-|–|—|bis|to|al|au|tot|t/m)\\s?(?:zum |einschließlich )?\\d{1,2}[. ])"
	"|(" WEEKDAYS ")\\b"
	"|(tomorrow|morgen(?! früh wieder da war)|demain|mañana|domani)\\b"
	"|(today|heute|aujourd'hui|hoy|oggi|vandaag)\\b)";

static const char until_cue[] =
	"(?i)(\\bbis( einschl(ießlich|\\.)?| inkl(usive|\\.)?)?( zum| einschließlich| inklusive)?|\\buntil|\\btill?|\\bthrough|\\bthru|jusqu['’]?(au|à|a)?( le)?|hasta( el)?|"
	"fino (al|a)|\\bal|\\bau|t/m|tot( en met)?|(?<=\\d|\\d\\.) ?[-–—]|\\bto|\\band|\\bund dem|\\by el|\\bet le|e il)[ \\t]*"
	"(einschließlich|including|and including|inclusive|incluido|inclus|zum|the|le|el|il)?\\s*((" WEEKDAYS "),?( den| dem| the| le)?\\s*)?$";
static const char from_cue[] =
	"(?i)(\\bvo[mn]|\\bab( dem)?|\\bseit( dem)?|zwischen( dem)?|\\bfrom|\\bsince|\\bstarting( on)?|\\bbetween|beginning( on)?|as of|\\bdu|à partir du|à compter du|depuis le|entre le|"
	"\\bdesde( el)?|\\bdel|entre el|\\bdal|a partire dal|tra il|\\bvan(af)?|sinds)[ \\t]*(the)?\\s*((" WEEKDAYS "),?( den| dem| the)?\\s*)?$";
static const char return_before[] =
	"(?i)(\\breturn(ing)?|\\bback\\b|wieder|zurück|rückkehr|de retour|\\bretour|rentre|reprend|vuel[vt]|volver|regres|rientr|torner|terug|resume|"
	"erreichbar (ab|am)|available (again )?(from|on|as of)|reincorpor)[^.!?\\n]{0,60}$";
static const char return_after[] =
	"(?i)^[^.!?\\n]{0,25}(\\bwieder\\b|zurück|\\bback\\b|\\bretour\\b|terug|de nuevo|nuevamente|di nuovo|à nouveau|\\bweer\\b)";

/* A day out of one match of day_pattern; NULL for 31.02. and its like. */
static GDate *day_of(int day, int month, int year, const GDate *sent)
{
	if (year > 0 && year < 100)
		year += 2000;
	bool given = year > 0;
	if (!given)
		year = g_date_get_year(sent);
	if (year < 1980 || year > 2090 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return NULL;
	GDate *date = g_date_new_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
	/* without a year: the day nearest to the mail's */
	int distance = g_date_days_between(sent, date);
	if (!given && distance < -150)
		g_date_add_years(date, 1);
	else if (!given && distance > 250)
		g_date_subtract_years(date, 1);
	return date;
}

static int month_number(const char *word)
{
	static const struct {
		const char *begin;
		int month;
	} rows[] = {{"ja", 1}, {"jä", 1}, {"en", 1}, {"ge", 1}, {"f", 2},   {"mär", 3}, {"mar", 3}, {"maa", 3}, {"mrt", 3},
		    {"ap", 4}, {"av", 4}, {"ab", 4}, {"ma", 5}, {"me", 5}, {"jun", 6}, {"juin", 6}, {"gi", 6}, {"ju", 7},
		    {"lu", 7}, {"au", 8}, {"ao", 8}, {"ag", 8}, {"s", 9},  {"o", 10},  {"n", 11},  {"d", 12}};
	g_autofree char *lower = g_utf8_strdown(word, -1);

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_str_has_prefix(lower, rows[i].begin))
			return rows[i].month;
	return 0;
}

static int weekday_number(const char *word)
{
	static const struct {
		const char *begin;
		int day;
	} rows[] = {{"mond", 1}, {"mont", 1}, {"lun", 1}, {"maan", 1}, {"die", 2}, {"tue", 2}, {"mar", 2}, {"din", 2},
		    {"mit", 3},	 {"wed", 3},  {"mer", 3}, {"mi", 3},   {"woe", 3}, {"don", 4}, {"thu", 4}, {"je", 4},
		    {"jue", 4},	 {"gio", 4},  {"fre", 5}, {"fri", 5},  {"ve", 5},  {"vi", 5},  {"vr", 5},  {"sam", 6},
		    {"sat", 6},	 {"sá", 6},   {"sab", 6}, {"za", 6},   {"so", 7},  {"su", 7},  {"di", 7},  {"dom", 7},
		    {"zo", 7}};
	g_autofree char *lower = g_utf8_strdown(word, -1);

	if (g_str_has_prefix(lower, "donn") || g_str_has_prefix(lower, "dond"))
		return 4;
	if (g_str_has_prefix(lower, "dien"))
		return 2;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_str_has_prefix(lower, rows[i].begin))
			return rows[i].day;
	return 1;
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

static GDate *relative_day(const GMatchInfo *match, const GDate *sent)
{
	g_autofree char *weekday = group_text(match, WEEKDAY);
	g_autofree char *tomorrow = group_text(match, TOMORROW);
	GDate *date = g_date_copy(sent);

	if (weekday) {
		int ahead = (weekday_number(weekday) - (int)g_date_get_weekday(sent) + 7) % 7;

		g_date_add_days(date, (guint)(ahead ? ahead : 7));
	} else if (tomorrow) {
		g_date_add_days(date, 1);
	}
	return date;
}

static GDate *day_at(const GMatchInfo *match, const GDate *sent)
{
	g_autofree char *day_month = group_text(match, DAY_MON);
	g_autofree char *month_day = group_text(match, MON_MON);

	if (number(match, ISO_Y))
		return day_of(number(match, ISO_D), number(match, ISO_M), number(match, ISO_Y), sent);
	if (number(match, NUM_D)) {
		GDate *date = day_of(number(match, NUM_D), number(match, NUM_M), number(match, NUM_Y), sent);

		g_autofree char *words = g_match_info_fetch(match, 0);

		/* 12/24, and 12/04 where the European reading is long past: American days */
		if (strchr(words, '/') && (!date || g_date_days_between(sent, date) < -30)) {
			GDate *swapped = day_of(number(match, NUM_M), number(match, NUM_D), number(match, NUM_Y), sent);

			if (swapped && date)
				g_date_free(date);
			date = swapped ? swapped : date;
		}
		return date;
	}
	if (day_month)
		return day_of(number(match, DAY_D), month_number(day_month), number(match, DAY_Y), sent);
	if (month_day)
		return day_of(number(match, MON_D), month_number(month_day), number(match, MON_Y), sent);
	return relative_day(match, sent);
}

static char *iso(const GDate *date)
{
	return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(date), g_date_get_month(date), g_date_get_day(date));
}

static char *day_before(const GDate *date)
{
	g_autoptr(GDate) before = g_date_copy(date);

	g_date_subtract_days(before, 1);
	return iso(before);
}

/* "24. bis 28.11.": the first day's month is the second's */
static void take_part(Absence *absence, int *part, const GDate *date)
{
	if (*part && !absence->from && g_date_valid_dmy((GDateDay)*part, g_date_get_month(date), g_date_get_year(date)))
		absence->from = g_strdup_printf("%04d-%02d-%02d", g_date_get_year(date), g_date_get_month(date), *part);
	*part = 0;
}

static void read_days(Absence *absence, const char *text, const GDate *sent)
{
	static GRegex *regex;
	g_autoptr(GMatchInfo) match = NULL;
	int part = 0, previous_end = 0;
	bool after_from = false;

	if (!regex)
		regex = g_regex_new(day_pattern, G_REGEX_OPTIMIZE, 0, NULL);
	for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
		int begin, end;

		g_match_info_fetch_pos(match, 0, &begin, &end);
		g_autofree char *gap = g_strndup(text + previous_end, (gsize)(begin - previous_end));
		const char *before = g_str_has_suffix(gap, "") && strlen(gap) > 90 ? g_utf8_find_prev_char(gap, gap + strlen(gap) - 89) : gap;
		g_autofree char *led = g_strconcat(after_from && previous_end ? "1." : "", before ? before : gap, NULL);
		g_autoptr(GDate) date = number(match, PART_D) ? NULL : day_at(match, sent);
		/* a weekday only names the day that follows it */
		g_autofree char *weekday = group_text(match, WEEKDAY);
		bool names_next = weekday && phrase_match("^[,.]?\\s*(den |dem |the |le |el |il )?(\\d{1,2}[./ ]|(?i:" MONTHS ")\\b)", text + end);

		if (names_next)
			continue;
		if (number(match, PART_D)) {
			part = number(match, PART_D);
			after_from = true;
		} else if (date && ((phrase_match(return_before, led) && !phrase_match("(?i)\\bbis\\b[^,.]{0,20}$|until[^,.]{0,16}$", led)) ||
				    (!after_from && phrase_match(return_after, text + end) && !phrase_match(until_cue, led)))) {
			if (!absence->until)
				absence->until = day_before(date);
			after_from = false;
		} else if (date && (part || phrase_match(until_cue, led)) && (after_from || !phrase_match("(?i)\\b(to|and|al|au|und dem|y el|et le|e il)\\s*$", led))) {
			if (!absence->until)
				absence->until = iso(date);
			take_part(absence, &part, date);
			after_from = false;
		} else if (date && phrase_match(from_cue, led)) {
			if (!absence->from)
				absence->from = iso(date);
			after_from = true;
		} else if (date && phrase_match("^\\s?(-|–|—|bis)\\s?", text + end)) {
			if (!absence->from)
				absence->from = iso(date);
			after_from = true;
		}
		previous_end = end;
	}
}

static void read_deputy(Absence *absence, const char *text, const char *own)
{
	static const char cue[] =
		"(?i)(wenden sie sich|kontaktieren sie|kontakt|vertret|nachfolge|ansprechpartner|dringend|an meine|contact|urgent|instead|"
		"reach out|direct|successor|in my absence|replacement|s'adresser|contactez|dirigirse|póngase|rivolger|contattare|"
		"neem|contact opnemen)(?s:.{0,250}?)([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,})";
	static const char phone[] =
		"(?i)(?:tel(?:efon|\\.)?|phone|mobil|durchwahl|call|fon|unter|at)[^\\d+\\n]{0,12}(\\+?[\\d(][\\d ()/.-]{5,22}\\d)";
	const char *at = text;
	g_auto(GStrv) found = phrase_find(cue, at);

	while (found && !g_ascii_strcasecmp(found[2], own)) {
		const char *behind = strstr(at, found[2]);

		at = behind + strlen(found[2]);
		g_strfreev(found);
		found = phrase_find(cue, at);
	}
	if (found)
		absence->deputy = g_strdup(found[2]);
	g_auto(GStrv) number_found = found ? phrase_find(phone, strstr(at, found[0])) : NULL;
	if (number_found)
		absence->deputy_phone = g_strdup(number_found[1]);
}

Absence *absence_read(const char *subject, const char *text, int64_t sent_at, const char *own)
{
	static const char gone[] =
		"(?i)((unternehmen|firma|haus|betrieb|organisation|abteilung)\\s(\\w+\\s){0,5}verlassen|nicht (mehr|länger) (für|bei|im|in|hier) |"
		"ausgeschieden|no longer (with|work|employed|at|part of)|has left|have left|left the (company|organi)|ne (fait|travaille) plus|"
		"a quitté|ya no (trabaja|forma)|non lavora più|niet (meer|langer) (werkzaam|in dienst|bij)|uit dienst)";
	static const char away[] =
		"(?i)(abwesen|urlaub|nicht im (büro|haus)|außer haus|elternzeit|auf dienstreise|out of (the )?office|vacation|holiday|away|on leave|"
		"absen|congé|vacaciones|fuera|ferie|fuori|assente|afwezig|vakantie|verlof|not in the office|travel)";
	static const char return_words[] =
		"(?i)(wieder|zurück|\\breturn|\\bback\\b|on \\w+ leave|retour|rentre|reprend|vuel[vt]|volver|regres|rientr|torner|terug)";
	g_autofree char *all = g_strconcat(subject, "\n", text, NULL);
	g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(sent_at);
	Absence *absence = g_new0(Absence, 1);

	absence->left = phrase_match(gone, text);
	if (sent_at && moment) {
		g_autoptr(GDate) sent = g_date_new_dmy((GDateDay)g_date_time_get_day_of_month(moment),
						       (GDateMonth)g_date_time_get_month(moment),
						       (GDateYear)g_date_time_get_year(moment));
		if (phrase_match(away, all) || phrase_match(return_words, all))
			read_days(absence, all, sent);
	}
	if (absence->left || absence->from || absence->until || phrase_match(away, all))
		read_deputy(absence, text, own);
	if (absence->left || absence->from || absence->until || absence->deputy || phrase_match(away, all))
		return absence;
	absence_free(absence);
	return NULL;
}
