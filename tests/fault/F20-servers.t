#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One watcher of many accounts, and every kind of bad server at once: each is noticed in time, none is hammered, memory stays
# bounded, and the account beside them misses no mail.
. "$(dirname "$0")/lib.sh"
span=$(choose 135 900)
names=(quiet stopped stall drip bye throttled limit password zero flood line literal nest range early coalesce)
declare -A rule_of=(
	[stall]='FETCH stall'
	[drip]='FETCH drip 1.0'
	[bye]='idling say * BYE enough\r\n ; close'
	[throttled]='LOGIN say TAG NO Request is throttled. Suggested Backoff Time: 299910 milliseconds\r\n'
	[limit]='LOGIN say TAG NO [LIMIT] too many connections\r\n'
	[password]='LOGIN say TAG NO [AUTHENTICATIONFAILED] no\r\n'
	[zero]='SELECT say * 1 EXISTS\r\n* OK [UIDVALIDITY 0] ok\r\n* OK [UIDNEXT 2] ok\r\nTAG OK [READ-WRITE] done\r\n'
	[flood]='SELECT flood 3000000 * 7 RECENT\r\n'
	[line]='SELECT flood 200000000 x'
	[literal]='FETCH say * 1 FETCH (UID 1 BODY[HEADER.FIELDS (X)] {4294967295}\r\nxx'
	[nest]='SELECT flood 1000000 ('
	[range]='SEARCH say * ESEARCH (TAG "x") UID ALL 1:4294967295\r\nTAG OK done\r\n'
	[early]='IDLE delay 0.3 ; early'
	[coalesce]='IDLE delay 0.3 ; coalesce'
)
declare -A pid_of
port=7300
for name in "${names[@]}"; do
	port=$((port + 1))
	serve_hostile "$name" $port "${rule_of[$name]:-}"
	pid_of[$name]=$!
	hand_written "first-$name" anna@example.org Hallo Hallo | sed 's/^From: .*/From: Boris <boris@example.net>/' \
		>"$T/h/$name/mail/INBOX/1.eml"
done
account_config "${served[@]}"
cmc call Boris --email boris@example.net --outcome reached --promise Plan --at "$(ago 60 min)" >/dev/null

connects() { grep -c 'imap connection' "$T/h/$1/log"; }
deliver_to() { # deliver_to ACCOUNT UID
	hand_written "n$2-$1" anna@example.org "Mail $2" Text | sed 's/^From: .*/From: Boris <boris@example.net>/' >"$T/h/$1/.mail"
	mv "$T/h/$1/.mail" "$T/h/$1/mail/INBOX/$2.eml"
}
known() { sql "SELECT count(DISTINCT message_id) FROM message WHERE message_id LIKE '<n%-$1@client.example>'"; }
has_known() { [ "$(known "$1")" -ge "$2" ]; }
milliseconds() { date +%s%3N; }

start_watch
begun=$SECONDS
well() { [ "$(box_error "$1")" = None ] && grep -q IDLE "$T/h/$1/log"; }
check "the good one is read" wait_for 20 well quiet
wait_for 20 well stopped
kill -STOP "${pid_of[stopped]}"
stopped_at=$SECONDS
noticed=
stall_noticed=
drip_noticed=
sent=1
early_sent=1
slowest=0
hwm=0
most=0
watch_connections() { # as the kernel counts ours: servers that hang do not notice that one has ended
	local count
	count=$(ss -tnH state established | awk '{ n = split($4, at, ":"); if (at[n] > 7300 && at[n] < 7400 && ++open[at[n]] > most) most = open[at[n]] }
		END { print most + 0 }')
	[ "$count" -gt "$most" ] && most=$count
}
watch_memory() {
	local pid size
	for pid in $(pgrep -f "$CMC_LIBEXEC/cmc-agent"); do
		size=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null)
		[ "${size:-0}" -gt "$hwm" ] && hwm=$size
	done
}
while [ $((SECONDS - begun)) -lt "$span" ]; do
	sent=$((sent + 1))
	at=$(milliseconds)
	deliver_to quiet $sent
	until has_known quiet $((sent - 1)) || [ $(($(milliseconds) - at)) -gt 5000 ]; do sleep 0.05; done
	took=$(($(milliseconds) - at))
	[ $took -gt "$slowest" ] && slowest=$took
	early_sent=$((early_sent + 1))
	deliver_to early $early_sent
	deliver_to coalesce $early_sent
	sleep 0.1
	watch_memory
	watch_connections
	[ -n "$noticed" ] || [ "$(box_error stopped)" = None ] || noticed=$((SECONDS - stopped_at))
	[ -n "$stall_noticed" ] || [ "$(box_error stall)" = None ] || stall_noticed=$((SECONDS - begun))
	[ -n "$drip_noticed" ] || [ "$(box_error drip)" = None ] || drip_noticed=$((SECONDS - begun))
	sleep 0.5
done
check "the last one arrives" wait_for 10 has_known early $((early_sent - 1))
check "and at the other" wait_for 10 has_known coalesce $((early_sent - 1))
kill -CONT "${pid_of[stopped]}"
resumed=$SECONDS
check "the stopped one is read again" wait_for 70 well stopped
is_alive=0
kill -0 "$watch_pid" || is_alive=1

