#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Agreed calls by themselves: told in full, doubted, due, overdue, tried, kept, missed, moved, cancelled. The clock is
# moved by arguments alone. Wednesday, 25 November 2026, is only a day ahead of which everything here lies.
. "$(dirname "$0")/lib.sh"
need_cmc
IMAPS_PORT=1 SUBMISSIONS_PORT=1 CA_FILE=/etc/ssl/certs/ca-certificates.crt
cmc_config anna
sed -i 's/^language=en/&\nholidays=DE-BY/' "$XDG_CONFIG_HOME/cmc/config"

json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
kinds() { cmc today --json --as-of "$1" | json '" ".join(i["kind"] for i in d["items"] if (i["contact"] or {}).get("name")=="'"$2"'")'; }
why() { cmc today --json --as-of "$1" | json '[i["why"] for i in d["items"] if i["contact"]["name"]=="'"$2"'"][0]'; }
state() { cmc log "$1" --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"]=="appointment"][-1]'; }
agree() { cmc call "$1" --at "2031-01-06 10:00" --topic Zugang --next "$2" "${@:3}"; } # a Monday, a holiday in Bavaria

# -- told in full
faketime=$(command -v faketime) || skip_all "faketime is missing"
# from this moment on; what is said later happens later, however long the one before took
at() { "$faketime" -f "@$(date -d "$1 UTC +$SECONDS seconds" '+%F %T')" "$BUILDDIR/cmc" "${@:2}"; }
cmc() { at '2031-01-07 09:00:00' "$@"; }
out=$(agree "Boris Beispiel" "2031-02-04 14:00 Europe/London" --phone "030 1234567" --next-duration 20m 2>&1)
like "$out" 'agreed: Tue 4 Feb 2031 14:00 Europe/London \(15:00 in Berlin\), we call \+49 30 1234567, 20 min' \
	"date, zone, our time, who dials which number, how long"
unlike "$out" 'cmc:' "nothing speaks against it"
out=$(agree "Carla Muster" "2031-02-04 9:00 Pacific/Apia" --they-dial --phone "+685 22222" 2>&1)
like "$out" '9:00 Pacific/Apia \(Mon 3 Feb 2031 21:00 in Berlin\), they call' "another day here"
unlike "$out" '22222' "who calls us does not call himself"
out=$(cmc contact add "Dora Muster" --timezone America/New_York --json; agree "Dora Muster" "2031-02-05 10:00" --next-phone "+1 212 736 5000" --next-topic Preise 2>&1)
like "$out" '10:00 America/New_York \(16:00 in Berlin\), we call \+1 212-736-5000' "the contact's zone, a number for this call"
is "$(cmc call Dora --outcome no-answer --json | json 'd["appointment"]')" a3 "a call before its time leaves it"

# -- doubts: said, never refused
doubt() { # doubt TIME SENTENCE NAME
	local out status
	out=$(cmc call "Doubt $RANDOM$RANDOM" --org x --at "2031-01-06 10:00" --next "$1" 2>&1)
	status=$?
	ok $status "agreed although: $3"
	like "$out" "$2" "$3"
}
doubt "2031-02-04 14:10 Europe/London" 'at 14:10|at 14:00 a call with Boris Beispiel is agreed already' "another call at that time"
doubt "2031-02-01 10:00" 'that day is a Saturday' "a weekend"
doubt "2031-10-03 10:00" 'public holiday: German Unity Day' "a holiday everywhere"
doubt "2031-06-12 10:00" 'public holiday: Corpus Christi' "a holiday of the state"
doubt "2031-02-06 5:30" 'it is 05:30 in Berlin' "an odd hour"
doubt "2031-03-30 02:30" 'does not exist.*moved to after it' "a gap of the clock"
doubt "2031-10-26 02:30" 'exists twice.*first is taken' "an overlap of the clock"
doubt "29.02. 10:00" 'agreed: Sun 29 Feb 2032' "29 February is the next there is"
refuse "a length without a time is refused" 64 cmc call Boris --next-duration 20m
refuse "a length that is none" 65 cmc call Boris --next "2031-03-03 10:00" --next-duration 0m
refuse "a number that is none" 65 cmc call Boris --next "2031-03-03 10:00" --next-phone 12ab
refuse "before the call" 65 cmc call Boris --at "2031-01-06 10:00" --next "2031-01-06 09:59"
refuse "a day without a time" 65 cmc call Boris --next "2031-03-03"
refuse "31 February" 65 cmc call Boris --next "31.02. 14:00"
is "$(cmc log Boris --json | json 'len(d["events"])')" 2 "what was refused left nothing"

# -- due and overdue are computed
is "$(kinds "2031-02-03 23:59 Europe/London" "Boris Beispiel")" "" "the day before: nothing"
is "$(kinds "2031-02-04 00:00 Europe/London" "Boris Beispiel")" call-later "its day begins in its zone"
is "$(kinds "2031-02-04 14:00 Europe/London" "Boris Beispiel")" call-due "the agreed minute"
is "$(kinds "2031-02-04 14:14 Europe/London" "Boris Beispiel")" call-due "14 minutes late"
is "$(kinds "2031-02-04 14:15 Europe/London" "Boris Beispiel")" call-overdue "15 minutes late"
is "$(kinds "2032-02-04 14:15 Europe/London" "Boris Beispiel")" call-overdue "a year late"
is "$(cmc today --json --as-of "2031-02-04 14:20 Europe/London" | json '[i["contact"]["name"] for i in d["items"] if i["contact"]["name"][:5] != "Doubt"][:2]')" \
	"['Carla Muster', 'Boris Beispiel']" \
	"the older one stands before it"

# -- attempts: counted, and after the third a choice of dates
cmc() { at '2031-02-04 18:00:00' "$@"; }
for try in 1 2 3; do
	cmc call Boris --outcome no-answer >/dev/null
	is "$(kinds "2031-02-04 19:00" "Boris Beispiel")" call-overdue "attempt $try leaves it open"
	like "$(why "2031-02-04 19:00" "Boris Beispiel")" "$try attempt" "attempt $try is counted"
	[ $try -lt 3 ] && unlike "$(why "2031-02-04 19:00" "Boris Beispiel")" two-dates "no choice of dates yet"
done
like "$(why "2031-02-04 19:00" "Boris Beispiel")" 'cmc mail p1 --template two-dates' "after the third: mail two dates"
cmc contact edit Boris --email boris@example.org >/dev/null
mail=$(cmc mail Boris --template two-dates --print)
like "$mail" '^- Wednesday, 5 February 2031, 10:00' "a first date, the next working day"
like "$mail" '^- Thursday, 6 February 2031, 14:00' "a second one, at the other half of the day"
unlike "$mail" 'text/calendar' "nothing is agreed by it"

# -- the ends
cmc call Boris --outcome reached --next "2031-02-10 10:00" >/dev/null
is "$(cmc log Boris --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"]=="appointment"]')" \
	"['agreed', 'kept', 'agreed']" "reached keeps it; the next one is another"
