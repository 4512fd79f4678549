#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# --from-mail: whom and what a mail on standard input is about, whoever wrote it.
. "$(dirname "$0")/lib.sh"
need_cmc
cmc_config anna

mail() { # mail FROM TO [ID]
	printf 'From: %s\nTo: %s\nMessage-ID: %s\nDate: %s\nSubject: x\n\ntext\n' "$1" "$2" "${3:-<1@example.org>}" "$(date -R)"
}
boris='Boris Beispiel <boris@example.org>'
anna='Anna <anna@example.org>'

like "$(mail "$boris" "$anna" | cmc contact add --from-mail --org Firma)" '^p1 +Boris Beispiel, Firma  boris@example.org' "a contact of its sender"
refuse "who is known is not added twice" 65 cmc contact add --from-mail < <(mail "Bob <BORIS@example.org>" "$anna")
like "$(mail "$boris" "$anna" | cmc call --from-mail --outcome reached --topic Kunst --next "+2d 10:00")" '^c1: Boris Beispiel, reached' "a call with its sender"
like "$(mail "$boris" "$anna" | cmc brief --from-mail)" '^Boris Beispiel, Firma' "the brief of its sender"
like "$(mail "$anna" "$anna, $boris" | cmc brief --from-mail)" '^Boris Beispiel, Firma' "of a mail of ours: its first recipient who is not we"
like "$(mail "$boris" "$anna" | cmc log --from-mail)" 'Kunst|reached' "the log"
like "$(mail "$boris" "$anna" | cmc move --from-mail +3d 11:00)" '^a1: Boris Beispiel, moved' "a move, with the time behind"
refuse "without a terminal nothing is asked" 64 cmc move --from-mail < <(mail "$boris" "$anna")
like "$(mail "$boris" "$anna" | cmc mail --from-mail --print)" '^To: .*boris@example.org' "the follow-up"
mail "$anna" "$boris" '<own@example.org>' >"$T/own"
refuse "a mail that is not known" 67 cmc why --from-mail <"$T/own"
refuse "a stranger" 67 cmc brief --from-mail < <(mail "Mallory <m@evil.example>" "$anna")
refuse "nobody" 65 cmc brief --from-mail < <(mail "$anna" "$anna")
refuse "no mail" 65 cmc brief --from-mail </dev/null
refuse "no such option where it means nothing" 64 cmc review --from-mail </dev/null

# -- hostile mails
esc=$(printf '\033')
# shellcheck disable=SC2016
name=$(printf '\033]0;pwned\007\033[31m$(touch pwned)`touch pwned` -rf;\n\ttouch pwned "'"'" | base64 -w0)
out=$(mail "=?utf-8?b?$name?= <eve@evil.example>" "$anna" | cmc contact add --from-mail 2>&1)
unlike "$out" "$esc" "no escape sequence of a name reaches the terminal"
unlike "$(cmc query eve)" "$esc" "nor later"
like "$(cmc query eve)" 'eve@evil.example' "the contact is there"
refuse "a name that is an option" 67 cmc brief --from-mail < <(mail '"--help" <-rf@evil.example>' "$anna")
python3 -c 'print("From: a@b.example\nTo: " + "a:"*50000 + "\n\nx")' >"$T/bomb"
refuse "a bomb of groups" 67 cmc brief --from-mail <"$T/bomb"
is "$(find . "$T" -name pwned)" "" "nothing was executed"
done_testing
