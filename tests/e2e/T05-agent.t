#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cmc-agent against real servers: it reads, waits, serves every order, sends up to the dot, and dies with its watcher.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/agent.sh"

start_servers
for i in 1 2 3 4 5; do
	mail "in$i" | put_mail anna INBOX
done
mail sent1 | put_mail anna Sent

# ---- the first round, in windows ----

talk role=m "$IMAP" user=anna secret=secret-anna "ca=$CA_FILE" window=50
heard 15 'synced complete INBOX' "INBOX is read"
is "$(head -n 1 < <(grep synced "$T/facts") | grep -c Sent)" 1 "after Sent"
is "$(grep -c '^seen INBOX' "$T/facts")" 5 "all its messages are told"
heard 1 'seen INBOX 3 flags=0 id=<in3@example.net> from=boris@example.net size=[1-9][0-9]* at=1 .*subject=about in3' \
	"with what their headers say"
heard 1 'mailbox Drafts role=drafts' "Drafts is named"
heard 1 'mailbox INBOX role=inbox uidvalidity=[1-9].* keywords=1 restarted=1' "a mailbox that is new to us is called so"
heard 10 'state phase=2 trouble=0' "then it waits"
is "$(flags anna INBOX | grep -c Seen)" 0 "nothing is marked as read"
UIDVALIDITY=$(sed -n 's/^mailbox INBOX .*uidvalidity=\([0-9]*\).*/\1/p' "$T/facts")

# ---- while it waits ----

hush
mail late | deliver anna 2>/dev/null
heard 10 'seen INBOX 6 .*id=<late@example.net>' "new mail is told while waiting"
hush
mail sent2 | put_mail anna Sent
heard 10 'seen Sent 2 .*id=<sent2@example.net>' "in Sent, too"
hush
dadm flags add -u anna '\Flagged' mailbox INBOX uid 2
heard 10 'flags INBOX.* 2=4' "a flag that another client sets is told"
dadm expunge -u anna mailbox INBOX uid 4
heard 10 'gone INBOX 4 4' "so is a message that goes"

# ---- orders ----

say read 1 INBOX "$UIDVALIDITY" 1,4
heard 10 'read INBOX 1 .*text=Text of in1' "a message is read"
heard 10 'done 1 trouble=0' "and one that is gone does no harm"
say read 2 INBOX 1 1
heard 10 'done 2 trouble=7' "UIDs of another UIDVALIDITY are refused"
say mark 3 INBOX "$UIDVALIDITY" 1,2 36 0
heard 10 'done 3 trouble=0' "marks are set"
like "$(fetch anna INBOX flags uid 1)" 'Flagged.*cmc-due|cmc-due.*Flagged' "as flag and keyword"
say mark 4 INBOX "$UIDVALIDITY" 1 0 32
heard 10 'done 4 trouble=0' "and taken back"
unlike "$(fetch anna INBOX flags uid 1)" cmc-due "as if they had not been"
mail card | sed 's/$/\r/' >"$T/card.eml"
say append 5 Calls 4 0 '<card@example.net>' "$T/card.eml"
heard 10 'done 5 trouble=0 .* uid=1 there=0' "a card is stored in a mailbox that was not there"
say append 6 Calls 4 0 '<card@example.net>' "$T/card.eml"
heard 10 'done 6 trouble=0 .* uid=1 there=1' "and not a second time"
is "$(mails anna Calls)" 1 "as the server says"
like "$(fetch anna Calls 'flags date.received')" 'Flagged' "with its flags"
CALLS=$(sed -n 's/^done 5 .*uidvalidity=\([0-9]*\).*/\1/p' "$T/facts")
say expunge 7 Calls "$CALLS" 1 '<other@example.net>'
heard 10 'done 7 trouble=0' "a message that is not ours"
is "$(mails anna Calls)" 1 "is not deleted"
say expunge 8 Calls "$CALLS" 1 '<card@example.net>'
heard 10 'done 8 trouble=0' "one that is ours"
is "$(mails anna Calls)" 0 "is"
say look-up 9 Sent '<sent2@example.net>' 1
heard 10 'done 9 trouble=0 .* uid=2 ' "a Message-ID is found in Sent"
say look-up 10 Sent '<sent@example.net>' 1
heard 10 'done 10 trouble=0 .* uid=0 ' "a part of one is not"
say look-up 11 Nowhere '<sent2@example.net>' 1
heard 10 'done 11 trouble=6' "a missing mailbox is said to be missing"
say find 12 INBOX boris@example.net -
heard 10 'found INBOX 5 .*in5' "older mail is found by its sender"
heard 10 'done 12 trouble=0' "and that is said"
hush
mail after-orders | deliver anna 2>/dev/null
heard 10 'seen INBOX 7 ' "after all that it still waits"
hush
say round
heard 10 'synced complete INBOX' "a round can be ordered"
heard 10 'synced complete Sent' "of every mailbox"
say quit
heard 10 'ended exit=0 signal=0' "and the end"
KNOWN=$(known)
hang_up

# ---- from what is known ----

