# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What every end-to-end test begins with:  . "$(dirname "$0")/lib.sh"
#
# The test then runs as root in network, pid and mount namespaces of its own: its loopback is nobody else's, and whatever
# it starts dies with it. It speaks TAP. start_servers gives it the Dovecot and the Postfix of contrib/servers.sh in $T.
# A server that is missing is a SKIP at home and a failure where CI is set.

set -u

E2E_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SRCDIR=${CMC_SRCDIR:-$(cd "$E2E_DIR/../.." && pwd)}
BUILDDIR=${CMC_BUILDDIR:-$SRCDIR/build}

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
# process ids begin anew in each world, and faketime names what it shares by them
mount -t tmpfs -o mode=1777 tmpfs /dev/shm || diag "what faketime shares may meet that of other tests"

umask 022
T=$(mktemp -d "${TMPDIR:-/tmp}/cmc-e2e.XXXXXX") || exit 1
chmod 711 "$T" # the servers' own users must get through
mkdir -m 700 "$T/home"
unset IMAP_PORT IMAPS_PORT SMTP_PORT SUBMISSION_PORT SUBMISSIONS_PORT
. "$SRCDIR/contrib/servers.sh"

ip link set lo up || bail_out "no loopback"

export HOME=$T/home XDG_CONFIG_HOME=$T/home/config XDG_DATA_HOME=$T/home/data XDG_RUNTIME_DIR=$T/home/run \
	XDG_STATE_HOME=$T/home/state XDG_CACHE_HOME=$T/home/cache
export LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 PATH="$BUILDDIR:$PATH:/usr/sbin:/sbin"
export CMC_LIBEXEC=${CMC_LIBEXEC:-$BUILDDIR/libexec} CMC_DATADIR=${CMC_DATADIR:-$SRCDIR/contrib}
mkdir -m 700 "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
unset LANGUAGE MAIL EMAIL DBUS_SESSION_BUS_ADDRESS

end_test() {
	local status=$?
	trap - EXIT
	servers_stop
	if [ -n "${KEEP:-}" ]; then
		diag "kept: $T"
	else
		rm -rf "$T"
	fi
	exit "$status"
}
trap end_test EXIT
trap 'exit 143' TERM INT HUP

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

start_servers() {
	local missing
	missing=$(servers_missing) && skip_all "$missing is missing"
	servers_start 2>"$T/log/start" || bail_out "$(cat "$T/log/start")"
}

# ---- cmc ----

need_cmc() {
	[ -x "$BUILDDIR/cmc" ] || skip_all "cmc is not built (CMC_BUILDDIR=$BUILDDIR)"
	[ -x "$CMC_LIBEXEC/cmc-agent" ] || skip_all "cmc-agent is not built (CMC_LIBEXEC=$CMC_LIBEXEC)"
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
