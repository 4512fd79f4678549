# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What every fault test begins with:  . "$(dirname "$0")/lib.sh"
#
# Everything that tests/e2e/lib.sh gives (a world of its own, TAP, real servers), and the tools of this folder. CMC_BUILDDIR
# must be a build with --enable-fault-points. LONG=1 plays everything, else a choice that is over soon. Each claim about a row of
# faults ends in `row`, which tests/fault/run gathers in its table.

FAULT_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$FAULT_DIR/../e2e/lib.sh"
. "$FAULT_DIR/../e2e/cmc.sh"
LONG=${LONG:-}
DB=$XDG_DATA_HOME/cmc/cmc.db
need_cmc
command -v python3 >/dev/null || skip_all "python3 is missing"

long() { [ -n "$LONG" ]; }
choose() { long && echo "$2" || echo "$1"; } # choose SHORT LONG

row() { # row NUMBER "WHAT WAS INJECTED" COUNT "FIGURE" STATUS: a line of the table, and a TAP test
	ok "$5" "row $1: $2: $4"
	printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$([ "$5" -eq 0 ] && echo pass || echo FAIL)" \
		>>"${FAULT_TABLE:-/dev/null}"
}

need_fault_points() {
	hostile_account
	CMC_CRASH_AT=cmc:0 CMC_CRASH_TRACE=$T/points cmc contact list >/dev/null 2>&1
	CMC_DISK=count CMC_DISK_TRACE=$T/points cmc call Probe --email probe@example.net --outcome reached >/dev/null 2>&1
	[ -s "$T/points" ] || skip_all "cmc was built without --enable-fault-points"
	rm -f "$T/points" "$DB" "$DB-wal" "$DB-shm"
}

# ---- the hostile server ----

H=$T/hostile
hostile_pid=
start_hostile() { # start_hostile [RULE…]: IMAP on 7143, SMTP on 7025, plain
	mkdir -p "$H"
	rules "$@"
	python3 "$FAULT_DIR/hostile.py" "$H" --imap 7143 --smtp 7025 2>>"$T/log/hostile" &
	hostile_pid=$!
	wait_for 10 port_open 7143 && wait_for 10 port_open 7025 || bail_out "the hostile server does not start"
}

# Another one, IMAP alone, with $T/h/NAME as its folder. Its pid is in $!, its account in served, for account_config.
served=()
serve_hostile() { # serve_hostile NAME PORT [RULE…]
	mkdir -p "$T/h/$1/mail/INBOX" "$T/h/$1/mail/Sent"
	printf '%s\n' "${@:3}" >"$T/h/$1/rules"
	: >"$T/h/$1/log"
	python3 "$FAULT_DIR/hostile.py" "$T/h/$1" --imap "$2" 2>>"$T/log/hostile-$1" &
	wait_for 10 port_open "$2" && wait_for 10 grep -q end "$T/h/$1/log" || bail_out "no server at $2"
	: >"$T/h/$1/log" # which had our look at the port in it
	served+=("$1" "$2" -)
}

stop_hostile() {
	[ -n "$hostile_pid" ] || return 0
	kill -CONT "$hostile_pid"
	kill -9 "$hostile_pid"
	wait "$hostile_pid" 2>/dev/null
	hostile_pid=
}

rules() { printf '%s\n' "$@" >"$H/rules.new" && mv "$H/rules.new" "$H/rules"; }
heard() { grep -c " $1\$" "$H/log"; }               # heard "imap IDLE": how often
heard_since() { awk -v t="$2" -v w="$1" '$1 >= t && $2 " " $3 == w' "$H/log" | wc -l; } # heard_since WHAT SECONDS
kept() { find "$H/sent" -name '*.eml' | wc -l; }

put_hostile() { # put_hostile MAILBOX UID <MAIL
	mkdir -p "$H/mail/$1"
	cat >"$H/mail/$1/.new" && mv "$H/mail/$1/.new" "$H/mail/$1/$2.eml"
}

