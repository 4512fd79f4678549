#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the watcher does beside mailboxes: the digest once a day however often it is started, the calendar file, reminders
# on the desktop.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers
cmc_config anna
CALENDAR=$T/home/calls.ics
configure() { sed -i "s|^language=en|&\n$1|" "$XDG_CONFIG_HOME/cmc/config"; }
configure "calendar_file=$CALENDAR"
configure "digest_at=00:00"
json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
zone="Europe/Berlin"
at() { TZ=$zone date -d "$1" '+%F %H:%M'; }

# -- nothing to say: no digest
refuse "nothing is due" 1 cmc digest
like "$(cmc digest)" 'Nothing is due' "and it says so"

cmc call "Boris <b>Beispiel</b>" --email boris@example.org --phone "030 1234567" --org "Zahn & Rad" --topic "Zugang" \
	--promise "price list" --at "$(at '-3 hours')" --next "$(at '-2 hours')" --next-phone "030 7654321" --next-duration 20m \
	>/dev/null 2>&1
cmc call "Carla Muster" --email carla@example.org --topic "Preise; Mengen" --at "$(at '-3 hours')" \
	--next "$(at '+8 min')" >/dev/null 2>&1

# -- as a person reads it
text=$(cmc digest)
like "$text" '^Overdue$' "what is overdue comes first"
like "$text" 'Boris <b>Beispiel</b>, Zahn & Rad +\+49 30 7654321' "with the number that was agreed"
like "$text" 'Zugang; mail owed' "and a line of brief"
like "$text" '^Mails owed$' "what is owed"
html=$(cmc digest --html)
like "$html" '<a href="tel:\+49307654321"' "a link that dials"
like "$html" '<a href="mailto:boris@example.org"' "a link that writes"
like "$html" 'Boris &lt;b&gt;Beispiel' "nobody's name becomes markup"
unlike "$html" 'http|<img|<style|<script|<link' "nothing remote, no style sheet"
refuse "options that exclude each other" 64 cmc digest --send --html
if command -v chromium >/dev/null; then
	{
		sed "s/Preise; Mengen/$(printf 'x%.0s' {1..90})/" <<<"$html"
		echo '<script>document.title = document.documentElement.scrollWidth <= innerWidth ? "it fits" : "too wide"</script>'
	} >"$T/digest.html"
	like "$(timeout 60 chromium --headless --no-sandbox --disable-gpu --window-size=400,700 --user-data-dir="$T/chromium" \
		--dump-dom "file://$T/digest.html" 2>/dev/null)" '<title>it fits</title>' "a browser draws it within the width of a phone"
fi

# -- mailed once, however often the watcher is started
for start in 1 2 3; do
	start_watch
	check "start $start: it lies in INBOX once" wait_for 30 has_mails anna INBOX 1
	check "start $start: the outbox is done" wait_for 20 sh -c "cmc outbox list --json | grep -q '\"state\":\"done\"'"
	stop_watch
done
is "$(mails anna Sent)" 0 "no copy in Sent"
is "$(cmc outbox list --json | json 'len(d["items"])')" 1 "one row in the outbox"
fetch anna INBOX text | python3 -c '
import email, email.policy, sys
m = email.message_from_bytes(sys.stdin.buffer.read().split(b"text:",1)[1].lstrip(), policy=email.policy.default)
print(m["From"].addresses[0].addr_spec, m["To"].addresses[0].addr_spec, m["Auto-Submitted"])
print(m.get_content_type(), [p.get_content_type() for p in m.iter_parts()])
print("Zugang" in m.get_body(("plain",)).get_content(), "tel:+49307654321" in m.get_body(("html",)).get_content())
' >"$T/parsed"
is "$(cat "$T/parsed")" "anna@example.org anna@example.org auto-generated
multipart/alternative ['text/plain', 'text/html']
True True" "a mail from and to oneself, text and HTML"
is "$(cmc today --json | json 'sum(i["kind"]=="replied" for i in d["items"])')" 0 "and no reply of anybody"
check "by hand it is sent again" cmc digest --send
check "with a round" cmc sync
check "it is there twice now" wait_for 20 has_mails anna INBOX 2

# -- the calendar file
like "$(cat "$CALENDAR")" 'METHOD:PUBLISH' "the calendar file is there"
is "$(stat -c %a "$CALENDAR")" 600 "for nobody else"
is "$(grep -c BEGIN:VEVENT "$CALENDAR") $(grep -c BEGIN:VTIMEZONE "$CALENDAR")" "2 1" "two calls, their zone once"
before=$(stat -c %i "$CALENDAR")
cmc sync >/dev/null
is "$(stat -c %i "$CALENDAR")" "$before" "what has not changed is not written again"
cmc cancel carla >/dev/null
cmc sync >/dev/null
is "$(grep -c BEGIN:VEVENT "$CALENDAR")" 1 "a cancelled call is gone from it"
cmc call boris --outcome reached >/dev/null
cmc sync >/dev/null
is "$(grep -c BEGIN:VEVENT "$CALENDAR")" 0 "so is one that took place"

# -- reminders
if command -v dbus-daemon >/dev/null && [ -x "$BUILDDIR/tests/e2e/notify-spy" ]; then
	cmc call "Dora Muster" --org x --phone "030 1111111" --topic Kaffee --at "$(at '-3 hours')" --next "$(at '+8 min')" >/dev/null 2>&1
	cmc call "Emil Muster" --org x --at "$(at '-3 hours')" --next "$(at '-1 hour')" >/dev/null 2>&1
	cmc call "Frida Muster" --org x --at "$(at '-3 hours')" --next "$(at '+2 hours')" >/dev/null 2>&1
	start_watch
	sleep 3 # no desktop: nothing is lost by that
	stop_watch
	DBUS_SESSION_BUS_ADDRESS=unix:path=$T/bus
	export DBUS_SESSION_BUS_ADDRESS
	dbus-daemon --session --address="$DBUS_SESSION_BUS_ADDRESS" --nofork >"$T/log/dbus" 2>&1 &
	wait_for 10 test -S "$T/bus"
	"$BUILDDIR/tests/e2e/notify-spy" >"$T/shown" 2>&1 &
	sleep 1
	start_watch
	check "the reminder is shown" wait_for 20 grep -q "TITLE In [1-8] min: call with Dora Muster" "$T/shown"
	check "a late one says so" wait_for 20 grep -q "TITLE Late: the call with Emil Muster was agreed for 1 h ago" "$T/shown"
	like "$(cat "$T/shown")" 'we call \+49 30 1111111' "with time and number"
	stop_watch
	start_watch
	sleep 4
	stop_watch
	is "$(grep -c TITLE "$T/shown")" 2 "each once, also over a new start"
	unlike "$(cat "$T/shown")" Frida "none before its time"
	cmc move emil "$(at '+5 min')" >/dev/null 2>&1
	start_watch
	check "after a move there is another one" wait_for 20 grep -q "TITLE In [1-5] min: call with Emil Muster" "$T/shown"
	stop_watch
fi
done_testing
