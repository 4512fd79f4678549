#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Servers that are odd rather than broken, and keep their connections: news that never end, an IDLE that the server ends by
# itself, a UIDNEXT that is too low. All mail is seen, and neither server nor store is kept busy for nothing.
. "$(dirname "$0")/lib.sh"
span=$(choose 30 300)
names=(quiet exists recent flags ended leaves low)
declare -A rule_of=(
	[exists]='idling say * 1 EXISTS\r\n'
	[recent]='idling say * 0 RECENT\r\n'
	[flags]='idling say * 1 FETCH (FLAGS (\\Seen))\r\n'
	[ended]='idling leave'
	[leaves]='#1 idling delay 1 ; leave'
)
declare -A how_of=(
	[exists]='EXISTS after each "+"'
	[recent]='RECENT after each "+"'
	[flags]='flags after each "+"'
	[ended]='each IDLE ended by the server at once'
	[leaves]='one IDLE ended by the server'
	[low]='UIDNEXT 2, whatever is there'
)
port=7600
for name in "${names[@]}"; do
	port=$((port + 1))
	serve_hostile "$name" $port "${rule_of[$name]:-}"
done
echo 2 >"$T/h/low/uidnext"
account_config "${served[@]}"
cmc contact add Boris --email boris@example.net >/dev/null
put() { # put ACCOUNT UID
	from_boris "n$2-$1" | H=$T/h/$1 put_hostile INBOX "$2"
}
known() { sql "SELECT count(DISTINCT message_id) FROM message WHERE message_id LIKE '<n%-$1@client.example>'"; }
has_known() { [ "$(known "$1")" = "$2" ]; }
reads() { grep -c 'imap SELECT' "$T/h/$1/log"; }
for name in "${names[@]}"; do put "$name" 1 && put "$name" 2; done
start_watch
for name in "${names[@]}"; do check "$name: what is there is read" wait_for 20 has_known "$name" 2; done
sleep 5
declare -A before
for name in "${names[@]}"; do before[$name]=$(reads "$name"); done
sleep "$span"
for name in exists recent flags ended; do
	count=$(($(reads "$name") - before[$name]))
	# two a second on each of two lines, and what was saved up; the server that ends each IDLE is asked like one that has none
	[ "$count" -gt 0 ] && [ "$count" -le $((4 * span + 80)) ] && { [ "$name" != ended ] || [ "$count" -le $((2 * (span / 30 + 1))) ]; }
	row 8 "${how_of[$name]}" "$span s" "$count times a mailbox was read anew" $?
done
for name in "${names[@]}"; do put "$name" 3; done
for name in "${names[@]}"; do
	begun=$(date +%s%3N)
	wait_for 40 has_known "$name" 3
	verdict=$?
	row 7 "${how_of[$name]:-an ordinary server beside them}: a mail comes" 1 "seen after $(($(date +%s%3N) - begun)) ms more" $verdict
done
put quiet 4
check "the ordinary one is told at once" wait_for 3 has_known quiet 4
is "$(cat "$T"/h/*/log | grep -c connection)" $((2 * ${#names[@]})) "each keeps its two connections"
is "$(cmc today --json | json 'sum(m["error"] is not None for m in d["mailboxes"])')" 0 "today has nothing to say about them"
stop_watch
is $? 0 "the watcher ends when asked"
check "the store is sound" sound
for job in $(jobs -p); do kill -9 "$job"; done
done_testing
