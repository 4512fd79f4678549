#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What an SMTP server may answer at each stage, and what the outbox makes of it; then the copy in Sent, where servers file it
# themselves, refuse it, or do not say whether they took it.
. "$(dirname "$0")/lib.sh"
start_hostile
hostile_account
cmc call Boris --email boris@example.net --outcome reached --promise Plan >/dev/null
cmc sync >/dev/null 2>&1
mkdir -p "$T/begun" && cp -a "$XDG_DATA_HOME/cmc/." "$T/begun/"

begin() {
	fresh_store
	clear_hostile
	mkdir -p -m 700 "$XDG_DATA_HOME/cmc"
	cp -a "$T/begun/." "$XDG_DATA_HOME/cmc/"
	rules "$@"
}

state_after() { # state_after RULE…: of a mail that is sent once
	begin "$@"
	cmc mail boris@example.net --send >/dev/null
	cmc sync >/dev/null 2>&1
	row_states
}

# ---- a reply that takes longer than any other may: a server at its spam filter ----

slow=$(choose 70 540)
by_sync() {
	cmc mail boris@example.net --send >/dev/null
	cmc sync >/dev/null 2>&1
}
by_client() { hand_written slow boris@example.net Plan Hallo | cmc sendmail -t -oi; } # without a watcher
slow_way() { # slow_way WAY IMAP-PORT SMTP-PORT: with a store and a server of its own; how it ends goes to T/WAY
	export XDG_DATA_HOME=$T/slow-$1 XDG_CONFIG_HOME=$T/slow-config-$1
	local server begun took
	H=$T/slow-hostile-$1
	mkdir -p -m 700 "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CONFIG_HOME/cmc"
	mkdir -p "$H"
	rules "dot delay $slow"
	python3 "$FAULT_DIR/hostile.py" "$H" --imap "$2" --smtp "$3" 2>>"$T/log/hostile-slow" &
	server=$!
	wait_for 10 port_open "$3"
	account_config anna "$2" "$3"
	cmc call Boris --email boris@example.net --outcome reached --promise Plan >/dev/null
	begun=$SECONDS
	"$1"
	took=$((SECONDS - begun))
	echo "$(row_states) $(kept) $([ "$took" -ge "$slow" ] && echo waited)" >"$T/$1"
	kill -9 "$server"
}
(slow_way by_sync 7243 7225) &
slow_pids=$!
(slow_way by_client 7343 7325) &
slow_pids="$slow_pids $!"

# ---- the matrix ----

cells=0
wrong=0
cell() { # cell STAGE RULE WANTED
	local got
	cells=$((cells + 1))
	got=$(state_after "$1 $2")
	[ "$got" = "$3" ] && sound && return
	wrong=$((wrong + 1))
	diag "$1 $2: $got, not $3: $(cmc outbox list)"
}

soft="421 4.3.2 going down|450 4.2.0 later|451 4.3.0 later|452 4.3.1 full"
hard="500 5.5.1 what|550 5.7.1 no|552 5.3.4 too big|554 5.7.1 spam"
IFS='|' read -ra soft <<<"$soft"
IFS='|' read -ra hard <<<"$hard"
for stage in banner EHLO AUTH MAIL RCPT DATA dot; do
	broken=deferred
	refused=failed
	[ $stage = dot ] && broken=uncertain
	case $stage in banner | EHLO | AUTH) refused=deferred ;; esac
	for reply in "${soft[@]}"; do cell $stage "say $reply\\r\\n" deferred; done
	for reply in "${hard[@]}"; do cell $stage "say $reply\\r\\n" $refused; done
	cell $stage close $broken
	cell $stage reset $broken
	cell $stage "say \\x00\\xff what?\\r\\n" $broken
	cell $stage "say 250-half a reply ; close" $broken
done
cell DATA "say 250 no 354 from me\\r\\n" deferred
# it speaks before the dot: what came after it cannot have been taken
cell DATA "say 354 go\\r\\n552 5.3.4 too big\\r\\n ; close" failed
cell DATA "say 354 go\\r\\n421 4.3.2 full\\r\\n ; close" deferred
cell DATA "say 354 go\\r\\n250 taken already\\r\\n ; close" deferred
cell dot "say 354 again?\\r\\n" uncertain
cell dot "take ; close" uncertain
cell dot "take ; reset" uncertain
cell dot "take ; say 2 ; close" uncertain
cell dot "take ; say 251 2.0.0 taken, in other words\\r\\n" "done"
cell dot "take ; say 250-2.0.0 in\\r\\n250 two lines\\r\\n" "done"
cell RCPT "say 251 will forward\\r\\n" "done"
cell EHLO "say 250-x\\r\\n250-AUTH\\tPLAIN LOGIN\\r\\n250 8BITMIME\\r\\n" "done"
cell banner "split ; say 220-one\\r\\n220 two\\r\\n" "done"
# it says so while the mail is still being handed over, and closes at once, or does not read on
for end in close "delay 3 ; close"; do
	begin "DATA say 354 go\\r\\n ; delay 1 ; say 552 5.3.4 too big\\r\\n ; $end"
	{ hand_written big boris@example.net Plan Hallo && head -c 15000000 /dev/zero | base64; } | cmc sendmail -t -oi >/dev/null 2>"$T/refused"
	is "${PIPESTATUS[1]}" 65 "refused in the midst of a large mail ($end)"
	like "$(cat "$T/refused")" 'too big' "in the server's words"
