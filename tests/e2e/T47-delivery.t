#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cmc filter in procmail, maildrop, fdm, notmuch and Dovecot Sieve, with the examples of contrib/delivery: each passes the
# same bytes, each records the reply, none loses a mail of which the parser dies.
. "$(dirname "$0")/lib.sh"
. "$E2E_DIR/client.sh"
need_cmc
need_clients procmail maildrop fdm notmuch cc
[ -e /usr/lib/dovecot/modules/lib90_sieve_plugin.so ] || skip_all "Dovecot's Sieve is missing"
json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }

# Dovecot runs its scripts as the mail's owner: so does everything here. The program must be where he may read it.
mkdir -p "$T/prog" "$T/own" "$T/bin" "$T/filter-bin" "$T/execute-bin"
cp -r "$BUILDDIR/cmc" "$T/prog/"
cp -rL "$CMC_LIBEXEC" "$T/prog/libexec"
chmod -R a+rX "$T/prog"
cat >"$T/bin/cmc" <<EOF
#!/bin/sh
export HOME=$T/own XDG_CONFIG_HOME=$T/own/config XDG_DATA_HOME=$T/own/data CMC_LIBEXEC=$T/prog/libexec CMC_DATADIR=$CMC_DATADIR
[ ! -e $T/own/poison ] || export LD_PRELOAD=$T/prog/poison.so
exec $T/prog/cmc "\$@"
EOF
chmod 755 "$T/bin/cmc"
PATH=$T/bin:$PATH
cc -shared -fPIC -o "$T/prog/poison.so" "$E2E_DIR/poison.c" -ldl || bail_out "no poison"
for kind in filter execute; do
	cp "$SRCDIR/contrib/delivery/sieve-$kind" "$T/$kind-bin/cmc"
	sed -i "s|^PATH=[^ ]*|PATH=$T/bin:/usr/bin:/bin|" "$T/$kind-bin/cmc"
	chmod 755 "$T/$kind-bin" "$T/$kind-bin/cmc"
	cp "$SRCDIR/contrib/delivery/cmc.sieve" "$SRCDIR/contrib/delivery/cmc-sent.sieve" "$T/"
done
chmod 755 "$T/bin" "$T/prog" "$T/own"
chmod 1777 "$T"

DOVECOT_EXTRA="
mail_plugin_dir = /usr/lib/dovecot/modules
protocol lda {
  mail_plugins = sieve
}
protocol imap {
  mail_plugins = imap_sieve
}
plugin {
  sieve_plugins = sieve_imapsieve sieve_extprograms
  sieve_global_extensions = +vnd.dovecot.filter +vnd.dovecot.execute
  sieve_filter_bin_dir = $T/filter-bin
  sieve_execute_bin_dir = $T/execute-bin
  sieve_before = $T/cmc.sieve
  imapsieve_mailbox1_name = Sent
  imapsieve_mailbox1_causes = APPEND COPY
  imapsieve_mailbox1_before = file:$T/cmc-sent.sieve
}"
# a sanitizer needs more address space than Dovecot gives the programs that it runs
[ -z "${CMC_SANITIZED:-}" ] || DOVECOT_EXTRA="$DOVECOT_EXTRA
default_vsz_limit = 0"
start_servers
cmc_config anna
mkdir -p "$T/own/config" "$T/own/data"
cp -r "$XDG_CONFIG_HOME/cmc" "$T/own/config/"
chown -R nobody:nogroup "$T/own"
chmod 700 "$T/own/config" "$T/own/config/cmc" "$T/own/data"

own() { setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$T/own" XDG_CONFIG_HOME="$T/own/config" XDG_DATA_HOME="$T/own/data" "$@"; }
replies() { own cmc log boris --json | json 'sum(e["kind"] == "reply" for e in d["events"])'; }
reply() { # reply ID [MORE TEXT]
	printf 'From: Boris Beispiel <boris@example.org>\nTo: anna@example.org\nSubject: Re: as agreed\nMessage-ID: <%s@example.org>\nIn-Reply-To: %s\nDate: %s\n\nFrom here on: thank you.\n.\n%s\n\ttabs  \n' \
		"$1" "$thread" "$(date -R)" "${2:+$2
}"
}
own cmc call "Boris Beispiel" --email boris@example.org --outcome reached --topic gate >/dev/null
thread=$(own cmc mail boris --print | tr -d '\r' | sed -n 's/^References: //p')
like "$thread" '^<call' "the call's thread is known"

