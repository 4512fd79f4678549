#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A round where cmc sees only a Maildir tree, and mbsync carries everything between it and the server.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
command -v mbsync >/dev/null || skip_all "mbsync is missing (package isync)"
command -v mutt >/dev/null || skip_all "mutt is missing"
start_servers
M=$T/home/Mail/work
mkdir -p -m 700 "$T/home/Mail" "$M"
cmc_config anna
sed -i "s|^imap=.*|maildir=~/Mail/work|" "$XDG_CONFIG_HOME/cmc/config"

cat >"$T/home/mbsyncrc" <<EOF
IMAPStore server
Host localhost
Port $IMAPS_PORT
User anna
PassCmd "cat $T/secret/anna"
SSLType IMAPS
CertificateFile $CA_FILE

MaildirStore tree
Path $M/
Inbox $M/INBOX
SubFolders Verbatim

Channel work
Far :server:
Near :tree:
Patterns *
Create Both
Remove None
Expunge Both
SyncState *
EOF
carry() { mbsync -q -c "$T/home/mbsyncrc" work >>"$T/log/mbsync" 2>&1; }
files() { find "$M/$1/cur" "$M/$1/new" -type f 2>/dev/null | wc -l; } # files FOLDER
has_files() { [ "$(files "$1")" = "$2" ]; }                           # has_files FOLDER COUNT
starred() { find "$M/$1/cur" -type f -name '*:2,*F*' | grep -q .; }   # starred FOLDER
unstarred() { ! starred "$1"; }
seen() { find "$M/$1/cur" -type f -name '*:2,*S*' | grep -q .; }

knows() { cmc log "$2" --json | grep -q "$1"; }                        # knows MESSAGE-ID CONTACT
stale() { cmc today --json | json '[m["error"] for m in d["mailboxes"]]' | grep -q "$1"; }
fresh() { ! stale "'"; }

# -- what the config says
refuse "imap and maildir exclude each other" 78 bash -c \
	"sed '/^maildir=/a imap=imaps://anna@localhost' '$XDG_CONFIG_HOME/cmc/config' >'$T/home/both'; chmod 600 '$T/home/both'; cmc --config '$T/home/both' today"
carry
check "mbsync makes the tree" test -d "$M/INBOX/cur"
check "an empty tree is read" cmc sync
like "$(cmc doctor 2>&1)" 'Maildir' "doctor knows the Maildir"

# -- call, follow-up by cmc
cmc call "Boris Beispiel" --email boris@example.org --outcome reached --topic Zugangskontrolle \
	--promise "price list" --next "+1d 14:00" >/dev/null
id=$(cmc mail boris --send --json | json 'd["message_id"]')
check "sync sends it" cmc sync
check "it reached Boris once" wait_for 20 has_mails boris INBOX 1
is "$(files Sent)" 1 "one copy lies in the tree's Sent"
is "$(files Calls)" 1 "the call card lies in the tree's Calls"
carry
is "$(mails anna Sent)" 1 "mbsync brings the copy to the server"
is "$(mails anna Calls)" 1 "and the card"
check "sync after mbsync has renamed them" cmc sync
carry
is "$(files Sent) $(mails anna Sent)" "1 1" "no second copy"

# -- the reply comes by mbsync
reply_to "$(echo "$id" | tr -d '<>')" r1 boris@example.org "Boris Beispiel" "Re: hello" "Thank you, see you tomorrow." |
	deliver anna boris@example.org
carry
check "sync finds the reply" cmc sync
like "$(events boris)" 'follow-up.*reply' "the log shows the reply"
unlike "$(kinds)" 'mail-owed' "nothing is owed"
check "watching marks nothing as read" bash -c "! find '$M/INBOX' -name '*:2,*S*' | grep -q ."

# -- written by hand: it is in Sent on the server only, until mbsync comes
cmc call "Carla Muster" --email carla@example.org --outcome reached --promise catalogue --next "+2d 10:00" >/dev/null
hand_written h1 carla@example.org "Catalogue" "as promised on the phone" >"$T/home/h1"
dadm save -u anna -m Sent <"$T/home/h1"
carry
check "sync finds what was written by hand" cmc sync
is "$(call_of h1@client.example carla)" c2 "it is linked to its call"

# -- ten rounds of both
before="$(events boris) $(events carla) $(files INBOX) $(files Sent) $(files Calls)"
for _ in 1 2 3 4 5 6 7 8 9 10; do
	carry
	cmc sync || diag "a round failed"
done
carry
is "$(events boris) $(events carla) $(files INBOX) $(files Sent) $(files Calls)" "$before" "ten rounds change nothing"
is "$(mails anna Sent) $(mails anna Calls)" "2 2" "nor on the server"

