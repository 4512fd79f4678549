#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The store on a disk that fills, fails, and loses its power; damaged files and the way back; many programs at once.
. "$(dirname "$0")/lib.sh"
need_fault_points
start_hostile
hostile_account
RANDOM=${SEED:-4711}

# ---- the disk ----

people() { cmc contact list --json | json '",".join(sorted(c["name"] for c in d["contacts"]))'; }
cmc call Anton --email anton@example.net --outcome reached --promise Plan --next "+3d 10:00" >/dev/null
mkdir "$T/begun" && cp -a "$XDG_DATA_HOME/cmc/." "$T/begun/"
again() { fresh_store && mkdir -p -m 700 "$XDG_DATA_HOME/cmc" && cp -a "$T/begun/." "$XDG_DATA_HOME/cmc/"; }
berta() { cmc call Berta --email berta@example.net --outcome reached --promise Plan --next "+4d 10:00"; }

again
CMC_DISK=count CMC_DISK_TRACE=$T/disk berta >/dev/null
writes=$(grep -c write "$T/disk")
syncs=$(grep -c sync "$T/disk")
tries=0
wrong=0
step=$(choose 3 1)
for mode in full ioerr short sync; do
	most=$writes
	[ $mode = sync ] && most=$syncs
	for ((n = 1; n <= most; n += step)); do
		again
		tries=$((tries + 1))
		CMC_DISK=$mode:$n berta >"$T/out" 2>&1
		status=$?
		there=$(people)
		case $status:$there in
		74:Anton | 0:Anton,Berta) ;;
		# what was written, but not synced, may be found again: that it was refused is no promise that it is gone
		74:Anton,Berta) [ $mode = sync ] || wrong=$((wrong + 1)) ;;
		*) wrong=$((wrong + 1)) && diag "$mode at $n: status $status, people $there: $(cat "$T/out")" ;;
		esac
		sound || wrong=$((wrong + 1))
		berta >/dev/null 2>&1
		[ "$(people)" = Anton,Berta ] || { wrong=$((wrong + 1)) && diag "$mode at $n: cannot go on: $(people)"; }
	done
done
[ $wrong = 0 ] && [ $tries -gt 4 ]
verdict=$?
row 52 "the n-th write or sync fails (full, I/O error, short, fsync)" "$tries" "$((tries - wrong)) refused with 74 or done whole, then went on" $verdict

tries=0
wrong=0
seeds=$(choose 3 40)
for ((n = 1; n <= writes + syncs; n++)); do
	for ((seed = 1; seed <= seeds; seed++)); do
		again
		tries=$((tries + 1))
		CMC_DISK=power:$n:$seed berta >"$T/out" 2>&1
		status=$?
		there=$(people)
		case $status:$there in
		137:Anton | 137:Anton,Berta | 0:Anton,Berta) ;;
		*) wrong=$((wrong + 1)) && diag "power off at $n ($seed): status $status, people $there" ;;
		esac
		sound || wrong=$((wrong + 1))
	done
done
[ $wrong = 0 ]
verdict=$?
row 50 "power off at each write and sync, unsynced writes lost at random" "$tries" "$wrong commits lost or stores unsound" $verdict

# what a server tells is not synced at once: what the power took is told again
answers=40
begin_reading() { # a store that knows of a call, and nothing of the mailboxes
	fresh_store
	mkdir -p -m 700 "$XDG_DATA_HOME/cmc"
	cp -a "$T/called/." "$XDG_DATA_HOME/cmc/"
}
fresh_store
cmc call Boris --email boris@example.net --outcome reached --promise Plan --at "$(ago 60 min)" >/dev/null
cp -a "$XDG_DATA_HOME/cmc" "$T/called"
hand_written plan boris@example.net Plan "Hier ist der Plan." | put_hostile Sent 1
for ((n = 1; n <= answers; n++)); do
	reply_to plan@client.example "answer$n" boris@example.net Boris "Re: Plan" "Antwort $n" | put_hostile INBOX "$n"
