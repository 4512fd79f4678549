# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# mutt and neomutt on the private Dovecot, over TLS. The test sets CLIENT and sources lib.sh before.
. "$E2E_DIR/client.sh"
need_cmc
need_clients "$CLIENT" less

json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
events() { cmc log "$1" --json | json '" ".join(sorted(e["kind"] for e in d["events"]))'; }

client_config() { # client_config [MORE LINES]
	cat >"$T/editor" <<-EOF
		#!/bin/sh
		# the user's editor: writes a line of his own at the end
		sleep 0.2
		echo "I look forward to it. edited-by-hand" >>"\$1"
	EOF
	chmod 755 "$T/editor"
	cat >"$T/muttrc" <<-EOF
		set folder="imaps://anna@localhost:$IMAPS_PORT/" spoolfile="+INBOX" record="+Sent" postponed="+Drafts"
		set imap_user=anna imap_pass=secret-anna certificate_file="$CA_FILE" ssl_starttls=yes ssl_force_tls=yes
		set from="anna@example.org" realname="Anna Beispiel" use_from=yes editor="$T/editor"
		set sort=threads mail_check=2 timeout=3 sleep_time=0 beep=no header_cache="" abort_unmodified=no copy=yes
		set pipe_decode=yes wait_key=yes auto_tag=yes fast_reply=yes include=yes confirmappend=no
		source "$SRCDIR/plugin/mutt/cmc.muttrc"
		set sendmail="cmc sendmail -oem -oi" envelope_from=yes
		set query_command="cmc query -- %s"
		set my_cmc_fg=red my_cmc_bg=default
		${1:-}
	EOF
}

start_mutt() { start_client "$CLIENT -n -F '$T/muttrc'"; }

# From the compose menu. A text whose file was written in another second than the client's own mark is asked about.
send() {
	keys y
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		on_screen "Update encoding" && keys y
		on_screen "y:Send" || return 0
		sleep 0.2
	done
}

setting() { # setting NAME: as the running client says it
	text ":set ?$1"
	keys Enter
	sleep 0.5
	screen | grep -o "$1[ =].*" | head -n 1
}
