#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The watcher's proof: mails are delivered all the while connections are cut, reset and stalled, servers are killed, stopped and
# restarted, agents and the watcher are killed, and an odd server says BYE, NO and nothing. Then they are counted: none missed,
# none twice. SEED=n plays the same moments again.
. "$(dirname "$0")/lib.sh"
mails=$(choose 60 500) # to each of the two accounts
SEED=${SEED:-$(date +%s)}
export SEED
RANDOM=$SEED
diag "SEED=$SEED"
start_servers
RULE=$T/rule
: >"$RULE"
python3 "$FAULT_DIR/proxy.py" 7144 "$IMAP_PORT" "$RULE" "$T/imap-bytes" 2>>"$T/log/proxy" &
proxy=$!
odd_rules=("10% greeting close" "5% greeting delay 2" "3% LOGIN close" "8% SELECT reset" "4% FETCH close" "4% FETCH split"
	"5% FETCH say TAG NO not now\r\n" "4% SEARCH close" "15% IDLE coalesce" "20% IDLE early" "6% idling say * BYE enough\r\n ; close"
	"6% idling close" "6% arrived reset" "5% arrived say * 0 RECENT\r\n" "5% DONE close")
start_hostile "${odd_rules[@]}"
wait_for 10 port_open 7144 || bail_out "no proxy"
account_config anna 7144 - odd 7143 -
cmc call Boris --email boris@example.net --outcome reached --promise Plan --at "$(ago 60 min)" >/dev/null

need_inbox
deliver_both() { # deliver_both N
	from_boris "r$1" | drop_in_inbox "$1"
	from_boris "o$1" | put_hostile INBOX "$1"
}
known() { sql "SELECT count(*) FROM message WHERE message_id LIKE '<$1%@client.example>'"; }
distinct() { sql "SELECT count(DISTINCT message_id) FROM message WHERE message_id LIKE '<$1%@client.example>'"; }

# ---- what goes wrong ----

one_of() { [ $# = 0 ] || { local all=("$@"); echo "${all[RANDOM % $#]}"; }; }
kill_agent() {
	local pid
	pid=$(one_of $(pgrep -f "$CMC_LIBEXEC/cmc-agent"))
	[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null
}
kill_watcher() {
	kill -9 "$watch_pid"
	wait "$watch_pid" 2>/dev/null
	start_watch
}
imap_servers() { pgrep -f 'dovecot/imap' -P "$(cat "$T/dovecot/run/master.pid" 2>/dev/null)" 2>/dev/null; }
kill_server() {
	local pid
	pid=$(one_of $(imap_servers))
	[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null
}
stop_server() { # for a second, by SIGSTOP
	local pid
	pid=$(one_of $(imap_servers))
	[ -z "$pid" ] || { kill -STOP "$pid" && sleep 1 && kill -CONT "$pid"; } 2>/dev/null
}
restart_server() {
	stop_dovecot
	sleep 0.$((RANDOM % 9))
	start_dovecot
}
pass_all() { : >"$RULE"; }
cut_line() { echo "$(one_of up down) $(one_of cut reset cut reset stall) $((RANDOM % 3000))" >"$RULE"; }
renumber() { rebuild anna INBOX >/dev/null 2>&1; }
troubles=(kill_agent kill_agent kill_watcher kill_server kill_server stop_server cut_line cut_line cut_line cut_line pass_all pass_all pass_all
	restart_server renumber)
declare -A count=()

start_watch
both() { [ "$(known r) $(known o)" = "$1 $1" ]; }
deliver_both 1
check "both accounts are read before it begins" wait_for 60 both 1
for n in $(seq 2 "$mails"); do
	deliver_both "$n"
	[ $((RANDOM % 3)) = 0 ] || {
		trouble=$(one_of "${troubles[@]}")
		count[$trouble]=$((${count[$trouble]:-0} + 1))
		$trouble
	}
	sleep "0.$((RANDOM % 6 + 1))"
done
: >"$RULE"
rules ""
begun=$SECONDS
last=$(known r)
check "all have come, without a hand, once the troubles are over" wait_for 400 both "$mails" || diag "$(known r) and $(known o) of $mails; $(box_error anna), $(box_error odd)"
waited=$((SECONDS - begun))
events_twice=$(cmc log boris --json | json '(lambda ids: len(ids) - len(set(ids)))([e["message_id"] for e in d["events"] if e["message_id"]])')
missed=$((2 * mails - $(distinct r) - $(distinct o)))
doubled=$(($(known r) + $(known o) - $(distinct r) - $(distinct o) + events_twice))
done_to=
sum=0
for trouble in "${!count[@]}"; do
	done_to+=" $trouble ${count[$trouble]},"
	[ "$trouble" = pass_all ] || sum=$((sum + ${count[$trouble]}))
done
connections=$(($(wc -l <"$T/imap-bytes") + $(grep -c 'imap connection' "$H/log")))
diag "done:$done_to odd server: $(grep -c 'imap connection' "$H/log") connections; $last of $mails were known when it ended"
[ "$missed $doubled" = "0 0" ]
verdict=$?
row 1 "deliveries amid $sum cuts, kills, stops, restarts, and an odd server" "$((2 * mails))" \
	"$missed missed, $doubled doubled, last $waited s after the troubles, $connections connections" $verdict

# ---- a start without any network ----

stop_watch
is $? 0 "the watcher ends when asked"
kill $proxy
stop_hostile
deliver_both $((mails + 1))
start_watch
refused() { [ "$(box_error anna)" != None ] && [ "$(box_error odd)" != None ]; }
check "both servers are away at the start, and today says so" wait_for 20 refused
check "the watcher lives" kill -0 "$watch_pid"
python3 "$FAULT_DIR/proxy.py" 7144 "$IMAP_PORT" "$RULE" "$T/imap-bytes" 2>>"$T/log/proxy" &
proxy=$!
start_hostile ""
begun=$SECONDS
wait_for 90 both $((mails + 1))
verdict=$?
row 22 "no server when the watcher starts, then both" 1 "read $((SECONDS - begun)) s after they came" $verdict
stop_watch
is $? 0 "it ends when asked"
check "the store is sound" sound
kill $proxy
done_testing
