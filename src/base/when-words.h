/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_WHEN_WORDS_H
#define BASE_WHEN_WORDS_H

/* The words of human dates, German and English; text in lower case. For when.c and when-parse.c alone. */

#include <glib.h>
#include <stdbool.h>

/* Regular expressions of alternatives, without groups. */
#define WHEN_WEEKDAY_DE "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so"
#define WHEN_WEEKDAY_EN                                                                                                \
	"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun"
#define WHEN_WEEKDAY WHEN_WEEKDAY_DE "|" WHEN_WEEKDAY_EN
#define WHEN_MONTH                                                                                                     \
	"januar|january|jänner|jan|februar|february|feb|märz|maerz|march|mär|mar|april|apr|mai|may|juni|june|jun|"  \
	"juli|july|jul|august|aug|september|sept|sep|oktober|october|okt|oct|november|nov|dezember|december|dez|dec"
#define WHEN_DAY "heute|today|morgen|tomorrow|übermorgen|uebermorgen|day after tomorrow|gestern|yesterday|vorgestern"
#define WHEN_UNIT                                                                                                      \
	"sekunden|sekunde|seconds|second|secs|sec|sek|s|minuten|minute|minutes|mins|min|m|stunden|stunde|hours|hour|"  \
	"hrs|hr|std|h|tagen|tage|tag|days|day|d|wochen|woche|weeks|week|w"
#define WHEN_COUNT                                                                                                     \
	"einer|einem|einen|eine|eins|ein|an|a|one|zwei|two|drei|three|vier|four|fünf|fuenf|five|sechs|six|sieben|seven|"   \
	"acht|"                                                                                                        \
	"eight|neun|nine|zehn|ten|elf|eleven|zwölf|zwoelf|twelve"
#define WHEN_HALF_HOUR	 "(?:einer?\\s)?halben?\\sstunde|half\\san\\shour"
#define WHEN_SPAN	 "(?:" WHEN_HALF_HOUR "|(?:\\d{1,6}\\s?|(?:" WHEN_COUNT ")\\s)(?:" WHEN_UNIT "))"
#define WHEN_SPANS	 WHEN_SPAN "(?:(?:\\s?|\\s(?:und|and)\\s)" WHEN_SPAN ")*"
#define WHEN_QUARTER	 "viertel\\snach|viertel\\svor|dreiviertel|halb|quarter\\spast|quarter\\sto|half\\spast"
#define WHEN_MORNING	 "früh|frueh|morgens|vormittags|vormittag|morning"
#define WHEN_AFTERNOON	 "nachmittags|nachmittag|afternoon"
#define WHEN_EVENING	 "abends|abend|evening"
#define WHEN_NEXT	 "nächste[nrs]?|naechste[nrs]?|next"
#define WHEN_OVER_NEXT	 "(?:über|ueber)(?:nächste|naechste)[nrs]?"
#define WHEN_NOON	 "mittags|mittag|noon|midday"

int when_weekday(const char *word); /* 1 Monday … 7 Sunday, 0 = none */
int when_month(const char *word);   /* 1 … 12, 0 = none */

/* "morgen" = 1, "gestern" = -1; false when it is no such word. */
bool when_day_word(const char *word, int *days);

/* "two" = 2, "eine" = 1; 0 = none. */
int when_count(const char *word);

/* Minutes from the hour that is named after it: "viertel nach" = 15, "halb" = -30; 0 = none. */
int when_quarter(const char *words);

/* Seconds of a unit, 0 = none: "min" = 60. */
int when_unit_s(const char *word);

/* Short names in the program's language, 1-based as above. */
const char *when_weekday_name(int weekday);
const char *when_month_name(int month);

#endif
