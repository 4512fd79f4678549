#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The watcher: a follow-up written by hand in another client is linked, marks come when the call is due and go with its
# outcome, a person's star stays.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers
cmc_config anna

logs() { cmc log "$1" --json | grep -q "\"kind\":\"$2\""; }
flagged() { flags anna "$1" | grep -q Flagged; }
unflagged() { ! flagged "$1"; }

hand_written() { # ID SUBJECT
	printf 'From: Anna <anna@example.org>\nTo: Boris Beispiel <boris@example.org>\nSubject: %s\nMessage-ID: %s\nDate: %s\n\nHello, as promised.\n' \
		"$2" "$1" "$(date -R)"
}

start_watch
cmc call "Boris Beispiel" --email boris@example.org --outcome reached --at "$(date -d '-30 min' '+%F %H:%M') UTC" \
	--topic Zugang --promise "price list" --next "$(date -d '-5 min' '+%F %H:%M') UTC" >/dev/null
ok $? "a call is logged late, its second call is due"
hand_written '<hand1@client.example>' 'Price list' | send_mail anna boris@example.org
hand_written '<hand1@client.example>' 'Price list' | put_mail anna Sent
check "the hand-written follow-up is linked" wait_for 20 logs boris follow-up
check "the follow-up in Sent bears a star" wait_for 20 flagged Sent
check "a call card lies in Calls" wait_for 20 has_mails anna Calls 1
check "the card is flagged" wait_for 20 flagged Calls
cmc call boris --outcome reached >/dev/null
check "the outcome takes the star" wait_for 20 unflagged Sent
check "the outcome takes the card" wait_for 20 has_mails anna Calls 0
is "$(mails anna Sent)" 1 "nothing else happened to Sent"
stop_watch
is $? 0 "SIGTERM ends the watcher with 0"
done_testing
