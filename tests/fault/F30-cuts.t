#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A real Dovecot and a real Postfix behind a proxy that cuts, resets or stalls at a byte: the next round ends where an undisturbed
# one would, each mail met once.
. "$(dirname "$0")/lib.sh"
start_servers
RULE=$T/rule
: >"$RULE"
python3 "$FAULT_DIR/proxy.py" 7143 "$IMAP_PORT" "$RULE" "$T/imap-bytes" &
proxy=$!
wait_for 10 port_open 7143
account_config anna 7143 "$SMTP_PORT"
sed -i '/^smtp=/d' "$XDG_CONFIG_HOME/cmc/config"
for n in 1 2 3; do
	hand_written "in$n" anna@example.org "Mail $n" "Text $n" | sed 's/^From: .*/From: Boris <boris@example.net>/' | deliver anna boris@example.net 2>/dev/null
done
cmc call Boris --email boris@example.net --outcome reached --promise Plan --at "$(ago 60 min)" >/dev/null
mkdir "$T/begun" && cp -a "$XDG_DATA_HOME/cmc/." "$T/begun/"
again() { fresh_store && mkdir -p -m 700 "$XDG_DATA_HOME/cmc" && cp -a "$T/begun/." "$XDG_DATA_HOME/cmc/"; }
met() { sql "SELECT count(*) FROM message"; }

check "an undisturbed round" cmc sync
wanted=$(met)
is "$wanted" 3 "meets all"
sleep 0.5
length=$(sed -n 's/^up [0-9]* down //p' "$T/imap-bytes" | sort -n | tail -n 1)
tries=0
wrong=0
slowest=0
step=$((length / $(choose 40 2000) + 1))
for ((n = 0; n < length; n += step)); do
	how=cut
	[ $((n / step % 3)) = 2 ] && how=reset
	again
	echo "down $how $n" >"$RULE"
	begun=$(date +%s%3N)
	timeout 20 cmc sync >"$T/out" 2>&1
	status=$?
	took=$(($(date +%s%3N) - begun))
	[ $took -gt $slowest ] && slowest=$took
	tries=$((tries + 1))
	[ $status -eq 69 ] || [ $status -eq 75 ] || [ $status -eq 0 ] || { wrong=$((wrong + 1)) && diag "$how at $n: status $status: $(cat "$T/out")"; }
	: >"$RULE"
	cmc sync >"$T/out" 2>&1 || { wrong=$((wrong + 1)) && diag "$how at $n: the next round: $(cat "$T/out")"; }
	[ "$(met)" = "$wanted" ] || { wrong=$((wrong + 1)) && diag "$how at $n: $(met) messages, not $wanted"; }
	sound || wrong=$((wrong + 1))
done
[ $wrong = 0 ] && [ $slowest -lt 5500 ]
verdict=$?
row 1 "connection to Dovecot cut or reset at every ${step}th byte" $tries "0 lost, 0 double, $wrong wrong, slowest error after $slowest ms" $verdict

# a second client that moves and deletes while we read
again
(
	for k in $(seq 1 "$(choose 40 1000)"); do
		hand_written "race$k" anna@example.org "Race $k" x | sed 's/^From: .*/From: Boris <boris@example.net>/' | put_mail anna INBOX
		dadm move -u anna Archive mailbox INBOX header Subject "Race $((k - 1))" 2>/dev/null
		dadm expunge -u anna mailbox INBOX header Subject "Race $((k - 2))" 2>/dev/null
	done
) &
racer=$!
dadm mailbox create -u anna Archive 2>/dev/null
bad=0
rounds=0
while kill -0 $racer 2>/dev/null; do
	rounds=$((rounds + 1))
	cmc sync >"$T/out" 2>&1 || { bad=$((bad + 1)) && diag "$(cat "$T/out")"; }
done
[ $bad = 0 ] && sound
verdict=$?
row 16 "mails moved and expunged by a second client while we read" "$rounds rounds" "$bad errors" $verdict
kill $proxy

# nothing there at all
account_config anna 1 -
sed -i 's/localhost:1/nowhere.invalid:143/; /^insecure/d' "$XDG_CONFIG_HOME/cmc/config"
cmc sync >"$T/out" 2>&1
status=$?
cmc today >/dev/null 2>&1
[ "$? $status" = "0 69" ]
verdict=$?
row 22 "no name server, no network" 1 "sync ends with $status, today works" $verdict
done_testing
