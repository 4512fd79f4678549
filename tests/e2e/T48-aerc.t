#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A round in aerc: who is due, the brief, a call by keys, the follow-up as a draft that aerc sends, a mail by hand, a new
# contact, links, a move, and what happens when the server does not take a mail. Hostile mail is T49.
. "$(dirname "$0")/lib.sh"
. "$E2E_DIR/client.sh"
. "$E2E_DIR/aerc.sh"
. "$E2E_DIR/cmc.sh"
need_cmc
need_clients aerc less
start_servers
cmc_config anna

events() { cmc log "$1" --json | json '" ".join(sorted(e["kind"] for e in d["events"]))'; }
evil='$(touch pwned)`touch pwned`;touch pwned'
cmc call "Boris Beispiel" --email boris@example.org --outcome reached --topic Zugangskontrolle \
	--at "$(date -d '3 hours ago' '+%F %H:%M') UTC" --next "$(date -d '30 minutes ago' '+%F %H:%M') UTC" >/dev/null
printf 'From: Fritz Fremd <fritz@example.net>\nTo: anna@example.org\nSubject: a stranger writes\nMessage-ID: <f1@example.net>\nDate: %s\n\nGood morning.\n' \
	"$(date -R -d '2 hours ago')" | deliver anna fritz@example.net
printf 'From: "%s" <boris@example.org>\nTo: anna@example.org\nSubject: about the gate %s\nMessage-ID: <b1@example.org>\nDate: %s\n\nGood morning.\n' \
	"$evil" "$evil" "$(date -R)" | deliver anna boris@example.org
start_watch
wait_for 20 has_mails anna Calls 1
wait_for 20 eval 'flags anna INBOX | grep -q Flagged'
sleep 1

aerc_config
printf '#!/bin/sh\necho "I look forward to it. edited-by-hand" >>"$1"\n[ -e "%s" ] && exec sleep 60\nsleep 0.3\n' "$T/slow" >"$T/editor"; chmod 755 "$T/editor"
# One key at a time, as people press them.
press() { # press KEYS TEXT [NAME]
	sleep 1
	keys "${1:0:1}"; sleep 0.3; keys "${1:1:1}"
	sees "$2" "${3:-}"
}
close_tab() { sees "Process complete"; keys Enter; wait_for 5 eval '! on_screen "Process complete"'; sleep 1.5; }
start_aerc "$T/editor"
sees "about the gate" "aerc shows the mailbox over TLS"
sees "Connected"; sleep 1.5 # it takes no keys while it still counts

# -- who is due
yellow() { coloured | grep "$1" | grep -Eq $'\033\\[[0-9;]*(33|93|38;5;11|38;5;3)[;m]'; } # yellow TEXT
check "the due contact's mail is in the colour of the styleset" yellow "about the gate"
refuse "the stranger's is not" 1 yellow "a stranger writes"
press "xD" "about the gate"
check "only due contacts" wait_for 10 eval '! on_screen "a stranger writes"'
sees "about the gate" "theirs stays"
press "xa" "a stranger writes" "and all again"
press "xk" "Boris Beispiel" "the jump to Calls"
text ":cf INBOX"; keys Enter; sees "a stranger writes"; sleep 1.5
text ":select 0"; keys Enter; sleep 0.5

press "xb" "Zugangskontrolle" "the brief of its sender"
sees "complete" "in a tab of its own"; close_tab

press "xc" "Outcome" "the call is asked for"
keys r
sees "Right person?"; keys y
sees "Topic?"; text "Zaun"; keys Enter
sees "promised"; text "price list"; keys Enter
sees "next call"; text "+2d 14:00"; keys Enter
sees "[Y/n]"; keys Enter
sees "a mail is owed: price list" "and logged"; close_tab
like "$(events boris)" 'call call' "the call is in the log"

press "xf" "on its way to Drafts" "the follow-up is drafted"; close_tab
check "it lies in Drafts" wait_for 20 has_mails anna Drafts 1
press "xd" "Zaun" "xd goes there"
press "xe" "Send this email" "recalled and edited"
text "y"
check "it reaches Boris" wait_for 20 has_mails boris INBOX 1
is "$(fetch boris INBOX text | grep -c edited-by-hand)" 1 "as it was edited"
like "$(fetch boris INBOX hdr.references)" '<call\.c2\.' "it names its call"
check "linked" wait_for 10 eval 'events boris | grep -q follow-up'
wait_for 10 has_mails anna Sent 1; sleep 3
is "$(mails anna Sent)" 1 "one copy in Sent"
is "$(events boris | grep -o follow-up | wc -l)" 1 "one follow-up"
unlike "$(cmc today --json)" 'mail-owed' "nothing is owed any more"

