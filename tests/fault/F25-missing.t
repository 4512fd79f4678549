#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Mailboxes that are not there any more, or never were: said, and nobody else's trouble. INBOX is waited for as ever, marks are
# made, a round ends.
. "$(dirname "$0")/lib.sh"
start_hostile
clear_hostile
hostile_account
config=$XDG_CONFIG_HOME/cmc/config
cmc call Boris --email boris@example.net --outcome reached --at "$(ago 60 min)" --next "$(ago 20 min)" >/dev/null
mkdir -p "$H/mail/Calls"
from_boris 1 | put_hostile INBOX 1
marks() { grep -c 'imap STORE' "$H/log"; }
has_marks() { [ "$(marks)" -ge "$1" ]; }
known() { [ "$(sql "SELECT count(*) FROM message WHERE message_id = '<$1@client.example>'")" = 1 ]; }
error_of() { cmc today --json | json "next((m['error'] for m in d['mailboxes'] if m['mailbox'] == '$1'), 'not shown')"; }

start_watch
check "all is there: the mail of who is to be called is marked" wait_for 20 has_marks 1
stop_watch

# ---- Sent is taken away ----

rm -rf "$H/mail/Sent"
timeout 60 cmc sync >"$T/out" 2>&1
is $? 69 "sync ends, and not well"
like "$(cat "$T/out")" Sent "it names what is missing"
like "$(error_of Sent)" 'not there any more' "so does today"
start_watch
from_boris 2 | put_hostile INBOX 2
check "the watcher reads INBOX" wait_for 20 known 2
before=$(marks)
cmc call Boris --outcome no-answer >/dev/null
check "and marks in it" wait_for 20 has_marks $((before + 1))
mkdir "$H/mail/Sent"
is_well() { [ "$(error_of Sent)" = None ]; }
timeout 60 cmc sync
check "when it is back, it is read again" wait_for 10 is_well
hand_written 6 boris@example.net "Mail 6" Text | put_hostile Sent 1
check "a mail in it is seen, too" wait_for 70 known 6
rm -rf "$H/mail/Sent"
is_ill() { [ "$(error_of Sent)" != None ]; }
check "it is taken away while it is watched: today says so" wait_for 70 is_ill
from_boris 7 | put_hostile INBOX 7
check "and INBOX is waited for" wait_for 5 known 7
mkdir "$H/mail/Sent"
check "back again" wait_for 130 is_well
stop_watch

# ---- another one is Sent by now ----

mkdir "$H/mail/Gesendet"
sed -i 's/^insecure=true/&\nsent=Gesendet/' "$config"
timeout 60 cmc sync
is $? 0 "another Sent is configured: a round is well"
is "$(error_of Sent)" "not shown" "the former one is not spoken of"
is "$(error_of Gesendet)" None "the new one is read"

# ---- one that is watched has never been there ----

sed -i 's/^sent=Gesendet/watch=INBOX;Nirgends/' "$config"
: >"$H/log"
start_watch
from_boris 3 | put_hostile INBOX 8
check "INBOX is read" wait_for 20 known 3
sleep "$(choose 20 200)"
from_boris 4 | put_hostile INBOX 9
check "and waited for" wait_for 5 known 4
is "$(heard 'imap connection')" 1 "over one connection: a second one has nothing to wait for"
mkdir "$H/mail/Nirgends"
from_boris 5 | put_hostile Nirgends 1
check "when it is made it is visited within a minute" wait_for 70 known 5
stop_watch
is $? 0 "the watcher ends"
check "the store is sound" sound
done_testing
