#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A mail that the server tells of while we fetch others, before we wait: told once, and never again.
. "$(dirname "$0")/lib.sh"
mkdir -p "$T/h/busy/mail/INBOX" "$T/h/busy/mail/Sent"
: >"$T/h/busy/log"
printf '%s\n' '#4 FETCH delay 3 ; announce' >"$T/h/busy/rules"
python3 "$FAULT_DIR/hostile.py" "$T/h/busy" --imap 7501 2>>"$T/log/hostile" &
server=$!
echo secret >"$T/secret/busy"
put() { # put UID ADDRESS
	hand_written "m$1" anna@example.org "Re: Plan" Danke | sed "s/^From: .*/From: <$2>/" >"$T/h/busy/.new"
	mv "$T/h/busy/.new" "$T/h/busy/mail/INBOX/$1.eml"
}
fetching() { [ "$(grep -c 'imap FETCH' "$T/h/busy/log")" = 4 ]; }
idling() { [ "$(grep -c 'imap IDLE' "$T/h/busy/log")" -ge 2 ]; }
stored() { sql "SELECT count(*) FROM message WHERE message_id LIKE '<m3%'"; }
is_stored() { [ "$(stored)" = 1 ]; }

# a stranger's: nothing about them is asked again
put 1 somebody@example.com
wait_for 10 port_open 7501 || bail_out "no server"
account_config busy 7501 -
cmc contact add Boris --email boris@example.net >/dev/null
start_watch
check "both mailboxes are waited for" wait_for 10 idling
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
stop_watch
kill "$server"
done_testing
