#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What each kind of incoming mail does to today and log: answers by others, absences, calendar answers, delays, receipts,
# newsletters, opt-outs. Only what a person wrote is a reply.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

mail_of() { fetch "$1" INBOX hdr.message-id | sed -n 's/^hdr.message-id: <\(.*\)>/\1/p' | head -n 1; }
thread_of() { fetch "$1" INBOX hdr.references | grep -o '<call\.[^>]*>' | head -n 1; }
state_of() { cmc log "$1" --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"] == "appointment"][-1]'; }
kinds_of() { cmc today --json "${@:2}" | json '" ".join(i["kind"] for i in d["items"] if i["contact"] and i["contact"]["email"] == "'"$1"'@example.org")'; }

round() { # round PERSON: call, agreed call in a week, follow-up sent and arrived
	cmc call "${1^} Beispiel" --email "$1@example.org" --outcome reached --at "$(ago 30 min)" --topic Messe --promise Plan \
		--next "+7d 10:00" >/dev/null &&
		cmc mail "$1" --send >/dev/null && cmc sync && wait_for 20 has_mails "$1" INBOX 1 && cmc sync
}

for person in boris carla dora aline; do
	check "a round with $person" round $person
done
due=$(cmc log boris --json | json '[e["appointment"]["due_at"] for e in d["events"] if e["kind"] == "appointment"][-1]')
day=$(date -d "$due" +%F)

# ---- an absence over the agreed day, by a colleague's hand later ----

id=$(mail_of boris)
printf 'From: Boris Beispiel <boris@example.org>\nTo: anna@example.org\nSubject: Automatische Antwort: Messe\nMessage-ID: <abs1@example.org>\nIn-Reply-To: <%s>\nAuto-Submitted: auto-replied\nDate: %s\n\nGuten Tag,\n\nich bin vom %s bis einschließlich %s nicht im Haus.\nIn dringenden Fällen wenden Sie sich bitte an Frau Vertretung, vertretung@example.org.\n' \
	"$id" "$(date -R)" "$(date -d "$day -2 days" +%d.%m.%Y)" "$(date -d "$day +2 days" +%d.%m.%Y)" | deliver anna ""
check "sync" cmc sync
is "$(state_of boris)" at-risk "an absence over the agreed day puts it at risk"
like "$(kinds_of boris)" at-risk "today says so"
unlike "$(kinds_of boris)" replied "an auto-reply is no reply"
like "$(cmc brief boris)" 'vertretung@example.org' "the stand-in is in the brief"

# somebody else answers in the thread, naming the call's id
printf 'From: Viktor Vertreter <viktor@example.org>\nTo: anna@example.org\nSubject: AW: Messe\nMessage-ID: <v1@example.org>\nIn-Reply-To: <%s>\nReferences: %s <%s>\nDate: %s\n\nHerr Beispiel ist krank, ich kümmere mich darum.\n' \
	"$id" "$(thread_of boris)" "$id" "$(date -R)" | deliver anna viktor@example.org
check "sync" cmc sync
is "$(call_of v1@example.org boris)" c1 "an answer by somebody else in the thread is kept"
like "$(cmc brief boris; cmc why '<v1@example.org>')" 'viktor@example.org|Viktor' "and who it was"

# ---- calendar answers ----

ics() { # ics PERSON METHOD PARTSTAT ID [DTSTART]: as Outlook, Google and others answer our invitation
	local uid
	uid=$(fetch "$1" INBOX text | grep -o 'UID:[^ ]*' | tr -d '\r' | head -n 1)
	printf 'From: %s <%s@example.org>\nTo: anna@example.org\nSubject: Accepted: call\nMessage-ID: <%s@example.org>\nIn-Reply-To: <%s>\nDate: %s\nMIME-Version: 1.0\nContent-Type: text/calendar; charset=utf-8; method=%s\n\nBEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\nMETHOD:%s\nBEGIN:VEVENT\n%s\nSEQUENCE:0\nDTSTAMP:20261125T100000Z\nDTSTART:%s\nORGANIZER:mailto:anna@example.org\nATTENDEE;PARTSTAT=%s:mailto:%s@example.org\nEND:VEVENT\nEND:VCALENDAR\n' \
		"${1^} Beispiel" "$1" "$4" "$(mail_of "$1")" "$(date -R)" "$2" "$2" "$uid" "${5:-$(date -u -d "$due" +%Y%m%dT%H%M%SZ)}" "$3" "$1"
}
ics carla REPLY ACCEPTED acc1 | deliver anna carla@example.org
check "sync" cmc sync
is "$(state_of carla)" confirmed "accepted: confirmed"
is "$(kinds_of carla)" "" "no item, no reply"
ics carla REPLY DECLINED dec1 | deliver anna carla@example.org
check "sync" cmc sync
is "$(state_of carla)" at-risk "declined: at risk"
like "$(kinds_of carla)" at-risk "today says so"
unlike "$(kinds_of carla)" replied "and it is no reply"

ics dora COUNTER NEEDS-ACTION cnt1 "$(date -u -d "$day +1 day 09:00" +%Y%m%dT%H%M%SZ)" | deliver anna dora@example.org
check "sync" cmc sync
is "$(state_of dora)" at-risk "a counter-proposal: at risk"
like "$(kinds_of dora)" at-risk "today says so"
ics dora REPLY ACCEPTED forged1 | sed 's/^From: .*/From: Mallory <mallory@evil.example>/; s/mailto:dora/mailto:mallory/' | deliver anna mallory@evil.example
check "sync" cmc sync
is "$(state_of dora)" at-risk "a stranger's acceptance confirms nothing"

# ---- delay, receipt, newsletter: neither item nor reply ----

id=$(mail_of aline)
printf 'Return-Path: <>\nFrom: MAILER-DAEMON@mail.example.org\nTo: anna@example.org\nSubject: Delayed Mail (still being retried)\nMessage-ID: <dl1@mail.example.org>\nDate: %s\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nStill trying.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\nFinal-Recipient: rfc822; aline@example.org\nAction: delayed\nStatus: 4.4.1\n\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: <%s>\n\n--x--\n' \
	"$(date -R)" "$id" | deliver anna ""
printf 'From: Aline Beispiel <aline@example.org>\nTo: anna@example.org\nSubject: Gelesen: Messe\nMessage-ID: <rc1@example.org>\nIn-Reply-To: <%s>\nDate: %s\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\n\n--x\n\nGelesen.\n--x\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;aline@example.org\nOriginal-Message-ID: <%s>\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--x--\n' \
	"$id" "$(date -R)" "$id" | deliver anna aline@example.org
printf 'From: Example News <news@example.org>\nTo: anna@example.org\nSubject: Re: Messe\nMessage-ID: <nl1@example.org>\nList-Id: <news.example.org>\nList-Unsubscribe: <mailto:off@example.org>\nPrecedence: bulk\nDate: %s\n\nUnsere Angebote der Woche.\n' \
	"$(date -R)" | deliver anna news@example.org
printf 'Return-Path: <>\nFrom: MAILER-DAEMON@elsewhere.example\nTo: anna@example.org\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <bs1@elsewhere.example>\nDate: %s\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nSorry.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; elsewhere.example\n\nFinal-Recipient: rfc822; aline@example.org\nAction: failed\nStatus: 5.1.1\n\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: <never-ours@elsewhere.example>\n\n--x--\n' \
	"$(date -R)" | deliver anna ""
check "sync" cmc sync
is "$(kinds_of aline)" "" "delay, receipt, newsletter and backscatter make no item"
like "$(events aline)" 'delay' "the log has the delay"
like "$(events aline)" 'receipt' "and the receipt"
unlike "$(events aline)" 'reply|bounce' "neither reply nor bounce"

# ---- an opt-out is a reply that proposes a block ----

reply_to "$id" o1 aline@example.org "Aline Beispiel" "AW: Messe" "Bitte keine weiteren Mails mehr. Danke." | deliver anna aline@example.org
check "sync" cmc sync
like "$(kinds_of aline)" replied "an opt-out is a reply"
like "$(cmc today)" 'block' "that proposes a block"

# ---- the counter-proposal is taken over by one command ----

check "taken over" cmc move dora --counter
is "$(state_of dora)" moved "moved"
is "$(cmc log dora --json | json '[e["appointment"]["due_at"] for e in d["events"] if e["kind"] == "appointment"][-1]' | cut -c1-10)" \
	"$(date -d "$day +1 day" +%F)" "to the proposed day"

# ---- lost threads: the same person from elsewhere, without any reference ----

subject=$(fetch boris INBOX hdr.subject | sed -n 's/^hdr.subject: //p' | head -n 1)
printf 'From: Boris Beispiel <boris.privat@gmx.example>\nTo: anna@example.org\nSubject: AW: %s\nMessage-ID: <lost1@gmx.example>\nDate: %s\n\nDanke, das passt.\n\n> Thank you for our call\n> We talked about: Messe.\n> As promised, here is: Plan.\n' \
	"$subject" "$(date -R)" | deliver anna boris.privat@gmx.example
printf 'From: Willi Wildfremd <willi@elsewhere.example>\nTo: anna@example.org\nSubject: AW: %s\nMessage-ID: <lost2@elsewhere.example>\nDate: %s\n\nIch schreibe nur so.\n' \
	"$subject" "$(date -R)" | deliver anna willi@elsewhere.example
printf 'From: Boris Beispiel <boris@example.org>\nTo: anna@example.org\nSubject: AW: %s\nMessage-ID: <lost3@example.org>\nDate: %s\n\nNoch eine Frage.\n' \
	"$subject" "$(date -R)" | deliver anna boris@example.org
check "sync" cmc sync
like "$(cmc review --json)" 'lost1@gmx.example' "the same name from another address, quoting us: asked"
unlike "$(cmc review --json)" 'lost2@elsewhere' "a stranger with our subject: nothing"
is "$(call_of lost3@example.org boris)" c1 "his own address and our subject: his call"
check "the store is sound" cmc check
done_testing