cmc move Boris "2031-02-11 11:00" >/dev/null
is "$(state Boris)" moved "moved before its time"
cmc cancel Boris --reason "no budget" >/dev/null
is "$(state Boris)" cancelled "cancelled"
like "$(cmc log Boris)" 'no budget' "with its reason"
refuse "nothing is left to be moved" 67 cmc move Boris "2031-02-12 10:00"
refuse "nothing is left to be cancelled" 67 cmc cancel Boris
cmc move Carla "2031-02-20 10:00" >/dev/null
is "$(cmc log Carla --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"]=="appointment"][-2:]')" \
	"['missed-by-us', 'moved']" "moved after its time, never tried: missed by us"
refuse "it is not due: it cannot be missed" 65 cmc call Carla --missed them
refuse "nor by moving it" 65 cmc move Carla "2031-02-21 10:00" --missed them
cmc() { at '2031-02-20 18:00:00' "$@"; }
cmc call Carla --outcome busy >/dev/null
cmc move Carla "2031-02-25 10:00" --duration 45m >/dev/null
is "$(cmc log Carla --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"]=="appointment"][-2:]')" \
	"['missed-by-them', 'moved']" "moved after an attempt: missed by them"
cmc call Dora --missed us >/dev/null
is "$(state Dora)" missed-by-us "a person says: missed by us"
refuse "ended once" 67 cmc call Dora --missed them
cmc() { at '2031-02-25 18:00:00' "$@"; }
cmc call Carla --missed them >/dev/null
is "$(state Carla)" missed-by-them "a person says: missed by them"
no_date() { cmc today --json | json '[i["why"] for i in d["items"] if i["kind"] == "no-date" and i["contact"]["name"].startswith("'"$1"'")]'; }
like "$(no_date Carla)" "missed by them: the call agreed for .*; no new one is agreed" "who missed it is asked for another time"
like "$(no_date Dora)" "missed by us: " "whom we missed, too"
cmc move Carla "2031-03-03 10:00" >/dev/null
is "$(cmc log Carla --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"]=="appointment"][-2:]')" \
	"['missed-by-them', 'moved']" "what was missed can be moved, and was missed once"
