/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/absence.h"

#include <stdio.h>
#include <string.h>

#include "mail/absence-day.h"
#include "mail/phrase.h"
#include "mail/signs.h"

#define READ_BYTES   4000
#define BEFORE_BYTES 90

/* What a day can be in a note of absence. */
typedef enum { ROLE_NONE, ROLE_FROM, ROLE_UNTIL, ROLE_RETURN, ROLE_ONLY } Role;

#define WEEKDAY                                                                                                        \
	"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|sonnabend|mittwoch|mo|" \
	"di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|"                                                                       \
	"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|"    \
	"lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|\\w+dag)"
/* Between a cue and its day: "einschliesslich Freitag, den". */
#define CLOCK "\\d{1,2}[:.]\\d\\d(?: ?(?:uhr|am|pm|h))?|\\d{1,2} ?(?:uhr|am|pm)"
#define FILLER                                                                                                         \
	":?(?: ?(?:einschliesslich|einschl\\.|einschl|inkl\\.|inkl|inklusive|incl\\.|and "                             \
	"including|including|inclusive|und mit|incluido|inclus|"                                                       \
	"zum|the|le|el|il|dem|den|der|dia|dnia|o|am|on|late|" CLOCK                                                    \
	"|kommenden|naechsten|diesen|next|this|coming|proximo|prossimo|prochain|volgende|komende|" WEEKDAY             \
	")[,.]{0,2})*(?: |$)"

/* All that stands between two days: "heute und morgen". */
#define AND "\\A ?(?:\\([^)]*\\) ?)?(?:und|and|y|et|e|en|&|,) ?"

/* Cues end where the day begins; the texts are folded. */
static const char until_sure[] =
	"(?:^|[ (:,])(?:bis|until|til|till|through|thru|up to|jusqu'?(?:au|a|en)?|hasta|fino|fin|t/m|tot|tot en "
	"met|ate|t\\.o\\.m\\.)(?: (?:al?|en met|and including))?" FILLER "$";
static const char until_after_from[] = "(?:^|[ (])(?:to|al|au|a|do|till|til|-)" FILLER "$|- ?$|" AND FILLER "$";
static const char from_cue[] =
	"(?:^|[ (:,])(?:vom|von|ab|seit|zwischen|from|since|starting|between|beginning|effective|as of|du|des|depuis|a "
	"partir du|a compter du|a partir de|a partire dal|"
	"entre|desde|del|dal|tra|van|vanaf|sinds|od|de|fran|fra)" FILLER "$";
static const char only_cue[] = "(?:^|[ (,])(?:am|on|le|el|il|op)" FILLER "$|^" FILLER "$";
static const char goes_on[] =
	AND FILLER "\\z|\\A,? "
		   "?(?:-|(?:bis|until|till?|through|thru|to|al|au|jusqu'?(?:au|a)?|hasta|fino|t/m|tot|do)\\b) ?";
static const char return_before[] =
	"(?:\\breturn|\\bback\\b|\\bagain\\b|wieder|zurueck|rueckkehr|erste[rn]? arbeitstag|naechste[rn]? "
	"arbeitstag|de "
	"retour|\\bretour|rentre|reprend|reprise|vuel[vt]|volver|regres|rientr|torner|terug|"
	"resum|reopen|(?:er)?oeffn|available (?:again )?(?:from|on|as of)|erreichbar "
	"(?:ab|am)|riapr|rouvr|reabr|meld(?:e|en) (?:ich |wir )?(?:mich|uns)\\b|reincorpor|\\b(?:will|'ll) "
	"(?:reply|respond|answer)|repondrai|repondrons|traiterai|respondere|contestare|"
	"rispondero|beantworte|tillbaka|tilbage|wroc|wrac|powrot|weer )(?:(?!\\D[.!?] )[^!?]){0,60}$";