done
[ $wrong = 0 ]
verdict=$?
row 39 "each stage answered by 4xx, 5xx, close, reset, nonsense" $cells "$((cells - wrong)) of $cells cells right" $verdict

# ---- in doubt: proof decides, not hope ----

doubt() { # doubt RULE: uncertain, then looked for in Sent
	state_after "$@" >/dev/null
	cp "$H"/sent/*.eml "$T/one.eml" 2>/dev/null
	rules ""
}
doubt "dot take ; close"
tail -n +2 "$T/one.eml" | put_hostile Sent 9
let_time_pass
cmc sync >/dev/null 2>&1
let_time_pass
cmc sync >/dev/null 2>&1
found=$(row_states)
doubt "dot take ; close"
for n in 1 2 3 4; do let_time_pass; cmc sync >/dev/null 2>&1; done
cmc outbox retry >/dev/null 2>&1
cmc sync >/dev/null 2>&1
[ "$found $(row_states) $(sent_twice) $(kept)" = "done uncertain 0 1" ]
verdict=$?
row 38 "accepted, but the answer was lost" 2 "in Sent: $found; not there: $(row_states) after 4 looks; sent twice: $(sent_twice)" $verdict

# ---- some recipients, and a connection that breaks after them ----

begin "RCPT:carla@example.net say 450 4.2.0 later\\r\\n" "RCPT:dora@example.net say 550 5.1.1 nobody\\r\\n" "#1 dot take ; close"
hand_written three "boris@example.net, carla@example.net, dora@example.net" "An alle" "Hallo." | cmc sendmail --queue -t -oi
cmc sync >/dev/null 2>&1
first=$(row_states)
cmc outbox was-sent o1 >/dev/null
rules ""
for n in 1 2 3; do let_time_pass; cmc sync >/dev/null 2>&1; done
envelopes=$(grep -ah '^X-Envelope' "$H"/sent/*.eml | tr -d '\r' | cut -d' ' -f3- | sort | xargs)
[ "$first $envelopes $(row_states)" = "uncertain boris@example.net carla@example.net done" ]
verdict=$?
row 40 "one taken, one put off, one refused, the answer lost" 1 "envelopes: $envelopes" $verdict

# ---- the copy in Sent ----

copies() { grep -alis "^Subject: Our call" "$H"/mail/Sent/*.eml | wc -l; }
file_copy() { # file_copy NAME SECONDS|- RULE…: one copy in the end
	local name=$1 seconds=$2 n
	shift 2
	begin "$@"
	[ "$seconds" = - ] || echo "$seconds" >"$H/files-sent"
	cmc mail boris@example.net --send >/dev/null
	cmc sync >/dev/null 2>&1
	for n in 1 2 3; do sleep 0.2; rules ""; let_time_pass; cmc sync >/dev/null 2>&1; done
	[ "$(row_states) $(copies) $(kept)" = "done 1 1" ] || { worse=$((worse + 1)) && diag "$name: $(row_states), $(copies) copies, sent $(kept) times"; }
}
worse=0
file_copy "the server files it before it answers" 0
row 43 "the server files what it accepts" 1 "copies: $(copies)" $worse
worse=0
file_copy "APPEND refused, quota" - "once APPEND say TAG NO [OVERQUOTA] full\\r\\n"
file_copy "APPEND refused, no such mailbox" - "once APPEND say TAG NO [TRYCREATE] none\\r\\n"
file_copy "APPEND cut before it is stored" - "once APPEND close"
file_copy "APPEND cut after it was stored" - "once appended close"
file_copy "APPEND reset after it was stored" - "once appended reset"
file_copy "APPEND without APPENDUID" - "appended say TAG OK done\\r\\n"
file_copy "SEARCH cut" - "once SEARCH close"
row 44 "APPEND refused, cut before and after it was stored" 7 "copies: 1 in $((7 - worse)) of 7" $worse

wait $slow_pids
took="after $slow s$(long || echo ' (540 in the long form)')"
[ "$(cat "$T/by_sync")" = "done 1 waited" ]
row 41 "the reply to the final dot $took" 1 "$(cat "$T/by_sync")" $?
[ "$(cat "$T/by_client")" = "accepted 1 waited" ]
row 41 "the same to a client, without a watcher" 1 "$(cat "$T/by_client")" $?
done_testing