[ -n "$noticed" ] && [ "$noticed" -le 95 ]
verdict=$?
row 2 "SIGSTOP of the server while IDLE" 1 "noticed after ${noticed:-never} s (limit 90), back $((SECONDS - resumed)) s after SIGCONT" $verdict
[ -n "$stall_noticed" ] && [ "$stall_noticed" -le 65 ]
verdict=$?
row 2 "server silent within FETCH" 1 "noticed after ${stall_noticed:-never} s (limit 60)" $verdict
[ "$(known early)" = $((early_sent - 1)) ]
verdict=$?
row 7 "EXISTS before \"+\" and without a gap" $((early_sent - 1)) "$((early_sent - 1 - $(known early))) missed" $verdict
[ "$(known coalesce)" = $((early_sent - 1)) ]
verdict=$?
row 6 "EXISTS in one segment with \"+\"" $((early_sent - 1)) "$((early_sent - 1 - $(known coalesce))) missed" $verdict
grep -q 'good-bye' <<<"$(box_error bye)" && [ "$(connects bye)" -le 12 ]
verdict=$?
row 8 "BYE in each IDLE" "$(connects bye)" "$(connects bye) connections in $span s, said in today" $verdict
rest=$(awk '/imap connection/ { if (last && $1 - last > gap) gap = $1 - last; last = $1 } END { printf "%d", gap }' "$T/h/bye/log")
[ "$rest" -ge 30 ]
verdict=$?
row 9 "lets in, then drops at once" "$(connects bye)" "rests grow, the longest was $rest s (an hour of it: F23)" $verdict
soonest=$(awk '/imap connection/ { if (last && (!gap || $1 - last < gap)) gap = $1 - last; last = $1 } END { printf "%d", gap }' "$T/h/throttled/log")
[ "$soonest" = 0 ] || [ "$soonest" -ge 299 ]
verdict=$?
[ "$(connects throttled)" -le $((1 + span / 299)) ] && grep -q 'asked to wait' <<<"$(box_error throttled)" || verdict=1
row 10 "\"Suggested Backoff Time: 299910 milliseconds\"" "$(connects throttled)" "$(connects throttled) connections in $span s, the shortest wait $soonest s (0 = one connection)" $verdict
[ "$most" -ge 1 ] && [ "$most" -le 2 ]
verdict=$?
row 11 "connections open at once to one account" "${#names[@]} accounts" "at most $most (limit 2)" $verdict
[ "$(connects limit)" -le $((2 + span / 120)) ]
verdict=$?
row 10 "[LIMIT] without a time" "$(connects limit)" "$(connects limit) connections in $span s" $verdict
[ "$(grep -c 'imap LOGIN' "$T/h/password/log")" -le 2 ] && grep -q 'log-in' <<<"$(box_error password)"
verdict=$?
row 12 "wrong password" 1 "$(grep -c 'imap LOGIN' "$T/h/password/log") log-ins in $span s, then a person is asked" $verdict
grep -q 'UIDVALIDITY' <<<"$(box_error zero)"
verdict=$?
row 15 "UIDVALIDITY 0" "$(connects zero)" "refused: $(box_error zero | cut -c1-60)" $verdict
[ -n "$drip_noticed" ] && [ "$drip_noticed" -le 125 ]
verdict=$?
row 19 "1 byte a second within FETCH" 1 "cut after ${drip_noticed:-never} s (limit 120)" $verdict
for name in flood line literal nest range; do
	# the rests grow to 45 s
	[ "$(box_error $name)" != None ] && [ "$(connects $name)" -lt $((15 + (span - 135) / 45)) ]
	verdict=$?
	row 20 "$name" "$(connects $name)" "$(box_error $name | cut -c1-66)" $verdict
done
[ "$hwm" -lt 130000 ]
verdict=$?
row 20 "largest agent of all (address space limit 1 GB)" 1 "$((hwm / 1024)) MB" $verdict
[ "$(known quiet)" = $((sent - 1)) ] && [ "$(sql "SELECT count(*) FROM message WHERE message_id LIKE '<n%-quiet@%'")" = $((sent - 1)) ]
verdict=$?
row 10 "the account beside all of these" $((sent - 1)) "$((sent - 1 - $(known quiet))) missed, 0 doubled, slowest $slowest ms" $verdict
ok $is_alive "the watcher lives"
! cat "$T"/h/*/log | grep -q SEQUENCE
verdict=$?
row 18 "commands with sequence numbers" "$(cat "$T"/h/*/log | grep -cE 'FETCH|STORE|SEARCH')" "0 without UID" $verdict
grep '@' "$T/log/watch" | head -3 | sed "s/^/# /"
! grep -q '@' "$T/log/watch"
verdict=$?
row 70 "the log of all this" "$(wc -l <"$T/log/watch") lines" "$(grep -c '@' "$T/log/watch") with addresses" $verdict
stop_watch
is $? 0 "and ends when asked"
check "the store is sound" sound
for name in "${names[@]}"; do kill -9 "${pid_of[$name]}"; done
done_testing
