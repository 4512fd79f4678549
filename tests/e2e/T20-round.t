#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One round of Call-Mail-Call on real servers: once sent by cmc, once written by hand in another client.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

# -- the call
out=$(cmc call "Boris Beispiel" --email boris@example.org --outcome reached --topic Zugangskontrolle \
	--promise "price list" --next "+1d 14:00" --json)
is "$(echo "$out" | json 'd["owed"]')" True "a promise is owed"
like "$(kinds)" 'mail-owed' "today shows the mail that is owed"

# -- the follow-up, sent by cmc
out=$(cmc mail boris --send --json)
id=$(echo "$out" | json 'd["message_id"]')
check "sync sends it" cmc sync
check "it reached Boris once" wait_for 20 has_mails boris INBOX 1
is "$(mails anna Sent)" 1 "one copy lies in Sent"
like "$(fetch boris INBOX hdr.references)" '<call\.c1\.[a-z2-7]{16}@example\.org>' "it names its call"
check "sync again" cmc sync
is "$(mails anna Sent)" 1 "still one copy"
is "$(cmc outbox list --json | json 'd["items"][0]["state"]')" done "the outbox says done"
like "$(events boris)" 'call.*follow-up' "the log shows the follow-up"
unlike "$(kinds)" 'mail-owed' "nothing is owed any more"

# -- the reply
printf 'From: Boris Beispiel <boris@example.org>\nTo: anna@example.org\nSubject: Re: hello\nMessage-ID: <r1@example.org>\nIn-Reply-To: %s\nReferences: %s\nDate: %s\n\nThank you, see you tomorrow.\n' \
	"$id" "$id" "$(date -R)" | deliver anna boris@example.org
check "sync finds the reply" cmc sync
like "$(events boris)" 'reply' "the log shows the reply"
is "$(fetch anna INBOX flags | grep -c Seen)" 0 "watching marks nothing as read"

# -- due: marks
cmc move boris "in 1 min" >/dev/null
like "$(kinds --as-of 'in 5 min')" 'call-due' "due at the agreed time"
done_testing
