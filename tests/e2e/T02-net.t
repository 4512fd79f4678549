#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# IMAP and SMTP of src/net against real servers: log-in, reading, marks, waiting, sending, and whom they do not trust.
. "$(dirname "$0")/lib.sh"

CHECK=${NET_CHECK:-$BUILDDIR/tests/e2e/net-check}
[ -x "$CHECK" ] || skip_all "net-check is not built (make check builds it)"

mail() { # mail SUBJECT FROM
	printf 'From: <%s>\r\nTo: <boris@example.net>\r\nSubject: %s\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n' "$2" "$1"
	printf 'Message-ID: <%s@example.org>\r\n\r\n.a line with a dot\r\nText of %s\r\n' "$1" "$1"
}

imap() { # imap DEED [ARGUMENT…]: as anna over TLS
	"$CHECK" "$1" imap "tls:localhost:$IMAPS_PORT" anna "$T/secret/anna" "$CA_FILE" "${@:2}"
}

smtp() { # smtp URL SENDER FILE RECIPIENT…
	"$CHECK" send smtp "$1" anna "$T/secret/anna" "$CA_FILE" "${@:2}"
}

DOVECOT_EXTRA=$(dovecot_oauth2)
start_servers
for i in 1 2 3; do put_mail anna INBOX < <(mail "in-$i" "boris@example.net"); done

out=$(imap list)
like "$out" 'mailbox INBOX 1' "INBOX is listed"
like "$out" 'mailbox Sent 2' "and Sent by its special use"
like "$out" 'mailbox Drafts 3' "and Drafts"

out=$(imap read INBOX)
like "$out" 'selected [0-9]+ 4 3 [0-9]+ keyword=1 quick=0' "a mailbox is selected"
like "$out" 'header 3 [0-9]+ 1 .*Subject: in-3' "headers come"
is "$(grep -c ^header <<<"$out")" 3 "all of them"
like "$out" 'uid 2' "and the UIDs"
like "$out" 'mail ([0-9]+) \1 0 1' "a mail comes whole"
is "$(grep -c '^mail' <<<"$out")" 1 "a mail that is not there is passed over"
unlike "$(flags anna INBOX)" 'Seen' "reading sets no flag"

like "$(imap search INBOX '<in-2@example.org>')" 'found 2' "a Message-ID is found"
is "$(imap search INBOX '<none@x>' boris@example.net carla@example.org | grep -c found)" 3 "and senders"
refuse "what breaks a line is refused" 65 imap search INBOX $'<x>\r\nz LOGOUT'

mail stored anna@example.org >"$T/stored"
out=$(imap change "Anrufe/Größe & Ziel" "$T/stored")
like "$out" 'created' "a mailbox that is missing is made"
like "$out" 'appended 1 1' "a mail is stored in it"
like "$out" 'change 1 33$' "its flags are changed"
is "$(mails anna 'Anrufe/Größe & Ziel')" 1 "where other clients find it"
like "$(flags anna 'Anrufe/Größe & Ziel')" 'Seen.*cmc-due|cmc-due.*Seen' "with its flags"
like "$(fetch anna 'Anrufe/Größe & Ziel' date.received)" '2025-11-24' "and its date"
like "$(imap list)" 'mailbox Anrufe/Größe & Ziel 0' "and is listed by its name"
out=$(imap change "Anrufe/Größe & Ziel" "$T/stored" expunge)
is "$(grep left <<<"$out")" "left 1" "only the mail named is deleted"

read -r _ uidvalidity _ _ modseq _ <<<"$(imap select INBOX)"
dadm flags add -u anna '\Flagged' mailbox INBOX uid 1
dadm expunge -u anna mailbox INBOX uid 2
out=$(imap select INBOX "$uidvalidity" "$modseq")
like "$out" 'quick=1' "the next round asks only for what is new"
like "$out" 'change 1 4' "hears of flags"
like "$out" 'vanished 2:2' "and of what is gone"
like "$(imap select INBOX 99 "$modseq")" 'quick=0' "another UIDVALIDITY is noticed"
refuse "a mailbox that is missing is told" 67 imap select Nirgends

