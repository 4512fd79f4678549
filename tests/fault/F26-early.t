#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Servers, and what lies between, that end what is quiet for long, on a fast clock: cmc learns it and is heard of in time. No mail
# is missed where a connection ends nevertheless, and one that ended by chance teaches nothing.
. "$(dirname "$0")/lib.sh"
command -v faketime >/dev/null || skip_all "faketime is missing"
rate=30
span=$(choose 2400 10800)
half=$((span / 2))
names=(idle work bye proxy life chance)
declare -A rules_of=(
	[idle]="idling limit idle $(later 300)"
	[work]="idling limit work $(later 300)"
	[bye]="idling limit work $(later 300)"
	[proxy]="idling limit idle $(later 40)"
	[life]="idling limit life $(later 600)"
	[chance]="once idling limit work $(later 200)"
)
declare -A end_of=(
	[bye]='limit say * BYE idle for too long\r\n ; close'
	[proxy]='limit reset'
)
declare -A how_of=(
	[idle]='end of each IDLE after 5 min'
	[work]='end of each connection after 5 min without a command but IDLE'
	[bye]='the same, with BYE'
	[proxy]='reset of each connection after 40 s without a command'
	[life]='end of each connection after 10 min'
	[chance]='end of one connection after 200 s'
)
declare -A most_cuts=([idle]=0 [work]=2 [bye]=2 [proxy]=2 [life]=$((span / 600)) [chance]=1)
declare -A late_cuts=([life]=$((half / 600 + 1)))
port=7600
for name in "${names[@]}"; do
	port=$((port + 1))
	serve_hostile "$name" $port "${rules_of[$name]}" "${end_of[$name]:-}"
done
account_config "${served[@]}"
cmc contact add Boris --email boris@example.net >/dev/null

declare -A cuts put
connects() { grep -c 'imap connection' "$T/h/$1/log"; }
# what idles on both mailboxes is cut twice at once
cuts() { awk -v from="${2:-0}" '/imap limit/ && $1 - last > 0.5 { last = $1; if ($1 >= from) n++ } END { print n + 0 }' "$T/h/$1/log"; }
put_in() { # put_in ACCOUNT MAILBOX FROM: one more mail
	hand_written "$2-${put[$1]}-$1" "$3" "Mail ${put[$1]}" Text | sed "s/^From: .*/From: $3/" |
		H=$T/h/$1 put_hostile "$2" "${put[$1]}"
}
put_pair() { # put_pair ACCOUNT: one from Boris in INBOX, one to him in Sent
	put[$1]=$((${put[$1]} + 1))
	put_in "$1" INBOX boris@example.net
	put_in "$1" Sent boris@example.net
}
known() { sql "SELECT count(*) FROM message WHERE message_id LIKE '<%-$1@client.example>'"; }
knows_all() { [ "$(known "$1")" = $((2 * ${put[$1]})) ]; }

for name in "${names[@]}"; do cuts[$name]=0 put[$name]=0; put_pair "$name"; done
start_fast_watch $rate
begun=$(date +%s.%N)
passed() { awk -v b="$begun" -v now="$(date +%s.%N)" -v s="$1" -v r=$rate 'BEGIN { exit !((now - b) * r >= s) }'; }
follow_cuts() { # what comes just after a cut is what could be missed
	local now
	for name in "${names[@]}"; do
		now=$(cuts "$name")
		[ "$now" = "${cuts[$name]}" ] || put_pair "$name"
		cuts[$name]=$now
	done
	sleep 0.1
}
until passed $half; do follow_cuts; done
at_half=$(date +%s.%N)
until passed $((half + 700)); do follow_cuts; done
for name in "${names[@]}"; do put_pair "$name"; done
until passed $span; do follow_cuts; done

for name in "${names[@]}"; do
	diag "$name: $(awk -v b="$begun" -v r=$rate '/imap (connection|limit)/ { printf "%s %d, ", $3, ($1 - b) * r }' "$T/h/$name/log")"
	wait_for 5 knows_all "$name"
	first=$(cuts "$name")
	late=$(cuts "$name" "$at_half")
	[ "$first" -le "${most_cuts[$name]}" ] && [ "$late" -le "${late_cuts[$name]:-0}" ] && [ "$(connects "$name")" -le $((2 + 2 * first)) ] && knows_all "$name"
	verdict=$?
	row 5 "${how_of[$name]}, $((span / 60)) min of a fast clock" "$first" \
		"$first cuts, $late in the second half, $(connects "$name") connections, $((2 * ${put[$name]} - $(known "$name"))) of $((2 * ${put[$name]})) mails missed" $verdict
done
learnt=$(sed -n 's/.*renewal-learnt account=\([a-z]*\) seconds=\([0-9]*\).*/\1 \2/p' "$T/log/watch" | sort | tr '\n' ' ')
like "$learnt" '^bye 1[45][0-9] proxy (1[5-9]|2[0-9]) work 1[45][0-9] $' "half of the time is learnt, and nothing where it ended otherwise"
stop_fast_watch
is $? 0 "the watcher ends when asked"
check "the store is sound" sound
for job in $(jobs -p); do kill -9 "$job"; done
done_testing
