#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Servers that cannot be trusted are refused before a single byte of the password is sent: by the whole program, IMAP and
# SMTP, each against a spy that would accept any log-in and writes down what it hears.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
command -v python3 >/dev/null || skip_all "python3 is missing"

make_ca ca
make_ca stranger
make_cert good ca "DNS:localhost,IP:127.0.0.1"
make_cert unknown stranger "DNS:localhost,IP:127.0.0.1"
make_cert name ca "DNS:mail.example.org"
make_cert good2 ca "DNS:localhost"
openssl x509 -req -in "$T/tls/good2.csr" -CA "$T/tls/ca.pem" -CAkey "$T/tls/ca.key" -CAcreateserial -days -1 \
	-extfile <(echo "subjectAltName=DNS:localhost") -out "$T/tls/expired.pem" 2>>"$T/log/openssl"
cp "$T/tls/good2.key" "$T/tls/expired.key"
# not valid before tomorrow
faketime '+3 days' openssl x509 -req -in "$T/tls/good2.csr" -CA "$T/tls/ca.pem" -CAkey "$T/tls/ca.key" -CAcreateserial -days 9 \
	-extfile <(echo "subjectAltName=DNS:localhost") -out "$T/tls/future.pem" 2>>"$T/log/openssl"
cp "$T/tls/good2.key" "$T/tls/future.key"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost -keyout "$T/tls/self.key" -out "$T/tls/self.pem" 2>>"$T/log/openssl"

PASSWORD=canary-Kn4rz-secret
echo "$PASSWORD" >"$T/secret/anna"
spy_pid=
start_spy() { # start_spy MODE [CERT]
	: >"$T/heard"
	python3 "$E2E_DIR/spy.py" 7001 "$T/heard" "$1" ${2:+"$T/tls/$2.pem" "$T/tls/$2.key"} 2>>"$T/log/spy" &
	spy_pid=$!
	wait_for 10 port_open 7001 || bail_out "the spy does not start"
	: >"$T/heard"
}
stop_spy() {
	kill "$spy_pid"
	wait "$spy_pid" 2>/dev/null
}

spy_account() { # spy_account IMAP-URL SMTP-URL
	mkdir -p -m 700 "$XDG_CONFIG_HOME/cmc"
	(
		umask 077
		cat >"$XDG_CONFIG_HOME/cmc/config" <<-EOF2
			[cmc]
			timezone=Europe/Berlin
			language=en

			[account work]
			name=Anna Beispiel
			address=anna@example.org
			imap=$1
			smtp=$2
			password_command=cat $T/secret/anna
			ca_file=$CA_FILE
		EOF2
	)
}

# nothing that could be a log-in: neither the words nor the password in any encoding
silent() {
	! grep -aqiE "LOGIN|AUTH|$PASSWORD|$(printf '\0anna\0%s' "$PASSWORD" | base64 | cut -c1-12)|$(echo -n "$PASSWORD" | base64 | cut -c1-12)" \
		"$T/heard"
}

refused() { # refused NAME MODE CERT WORDS
	local out status scheme=${2%%-*} url
	case $scheme in
	imap | imaps) url=$scheme://anna@localhost:7001 ;;
	smtps) url=submissions://anna@localhost:7001 ;;
	smtp) url=submission://anna@localhost:7001 ;;
	esac
	start_spy "$2" "$3"
	rm -rf "$XDG_DATA_HOME/cmc"
	case $scheme in
	imap*)
		spy_account "$url" "submissions://anna@localhost:1"
		out=$(cmc sync 2>&1)
		status=$?
		is "$status" 77 "$1: refused"
		like "$out" "$4" "$1: and says why"
		;;
	smtp*)
		spy_account "imaps://anna@localhost:1" "$url"
		cmc call Boris --email boris@example.net --outcome reached --promise Plan >/dev/null
		cmc mail boris --send >/dev/null
		cmc sync >/dev/null 2>&1
		out=$(cmc outbox list --json | json 'd["items"][0]["state"] + ": " + (d["items"][0]["error"] or "")')
		like "$out" "^(deferred|failed): .*$4" "$1: refused, and says why"
		;;
	esac
	check "$1: connected" grep -aq connection "$T/heard"
	check "$1: no credential was sent" silent || diag "$(head -c 2000 "$T/heard")"
	stop_spy
}

# the spy can be trusted with its own good certificate: then it hears the log-in, so it would have heard the others'
start_spy imaps good
spy_account imaps://anna@localhost:7001 submissions://anna@localhost:1
timeout 20 cmc sync >/dev/null 2>&1
refuse "the spy hears a log-in where the certificate is good" 1 silent
stop_spy

for protocol in imap smtp; do
	for how in "$protocol"s "$protocol"; do
		refused "$how, self-signed" "$how" self 'certificate'
		refused "$how, unknown CA" "$how" unknown 'certificate'
		refused "$how, wrong name" "$how" name 'certificate|name'
		refused "$how, expired" "$how" expired 'expired'
		refused "$how, not yet valid" "$how" future 'not yet'
	done
	refused "$protocol, STARTTLS stripped" "$protocol-stripped" good 'STARTTLS'
	refused "$protocol, STARTTLS refused" "$protocol-refused" good 'STARTTLS'
	refused "$protocol, an answer injected" "$protocol-injected" good 'STARTTLS|behind|inject|before'
done
refused "imap, PREAUTH" imap-preauth good 'PREAUTH|log-in|TLS'
refused "imaps, TLS 1.1" imaps-old good 'TLS|version|handshake'
done_testing
