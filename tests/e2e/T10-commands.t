#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The commands by themselves, without a server: JSON, exit codes, and that what is refused stores nothing.
SRCDIR=${CMC_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
BUILDDIR=${CMC_BUILDDIR:-$SRCDIR/build}
CMC=$BUILDDIR/cmc
[ -x "$CMC" ] || { echo "1..0 # SKIP cmc is not built"; exit 0; }
export CMC_LIBEXEC=${CMC_LIBEXEC:-$BUILDDIR/libexec} CMC_DATADIR=${CMC_DATADIR:-$SRCDIR/contrib}
export LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1

T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
export XDG_CONFIG_HOME=$T/config XDG_DATA_HOME=$T/data
mkdir -m 700 "$T/config" "$T/config/cmc"
CONFIG=$T/config/cmc/config

write_config() { # write_config [EXTRA lines of the account]
	(umask 077; cat >"$CONFIG") <<-EOF
		[cmc]
		region=DE
		timezone=Europe/Berlin
		language=en

		[account work]
		name=Anna Beispiel
		address=anna@example.org
		imap=imaps://anna@localhost:1
		smtp=submissions://anna@localhost:1
		password_command=echo secret
		${1:-}
	EOF
}

count=0
failed=0
verdict() { # verdict NAME STATUS: 0 passes
	count=$((count + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		sed 's/^/# out: /' "$T/out" 2>/dev/null
		sed 's/^/# err: /' "$T/err" 2>/dev/null
		failed=1
	fi
}

exits() { # exits CODE NAME ARGUMENT…: runs cmc; a failure must say a sentence
	local want=$1 name=$2 got
	shift 2
	"$CMC" "$@" >"$T/out" 2>"$T/err" </dev/null
	got=$?
	[ "$got" -eq "$want" ] && { [ "$want" -lt 64 ] || [ -s "$T/err" ]; }
	verdict "$name (exit $want, got $got)" $?
}

says() { # says NAME PATTERN: the last output has it
	grep -qE -- "$2" "$T/out"
	verdict "$1" $?
}

json() { # json NAME PYTHON: true of the last output, as d
	python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
sys.exit(0 if eval(sys.argv[2]) else 1)' "$T/out" "$2"
	verdict "$1" $?
}

people() { "$CMC" contact list --json </dev/null | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["contacts"]))'; }

# ---- config ----
exits 78 "no config" today
write_config
chmod 644 "$CONFIG"
exits 78 "config that others may read" today
chmod 600 "$CONFIG"
chmod 755 "$T/config/cmc"
exits 78 "folder that others may read" today
chmod 700 "$T/config/cmc"
write_config 'colour=blue'
exits 78 "unknown key" today
grep -q 'config:12: ' "$T/err"
verdict "unknown key is named by its line" $?
write_config 'signature=C:\dir'
exits 78 "an escape that is none" today
grep -q 'config:12: ' "$T/err"
verdict "it is named by its line" $?
write_config
sed -i 's|^smtp=.*|smtp=submissions://anna@\\nlocalhost|' "$CONFIG"
exits 78 "a line end within a value" today
[ "$(wc -l <"$T/err")" = 1 ]
verdict "it is told in one line" $?
write_config 'insecure=maybe'
exits 78 "bad value" today
write_config 'insecure=true'
sed -i 's/imaps:.*/imap:\/\/anna@mail.example.org/' "$CONFIG"
exits 78 "plain text beyond loopback" today
write_config
exits 64 "unknown account" --account nobody today
exits 0 "version" --version
exits 64 "no command"
exits 64 "unknown command" frobnicate
exits 64 "unknown option" today --frobnicate
exits 0 "help of a command" call --help

# ---- an empty store ----
exits 1 "nothing is due" today --json
json "empty list, and the mailbox as never read" \
	'd["v"] == 1 and d["items"] == [] and d["mailboxes"][0]["account"] == "work" and d["mailboxes"][0]["read_at"] is None'
exits 67 "unknown contact" call Nobody
exits 67 "unknown id" brief p99

# ---- refusals store nothing ----
exits 65 "line feed in a name" call $'Eva\nX-Evil: 1' --email eva@firm.example
exits 65 "carriage return in a topic" call Eva --email eva@firm.example --topic $'a\rb'
exits 65 "escape in a promise" call Eva --email eva@firm.example --promise $'\033[31mred'
exits 65 "control in an organisation" call Eva --email eva@firm.example --org $'a\001b'
exits 65 "line feed in an address" call Eva --email $'eva@firm.example\nBcc: x@y.example'
exits 65 "our own address" call Anna --email anna@example.org
exits 65 "31 February" call Eva --email eva@firm.example --next '31.02. 14:00'
exits 65 "61 minutes" call Eva --email eva@firm.example --next 'tomorrow 14:61'
exits 65 "day without a time" call Eva --email eva@firm.example --next tomorrow
exits 65 "unknown zone" call Eva --email eva@firm.example --next '2027-01-14 14:00 Mars/Base'
exits 65 "agreed before the call" call Eva --email eva@firm.example --at '2026-01-02 10:00' --next '2026-01-01 10:00'
exits 65 "call in the future" call Eva --email eva@firm.example --at '2099-01-02 10:00'
exits 64 "unknown outcome" call Eva --email eva@firm.example --outcome perhaps
exits 65 "negative length" call Eva --email eva@firm.example --duration -7m
[ "$(people)" -eq 0 ]
verdict "nobody was stored by what was refused" $?

# ---- a call ----
exits 0 "a call makes its contact" call 'Eva Muster' --email Eva@Firm.Example --phone '030 1234567' --org Firm \
	--at '2026-01-05 10:00' --outcome reached --topic Fair --promise 'price list' --next '2026-01-08 14:00' --json
json "its answer" 'd["v"] == 1 and d["contact"] == "p1" and d["call"] == "c1" and d["appointment"] == "a1" and d["owed"] is True'
exits 0 "today" today --as-of '2026-01-08 14:00' --json
json "due at the agreed minute" \
	'[i["kind"] for i in d["items"]] == ["call-due", "mail-owed"] and d["items"][0]["due_at"] == "2026-01-08T14:00:00+01:00"'
json "every item says why and who" 'all(i["why"] and i["contact"]["id"] == "p1" for i in d["items"])'
exits 0 "later" today --as-of '2026-01-08 14:15' --json
json "overdue a quarter of an hour after" 'd["items"][0]["kind"] == "call-overdue" and d["items"][0]["appointment"] == "a1"'
exits 0 "earlier" today --as-of '2026-01-08 09:00' --json
json "later that day" 'd["items"][0]["kind"] == "call-later"'
exits 0 "a call that does not reach" call eva@firm.example --at '2026-01-08 14:01' --outcome no-answer --json
json "leaves the appointment open" 'd["appointment"] == "a1"'
exits 0 "the attempt is told" today --as-of '2026-01-08 15:00' --json
json "attempts count" 'd["items"][0]["kind"] == "call-overdue" and "1 attempt" in d["items"][0]["why"]'
exits 0 "move" move p1 '2026-01-09 11:00'
says "echoes date, time and zone" '9 Jan 2026 11:00 Europe/Berlin'
exits 0 "log" log 'muster' --json
json "the newest appointment event is the current one" \
	'[e["appointment"] for e in d["events"] if e["kind"] == "appointment"][-1] == {"id": "a1", "state": "moved", "due_at": "2026-01-09T11:00:00+01:00", "timezone": "Europe/Berlin"}'
json "the missed time is in its history" 'any(e["appointment"] and e["appointment"]["state"] == "missed-by-them" for e in d["events"])'
exits 0 "the second call" call '+49 30 1234567' --at '2026-01-09 11:01' --json
json "settles it" 'd["appointment"] is None'
exits 0 "log after it" log p1 --json
json "kept" '[e["appointment"]["state"] for e in d["events"] if e["kind"] == "appointment"][-1] == "kept"'
exits 0 "brief" brief c1
says "brief names the topic" 'Fair'

# ---- whom ----
exits 0 "a second person" contact add 'Eva Meister' --email meister@firm.example --json
exits 65 "ambiguous name" brief eva
grep -q 'p1 Eva Muster' "$T/err" && grep -q 'p2 Eva Meister' "$T/err"
verdict "and the candidates" $?
exits 65 "an address belongs to one person" contact add Somebody --email eva@firm.example
[ "$(people)" -eq 2 ]
verdict "and nobody was stored" $?

# ---- mail ----
exits 64 "without a terminal it must be said what to do" mail c1
exits 0 "print" mail c1 --print
says "the call's id in References" '^References: <call\.c1\.[a-z2-7]{16}@example\.org>'
exits 65 "attachment that is missing" mail c1 --attach "$T/none.pdf" --print
exits 0 "send" mail c1 --send --json
json "its answer" 'd["v"] == 1 and d["call"] == "c1" and d["message_id"].startswith("<") and d["outbox"] == "o1" and d["state"] == "sealed"'
exits 65 "a second one meanwhile" mail c1 --send
exits 0 "outbox" outbox list --json
json "one row" '[i["id"] for i in d["items"]] == ["o1"]'
exits 65 "was-sent fits doubt only" outbox was-sent o1
exits 0 "cancel" outbox cancel o1
exits 0 "draft" mail c1 --draft --json
json "its answer" 'd["outbox"] is None and d["state"] == "draft" and not any("draft" in w for w in d["warnings"])'
exits 0 "another draft" mail c1 --draft --json
json "is told to be one" 'any("a draft of this mail was made" in w for w in d["warnings"])'
exits 67 "no such message" why m99
exits 67 "no call is agreed" cancel p1
exits 0 "do not call" call p1 --outcome do-not-call
exits 0 "check" check

# ---- running call ----
exits 67 "none runs" call p2 --end
exits 0 "start" call p2 --start
exits 0 "end" call p2 --end --topic Later --json
json "the same call" 'd["outcome"] == "reached"'

# ---- a part of cmc is missing ----
mkdir "$T/broken"
printf 'From: eva@firm.example\n\nhi\n' >"$T/in"
echo "no library" >"$T/broken/libjson-glib-1.0.so.0"
LD_LIBRARY_PATH=$T/broken exits 70 "JSON without json-glib" today --json
grep -q 'a part of cmc cannot be loaded: .*json-glib' "$T/err"
verdict "and a sentence that names it" $?
LD_LIBRARY_PATH=$T/broken exits 0 "what needs none works" log p1
LD_LIBRARY_PATH=$T/broken exits 70 "a call, as JSON" call p2 --topic Unheard --json
exits 0 "log of it" log p2
! grep -q Unheard "$T/out"
verdict "what could not be told was not done" $?
CMC_LIBEXEC=$T/broken exits 70 "classify without what understands" classify "$T/in"
cp "${CMC_LIBEXEC:-$BUILDDIR/libexec}/phone.so" "$T/broken/phone.so"
sed -i "s/$("$CMC" --version | sed 's/cmc //; s/[.]/[.]/g')/9.9.9/" "$T/broken/phone.so"
CMC_LIBEXEC=$T/broken exits 70 "a module of another version" call p2 --phone '030 7654321'
grep -q 'phone.so" is of another version of cmc' "$T/err"
verdict "is said to be one" $?
CMC_LIBEXEC=$T/broken exits 70 "a mail without what builds it" mail c1 --print
grep -q 'a part of cmc cannot be loaded: .*mime.so' "$T/err"
verdict "and a sentence, too" $?
CMC_LIBEXEC=$T/broken "$CMC" filter <"$T/in" >"$T/out" 2>"$T/err"
[ $? = 75 ] && cmp -s "$T/in" "$T/out"
verdict "filter lets the mail through, and says that it did not look" $?

# ---- the store's modes ----
chmod 666 "$T/data/cmc/cmc.db"
exits 78 "a store that others may read" today

echo "1..$count"
exit $failed