static const char return_after[] =
	"\\A(?:(?!\\D[.!?] )[^!?]){0,45}?(?:\\bwieder\\b|zurueck|\\bback\\b|\\bretour\\b|terug|de nuevo|nuevamente|di "
	"nuovo|a nouveau|\\bweer\\b|return to|beantworte|antworte|\\blese ich|bearbeite|erreichen sie|wie gewohnt|zur "
	"verfuegung|riapr|ist mein erster)";

/* "away from 25 November and back on": of the day that follows */
static const char leads_on[] =
	"\\b(?:back|return(?:ing)?|wieder|zurueck|retour|terug)(?: (?:on|am|ab|in|at|le|el|op|the|vom))*" FILLER "$";

/* After these a number is somebody else's. */
static const char cue_words[] = "(?i)(wenden sie sich|kontaktieren sie|vertret|dringend|eilig|notf[aä]ll|erreichen "
				"sie|contact|urgent|emergenc|urgence|urgencia|urgenz|zentrale)";

/* "will not return until", "nicht vor dem": the day named is the first one back. */
static const char not_until[] =
	"(?:\\b(?:not|won't|nicht|pas|no|non|niet) (?:\\w+ ){0,4}?(?:until|till|before|vor|avant|antes|prima|voor)(?: "
	"(?:de|del|le|dem|the|il))?" FILLER "$|\\berst (?:wieder )?(?:ab |am |im |in der )?" FILLER
	"$|\\bne \\w+ (?:\\w+ )?qu'(?:a partir du|le)" FILLER "$)";
/* "nach dem 4.12.", "after December 4": that day is still away */
static const char after_it[] =
	"(?:^|[ (,])(?:nach|after|apres|despues|dopo|na)(?: (?:dem|der|the|le|del|el|il))?" FILLER "$";
/* "for two weeks", "die nächsten 3 Tage" */
static const char duration[] =
	"(?:fuer|for|next|naechsten|kommenden|pendant|prochaines|durante|prossime|proximas|komende|gedurende) (?:the "
	"|next |die |naechsten |les |las |le )?"
	"(?:(\\d{1,2})|(eine?|one|une|una?|een)|(zwei|two|deux|dos|due|twee)|(drei|three|trois|tres|tre|drie)|(vier|"
	"four|quatre|cuatro|quattro)) "
	"(?:(wochen?|weeks?|semaines?|semanas?|settiman[ae]|weken)|(?:tagen?|days?|jours?|dias?|giorni|dagen))\\b";

static char *iso(const GDate *date)
{
	return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(date), g_date_get_month(date), g_date_get_day(date));
}

static char *day_before(const GDate *date)
{
	GDate before = *date;

	g_date_subtract_days(&before, 1);
	return iso(&before);
}

/* What stands before a day, back to the day before it. */
static char *before_day(const char *folded, const GPtrArray *days, guint at)
{
	const AbsenceDay *day = days->pdata[at];
	int from = at > 0 ? ((const AbsenceDay *)days->pdata[at - 1])->end : 0;
	g_autofree char *cut = NULL;

	from = MAX(from, day->begin - BEFORE_BYTES);
	cut = g_strndup(folded + from, (gsize)(day->begin - from));
	return g_utf8_make_valid(cut, -1);
}

static Role role_of(const char *folded, const GPtrArray *days, guint at, bool after_from)
{
	const AbsenceDay *day = days->pdata[at];
	g_autofree char *before = before_day(folded, days, at);
	int next = at + 1 < days->len ? ((const AbsenceDay *)days->pdata[at + 1])->begin : (int)strlen(folded);
	g_autofree char *after = g_strndup(folded + day->end, (gsize)MAX(next - day->end, 0));
	bool until = phrase_match(until_sure, before) || (after_from && phrase_match(until_after_from, before));

	if (phrase_match(not_until, before))
		return ROLE_RETURN;
	if (until || phrase_match(after_it, before))
		return ROLE_UNTIL;
	if (phrase_match(goes_on, after))
		return ROLE_FROM;
	if (!day->today && (phrase_match(return_before, before) ||
			    (!phrase_match(leads_on, after) && phrase_match(return_after, after))))
		return ROLE_RETURN;
	if (phrase_match(from_cue, before))
		return ROLE_FROM;
	if (day->today || g_date_compare(&day->first, &day->last) || phrase_match(only_cue, before))
		return ROLE_ONLY;
	return ROLE_NONE;
}

