#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Call cards as another IMAP client sees them: complete, raised ten minutes before, updated in place, gone with the outcome;
# nobody else's mail in that mailbox is touched; a card that a person puts aside becomes a question.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers
cmc_config anna
json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
at() { date -u -d "$1" '+%F %H:%M UTC'; }
questions() { cmc today --json | json 'sum(i["kind"]=="review" for i in d["items"])'; }
is_asked() { [ "$(questions)" -ge 1 ]; }
is_not_asked() { [ "$(questions)" -eq 0 ]; }
card_flags() { flags anna Calls HEADER X-CMC-ID "$1"; }
raised() { card_flags "$1" | grep -q Flagged && ! card_flags "$1" | grep -q Seen; }
lowered() { ! card_flags "$1" | grep -q Flagged && card_flags "$1" | grep -q Seen; }
client() { # client PYTHON: M is a second IMAP client, logged in
	python3 - "$@" <<-EOF
		import imaplib, ssl, email, email.policy, sys
		M = imaplib.IMAP4_SSL("localhost", $IMAPS_PORT, ssl_context=ssl.create_default_context(cafile="$CA_FILE"))
		M.login("anna", open("$T/secret/anna").read().strip())
		M.select("Calls")
		def card(id):
		    uids = M.uid("SEARCH", None, "HEADER", "X-CMC-ID", id)[1][0].split()
		    assert len(uids) == 1, uids
		    data = M.uid("FETCH", uids[0], "(FLAGS INTERNALDATE BODY.PEEK[])")[1]
		    return uids[0], data[0][0].decode(), email.message_from_bytes(data[0][1], policy=email.policy.default)
		$1
	EOF
}

dadm mailbox create -u anna Calls
printf 'From: X <x@example.net>\nTo: anna@example.org\nSubject: mine\nMessage-ID: <mine@x.example>\n\nMy own note among the calls.\n' |
	put_mail anna Calls
cmc call "Boris Beispiel" --email boris@example.org --phone "030 1234567" --org "Zahn & Rad" --topic "Zugang <neu>" \
	--note "likes tea $(printf 'x%.0s' {1..90})" --at "$(at '-1 hour')" --next "$(at '+8 min')" --next-duration 20m >/dev/null 2>&1
