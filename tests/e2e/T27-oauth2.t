#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Log-in by token (Gmail and Microsoft 365 accept nothing else), IMAP and SMTP, against Dovecot's own oauth2 passdb; and a
# token that grows old while cmc runs.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
DOVECOT_EXTRA=$(dovecot_oauth2)
start_servers

cat >"$T/token" <<-EOF2
	#!/bin/sh
	# what pizauth or oama would do: prints the token that is valid now, and notes that it was asked
	echo asked >>$T/asked
	cat $T/current
EOF2
chmod 755 "$T/token"
oauth2_token anna >"$T/current"
cmc_config anna
sed -i "s#^password_command=.*#token_command=$T/token#" "$XDG_CONFIG_HOME/cmc/config"

check "sync logs in by token" cmc sync
like "$(cat "$T/log/dovecot")" 'Login: user=<anna>, method=(XOAUTH2|OAUTHBEARER)' "as Dovecot says"
cmc call "Boris Beispiel" --email boris@example.org --outcome reached --promise Plan >/dev/null
cmc mail boris --send >/dev/null
check "sync sends" cmc sync
check "the mail arrives" wait_for 20 has_mails boris INBOX 1
like "$(cat "$T/log/postfix")" 'sasl_method=(XOAUTH2|OAUTHBEARER), sasl_username=anna' "SMTP by token, as Postfix says"
is "$(mails anna Sent)" 1 "and lies in Sent"

oauth2_token anna -10 >"$T/current"
refuse "a token that is too old is refused" 77 cmc sync
oauth2_token boris >"$T/current"
refuse "another user's token is refused" 77 cmc sync
: >"$T/current"
refuse "no token" 77 cmc sync
oauth2_token anna >"$T/current"
check "a new one lets in" cmc sync

# the token grows old while the watcher runs: the next connection asks for a new one
oauth2_token anna 3 >"$T/current"
start_watch
check "the watcher logs in" wait_for 20 grep -q 'watch-start' "$T/log/watch"
sleep 4
oauth2_token anna >"$T/current"
stop_dovecot
start_dovecot
reply_to x@y n1 boris@example.org "Boris Beispiel" "Hallo" "Frage" | deliver anna
check "it comes back with a new token" wait_for 60 has_event boris note
[ "$(wc -l <"$T/asked")" -le 14 ]
ok $? "the token command is not hammered" || diag "$(wc -l <"$T/asked") times"
stop_watch
unlike "$(cat "$T/log/watch")" "$(cut -c1-20 "$T/current")" "no token in the log"
done_testing
