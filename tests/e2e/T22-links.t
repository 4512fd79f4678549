#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Whose mail is whose: drafts that a client rewrites, two calls that fit, a person's decision, calls logged late, answers
# from elsewhere, and strangers who pretend.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

# ---- the draft that a client rewrites ----

cmc call "Boris Beispiel" --email boris@example.org --outcome reached --topic Zugangskontrolle --promise Preisliste >/dev/null
check "a draft is made" cmc mail boris --draft
check "sync stores it" cmc sync
is "$(mails anna Drafts)" 1 "in Drafts"
draft=$(fetch anna Drafts text)
like "$draft" '^References:.*<call\.c1\.[a-z2-7]{16}@example\.org>' "it names its call"
like "$draft" '^In-Reply-To:.*<call\.c1\.' "in In-Reply-To too"
# as Thunderbird sends it: a Message-ID of its own, X- headers gone, the references kept
fetch anna Drafts text | sed '1{/^text:/d}' |
	sed -e 's/^Message-I[Dd]:.*/Message-ID: <rewritten-1@thunderbird.example>/' -e '/^X-/d' >"$T/rewritten"
send_mail anna boris@example.org <"$T/rewritten"
put_mail anna Sent <"$T/rewritten"
dadm expunge -u anna mailbox Drafts all
check "sync reads Sent" cmc sync
is "$(events boris)" "call follow-up" "the rewritten draft is linked"
like "$(cmc why '<rewritten-1@thunderbird.example>')" 'c1.*sure' "surely"
unlike "$(kinds)" mail-owed "nothing is owed any more"

# ---- two calls that fit ----

cmc call "Carla Beispiel" --email carla@example.org --outcome reached --at "$(ago 50 min)" --promise Angebot >/dev/null
cmc call carla --outcome reached --at "$(ago 40 min)" --promise Angebot >/dev/null
hand_written two-1 carla@example.org "Unterlagen" "Guten Tag, hier die Unterlagen." | put_mail anna Sent
check "sync" cmc sync
is "$(call_of two-1@client.example carla)" none "what fits two calls is not guessed"
like "$(kinds)" review "today asks"
like "$(cmc review --json)" 'two-1@client.example' "review lists it"
is "$(kinds | tr ' ' '\n' | grep -c mail-owed)" 2 "both calls still owe their mail"
check "a person decides" cmc link '<two-1@client.example>' c3
is "$(events carla)" "call call follow-up" "then it is a follow-up"
like "$(kinds)" mail-owed "the other call still owes its mail"
for _ in 1 2 3 4 5 6 7 8 9 10; do cmc sync || break; done
is "$(call_of two-1@client.example carla)" c3 "the decision survives ten rounds"
rebuild anna Sent
check "sync after the mailbox was rebuilt" cmc sync
is "$(call_of two-1@client.example carla)" c3 "and a rebuilt mailbox"
is "$(events carla)" "call call follow-up" "nothing came twice"
unlike "$(cmc review --json)" 'two-1' "it is not asked about again"
check "unlink is a decision too" cmc unlink '<two-1@client.example>'
cmc sync
is "$(call_of two-1@client.example carla)" none "which stays"
unlike "$(cmc review --json)" 'two-1' "and is not asked about"

# ---- a call logged an hour late ----

hand_written late-1 dora@example.net "Wie besprochen" "Hallo, wie besprochen die Unterlagen." | put_mail anna Sent
check "sync before the call is known" cmc sync
refuse "nobody knows her" 67 cmc log dora
cmc call "Dora Beispiel" --email dora@example.net --outcome reached --at "$(ago 60 min)" --promise Unterlagen >/dev/null
check "sync after it was logged" cmc sync
is "$(events dora)" "call follow-up" "the mail that was there already is linked"

# mail from before the first call: its text is left where it is, until a call is logged that is older still
lies_there() { # lies_there FOLDER NAME AGE <MAIL: since then
	cat >"$T/mail/anna/maildir/$1/cur/$2:2,"
	touch -d "-$3" "$T/mail/anna/maildir/$1/cur/$2:2,"
	chown nobody:nogroup "$T/mail/anna/maildir/$1/cur/$2:2,"
}
cmc call "Fritz Beispiel" --email fritz@example.net --outcome reached --at "$(ago 3 days)" >/dev/null
hand_written old-1 fritz@example.net "Die Preisliste" "Guten Tag, wie besprochen die Preisliste." |
	sed "s/^Date: .*/Date: $(date -R -d '-9 days')/" | lies_there .Sent old-1 '9 days'
reply_to old-1@client.example old-2 fritz@example.net "Fritz Beispiel" "Re: Die Preisliste" "Besten Dank, das hilft." |
	sed "s/^Date: .*/Date: $(date -R -d '-8 days')/" | lies_there . old-2 '8 days'