done
known() { cmc log boris --json | json 'sorted((e["kind"], e["message_id"]) for e in d["events"])'; }
rm "$T/disk"
CMC_DISK=count CMC_DISK_TRACE=$T/disk cmc sync 2>/dev/null
whole=$(known)
is "$(grep -o answers.example <<<"$whole" | wc -l)" $answers "all answers are known where the power stays on"
effects=$(wc -l <"$T/disk")
tries=0
wrong=0
for ((n = 1; n <= effects; n += $(choose "effects / 12 + 1" 1))); do
	for ((seed = 1; seed <= $(choose 1 3); seed++)); do
		begin_reading
		tries=$((tries + 1))
		CMC_DISK=power:$n:$seed cmc sync >/dev/null 2>&1
		sound || wrong=$((wrong + 1))
		cmc sync >/dev/null 2>&1
		[ "$(known)" = "$whole" ] || { wrong=$((wrong + 1)) && diag "power off at $n ($seed): $(known)"; }
		sound || wrong=$((wrong + 1))
	done
done
[ $wrong = 0 ] && [ $tries -gt 4 ]
verdict=$?
row 50 "power off at each write and sync of a first reading" "$tries" "$wrong stores unsound or without what the server told" $verdict
clear_hostile

# ---- damaged files ----

again
cmc mail anton@example.net --send >/dev/null
cmc today >/dev/null
sql "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
rm -rf "$T/begun2" && mkdir "$T/begun2" && cp -a "$XDG_DATA_HOME/cmc/." "$T/begun2/"
size=$(stat -c %s "$DB")
flips=$(choose 60 10000)
crashes=0
refused=0
for ((i = 0; i < flips; i++)); do
	cp -a "$T/begun2/." "$XDG_DATA_HOME/cmc/"
	rm -f "$DB-wal" "$DB-shm"
	at=$(((RANDOM * 32768 + RANDOM) % size))
	for k in 1 2 3 4 5 6 7 8; do
		printf "\\x$(printf %02x $((RANDOM % 256)))" | dd of="$DB" bs=1 seek=$(((at + k * 4096) % size)) conv=notrunc 2>/dev/null
	done
	printf '\377\000\377\000' | dd of="$DB" bs=1 seek=$at conv=notrunc 2>/dev/null
	for command in check today "outbox list" "log anton"; do
		cmc $command >/dev/null 2>&1
		status=$?
		[ $status -lt 128 ] || { crashes=$((crashes + 1)) && diag "cmc $command: $status with byte $at"; }
		[ "$command" != check ] || [ $status = 0 ] || refused=$((refused + 1))
	done
done
[ $crashes = 0 ]
verdict=$?
row 54 "bytes flipped in the store" "$flips" "$crashes crashes, $refused refused by cmc check" $verdict

# the way back: a backup, then life goes on, then the damage
again
clear_hostile
cmc mail anton@example.net --send >/dev/null
rules "MAIL say 450 4.2.0 later\\r\\n"
cmc sync >/dev/null 2>&1 # deferred; makes the backup
[ -e "$DB.backup" ]
ok $? "a round makes the backup"
is "$(stat -c %a "$DB.backup")" 600 "nobody else reads it"
cmc check --repair >"$T/out" 2>&1
is $? 0 "a sound store is left alone"
rules ""
cmc outbox retry >/dev/null
cmc sync >/dev/null 2>&1
is "$(row_states) $(kept)" "done 1" "the mail went out after the backup"
sql "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
head -c 60000 /dev/urandom | dd of="$DB" bs=1 seek=0 conv=notrunc 2>/dev/null
rm -f "$DB-wal" "$DB-shm"
refuse "a damaged store is refused" 78 cmc today
check "and repaired" cmc check --repair
is "$(people)" Anton "what was there is there"
is "$(row_states)" uncertain "what may have been sent meanwhile is in doubt"
check "the store is sound" sound
for n in 1 2 3; do let_time_pass; cmc sync >/dev/null 2>&1; done
[ "$(sent_twice) $(kept)" = "0 1" ]
verdict=$?
row 54 "repaired from the backup, a mail was sent since then" 1 "sent $(kept) time; outbox: $(row_states)" $verdict
find "$XDG_DATA_HOME/cmc" -name '*.damaged-*' | grep -q .
ok $? "the damaged store was kept"
rm -f "$DB.backup"
head -c 60000 /dev/urandom | dd of="$DB" bs=1 seek=0 conv=notrunc 2>/dev/null
refuse "without a backup nothing is touched" 67 cmc check --repair