/* "24. bis 28.11.": the first day's month is the second's */
static void take_part(Absence *absence, int part, const GDate *date)
{
	if (part && !absence->from && g_date_valid_dmy((GDateDay)part, g_date_get_month(date), g_date_get_year(date)))
		absence->from = g_strdup_printf("%04d-%02d-%02d", g_date_get_year(date), g_date_get_month(date), part);
}

static void read_duration(Absence *absence, const char *folded, const GDate *sent)
{
	g_auto(GStrv) found = phrase_find(duration, folded);
	guint count = found && *found[1] ? (guint)g_ascii_strtoull(found[1], NULL, 10) : 0;
	int year, month, day;

	if (!found)
		return;
	for (guint word = 2; !count && word <= 5; word++)
		count = found[word] && *found[word] ? word - 1 : 0;
	GDate last = *sent;
	if (absence->from && sscanf(absence->from, "%d-%d-%d", &year, &month, &day) == 3)
		g_date_set_dmy(&last, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	bool weeks = g_strv_length(found) > 6 && *found[6];
	g_date_add_days(&last, count * (weeks ? 7 : 1) - (count > 0));
	absence->until = iso(&last);
}

/* "23.11., 24.11. und 25.11.": one more day of the list that until ended. */
static bool goes_on_with(const char *folded, const GPtrArray *days, guint at)
{
	g_autofree char *before = before_day(folded, days, at);

	return phrase_match(AND FILLER "$", before);
}

static void take_day(Absence *absence, Role role, const AbsenceDay *day, int part)
{
	if (role == ROLE_UNTIL && !absence->until) {
		absence->until = iso(&day->last);
		take_part(absence, part, &day->last);
	} else if (role == ROLE_RETURN && !absence->until) {
		absence->until = day_before(&day->first);
	} else if (role == ROLE_FROM && !absence->from && !absence->until) {
		absence->from = iso(&day->first);
	}
}

/* A subject names the days of what it answers as well: only an end counts there. */
static void read_days(Absence *absence, const char *folded, const GDate *sent, bool subject)
{
	g_autoptr(GPtrArray) days = absence_days(folded, sent);
	const AbsenceDay *only = NULL;
	Role role = ROLE_NONE;
	int part = 0;

	for (guint i = 0; i < days->len; i++) {
		const AbsenceDay *day = days->pdata[i];
		Role before = role;

		if (day->part) {
			part = day->part;
			role = ROLE_FROM;
			continue;
		}
		role = role_of(folded, days, i, before == ROLE_FROM);
		if (before == ROLE_UNTIL && (role == ROLE_NONE || role == ROLE_ONLY) && goes_on_with(folded, days, i)) {
			role = ROLE_UNTIL;
			g_clear_pointer(&absence->until, g_free);
		}
		if (day->range && role != ROLE_UNTIL) {
			take_day(absence, ROLE_FROM, day, 0);
			role = ROLE_UNTIL;
		}
		take_day(absence, role, day, part);
		if (role == ROLE_ONLY && !only)
			only = day;
		part = 0;
	}
	if (!absence->until && !subject)
		read_duration(absence, folded, sent);
	if (subject && !absence->until)
		g_clear_pointer(&absence->from, g_free);
	if (subject)
		return;
	/* a day or a week alone is all of it */
	bool spans = only && (only->today || g_date_compare(&only->first, &only->last));
	bool later = only && g_date_compare(&only->first, sent) > 0;
	if (only && !absence->from && (spans || later || !absence->until) && g_date_compare(&only->first, sent) >= 0)
		absence->from = iso(&only->first);
	if (only && !absence->until)
		absence->until = iso(&only->last);
	if (absence->from && absence->until && strcmp(absence->from, absence->until) > 0)
		g_clear_pointer(&absence->from, g_free);
}

/* The first match whose second group is not the writer's own address; at becomes where the search for it began. */
static char **first_of_others(const char *pattern, const char **at, const char *own)
{
	g_auto(GStrv) found = phrase_find(pattern, *at);

	while (found && !g_ascii_strcasecmp(found[2], own)) {
		*at = strstr(*at, found[2]) + strlen(found[2]);
		g_strfreev(found);
		found = phrase_find(pattern, *at);
	}
	return g_steal_pointer(&found);
}

static void read_deputy(Absence *absence, const char *text, const char *own)
{
#define ADDRESS "([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,})"
	static const char cue[] =
		"(?i)(wenden sie sich|wende dich|kontaktieren "
		"sie|kontakt|vertret|nachfolge|ansprechpartner|dringend|eilig|notf[aä]ll|an meine|künftig|"
		"stattdessen|contact|urgent|instead|emergenc|reach out|direct|successor|in my "
		"absence|replacement|s'adresser|contactez|urgence|dirigirse|póngase|"
		"diríjase|urgencia|rivolger|contattare|urgenz|neem|contact opnemen|dringende|em "
		"caso|contacte|proszę|kontakta)"
		"(?s:.{0,250}?)" ADDRESS;
	/* who is named without a cue, but not where else the writer himself is read */
	static const char named[] =
		"(?i)(^|[^\\w.%+@-])(?<!\\bmich )(?<!me at )(?<!me under )(?<!mich unter )(?<!private )(?<!private: "
		")(?<!privat )(?<!adresse )(?<!address )(?<!adresse: )(?<!address: )(?<!personal )" ADDRESS;
	static const char phone[] = "(?i)(?:\\btel(?:efon|\\.)?|phone|mobile?|handy|durchwahl|\\bcall|\\bfon|\\bunter|"
				    "\\bat|zentrale|nummer|number|tél|teléfono|telefono)"
				    "[^\\d+\\n@]{0,16}(\\+?[\\d(][\\d ()/.-]{5,22}\\d)(?![\\d.]*\\.\\d{4})";
	const char *at = text;
	g_auto(GStrv) found = first_of_others(cue, &at, own);

	if (!found) {
		at = text;
		found = first_of_others(named, &at, own);
	}
	if (found)
		absence->deputy = g_strdup(found[2]);
	g_auto(GStrv) begin = found ? NULL : phrase_find(cue_words, text);
	const char *from = found ? strstr(at, found[0]) : begin ? strstr(text, begin[0]) : NULL;
	/* "vera@k.example or 030 5550-1", else a number behind a word */
	const char *behind = found ? strstr(from, found[2]) + strlen(found[2]) : NULL;
	g_auto(GStrv) beside =
		behind ? phrase_find("\\A[^\\d+\\n@]{0,25}?(\\+?[\\d(][\\d ()/.-]{5,22}\\d)", behind) : NULL;
	g_auto(GStrv) number_found = beside ? NULL : from ? phrase_find(phone, from) : NULL;
	if (beside)
		absence->deputy_phone = g_strdup(beside[1]);
	if (number_found)
		absence->deputy_phone = g_strdup(number_found[1]);
}

Absence *absence_read(const char *subject, const char *text, int64_t sent_at, const char *own)
{
	static const char gone[] =
		"((unternehmen|firma|haus|betrieb|organisation|abteilung|gesellschaft|verein) (\\w+ "
		"){0,5}verlassen|nicht (mehr|laenger) (fuer|bei|im|in|hier|"
		"beschaeftigt|taetig)\\b|ausgeschieden|im ruhestand|no longer (with|work|employed|at|part of)|no "
		"longer works|has left|have left|left the (company|organi)|has retired|retired (on|in|at|from)|"
		"ne (fai[ts]|faisons|travaille) plus|(a|ai) quitte|(neue|andere)n? (aufgabe|herausforderung|"
		"stelle|arbeitgeber)|(taken|accepted|started) a new (role|job|position|challenge)|"
		"\\buns ([^ ]+ ){0,4}verlassen|\\bleft (\\w+ ){1,4}(in|on|at the end) |(was|war) (my|mein) "
		"(last|letzter) (working )?(day|arbeitstag|tag)|ya no (estoy|trabajo)|non sono "
		"piu|ya no (trabaja|forma)|non lavora piu|niet (meer|langer) "
		"(werkzaam|in dienst|bij)|uit dienst|werkt niet meer)";
	static const char away[] =
		"(abwesen|urlaub|nicht (im|in) (buero|haus|meinem|hause|dienst)|nicht am platz|nicht erreichbar|ausser "
		"haus|elternzeit|mutterschutz|auf (dienst|geschaefts)reise|auf (der|einer|fortbildung|schulung)|"
		"krank|geschlossen|betriebsferien|\\bferien|out of (the )?office|out "
		"until|vacation|holiday|\\baway\\b|on (\\w+ )?leave|closed|conference|offline|unavailable|not "
		"available|"
		"absen|conge|vacances|ferme|vacaciones|fuera|ferie|fuori|assente|chius|afwezig|vakantie|verlof|not in "
		"the office|travel|deplacement|\\booo\\b|\\bpto\\b|auszeit|nicht (da|anwesend|besetzt|zu "
		"erreichen)|feiertag|betriebsruhe|verreist|\\bweg\\b|besprechung|workshop|konferenz|termin|riapr|"
		"reopen|bergen|ausland|pause|weder|vertritt|vertret|"
		"reunion|disponible|nicht am arbeitsplatz|not available|limited|training|niet op "
		"kantoor|disponibil|maternit|paternit|seminar|lehrgang|umzug|"
		"\\bkur\\b|reha\\b|sabbatical|\\boff "
		"(the|until|from|on|work|sick|today|this|next)|maladie|malattia|licencia|de "
		"baja|trasferta|viaje|viaggio|voyage|gesloten|cerrad|ziek|\\bopname|maternity|parental|ausente|"
		"ausencia|ferias|urlop|nieobecn|semester|franvar|"
		"fravaer|messe|schulung|fortbildung|unterwegs)";
	static const char return_words[] = "(wieder|zurueck|\\breturn|\\bback\\b|retour|rentre|reprend|vuel[vt]|volver|"
					   "regres|rientr|torner|terug|arbeitstag)";
	g_autofree char *all = g_strconcat(subject, ". ", text, NULL);
	g_autofree char *folded = signs_fold(all, READ_BYTES);
	g_autofree char *words = signs_fold(text, READ_BYTES);
	g_autofree char *title = signs_fold(subject, READ_BYTES);
	g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(sent_at);
	SignFound found[SIGN_GROUPS_MAX] = {0};
	signs_find(SIGN_IN_OPENING, words, found);
	bool says_away = phrase_match(away, folded) || signs_tell_absence(found);
	Absence *absence = g_new0(Absence, 1);

	absence->left = phrase_match(gone, folded);
	if (sent_at && moment && (says_away || phrase_match(return_words, folded))) {
		GDate sent;

		g_date_clear(&sent, 1);
		g_date_set_dmy(&sent, (GDateDay)g_date_time_get_day_of_month(moment),
			       (GDateMonth)g_date_time_get_month(moment), (GDateYear)g_date_time_get_year(moment));
		read_days(absence, words, &sent, false);
		if (!absence->until && !phrase_match("^(re|aw|antw|sv|r|rif) ?:", title))
			read_days(absence, title, &sent, true);
	}
	bool something = absence->left || absence->from || absence->until || says_away;
	if (something)
		read_deputy(absence, text, own);
	if (something)
		return absence;
	absence_free(absence);
	return NULL;
}