# The examples add tags; without them not a byte may differ.
untagged() { sed 's/ --tag//' "$SRCDIR/contrib/delivery/$1"; }
box() { mkdir -p "$T/own/$1/new" "$T/own/$1/cur" "$T/own/$1/tmp"; chown -R nobody:nogroup "$T/own/$1"; echo "$T/own/$1"; }

# r: procmail itself would add an empty line at the end
deliver_raw=$(printf ':0 r\n%s/\n' "$(box procmail)")
{ printf 'PATH=%s\nSHELL=/bin/sh\n' "$PATH"; untagged procmailrc; echo "$deliver_raw"; } >"$T/own/procmailrc"
{ printf 'PATH="%s"\nSHELL="/bin/sh"\n' "$PATH"; untagged mailfilter; printf 'to "%s"\n' "$(box maildrop)"; } >"$T/own/mailfilter"
{ printf 'set no-received\nset lock-file "%s/own/fdm.lock"\naccount "in" stdin\n' "$T"; untagged fdm.conf
	printf 'action "keep" maildir "%s"\nmatch all action "keep"\n' "$(box fdm)"; } >"$T/own/fdm.conf"
chown nobody:nogroup "$T"/own/*rc "$T/own/mailfilter" "$T/own/fdm.conf"; chmod 600 "$T"/own/*rc "$T/own/mailfilter" "$T/own/fdm.conf"
mkdir -p "$T/own/mail"; box mail >/dev/null
printf '[database]\npath=%s\n[user]\nname=Anna\nprimary_email=anna@example.org\n[new]\ntags=new\n' "$T/own/mail" >"$T/own/notmuch"
mkdir -p "$T/own/mail/.notmuch/hooks"; cp "$SRCDIR/plugin/notmuch/post-new" "$T/own/mail/.notmuch/hooks/"
chown -R nobody:nogroup "$T/own/mail" "$T/own/notmuch"
own notmuch --config="$T/own/notmuch" new --quiet

through_procmail() { own procmail -p "$T/own/procmailrc" <"$1"; }
through_maildrop() { (cd "$T/own" && own maildrop "$T/own/mailfilter") <"$1"; }
through_fdm() { own fdm -q -f "$T/own/fdm.conf" -a in fetch <"$1"; }
through_notmuch() { (own cmc filter --soft | own notmuch --config="$T/own/notmuch" insert) <"$1"; }
through_sieve() { deliver anna boris@example.org <"$1"; }

newest() { # newest NAME: the file that was delivered last
	case $1 in
	notmuch) find "$T/own/mail/new" "$T/own/mail/cur" -type f -newer "$T/stamp" ;;
	sieve) find "$T/mail/anna" -path '*maildir/new/*' -newer "$T/stamp" ;;
	*) find "$T/own/$1/new" -type f -newer "$T/stamp" ;;
	esac | tail -n 1
}
# Dovecot's delivery agent itself puts Return-Path and Delivered-To in front.
as_it_came() { case $1 in sieve) sed -e '/^Return-Path: /d' -e '/^Delivered-To: /d' ;; *) cat ;; esac; }

hostile() { # hostile ID: an answer whose name, subject and ids would run, or write to a terminal, where somebody let them
	# shellcheck disable=SC2016
	printf 'From: "-rf $(touch pwned)`touch pwned`;touch pwned" <boris@example.org>\nTo: anna@example.org\nSubject: $(touch pwned)`touch pwned`";touch pwned;'"'"' \033]0;pwned\007\n\t|touch pwned -rf\nMessage-ID: <%s`touch$IFS"pwned"`@example.org>\nIn-Reply-To: %s\nDate: %s\n\n`touch pwned` \033]0;pwned\007\n' \
		"$1" "$thread" "$(date -R)"
}
n=0
for name in procmail maildrop fdm notmuch sieve; do
	before=$(replies)
	reply "$name" >"$T/in"; touch -d '1 second ago' "$T/stamp"
	check "$name takes it" "through_$name" "$T/in"
	file=$(newest "$name")
	[ -n "$file" ] && as_it_came "$name" <"$file" | cmp -s - "$T/in"
	ok $? "$name: byte-identical" || diag "$(as_it_came "$name" <"${file:-/dev/null}" | diff - "$T/in")"
	is "$(replies)" $((before + 1)) "$name: the reply is recorded"

	before=$(replies)
	hostile "hostile-$name" >"$T/in"; sleep 1; touch -d '1 second ago' "$T/stamp"; sleep 0.1
	"through_$name" "$T/in" >"$T/log/hostile-$name" 2>&1
	file=$(newest "$name")
	[ -n "$file" ] && as_it_came "$name" <"$file" | cmp -s - "$T/in"
	ok $? "$name: a hostile mail is byte-identical, too" || diag "$(as_it_came "$name" <"${file:-/dev/null}" | diff - "$T/in")"
	is "$(replies)" $((before + 1)) "$name: and recorded"
	is "$(grep -c $'\033' "$T/log/hostile-$name")" 0 "$name: no escape sequence was told"

	before=$(($(replies) - 1))
	touch "$T/own/poison"
	reply "poison-$name" "X-Poison: abort" | sed "1i Content-Disposition: inline" >"$T/in"; sleep 1; touch -d '1 second ago' "$T/stamp"; sleep 0.1
	"through_$name" "$T/in" >"$T/log/$name" 2>&1
	file=$(newest "$name")
	[ -n "$file" ] && as_it_came "$name" <"$file" | cmp -s - "$T/in"
	ok $? "$name: a mail of which the parser dies is delivered as it was" || diag "$(cat "$T/log/$name")"
	is "$(replies)" $((before + 1)) "$name: and not recorded"
	rm -f "$T/own/poison"
done

# -- with tags
{ printf 'PATH=%s\nSHELL=/bin/sh\n' "$PATH"; cat "$SRCDIR/contrib/delivery/procmailrc"; echo "$deliver_raw"; } >"$T/own/procmailrc"
reply tagged >"$T/in"; sleep 1; touch -d '1 second ago' "$T/stamp"; through_procmail "$T/in"
is "$(head -n 3 "$(newest procmail)" | tr '\n' ' ')" "X-CMC-Kind: human X-CMC-Contact: p1 X-CMC-Call: c1 " "procmail: tags to sort by"

# -- imapsieve on Sent: any client's copy is linked on the server
own cmc call boris --outcome reached --promise "price list" >/dev/null
cat >"$T/append.py" <<-EOF
	import imaplib, ssl, sys
	context = ssl.create_default_context(cafile="$CA_FILE")
	box = imaplib.IMAP4_SSL("localhost", $IMAPS_PORT, ssl_context=context)
	box.login("anna", "secret-anna")
	print(box.append("Sent", "", None, sys.stdin.buffer.read().replace(b"\n", b"\r\n")))
	box.logout()
EOF
# not behind a pipe: the shell there would count for itself
check "a client files its copy in Sent" python3 "$T/append.py" < <(printf 'From: anna@example.org\nTo: boris@example.org\nSubject: price list\nMessage-ID: <sent1@example.org>\nDate: %s\n\nAs promised: the price list.\n' "$(date -R)")
check "it is linked on the server" wait_for 10 eval 'own cmc log boris --json | grep -q "sent1@example.org"'
like "$(own cmc log boris --json)" '"kind":"follow-up"' "as a follow-up"

# -- notmuch: tags
own cmc call boris --outcome reached --at "$(date -d '3 hours ago' '+%F %H:%M') UTC" --next "$(date -d '1 hour ago' '+%F %H:%M') UTC" >/dev/null
nm() { own notmuch --config="$T/own/notmuch" "$@"; }
nm tag -new -- tag:new
reply new-by-sync >"$T/in"; cp "$T/in" "$T/own/mail/new/1.sync"; chown nobody "$T/own/mail/new/1.sync"
before=$(replies)
check "notmuch new runs the hook" own notmuch --config="$T/own/notmuch" new --quiet
is "$(replies)" $((before + 1)) "a mail that was only synchronised is recorded"
is "$(nm count tag:cmc-replied)" 1 "the newest answer is tagged cmc-replied"
is "$(nm count tag:cmc-due)" "$(nm count from:boris@example.org)" "mail of who is due is tagged cmc-due"
sleep 1.1 # an answer in the second of the call came after it
own cmc call boris --outcome reached >/dev/null
nm new --quiet
is "$(nm search tag:cmc-due or tag:cmc-replied)" "" "after the call both are gone"
like "$(own cmc log boris --json)" 'touch pwned' "the hostile subjects are in the log"
is "$(own cmc log boris | grep -c $'\033')" 0 "without an escape sequence"
is "$(find "$T" "$PWD" -name 'pwned*' -not -path "$PWD/.git/*" 2>/dev/null)" "" "no hook executed any of it"
check "the store is sound" own cmc check
done_testing
