#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A mail that kills its reader, and a server whose answer does: left alone after two deaths, shown, remembered, and nobody else's
# trouble. And the password, which must be nowhere.
. "$(dirname "$0")/lib.sh"
cc -shared -fPIC -o "$T/poison.so" "$E2E_DIR/poison.c" -ldl 2>"$T/log/cc" || skip_all "no C compiler"
PASSWORD=canary-Kn4rz-$RANDOM$RANDOM
servers=()
port=7400
for name in good mail server; do
	port=$((port + 1))
	serve_hostile $name $port
	servers+=($!)
	echo "$PASSWORD" >"$T/secret/$name"
done
put() { # put ACCOUNT UID [WORDS]
	hand_written "m$2-$1" anna@example.org "Canary-Subject $2" "$(printf -- '--b\nContent-Type: text/plain\n\nText %s\n--b\nContent-Type: text/html\n\n<p>Text\n--b--' "${3:-}")" |
		sed 's/^From: .*/From: Boris <boris@example.net>\nMIME-Version: 1.0\nContent-Type: multipart\/alternative; boundary=b/' |
		H=$T/h/$1 put_hostile INBOX "$2"
}
put good 1
put mail 1
put mail 2 "X-Poison: abort"
put mail 3
# libetpan falls over this one
printf '%s\n' 'SELECT say * 1 EXISTS\r\n* OK [PERMANENTFLAGS (*)] x\r\n* OK [ALERT]\r\n* OK [BADCHARSET (a)] x\r\n* OK [BADCHARSET (b)] x\r\nTAG OK done\r\n' >"$T/h/server/rules"
account_config "${served[@]}"
cmc call Boris --email boris@example.net --outcome reached --promise Plan --at "$(ago 60 min)" >/dev/null

stored() { sql "SELECT count(*) FROM message WHERE message_id LIKE '<m%-$1@%'"; }
stored_is() { [ "$(stored "$1")" = "$2" ]; }
export LD_PRELOAD=$T/poison.so
start_watch
unset LD_PRELOAD
check "the good account is read" wait_for 20 stored_is good 1
check "what lies around the poison is read" wait_for 60 stored_is mail 3
quarantined() { cmc today | grep -q 'killed its reader twice and is left alone' && [ "$(cmc doctor | grep -c 'killed its reader twice and is left alone (')" -ge 1 ]; }
wait_for 60 quarantined
verdict=$?
row 31 "a mail that kills its parser (abort)" "2 deaths" "shown in today and doctor, the others read" $verdict
put mail 4
check "the account lives on" wait_for 30 stored_is mail 4
left_alone() { grep -q 'server-quarantined account=server' "$T/log/watch"; }
wait_for 30 left_alone
verdict=$?
sleep 3
before=$(grep -c connection "$T/h/server/log")
sleep 8
row 31 "an answer that kills libetpan" "$before deaths" "$(box_error server | cut -c1-66)" $verdict
is "$(grep -c connection "$T/h/server/log")" "$before" "then it is left alone"
put good 2
check "the good one did not notice" wait_for 5 stored_is good 2

# ---- the password, the subjects ----

hits=0
for pid in $watch_pid $(pgrep -f "$CMC_LIBEXEC/cmc-agent"); do
	for file in cmdline environ; do grep -qa "$PASSWORD" "/proc/$pid/$file" 2>/dev/null && hits=$((hits + 1)); done
done
grep -rqa "$PASSWORD" "$XDG_DATA_HOME" "$T/log" && hits=$((hits + 1))
find / -xdev -name 'core*' -newer "$T/poison.so" -size +100k -path "$T/*" 2>/dev/null | grep -q . && hits=$((hits + 1))
[ $hits = 0 ]
verdict=$?
row 70 "password looked for in argv, environ, store, logs, cores" 1 "$hits hits" $verdict
[ "$(grep -ciE 'canary|boris@|@example' "$T/log/watch")" = 0 ]
verdict=$?
row 70 "subjects and addresses looked for in the log" "$(wc -l <"$T/log/watch") lines" "$(grep -ciE 'canary|boris@|@example' "$T/log/watch") hits" $verdict

stop_watch
export LD_PRELOAD=$T/poison.so
start_watch
unset LD_PRELOAD
sleep 4
deaths=$(grep -c 'message-quarantined' "$T/log/watch")
put mail 5
check "a new watcher remembers" wait_for 20 stored_is mail 5
[ "$(grep -c 'message-quarantined' "$T/log/watch")" = "$deaths" ] && quarantined
verdict=$?
row 31 "the same mail before a new watcher" 1 "not read again" $verdict

# ---- memory, over many events ----

size_of() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }
total=$(choose 300 20000)
put good 10
pattern=$(cat "$T/h/good/mail/INBOX/10.eml")
put_many() { # put_many FIRST LAST: as put does, by few processes
	local n
	mkdir -p "$T/many"
	for ((n = $1; n <= $2; n++)); do printf '%s\n' "${pattern//m10-good/m$n-good}" >"$T/many/$n.eml"; done
	mv "$T"/many/*.eml "$T/h/good/mail/INBOX/"
}
put_many 11 60
check "warm" wait_for 60 stored_is good 53
first=$(size_of $watch_pid)
n=60
while [ $n -lt $((60 + total)) ]; do
	put_many $((n + 1)) $((n + 25))
	n=$((n + 25))
	wait_for 30 stored_is good $((n - 7)) || break
done
last=$(size_of $watch_pid)
[ "$(stored good)" = $((n - 7)) ] && [ $((last - first)) -lt $(choose 3000 8000) ]
verdict=$?
row 49 "mails through one watcher" "$total" "resident memory $first to $last kB" $verdict
stop_watch
is $? 0 "it ends when asked"
check "the store is sound" sound
kill -9 "${servers[@]}"
done_testing
