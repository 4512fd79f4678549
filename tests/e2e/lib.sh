# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What every end-to-end test begins with:  . "$(dirname "$0")/lib.sh"
#
# The test then runs as root in network, pid and mount namespaces of its own: its loopback is nobody else's, and whatever
# it starts dies with it. It speaks TAP. start_servers gives it a real Dovecot and a real Postfix in $T:
#   IMAP    localhost:$IMAP_PORT (STARTTLS), localhost:$IMAPS_PORT
#   SMTP    localhost:$SUBMISSION_PORT (STARTTLS), localhost:$SUBMISSIONS_PORT, both with log-in
#   users   those of $USERS, in every domain of $DOMAINS; user NAME's password is secret-NAME
#   CA      $CA_FILE, made for this test
# A server that is missing is a SKIP at home and a failure where CI is set.

set -u

E2E_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SRCDIR=${CMC_SRCDIR:-$(cd "$E2E_DIR/../.." && pwd)}
BUILDDIR=${CMC_BUILDDIR:-$SRCDIR/build}

IMAP_PORT=10143 IMAPS_PORT=10993 SMTP_PORT=10025 SUBMISSION_PORT=10587 SUBMISSIONS_PORT=10465
USERS=${USERS:-anna aline boris carla dora}
DOMAINS="example.org example.net"
MAIL_FORMAT=${MAIL_FORMAT:-maildir} # or sdbox

# ---- TAP ----

tap_count=0
tap_failed=0

diag() { printf '%s\n' "$*" | sed 's/^/# /'; }

ok() { # ok STATUS NAME
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $2"
	fi
	return "$1"
}

check() { # check NAME COMMAND…: passes when the command does
	local name=$1 out status
	shift
	out=$("$@" 2>&1)
	status=$?
	ok "$status" "$name" || diag "$* ended with $status: $out"
	return "$status"
}

refuse() { # refuse NAME STATUS COMMAND…: passes when the command ends with just this status
	local name=$1 want=$2 out status
	shift 2
	out=$("$@" 2>&1)
	status=$?
	[ "$status" -eq "$want" ]
	ok $? "$name" || diag "$* ended with $status, not $want: $out"
}

is() { # is GOT WANTED NAME
	[ "$1" = "$2" ]
	ok $? "$3" || diag "got:    $1
wanted: $2"
}

like() { # like GOT REGEX NAME (extended regular expression)
	grep -Eq -- "$2" <<<"$1"
	ok $? "$3" || diag "got:    $1
wanted: /$2/"
}

unlike() { # unlike GOT REGEX NAME
	! grep -Eq -- "$2" <<<"$1"
	ok $? "$3" || diag "got:    $1
not to match: /$2/"
}

done_testing() {
	echo "1..$tap_count"
	[ "$tap_failed" -eq 0 ]
	exit
}

skip_all() {
	if [ -n "${CI:-}" ]; then
		echo "1..1"
		echo "not ok 1 - cannot be skipped in CI: $1"
		exit 1
	fi
	echo "1..0 # SKIP $1"
	exit 0
}

bail_out() {
	diag "$(tail -n 20 "$T"/log/* 2>/dev/null)"
	echo "Bail out! $1"
	exit 1
}

# ---- a world of its own ----

if [ -z "${E2E_INSIDE:-}" ]; then
	[ "$(id -u)" -eq 0 ] || skip_all "needs root for namespaces and servers"
	world=(unshare --net --pid --fork --mount-proc --kill-child --)
	"${world[@]}" true 2>/dev/null || skip_all "namespaces are not allowed here"
	export E2E_INSIDE=1
	exec "${world[@]}" bash "$0" "$@"
fi
unset E2E_INSIDE
ip link set lo up || bail_out "no loopback"

