#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What was logged wrongly is put right (cmc amend), and what has come to its end is closed (cmc close).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
IMAPS_PORT=1 SUBMISSIONS_PORT=1 CA_FILE=/etc/ssl/certs/ca-certificates.crt
cmc_config anna
kinds_of() { cmc today --json | json '" ".join(i["kind"] for i in d["items"] if i["contact"]["name"] == "'"$1"'")'; }
call_of() { cmc log "$1" --json | json '[(e["outcome"], e["subject"], e["text"]) for e in d["events"] if e["kind"] == "call"][-1]'; }

# ---- the words of a call ----

cmc call Boris --email boris@example.org --at "$(ago 2 hour)" --topic Zaun --promise Preise --note "redet gern" >/dev/null
is "$(kinds_of Boris)" "mail-owed no-date" "a mail is owed, a date is missing"
check "topic and note are corrected" cmc amend c1 --topic Zugang --note ""
is "$(call_of Boris)" "('reached', 'Zugang', 'Preise')" "what is given replaces, what is empty goes, the rest stays"
check "by the contact, too" cmc amend boris --promise ""
is "$(kinds_of Boris)" "no-date" "what was not promised is not owed"
like "$(cmc amend c1 --outcome voicemail)" 'c1: Boris, voicemail' "the outcome"
is "$(kinds_of Boris)" "" "who was not reached owes no date"
cmc amend c1 --outcome reached >/dev/null
is "$(kinds_of Boris)" "no-date" "and back"
cmc amend c1 --outcome wrong-person >/dev/null
is "$(cmc contact show Boris --json | json 'd["contact"]["right_person"]')" denied "the wrong person"
cmc amend c1 --outcome reached >/dev/null
is "$(cmc contact show Boris --json | json 'd["contact"]["right_person"]')" unknown "was it not"
is "$(cmc amend c1 --duration 7m --json | json 'd["call"], d["outcome"], d["topic"]')" "c1 reached Zugang" "as JSON"
refuse "nothing to change" 64 cmc amend c1
refuse "no such call" 67 cmc amend c99 --topic X
refuse "nobody" 67 cmc amend nobody --topic X
refuse "no outcome" 64 cmc amend c1 --outcome perhaps
refuse "who may not be called is blocked" 65 cmc amend c1 --outcome do-not-call
refuse "a topic of two lines" 65 cmc amend c1 --topic $'a\nb'
is "$(call_of Boris)" "('reached', 'Zugang', None)" "what is refused changes nothing"

# ---- the outcome of an agreed call ----

