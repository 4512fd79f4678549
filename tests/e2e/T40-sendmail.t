#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cmc sendmail on real servers: linked at once, sent or kept by its caller, never both, never twice.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers
cmc_config anna

json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
events() { cmc log "$1" --json | json '" ".join(e["kind"] for e in d["events"])'; }
kinds() { cmc today --json "$@" | json '" ".join(i["kind"] for i in d["items"])'; }
state() { cmc outbox list --json | json "[i['state'] for i in d['items']][-1]"; }
rows() { cmc outbox list --json | json "len(d['items'])"; }
mail() { # mail TO [ID [EXTRA HEADER]]: as mutt hands it over, with LF
	printf 'Date: %s\nFrom: Anna Beispiel <anna@example.org>\nTo: %s\n%s%sSubject: as agreed\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\nHello,\n\n.\n.. dots\nKind regards\n' \
		"$(date -R)" "$1" "${2:+Message-ID: $2
}" "${3:+$3
}"
}

cmc call "Boris Beispiel" --email boris@example.org --outcome reached --promise "price list" >/dev/null
like "$(kinds)" mail-owed "a mail is owed"

# -- without a watcher: the command sends by itself
check "a mail to the contact is sent" cmc sendmail -oem -oi -f anna@example.org -- boris@example.org < <(mail boris@example.org '<m1@example.org>')
check "the server delivered it" wait_for 20 has_mails boris INBOX 1
like "$(events boris)" 'call.*follow-up' "it is linked at once, before any watcher saw Sent"
unlike "$(kinds)" mail-owed "nothing is owed any more"
is "$(fetch boris INBOX body | tail -n +2 | tr -d '\r')" "$(mail boris@example.org | sed '1,/^$/d')" "the text arrived as it was, dots and all"
is "$(mails anna Sent)" 0 "its client files the copy, cmc does not at once"

# -- the client's own copy, written a second later, stays the only one and changes nothing
sleep 1
mail boris@example.org '<m1@example.org>' | put_mail anna Sent
check "sync meets the client's copy" cmc sync
is "$(mails anna Sent)" 1 "one copy in Sent"
is "$(events boris)" "call follow-up" "still one follow-up"

# -- where the client files none, cmc does, after two minutes
cmc call boris --outcome reached --promise "contract" >/dev/null
mail boris@example.org '<m2@example.org>' | cmc sendmail -oi boris@example.org
wait_for 20 has_mails boris INBOX 2
check "sync soon after" cmc sync
is "$(mails anna Sent)" 1 "no copy while the client may still file its own"
sqlite() { python3 -c "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()" "$XDG_DATA_HOME/cmc/cmc.db" "$1"; }
sqlite "UPDATE outbox SET next_at = next_at - 121" # as if two minutes had passed
check "sync later" cmc sync
is "$(mails anna Sent header message-id m2@example.org)" 1 "then a follow-up gets its copy"
is "$(state)" done "and its row is done"

# -- people who are no contacts
before=$(cmc log boris --json | json 'len(d["events"])')
check "a mail to a stranger" cmc sendmail -t < <(mail dora@example.org '<m3@example.org>' 'Bcc: carla@example.org')
check "it arrived" wait_for 20 has_mails dora INBOX 1
check "the blind copy arrived" wait_for 20 has_mails carla INBOX 1
unlike "$(fetch carla INBOX hdr; fetch dora INBOX hdr)" '[Bb]cc' "nobody sees the blind copy's recipient"
is "$(cmc log boris --json | json 'len(d["events"])')" "$before" "no contact's history changed"

# -- what cron and scripts hand over
printf 'From: root (Cron Daemon)\nTo: dora@example.org\nSubject: Cron <root> x\n\nout\n' >"$T/cron"
check "cron's flags are taken" cmc sendmail -FCronDaemon -i -odi -oem -oi -t -f root <"$T/cron"
printf 'no header at all\nsecond line\n' >"$T/bare"
check "text without a header" cmc sendmail dora@example.org <"$T/bare"
check "both arrived" wait_for 20 has_mails dora INBOX 3
like "$(fetch dora INBOX hdr body "no header at all")" 'From: "?Anna Beispiel"? <anna@example.org>' "a missing From is ours"
like "$(fetch dora INBOX hdr body "no header at all")" 'Message-ID: <[^ ]+@example.org>' "a missing Message-ID is made"
like "$(fetch dora INBOX text body "no header at all" | tr -d '\r')" 'second line' "its text is whole"

# -- what is refused
to() { printf 'From: anna@example.org\nTo: %s\nSubject: x\n\nx\n' "$1"; }
before=$(cmc outbox list | wc -l)
for to in 'dora@example.org; carla@example.org' 'dora@example.org, garbage garbage' 'a@@b, dora@example.org' \
	'dora@example.org, Carla <carla at example.org>' 'dora@example.org, <mailto:carla@example.org>' 'Carla, dora@example.org' \
	'Carla, Dora <dora@example.org>' 'dora@example.org, "Carla" <>' 'T: carla@example.org, <bad bad>;, dora@example.org'; do
	refuse "a recipient that cannot be read: $to" 65 cmc sendmail -t < <(to "$to")
