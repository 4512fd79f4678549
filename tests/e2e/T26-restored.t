#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A mailbox is put back from a backup under its old UIDVALIDITY: its next UIDs are given a second time, to other mails. What comes
# is seen, nothing is lost, and no flag lands on a wrong mail.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

strangers() { # strangers COUNT
	local i
	for i in $(seq "$1"); do
		printf 'From: stranger%d@elsewhere.example\nTo: anna@example.org\nSubject: %d\nMessage-ID: <s%d-%s@elsewhere.example>\nDate: %s\n\nx\n' \
			"$i" "$i" "$i" "$RANDOM$RANDOM" "$(date -R)" | put_mail anna INBOX
	done
}
answers() { # answers ID: Boris answers
	reply_to h1@client.example "$1" boris@example.org "Boris Beispiel" "Re: Der Plan" "Danke." | deliver anna
}
number() { dadm mailbox status -u anna "uidvalidity uidnext" INBOX | sed 's/^INBOX //'; }
maildir=$(dadm mailbox path -u anna INBOX)
back_up() { rm -rf "$T/backup" && cp -a "$maildir" "$T/backup"; }
put_back() { # as somebody does it who does not know what UIDs are
	stop_dovecot
	rm -rf "$maildir"
	cp -a "$T/backup" "$maildir"
	start_dovecot
}
knows() { cmc why "<$1@answers.example>" >/dev/null 2>&1; }
starred() { fetch anna INBOX hdr.message-id FLAGGED | sort | uniq | xargs; }
due_again() { cmc call boris --outcome no-answer --next "$(ago 5 min)" --at "$(ago 6 min)" >/dev/null; }

strangers 3
cmc call "Boris Beispiel" --email boris@example.org --outcome reached --at "$(ago 50 min)" --promise Plan --next "$(ago 20 min)" >/dev/null
hand_written h1 boris@example.org "Der Plan" "Hallo Boris, hier der Plan." | put_mail anna Sent
check "sync" cmc sync
back_up
before=$(number)
strangers 2
answers m1
check "sync with the answer" cmc sync
check "and once more" cmc sync
is "$(starred)" "hdr.message-id: <m1@answers.example>" "the star is on it"

put_back
is "$(number)" "$before" "UIDVALIDITY and UIDNEXT are those of the backup"
answers m2
check "sync" cmc sync
check "a mail under a UID that was another one's is seen" knows m2
strangers 3
due_again
check "sync when a call is due and all UIDs are given again" cmc sync
check "and once more" cmc sync
is "$(starred)" "hdr.message-id: <m2@answers.example>" "no stranger's mail bears the star"
is "$(events boris | tr ' ' '\n' | grep -c reply)" 2 "both answers stay what they were"
check "the store is sound" cmc check --strict

# ---- the same while the watcher looks on ----

back_up
strangers 2
answers m3
start_watch
check "the watcher reads" wait_for 20 knows m3
put_back
answers m4
check "it sees what comes after the backup was put back" wait_for 90 knows m4
strangers 3
due_again
stars_m4() { starred | grep -q m4@answers.example; }
check "and marks the right mail" wait_for 20 stars_m4
unlike "$(starred)" 'elsewhere.example' "and no stranger's"
stop_watch
is $? 0 "the watcher ends"
check "the store is sound" cmc check --strict
done_testing