cmc call "Dora Test" --email dora@example.org --outcome reached --promise "a book" >/dev/null
text ":compose -H 'To: dora@example.org' -H 'Subject: the book'"; keys Enter
sees "Send this email" "a mail by hand"; text "y"
check "it reaches Dora" wait_for 20 has_mails dora INBOX 1
like "$(events dora)" 'call follow-up' "it is linked at once"
wait_for 10 has_mails anna Sent 2

# -- the template: as an answer, and as a new mail
cmc call boris --outcome reached --topic "Schließanlage für Köln" --next "+3d 15:00" >/dev/null
text ":cf INBOX"; keys Enter
sees "about the gate"; sleep 1.5
press "xF" "Send this email" "the follow-up as an answer"
sees "Köln" "with the subject of the template"
text "y"
check "it reaches Boris" wait_for 20 has_mails boris INBOX 2
like "$(fetch boris INBOX text 2 | grep -c 'edited-by-hand\|15:00')" '^[2-9]' "the agreed time in it, edited by hand"
like "$(fetch boris INBOX hdr.references)" '<call\.c4\.' "it names its call"
check "linked" wait_for 10 eval 'cmc log boris --json | json "[e[\"call\"] for e in d[\"events\"] if e[\"kind\"] == \"follow-up\"]" | grep -q c4'
text ":compose -T cmc -H 'To: dora@example.org'"; keys Enter
sees "Send this email" "and in a new mail"; text "y"
check "it reaches Dora" wait_for 20 has_mails dora INBOX 2
like "$(fetch dora INBOX hdr.references)" '<call\.c3\.' "which names its call, too"

# -- the answer
id=$(fetch boris INBOX hdr.message-id | tail -n 2 | sed -n 's/.*: //p')
printf 'From: Boris Beispiel <boris@example.org>\nTo: anna@example.org\nSubject: Re: plan\nMessage-ID: <b2@example.org>\nIn-Reply-To: %s\nDate: %s\n\nThe plan is fine.\n' \
	"$id" "$(date -R)" | deliver anna boris@example.org
sees "Re: plan" "the answer arrives"
check "and is recorded" wait_for 15 eval 'events boris | grep -q reply'
sleep 1; keys g; sleep 0.3; keys g; sleep 0.5
press "xb" "The plan is fine." "the brief shows it"
sees "complete"; close_tab

# -- links, the history, a move, a new contact
press "xw" "linked to c4" "why it is linked"; close_tab
press "xu" "belongs to no call" "unlink"; close_tab
press "xl" "Which call" "link asks"; text "c2"; keys Enter
sees "belongs to c2" "and links"; close_tab
press "xh" "Zaun" "the history, from its beginning, in the pager"; keys q; close_tab
press "xt" "Boris Beispiel" "today, in the pager"; keys q; sleep 1.5
press "xr" "(END)" "doubtful links, in the pager"; keys q; sleep 1.5
press "xm" "For when" "move asks"; text "+3d 16:00"; keys Enter
sees "[Y/n]" "tells the new time"; keys Enter
sees "moved" "and moves"; close_tab
like "$(cmc log boris --json)" '"state":"moved"' "the call is moved"
text ":select -1"; keys Enter; sleep 0.5
press "xn" "Name (Fritz Fremd)" "a new contact: the name is proposed"; keys Enter
sees "Organisation"; text "Fremd AG"; keys Enter; close_tab
like "$(cmc query fremd)" 'fritz@example.net	Fritz Fremd	Fremd AG' "the contact is made"

# -- sending fails: the compose menu stays
stop_postfix
text ":compose -H 'To: dora@example.org' -H 'Subject: the second book'"; keys Enter
sees "Send this email" "a mail while the server is down"; text "y"
sees "exit status 75" "aerc tells that it was not sent"
is "$(cmc outbox list --json | json '[i["state"] for i in d["items"]][-1]')" cancelled "cmc will not send it by itself"
sees "Send this email" "the compose menu stays"
sent=$(mails dora INBOX)
start_postfix
sleep 1; text "y"
check "sent again from there it arrives" wait_for 20 has_mails dora INBOX $((sent + 1))
sleep 2
is "$(mails dora INBOX)" $((sent + 1)) "once"

# -- an address is completed
sleep 1; touch "$T/slow"; text ":compose"; keys Enter; sleep 1.5
text "bor"
sees "<boris@example.org>" "aerc completes an address by cmc query"
is "$(cmc query -- bor | tail -n 1 | cut -f1)" "boris@example.org" "which gives what aerc asks"
is "$(find "$T" -name 'pwned*')" "" "nothing of a message was executed"
stop_client
stop_watch
done_testing