done
refuse "a Cc that cannot be read" 65 cmc sendmail -t < <(to 'dora@example.org' | sed 's/^Subject/Cc: x y z\n&/')
is "$(cmc outbox list | wc -l)" "$before" "none of them is sent to the others alone"
refuse "no recipient" 64 cmc sendmail -oi < <(mail x@example.org)
refuse "an unknown flag" 64 cmc sendmail -Z x@example.org < <(mail x@example.org)
refuse "-bs is not spoken" 64 cmc sendmail -bs </dev/null
refuse "no mail" 65 cmc sendmail dora@example.org </dev/null
refuse "an address that is none" 65 cmc sendmail 'dora example' < <(mail x@example.org)
refuse "somebody else's From" 67 cmc sendmail dora@example.org < <(mail dora@example.org | sed 's/anna@example.org/mallory@example.net/')
is "$(rows)" 5 "what is refused leaves no row"

# -- the server says no: the caller keeps the mail, the outbox does not
refuse "a recipient whom the server does not know" 67 cmc sendmail nobody@elsewhere.invalid < <(mail nobody@elsewhere.invalid '<m6@example.org>')
is "$(state)" cancelled "its row is given back"
stop_postfix
out=$(mail boris@example.org '<m7@example.org>' | cmc sendmail boris@example.org 2>&1)
is $? 75 "no server: try again later"
is "$(wc -l <<<"$out")" 1 "one sentence says so"
is "$(state)" cancelled "cmc will not send it by itself later"
like "$(events boris)" '^call follow-up call follow-up$' "what was not sent is no follow-up"
start_postfix
mail boris@example.org '<m7@example.org>' >"$T/again"
check "sent again by its client under the same Message-ID" cmc sendmail boris@example.org <"$T/again"
check "it arrives" wait_for 20 has_mails boris INBOX 3
check "told again, because the client did not hear the answer" cmc sendmail boris@example.org <"$T/again"
refuse "another mail under that Message-ID" 65 cmc sendmail boris@example.org < <(sed s/Hello/Hallo/ "$T/again")
sleep 1
is "$(mails boris INBOX)" 3 "not sent twice"

# -- a wrong secret
echo wrong >"$T/secret/anna"
refuse "the log-in is refused" 77 cmc sendmail dora@example.org < <(mail dora@example.org '<m8@example.org>')
echo secret-anna >"$T/secret/anna"

# -- with a watcher
start_watch
wait_for 20 test -S "$XDG_DATA_HOME/cmc/watch.sock"
cmc call "Carla Test" --email carla@example.org --outcome reached --promise "offer" >/dev/null
check "the watcher sends it" cmc sendmail -oi -t < <(mail carla@example.org '<m9@example.org>')
check "it arrived" wait_for 20 has_mails carla INBOX 2
is "$(events carla)" "call follow-up" "linked at once"
check "--queue returns at once" cmc sendmail --queue -t < <(mail dora@example.org '<m10@example.org>')
check "and the watcher sends it" wait_for 20 has_mails dora INBOX 4
# two at once
for i in 1 2 3 4; do mail dora@example.org "<p$i@example.org>" | cmc sendmail -t & pids+=($!); done
good=0; for pid in "${pids[@]}"; do wait "$pid" && good=$((good + 1)); done
is "$good" 4 "four clients at once are all served"
check "each arrived once" wait_for 20 has_mails dora INBOX 8
stop_watch

# -- two accounts: From decides
cmc_config anna "
[account other]
name=Aline
address=aline@example.org
imap=imaps://aline@localhost:$IMAPS_PORT
smtp=submissions://aline@localhost:$SUBMISSIONS_PORT
password_command=cat $T/secret/aline
ca_file=$CA_FILE"
check "a mail from the second account" cmc sendmail -t < <(mail dora@example.org '<m11@example.org>' | sed 's/anna@/aline@/')
check "it arrived" wait_for 20 has_mails dora INBOX 9
like "$(fetch dora INBOX hdr.return-path header message-id m11@example.org)" 'aline@example.org' "in its own name"

# -- a mail that is sent on
mail dora@example.org '<m3@example.org>' >"$T/on"
{ printf 'Resent-From: anna@example.org\nResent-To: carla@example.org\nResent-Message-ID: <on1@example.org>\n'; sed 's/anna@example.org/mallory@example.net/' "$T/on"; } >"$T/bounce"
check "mutt's bounce goes on" cmc sendmail -oi -f anna@example.org -- carla@example.org <"$T/bounce"
check "it arrived" wait_for 20 has_mails carla INBOX 3
like "$(fetch carla INBOX hdr header resent-message-id on1@example.org)" 'Message-ID: <m3@example.org>' "with the bytes it had"
check "the store is sound" cmc check
done_testing
