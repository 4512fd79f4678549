#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every way of sending, ended with kill at each of its effects (commit, network write, frame, rename), in cmc and in its agents:
# what was accepted is never sent again, nothing is lost, every doubt is visible and can be resolved.
. "$(dirname "$0")/lib.sh"
need_fault_points
start_hostile
hostile_account

by_mail() { cmc mail boris@example.net --send >/dev/null && cmc sync; }
by_client() { hand_written client boris@example.net Plan "Hier ist der Plan." | cmc sendmail -t -oi; }
by_queue() { hand_written queue boris@example.net Plan "Hier ist der Plan." | cmc sendmail --queue -t -oi && cmc sync; }

begin() { # a store with one call, and empty mailboxes
	clear_hostile
	cp -a "$T/begun/." "$XDG_DATA_HOME/cmc/" 2>/dev/null || {
		cmc call Boris --email boris@example.net --outcome reached --promise Plan >/dev/null
		cmc sync >/dev/null 2>&1
		mkdir -p "$T/begun" && cp -a "$XDG_DATA_HOME/cmc/." "$T/begun/"
	}
}

settle() { # what a watcher would do in the next hours, and then a person
	local n id
	for n in 1 2 3 4; do
		let_time_pass
		cmc sync >/dev/null 2>&1
		row_states | grep -qE 'sealed|claimed|rcpt_ok|dot_intent|accepted|sent_copy|deferred' || break
	done
	for id in $(cmc outbox list --json | json '" ".join(i["id"] for i in d["items"] if i["state"] == "uncertain")'); do
		doubts=$((doubts + 1))
		if [ "$(kept)" = 0 ]; then cmc outbox resend "$id"; else cmc outbox was-sent "$id"; fi >/dev/null
		let_time_pass
		cmc sync >/dev/null 2>&1
		let_time_pass
		cmc sync >/dev/null 2>&1
	done
}

play() { # play HOW PROGRAM: at every point
	local how=$1 program=$2 n points=0 bad=0 unsound=0 lost=0 step
	doubts=0
	fresh_store
	mkdir -p -m 700 "$XDG_DATA_HOME/cmc"
	begin
	rm -f "$T/trace"
	CMC_CRASH_AT=$program:0 CMC_CRASH_TRACE=$T/trace "by_$how" >/dev/null 2>&1
	points=$(wc -l <"$T/trace")
	step=$(choose 3 1)
	[ "$program" = cmc ] && step=$(choose 2 1)
	for ((n = 1; n <= points; n += step)); do
		fresh_store
		mkdir -p -m 700 "$XDG_DATA_HOME/cmc"
		begin
		CMC_CRASH_AT=$program:$n "by_$how" >/dev/null 2>&1
		sound || { unsound=$((unsound + 1)) && diag "$how, $program dies at $n: not sound"; }
		# whose program died, or was given its mail back, tries again
		case $(row_states) in
		"" | cancelled) "by_$how" >/dev/null 2>&1 ;;
		esac
		settle
		sound || { unsound=$((unsound + 1)) && diag "$how, $program dies at $n: not sound in the end"; }
		[ "$(sent_twice)" = 0 ] || { bad=$((bad + 1)) && diag "$how, $program dies at $n: sent twice: $(copies_sent)"; }
		if [ "$(kept)" = 0 ]; then
			lost=$((lost + 1)) && diag "$how, $program dies at $n: lost; $(cmc outbox list 2>&1)"
		fi
		[ "$(row_states)" = "done" ] || { bad=$((bad + 1)) && diag "$how, $program dies at $n: $(row_states)"; }
		copies=$(find "$H/mail/Sent" -name '*.eml' | wc -l)
		[ "$copies" -le 1 ] || { bad=$((bad + 1)) && diag "$how, $program dies at $n: $copies copies in Sent"; }
	done
	[ "$bad $unsound $lost" = "0 0 0" ] && [ "$points" -gt 5 ]
	verdict=$?
	row 37 "$program killed at each effect of sending ($how)" "$(((points + step - 1) / step)) of $points points" \
		"$bad wrong, $lost lost, $unsound unsound, $doubts in doubt and resolved" $verdict
}

for how in mail client queue; do
	for program in cmc cmc-agent; do
		play $how $program
	done
done
done_testing
