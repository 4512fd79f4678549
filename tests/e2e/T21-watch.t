#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The watcher: a follow-up written by hand in another client is linked, marks come when the call is due and go with its
# outcome, a person's star stays.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

start_watch
cmc call "Boris Beispiel" --email boris@example.org --outcome reached --at "$(date -d '-30 min' '+%F %H:%M') UTC" \
	--topic Zugang --promise "price list" --next "$(date -d '-5 min' '+%F %H:%M') UTC" >/dev/null
ok $? "a call is logged late, its second call is due"
hand_written hand1 boris@example.org 'Price list' 'Hello, as promised.' | send_mail anna boris@example.org
hand_written hand1 boris@example.org 'Price list' 'Hello, as promised.' | put_mail anna Sent
check "the hand-written follow-up is linked" wait_for 20 has_event boris follow-up
check "the follow-up in Sent bears a star" wait_for 20 flagged Sent
check "a call card lies in Calls" wait_for 20 has_mails anna Calls 1
check "the card is flagged" wait_for 20 flagged Calls
cmc call boris --outcome reached >/dev/null
check "the outcome takes the star" wait_for 20 unflagged Sent
check "the outcome takes the card" wait_for 20 has_mails anna Calls 0
is "$(mails anna Sent)" 1 "nothing else happened to Sent"
# a bounce that comes before the copy in Sent, from nobody that we know
cmc call "Carla Beispiel" --email carla@example.org --outcome reached --promise Plan >/dev/null
printf 'Return-Path: <>\nFrom: MAILER-DAEMON@mail.example.org\nTo: anna@example.org\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <b1@mail.example.org>\nDate: %s\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nSorry.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\nFinal-Recipient: rfc822; carla@example.org\nAction: failed\nStatus: 5.1.1\n\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: <hand2@client.example>\nTo: carla@example.org\n\n--x--\n' \
	"$(date -R)" | deliver anna ""
sleep 2
hand_written hand2 carla@example.org 'Plan' 'Hallo Carla, der Plan.' | put_mail anna Sent
check "a bounce that came before the copy in Sent" wait_for 20 has_event carla bounce
like "$(kinds)" bounced "is shown"
stop_watch
is $? 0 "SIGTERM ends the watcher with 0"
done_testing