is "$(no_date Carla)" "[]" "then it is agreed"
cmc close Dora >/dev/null
is "$(no_date Dora)" "[]" "or nothing more is wanted"
refuse "then nothing is left to be moved" 67 cmc move Dora "2031-03-03 10:00"
agree "Emil Muster" "2031-02-25 17:00" --org x >/dev/null 2>&1
cmc call Emil --outcome do-not-call >/dev/null
is "$(state Emil)" cancelled "who asks not to be called has no agreed call"
refuse "and gets none" 65 cmc call Emil --outcome do-not-call --next "2031-03-05 10:00"
refuse "a time and a counter-proposal are one too many" 64 cmc move Emil "2031-03-05 10:00" --counter
refuse "neither is one too few" 64 cmc move Emil

# -- the figures: of this test's own calls
stats=$(cmc stats --since "2031-01-01 0:00" --json)
is "$(echo "$stats" | json 'd["kept"], d["missed-by-them"], d["missed-by-us"], d["promises"]')" "1 2 2 0" \
	"stats: kept and missed, as they were said above"
is "$(echo "$stats" | json 'd["calls"] - d["reached"]')" "8" "attempts that did not reach: four unanswered, one busy, two that were missed, one do-not-call"
refuse "a span that is none" 65 cmc stats --since soon

# -- the brief: the method's opener
agree "Frida Muster" "2031-03-05 10:00" --email frida@example.org --promise "price list" --right-person yes >/dev/null 2>&1
brief=$(cmc brief Frida)
like "$brief" 'Right person: yes, since' "since when it is the right person"
like "$brief" 'Agreed: Wed 5 Mar 2031 10:00 Europe/Berlin' "the agreed call"
like "$brief" 'To begin with: The promised mail is still owed' "what is owed comes first"
unlike "$(cmc brief Frida; cmc brief Boris)" 'arrived|received|get my|erhalten' "never whether a mail has arrived"
# -- begun, and not ended
cmc() { at '2031-03-20 18:00:00' "$@"; }
cmc call Gerd --email gerd@example.org --start >/dev/null
kinds_of() { cmc today --json | json '[(i["kind"], i["call"]) for i in d["items"] if i["contact"]["name"] == "'"$1"'"]'; }
is "$(kinds_of Gerd)" "[]" "a call that runs asks for nothing"
cmc() { at '2031-03-20 23:00:00' "$@"; }
gerd=$(cmc log Gerd --json | json 'd["events"][-1]["id"]')
is "$(kinds_of Gerd)" "[('review', '$gerd')]" "nobody ended it for hours: it is asked about"
like "$(cmc today)" 'a call began 5 (h|hours) ago and has no outcome' "in words"
cmc call Gerd --end --duration 10m --outcome voicemail >/dev/null
is "$(kinds_of Gerd)" "[]" "once its outcome is said, no more"

# -- late
cmc call Karl --email karl@example.org --at "2031-02-24 08:00" --next "24.2. 9:00" >/dev/null 2>&1
like "$(cmc log Karl)" '24 Feb 2031 09:00' "a day without a year comes after the call, not a year from now"
like "$(cmc move Karl "2031-02-24 10:00" 2>&1)" 'that time is over' "a time that is over is taken, and doubted"
done_testing
