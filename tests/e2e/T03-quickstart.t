#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# contrib/quickstart plays its round, leaves nothing behind, not even when it is interrupted, and --keep keeps what it says.
. "$(dirname "$0")/lib.sh"
need_cmc
missing=$(servers_missing) && skip_all "$missing is missing"

export TMPDIR=$T/tmp CMC_BUILDDIR=$BUILDDIR
mkdir -m 711 "$TMPDIR"
quickstart() { "$SRCDIR/contrib/quickstart" "$@"; }
left() { find "$TMPDIR" -mindepth 1 -maxdepth 1; }
servers() { # what still runs of its servers and watcher, zombies aside
	ps -eo stat=,args= | grep -E '(dovecot|master -w|cmc watch|cmc-agent)' | grep -vE '^Z|grep'
}
none() { [ -z "$("$@")" ]; }

# -- the whole round, and what --keep leaves
out=$(quickstart --keep 2>&1)
is $? 0 "the round is played to its end" || diag "$out"
like "$out" '^ +mail owed +Boris Beispiel +promised: the price list' "first the mail is owed"
like "$out" '^ +call later +Boris' "and the call comes later"
like "$out" '^ +o1 +done ' "the follow-up is sent"
like "$out" 'hdr.references: <call\.c1\.' "its copy in Sent names the call"
like "$out" '^ +call now +Boris' "at the agreed time the call leads"
like "$out" '^ +replied +Boris' "and the answer is shown"
like "$out" 'flags: .*\\Flagged.*cmc-due' "Dovecot shows the star and the keyword"
like "$out" 'hdr.subject: Call: Boris Beispiel' "and the card"
like "$out" 'the agreed call a1: kept' "the second call is kept"
like "$out" '^ +cmc setup' "the way to a real account is told"
unlike "$out" $'\033' "no escape sequence where there is no terminal"

folder=$(left)
muttrc=$(sed -n 's/.*mutt -F //p' <<<"$out")
is "$muttrc" "$folder/muttrc" "the mutt command is told"
is "$(stat -c %a "$muttrc")" 600 "its file, which holds a password, is nobody else's"
screen=$(TERM=xterm timeout 30 script -qec "mutt -F $muttrc -e 'push <exit>'" /dev/null </dev/null 2>&1)
like "$screen" 'Boris Beispiel.*Re: access control' "mutt opens the mailbox without a question"
out=$(. "$folder/env" && cmc today 2>&1)
is "$(head -n 1 <<<"$out")" "Nothing is due." "cmc looks at the stage that is left"
refuse "a folder that is none of ours is not touched" 65 quickstart --stop "$T"
check "--stop" quickstart --stop "$folder"
check "nothing runs any more" wait_for 10 none servers
is "$(left)" "" "and nothing is left"

# -- Ctrl-C in the middle
env --default-signal=INT "$SRCDIR/contrib/quickstart" >"$T/log/interrupted" 2>&1 &
pid=$!
check "it has begun" wait_for 60 grep -q '^== Boris answers' "$T/log/interrupted"
kill -INT "$pid"
wait "$pid"
is $? 130 "Ctrl-C ends it"
check "then nothing runs any more" wait_for 10 none servers
is "$(left)" "" "and nothing is left"

# -- a failure in the middle
mkdir "$T/bin"
printf '#!/bin/sh\nexit 1\n' >"$T/bin/msmtp"
chmod 755 "$T/bin/msmtp"
out=$(PATH=$T/bin:$PATH quickstart 2>&1)
is $? 70 "a failure ends it"
like "$out" 'this failed: boris_answers' "and says at what"
check "then nothing runs either" wait_for 10 none servers
is "$(left)" "" "and nothing is left"

refuse "unknown arguments are refused" 64 quickstart --frobnicate
done_testing
