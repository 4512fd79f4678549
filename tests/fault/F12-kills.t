#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# kill -9 of watcher and agents at random while mails go out through a server that drops one dialog in ten before or after it
# accepted: 0 sent twice, 0 lost, every doubt visible and resolvable. SEED=n plays the same moments again, MAILS=n and KILLS=n another part of it.
. "$(dirname "$0")/lib.sh"
mails=${MAILS:-$(choose 40 2000)}
kills=${KILLS:-$(choose 30 1000)}
SEED=${SEED:-$(date +%s)}
export SEED
RANDOM=$SEED
diag "SEED=$SEED"
start_hostile "5% dot close" "5% dot take ; close" "3% RCPT reset" "2% banner close"
hostile_account
for n in $(seq "$mails"); do
	cmc call "Person $n" --email "p$n@example.net" --outcome reached --promise Plan >/dev/null
	cmc mail "p$n@example.net" --send >/dev/null 2>&1
done
start_watch
for k in $(seq "$kills"); do
	sleep "0.$((RANDOM % 5 + 1))"
	[ $((k % 5)) != 0 ] || let_time_pass
	if [ $((RANDOM % 2)) = 0 ]; then
		kill -9 "$watch_pid"
		wait "$watch_pid" 2>/dev/null
		start_watch
	else
		pids=($(pgrep -f "$CMC_LIBEXEC/cmc-agent"))
		[ ${#pids[@]} = 0 ] || kill -9 "${pids[RANDOM % ${#pids[@]}]}" 2>/dev/null
	fi
done
settled() {
	let_time_pass
	! row_states | grep -qE 'sealed|claimed|rcpt_ok|dot_intent|accepted|sent_copy|deferred'
}
check "all that can be decided is decided" wait_for $((60 + mails)) settled || diag "$(row_states | tr ' ' '\n' | sort | uniq -c)"
check "the store is sound" sound
rules ""
before=$(sent_twice)
doubts=0
lied=0
while read -r id message; do
	doubts=$((doubts + 1))
	if grep -qaF "$message" "$H"/sent/*.eml 2>/dev/null; then cmc outbox was-sent "$id"; else cmc outbox resend "$id"; fi >/dev/null || lied=1
done < <(cmc outbox list --json | python3 -c 'import json, sys
for i in json.load(sys.stdin)["items"]:
    if i["state"] == "uncertain": print(i["id"], i["message_id"])')
finished() { settled && ! row_states | grep -q uncertain; }
check "a person resolves the rest" wait_for 60 finished
lost=$((mails - $(copies_sent | wc -l)))
copies=$(grep -ahi '^Message-ID:' "$H"/mail/Sent/*.eml | sort | uniq -c | awk '$1 > 1' | wc -l)
[ "$before $(sent_twice) $lost $copies $lied" = "0 0 0 0 0" ]
verdict=$?
row 37 "$kills random kills over $mails mails, 10 % of dialogs dropped" "$kills" \
	"$(sent_twice) twice, $lost lost, $doubts asked, $copies double copies" $verdict
stop_watch
is $? 0 "the watcher ends when asked"
check "the store is sound" sound
done_testing
