#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A mail sent while the call is running: its delivery, a bounce and the answer are told in the terminal of the call within
# seconds. And what a follow-up should not be sent like.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers
cmc_config anna
json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
start_watch
sleep 2

# -- live
cmc call "Boris Beispiel" --email boris@example.org --start --watch >"$T/terminal" 2>&1 &
terminal=$!
check "the call runs" wait_for 10 grep -q running "$T/terminal"
id=$(cmc mail boris --send --json 2>/dev/null | json 'd["message_id"]')
check "delivery is told" wait_for 15 grep -q 'delivered to the mail server: the mail to boris@example.org' "$T/terminal"
cat <<EOF | sed 's/$/\r/' | deliver anna '' 2>/dev/null
From: MAILER-DAEMON@mail.example.net
To: anna@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn1@mail.example.net>
Date: $(date -R)
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; boris@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

From: anna@example.org
To: boris@example.org
Message-ID: $id
--b--
EOF
check "a bounce is told" wait_for 15 grep -q 'came back: the mail to boris@example.org (5.1.1)' "$T/terminal"
check "the call is still running" kill -0 "$terminal"
cmc call boris --end --topic Zugang --outcome reached >/dev/null
check "its end ends the command" wait_for 10 sh -c "! kill -0 $terminal 2>/dev/null"
wait "$terminal"
is "$?" 0 "with success"
is "$(grep -c delivered "$T/terminal") $(grep -c 'came back' "$T/terminal")" "1 1" "each was told once"
is "$(cmc log boris --json | json '[e["link"]["live"] for e in d["events"] if e["kind"]=="follow-up"]')" "[True]" \
	"the follow-up was live"
refuse "--watch alone" 64 cmc call boris --watch
stop_watch

# -- what it should not be sent like: warnings, never a refusal
warns() { # warns TEXT: what is said about a mail of that text
	printf '#!/bin/sh\nprintf "Subject: %s\\n\\n%s\\n" >"$1"\n' "${2:-Hello}" "$1" >"$T/editor"
	chmod +x "$T/editor"
	EDITOR=$T/editor VISUAL= cmc mail carla --edit --print 2>&1 >/dev/null
}
cmc call "Carla Muster" --email carla@example.org --topic "Zutrittskontrolle" --promise "price list" --next "2031-02-04 14:00" \
	>/dev/null 2>&1
like "$(warns 'Did you get my mail?')" 'asks whether something has arrived' "did you get my mail"
like "$(warns 'Haben Sie meine E-Mail erhalten?')" 'asks whether something has arrived' "haben Sie meine E-Mail erhalten"
like "$(warns 'Buy now.')" 'does not refer to the call' "no word of the call"
like "$(warns 'Thank you for our call.')" 'nothing is attached or linked, but promised was: price list' "the promised attachment"
like "$(warns 'Thank you for our call.')" 'does not say the agreed time, 14:00' "the agreed time"
is "$(warns 'As to the Zutrittskontrolle: https://example.org/prices. I call at 14:00. Which questions may I answer?')" "" \
	"a mail as it should be"
like "$(cmc mail carla --print --json 2>/dev/null | json 'd["warnings"]')" "^\['nothing is attached or linked, but promised was: price list'\]$" \
	"the warnings stand in JSON"
text=$(cmc mail carla --print --text 2>/dev/null)
like "$(head -n 3 <<<"$text" | tr '\n' '|')" '^Subject: .*\|References: <call\.c[0-9]+\.[^|]*>\|\|$' "--text begins like a template of a mail client"
like "$text" '14:00' "and says what is agreed"
refuse "--text without --print" 64 cmc mail carla --text --send
echo prices >"$T/prices.txt"
is "$(cmc mail carla --attach "$T/prices.txt" --print --json 2>/dev/null | json 'd["warnings"]')" "[]" "no warning, an empty list"
is "$(cmc mail carla --attach "$T/prices.txt" --print 2>&1 >/dev/null)" "" "our own template, with what was promised"
check "warned, and sent nevertheless" cmc mail carla --send
done_testing