check "sync" cmc sync
is "$(events fritz)" "note note call" "both are known"
like "$(cmc log fritz)" 'Die Preisliste' "by their subjects"
unlike "$(cmc log fritz --json)" 'das hilft' "and their texts were not read"
cmc call fritz --outcome reached --at "$(ago 10 days)" --promise Preisliste >/dev/null
check "sync after an older call was logged" cmc sync
is "$(events fritz)" "call follow-up reply call" "they are what followed it"
like "$(cmc log fritz --json)" 'das hilft' "with the answer's own words"

# ---- answers ----

reply_to rewritten-1@thunderbird.example r1 boris@example.org "Boris Beispiel" "Re: x" "Vielen Dank!" | deliver anna
check "sync" cmc sync
is "$(events boris)" "call follow-up reply" "an answer by reference"
like "$(kinds)" replied "today says so"
printf 'From: Anna <anna@example.org>\nTo: boris@example.org\nSubject: Re: x\nMessage-ID: <a2@client.example>\nIn-Reply-To: <r1@answers.example>\nReferences: <rewritten-1@thunderbird.example> <r1@answers.example>\nDate: %s\n\nGern.\n' \
	"$(date -R)" | put_mail anna Sent
reply_to a2@client.example r2 boris@example.org "Boris Beispiel" "Re: x" "Bis dann." | deliver anna
check "sync" cmc sync
is "$(events boris)" "call follow-up reply follow-up reply" "an answer to an answer"

# Boris writes from another address of his: by reference, and he names the call's id
{
	printf 'From: Boris Beispiel <boris@private.example>\nTo: anna@example.org\nSubject: Re: x\nMessage-ID: <r3@private.example>\n'
	printf 'In-Reply-To: <rewritten-1@thunderbird.example>\nReferences: %s <rewritten-1@thunderbird.example>\nDate: %s\n\nIch noch einmal.\n' \
		"$(grep -o '<call\.c1\.[^>]*>' "$T/rewritten" | head -n 1)" "$(date -R)"
} | deliver anna boris@private.example
check "sync" cmc sync
is "$(call_of r3@private.example boris)" c1 "an answer from another address"

# a stranger who names a Message-ID of ours but not the call's id
reply_to rewritten-1@thunderbird.example f1 mallory@evil.example "Mallory" "Re: x" "Ich bin Boris." | deliver anna mallory@evil.example
{
	printf 'From: Mallory <mallory@evil.example>\nTo: anna@example.org\nSubject: Re: x\nMessage-ID: <f2@evil.example>\n'
	printf 'References: <call.c1.aaaaaaaaaaaaaaaa@example.org>\nDate: %s\n\nRaten kostet nichts.\n' "$(date -R)"
} | deliver anna mallory@evil.example
check "sync" cmc sync
unlike "$(cmc why '<f1@answers.example>')" 'sure' "a stranger's forged reference is not sure"
refuse "a guessed nonce is nobody's mail" 67 cmc why '<f2@evil.example>'
is "$(events boris | tr ' ' '\n' | grep -c reply)" 3 "neither counts as a reply"

# whoever has a collision of Message-IDs: the same id, another mail
reply_to rewritten-1@thunderbird.example r1 eve@evil.example "Eve" "Re: x" "Derselbe Name." | deliver anna eve@evil.example
check "sync" cmc sync
is "$(events boris | tr ' ' '\n' | grep -c reply)" 3 "a colliding Message-ID changes nothing"

# the answer is there before what it answers is seen in Sent, or is linked by a person; and the client's clock is fast
cmc call "Emil Beispiel" --email emil@example.net --outcome reached --at "$(ago 20 min)" --promise Skizze >/dev/null
reply_to early@client.example e1 emil@example.net "Emil Beispiel" "Re: Skizze" "Danke." | deliver anna
check "sync reads an answer to nothing yet" cmc sync
hand_written early emil@example.net "Skizze" "Hallo Emil, hier die Skizze." | sed "s/^Date: .*/Date: $(date -R -d '+3 min')/" | put_mail anna Sent
check "sync reads what it answers" cmc sync
is "$(call_of e1@answers.example emil)" "$(call_of early@client.example emil)" "the answer that came first is linked, too"
like "$(events emil)" 'reply' "as a reply"
printf 'From: Anna <anna@example.org>\nTo: nobody@elsewhere.example\nSubject: Anders\nMessage-ID: <odd@client.example>\nDate: %s\n\nText\n' \
	"$(date -R)" | put_mail anna Sent
hand_written odd2 carla@example.org "Ohne Bezug" "Noch etwas." | put_mail anna Sent
reply_to odd2@client.example e2 carla@example.org "Carla Beispiel" "Re: Ohne Bezug" "Ja." | deliver anna
check "sync" cmc sync
cmc link '<odd2@client.example>' c2 >/dev/null
is "$(call_of e2@answers.example carla)" c2 "a person's link takes the answer along"

check "the store is sound" cmc check
is "$(fetch anna INBOX flags | grep -c Seen)" 0 "nothing was marked as read"
done_testing
