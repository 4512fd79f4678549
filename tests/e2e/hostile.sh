# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Mails whose senders, subjects and ids would run, or write to a terminal, where somebody let them; for tests of mail clients,
# after client.sh. What would run makes a file of the name "pwned".
. "$E2E_DIR/cmc.sh"

hostile_mails() { # four of them in Anna's INBOX; those with an address that is one are contacts, and due
	local evil file id at next
	# shellcheck disable=SC2016
	evil=$(printf '$(touch pwned)`touch pwned`";touch pwned;'"'"';touch pwned #\\n|touch pwned\033]0;pwned\007\033[31m\n\ttouch pwned -rf' | base64 -w0)
	letter "=?utf-8?b?$evil?= <eve\`touch\${IFS}pwned\`@evil.example>" "=?utf-8?b?$evil?=" '<e1`touch$IFS"pwned"`;$(touch$IFS"pwned")@evil.example>' | deliver anna e@evil.example
	letter '"-rf --help" <-rf@evil.example>' '--help; touch pwned' '<e2@evil.example>' | deliver anna e@evil.example
	letter "O'Brien \"x\" <o'brien@evil.example>" "it's" '<e3@evil.example>' | deliver anna e@evil.example
	printf 'From: a\x1b]0;pwned\x07 <raw\x1b[2J@evil.example>\nTo: anna@example.org\nSubject: raw \x1b]0;pwned\x07\nMessage-ID: <e4@evil.example>\n\n\x1b]0;pwned\x07\n' | deliver anna e@evil.example
	# those with an address that is one are contacts, and due
	dadm fetch -u anna "text" mailbox INBOX all 2>/dev/null | csplit -s -z -f "$T/m" - '/^text:/' '{*}'
	for file in "$T"/m[0-9]*; do tail -n +2 "$file" | tr -d '\r' | cmc contact add --from-mail >>"$T/log/add" 2>&1; done

	at=$(date -d '3 hours ago' '+%F %H:%M') next=$(date -d '1 hour ago' '+%F %H:%M')
	for id in $(contact_ids); do
		cmc call "$id" --outcome reached --topic "\`touch pwned\` \$(touch pwned)" --at "$at UTC" --next "$next UTC" >/dev/null 2>>"$T/log/add"
	done
	is "$(cmc muttrc | grep -c '^group')" 4 "three contacts with hostile names are due"
	cmc sync >/dev/null # makes their call cards
}

contact_ids() { cmc contact list --json | json '" ".join(c["id"] for c in d["contacts"])'; }

# What the clients start from now on is written down, so that a test can tell that a key did anything.
spy_on_cmc() {
	mkdir -p "$T/bin"
	printf '#!/bin/sh\nprintf "%%s\\n" "$*" >>"%s"\nexec "%s" "$@"\n' "$T/log/started" "$BUILDDIR/cmc" >"$T/bin/cmc"
	chmod 755 "$T/bin/cmc"
	: >"$T/log/started"
	PATH=$T/bin:$PATH
}

started() { grep -cxF -- "$1" "$T/log/started"; } # started ARGUMENTS: how often cmc was, with just these

nothing_happened() { # nothing_happened CLIENT
	is "$(tm display -p -t client '#{pane_title}' | grep -c pwned)" 0 "$1: no escape sequence reached the terminal"
	is "$(find "$T" "$PWD" -name 'pwned*' -not -path "$PWD/.git/*" 2>/dev/null)" "" "$1: nothing was executed"
}
