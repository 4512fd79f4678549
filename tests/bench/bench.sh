# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What the benchmarks share, on top of what end-to-end tests have:  . "$(dirname "$0")/bench.sh"

. "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"
need_cmc
[ -x /usr/bin/time ] || skip_all "/usr/bin/time is missing (contrib/deps)"
tool=$SRCDIR/tests/bench/mailbox.py limits=$SRCDIR/tests/bench/limits.py
# the fields that an agent asks for, in its order: the limit asks for the same
fields=$(sed -n '/understand_header_fields =/,/;/p' "$SRCDIR/src/mail/headers.c" | grep -oE '"[A-Z -]+"' | tr -d '"\n')
[ -n "$fields" ] || bail_out "the header fields are not where they were"
no_store="rm -rf $XDG_DATA_HOME/cmc && mkdir -m 700 $XDG_DATA_HOME/cmc"
export no_store

fill_mail() { # fill_mail COUNT: anna's INBOX and Sent; what was there is gone
	rm -rf "$T/mail/anna"
	python3 "$tool" fill "$T/mail/anna/maildir" "$1" || bail_out "no mail"
	chown -R nobody:nogroup "$T/mail/anna"
}

call_people() { # call_people [OPTION…]: the hundred contacts that mailbox.py knows of are called, as it expects them to be
	local n
	for n in $(seq 100); do
		cmc call "Contact Number$n" --email "contact$n@example.net" --at "$(date -d "-$((n * 3)) days" '+%F 10:00') UTC" \
			--topic "Matter $n" --promise "offer $n" "$@" >/dev/null || bail_out "a call is refused"
	done
}

large_store() { # large_store NAME CONTACTS: $T/NAME/cmc.db of so many contacts, of whom 270 wait, and $T/NAME.config for it
	mkdir -m 700 "$T/$1"
	"$BUILDDIR/tests/bench/fill-store" "$T/$1/cmc.db" "$2" 270 | sed 's/^/# /' || bail_out "make tests/bench/fill-store first"
	(umask 077 && cat >"$T/$1.config" <<-EOF
		[cmc]
		store=$T/$1/cmc.db
		timezone=Europe/Berlin
		[account work]
		name=Anna Beispiel
		address=anna@example.org
		imap=imaps://anna@imap.example.org
		smtp=submissions://anna@smtp.example.org
		password_command=false
	EOF
	)
}

peer() { # peer PROGRAM RUNS COMMAND…: what "mailbox.py time" says of another program; nothing where it is not installed
	command -v "$1" >/dev/null || { echo "# $1 is not installed (contrib/deps bench)" >&2; return; }
	python3 "$tool" time "${@:2}" 2>>"$T/log/peers" || echo "# $1 fails: $(tail -n 1 "$T/log/peers")" >&2
}

peak() { # peak COMMAND…: RSS of its largest process, in MB; of a small parent, since a child's peak begins with what its parent had
	ratio "$(/usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -n 1)" 1024
}

milli() { bc <<<"scale=5; ($1) * 1000"; }
ratio() { bc <<<"scale=5; $1 / $2"; }
load() { cut -d ' ' -f 1-3 /proc/loadavg; }