imap wait INBOX >"$T/waited" 2>&1 &
pid=$!
check "a client waits" wait_for 10 grep -q waiting "$T/waited"
put_mail anna INBOX < <(mail woken boris@example.net)
wait "$pid"
like "$(cat "$T/waited")" 'changed 1 uidnext\+1' "and is woken by a mail"
imap wait INBOX Sent >"$T/notified" 2>&1 &
pid=$!
check "a client waits for another mailbox" wait_for 10 grep -q waiting "$T/notified"
put_mail anna Sent < <(mail sent-elsewhere anna@example.org)
wait "$pid"
like "$(cat "$T/notified")" 'notified Sent' "and hears which it was"

check "IMAP with STARTTLS" "$CHECK" list imap "starttls:localhost:$IMAP_PORT" anna "$T/secret/anna" "$CA_FILE"
oauth2_token anna >"$T/secret/token"
check "a token lets in" "$CHECK" list imap "tls:localhost:$IMAPS_PORT" token/anna "$T/secret/token" "$CA_FILE"
oauth2_token anna -10 >"$T/secret/old"
refuse "an old one does not" 77 "$CHECK" list imap "tls:localhost:$IMAPS_PORT" token/anna "$T/secret/old" "$CA_FILE"
refuse "a wrong password is refused" 77 "$CHECK" list imap "tls:localhost:$IMAPS_PORT" anna "$T/secret/boris" "$CA_FILE"
refuse "plain text asks for a password in vain" 77 "$CHECK" list imap "none:8.8.8.8:$IMAP_PORT" anna "$T/secret/anna" ""
refuse "an unknown CA is refused" 77 "$CHECK" list imap "tls:localhost:$IMAPS_PORT" anna "$T/secret/anna" ""
refuse "with STARTTLS too" 77 "$CHECK" list imap "starttls:localhost:$IMAP_PORT" anna "$T/secret/anna" ""
refuse "and by SMTP" 77 "$CHECK" send smtp "tls:localhost:$SUBMISSIONS_PORT" anna "$T/secret/anna" ""
refuse "a certificate for another host is refused" 77 "$CHECK" list imap "tls:127.1:$IMAPS_PORT" anna "$T/secret/anna" \
	"$CA_FILE"
pin=$(openssl x509 -in "$T/tls/server.crt" -outform DER | sha256sum | cut -d' ' -f1)
check "a pinned certificate needs no CA" env TLS_PIN="$pin" "$CHECK" list imap "tls:localhost:$IMAPS_PORT" anna \
	"$T/secret/anna" ""
refuse "another than the pinned one is refused" 77 env TLS_PIN="${pin/[0-9]/a}f" "$CHECK" list imap \
	"tls:localhost:$IMAPS_PORT" anna "$T/secret/anna" "$CA_FILE"
refuse "no server is told" 69 "$CHECK" list imap tls:localhost:9 anna "$T/secret/anna" "$CA_FILE"

out=$(smtp "tls:localhost:$SUBMISSIONS_PORT" anna@example.org "$T/stored" boris@example.net carla@example.net)
like "$out" 'dot 250' "a mail is sent over TLS"
is "$(grep -c 'rcpt 250' <<<"$out")" 2 "to both recipients"
check "and arrives" wait_for 20 has_mails boris INBOX 1
like "$(fetch boris INBOX text)" '^\.a line with a dot' "with its dots"
like "$(smtp "starttls:localhost:$SUBMISSION_PORT" anna@example.org "$T/stored" boris@example.net)" 'dot 250' \
	"a mail is sent with STARTTLS"
refuse "an address that breaks a line is refused" 65 smtp "tls:localhost:$SUBMISSIONS_PORT" anna@example.org "$T/stored" \
	$'boris@example.net>\r\nRCPT TO:<carla@example.net'

done_testing
