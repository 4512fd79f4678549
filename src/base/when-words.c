/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/when-words.h"

#include <glib/gi18n.h>

typedef struct Word {
	const char *word;
	int value;
} Word;

static const Word weekdays[] = {
	{"montag", 1},	  {"mo", 1},	     {"monday", 1},   {"mon", 1},      {"dienstag", 2}, {"di", 2},
	{"tuesday", 2},	  {"tues", 2},	     {"tue", 2},      {"mittwoch", 3}, {"mi", 3},	{"wednesday", 3},
	{"wed", 3},	  {"donnerstag", 4}, {"do", 4},	      {"thu", 4},      {"thursday", 4}, {"thurs", 4},
	{"thur", 4},	  {"freitag", 5},    {"fr", 5},	      {"friday", 5},   {"fri", 5},	{"samstag", 6},
	{"sonnabend", 6}, {"sa", 6},	     {"saturday", 6}, {"sat", 6},      {"so", 7},	{"sun", 7},
	{"sonntag", 7},	  {"sunday", 7},
};

static const Word months[] = {
	{"januar", 1},	  {"january", 1},   {"jänner", 1}, {"jan", 1},	     {"februar", 2},   {"february", 2},
	{"feb", 2},	  {"märz", 3},	    {"maerz", 3},  {"march", 3},     {"mär", 3},       {"mar", 3},
	{"april", 4},	  {"apr", 4},	    {"mai", 5},	   {"may", 5},	     {"juni", 6},      {"june", 6},
	{"jun", 6},	  {"juli", 7},	    {"july", 7},   {"jul", 7},	     {"august", 8},    {"aug", 8},
	{"september", 9}, {"sept", 9},	    {"sep", 9},	   {"oktober", 10},  {"october", 10},  {"okt", 10},
	{"oct", 10},	  {"november", 11}, {"nov", 11},   {"dezember", 12}, {"december", 12}, {"dez", 12},
	{"dec", 12},
};

static const Word days[] = {
	{"heute", 0},
	{"today", 0},
	{"morgen", 1},
	{"tomorrow", 1},
	{"übermorgen", 2},
	{"uebermorgen", 2},
	{"day after tomorrow", 2},
	{"gestern", -1},
	{"yesterday", -1},
	{"vorgestern", -2},
};

static const Word counts[] = {
	{"einer", 1},	{"einem", 1},  {"einen", 1},   {"eine", 1},    {"eins", 1},    {"ein", 1},   {"an", 1},	    {"a", 1},
	{"one", 1},	{"zwei", 2},   {"two", 2},     {"drei", 3},    {"three", 3}, {"vier", 4},   {"four", 4},
	{"fünf", 5},	{"fuenf", 5},  {"five", 5},    {"sechs", 6},   {"six", 6},   {"sieben", 7}, {"seven", 7},
	{"acht", 8},	{"eight", 8},  {"neun", 9},    {"nine", 9},    {"zehn", 10}, {"ten", 10},   {"elf", 11},
	{"eleven", 11}, {"zwölf", 12}, {"zwoelf", 12}, {"twelve", 12},
};

static const Word quarters[] = {
	{"viertel nach", 15}, {"viertel vor", -15}, {"dreiviertel", -15}, {"halb", -30},
	{"quarter past", 15}, {"quarter to", -15},  {"half past", 30},
};

static const Word units[] = {
	{"sekunden", 1},   {"sekunde", 1},   {"seconds", 1},	{"second", 1},	  {"secs", 1},	      {"sec", 1},
	{"sek", 1},	   {"s", 1},	     {"minuten", 60},	{"minute", 60},	  {"minutes", 60},    {"mins", 60},
	{"min", 60},	   {"m", 60},	     {"stunden", 3600}, {"stunde", 3600}, {"hours", 3600},    {"hour", 3600},
	{"hrs", 3600},	   {"hr", 3600},     {"std", 3600},	{"h", 3600},	  {"tagen", 86400},   {"tage", 86400},
	{"tag", 86400},	   {"days", 86400},  {"day", 86400},	{"d", 86400},	  {"wochen", 604800}, {"woche", 604800},
	{"weeks", 604800}, {"week", 604800}, {"w", 604800},
};

static const Word *find(const Word *table, gsize length, const char *word)
{
	for (gsize i = 0; i < length; i++)
		if (g_str_equal(table[i].word, word))
			return &table[i];
	return NULL;
}

int when_weekday(const char *word)
{
	const Word *found = find(weekdays, G_N_ELEMENTS(weekdays), word);

	return found ? found->value : 0;
}

int when_month(const char *word)
{
	const Word *found = find(months, G_N_ELEMENTS(months), word);

	return found ? found->value : 0;
}

bool when_day_word(const char *word, int *out)
{
	const Word *found = find(days, G_N_ELEMENTS(days), word);

	if (found)
		*out = found->value;
	return found != NULL;
}

int when_count(const char *word)
{
	const Word *found = find(counts, G_N_ELEMENTS(counts), word);

	return found ? found->value : 0;
}

int when_quarter(const char *words)
{
	const Word *found = find(quarters, G_N_ELEMENTS(quarters), words);

	return found ? found->value : 0;
}

int when_unit_s(const char *word)
{
	const Word *found = find(units, G_N_ELEMENTS(units), word);

	return found ? found->value : 0;
}

const char *when_weekday_name(int weekday)
{
	static const char *const names[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
					    N_("Fri"), N_("Sat"), N_("Sun")};

	return _(names[weekday - 1]);
}

const char *when_month_name(int month)
{
	static const char *const names[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
					    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};

	return _(names[month - 1]);
}
