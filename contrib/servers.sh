# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# A real Dovecot and a real Postfix in one folder, for contrib/quickstart and for tests/e2e. To be sourced, with T set to
# a folder of its own that the servers' users may pass (mode 711); needs root. servers_start brings up
#   IMAP    localhost:$IMAP_PORT (STARTTLS), localhost:$IMAPS_PORT
#   SMTP    localhost:$SMTP_PORT; $SUBMISSION_PORT (STARTTLS) and $SUBMISSIONS_PORT with log-in
#   users   those of $USERS, in every domain of $DOMAINS; user NAME's password is secret-NAME
#   CA      $CA_FILE, made for this folder
# and servers_stop ends them by the pids that they wrote themselves.

IMAP_PORT=${IMAP_PORT:-10143} IMAPS_PORT=${IMAPS_PORT:-10993} SMTP_PORT=${SMTP_PORT:-10025}
SUBMISSION_PORT=${SUBMISSION_PORT:-10587} SUBMISSIONS_PORT=${SUBMISSIONS_PORT:-10465}
USERS=${USERS:-anna aline boris carla dora}
DOMAINS="example.org example.net"
MAIL_FORMAT=${MAIL_FORMAT:-maildir} # or sdbox
UID_FIRST=${UID_FIRST:-} # a uid of its own for each user, from here on; else all mail is nobody's
CA_FILE=$T/tls/ca.pem
mkdir -p "$T/log"
mkdir -p -m 700 "$T/secret"

# CMC_PATIENCE=N: N times as long, for programs that are watched by valgrind or sanitizers
wait_for() { # wait_for SECONDS COMMAND…: until the command passes; 1 when it never did
	local end=$((SECONDS + $1 * ${CMC_PATIENCE:-1}))
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
	local user uid=${UID_FIRST:-} override="uid=nobody gid=nogroup "
	[ -n "$uid" ] && override=
	mkdir -p "$T/dovecot" "$T/mail"
	chown nobody:nogroup "$T/mail"
	for user in $USERS; do
		echo "$user:{PLAIN}secret-$user:$uid:$uid::::"
		[ -n "$uid" ] && mkdir -p "$T/mail/$user" && chown "$uid:$uid" "$T/mail/$user" && uid=$((uid + 1))
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
		  override_fields = ${override}home=$T/mail/%u
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

# A child that is just starting is not told by its master (Dovecot 2.3: "too early to signal it") and would serve on: the
# master's group is ended, too. A child may hold the listening socket a moment longer than its master lives.
stop_dovecot() {
	local master
	master=$(tr -dc 0-9 2>/dev/null <"$T/dovecot/run/master.pid")
	stop_pid_file "$T/dovecot/run/master.pid"
	[ -z "$master" ] || kill -- "-$master" 2>/dev/null
	wait_for 10 port_closed "$IMAPS_PORT"
}

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

servers_missing() { # names the first program that is missing; fails when none is
	local program
	for program in dovecot doveadm postfix openssl /usr/lib/dovecot/lmtp; do
		command -v "$program" >/dev/null || { echo "$program" && return 0; }
	done
	return 1
}

servers_start() { # says on standard error which one did not start
	make_ca ca && make_cert server ca "DNS:localhost,DNS:mail.example.org,IP:127.0.0.1" ||
		{ echo "no certificates" >&2 && return 1; }
	dovecot_config server "${DOVECOT_EXTRA:-}"
	postfix_config server "${POSTFIX_EXTRA:-}"
	start_dovecot || { echo "Dovecot does not start" >&2 && return 1; }
	start_postfix || { echo "Postfix does not start" >&2 && return 1; }
}

servers_stop() {
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

# ---- clients of them ----

cmc_config() { # cmc_config [USER [EXTRA account lines]]: one account 'work' on the servers of this test
	local user=${1:-anna}
	mkdir -p -m 700 "$XDG_CONFIG_HOME/cmc"
	(
		umask 077
		cat >"$XDG_CONFIG_HOME/cmc/config" <<-EOF
			[cmc]
			region=DE
			timezone=${CMC_TIMEZONE:-Europe/Berlin}
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