# -- the watcher: within 15 s
start_watch
check "the watcher reads the tree" wait_for 20 bash -c 'cmc today --json | grep -q "\"read_at\":\"20"'
reply_to h1@client.example r2 carla@example.org "Carla Muster" "Re: Catalogue" "Nice." >"$T/home/r2"
cp "$T/home/r2" "$M/INBOX/tmp/1800000000.r2.host" && mv "$M/INBOX/tmp/1800000000.r2.host" "$M/INBOX/new/1800000000.r2.host"
check "a reply that another program puts into new/ is seen within 15 s" wait_for 15 has_event carla reply

# -- mutt renames flags while the watcher looks
cat >"$T/home/muttrc" <<EOF
set folder="$M" spoolfile="$M/INBOX" mbox_type=Maildir sort=date header_cache="" mark_old=no
push "<tag-pattern>~A<enter><tag-prefix><clear-flag>N<tag-prefix><set-flag>r<sync-mailbox><quit>"
EOF
TERM=xterm timeout 20 script -qec "mutt -n -F $T/home/muttrc" /dev/null </dev/null >>"$T/log/mutt" 2>&1
check "mutt renamed the mails" wait_for 5 seen INBOX
sleep 1
is "$(events boris | tr ' ' '\n' | grep -c '^reply$') $(events carla | tr ' ' '\n' | grep -c '^reply$')" "1 1" \
	"flags renamed by mutt make no event twice"

# -- due: star and card, within 15 s of the time; taken back within 15 s of the outcome
cmc call boris --at "$(ago 30 min)" --outcome reached --next "$(date -d '-1 min' '+%F %H:%M UTC')" >/dev/null 2>&1 ||
	cmc move boris "in 1 min" >/dev/null
check "the contact's last mail gets its star in the tree" wait_for 75 starred INBOX
check "and so does the card" wait_for 15 starred Calls
check "the other flags stay" bash -c "find '$M/INBOX/cur' -name '*:2,*F*S*' | grep -q ."
carry
check "mbsync brings the star to the server" flagged INBOX
cmc call boris --outcome reached --at now >/dev/null 2>&1 || cmc call boris --outcome reached >/dev/null
check "the star is taken back" wait_for 15 unstarred INBOX
check "the card is gone" wait_for 15 has_files Calls 1
carry
check "on the server, too" unflagged INBOX
is "$(mails anna Calls)" 1 "and its card"

# -- drafts
cmc mail carla --draft >/dev/null
check "a draft lies in Drafts" wait_for 15 has_files Drafts 1
check "as a draft" bash -c "ls '$M/Drafts/cur' | grep -q ':2,DS'"

# -- hostile things in the tree
mkfifo "$M/INBOX/cur/1.fifo:2,"
ln -s /etc/passwd "$M/INBOX/cur/1.link:2,S"
mkdir "$M/INBOX/cur/1.folder:2,"
head -c 50000000 /dev/zero | tr '\0' 'x' | { printf 'From: x@example.net\nSubject: large\nMessage-ID: <large@example.net>\n\n'; cat; } \
	>"$M/INBOX/new/1800000001.large.host"
hand_written h2 carla@example.org "Re: Catalogue" "more" >"$M/Sent/new/1800000002.h2.host"
check "the watcher still reads on" wait_for 15 knows h2@client.example carla

# -- the tree goes and comes back
mv "$M" "$M.away"
check "a tree that is gone is shown within 20 s" wait_for 20 stale Maildir
mv "$M.away" "$M"
check "and read again when it is back" wait_for 60 fresh
stop_watch
is $? 0 "the watcher ends well"
unlike "$(cat "$T/log/watch")" 'agent-crashed|quarantined|cage-open' "no agent died, and its cage was closed"

# -- a tree that Dovecot itself keeps: its keywords
D=$(dadm mailbox path -u anna -t mailbox INBOX)
dadm flags add -u anna "cmc-due cmc-replied" mailbox INBOX all
dadm flags remove -u anna "cmc-due cmc-replied" mailbox INBOX all
check "Dovecot's list of keywords has ours" grep -q cmc-due "$D/dovecot-keywords"
rm -rf "$XDG_DATA_HOME/cmc"
sed -i "s|^maildir=.*|maildir=$D|" "$XDG_CONFIG_HOME/cmc/config"
cmc call "Boris Beispiel" --email boris@example.org --at "$(ago 3 hours)" --next "$(ago 1 hour)" >/dev/null 2>&1
cmc sync
is "$(dadm search -u anna mailbox INBOX keyword cmc-due from boris | wc -l)" 1 "Dovecot's clients see cmc-due on the contact's last mail"
cmc call boris --outcome reached >/dev/null
cmc sync
is "$(dadm search -u anna mailbox INBOX keyword cmc-due | wc -l)" 0 "after the call it is gone"
done_testing
