# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# A whole round in $CLIENT, which is mutt or neomutt: see who is due, log the call, draft the follow-up, edit it, send it,
# see the answer. For T44 and T45.
start_servers
cmc_config anna
client_config

cmc call "Boris Beispiel" --email boris@example.org --outcome reached --topic Zugangskontrolle \
	--at "$(date -d '3 hours ago' '+%F %H:%M') UTC" --next "$(date -d '30 minutes ago' '+%F %H:%M') UTC" >/dev/null
letter 'Boris Beispiel <boris@example.org>' 'about the gate' '<b1@example.org>' | deliver anna boris@example.org
letter 'Dora Fremd <dora@example.org>' 'a stranger' '<d1@example.org>' | deliver anna dora@example.org
start_watch
wait_for 20 has_mails anna Calls 1

# -- who is due
start_mutt
sees "about the gate" "$CLIENT shows the mailbox over TLS"
keys j; sleep 0.3 # mutt shows the current message in reverse only
like "$(coloured | grep 'about the gate')" $'\033\\[[0-9;]*31m' "the due contact's mail is red"
unlike "$(coloured | grep 'a stranger')" $'\033\\[[0-9;]*31m' "the stranger's is not"
text ",d"; sleep 1
check "only due contacts" wait_for 10 eval '! on_screen "a stranger"'
sees "about the gate" "theirs stays"
text ",a"
sees "a stranger" "and all again"
text ",*"; sleep 0.5
like "$(screen | grep 'about the gate')" '^ *[0-9]+ ..?\*' "due contacts are tagged by their pattern"
unlike "$(screen | grep 'a stranger')" '^ *[0-9]+ ..?\*' "the stranger is not"
keys C-t; sees "ntag" "untag by hand"; text "~A"; keys Enter; sleep 0.3
text ",?"
sees ",f  follow-up" "the keys are listed by one key"
keys q; sleep 0.5; keys Space; sleep 0.3
text ",y"
sees "cmc: 1 call due" "the status line counts"

# -- the brief, in the pager
text "/~s gate"; keys Enter; sleep 0.3
text ",b"
sees "Zugangskontrolle" "the brief of its sender"
keys q; sleep 0.5
sees "a stranger" "back in the index"

# -- log a call
text ",c"
sees "Outcome" "the call is asked for on the terminal"
keys r # alone
sees "Right person?"; keys y
sees "Topic?"; text "Zaun"; keys Enter
sees "promised"; text "price list"; keys Enter
sees "next call"; text "+2d 14:00"; keys Enter
sees "[Y/n]" "what is agreed is told before it is stored"; keys y
sees "a mail is owed: price list" "then it is logged"
keys Space
sees "a stranger" "back in the index"
like "$(cmc log boris --json)" '"outcome":"reached"' "the call is logged"
sleep 1
unlike "$(coloured | grep 'about the gate')" $'\033\\[[0-9;]*31m' "nobody is due any more: the colour is gone"
like "$(cmc today --json)" 'mail-owed' "a mail is owed"

# -- the follow-up: drafted, edited, sent from here
text ",f"
sees "y:Send" "the edited draft is in the compose menu"
sees "boris@example.org" "addressed to the contact"
send
check "it reaches Boris" wait_for 20 has_mails boris INBOX 1
is "$(fetch boris INBOX text | grep -c edited-by-hand)" 1 "as it was edited, once"
like "$(fetch boris INBOX hdr.references)" '<call\.c[0-9]+\.' "it names its call"
wait_for 10 has_mails anna Sent 1
sleep 3
is "$(mails anna Sent)" 1 "one copy in Sent, the client's own"
like "$(events boris)" 'follow-up' "it is linked"
is "$(events boris | grep -o follow-up | wc -l)" 1 "once"
unlike "$(cmc today --json)" 'mail-owed' "nothing is owed any more"
is "$(mails anna Drafts)" 0 "no draft is left"
is "$(find "$XDG_DATA_HOME/cmc" -name 'mutt-draft' -size +0)" "" "nor its file"

# -- the answer
id=$(fetch boris INBOX hdr.message-id | sed 's/.*: //')
printf 'From: Boris Beispiel <boris@example.org>\nTo: anna@example.org\nSubject: Re: price list\nMessage-ID: <b2@example.org>\nIn-Reply-To: %s\nDate: %s\n\nThe list is fine.\n' \
	"$id" "$(date -R)" | deliver anna boris@example.org
sees "Re: price list" "the answer arrives"
wait_for 15 eval 'events boris | grep -q reply'
text "/~s price"; keys Enter; sleep 0.3
text ",b"
sees "The list is fine." "the brief shows it"
keys q; sleep 0.5
text ",w"; sees "linked to c" "why it is linked"; keys q; sleep 0.5
text ",u"; sees "belongs to no call" "unlink"; sleep 0.5; keys Space
text ",l"; sees "Which call" "link asks"; text "c2"; keys Enter
sees "belongs to c2" "and links"; sleep 0.5; keys Space
text ",h"; sees "Zaun" "the history"; keys q; sleep 0.5
text ",m"; sees "For when" "move asks"; text "+3d 15:00"; keys Enter
sees "[Y/n]" "tells the new time"; keys Enter
sees "moved" "and moves"; sleep 0.5; keys Space
like "$(cmc log boris --json)" 'moved' "the call is moved"

# -- a new contact
text "/stranger"; keys Enter; sleep 0.3
text ",n"; sees "Name (Dora Fremd)" "the name is proposed"; keys Enter
sees "Organisation"; text "Fremd AG"; keys Enter
sleep 0.5; keys Space; sleep 0.3
like "$(cmc query fremd)" 'dora@example.org	Dora Fremd	Fremd AG' "the contact is made"

# -- a follow-up written by hand
cmc call dora --outcome reached --promise "a book" >/dev/null
text "m"; sees "To:"; text "dora"; keys C-t
sees "<dora@example.org>" "the address is completed by cmc query"; keys Enter
sees "Subject:"; text "the book"; keys Enter
sees "y:Send" "a mail written by hand"
send
check "it reaches Dora" wait_for 20 has_mails dora INBOX 1
like "$(events dora)" 'call follow-up' "it is linked at once"

# -- sending fails: the compose menu stays
stop_postfix
text "m"; sees "To:"; text "dora@example.org"; keys Enter
sees "Subject:"; text "the second book"; keys Enter
sees "y:Send"; send
sees "not sent" "the sentence is shown"
keys Space; sleep 0.5
for _ in 1 2 3; do on_screen "y:Send" || keys q; sleep 0.3; done
sees "y:Send" "the compose menu stays"
start_postfix
send
check "sent again from there it arrives" wait_for 20 has_mails dora INBOX 2
sleep 2
is "$(mails dora INBOX)" 2 "once"

# -- the jump to Calls
text ",k"; sees "Calls" "the jump to Calls"
sees "Boris" "whose card lies there"

# -- nothing of the user's is changed
for setting in pipe_decode wait_key auto_tag; do
	like "$(setting "$setting")" '(is set|=yes|="yes")' "\$$setting is as the user has it"
done
like "$(setting postponed)" 'Drafts' "\$postponed is as the user has it"
# where there is no message, a key changes nothing
dadm mailbox create -u anna Empty
text "c"; sleep 0.3; text "=Empty"; keys Enter; sleep 1
text ",b"; sleep 0.5; text ",f"; sleep 0.5
like "$(setting pipe_decode)" '(is set|=yes|="yes")' "nor in an empty mailbox"
like "$(setting postponed)" 'Drafts' "nor there \$postponed"
keys q
stop_client
stop_watch
check "the store is sound" cmc check
done_testing
