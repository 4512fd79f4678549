#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Hostile senders and subjects under every key of mutt and neomutt: nothing is executed, nothing reaches the terminal.
CLIENT=mutt
. "$(dirname "$0")/lib.sh"
. "$E2E_DIR/mutt.sh"
need_clients neomutt
start_servers
cmc_config anna
client_config "set quit=no"

# shellcheck disable=SC2016
evil=$(printf '$(touch pwned)`touch pwned`";touch pwned;'"'"';touch pwned #\\n|touch pwned\033]0;pwned\007\033[31m\n\ttouch pwned -rf' | base64 -w0)
letter "=?utf-8?b?$evil?= <eve\`touch\${IFS}pwned\`@evil.example>" "=?utf-8?b?$evil?=" '<e1`touch$IFS"pwned"`;$(touch$IFS"pwned")@evil.example>' | deliver anna e@evil.example
letter '"-rf --help" <-rf@evil.example>' '--help; touch pwned' '<e2@evil.example>' | deliver anna e@evil.example
letter "O'Brien \"x\" <o'brien@evil.example>" "it's" '<e3@evil.example>' | deliver anna e@evil.example
printf 'From: a\x1b]0;pwned\x07 <raw\x1b[2J@evil.example>\nTo: anna@example.org\nSubject: raw \x1b]0;pwned\x07\nMessage-ID: <e4@evil.example>\n\n\x1b]0;pwned\x07\n' | deliver anna e@evil.example
# those with an address that is one are contacts, and due
dadm fetch -u anna "text" mailbox INBOX all 2>/dev/null | csplit -s -z -f "$T/m" - '/^text:/' '{*}'
for file in "$T"/m[0-9]*; do tail -n +2 "$file" | tr -d '\r' | cmc contact add --from-mail >>"$T/log/add" 2>&1; done
now=$(date -d '3 hours ago' '+%F %H:%M')
for id in $(cmc contact list --json | json '" ".join(c["id"] for c in d["contacts"])'); do
	cmc call "$id" --outcome reached --topic "\`touch pwned\` \$(touch pwned)" --at "$now UTC" --next "$(date -d '1 hour ago' '+%F %H:%M') UTC" >/dev/null 2>>"$T/log/add"
done
is "$(cmc muttrc | grep -c '^group')" 4 "three contacts with hostile names are due"

cmc sync >/dev/null # makes their call cards
for CLIENT in mutt neomutt; do
	start_mutt
	sees "Msgs:4" "$CLIENT shows the mailbox"
	for message in 1 2 4; do
		for key in ,b ,h ,w; do
			text "$message"; keys Enter; text "$key"; sleep 0.4; keys q; keys Space; keys q; keys i
		done
	done
	# the keys that ask, and the ones that write: Enter to all questions, then whatever closes what is open
	for message in 1 2 4; do
		for key in ,c ,m ,l ,n ,u; do
			text "$message"; keys Enter; text "$key"; sleep 0.4
			for _ in 1 2 3 4 5 6; do keys Enter; done
			sleep 0.2; keys Space; keys q; keys i
		done
	done
	text 1; keys Enter; text ",f"; sleep 1.5; keys q; keys n; sleep 0.5; keys q
	text ",k"
	sees "Calls" "$CLIENT: their call cards"
	keys Enter; sleep 0.3; keys i; sleep 0.3; keys c; sleep 0.3; keys C-u; text "=INBOX"; keys Enter; sleep 1
	sees "INBOX" "$CLIENT: still in the mailbox after all of it"
	for key in ,t ,r; do text "$key"; sleep 0.4; keys q; keys Space; done
	for key in ,d ,a ",*" ,y; do text "$key"; sleep 0.3; done
	text "Q"; sleep 0.3
	# shellcheck disable=SC2016
	text 'x$(touch pwned)`touch pwned`; touch pwned'"'; touch pwned; '"; keys Enter; sleep 0.7; keys q; sleep 0.2
	is "$(tm display -p -t client '#{pane_title}' | grep -c pwned)" 0 "$CLIENT: no escape sequence reached the terminal"
	is "$(find "$T" "$PWD" -name 'pwned*' -not -path "$PWD/.git/*" 2>/dev/null)" "" "$CLIENT: nothing was executed"
	stop_client
done
# what is sent to them
for id in $(cmc contact list --json | json '" ".join(c["id"] for c in d["contacts"])'); do
	cmc mail "$id" --print >"$T/print" 2>&1
	is "$(grep -c $'\033' "$T/print")" 0 "no escape sequence in a mail to $id"
done
done_testing