# ---- many at once ----

again
for n in $(seq 20); do (cmc watch >"$T/w$n" 2>&1; echo $? >"$T/s$n") & done
sleep 3
running=$(pgrep -fxc "cmc watch")
refused() { [ "$(cat "$T"/s[0-9]* 2>/dev/null | grep -c '^75$')" = 19 ]; }
check "nineteen give up" wait_for 10 refused
[ "$running" = 1 ]
verdict=$?
row 55 "watchers started at once" 20 "$running runs, $(cat "$T"/s[0-9]* | grep -c '^75$') ended with 75" $verdict
pkill -TERM -fx "cmc watch"
ended() { [ "$(cat "$T"/s[0-9]* | grep -c '^0$')" = 1 ]; }
wait_for 10 ended
is "$(cat "$T"/s[0-9]* | grep -c '^0$')" 1 "and ends when asked"

hold() { # hold SECONDS: the store, as a backup program would
	rm -f "$T/held" # of the hold before
	python3 -c 'import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE"); print("held", flush=True); time.sleep(float(sys.argv[2])); db.execute("ROLLBACK")' "$DB" "$1" >"$T/held" &
	holder=$!
	wait_for 5 grep -q held "$T/held"
}
again
hold 2
berta >/dev/null 2>&1
waited=$?
wait $holder
hold 7
cmc call Carla --email carla@example.net --outcome reached >"$T/out" 2>&1
refused=$?
wait $holder
[ "$waited $refused $(people)" = "0 75 Anton,Berta" ]
verdict=$?
row 56 "store held for 2 s and for 7 s" 2 "waited: $waited, refused: $refused, nothing half stored" $verdict

cat >"$T/nfs.c" <<'EOF2'
#include <sys/vfs.h>
int statfs(const char *path, struct statfs *out) { (void)path; *out = (struct statfs){.f_type = 0x6969}; return 0; }
EOF2
cc -shared -fPIC -o "$T/nfs.so" "$T/nfs.c" && LD_PRELOAD=$T/nfs.so cmc today >"$T/out" 2>&1
status=$?
[ $status = 78 ] && grep -q 'network file system' "$T/out"
verdict=$?
row 57 "store on a network file system (statfs says so)" 1 "status $status: $(cut -c1-60 "$T/out")" $verdict

# ---- signals ----

again
clear_hostile
rules "dot delay 3"
cmc mail anton@example.net --send >/dev/null
start_watch
wait_for 10 grep -q 'smtp dot' "$H/log"
stop_watch
status=$?
[ "$status $(kept)" = "0 1" ] && [[ "$(row_states)" =~ ^(accepted|sent_copy|done)$ ]]
verdict=$?
row 59 "SIGTERM while a mail is handed over" 1 "status $status, $(row_states)" $verdict
rules ""
start_watch
wait_for 10 eval 'test "$(box_error anna)" = None'
cp "$XDG_CONFIG_HOME/cmc/config" "$T/config"
echo "nonsense=1" >>"$XDG_CONFIG_HOME/cmc/config"
kill -HUP "$watch_pid"
wait_for 5 grep -q 'reload-refused' "$T/log/watch"
kept_old=$?
cp "$T/config" "$XDG_CONFIG_HOME/cmc/config"
chmod 600 "$XDG_CONFIG_HOME/cmc/config"
account_config anna 7143 7025 boris 7143 -
kill -HUP "$watch_pid"
other() { cmc today --json | grep -q '"account":"boris"' && [ "$(box_error boris)" = None ]; }
wait_for 15 other
took=$?
stop_watch
[ "$kept_old $took $?" = "0 0 0" ]
verdict=$?
row 59 "SIGHUP with a bad config, then with another account" 2 "bad: old one kept; good: account read" $verdict
check "the store is sound" sound
done_testing
