# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# One agent alone, after lib.sh: talk starts it, say gives it orders (tests/e2e/agent-talk.c), heard waits for its facts.

TALK=$BUILDDIR/tests/e2e/agent-talk
[ -x "$TALK" ] || skip_all "agent-talk is not built (make check builds it)"
[ -x "$CMC_LIBEXEC/cmc-agent" ] || skip_all "cmc-agent is not built (CMC_LIBEXEC=$CMC_LIBEXEC)"
IMAP=imap=localhost:$IMAPS_PORT:tls
SMTP=smtp=localhost:$SUBMISSIONS_PORT:tls

mail() { # mail NAME [HEADER…]
	printf 'From: Boris <boris@example.net>\nTo: Anna <anna@example.org>\nSubject: about %s\n' "$1"
	printf 'Date: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <%s@example.net>\n' "$1"
	[ $# -lt 2 ] || printf '%s\n' "${@:2}"
	printf '\nText of %s\n' "$1"
}

talk_pid=
talk() { # talk KEY=VALUE…: an agent, its orders by say, its facts in $T/facts
	rm -f "$T/orders"
	mkfifo "$T/orders"
	: >"$T/facts"
	: >"$T/facts-before"
	"$TALK" "$@" <"$T/orders" >>"$T/facts" 2>>"$T/log/agent" &
	talk_pid=$!
	exec 9>"$T/orders"
}
say() { (printf '%s\n' "$*" >&9); } # a subshell: the agent may be dead
fact() { grep -Eq -- "$1" "$T/facts"; }
hush() { # the facts so far are known
	cat "$T/facts" >>"$T/facts-before"
	: >"$T/facts"
}
heard() { # heard SECONDS REGEX NAME
	wait_for "$1" fact "$2"
	ok $? "$3" || diag "wanted /$2/ in:
$(cat "$T/facts")"
}
hang_up() {
	exec 9>&-
	kill "$talk_pid" 2>/dev/null
	wait "$talk_pid" 2>/dev/null
}
agent_pid() { sed -n 's/^started //p' "$T/facts"; }
known() { # where each mailbox was last read to
	cat "$T/facts-before" "$T/facts" | sed -n 's/^synced complete //p' | awk -F: '{ last[$1] = $0 } END { for (name in last) print last[name] }' |
		paste -sd,
}
