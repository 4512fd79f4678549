#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Hostile senders and subjects under every bind of plugin/aerc, in the list and in the view: nothing is executed, nothing
# reaches the terminal, and each bind did start what it is for.
. "$(dirname "$0")/lib.sh"
. "$E2E_DIR/client.sh"
. "$E2E_DIR/aerc.sh"
. "$E2E_DIR/hostile.sh"
need_cmc
need_clients aerc less
start_servers
cmc_config anna
hostile_mails
spy_on_cmc

aerc_config
binds() { sed -n "/^\[$1\]/,/^\[/s/^\(x.\) = .*/\1/p" "$SRCDIR/plugin/aerc/binds.conf"; } # binds SECTION: its keys

command_line() { text ":$1"; keys Enter; sleep "${2:-0.2}"; }
# Answers whatever asks with Enter, and closes what is open, until the list is there again.
back_to_list() {
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
		redraw; sleep 0.2
		case $(screen) in
		*"press any key to close"*) keys Enter; sleep 0.3 ;;
		*"Send this email"*) keys n; sleep 0.3 ;;
		*"(END)"*) keys q ;;
		*INBOX*) return 0 ;;
		*Subject:*) keys q; sleep 0.3 ;; # the view
		*) keys Enter ;;
		esac
	done
	diag "$(screen)"
	return 1
}
press() { keys "${1:0:1}"; sleep 0.2; keys "${1:1:1}"; sleep "${2:-0.4}"; }

start_aerc true
sees "-rf --help" "aerc shows the mailbox"
sees "Connected"
sleep 1.5

# about a message: all four in the list, in the view the first and the last, who are the worst
about=$(binds view) lost=""
for message in 0 1 2 3; do
	for key in $about; do
		command_line "select $message"
		press "$key"
		back_to_list || lost="$lost $key/$message"
	done
done
is "$lost" "" "every key about a message comes back to the list"
for message in 0 3; do
	for key in $about; do
		command_line "select $message"; command_line "view" 0.5
		press "$key"
		back_to_list || lost="$lost $key/$message"
	done
done
is "$lost" "" "and from the view"
for told in "brief --from-mail" "log --from-mail" "why --from-mail" "call --from-mail" "move --from-mail" "link --from-mail" \
	"unlink --from-mail" "contact add --from-mail" "mail --from-mail --draft" "mail --from-mail --print --text"; do
	is "$(started "$told")" 6 "cmc $told met all of them, by pipe"
done
for key in $(binds messages | grep -vxF "$about"); do # xk and xd leave INBOX
	command_line "cf INBOX" 1
	press "$key" 1
	back_to_list || lost="$lost $key"
done
is "$lost" "" "nor does another key get lost"
is "$(started today) $(started review)" "1 1" "today and the doubtful links were shown"
is "$(binds messages | wc -l) $(wc -l <<<"$about")" "17 10" "all keys of plugin/aerc were pressed"
nothing_happened aerc

# -- completion of an address
# shellcheck disable=SC2016
command_line 'compose -H "To: x$(touch pwned)`touch pwned`;touch pwned"' 1
back_to_list
nothing_happened "aerc, completing"
stop_client
done_testing
