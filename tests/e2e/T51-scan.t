#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A first reading that is killed goes on where it was, a mailbox that grows while it is read loses nothing, and a server that
# says nothing keeps no other account waiting.
USERS="anna bert"
export USERS
. "$(dirname "$0")/lib.sh"
. "$E2E_DIR/cmc.sh"
need_cmc
tool=$SRCDIR/tests/bench/mailbox.py
COUNT=6000

start_servers
cmc_config anna
python3 "$tool" fill "$T/mail/anna/maildir" "$COUNT"
chown -R nobody:nogroup "$T/mail/anna"
for n in $(seq 100); do
	cmc call "Contact Number$n" --email "contact$n@example.net" --at "$(date -d "-$((n * 3)) days" '+%F 10:00') UTC" \
		--topic "Matter $n" --promise "offer $n" >/dev/null || bail_out "a call is refused"
done

saved() { sqlite3 -readonly "$XDG_DATA_HOME/cmc/cmc.db" "SELECT coalesce(sum(uidnext - 1), 0) FROM mailbox WHERE uidnext > 0"; }
saved_more_than() { [ "$(saved)" -gt "$1" ]; }
sessions() { grep -c 'imap(anna).*hdr_count=' "$T/log/dovecot"; }
has_sessions() { [ "$(sessions)" -ge "$1" ]; }
# the header blocks that Dovecot gave to the n-th connection
headers_of() { grep -h 'imap(anna).*hdr_count=' "$T/log/dovecot" | sed -n "$1s/.*hdr_count=\([0-9]*\).*/\1/p"; }
mail_of_contact() { # mail_of_contact N ID
	printf 'From: Contact <contact%d@example.net>\nTo: anna@example.org\nSubject: one more question\nMessage-ID: <%s@answers.example>\nDate: %s\n\nHow long does it take?\n' \
		"$1" "$2" "$(date -R)"
}
met() { cmc log "contact$1@example.net" --json | json "sum(e['message_id'] == '<$2@answers.example>' for e in d['events'])"; }

# ---- killed in the middle ----

# Over a slow line, so that it is not over before anybody looks.
python3 "$SRCDIR/tests/fault/proxy.py" 10998 "$IMAPS_PORT" "$T/rule" "$T/bytes" &
proxy=$!
through() { sed -i "s|^imap=imaps://anna@localhost:.*|imap=imaps://anna@localhost:$1|" "$XDG_CONFIG_HOME/cmc/config"; }
echo "down pace 300000" >"$T/rule"
through 10998
has_line() { (exec 3<>/dev/tcp/127.0.0.1/10998) 2>/dev/null; }
wait_for 10 has_line || bail_out "no proxy"
cmc sync 2>>"$T/log/sync" &
pid=$!
wait_for 60 saved_more_than 0 || bail_out "nothing is saved while mailboxes are read"
kill -9 "$pid" "$proxy"
wait "$pid" "$proxy" 2>/dev/null
through "$IMAPS_PORT"
wait_for 20 has_sessions 1 || bail_out "the connection outlives its watcher"
before=$(saved)
[ "$before" -lt "$COUNT" ]
ok $? "killed before all was read"

# ---- and the rest, while mail comes ----

mail_of_contact 7 before | deliver anna
cmc sync 2>>"$T/log/sync" &
pid=$!
for n in 1 2 3 4 5; do
	mail_of_contact "$n" "during$n" | deliver anna
done
wait "$pid"
is $? 0 "the next reading ends well though the mailbox grows"
wait_for 20 has_sessions 2
first=$(headers_of 1) second=$(headers_of 2)
ahead=$((first - before)) more=$((second - (COUNT - before)))
diag "of $COUNT mails $first were fetched before the kill and $before of them saved, $second after it: $more more than were left"
# two windows of 1,000 may have been under way; and the mails of known people are read once more, as a whole
[ "$ahead" -le 2000 ] && [ "$more" -ge 0 ] && [ "$more" -lt 1000 ]
ok $? "what was saved is not fetched again" || diag "$first before, $second after"
check "one more round" cmc sync
for n in 1 2 3 4 5; do
	is "$(met "$n" "during$n")" 1 "mail $n that came meanwhile is known once"
done
is "$(met 7 before)" 1 "and what came between the two readings"
truth=$(python3 "$tool" check "$T/mail/anna/maildir" "$XDG_DATA_HOME/cmc/cmc.db")
like "$truth" '100 of 100 found, 0 false' "every follow-up is linked to its call"
like "$truth" '60 of 60 found, 0 false' "and every reply"

# ---- a server that says nothing ----

python3 -c '
import socket, time
door = socket.create_server(("127.0.0.1", 10999))
kept = []
while True:
    kept.append(door.accept())' &
silent=$!
cat >>"$XDG_CONFIG_HOME/cmc/config" <<-EOF
	[account aaa]
	name=Silent
	address=silent@example.com
	imap=imaps://silent@localhost:10999
	smtp=submissions://silent@localhost:10999
	password_command=echo nothing
	ca_file=$CA_FILE
	[account bert]
	name=Bert Beispiel
	address=bert@example.org
	imap=imaps://bert@localhost:$IMAPS_PORT
	smtp=submissions://bert@localhost:$SUBMISSIONS_PORT
	password_command=cat $T/secret/bert
	ca_file=$CA_FILE
	EOF
read_by_now() {
	cmc today --json | json "[bool(m['read_at']) for m in d['mailboxes'] if m['account'] == '$1']" | grep -Fx '[True, True]'
}
has_met() { [ "$(met "$1" "$2")" = 1 ]; }
silence_is_told() { cmc today --json | json "[m['error'] for m in d['mailboxes'] if m['account'] == 'aaa']" | grep '[a-z]'; }

start_watch
check "another account is read at once beside a silent server" wait_for 5 read_by_now bert
mail_of_contact 8 later8 | deliver bert
check "and told of new mail at once" wait_for 5 has_met 8 later8
mail_of_contact 9 later9 | deliver anna
check "as is the one with many mails" wait_for 5 has_met 9 later9
check "that the silent one is not read is said" wait_for 20 silence_is_told
stop_watch
kill "$silent"
done_testing