clear_hostile() {
	rm -rf "$H/mail" "$H/sent" "$H/uidnext" "$H/uidvalidity" "$H/files-sent"
	mkdir -p "$H/mail/INBOX" "$H/mail/Sent" "$H/sent"
	: >"$H/log"
}

account_config() { # account_config [NAME IMAP-PORT SMTP-PORT]…: accounts on loopback without TLS
	mkdir -p -m 700 "$XDG_CONFIG_HOME/cmc"
	(
		umask 077
		{
			printf '[cmc]\nregion=DE\ntimezone=Europe/Berlin\nlanguage=en\n'
			while [ $# -gt 0 ]; do
				printf '[account %s]\nname=%s Beispiel\naddress=%s@example.org\ninsecure=true\npassword_command=cat %s\n' \
					"$1" "$1" "$1" "$T/secret/$1"
				[ "$2" = - ] || printf 'imap=imap://%s@localhost:%s\n' "$1" "$2"
				[ "$3" = - ] || printf 'smtp=submission://%s@localhost:%s\n' "$1" "$3"
				[ -e "$T/secret/$1" ] || echo "secret-$1" >"$T/secret/$1"
				shift 3
			done
		} >"$XDG_CONFIG_HOME/cmc/config"
	)
}
hostile_account() { account_config anna 7143 7025; }

# A mail of a contact of ours, and a Maildir that takes it while its server is down, too.
from_boris() { hand_written "$1" anna@example.org "Mail $1" Text | sed 's/^From: .*/From: Boris <boris@example.net>/'; }
INBOX=$T/mail/anna/maildir
need_inbox() { dadm mailbox status -u anna messages INBOX >/dev/null && [ -d "$INBOX/new" ] || bail_out "no Maildir at $INBOX"; }
drop_in_inbox() { # drop_in_inbox NAME <MAIL
	cat >"$INBOX/tmp/$1.test"
	chown nobody:nogroup "$INBOX/tmp/$1.test"
	mv "$INBOX/tmp/$1.test" "$INBOX/new/$1.test"
}

fresh_store() { rm -rf "$XDG_DATA_HOME/cmc"; }
sql() { sqlite3 "$DB" "$@"; }

# A lease or a back-off that has run out, without waiting for it.
let_time_pass() {
	sql "UPDATE outbox SET lease_until = 0 WHERE lease_until > 0; UPDATE outbox SET next_at = 0;
		UPDATE outbox SET uncertain_at = uncertain_at - 3600 WHERE uncertain_at > 0" 2>/dev/null
}

sound() { cmc check --strict >"$T/check" 2>&1 || { diag "$(cat "$T/check")"; return 1; }; }
row_states() { cmc outbox list --json | json '" ".join(i["state"] for i in d["items"])'; }
box_error() { cmc today --json | json "next((m['error'] for m in d['mailboxes'] if m['account'] == '$1'), None)"; }

# copies of each Message-ID in $H/sent, most first: "2 <a@b>"
copies_sent() { grep -aih '^Message-ID:' "$H"/sent/*.eml 2>/dev/null | tr -d '\r' | sort | uniq -c | sort -rn; }
sent_twice() { copies_sent | awk '$1 > 1' | wc -l; }

end_fault() {
	local status=$?
	stop_hostile
	(exit "$status")
	end_test
}
trap end_fault EXIT

# ---- a fast clock ----

# $rate of the watcher's seconds pass in one of ours.
later() { awk -v s="$1" -v r="$rate" 'BEGIN { printf "%.2f", s / r }'; } # later SECONDS: of the fast clock, in ours
faked=
has_watch() { watch_pid=$(pgrep -P "$faked"); }
start_fast_watch() { # start_fast_watch RATE
	faketime -f "+0 x$1" "$BUILDDIR/cmc" watch >>"$T/log/watch" 2>&1 &
	faked=$!
	watch_pid=
	wait_for 10 has_watch || bail_out "no watcher"
}
stop_fast_watch() { # its status
	kill "$watch_pid"
	watch_pid=
	wait "$faked"
}
