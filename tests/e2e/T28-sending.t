#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Servers that put off or refuse a mail, at each stage and for some of its recipients: nobody gets it twice, nobody is
# forgotten, and what is owed stays owed.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
mkdir -p "$T/deny"
touch "$T/deny/rcpt" "$T/deny/data" "$T/deny/end"
POSTFIX_EXTRA="smtpd_relay_restrictions = check_recipient_access texthash:$T/deny/rcpt, permit_sasl_authenticated, reject_unauth_destination
smtpd_data_restrictions = check_sender_access texthash:$T/deny/data
smtpd_end_of_data_restrictions = check_sender_access texthash:$T/deny/end
smtpd_delay_reject = no"
start_servers
cmc_config anna

deny() { # deny STAGE [LINE…]: what Postfix looks up from now on
	local stage=$1
	shift
	printf '%s\n' "$@" >"$T/deny/$stage"
	postfix -c "$T/postfix/etc" reload >>"$T/log/postfix-start" 2>&1
	sleep 1
}
row() { cmc outbox list --json | json "next((i$1 for i in d['items'] if i['id'] == '$2'), None)"; }
say_call() { cmc call "$1" --email "$1@example.org" --outcome reached --promise Plan >/dev/null; }

n=0
for stage in data end rcpt; do
	n=$((n + 1))
	person=$(echo boris carla dora | cut -d' ' -f$n)
	case $stage in
	rcpt) line="$person@example.org 450 4.2.0 come again later" ;;
	*) line="anna@example.org 450 4.3.0 come again later" ;;
	esac
	deny $stage "$line"
	say_call $person
	cmc mail $person --send >/dev/null
	cmc sync >/dev/null 2>&1
	is "$(row '["state"]' o$n)" deferred "$stage put off: deferred"
	like "$(row '["error"]' o$n)" 'come again later' "with the server's words"
	like "$(kinds)" mail-owed "and still owed"
	check "retry at once while it is still put off" cmc outbox retry o$n
	cmc sync >/dev/null 2>&1
	is "$(row '["state"]' o$n)" deferred "deferred again"
	deny $stage
	check "retry when the server takes it" cmc outbox retry
	check "sync" cmc sync
	is "$(row '["state"]' o$n)" "done" "$stage put off, then taken: done"
	check "it arrives" wait_for 20 has_mails $person INBOX 1
	is "$(events $person)" "call follow-up" "and is linked"
done
is "$(mails anna Sent)" 3 "one copy each in Sent"

# ---- refused for good ----

deny rcpt "aline@example.org 550 5.1.1 no such person"
say_call aline
cmc mail aline --send >/dev/null
cmc sync >/dev/null 2>&1
is "$(row '["state"]' o4)" failed "a refusal is a failure"
like "$(row '["error"]' o4)" '5.1.1 .*no such person' "with the server's words"
like "$(kinds)" mail-owed "the mail is still owed"
cmc outbox retry >/dev/null 2>&1
is "$(row '["state"]' o4)" failed "retry leaves failures alone"
deny rcpt
check "a person tries it again" cmc outbox resend o4
check "sync" cmc sync
check "and it arrives" wait_for 20 has_mails aline INBOX 1
is "$(row '["state"]' o4)" "done" "done"

# ---- some recipients ----

deny rcpt "carla@example.org 450 4.2.0 come again later" "dora@example.org 550 5.1.1 no such person"
hand_written three "boris@example.org, carla@example.org, dora@example.org" "An alle" "Hallo zusammen." |
	cmc sendmail --queue -t -oi
cmc sync >/dev/null 2>&1
is "$(cmc outbox list --json | json '" ".join(r["state"] for r in d["items"][4]["recipients"])')" \
	"accepted deferred failed" "each recipient has a state of its own"
check "who was taken has it" wait_for 20 has_mails boris INBOX 2
# a client files its mail in Sent itself, as a rule: two minutes are given for that, which we let pass here
no_waiting() { sqlite3 "$XDG_DATA_HOME/cmc/cmc.db" "UPDATE outbox SET next_at = 0 WHERE state = 4"; }
state_is() { [ "$(row '["state"]' o5)" = "$1" ]; }
sync_until() { no_waiting; cmc sync >/dev/null 2>&1; state_is "$1"; }
check "then the rest is put off" wait_for 60 sync_until deferred
deny rcpt "dora@example.org 550 5.1.1 no such person"
cmc outbox retry >/dev/null
cmc sync >/dev/null 2>&1
check "who was put off gets it" wait_for 20 has_mails carla INBOX 2
check "then it is done" wait_for 60 sync_until "done"
like "$(row '["error"]' o5)" 'dora@example.org.*5.1.1' "and says who was refused"
sleep 2
is "$(mails boris INBOX) $(mails carla INBOX) $(mails dora INBOX)" "2 2 1" "nobody has it twice"
is "$(mails anna Sent)" 4 "one copy in Sent of each follow-up; the client files its own"
check "the store is sound" cmc check
done_testing
