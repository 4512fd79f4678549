#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# kill -9 of the watcher and of its agents at random moments: the same end as without, nothing sent twice, nothing lost,
# every doubt visible and resolvable. SEED=n plays the same moments again.
PEOPLE=${PEOPLE:-8}
KILLS=${KILLS:-25}
USERS="anna $(seq -f 'b%g' -s ' ' "${PEOPLE:-8}")"
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna
RANDOM=${SEED:-$$}
diag "SEED=${SEED:-$$}"

states() { cmc outbox list --json | json '" ".join(i["state"] for i in d["items"])'; }
ids_in() { cmc outbox list --json | json '" ".join(i["id"] for i in d["items"] if i["state"] == "'"$1"'")'; }
agent_pids() { pgrep -f "$CMC_LIBEXEC/cmc-agent"; }
no_agents() { [ -z "$(agent_pids)" ]; }

reply() { # reply N: person N answers what arrived
	local id
	id=$(fetch "b$1" INBOX hdr.message-id | sed -n 's/^hdr.message-id: <\(.*\)>/\1/p' | head -n 1)
	[ -n "$id" ] || return 1
	reply_to "$id" "r$1" "b$1@example.org" "Person $1" "Re: x" "Danke, Person $1." | deliver anna "b$1@example.org" 2>/dev/null
}

for n in $(seq "$PEOPLE"); do
	cmc call "Person $n" --email "b$n@example.org" --outcome reached --at "$(ago 50 min)" --promise Plan --next "$(ago 5 min)" >/dev/null
done
start_watch
answered=
sent=0
for k in $(seq "$KILLS"); do
	sleep "0.$((RANDOM % 9 + 1))"
	if [ "$sent" -lt "$PEOPLE" ] && [ $((k % 2)) = 0 ]; then
		sent=$((sent + 1))
		cmc mail "b$sent@example.org" --send >/dev/null || diag "mail $sent: $?"
	fi
	for n in $(seq "$sent"); do
		[[ " $answered " == *" $n "* ]] || { has_mails "b$n" INBOX 1 && reply "$n" && answered="$answered $n"; }
	done
	if [ $((RANDOM % 2)) = 0 ]; then
		kill -9 "$watch_pid"
		wait "$watch_pid" 2>/dev/null
		start_watch
	else
		pids=($(agent_pids))
		[ ${#pids[@]} = 0 ] || kill -9 "${pids[RANDOM % ${#pids[@]}]}" 2>/dev/null
	fi
done

# ---- calm: what is deferred is tried, what is in doubt is decided by what the recipient has ----

kill -9 "$watch_pid"
wait "$watch_pid" 2>/dev/null
check "the agents of a dead watcher end" wait_for 10 no_agents
check "the store is sound" cmc check
start_watch
settled() { ! states | grep -qE 'sealed|claimed|rcpt_ok|dot_intent|accepted|sent_copy|deferred' || { cmc outbox retry >/dev/null; false; }; }
check "everything that can be sent is sent" wait_for 60 settled
unresolved=$(ids_in uncertain)
diag "in doubt after $KILLS kills: ${unresolved:-none}"
for id in $unresolved; do
	n=${id#o} # row n is the mail to person n
	if [ "$(mails "b$n" INBOX)" = 0 ]; then
		check "$id never arrived: sent again" cmc outbox resend "$id"
	else
		check "$id arrived: said so" cmc outbox was-sent "$id"
	fi
done
check "then all is done" wait_for 60 settled
is "$(states | tr ' ' '\n' | sort -u)" "done" "every row is done"

twice=
lost=
for n in $(seq "$PEOPLE"); do
	wait_for 10 has_mails "b$n" INBOX 1
	case $(mails "b$n" INBOX) in
	0) lost="$lost b$n" ;;
	1) ;;
	*) twice="$twice b$n" ;;
	esac
	[[ " $answered " == *" $n "* ]] || { reply "$n" && answered="$answered $n"; }
done
is "$lost" "" "nothing was lost"
is "$twice" "" "nothing was sent twice"
is "$(mails anna Sent)" "$PEOPLE" "one copy each in Sent"

all_told() {
	local n
	for n in $(seq "$PEOPLE"); do
		[ "$(events "b$n@example.org" | tr ' ' '\n' | sort | xargs)" = "appointment call follow-up reply" ] || return 1
	done
}
check "each contact has its call, follow-up, reply and appointment, once" wait_for 30 all_told ||
	for n in $(seq "$PEOPLE"); do diag "b$n: $(events "b$n@example.org")"; done
check "one card each" wait_for 20 has_mails anna Calls "$PEOPLE"
is "$(mails anna INBOX FLAGGED)" "$PEOPLE" "a star on every answer"
is "$(fetch anna INBOX flags | grep -c Seen)" 0 "nothing was marked as read"
for n in $(seq "$PEOPLE"); do cmc call "b$n@example.org" --outcome reached >/dev/null; done
check "the outcomes take the cards" wait_for 20 has_mails anna Calls 0
check "and the stars" wait_for 20 has_mails anna INBOX 0 FLAGGED
stop_watch
is $? 0 "the watcher ends when asked"
check "the store is sound" cmc check
done_testing
