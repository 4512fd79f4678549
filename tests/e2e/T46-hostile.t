#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Hostile senders and subjects under every key of mutt and neomutt: nothing is executed, nothing reaches the terminal.
CLIENT=mutt
. "$(dirname "$0")/lib.sh"
. "$E2E_DIR/mutt.sh"
. "$E2E_DIR/hostile.sh"
need_clients neomutt
start_servers
cmc_config anna
client_config "set quit=no"

hostile_mails
spy_on_cmc

for CLIENT in mutt neomutt; do
	start_mutt
	sees "Msgs:4" "$CLIENT shows the mailbox"
	for message in 1 2 3 4; do
		for key in ,b ,h ,w; do
			text "$message"; keys Enter; text "$key"; sleep 0.4; keys q; keys Space; keys q; keys i
		done
	done
	# the keys that ask, and the ones that write: Enter to all questions, then whatever closes what is open
	for message in 1 2 3 4; do
		for key in ,c ,m ,l ,n ,u; do
			text "$message"; keys Enter; text "$key"; sleep 0.4
			for _ in 1 2 3 4 5 6; do keys Enter; done
			sleep 0.2; keys Space; keys q; keys i
		done
	done
	# the follow-up: a draft where the sender is a contact, who are three of them
	drafts=0
	for message in 1 2 3 4; do
		text "$message"; keys Enter; text ",f"
		wait_for 3 on_screen "y:Send" || { keys Space; continue; } # it says why, and waits
		drafts=$((drafts + 1)); keys q; sleep 0.3; keys n; sleep 0.5
	done
	is "$drafts" 3 "$CLIENT: drafts for the three"
	text ",k"
	sees "Calls" "$CLIENT: their call cards"
	keys Enter; sleep 0.3; keys i; sleep 0.3; keys c; sleep 0.3; keys C-u; text "=INBOX"; keys Enter; sleep 1
	sees "INBOX" "$CLIENT: still in the mailbox after all of it"
	for key in ,t ,r; do text "$key"; sleep 0.4; keys q; keys Space; done
	for key in ,d ,a ",*" ,y; do text "$key"; sleep 0.3; done
	text "Q"; sleep 0.3
	# shellcheck disable=SC2016
	text 'x$(touch pwned)`touch pwned`; touch pwned'"'; touch pwned; '"; keys Enter; sleep 0.7; keys q; sleep 0.2
	nothing_happened "$CLIENT"
	for told in "brief" "log" "why" "call" "move" "link" "contact add" "unlink"; do
		check "$CLIENT: cmc $told met all of them, by pipe" test "$(started "$told --from-mail")" -ge 4
	done
	check "$CLIENT: so did the draft" test "$(started "muttrc --prepare")" -ge 4
	: >"$T/log/started"
	stop_client
done
# what is sent to them
for id in $(contact_ids); do
	cmc mail "$id" --print >"$T/print" 2>&1
	is "$(grep -c $'\033' "$T/print")" 0 "no escape sequence in a mail to $id"
done
done_testing