umask 022
T=$(mktemp -d "${TMPDIR:-/tmp}/cmc-e2e.XXXXXX") || exit 1
chmod 711 "$T" # the servers' own users must get through
mkdir -p "$T/log" "$T/home" "$T/secret"
chmod 700 "$T/home" "$T/secret"
CA_FILE=$T/tls/ca.pem

export HOME=$T/home XDG_CONFIG_HOME=$T/home/config XDG_DATA_HOME=$T/home/data XDG_RUNTIME_DIR=$T/home/run \
	XDG_STATE_HOME=$T/home/state XDG_CACHE_HOME=$T/home/cache
export LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 PATH="$BUILDDIR:$PATH:/usr/sbin:/sbin"
export CMC_LIBEXEC=${CMC_LIBEXEC:-$BUILDDIR/libexec} CMC_DATADIR=${CMC_DATADIR:-$SRCDIR/contrib}
mkdir -m 700 "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
unset LANGUAGE MAIL EMAIL DBUS_SESSION_BUS_ADDRESS

end_test() {
	local status=$?
	trap - EXIT
	stop_servers
	if [ -n "${KEEP:-}" ]; then
		diag "kept: $T"
	else
		rm -rf "$T"
	fi
	exit "$status"
}
trap end_test EXIT
trap 'exit 143' TERM INT HUP

