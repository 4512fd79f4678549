#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Invitations as other programs read them: sent, moved, cancelled, answered. Parsed by an independent library, taken over by
# a calendar program where there is one.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers
cmc_config anna
json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
state() { cmc log boris --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"]=="appointment"][-1]'; }
due() { cmc log boris --json | json '[e["appointment"]["due_at"] for e in d["events"] if e["kind"]=="appointment"][-1]'; }
icalendar=$(/usr/bin/python3 -c 'import icalendar' 2>/dev/null && echo yes)

cmc contact add "Boris Beispiel" --email boris@example.org --phone "030 1234567" >/dev/null
cmc call boris --topic Zugang --promise Preise --next "2031-02-04 14:00" --next-duration 20m >/dev/null 2>&1
id=$(cmc mail boris --send --json | json 'd["message_id"]')
check "the follow-up is sent" cmc sync
cmc move boris "2031-03-04 15:00" --mail >/dev/null 2>&1
check "the move is sent" cmc sync
wait_for 20 has_mails boris INBOX 2
fetch boris INBOX text >"$T/mails"
# one file for each calendar part, in the order of their SEQUENCE
python3 - "$T" <<'EOF'
import email, email.policy, sys, re
raw = open(sys.argv[1] + "/mails", "rb").read()
for one in raw.split(b"text:\n")[1:]:
    m = email.message_from_bytes(one.rstrip(b"\f\n"), policy=email.policy.default)
    for p in m.walk():
        if p.get_content_type() == "text/calendar":
            text = p.get_content()
            n = re.search(r"SEQUENCE:(\d+)", text).group(1)
            open(f"{sys.argv[1]}/{n}.ics", "w", newline="").write(text)
            open(f"{sys.argv[1]}/{n}.method", "w").write(p.get_param("method") or "")
EOF
uid=$(sed -n 's/^UID://p' "$T/0.ics" | tr -d '\r')
is "$(cat "$T/0.method") $(cat "$T/1.method")" "REQUEST REQUEST" "METHOD stands in the MIME header"
is "$(sed -n 's/^UID://p' "$T/1.ics" | tr -d '\r')" "$uid" "a move keeps the UID, its SEQUENCE is higher"
like "$(fetch boris INBOX text | tr -d '\r')" 'March 2031' "the mail says the new day in words"

if [ -n "$icalendar" ]; then
	/usr/bin/python3 - "$T" >"$T/read" <<'EOF'
import icalendar, sys
for n in (0, 1):
    c = icalendar.Calendar.from_ical(open(f"{sys.argv[1]}/{n}.ics").read())
    e = c.walk("VEVENT")[0]
    print(c["METHOD"], e["SEQUENCE"], e["DTSTART"].dt.isoformat(), e["DTEND"].dt - e["DTSTART"].dt, e["ORGANIZER"],
          e["ATTENDEE"], e["ATTENDEE"].params["RSVP"], e["LOCATION"], len(c.walk("VALARM")), len(c.walk("VTIMEZONE")))
EOF
	is "$(cat "$T/read")" "REQUEST 0 2031-02-04T14:00:00+01:00 0:20:00 mailto:anna@example.org mailto:boris@example.org TRUE tel:+49301234567 1 1
REQUEST 1 2031-03-04T15:00:00+01:00 0:20:00 mailto:anna@example.org mailto:boris@example.org TRUE tel:+49301234567 1 1" \
		"another library reads both"
fi

# -- the answers
sender=boris@example.org
answer() { # answer METHOD PARTSTAT SEQUENCE START MESSAGE-ID [bare], which names the invitation by its UID alone
	cat <<-EOF | sed "${6:+/^In-Reply-To:/d; /^References:/d; }s/\$/\r/" | deliver anna "$sender" 2>/dev/null
		From: Boris Beispiel <$sender>
		To: anna@example.org
		Subject: $2: Zugang
		Message-ID: <$5@example.org>
		In-Reply-To: $id
		References: $id
		Date: $(date -R)
		MIME-Version: 1.0
		Content-Type: text/calendar; method=$1; charset=utf-8

		BEGIN:VCALENDAR
		PRODID:-//Other//Program//EN
		VERSION:2.0
		METHOD:$1
		BEGIN:VEVENT
		UID:$uid
		SEQUENCE:$3
		DTSTAMP:20301201T100000Z
		DTSTART:$4
		ORGANIZER:mailto:anna@example.org
		ATTENDEE;PARTSTAT=$2:mailto:boris@example.org
		END:VEVENT
		END:VCALENDAR
	EOF
	cmc sync >/dev/null 2>&1
}
answer REPLY ACCEPTED 0 20310204T130000Z old
is "$(state)" moved "an answer to the old time says nothing of the new one"
answer REPLY ACCEPTED 1 20310304T140000Z yes
is "$(state)" confirmed "accepted: confirmed"
refuse "no other time was proposed" 67 cmc move boris --counter
sender=carla@example.net
cmc contact add Carla --email $sender >/dev/null
answer REPLY DECLINED 1 20310304T140000Z strange bare
is "$(state)" confirmed "somebody else's answer changes nothing by itself"
like "$(cmc review)" 'Zugang' "but is asked about"
sender=boris@example.org
answer REPLY DECLINED 1 20310304T140000Z bare bare
is "$(state)" at-risk "declined, named by the UID alone: at risk"
answer REPLY ACCEPTED 1 20310304T140000Z again
is "$(state)" confirmed "and accepted again"
answer REPLY DECLINED 1 20310304T140000Z no
is "$(state)" at-risk "declined: at risk"
answer COUNTER TENTATIVE 1 20310305T083000Z other
like "$(cmc today --json | json '[i["why"] for i in d["items"] if i["kind"]=="at-risk"]')" 'proposes another time' "a counter-proposal is shown"
is "$(cmc today --json | json '[i["since"][:10] for i in d["items"] if i["kind"]=="at-risk"][0]')" \
	"$(TZ=Europe/Berlin date +%F)" "with the time since when it is so"
check "one command takes it over" cmc move boris --counter --mail
is "$(state) $(due)" "moved 2031-03-05T09:30:00+01:00" "at the proposed time, in the agreed zone"
check "sent" cmc sync
cmc cancel boris --mail >/dev/null
check "the cancellation is sent" cmc sync
wait_for 20 has_mails boris INBOX 4
fetch boris INBOX text | tr -d '\r' >"$T/all"
is "$(grep -c '^METHOD:CANCEL' "$T/all") $(grep -c '^STATUS:CANCELLED' "$T/all") $(grep -c "^UID:$uid" "$T/all")" "1 1 4" \
	"CANCEL, of the same event"
is "$(sed -n 's/^SEQUENCE://p' "$T/all" | sort -n | tr '\n' ' ')" "0 1 2 3 " "SEQUENCE rises with each"

# -- whom no mail reaches: neither moved nor cancelled, as neither could be said
cmc call Nora --phone "030 7654321" --outcome reached --next "2031-05-05 10:00" >/dev/null
before=$(cmc log Nora --json)
refuse "without an address: not moved" 65 cmc move Nora "2031-05-06 10:00" --mail
refuse "nor cancelled" 65 cmc cancel Nora --mail
is "$(cmc log Nora --json)" "$before" "and nothing was stored"
cmc call boris --outcome reached --next "2031-05-05 11:00" >/dev/null
cmc block boris --mails >/dev/null
before=$(cmc log boris --json)
refuse "who asked not to be mailed: not moved" 77 cmc move boris "2031-05-06 11:00" --mail
refuse "nor cancelled" 77 cmc cancel boris --mail
is "$(cmc log boris --json)" "$before" "and nothing was stored"
check "without a mail it is" cmc cancel boris

# -- a call that is moved before the promised mail went out: that mail is still owed
owed() { cmc today --json | json '[i["call"] for i in d["items"] if i["kind"] == "mail-owed" and i["contact"]["name"] == "Dora"]'; }
cmc call Dora --email dora@example.org --outcome reached --at "2 hours ago" --topic Zugang --promise Preise --next "2031-05-06 10:00" >/dev/null 2>&1
like "$(owed)" c "the mail is owed"
cmc move Dora "2031-05-07 10:00" --mail >/dev/null 2>&1
like "$(owed)" c "also while the mail about the new time waits"
check "the move is sent" cmc sync
check "and known to be in Sent" cmc sync
check "Dora has it" has_mails dora INBOX 1
is "$(cmc log Dora --json | json 'sum(e["kind"] == "follow-up" for e in d["events"])')" 1 "it belongs to the call"
like "$(owed)" c "what was promised is owed all the same"
cmc mail Dora --send >/dev/null
check "that is sent, too" cmc sync
check "and known" cmc sync
is "$(owed)" "[]" "now nothing is owed"
cmc move Dora "2031-05-08 10:00" --mail >/dev/null 2>&1
check "moved again" cmc sync
check "the store is sound" cmc check --strict

# -- in a calendar program
if command -v khal >/dev/null; then
	mkdir -p "$T/calendar" "$XDG_CONFIG_HOME/khal"
	printf '[calendars]\n[[work]]\npath = %s\n[locale]\ntimeformat = %%H:%%M\ndateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n' \
		"$T/calendar" >"$XDG_CONFIG_HOME/khal/config"
	check "khal takes the invitation" khal import --batch -a work "$T/0.ics"
	like "$(khal list 2031-02-04 2031-02-05 2>&1)" '14:00-14:20.*Beispiel' "and shows it at its time"
	check "khal takes the move" khal import --batch -a work "$T/1.ics"
	like "$(khal list 2031-03-04 2031-03-05 2>&1)" '15:00-15:20.*Beispiel' "and shows the new time"
	unlike "$(khal list 2031-02-04 2031-02-05 2>&1)" 'Beispiel' "and no longer the old one"
fi
done_testing
