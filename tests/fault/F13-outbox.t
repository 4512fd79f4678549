#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What becomes of the outbox when the store is busy, the server lets nobody in, some recipients are put off, or a mail is of a kind that
# cannot go: nothing stands still unseen, nothing is filed twice, and no copy proves more than it can.
. "$(dirname "$0")/lib.sh"
start_hostile
begin() { # begin [RULE…]: a call with Boris, nothing sent yet
	rules ""
	fresh_store
	clear_hostile
	hostile_account
	cmc call Boris --email boris@example.net --outcome reached --promise Plan >/dev/null
	cmc sync
	rules "$@"
}
later_sync() { let_time_pass && cmc sync >/dev/null 2>&1; }
copies() { find "$H/mail/Sent" -name '*.eml' | wc -l; }
recipients() { cmc outbox list --json | json '" ".join(r["address"].split("@")[0] + ":" + r["state"] for r in d["items"][0]["recipients"])'; }
to_two() { hand_written two "boris@example.net, carla@example.net" Plan Hallo; }
carla_later="RCPT:carla@example.net say 450 4.2.0 later\\r\\n"

# ---- one recipient is put off: one copy in Sent ----

for filer in cmc "the client"; do
	begin "$carla_later"
	to_two >"$T/two"
	cmc sendmail -t -oi <"$T/two" 2>/dev/null
	[ "$filer" = cmc ] || put_hostile Sent 5 <"$T/two"
	for i in 1 2 3; do later_sync; done
	rules ""
	for i in 1 2 3; do later_sync; done
	[ "$(copies)" = 1 ] && [ "$(row_states)" = "done" ] && [ "$(kept)" = 2 ] && [ "$(recipients)" = "boris:accepted carla:accepted" ]
	row 40 "one of two is put off; $filer files the copy" 1 "$(kept) dialogs, $(copies) copies, $(recipients)" $?
done

# ---- the second attempt is uncertain: the copy of the first one proves nothing ----

begin "$carla_later"
cmc sendmail -t -oi <"$T/two" 2>/dev/null
put_hostile Sent 5 <"$T/two"
for i in 1 2 3; do later_sync; done
rules "dot close"
later_sync
is "$(row_states)" uncertain "the second attempt is uncertain"
rules ""
echo 1234 >"$H/uidvalidity" # Sent is read anew, and the copy met
cmc sync >/dev/null
for i in 1 2 3; do later_sync; done
[ "$(row_states)" = uncertain ] && [ "$(recipients)" = "boris:accepted carla:taken" ]
row 38 "a copy in Sent of an attempt that served others" 1 "$(row_states), $(recipients)" $?
cmc outbox cancel o1 >/dev/null
is "$?.$(row_states)" 0.cancelled "a person may give up what is uncertain"

# ---- the store is busy when the sender asks for the dot ----

begin "DATA delay 6"
start_watch
cmc mail boris --send >/dev/null
wait_for 10 grep -q 'smtp DATA' "$H/log"
python3 - "$DB" <<'P'
import sqlite3, sys, time
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("BEGIN IMMEDIATE")
time.sleep(14)
store.execute("COMMIT")
P
rules ""
hand_written later dora@example.net Later Hallo | cmc sendmail --queue -t -oi
both_out() { [ "$(kept)" = 2 ] && ! row_states | grep -qE 'sealed|claimed|deferred'; }
nudge() { let_time_pass; both_out; }
wait_for 60 nudge
row 56 "another process writes for 14 s while a mail is handed over" 1 "$(kept) of 2 mails out, then $(row_states)" $?
stop_watch
is "$(sent_twice)" 0 "none of them twice"

# ---- a server that lets nobody in ----

begin "AUTH say 535 5.7.8 wrong\\r\\n"
for i in $(seq 15); do hand_written "h$i" dora@example.net Q Hallo | cmc sendmail --queue -t -oi; done
: >"$H/log"
start_watch
all_deferred() { [ "$(row_states | tr ' ' '\n' | grep -c deferred)" = 15 ]; }
wait_for 20 all_deferred
connections=$(heard 'smtp connection')
[ "$connections" -le 2 ]
row 12 "15 mails for a server that refuses the log-in" 15 "$connections log-ins" $?
like "$(cmc outbox list | tail -1)" '535' "each says why"
stop_watch

begin "banner close"
start_watch
hand_written again dora@example.net Q Hallo >"$T/again"
cmc sendmail -t -oi <"$T/again" 2>"$T/err"
is "$?" 75 "a server that is away: the client keeps the mail"
rules ""
cmc sendmail -t -oi <"$T/again" 2>"$T/err"
is "$?.$(kept)" 0.1 "and sends it as soon as its person tries again"
stop_watch

# ---- mails that cannot go ----

begin ""
{ hand_written nul boris@example.net Plan Hallo; printf 'a\0b\n'; } | cmc sendmail -t -oi 2>"$T/err"
is "$?.$(row_states)" 65. "a mail with a NUL byte is refused before it is taken"
like "$(cat "$T/err")" 'NUL' "and why is said"
{ hand_written big boris@example.net Plan Hallo; head -c 45000000 /dev/zero | tr '\0' 'x' | fold -w 2; } | cmc sendmail -t -oi 2>"$T/err"
is "$?.$(row_states)" 65. "so is one that is too large once its lines end as they must"
like "$(cat "$T/err")" 'larger than 60 MB' "and that is said, too"

# ---- what failed is told, and told apart from what is on its way ----

rules "dot say 550 5.7.1 no\\r\\n"
hand_written q1 dora@example.net Q Hallo >"$T/q"
cmc sendmail --queue -t -oi <"$T/q"
cmc sync >/dev/null 2>&1
like "$(cmc today)" '1 mail did not go out' "today tells of a mail that failed and follows no call"
is "$(cmc today --json | json 'd["outbox"]')" "['o1']" "as JSON, too"
cmc sendmail -t -oi <"$T/q" 2>"$T/err"
is "$?" 65 "to hand it over again does not help"
like "$(cat "$T/err")" 'o1 \(failed\).*not sent again' "and the client is told where it stands"
rules ""
cmc mail boris --send >/dev/null
for i in 1 2; do later_sync; done
rules "dot say 550 5.7.1 no\\r\\n"
cmc call boris --outcome reached --next '+3d 10:00' >/dev/null
cmc mail boris --send >/dev/null 2>&1
for i in 1 2; do later_sync; done
like "$(cmc today)" '2 mails did not go out' "and of one that follows a call"
check "the store is sound" sound
done_testing
