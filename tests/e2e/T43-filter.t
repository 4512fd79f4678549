#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cmc filter: the same bytes whatever happens, what concerns a contact recorded, once.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers
cmc_config anna

json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
events() { cmc log "$1" --json | json '" ".join(sorted(e["kind"] for e in d["events"]))'; }
reply() { # reply ID [MORE TEXT]
	printf 'From: Boris Beispiel <boris@example.org>\nTo: anna@example.org\nSubject: Re: as agreed\nMessage-ID: %s\nIn-Reply-To: %s\nDate: %s\n\nThank you, tomorrow is fine.\n%s' \
		"$1" "$thread" "$(date -R)" "${2:+$2
}"
}
same() { # same NAME [FLAGS]: file $T/in through the filter
	local name=$1 status
	shift
	cmc filter "$@" <"$T/in" >"$T/out" 2>"$T/err"
	status=$?
	cmp -s "$T/in" "$T/out"
	ok $? "$name: byte-identical"
	return "$status"
}

# -- before anything is known
printf 'From: x@example.net\n\nhi' >"$T/in"
same "no store yet"; is $? 0 "no store is no fault"
cmc call "Boris Beispiel" --email boris@example.org --outcome reached --next "+1d 14:00" >/dev/null
cmc mail boris --send >/dev/null; cmc sync
thread=$(fetch boris INBOX hdr.references | grep -o '<call[^>]*>')

# -- a reply is recorded, and is the same event when IMAP shows it
reply '<r1@example.org>' >"$T/in"
same "a reply"; is $? 0 "it was looked at"
is "$(events boris)" "appointment call follow-up reply" "the reply is recorded before any mailbox was read"
deliver anna boris@example.org <"$T/in"
check "sync meets it in INBOX" cmc sync
is "$(events boris)" "appointment call follow-up reply" "one event"
same "twice"; is "$(events boris)" "appointment call follow-up reply" "still one event"

# -- strangers are none of our business
printf 'From: x@elsewhere.example\nTo: anna@example.org\nMessage-ID: <s@x>\nSubject: secret-subject\n\nhi\n' >"$T/in"
same "a stranger's mail"
is "$(cat "$XDG_DATA_HOME"/cmc/cmc.db* | grep -c secret-subject)" 0 "nothing of it is stored"

# -- tags
reply '<r2@example.org>' >"$T/in"
cmc filter --tag <"$T/in" >"$T/out"
is "$(head -n 3 "$T/out")" "X-CMC-Kind: human
X-CMC-Contact: p1
X-CMC-Call: c1" "--tag says kind, contact and call"
is "$(tail -n +4 "$T/out" | cmp - "$T/in" && echo same)" same "and changes nothing else"
{ echo "From boris@example.org Thu Jan  1 00:00:00 2026"; sed 's/$/\r/' "$T/in"; } >"$T/in2"
cmc filter --tag <"$T/in2" >"$T/out"
is "$(sed -n 2,4p "$T/out" | grep -c $'\r')" 3 "our lines end as the mail's do"
is "$(head -n 1 "$T/out")" "From boris@example.org Thu Jan  1 00:00:00 2026" "below the mailbox separator"
printf 'From: x@elsewhere.example\nAuto-Submitted: auto-replied\nX-CMC-Call: c1\n\nhi' >"$T/in"
is "$(cmc filter --tag <"$T/in" | head -n 1)" "X-CMC-Kind: auto-reply" "a stranger's has no contact and no call of ours"

