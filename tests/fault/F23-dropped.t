#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Servers that let us in and drop us soon after: an hour with each on a fast clock, in which they see few connections, and each
# of these finds all mail there is. And one connection that is lost by chance, which is back at once.
. "$(dirname "$0")/lib.sh"
command -v faketime >/dev/null || skip_all "faketime is missing"
rate=12
hours=$(choose 1 3)
names=(bye close reset late alone)
declare -A rule_of=(
	[bye]='idling say * BYE enough\r\n ; close'
	[close]='idling close'
	[reset]='idling reset'
	[late]="idling delay $(later 9) ; close"
	[alone]='LOGIN alone' # one connection of a user at a time, the newest
)
declare -A how_of=(
	[bye]='BYE in each IDLE'
	[close]='end of each connection in IDLE'
	[reset]='reset of each connection in IDLE'
	[late]='end of each connection after 9 s of IDLE'
	[alone]='each connection ends the one before'
)
port=7500
add_server() { # add_server NAME
	port=$((port + 1))
	serve_hostile "$1" $port "${rule_of[$1]:-}"
}
for name in "${names[@]}"; do add_server "$name"; done
account_config "${served[@]}"
cmc contact add Boris --email boris@example.net >/dev/null

connects() { grep -c 'imap connection' "$T/h/$1/log"; }
put() { # put ACCOUNT MAILBOX NAME <MAIL
	H=$T/h/$1 put_hostile "$2" "$3"
}
put_pair() { # put_pair ACCOUNT N: one from Boris in INBOX, one to him in Sent
	hand_written "in$2-$1" anna@example.org "Mail $2" Text | sed 's/^From: .*/From: Boris <boris@example.net>/' | put "$1" INBOX "$2"
	hand_written "out$2-$1" boris@example.net "Mail $2" Text | put "$1" Sent "$2"
}
known() { sql "SELECT count(*) FROM message WHERE message_id IN ('<in$2-$1@client.example>', '<out$2-$1@client.example>')"; }

# ---- hours with servers that drop us ----

declare -A pair at_put read_late missed
for name in "${names[@]}"; do pair[$name]=0 read_late[$name]=0 missed[$name]=0; done
# a pair is put as soon as the one before it is known; it must be known when the connection after this one has come
look_at() { # look_at ACCOUNT
	local now
	now=$(connects "$1")
	if [ "${pair[$1]}" -gt 0 ]; then
		[ "$(known "$1" "${pair[$1]}")" = 2 ] || return 0
		if [ "${at_put[$1]}" -ge 5 ]; then # else the next ones come faster than we look
			read_late[$1]=$((read_late[$1] + 1))
			[ "$now" -le $((at_put[$1] + 1)) ] || missed[$1]=$((missed[$1] + 1))
		fi
	fi
	pair[$1]=$((pair[$1] + 1))
	at_put[$1]=$now
	put_pair "$1" "${pair[$1]}"
}
for name in "${names[@]}"; do look_at "$name"; done
start_fast_watch $rate
begun=$(date +%s)
while [ $(($(date +%s) - begun)) -lt $((hours * 3600 / rate)) ]; do
	for name in "${names[@]}"; do look_at "$name"; done
	sleep 0.2
done
most_in_an_hour() { # most_in_an_hour ACCOUNT: wherever the hour begins
	awk -v hour="$(later 3600)" '/imap connection/ { at[++n] = $1; while (at[n] - at[first + 1] > hour) first++
		if (n - first > most) most = n - first } END { print most + 0 }' "$T/h/$1/log"
}
longest_rest() { awk -v r=$rate '/imap connection/ { if (last && $1 - last > gap) gap = $1 - last; last = $1 } END { printf "%d", gap * r }' "$T/h/$1/log"; }
for name in "${names[@]}"; do
	most=$(most_in_an_hour "$name")
	[ "$most" -ge 5 ] && [ "$most" -le 12 ]
	verdict=$?
	diag "$name: $(awk -v r=$rate '/imap connection/ { if (!first) first = $1; printf "%d ", ($1 - first) * r }' "$T/h/$name/log")"
	row 9 "${how_of[$name]}, $hours h of a fast clock" "$(connects "$name")" "at most $most connections an hour (limit 12), longest rest $(longest_rest "$name") s" $verdict
	[ "${read_late[$name]}" -ge 3 ] && [ "${missed[$name]}" = 0 ]
	verdict=$?
	row 9 "${how_of[$name]}: mails in INBOX and Sent meanwhile" "$((2 * read_late[$name]))" "$((2 * missed[$name])) not found by the next connection" $verdict
done
like "$(box_error bye)" 'good-bye|dropped|closed' "today says what hinders"
stop_fast_watch
is $? 0 "the watcher ends when asked"

# ---- one that was lost by chance ----

add_server chance
account_config chance $port -
echo 'once idling close' >"$T/h/chance/rules"
put_pair chance 1
start_fast_watch "$(choose 6 1)"
has_connects() { [ "$(connects chance)" -ge "$1" ]; }
knows() { [ "$(known chance "$1")" = 2 ]; }
check "the mails are read" wait_for 10 knows 1
check "lost at once: a new connection within 10 s" wait_for 10 has_connects 3
put_pair chance 2
check "it finds what came, in INBOX at once and in Sent within a minute" wait_for 70 knows 2
check "the other follows when it has stood for two minutes" wait_for 140 has_connects 4
if long; then
	sleep 125
	echo 'once arrived close' >"$T/h/chance/rules"
	put_pair chance 3
	check "lost later: both are back within 5 s" wait_for 5 has_connects 6
	check "and find what came" wait_for 5 knows 3
fi
stop_fast_watch
is $? 0 "and this one ends, too"
check "the store is sound" sound
for job in $(jobs -p); do kill -9 "$job"; done
done_testing
