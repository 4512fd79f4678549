#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A mail that the server tells of while we fetch others, before we wait: told once, and never again.
. "$(dirname "$0")/lib.sh"
serve_hostile busy 7501
server=$!
echo secret >"$T/secret/busy"
put() { # put UID ADDRESS
	hand_written "m$1" anna@example.org "Re: Plan" Danke | sed "s/^From: .*/From: <$2>/" | H=$T/h/busy put_hostile INBOX "$1"
}
fetches() { grep -c 'imap FETCH' "$T/h/busy/log"; }
fetching() { [ "$(fetches)" -gt "$before" ]; }
idling() { [ "$(grep -c 'imap IDLE' "$T/h/busy/log")" -ge 2 ]; }
stored() { sql "SELECT count(*) FROM message WHERE message_id LIKE '<m3%'"; }
is_stored() { [ "$(stored)" = 1 ]; }

# a stranger's: nothing about them is asked again
put 1 somebody@example.com
account_config "${served[@]}"
cmc contact add Boris --email boris@example.net >/dev/null
start_watch
check "both mailboxes are waited for" wait_for 10 idling
before=$(fetches)
printf '%s\n' 'once FETCH delay 3 ; announce' >"$T/h/busy/rules"
put 2 somebody@example.com
check "a mail is being fetched" wait_for 10 fetching
put 3 boris@example.net
wait_for 25 is_stored
verdict=$?
row 7 "EXISTS within the answer to FETCH" 1 "$((1 - $(stored))) missed after 25 s" $verdict
sleep 3
selects=$(grep -c 'imap SELECT' "$T/h/busy/log")
sleep 5
is "$(grep -c 'imap SELECT' "$T/h/busy/log")" "$selects" "then it waits in peace"

# told of two, and one is gone before we ask: what is there is read, and the mailbox selected anew
before=$(fetches)
printf '%s\n' 'once arrived say * 5 EXISTS\r\n' >"$T/h/busy/rules"
put 5 boris@example.net
check "they are asked for" wait_for 10 fetching
stored() { sql "SELECT count(*) FROM message WHERE message_id LIKE '<m5%'"; }
wait_for 25 is_stored
verdict=$?
[ "$(grep -c 'imap SELECT' "$T/h/busy/log")" -gt "$selects" ] || verdict=1
row 16 "a new mail is gone before it is fetched, another stays" 1 "$((1 - $(stored))) missed after 25 s" $verdict
put 6 boris@example.net
stored() { sql "SELECT count(*) FROM message WHERE message_id LIKE '<m6%'"; }
check "and the next one is seen" wait_for 25 is_stored
stop_watch
kill "$server"
done_testing
