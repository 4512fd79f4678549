# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# aerc on the private Dovecot, over TLS, with all of plugin/aerc. After client.sh.

aerc_config() { # aerc's own configuration as it is installed, and ours as its comments say
	local aerc=$XDG_CONFIG_HOME/aerc
	mkdir -p -m 700 "$aerc/stylesets"
	cp /usr/share/aerc/{aerc,binds}.conf "$aerc/"
	cat "$SRCDIR/plugin/aerc/binds.conf" >>"$aerc/binds.conf"
	# a section that comes twice is one
	sed "s|^template-dirs.*|template-dirs = $SRCDIR/plugin/aerc/templates|" "$SRCDIR/plugin/aerc/aerc.conf" >>"$aerc/aerc.conf"
	{ cat /usr/share/aerc/stylesets/default; sed -n 's/^# *\(msglist_flagged\)/\1/p' "$SRCDIR/plugin/aerc/aerc.conf"; } >"$aerc/stylesets/default"
	sed -i "s|^#stylesets-dirs=.*|stylesets-dirs=$aerc/stylesets|" "$aerc/aerc.conf"
	cat >"$aerc/accounts.conf" <<-EOF
		[Work]
		source = imaps://anna:secret-anna@localhost:$IMAPS_PORT
		default = INBOX
		from = Anna Beispiel <anna@example.org>
		copy-to = Sent
		postpone = Drafts
		$(grep ^outgoing "$SRCDIR/plugin/aerc/accounts.conf")
	EOF
	chmod 600 "$aerc"/*.conf
}

start_aerc() { start_client "env -u NO_COLOR SSL_CERT_FILE=$CA_FILE EDITOR=$1 PAGER=less aerc"; } # start_aerc EDITOR

# aerc 0.14 draws what came from its own threads only with the next event: here the window gets a little wider or narrower.
width=100
redraw() { width=$((201 - width)) && tm resize-window -t client -x $width -y 30 2>/dev/null; }
on_screen() {
	screen | grep -qF -- "$1" && return
	redraw
	sleep 0.3
	screen | grep -qF -- "$1"
}
