#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What callers may rely on when things go wrong: servers that are down or refuse, a missing mailbox, a second watcher, a full
# disk. A clear sentence, the right exit code, nothing stored by halves, and recovery without a new watcher.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

says() { # says NAME STATUS WORDS COMMAND…: ends with the status, within 10 s, and says so on stderr
	local name=$1 want=$2 words=$3 out status start=$SECONDS
	shift 3
	out=$("$@" 2>&1 >/dev/null)
	status=$?
	[ "$status" -eq "$want" ] && [ $((SECONDS - start)) -le $((10 * ${CMC_PATIENCE:-1})) ]
	ok $? "$name" || diag "status $status after $((SECONDS - start)) s: $out"
	like "$out" "^cmc: .*$words" "$name: says so"
}

people() { cmc contact list --json | json 'len(d["contacts"])'; }
inbox_error() { cmc today --json | json '[m["error"] for m in d["mailboxes"] if m["mailbox"] == "INBOX"][0]'; }
inbox_read_at() { cmc today --json | json '[m["read_at"] for m in d["mailboxes"] if m["mailbox"] == "INBOX"][0]'; }

# ---- sync against servers that do not serve ----

check "sync" cmc sync
echo wrong >"$T/secret/anna"
says "a wrong password" 77 'log-in|password|AUTH' cmc sync
like "$(inbox_error)" 'log-in|AUTH|refused' "today shows it"
echo secret-anna >"$T/secret/anna"
check "sync with the right one, at once" cmc sync
is "$(inbox_error)" None "and today forgets it"
sed -i 's/^password_command=.*/password_command=false/' "$XDG_CONFIG_HOME/cmc/config"
says "a password command that fails" 77 'password_command|command' cmc sync
sed -i "s#^password_command=.*#password_command=sleep 60#" "$XDG_CONFIG_HOME/cmc/config"
before=$SECONDS
cmc sync >/dev/null 2>&1
[ $? -ge 69 ] && [ $((SECONDS - before)) -le $((15 * ${CMC_PATIENCE:-1})) ]
ok $? "one that hangs is given up"
cmc_config anna "watch=INBOX;Sent;Nirgends"
cmc sync >"$T/out" 2>&1
is "$?" 69 "a watched mailbox that is missing"
like "$(cat "$T/out")" 'Nirgends' "is named"
cmc_config anna
stop_dovecot
says "a server that is down" 69 'localhost|refused|reach' cmc sync
start_dovecot
check "sync once it is back" cmc sync

# ---- the watcher ----

start_watch
check "the watcher reads" wait_for 20 eval 'test "$(inbox_error)" = None'
out=$(cmc watch 2>&1)
is "$?" 75 "a second watcher is refused"
like "$out" "$watch_pid" "and names the first"
check "sync asks the watcher" cmc sync
read_at=$(inbox_read_at)

stop_dovecot
gone() { [ "$(inbox_error)" != None ]; }
back() { [ "$(inbox_error)" = None ]; }
check "today shows within 20 s that the server is gone" wait_for 20 gone
is "$(inbox_read_at)" "$read_at" "and when it was last read"
says "sync through the watcher says so" 69 '' cmc sync
start_dovecot
check "the watcher recovers within 60 s" wait_for 60 back
put_mail anna INBOX < <(hand_written x1 anna@example.org x x)
sleep 1
stop_watch
is "$?" 0 "SIGTERM ends it with 0"

start_watch
wait_for 20 pgrep -f "$CMC_LIBEXEC/cmc-agent" || diag "no agent"
kill -9 "$watch_pid"
wait "$watch_pid" 2>/dev/null
no_agents() { ! pgrep -f "$CMC_LIBEXEC/cmc-agent" >/dev/null; }
check "agents end within 10 s of their watcher's death" wait_for 10 no_agents
watch_pid=

# ---- a server that refuses is not hammered ----

cat >"$T/refuser.py" <<'EOF2'
import socket, sys, time
server = socket.create_server(("127.0.0.1", 7003))
while True:
    connection, _ = server.accept()
    open(sys.argv[1], "a").write("%.2f\n" % time.time())
    connection.sendall(b"* BYE go away\r\n")
    connection.close()
EOF2
python3 "$T/refuser.py" "$T/connections" &
refuser=$!
wait_for 5 port_open 7003
: >"$T/connections"
sed -i 's#^imap=.*#imap=imap://anna@localhost:7003#' "$XDG_CONFIG_HOME/cmc/config"
start_watch
has_connections() { [ "$(wc -l <"$T/connections")" -ge "$1" ]; }
check "a refusing server is tried again" wait_for 45 has_connections 4
seen=$(awk '{ if (NR == 1) first = $1; print $1 - first }' "$T/connections")
[ "$(awk '$1 < 5' <<<"$seen" | wc -l)" -le 4 ]
ok $? "it sees at most 4 connections in 5 s" || diag "$seen"
awk '{ rest[NR] = $1 - last; last = $1 } END { exit !(NR >= 4 && rest[4] > rest[3] + 2) }' <<<"$seen"
ok $? "and fewer from then on" || diag "$seen"
stop_watch
kill "$refuser"
cmc_config anna

# ---- a claimed row whose sender died ----

cmc call Boris --email boris@example.org --outcome reached --promise Plan >/dev/null
cmc mail boris --send >/dev/null
sqlite3 "$XDG_DATA_HOME/cmc/cmc.db" "UPDATE outbox SET state = 1, lease = 'dead', lease_until = strftime('%s') + 20"
start_watch
check "a claimed row is free again within 25 s" wait_for 35 has_mails boris INBOX 1
stop_watch

# ---- a full disk ----

mkdir -p "$T/small"
mount -t tmpfs -o size=2m,mode=700 tmpfs "$T/small" || bail_out "no tmpfs"
sed -i "s#^language=.*#&\nstore=$T/small/cmc.db#" "$XDG_CONFIG_HOME/cmc/config"
check "a store on a small disk" cmc call Boris --email boris@example.org --outcome reached
dd if=/dev/zero of="$T/small/ballast" bs=1k 2>/dev/null
note=$(head -c 60000 /dev/zero | tr '\0' x)
says "no room" 74 'full|space|I/O' cmc call "Carla" --email carla@example.org --outcome reached --note "$note"
is "$(people)" 1 "nothing was stored by halves, and what was there can be read"
cmc sync >"$T/out" 2>&1
[ $? -ge 69 ]
ok $? "sync on a full disk does not say that all is well" || diag "$(cat "$T/out")"
rm "$T/small/ballast"
check "with room again it goes on" cmc call "Carla" --email carla@example.org --outcome reached --note "$note"
check "sync too" cmc sync
check "the store is sound" cmc check
cmc_config anna
umount "$T/small"
done_testing
