#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The watcher tells a service manager that it is ready, feeds the watchdog from its main loop, and tells that it stops.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers
cmc_config anna

manager() { # manager SOCKET: the datagrams that come in, one a line
	python3 -u - "$1" <<-'EOF'
		import socket, sys
		name = sys.argv[1]
		s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
		s.bind("\0" + name[1:] if name[0] == "@" else name)
		print("listening", flush=True)
		while True:
		    print(s.recv(4096).decode(), flush=True)
	EOF
}
told() { # told WORD [TIMES]
	[ "$(grep -cx "$1" "$told")" -ge "${2:-1}" ]
}

for socket in "$T/notify" "@cmc-notify-$$"; do
	told=$(mktemp "$T/told.XXXX")
	manager "$socket" >"$told" &
	manager=$!
	check "$socket: a manager listens" wait_for 10 told listening
	export NOTIFY_SOCKET=$socket
	start_watch
	check "$socket: ready" wait_for 10 told READY=1
	check "$socket: the watchdog is fed again and again" wait_for 10 told WATCHDOG=1 3
	stop_watch
	is $? 0 "$socket: it ends"
	is "$(tail -n 1 "$told")" STOPPING=1 "$socket: and says so last"
	kill "$manager"
	wait "$manager" 2>/dev/null
done

export NOTIFY_SOCKET=$T/nobody
start_watch
have_started() { [ "$(grep -c watch-start "$T/log/watch")" = "$1" ]; }
check "a manager that is not there is no trouble" wait_for 10 have_started 3
check "the watcher works as ever" cmc sync
stop_watch
is $? 0 "and ends"

if command -v systemd-analyze >/dev/null; then
	unit=$T/cmc-watch.service
	sed "s,@bindir@,$BUILDDIR," "$SRCDIR/contrib/systemd/cmc-watch.service.in" >"$unit"
	is "$(systemd-analyze --user --man=no verify "$unit" 2>&1 | grep -F "$unit")" "" "systemd finds nothing wrong with the unit"
fi
done_testing
