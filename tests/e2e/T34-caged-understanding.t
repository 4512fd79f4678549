#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# In the cage the agent understands what "cmc classify" does outside of it: zones that a calendar answer only names, the
# sender's day in a note of absence, and charsets that need a module of iconv.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

dir=$(mktemp -d)
mail_of() { fetch "$1" INBOX hdr.message-id | sed -n 's/^hdr.message-id: <\(.*\)>/\1/p' | head -n 1; }
uid_of() { fetch "$1" INBOX text | grep -o 'UID:[^ ]*' | tr -d '\r' | head -n 1; }
due_of() { cmc log "$1" --json | json '[e["appointment"]["due_at"] for e in d["events"] if e["kind"] == "appointment"][-1]'; }
outside() { # outside FILE FIELD: what "cmc classify" says of it
	cmc classify "$1" | json "d$2"
}

for person in boris carla dora aline; do
	cmc call "${person^} Beispiel" --email "$person@example.org" --outcome reached --at "$(ago 30 min)" --topic Messe --promise Plan \
		--next "+7d 10:00" >/dev/null && cmc mail "$person" --send >/dev/null && cmc sync && wait_for 20 has_mails "$person" INBOX 1
done
check "a round with four" cmc sync

# ---- a zone that is only named ----

day=$(date -d '+9 days' +%Y%m%d)
counter() { # counter PERSON ZONE ID: a proposal for 15:00 there
	printf 'From: %s <%s@example.org>\nTo: anna@example.org\nSubject: New Time Proposed: call\nMessage-ID: <%s@example.org>\nIn-Reply-To: <%s>\nDate: %s\nMIME-Version: 1.0\nContent-Type: text/calendar; charset=utf-8; method=COUNTER\n\nBEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\nMETHOD:COUNTER\nBEGIN:VEVENT\n%s\nSEQUENCE:0\nDTSTAMP:20261125T100000Z\nDTSTART;TZID="%s":%sT150000\nORGANIZER:mailto:anna@example.org\nATTENDEE;PARTSTAT=TENTATIVE:mailto:%s@example.org\nEND:VEVENT\nEND:VCALENDAR\n' \
		"${1^} Beispiel" "$1" "$3" "$(mail_of "$1")" "$(date -R)" "$(uid_of "$1")" "$2" "$day" "$1"
}
zone() { # zone PERSON NAME-IN-THE-MAIL OLSON-NAME ID
	local want
	want=$(date -d "TZ=\"$3\" $(date -d "$day" +%F) 15:00" +%s)
	counter "$1" "$2" "$4" >"$dir/$4.eml"
	deliver anna "$1@example.org" <"$dir/$4.eml"
	check "sync" cmc sync
	is "$(date -d "$(outside "$dir/$4.eml" '["calendar"]["start"]')" +%s)" "$want" "$2 outside of the cage"
	check "the proposal is taken over" cmc move "$1" --counter
	is "$(date -d "$(due_of "$1")" +%s)" "$want" "$2 in the cage"
}
zone boris Asia/Tokyo Asia/Tokyo z1
zone carla "Eastern Standard Time" America/New_York z2
zone dora "(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi" Asia/Kolkata z3

# ---- charsets: the same own words on both sides ----

charset() { # charset NAME WORDS
	local file="$dir/$1.eml" id="cs-$1"
	{
		printf 'From: Aline Beispiel <aline@example.org>\nTo: anna@example.org\nSubject: Re: Messe\nMessage-ID: <%s@example.org>\nIn-Reply-To: <%s>\nDate: %s\nMIME-Version: 1.0\nContent-Type: text/plain; charset=%s\nContent-Transfer-Encoding: base64\n\n' \
			"$id" "$(mail_of aline)" "$(date -R)" "$1"
		printf '%s\n' "$2" | iconv -f utf-8 -t "$1" | base64
	} >"$file"
	deliver anna aline@example.org <"$file"
	check "sync" cmc sync
	is "$(outside "$file" '["text"]')" "$2" "$1 outside of the cage"
	like "$(cmc brief aline; cmc log aline --json)" "$2" "$1 in the cage"
}
charset windows-1252 "Schöne Grüße für 5 € – Jörg"
charset iso-8859-15 "Größe für 7 € bestätigt"
charset koi8-r "Спасибо, жду звонка"
charset gb18030 "谢谢您的来电"
charset iso-2022-jp "お電話ありがとうございます"

rm -rf "$dir"
done_testing
