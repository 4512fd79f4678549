#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cmc-agent with a server that offers nothing beyond IMAP4rev1: what it does not tell is compared.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/agent.sh"

DOVECOT_EXTRA='imap_capability = IMAP4rev1 LITERAL+ ID'
start_servers
for i in 1 2 3 4 5; do
	mail "in$i" | put_mail anna INBOX
done

talk role=m "$IMAP" user=anna secret=secret-anna "ca=$CA_FILE"
heard 15 'synced complete INBOX:[0-9]*:6:0' "INBOX is read"
heard 15 'state phase=2' "then it waits"
UIDVALIDITY=$(sed -n 's/^mailbox INBOX .*uidvalidity=\([0-9]*\).*/\1/p' "$T/facts")
hush
mail late | deliver anna 2>/dev/null
heard 45 'seen INBOX 6 .*id=<late@example.net>' "new mail is told although the server does not call"
hush
mail card | sed 's/$/\r/' >"$T/card.eml"
say append 1 Calls 4 0 '<card@example.net>' "$T/card.eml"
heard 10 'done 1 trouble=0 .* uid=1 there=0' "where a card lies is found out"
CALLS=$(sed -n 's/^done 1 .*uidvalidity=\([0-9]*\).*/\1/p' "$T/facts")
say expunge 2 Calls "$CALLS" 1 '<card@example.net>'
heard 10 'done 2 trouble=' "a deletion is answered"
say mark 3 INBOX "$UIDVALIDITY" 2 4 0
heard 10 'done 3 trouble=0' "marks are set"
say quit
heard 10 'ended exit=0' "it ends"
KNOWN=$(known)
hang_up

dadm expunge -u anna mailbox INBOX uid 3:4
dadm flags add -u anna '\Answered' mailbox INBOX uid 5
mail between | deliver anna 2>/dev/null
talk role=m "$IMAP" user=anna secret=secret-anna "ca=$CA_FILE" once= "known=$KNOWN"
heard 15 'synced complete INBOX' "a second start reads on"
is "$(grep -c '^seen' "$T/facts")" 1 "only what is new"
heard 1 'gone INBOX 3 4' "what went meanwhile is found"
heard 1 'flags INBOX.* 2=4.* 5=2' "what changed, too"
hang_up

# a long mailbox, in windows
for i in $(seq 1 180); do
	mail "many$i"
	printf '\0'
done | while IFS= read -r -d '' one; do
	printf '%s\n' "$one" | put_mail boris INBOX
done
dadm expunge -u boris mailbox INBOX uid 20:40
talk role=m "$IMAP" user=boris secret=secret-boris "ca=$CA_FILE" once= window=50
heard 30 'synced complete INBOX:[0-9]*:181' "a long mailbox is read"
is "$(grep -c '^synced window INBOX' "$T/facts")" 3 "in windows"
is "$(grep -c '^seen INBOX' "$T/facts")" 159 "each message once"
hang_up

done_testing
