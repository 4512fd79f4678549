#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Mailboxes change under our feet: new UIDVALIDITY, moves, expunges, two accounts, the same message twice. No event comes
# twice, no flag lands on a wrong mail.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
DOVECOT_EXTRA='metric selected {
	filter = event=imap_command_finished AND cmd_name=SELECT AND NOT cmd_args="*Calls*"
}'
start_servers
cmc_config anna "
[account second]
name=Aline Beispiel
address=aline@example.org
imap=imaps://aline@localhost:$IMAPS_PORT
smtp=submissions://aline@localhost:$SUBMISSIONS_PORT
password_command=cat $T/secret/aline
ca_file=$CA_FILE"

strangers() { # strangers COUNT: mail of people who are no contacts, before and between ours
	local i
	for i in $(seq "$1"); do
		printf 'From: stranger%d@elsewhere.example\nTo: anna@example.org\nSubject: %d\nMessage-ID: <s%d-%s@elsewhere.example>\nDate: %s\n\nx\n' \
			"$i" "$i" "$i" "$RANDOM$RANDOM" "$(date -R)" | put_mail anna INBOX
	done
}

settled() { # settled NAME: every fact is there, and once
	is "$(events boris | tr ' ' '\n' | sort | xargs)" "appointment call follow-up reply" "$1"
}

right_flags() { # NAME: of all mails of anna's, just Boris's newest bears a star
	is "$(fetch anna INBOX hdr.message-id FLAGGED | sort | uniq)" \
		"$(printf 'hdr.message-id: <m1@answers.example>')" "$1"
}

strangers 3
cmc call "Boris Beispiel" --email boris@example.org --outcome reached --at "$(ago 50 min)" --topic Messe --promise Plan \
	--next "$(ago 20 min)" >/dev/null
hand_written h1 boris@example.org "Der Plan" "Hallo Boris, hier der Plan zur Messe." >"$T/h1"
put_mail anna Sent <"$T/h1"
reply_to h1@client.example m1 boris@example.org "Boris Beispiel" "Re: Der Plan" "Danke." | deliver anna
strangers 2
check "sync" cmc sync
settled "one event each"
check "sync again" cmc sync
right_flags "the star is on the answer"
is "$(mails anna Calls)" 1 "one card"

# ---- nothing new ----

selected() { dadm stats dump | awk -F '\t' '$1 == "selected" { print $3 }'; }
before=$(selected)
check "sync when nothing has changed" cmc sync
is "$(($(selected) - before))" 2 "each account's INBOX was selected, Sent was not"
dadm flags add -u anna '\Flagged' mailbox Sent header message-id h1@client.example
before=$(selected)
check "sync when a flag has changed in Sent" cmc sync
is "$(($(selected) - before))" 3 "Sent was selected"

# ---- another UIDVALIDITY, other UIDs ----

fetch anna INBOX text header message-id m1@answers.example | sed '1{/^text:/d}' >"$T/m1"
rebuild anna INBOX
check "sync after the mailbox was renumbered" cmc sync
check "and once more" cmc sync
right_flags "the star is where it was"
settled "no event came twice"

# a restored backup: the same mails in another order, all under new UIDs, without their flags
dadm expunge -u anna mailbox INBOX header message-id m1@answers.example
rebuild anna INBOX
strangers 1
put_mail anna INBOX <"$T/m1"
check "sync" cmc sync
check "and once more" cmc sync
right_flags "the star follows its message to its new UID"
settled "still one event each"

rebuild anna Calls
check "sync after Calls was renumbered" cmc sync
cmc sync
is "$(mails anna Calls)" 1 "still one card"
check "its flags are right" flagged Calls

# ---- moves and expunges ----

dadm mailbox create -u anna Archive 2>/dev/null
dadm move -u anna Archive mailbox INBOX header message-id m1@answers.example
check "sync after the answer was archived" cmc sync
settled "the reply stays a reply"
is "$(call_of m1@answers.example boris)" c1 "and linked"
dadm move -u anna INBOX mailbox Archive all
check "sync after it came back" cmc sync
check "and once more" cmc sync
settled "one event each"
right_flags "and its star"
dadm expunge -u anna mailbox Sent all
check "sync after Sent was emptied" cmc sync
settled "what was sent was sent"
unlike "$(kinds)" mail-owed "nothing is owed again"

# ---- two accounts, one message ----

put_mail aline INBOX <"$T/m1"
put_mail anna INBOX <"$T/m1"
check "sync with the answer in two accounts and twice in one" cmc sync
settled "one message is one event"
is "$(cmc today --json | json 'sum(i["kind"] == "replied" for i in d["items"])')" 1 "and one item"
printf 'From: Aline <aline@example.org>\nTo: boris@example.org\nCc: anna@example.org\nSubject: Der Plan\nMessage-ID: <al1@client.example>\nIn-Reply-To: <m1@answers.example>\nDate: %s\n\nIch auch.\n' \
	"$(date -R)" >"$T/al1"
put_mail aline Sent <"$T/al1"
put_mail anna INBOX <"$T/al1"
check "sync with a colleague's mail in Sent there and in INBOX here" cmc sync
is "$(events boris | tr ' ' '\n' | grep -c follow-up)" 2 "it is one follow-up"

# ---- a person's star ----

dadm flags add -u anna '\Flagged' mailbox INBOX header message-id m1@answers.example
cmc sync
cmc call boris --outcome reached >/dev/null
check "sync after the outcome" cmc sync
check "and once more" cmc sync
is "$(mails anna Calls)" 0 "the card is gone"
unlike "$(fetch anna INBOX flags | sort -u)" 'cmc-due' "and the keyword"

reply_to h1@client.example m2 boris@example.org "Boris Beispiel" "Re: Der Plan" "Noch etwas." | deliver anna
dadm flags add -u anna '\Flagged' mailbox INBOX header message-id m2@answers.example
cmc sync
cmc call boris --outcome no-answer --next "in 1 min" >/dev/null
cmc move boris "$(date -d '+1 min' '+%F %H:%M') UTC" >/dev/null
sleep "$((61 - $(date +%-S)))"
check "sync when it is due" cmc sync
like "$(fetch anna INBOX flags header message-id m2@answers.example)" 'Flagged.*cmc-due|cmc-due.*Flagged' "it is marked"
cmc call boris --outcome reached >/dev/null
check "sync after the outcome" cmc sync
cmc sync
like "$(fetch anna INBOX flags header message-id m2@answers.example)" 'Flagged' "a star that a person set stays"
unlike "$(fetch anna INBOX flags header message-id m2@answers.example)" 'cmc-due' "the keyword goes"
is "$(fetch anna INBOX flags | grep -c Seen)" 0 "nothing was marked as read"

# ---- a card that was stored when cmc died, and never noted ----

cmc call boris --outcome reached --next "+1d 10:00" >/dev/null
check "sync stores a card" cmc sync
is "$(mails anna Calls)" 1 "one card"
sqlite3 "$XDG_DATA_HOME/cmc/cmc.db" "UPDATE mark SET uid = 0, mailbox_id = 0, uidvalidity = 0, is_set = 0 WHERE kind = 3"
cmc cancel boris >/dev/null
check "sync after the call was cancelled" cmc sync
is "$(mails anna Calls)" 0 "the card is found by its Message-ID and gone"
check "the store is sound" cmc check
done_testing