cmc call "Carla Muster" --email carla@example.org --at "$(at '-1 hour')" --next "$(at '+3 hours')" >/dev/null 2>&1
start_watch
check "a card for each" wait_for 30 has_mails anna Calls 3
check "eight minutes before it is flagged and unread" wait_for 20 raised a1
check "hours before it is neither" lowered a2
out=$(client '
uid, head, m = card("a1")
import datetime, re
print(m.get_content_type(), [p.get_content_type() for p in m.iter_parts()])
due = '"$(date -u -d "$(at '+8 min')" +%s)"'
print("date", abs(m["Date"].datetime.timestamp() - due) < 120)
import time
print("internal", abs(time.mktime(imaplib.Internaldate2tuple(head.encode())) - due) < 120)
text, html = m.get_body(("plain",)).get_content(), m.get_body(("html",)).get_content()
print("text", "tel:+49301234567" in text, "likes tea" in text, "Zugang <neu>" in text, "To begin with" in text)
print("once", text.count("Topic: Zugang <neu>"), text.count("boris@example.org"), html.count("Zahn &amp; Rad"), html.count("Boris Beispiel"))
print("html", "href=\"tel:+49301234567\"" in html, "Zugang &lt;neu&gt;" in html, "http" not in html)
ics = [p for p in m.walk() if p.get_content_type() == "text/calendar"][0]
print("calendar", ics.get_param("method"), "BEGIN:VALARM" in ics.get_content(), "DTEND" in ics.get_content())
print("state", m["X-CMC-STATE"], m["From"].addresses[0].addr_spec, m["References"] is not None)
')
is "$out" "multipart/alternative ['text/plain', 'text/html', 'text/calendar']
date True
internal True
text True True True True
once 1 1 1 1
html True True True
calendar PUBLISH True True
state agreed boris@example.org True" "the card is whole: text, HTML, invitation, brief, tel: link, the day as its date"
is "$(cmc log boris --json | json '" ".join(e["kind"] for e in d["events"])')" "call appointment" "no card is taken for a mail of his"

# -- as a browser draws it on a phone: nothing is wider than the screen, nothing is asked of the network
if command -v chromium >/dev/null; then
	client 'uid, head, m = card("a1")
open("'"$T"'/card.html", "w").write(m.get_body(("html",)).get_content() +
    "<script>document.title = document.documentElement.scrollWidth <= innerWidth ? \"it fits\" : \"too wide\"</script>")'
	drawn=$(timeout 60 chromium --headless --no-sandbox --disable-gpu --window-size=400,700 --user-data-dir="$T/chromium" \
		--dump-dom "file://$T/card.html" 2>/dev/null)
	like "$drawn" '<title>it fits</title>' "a browser draws it within the width of a phone"
	unlike "$drawn" 'src=|url\(' "and loads nothing"
fi

# -- in place
before=$(client 'print(card("a1")[2]["Message-ID"])')
cmc move boris "$(at '+5 hours')" >/dev/null 2>&1
check "after a move it is lowered" wait_for 20 lowered a1
check "there is still one each, and mine" wait_for 20 has_mails anna Calls 3
after=$(client 'print(card("a1")[2]["Message-ID"])')
[ "$before" != "$after" ]
ok $? "it is another card"
is "$(client 'print(card("a1")[2]["X-CMC-STATE"])')" moved "with the new state"
cmc contact edit carla --phone "+49 89 7654321" --name "Carla Neumann" >/dev/null
check "a new name makes a new card" wait_for 20 sh -c "doveadm -c '$T/dovecot/dovecot.conf' search -u anna mailbox Calls SUBJECT Neumann | grep -q ."

# -- put aside on another device
client 'uid, head, m = card("a2")
M.create("Calls/Done")
assert M.uid("COPY", uid, "Calls/Done")[0] == "OK"
M.uid("STORE", uid, "+FLAGS", "(\\Deleted)")
M.expunge()'
check "Calls/Done is a question in today" wait_for 120 is_asked
like "$(cmc today)" 'Carla Neumann +was put aside in the mailbox: did the call take place\? "cmc call p2"' "it says what to do"
sleep 3
is "$(mails anna Calls HEADER X-CMC-ID a2)" 0 "the card is not put back"
cmc move carla "$(at '+2 min')" >/dev/null 2>&1
check "a new time brings a new card" wait_for 20 raised a2
check "and the question is gone" wait_for 20 is_not_asked
client 'uid, head, m = card("a2")
M.uid("STORE", uid, "-FLAGS", "(\\Flagged)")'
check "a star taken away is a question, too" wait_for 120 is_asked
is "$(card_flags a2 | grep -c Flagged)" 0 "it is not set again"
client 'uid, head, m = card("a2")
M.uid("STORE", uid, "+FLAGS", "(\\Flagged)")'
check "a star that is back takes the question away" wait_for 120 is_not_asked

# -- forgotten while the watcher holds the store: its card goes, too
cmc call "Dora Canarymuster" --email dora@example.net --note canarynote --next "$(at '+4 hours')" >/dev/null 2>&1
check "a card for Dora" wait_for 20 has_mails anna Calls 1 SUBJECT Canarymuster
check "forget her" cmc forget dora
is "$(grep -rlaE 'Canarymuster|canarynote|dora@example' "$XDG_DATA_HOME")" "" "no file holds a trace of her"
check "her card is gone" wait_for 20 has_mails anna Calls 0 SUBJECT Canarymuster

# -- gone with the outcome
cmc cancel carla >/dev/null
cmc call boris --outcome do-not-call >/dev/null
check "outcome and cancellation take the cards" wait_for 20 has_mails anna Calls 1
is "$(fetch anna Calls hdr.subject | tr -d '\f\n')" "hdr.subject: mine" "mine is untouched"
unlike "$(flags anna Calls)" 'Seen|Flagged|Deleted' "and unread as it was"
is "$(mails anna Calls/Done)" 1 "so is what a person filed"
stop_watch

# -- a country changes its clock: what was agreed stays, cards and today follow
if command -v zic >/dev/null; then
	cp -r /usr/share/zoneinfo "$T/zones"
	clock() { echo "Zone Europe/Testcity $1 - XST" >"$T/rules" && zic -d "$T/zones" "$T/rules"; } # clock OFFSET
	card_date() { fetch anna Calls hdr.date SUBJECT Zeitmuster | sed -n 's/^hdr.date: //p' | date -u -f - '+%F %H:%M'; }
	due_at() { cmc log emil --json | json '[e["appointment"]["due_at"] for e in d["events"] if e["kind"] == "appointment"][-1]'; }
	export TZDIR=$T/zones
	clock 1:00
	cmc call "Emil Zeitmuster" --email emil@example.net --next "2031-02-04 14:00 Europe/Testcity" >/dev/null 2>&1
	check "sync makes the card" cmc sync
	is "$(card_date)" "2031-02-04 13:00" "at the moment of the old rules"
	check "nothing to be said" cmc check
	clock 3:00
	like "$(cmc check)" 'Europe/Testcity has new rules' "check says that the moment is stale"
	check "sync" cmc sync
	is "$(due_at)" "2031-02-04T14:00:00+03:00" "the agreed time stays 14:00 there"
	is "$(card_date)" "2031-02-04 11:00" "the card lies at its new moment"
	is "$(mails anna Calls SUBJECT Zeitmuster)" 1 "it is one"
	like "$(cmc log emil)" 'new rules' "the history says why"
	check "all is well again" cmc check
	clock 2:00
	start_watch
	check "a watcher does it at its start" wait_for 20 eval '[ "$(card_date)" = "2031-02-04 12:00" ]'
	stop_watch
	unset TZDIR
fi
done_testing