wait_for() { # wait_for SECONDS COMMAND…: until the command passes; 1 when it never did
	local end=$((SECONDS + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.1
	done
}

port_closed() { ! port_open "$1"; }
port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# ---- certificates ----

make_ca() { # make_ca NAME: $T/tls/NAME.pem and .key
	mkdir -p "$T/tls"
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=cmc test $1" \
		-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign \
		-keyout "$T/tls/$1.key" -out "$T/tls/$1.pem" 2>>"$T/log/openssl"
}

make_cert() { # make_cert NAME CA SUBJECTALTNAMES [DAYS]: $T/tls/NAME.pem (with chain) and .key
	local days=${4:-20}
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
		-keyout "$T/tls/$1.key" -out "$T/tls/$1.csr" 2>>"$T/log/openssl" &&
		openssl x509 -req -in "$T/tls/$1.csr" -CA "$T/tls/$2.pem" -CAkey "$T/tls/$2.key" -CAcreateserial \
			-days "$days" -extfile <(echo "subjectAltName=$3
basicConstraints=critical,CA:FALSE
extendedKeyUsage=serverAuth") -out "$T/tls/$1.crt" 2>>"$T/log/openssl" &&
		cat "$T/tls/$1.crt" "$T/tls/$2.pem" >"$T/tls/$1.pem"
}

# ---- Dovecot ----

dovecot_config() { # dovecot_config CERTNAME [EXTRA]
	local user
	mkdir -p "$T/dovecot" "$T/mail"
	chown nobody:nogroup "$T/mail"
	for user in $USERS; do
		echo "$user:{PLAIN}secret-$user::::::"
		(umask 077 && echo "secret-$user" >"$T/secret/$user")
	done >"$T/dovecot/users"
	cat >"$T/dovecot/dovecot.conf" <<-EOF
		base_dir = $T/dovecot/run
		state_dir = $T/dovecot/state
		instance_name = cmc-e2e
		log_path = $T/log/dovecot
		listen = 127.0.0.1
		protocols = imap lmtp
		ssl = yes
		ssl_cert = <$T/tls/$1.pem
		ssl_key = <$T/tls/$1.key
		ssl_min_protocol = TLSv1.2
		disable_plaintext_auth = yes
		auth_mechanisms = plain login scram-sha-256
		auth_username_format = %Ln
		auth_failure_delay = 0
		mail_location = $MAIL_FORMAT:~/$MAIL_FORMAT
		mail_max_userip_connections = 100
		first_valid_uid = 1
		mail_fsync = never
		mailbox_list_index = yes
		postmaster_address = postmaster@example.org
		hostname = mail.example.org
		submission_host =
		lda_mailbox_autocreate = yes
		passdb {
		  driver = passwd-file
		  args = $T/dovecot/users
		}
		userdb {
		  driver = passwd-file
		  args = $T/dovecot/users
		  override_fields = uid=nobody gid=nogroup home=$T/mail/%u
		}
		namespace inbox {
		  inbox = yes
		  separator = /
		  mailbox Sent {
		    special_use = \Sent
		    auto = subscribe
		  }
		  mailbox Drafts {
		    special_use = \Drafts
		    auto = subscribe
		  }
		}
		service imap-login {
		  inet_listener imap {
		    port = $IMAP_PORT
		  }
		  inet_listener imaps {
		    port = $IMAPS_PORT
		    ssl = yes
		  }
		}
		service lmtp {
		  unix_listener lmtp {
		    mode = 0666
		  }
		}
		service auth {
		  unix_listener auth-smtp {
		    mode = 0666
		  }
		}
		service stats {
		  unix_listener stats-writer {
		    mode = 0666
		  }
		}
		${2:-}
	EOF
}

# An OAuth2 provider is not needed: Dovecot checks tokens by a key that we sign with. Made before start_servers:
#   DOVECOT_EXTRA=$(dovecot_oauth2)
dovecot_oauth2() {
	mkdir -p "$T/dovecot/keys/default/HS256"
	head -c 32 /dev/urandom | base64 -w0 >"$T/dovecot/keys/default/HS256/default"
	cat >"$T/dovecot/oauth2.conf" <<-EOF
		introspection_mode = local
		local_validation_key_dict = fs:posix:prefix=$T/dovecot/keys/
		username_attribute = sub
	EOF
	cat <<-EOF
		auth_mechanisms = plain login scram-sha-256 xoauth2 oauthbearer
		passdb {
		  driver = oauth2
		  mechanisms = xoauth2 oauthbearer
		  args = $T/dovecot/oauth2.conf
		}
	EOF
}

base64url() { base64 -w0 | tr '+/' '-_' | tr -d '='; }

oauth2_token() { # oauth2_token USER [SECONDS]: a bearer token, valid for an hour or that long
	local now head body
	now=$(date +%s)
	head=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url)
	body=$(printf '{"sub":"%s","iat":%d,"exp":%d}' "$1" "$((now - 60))" "$((now + ${2:-3600}))" | base64url)
	printf '%s.%s.%s\n' "$head" "$body" "$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -mac hmac \
		-macopt "hexkey:$(base64 -d <"$T/dovecot/keys/default/HS256/default" | od -An -vtx1 | tr -d ' \n')" -binary |
		base64url)"
}

start_dovecot() {
	dovecot -c "$T/dovecot/dovecot.conf" >>"$T/log/dovecot" 2>&1 &&
		wait_for 20 port_open "$IMAPS_PORT" && wait_for 20 test -S "$T/dovecot/run/lmtp"
}

stop_pid_file() { # by the pid that the server itself wrote
	local pid
	[ -s "$1" ] || return 0
	pid=$(tr -dc 0-9 <"$1")
	kill "$pid" 2>/dev/null || return 0
	wait_for 10 pid_gone "$pid" || kill -9 "$pid" 2>/dev/null
}

pid_gone() { ! kill -0 "$1" 2>/dev/null || grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }

# A child may hold the listening socket a moment longer than its master lives.
stop_dovecot() { stop_pid_file "$T/dovecot/run/master.pid" && wait_for 10 port_closed "$IMAPS_PORT"; }

# ---- Postfix ----

postfix_config() { # postfix_config CERTNAME [EXTRA main.cf lines]
	local dir=$T/postfix service
	mkdir -p "$dir/etc" "$dir/queue" "$dir/data"
	chown postfix "$dir/data"
	cat >"$dir/etc/main.cf" <<-EOF
		compatibility_level = 3.6
		config_directory = $dir/etc
		queue_directory = $dir/queue
		data_directory = $dir/data
		command_directory = /usr/sbin
		daemon_directory = /usr/lib/postfix/sbin
		maillog_file = $T/log/postfix
		maillog_file_prefixes = $T
		mail_owner = postfix
		setgid_group = postdrop
		myhostname = mail.example.org
		mydomain = example.org
		myorigin = example.org
		mydestination =
		mynetworks = 127.0.0.0/8
		inet_interfaces = 127.0.0.1
		inet_protocols = ipv4
		alias_maps =
		alias_database =
		local_recipient_maps =
		local_transport = error:5.1.1 no local users here
		virtual_mailbox_domains = $DOMAINS
		virtual_transport = lmtp:unix:$T/dovecot/run/lmtp
		default_transport = error:5.4.4 no such domain in this test
		disable_dns_lookups = yes
		smtpd_peername_lookup = no
		smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
		smtpd_tls_chain_files = $T/tls/$1.key, $T/tls/$1.pem
		smtpd_tls_security_level = may
		smtpd_sasl_type = dovecot
		smtpd_sasl_path = $T/dovecot/run/auth-smtp
		smtpd_sasl_security_options = noanonymous
		smtpd_tls_auth_only = yes
		smtpd_client_connection_rate_limit = 0
		queue_run_delay = 2s
		minimal_backoff_time = 2s
		maximal_backoff_time = 4s
		${2:-}
	EOF
	{
		echo "127.0.0.1:$SMTP_PORT inet n - n - - smtpd"
		echo "127.0.0.1:$SUBMISSION_PORT inet n - n - - smtpd"
		echo "  -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes"
		echo "  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject"
		echo "127.0.0.1:$SUBMISSIONS_PORT inet n - n - - smtpd"
		echo "  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes"
		echo "  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject"
		echo "pickup unix n - n 60 1 pickup"
		echo "cleanup unix n - n - 0 cleanup"
		echo "qmgr unix n - n 300 1 qmgr"
		echo "tlsmgr unix - - n 1000? 1 tlsmgr"
		echo "rewrite unix - - n - - trivial-rewrite"
		for service in bounce defer trace; do
			echo "$service unix - - n - 0 bounce"
		done
		echo "verify unix - - n - 1 verify"
		echo "flush unix n - n 1000? 0 flush"
		echo "proxymap unix - - n - - proxymap"
		echo "showq unix n - n - - showq"
		echo "error unix - - n - - error"
		echo "retry unix - - n - - error"
		echo "lmtp unix - - n - - lmtp"
		echo "anvil unix - - n - 1 anvil"
		echo "scache unix - - n - 1 scache"
		echo "postlog unix-dgram n - n - 1 postlogd"
	} >"$dir/etc/master.cf"
}

start_postfix() {
	: >>"$T/log/postfix"
	postfix -c "$T/postfix/etc" start >>"$T/log/postfix-start" 2>&1 &&
		wait_for 20 port_open "$SUBMISSIONS_PORT"
}

stop_postfix() { stop_pid_file "$T/postfix/queue/pid/master.pid" && wait_for 10 port_closed "$SUBMISSIONS_PORT"; }

postfix_queue() { postqueue -c "$T/postfix/etc" -j 2>/dev/null; }

# ---- both ----

start_servers() {
	local program
	for program in dovecot doveadm postfix openssl; do
		command -v "$program" >/dev/null || skip_all "$program is missing"
	done
	[ -e /usr/lib/dovecot/lmtp ] || skip_all "Dovecot's LMTP server is missing"
	make_ca ca && make_cert server ca "DNS:localhost,DNS:mail.example.org,IP:127.0.0.1" ||
		bail_out "no certificates"
	dovecot_config server "${DOVECOT_EXTRA:-}"
	postfix_config server "${POSTFIX_EXTRA:-}"
	start_dovecot || bail_out "Dovecot does not start"
	start_postfix || bail_out "Postfix does not start"
}

stop_servers() {
	stop_postfix
	stop_dovecot
}

# ---- mailboxes, as the server sees them ----

dadm() { doveadm -c "$T/dovecot/dovecot.conf" "$@"; }

deliver() { # deliver USER [SENDER] <MAIL: through Dovecot's delivery agent into INBOX
	/usr/lib/dovecot/dovecot-lda -c "$T/dovecot/dovecot.conf" -d "$1" -f "${2:-sender@example.net}" -o log_path=/dev/stderr
}

put_mail() { # put_mail USER MAILBOX <MAIL: just these bytes, as another client would append them
	dadm save -u "$1" -m "$2" -
}

mails() { # mails USER MAILBOX [SEARCH…]: how many
	local user=$1 mailbox=$2
	shift 2
	dadm search -u "$user" mailbox "$mailbox" "${@:-all}" 2>/dev/null | wc -l
}

fetch() { # fetch USER MAILBOX FIELDS [SEARCH…]: doveadm's fields, such as "flags hdr.subject text"
	local user=$1 mailbox=$2 fields=$3
	shift 3
	dadm fetch -u "$user" "$fields" mailbox "$mailbox" "${@:-all}"
}

flags() { # flags USER MAILBOX [SEARCH…]: a line per mail
	fetch "$1" "$2" flags "${@:3}" | sed -n 's/^flags: *//p'
}

has_mails() { [ "$(mails "$1" "$2" "${@:4}")" -eq "$3" ]; } # has_mails USER MAILBOX COUNT [SEARCH…]

# ---- cmc ----

need_cmc() {
	[ -x "$BUILDDIR/cmc" ] || skip_all "cmc is not built (CMC_BUILDDIR=$BUILDDIR)"
	[ -x "$CMC_LIBEXEC/cmc-agent" ] || skip_all "cmc-agent is not built (CMC_LIBEXEC=$CMC_LIBEXEC)"
}

cmc_config() { # cmc_config [USER [EXTRA account lines]]: one account 'work' on the servers of this test
	local user=${1:-anna}
	mkdir -p -m 700 "$XDG_CONFIG_HOME/cmc"
	(
		umask 077
		cat >"$XDG_CONFIG_HOME/cmc/config" <<-EOF
			[cmc]
			region=DE
			timezone=Europe/Berlin
			language=${CMC_LANGUAGE:-en}

			[account work]
			name=${user^} Beispiel
			address=$user@example.org
			imap=imaps://$user@localhost:$IMAPS_PORT
			smtp=submissions://$user@localhost:$SUBMISSIONS_PORT
			password_command=cat $T/secret/$user
			ca_file=$CA_FILE
			${2:-}
		EOF
	)
	chmod 600 "$XDG_CONFIG_HOME/cmc/config"
}

watch_pid=
start_watch() {
	cmc watch >>"$T/log/watch" 2>&1 &
	watch_pid=$!
}

stop_watch() { # SIGTERM; gives the watcher's exit status
	[ -n "$watch_pid" ] || return 0
	kill "$watch_pid" 2>/dev/null
	wait "$watch_pid"
	local status=$?
	watch_pid=
	return "$status"
}

send_mail() { # send_mail USER RECIPIENT… <MAIL: by SMTP as another client of USER's would
	local user=$1
	shift
	msmtp --file=/dev/null --host=localhost --port="$SUBMISSIONS_PORT" --tls=on --tls-starttls=off \
		--tls-trust-file="$CA_FILE" --auth=plain --user="$user" --passwordeval="cat $T/secret/$user" \
		--from="$user@example.org" -- "$@"
}

send_mail_starttls() { # the same over the submission port
	local user=$1
	shift
	msmtp --file=/dev/null --host=localhost --port="$SUBMISSION_PORT" --tls=on --tls-starttls=on \
		--tls-trust-file="$CA_FILE" --auth=plain --user="$user" --passwordeval="cat $T/secret/$user" \
		--from="$user@example.org" -- "$@"
}
