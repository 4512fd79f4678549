#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The link between the watcher and a real Dovecot: two network name spaces and a cable that is pulled without a word, as by a
# router that forgets, and a computer that sleeps. And a caller with another uid at the watcher's socket.
. "$(dirname "$0")/lib.sh"
cc -shared -fPIC -o "$T/jump.so" "$FAULT_DIR/jump.c" 2>"$T/log/cc" || skip_all "no C compiler"
unshare --net sleep infinity &
other=$!
ip link add to-watcher type veth peer name to-server 2>"$T/log/veth" || skip_all "no veth: $(cat "$T/log/veth")"
has_own_net() { [ "$(readlink "/proc/$other/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }
wait_for 5 has_own_net && ip link set to-server netns $other || bail_out "no second name space"
ip addr add 10.99.0.1/24 dev to-watcher && ip link set to-watcher up
there() { nsenter -t $other -n -- "$@"; }
there ip link set lo up && there ip addr add 10.99.0.2/24 dev to-server && there ip link set to-server up || bail_out "no link"
echo "10.99.0.1 mail.example.org" | cat - /etc/hosts >"$T/hosts"
mount --bind "$T/hosts" /etc/hosts || bail_out "no hosts file"

DOVECOT_EXTRA="listen = 127.0.0.1, 10.99.0.1"
start_servers
cmc_config anna
sed -i '/^smtp=/d; s/@localhost/@mail.example.org/' "$XDG_CONFIG_HOME/cmc/config"
cmc call Boris --email boris@example.net --outcome reached --promise Plan --at "$(ago 60 min)" >/dev/null
delivered=0
deliver_one() {
	delivered=$((delivered + 1))
	hand_written "d$delivered" anna@example.org "Mail $delivered" Text | sed 's/^From: .*/From: Boris <boris@example.net>/' |
		deliver anna boris@example.net 2>>"$T/log/lda"
}
known() { sql "SELECT count(*) FROM message WHERE message_id LIKE '<d%@client.example>'"; }
all_known() { [ "$(known)" = "$delivered" ]; }
watch_there() { # the watcher itself lives at the other end of the cable
	LD_PRELOAD=$T/jump.so JUMP_FILE=$T/jump nsenter -t $other -n -- cmc watch >>"$T/log/watch" 2>&1 &
	watch_pid=$!
}
jump() { python3 -c 'import struct, sys; open(sys.argv[1], "r+b").write(struct.pack("q", int(sys.argv[2])))' "$T/jump" "$1"; }
head -c 8 /dev/zero >"$T/jump"
troubled() { [ "$(box_error work)" != None ]; }
well() { [ "$(box_error work)" = None ]; }

watch_there
deliver_one
check "the watcher reads over the cable" wait_for 20 all_known
deliver_one
check "and is told of news" wait_for 10 all_known

# ---- a computer that sleeps for an hour, and whose connections are forgotten meanwhile ----

forget() { # as a router would: nothing that belongs to an older connection gets through any more
	there ip addr del 10.99.0.2/24 dev to-server
	there ip addr add 10.99.0.$((next++))/24 dev to-server
}
next=3
nap() { # nap SECONDS told|silent: everything of ours stops, the clock goes on; took: milliseconds until all is known
	local begun
	pids=("$watch_pid" $(pgrep -f "$CMC_LIBEXEC/cmc-agent"))
	kill -STOP "${pids[@]}"
	deliver_one
	jump "$1"
	[ "$2" != silent ] || ip link set to-watcher down
	dadm kick anna >/dev/null 2>&1 # the server gives up on us
	sleep 2
	[ "$2" != silent ] || forget
	ip link set to-watcher up
	kill -CONT "${pids[@]}"
	begun=$(date +%s%3N)
	wait_for 150 all_known
	took=$(($(date +%s%3N) - begun))
}
nap 3600 told
[ "$took" -le 10000 ] && all_known
verdict=$?
row 4 "asleep for an hour (SIGSTOP, CLOCK_BOOTTIME ahead), server hung up" 1 "news after $took ms (limit 10,000)" $verdict
check "and it is well" wait_for 10 well
nap 7200 silent
[ "$took" -le 10000 ] && all_known
verdict=$?
row 4 "the same, and the server's good-bye never came" 1 "news after $took ms (limit 10,000)" $verdict

# ---- half-open: no FIN, no RST, packets go nowhere ----

worst=0
for round in $(seq "$(choose 1 5)"); do
	wait_for 20 well
	sleep $((RANDOM % 20 + 1))
	ip link set to-watcher down
	deliver_one
	begun=$(date +%s)
	wait_for 150 troubled
	verdict=$?
	took=$(($(date +%s) - begun))
	[ $verdict = 0 ] && [ $took -gt "$worst" ] && worst=$took
	[ $verdict = 0 ] || worst=never
	ip link set to-watcher up
	begun=$(date +%s)
	wait_for 60 all_known || worst=never
	back=$(($(date +%s) - begun))
	[ $worst = never ] && break
done
[ $worst != never ] && [ "$worst" -le 120 ]
verdict=$?
row 3 "cable pulled while IDLE: no FIN, no RST" "$round" "noticed after $worst s (limit 120), read again $back s after it was plugged in" $verdict

# ---- somebody else at the watcher's socket ----

socket=$XDG_DATA_HOME/cmc/watch.sock
chmod 711 "$T/home" "$XDG_DATA_HOME" "$XDG_DATA_HOME/cmc" && chmod 666 "$socket" # worse than it ever is
ask() { # ask UID: the watcher's answer to "sync", as this user
	timeout 20 python3 -c 'import os, socket, sys
os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
try:
    s.sendall(b"s")
    print(len(s.recv(100)))
except ConnectionError: print(0)' "$socket" "$1"
}
mine=$(ask 0)
theirs=$(ask 65534)
[ "${mine:-0}" -gt 0 ] && [ "$theirs" = 0 ]
verdict=$?
row 73 "the watcher's socket asked by another user (socket made open to all)" 1 "answered: own user yes, other $theirs bytes" $verdict
chmod 600 "$socket" && chmod 700 "$T/home" "$XDG_DATA_HOME" "$XDG_DATA_HOME/cmc"

stop_watch
is $? 0 "the watcher ends when asked"
check "the store is sound" sound
kill $other
done_testing
