#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The servers that all other tests stand on are real, speak TLS only with our CA, and deliver.
. "$(dirname "$0")/lib.sh"

mail() { # mail SUBJECT TO
	printf 'From: Anna <anna@example.org>\nTo: <%s>\nSubject: %s\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n' "$2" "$1"
	printf 'Message-ID: <%s@example.org>\n\nText of %s\n' "$1" "$1"
}

imap() { # imap COMMANDS…: one session over IMAPS as anna
	{
		printf 'a login anna secret-anna\r\n'
		printf '%s\r\n' "$@"
		printf 'z logout\r\n'
		sleep 1
	} | openssl s_client -quiet -verify_return_error -CAfile "$CA_FILE" -verify_hostname localhost \
		-connect "localhost:$IMAPS_PORT" 2>"$T/log/s_client"
}

DOVECOT_EXTRA=$(dovecot_oauth2)
start_servers
ok 0 "Dovecot and Postfix start"

check "a mail goes out by submissions" send_mail anna boris@example.net < <(mail by-submissions boris@example.net)
check "a mail goes out by submission with STARTTLS" send_mail_starttls anna boris@example.net \
	< <(mail by-submission boris@example.net)
check "both arrive" wait_for 20 has_mails boris INBOX 2
like "$(fetch boris INBOX 'hdr.subject body')" 'Text of by-submissions' "as they were written"

check "a mail to an unknown user is taken" send_mail anna nobody-there@example.net \
	< <(mail to-nobody nobody-there@example.net)
check "and comes back as a bounce" wait_for 20 has_mails anna INBOX 1
like "$(fetch anna INBOX text)" 'Status: 5\.1\.1' "with its status"

refuse "a wrong password is refused" 77 msmtp --file=/dev/null --host=localhost --port="$SUBMISSIONS_PORT" --tls=on \
	--tls-starttls=off --tls-trust-file="$CA_FILE" --auth=plain --user=anna --passwordeval='echo wrong' \
	--from=anna@example.org boris@example.net </dev/null

check "deliver puts a mail into INBOX" deliver anna boris@example.net < <(mail direct anna@example.org)
check "where doveadm finds it" has_mails anna INBOX 1 header message-id '<direct@example.org>'
check "put_mail puts one into Sent" put_mail anna Sent < <(mail by-hand boris@example.net)
is "$(mails anna Sent)" 1 "where it lies"
is "$(mails carla INBOX)" 0 "other people's mailboxes are empty"

out=$(imap 'b list (special-use) "" "*"' 'c select INBOX' 'd uid search all')
like "$out" '\\Sent\).*Sent' "IMAP over TLS shows the special-use mailboxes"
like "$out" 'd OK' "and lets itself be searched"
like "$out" 'PERMANENTFLAGS \(.*\\\*' "keywords are allowed"
xoauth2() { # xoauth2 TOKEN: what the server answers to it
	local answer
	answer=$(printf 'user=anna\1auth=Bearer %s\1\1' "$1" | base64 -w0)
	{
		printf 'a authenticate xoauth2 %s\r\n' "$answer"
		sleep 0.5
		printf '\r\nz logout\r\n'
		sleep 0.5
	} | openssl s_client -quiet -CAfile "$CA_FILE" -connect "localhost:$IMAPS_PORT" 2>/dev/null
}
like "$(xoauth2 "$(oauth2_token anna)")" 'a OK' "a token lets in"
like "$(xoauth2 "$(oauth2_token anna -10)")" 'a NO' "an old one does not"

make_ca other
like "$(openssl s_client -verify_return_error -CAfile "$T/tls/other.pem" -connect "localhost:$IMAPS_PORT" </dev/null 2>&1)" \
	'verify failed' "with another CA the certificate is refused"
like "$({
	printf 'a login anna secret-anna\r\nz logout\r\n'
	sleep 1
} | openssl s_client -quiet -starttls imap -CAfile "$CA_FILE" -connect "localhost:$IMAP_PORT" 2>/dev/null)" 'a OK' \
	"IMAP speaks STARTTLS"

stop_dovecot
refuse "Dovecot can be stopped" 1 port_open "$IMAPS_PORT"
check "and started again" start_dovecot
is "$(mails anna Sent)" 1 "with its mails"
stop_postfix
refuse "Postfix can be stopped" 1 port_open "$SUBMISSIONS_PORT"
check "and started again" start_postfix

done_testing