# -- odd mails
: >"$T/in"; same "nothing"; is $? 0 "nothing is no fault"
printf 'no header' >"$T/in"; same "no header"
head -c 3000000 /dev/urandom >"$T/in"; same "3 MB of noise"
{ reply '<r3@example.org>'; head -c 40000000 /dev/zero; } >"$T/in"
same "40 MB"; is $? 0 "it was looked at"
most=$(python3 -c '
import resource, subprocess, sys
subprocess.run([sys.argv[1], "filter"], stdin=open(sys.argv[2]), stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)' "$BUILDDIR/cmc" "$T/in")
[ -n "${CMC_SANITIZED:-}" ] || ok "$([ "$most" -le 16 ]; echo $?)" "40 MB take $most MB of memory"
printf 'From: a@b.example\r\nTo: x\n\tfolded\r\n\nmixed\r\rends\0nul' >"$T/in"; same "mixed line ends and NUL"
python3 -c 'print("From: a@b.example\nTo: " + "a:"*50000 + "\n\nx")' >"$T/in"; same "a bomb of groups"
python3 -c 'print("From: a@b.example\n" + "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(3000)))' >"$T/in"; same "a bomb of boundaries"

cc -shared -fPIC -o "$T/poison.so" "$(dirname "$0")/poison.c" -ldl 2>"$T/log/cc" || skip_all "no C compiler"

# -- every mail there is: as it is, and with a parser that dies of all of them
mails() { find "$SRCDIR/tests/corpus" ${CMC_CORPUS:+"$CMC_CORPUS"} -type f -size +0 ! -name '*.json' | head -n "${CMC_CORPUS_MAX:-100000}"; }
n=0; bad=""
while IFS= read -r file; do
	n=$((n + 1))
	cmc filter --soft <"$file" 2>/dev/null | cmp -s - "$file" || bad="$bad $file"
done < <(mails)
is "$bad" "" "$n mails: byte-identical all"
bad=""
while IFS= read -r file; do
	POISON_ALL=1 LD_PRELOAD=$T/poison.so cmc filter <"$file" >"$T/out" 2>"$T/err"
	[ $? = 75 ] && grep -q '^cmc: not looked at: the parser died' "$T/err" && cmp -s "$T/out" "$file" || bad="$bad $file"
done < <(mails)
# no cage around a sanitizer, so nothing of this poison either
[ -n "${CMC_SANITIZED:-}" ] || is "$bad" "" "$n mails of which the parser dies: exit 75, byte-identical all"

# -- the parser dies of one
for how in abort eat; do
	reply "<poison-$how@example.org>" "X-Poison: $how" | sed "1i Content-Disposition: inline" >"$T/in"
	LD_PRELOAD=$T/poison.so same "the parser dies ($how)"
	is $? 75 "exit 75: its caller keeps the mail ($how)"
	like "$(cat "$T/err")" '^cmc: not looked at: ' "one sentence says why ($how)"
	LD_PRELOAD=$T/poison.so same "--soft ($how)" --soft
	is $? 0 "--soft: exit 0 ($how)"
	LD_PRELOAD=$T/poison.so same "--tag ($how)" --tag
done
reply '<r4@example.org>' >"$T/in"
LD_PRELOAD=$T/poison.so same "the next mail"; is $? 0 "is looked at again"
is "$(find /proc/[0-9]*/comm -maxdepth 0 -exec grep -lx cmc {} + 2>/dev/null | wc -l)" 0 "no child is left"

# -- nothing else may lose a byte either
reply '<r5@example.org>' >"$T/in"
mv "$XDG_CONFIG_HOME/cmc/config" "$T/config"
same "no config"; is $? 75 "is said"
echo "nonsense" >"$XDG_CONFIG_HOME/cmc/config"; chmod 600 "$XDG_CONFIG_HOME/cmc/config"
same "a broken config"; is $? 75 "is said"
mv "$T/config" "$XDG_CONFIG_HOME/cmc/config"
python3 - "$XDG_DATA_HOME/cmc/cmc.db" >"$T/locked" <<-'P' &
	import sqlite3, sys, time
	c = sqlite3.connect(sys.argv[1]); c.execute("BEGIN EXCLUSIVE"); print("locked", flush=True); time.sleep(8)
P
wait_for 5 grep -q locked "$T/locked"
same "the store is held"; is $? 75 "is said"
wait
cp "$XDG_DATA_HOME/cmc/cmc.db" "$T/good"; head -c 100000 /dev/urandom >"$XDG_DATA_HOME/cmc/cmc.db"
same "a damaged store"; is $? 75 "is said"
rm -f "$XDG_DATA_HOME"/cmc/cmc.db*; cp "$T/good" "$XDG_DATA_HOME/cmc/cmc.db"; chmod 600 "$XDG_DATA_HOME/cmc/cmc.db"
cmc filter <"$T/in" >/dev/full 2>/dev/null; is $? 75 "a full disk behind us is said"
cmc filter <"$T" >"$T/out" 2>/dev/null; is $? 75 "an unreadable input is said"
same "and then all is well"; is $? 0 "again"
like "$(events boris)" 'reply reply' "the reply is recorded in the end"
check "the store is sound" cmc check
done_testing