agreed_of() { cmc log "$1" --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"] == "appointment"][-1]'; }
cmc call Carla --email carla@example.org --at "$(ago 3 day)" --next "$(ago 60 min)" >/dev/null 2>&1
cmc call Carla --outcome no-answer >/dev/null
is "$(kinds_of Carla)" "call-overdue" "an attempt in vain"
cmc amend carla --outcome reached >/dev/null
is "$(agreed_of Carla).$(kinds_of Carla)" "kept." "it did reach: the agreed call was kept"
cmc amend carla --outcome busy >/dev/null
is "$(agreed_of Carla).$(kinds_of Carla)" "agreed.call-overdue" "it did not: it is open again"
like "$(cmc today)" '1 attempt' "with its attempt"
cmc amend carla --outcome reached >/dev/null
cmc amend carla --outcome busy >/dev/null
cmc move carla "+8d 10:00" >/dev/null 2>&1
cmc amend carla --outcome reached >/dev/null
is "$(agreed_of Carla)" moved "a call that was moved on since stays agreed"
cmc amend carla --outcome busy >/dev/null
cmc cancel carla >/dev/null
cmc call Dana --email dana@example.org --at "$(ago 3 day)" --next "$(ago 60 min)" >/dev/null 2>&1
cmc call Dana --outcome no-answer --missed them >/dev/null
is "$(agreed_of Dana)" missed-by-them "it was missed"
cmc amend dana --outcome reached >/dev/null
is "$(agreed_of Dana)" kept "it was kept after all"
cmc call Fritz --email fritz@example.org --at "$(ago 3 day)" --next "$(ago 60 min)" >/dev/null 2>&1
cmc call Fritz --outcome reached >/dev/null
fritz=$(cmc log Fritz --json | json '[e["id"] for e in d["events"] if e["kind"] == "call"][-1]')
sleep 1.1
cmc call Fritz --outcome reached >/dev/null
refuse "a talk came after it" 65 cmc amend "$fritz" --outcome busy
cmc call Gerd --email gerd@example.org --at "$(ago 2 day)" >/dev/null
gerd=$(cmc log Gerd --json | json '[e["id"] for e in d["events"] if e["kind"] == "call"][-1]')
sleep 1.1
cmc call Gerd --right-person yes >/dev/null
cmc amend "$gerd" --outcome wrong-person >/dev/null
is "$(cmc contact show Gerd --json | json 'd["contact"]["right_person"]')" confirmed "what was said of a person since stands"
cmc call Hans --email hans@example.org --at "$(ago 3 day)" --next "$(ago 60 min)" >/dev/null 2>&1
cmc call Hans --outcome reached --next "+3d 10:00" >/dev/null 2>&1
refuse "another call was agreed in it" 65 cmc amend hans --outcome busy
check "its words may change all the same" cmc amend hans --topic Tor

# ---- it comes to its end ----

refuse "while a call is agreed" 65 cmc close hans
cmc cancel hans >/dev/null
like "$(cmc close boris)" 'Boris: closed' "no second call is wanted"
is "$(kinds_of Boris)" "" "none is missed"
check "closed again" cmc close boris
cmc call Boris --at "$(ago 1 min)" --promise Plan >/dev/null
is "$(kinds_of Boris)" "mail-owed no-date" "the next call begins anew"
cmc close boris >/dev/null
is "$(kinds_of Boris)" "mail-owed" "what was promised is owed all the same"
refuse "nobody is closed" 67 cmc close nobody
cmc call Dora --email dora@example.org --start >/dev/null
refuse "a call that runs" 65 cmc amend dora --outcome busy
refuse "nor is it closed" 65 cmc close dora
check "its topic may be changed" cmc amend dora --topic Zaun
cmc call Dora --end >/dev/null

# ---- it was never made ----

cmc call Jonas --email jonas@example.org --at "$(ago 5 day)" --topic Zaun --duration 7m --next "$(ago 60 min)" \
	--consent "ja, schreiben Sie mir" >/dev/null 2>&1
check "a length that is not known" cmc amend jonas --duration ""
first=$(cmc log jonas --json | json '[e["id"] for e in d["events"] if e["kind"] == "call"][-1]')
cmc call Jonas --outcome reached --promise Plan --next "+8d 10:00" >/dev/null 2>&1
second=$(cmc log jonas --json | json '[e["id"] for e in d["events"] if e["kind"] == "call"][-1]')
is "$(kinds_of Jonas)" "mail-owed" "two calls"
refuse "others followed it" 65 cmc amend "$first" --void
like "$(cmc amend "$second" --void)" "$second with Jonas is taken back" "the second one was with somebody else"
is "$(agreed_of Jonas).$(kinds_of Jonas)" "agreed.call-overdue" "what it settled is open again, what was agreed and promised in it is gone"
refuse "it is gone" 67 cmc amend "$second" --void
is "$(cmc amend "$first" --void --json | json 'd["call"], d["void"]')" "$first True" "nor was the first, as JSON"
is "$(cmc log jonas --json | json 'len(d["events"])').$(kinds_of Jonas)" "0." "nothing of them is left"
is "$(cmc export jonas | json 'len(d["consents"])')" 0 "nor the consent"
cmc call Jonas --at "$(ago 5 day)" --next "$(ago 60 min)" >/dev/null 2>&1
attempt=$(cmc call Jonas --outcome busy --json | json 'd["call"]')
cmc call Jonas --outcome reached >/dev/null
check "an attempt that was none" cmc amend "$attempt" --void
is "$(agreed_of Jonas)" "kept" "leaves what was kept later"
cmc close jonas
cmc call Jonas --start >/dev/null
running=$(cmc log jonas --json | json '[e["id"] for e in d["events"] if e["kind"] == "call" and not e["outcome"]][-1]')
check "one that runs was begun by mistake" cmc amend "$running" --void
check "so that another can be" cmc call Jonas --start
cmc call Jonas --end --outcome no-answer >/dev/null
refuse "which call, must be said" 64 cmc amend jonas --void
refuse "and nothing besides" 64 cmc amend c1 --void --topic X
mailed=$(cmc call Hilde --email hilde@example.org --promise Preise --json | json 'd["call"]')
cmc mail "$mailed" --send >/dev/null 2>&1
refuse "mail belongs to it" 65 cmc amend "$mailed" --void
cmc outbox cancel o1 >/dev/null
check "but not when it was taken back" cmc amend "$mailed" --void
cmc call Karl --email karl@example.org --at "$(ago 2 day)" --next "+3d 10:00" >/dev/null 2>&1
root=$(cmc log karl --json | json '[e["id"] for e in d["events"] if e["kind"] == "call"][0]')
cmc call Karl --next "+5d 10:00" >/dev/null 2>&1
refuse "what was agreed in it was agreed anew since" 65 cmc amend "$root" --void
is "$(agreed_of Karl)" moved "and stays"
cmc call Lena --email lena@example.org --at "$(ago 3 day)" --next "$(ago 60 min)" >/dev/null 2>&1
one=$(cmc call Lena --outcome busy --json | json 'd["call"]')
cmc call Lena --outcome busy >/dev/null
cmc amend "$one" --outcome reached >/dev/null
is "$(agreed_of Lena)" kept "the first attempt did reach"
check "it did not, and was none" cmc amend "$one" --void
is "$(agreed_of Lena).$(kinds_of Lena)" "agreed.call-overdue" "then nothing was kept"
cmc call Mona --email mona@example.org --start >/dev/null
mona=$(cmc call Mona --end --outcome wrong-person --json | json 'd["call"]')
check "another one was the wrong person" cmc amend "$mona" --void
is "$(cmc contact show Mona --json | json 'd["contact"]["right_person"]')" unknown "so nothing is known of her"
drafted=$(cmc call Nora --email nora@example.org --promise Plan --json | json 'd["call"]')
cmc mail "$drafted" --draft >/dev/null 2>&1
check "its drafts go with it" cmc amend "$drafted" --void
is "$(sqlite3 "$XDG_DATA_HOME/cmc/cmc.db" 'SELECT count(*) FROM draft')" 0 "all of them"
blocked=$(cmc call Ilse --email ilse@example.org --outcome do-not-call --json | json 'd["call"]')
refuse "who must not be called stays so" 65 cmc amend "$blocked" --void
check "the store is sound" cmc check --strict
done_testing
