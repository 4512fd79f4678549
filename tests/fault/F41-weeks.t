#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Unattended for weeks: a watcher that lives through as many events as an office has in months (flags set and taken away by
# another client, mails that come and go) needs no more memory afterwards than at their beginning.
. "$(dirname "$0")/lib.sh"
rounds=$(choose 12 100) mails=1000
start_servers
account_config anna "$IMAP_PORT" -
cmc contact add Boris --email boris@example.net >/dev/null
need_inbox
put() { from_boris "$1" | drop_in_inbox "$1"; }
for n in $(seq "$mails"); do put "$n"; done
start_watch
places() { sql "SELECT count(*) FROM place p JOIN mailbox m ON m.id = p.mailbox_id WHERE m.name = 'INBOX'${1:-}"; }
are_there() { [ "$(places)" = "$1" ]; }
are_seen() { [ "$(places ' AND p.flags & 1 = 1')" = "$1" ]; }
memory() { # what the watcher and its agents have taken for themselves, KiB: shared pages count by who else uses them
	local pid
	for pid in "$watch_pid" $(pgrep -f "$CMC_LIBEXEC/cmc-agent"); do cat "/proc/$pid/smaps_rollup"; done |
		awk '/^Anonymous:/ { sum += $2 } END { print sum }'
}
one_round() { # one_round N: all flags change, one mail comes and goes
	local how=add wanted=$mails
	[ $(($1 % 2)) = 1 ] || { how=remove wanted=0; }
	dadm flags "$how" -u anna '\Seen' mailbox INBOX all
	wait_for 60 are_seen "$wanted" || return
	put "more$1"
	wait_for 60 are_there $((mails + 1)) || return
	dadm expunge -u anna mailbox INBOX header Message-ID "more$1@client.example"
	wait_for 60 are_there "$mails"
}

check "all are read" wait_for 120 are_there "$mails" || diag "$(places)"
events=0
before=
for round in $(seq "$rounds"); do
	one_round "$round" || { diag "round $round: $(places) there, $(places ' AND p.flags & 1 = 1') seen"; break; }
	events=$((events + mails + 2))
	[ "$round" != $((rounds / 5)) ] || before=$(memory)
done
after=$(memory)
diag "$events events, $before KiB after the first fifth, $after KiB at the end"
is "$events" $((rounds * (mails + 2))) "each event has come"
[ "$((after * 100))" -le "$((before * 105))" ]
row - "flags, deliveries and expunges that a watcher lives through" "$events" "memory $before to $after KiB" $?
stop_watch
is $? 0 "it ends when asked"
check "the store is sound" sound
done_testing