mail between | deliver anna 2>/dev/null
dadm expunge -u anna mailbox INBOX uid 1
dadm flags add -u anna '\Answered' mailbox INBOX uid 3
talk role=m "$IMAP" user=anna secret=secret-anna "ca=$CA_FILE" once= "known=$KNOWN"
heard 15 'synced complete INBOX' "a second start reads on"
is "$(grep -c '^seen' "$T/facts")" 1 "only what is new"
heard 1 'gone INBOX 1 1' "what went meanwhile is told"
heard 1 'flags INBOX.* 3=2' "what changed, too"
heard 1 'mailbox INBOX .*restarted=0' "nothing starts anew"
say append 1 Drafts 16 0 '<card@example.net>' "$T/card.eml"
heard 10 'done 1 trouble=0' "orders are served after the one round"
hang_up

dadm mailbox delete -u anna Sent
talk role=m "$IMAP" user=anna secret=secret-anna "ca=$CA_FILE" watch=INBOX\;Gone once=
heard 15 'state phase=3 trouble=6' "a watched mailbox that is missing is told"
heard 1 'synced complete INBOX' "after the others were read"
hang_up

# ---- what a server refuses ----

talk role=m "$IMAP" user=anna secret=wrong "ca=$CA_FILE"
heard 15 'state phase=3 trouble=4' "a wrong password is a trouble with the log-in"
is "$(grep -c need-secret "$T/facts")" 2 "after a newer one was asked for"
heard 5 'ended exit=0' "and the agent ends"
hang_up
talk role=m "$IMAP" user=anna secret=old again=secret-anna "ca=$CA_FILE"
heard 15 'synced complete INBOX' "a newer password lets in"
hang_up
talk role=m "$IMAP" user=anna "ca=$CA_FILE"
heard 15 'state phase=3 trouble=4 .*no password command' "no secret at all is told"
hang_up
make_ca stranger
talk role=m "$IMAP" user=anna secret=secret-anna "ca=$T/tls/stranger.pem"
heard 15 'state phase=3 trouble=3' "a certificate of a stranger is a trouble with TLS"
hang_up
talk role=m imap=localhost:1:tls user=anna secret=secret-anna "ca=$CA_FILE"
heard 15 'state phase=3 trouble=1' "no server is one that passes"
hang_up

# ---- the end of things ----

talk role=m "$IMAP" user=anna secret=secret-anna "ca=$CA_FILE"
heard 15 'state phase=2' "an agent waits"
pid=$(agent_pid)
like "$(cat "/proc/$pid/status")" 'Seccomp:	2' "behind seccomp"
like "$(cat "/proc/$pid/status")" 'NoNewPrivs:	1' "without new privileges"
like "$(cat "/proc/$pid/limits")" 'Max core file size +0 +0' "without dumps"
kill -9 "$talk_pid"
wait "$talk_pid" 2>/dev/null
check "and dies with its watcher" wait_for 10 pid_gone "$pid"
hang_up
talk role=m "$IMAP" user=anna secret=secret-anna "ca=$CA_FILE"
heard 15 'state phase=2' "an agent waits"
stop_dovecot
heard 15 'state phase=3 trouble=1' "until its server goes"
heard 5 'ended exit=0' "and ends in good order"
hang_up
start_dovecot

# ---- sending ----

mail out | sed 's/$/\r/' >"$T/out.eml"
talk role=s "$SMTP" user=anna secret=secret-anna "ca=$CA_FILE" from=anna@example.org \
	to=boris@example.net,nobody@elsewhere.example "file=$T/out.eml"
heard 15 'recipient boris@example.net 250' "a recipient is taken"
heard 15 'dot-ready' "the mail is handed over up to the dot"
sleep 1
is "$(mails boris INBOX)" 0 "and is not there yet"
say dot
heard 15 'sent trouble=0 code=250 after-dot=1' "after the dot the server has it"
heard 5 'ended exit=0' "and the agent ends"
check "it arrives" wait_for 20 has_mails boris INBOX 1
hang_up
talk role=s "$SMTP" user=anna secret=secret-anna "ca=$CA_FILE" from=anna@example.org to=boris@example.net "file=$T/out.eml"
heard 15 'dot-ready' "a second mail is handed over up to the dot"
pid=$(agent_pid)
hang_up
check "a watcher that goes takes its sender with it" wait_for 10 pid_gone "$pid"
sleep 2
is "$(mails boris INBOX)" 1 "and nothing is sent without the dot"
talk role=s "$SMTP" user=anna secret=secret-anna "ca=$CA_FILE" from=anna@example.org 'to=not an address' \
	"file=$T/out.eml"
heard 15 'sent trouble=[0-9] code=[0-9]* after-dot=0' "an address that is none is refused before the dot"
hang_up
talk role=s "$SMTP" user=anna secret=wrong "ca=$CA_FILE" from=anna@example.org to=boris@example.net "file=$T/out.eml"
heard 15 'sent trouble=4 code=0 after-dot=0' "a wrong password says nothing about the mail"
hang_up
talk role=s smtp=localhost:1:tls user=anna secret=secret-anna "ca=$CA_FILE" from=anna@example.org to=boris@example.net \
	"file=$T/out.eml"
heard 15 'sent trouble=1 code=0 after-dot=0' "neither does a server that is not there"
hang_up

done_testing
