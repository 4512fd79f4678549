# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Real mail clients in a terminal of their own, for tests that also source lib.sh. Keys are sent, strings are waited for.

need_clients() { # need_clients PROGRAM…
	local program
	for program in tmux "$@"; do
		command -v "$program" >/dev/null || skip_all "$program is missing"
	done
}

tm() { tmux -S "$T/tmux" -f /dev/null "$@"; }

start_client() { # start_client COMMAND…: in a terminal of 100 by 30
	tm kill-server 2>/dev/null
	mkdir -p "$T/client"
	tm new-session -d -x 100 -y 30 -s client -c "$T/client" "TERM=screen-256color $*; echo client ended with \$?; sleep 1000"
}

stop_client() { tm kill-server 2>/dev/null; }

screen() { tm capture-pane -p -t client; }
coloured() { tm capture-pane -p -e -t client; } # with the colours as escape sequences

on_screen() { screen | grep -qF -- "$1"; }

# What follows a screen that never came would press keys at random: the test ends there.
sees() { # sees TEXT [NAME]: TEXT comes within 15 seconds
	wait_for 15 on_screen "$1"
	ok $? "${2:-the screen shows \"$1\"}" && return
	diag "$(screen)"
	stop_client
	done_testing
}

keys() { # keys KEY…: tmux names (Enter, Escape) or characters, one after the other
	tm send-keys -t client "$@"
	sleep 0.1
}

text() { tm send-keys -t client -l -- "$1"; sleep 0.1; } # text TEXT: letter by letter as it stands

letter() { # letter FROM SUBJECT ID [TEXT]
	printf 'From: %s\nTo: anna@example.org\nSubject: %s\nMessage-ID: %s\nDate: %s\n\n%s\n' "$1" "$2" "$3" "$(date -R)" \
		"${4:-Good morning.}"
}
