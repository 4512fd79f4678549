#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual is what the program is: each command has its page and its row in cmc(1), pages and --help name the same
# options, cmc.conf(5) and cmc-json(7) name all keys and fields, and the pages are well formed.
SRCDIR=${CMC_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
BUILDDIR=${CMC_BUILDDIR:-$SRCDIR/build}
[ -x "$BUILDDIR/cmc" ] || { echo "1..0 # SKIP cmc is not built"; exit 0; }
export LC_ALL=C.UTF-8
cd "$SRCDIR" || exit 1

count=0
failed=0
verdict() { # verdict NAME OFFENCES: passes when there are none
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
		failed=1
	fi
}

# Long options as --word, those of one letter as -x. The global ones are cmc(1)'s.
global='--(config|account|json|quiet|verbose|version|help)$'
of_help() { # of_help [COMMAND]
	"$BUILDDIR/cmc" ${1:+"$1"} --help | sed -n 's/^  \(-., \)\{0,1\}--\([a-z][a-z-]*\).*/--\2/p; s/^  -., --\([a-zA-Z]\)[= ].*/--\1/p' |
		sed 's/^--\(.\)$/-\1/' | sort -u
}
of_page() { # of_page PAGE: the options in the tags of its OPTIONS
	sed 's/\\-/-/g; s/\\f.//g' "$1" | awk '/^\.SH/ { inside = /OPTIONS/ } inside && tag && /--?[a-zA-Z]/ { print } { tag = /^\.(TP|TQ)/ }' |
		grep -oE '(^|[^-a-zA-Z])--?[a-zA-Z][a-z-]*' | grep -oE -- '--?[a-zA-Z][a-z-]*' | sort -u
}

mapfile -t commands < <("$BUILDDIR/cmc" --help | sed -n '/^  cmc /d;s/^  \([a-z][a-z-]*\) .*/\1/p')
verdict "cmc --help names its commands" "$([ "${#commands[@]}" -ge 19 ] || echo "only: ${commands[*]}")"
for command in "${commands[@]}"; do
	page=man/cmc-$command.1
	if [ ! -e "$page" ]; then
		verdict "cmc-$command(1)" "there is no $page"
		continue
	fi
	verdict "cmc-$command(1) and \"cmc $command --help\" name the same options" "$({
		comm -23 <(of_help "$command" | grep -vE -- "$global") <(of_page "$page") | sed 's/^/only in --help: /'
		comm -13 <(of_help "$command") <(of_page "$page") | grep -vE -- '^-.$' | sed 's/^/only in the page: /'
	})"
done
verdict "cmc(1) and \"cmc --help\" name the same options" "$({
	comm -23 <(of_help) <(of_page man/cmc.1) | sed 's/^/only in --help: /'
	comm -13 <(of_help) <(of_page man/cmc.1) | grep -vE '^-.$' | sed 's/^/only in the page: /'
})"
verdict "cmc(1) has a row for each command" "$(for command in "${commands[@]}"; do
	sed 's/\\-/-/g' man/cmc.1 | grep -qE "^\.BR cmc-$command \(1\)" || echo "no \".BR cmc-$command (1)\""
done)"
verdict "each page belongs to a command" "$(for page in man/cmc-*.1; do
	command=${page#man/cmc-}
	printf '%s\n' "${commands[@]}" | grep -qx "${command%.1}" || echo "$page"
done)"
verdict "each page is installed" "$(for page in man/*.[1-9]; do
	grep -qF "$page" man/local.mk || echo "not in man/local.mk: $page"
done)"
verdict "cmc.conf(5) names the keys that the program takes" "$({
	diff <(sed -n 's/^	{"\([a-z_]*\)", TYPE_.*/\1/p' src/app/config-value.c | sort) \
		<(awk '/^\.SH/ { inside = /SECTION/ } inside && tag { print $2 } { tag = /^\.TP/ }' man/cmc.conf.5 | sort)
} | sed -n 's/^</not in the page:/p;s/^>/not in the program:/p')"
verdict "cmc-json(7) names every field" "$(grep -hoE 'json_(text|id|time|bool|int|list|contact)\([a-z>.-]+, "[a-z_]+"|set_member_name\(json, "[a-z_]+"' \
	src/cmd/*.c | sed 's/.*"\(.*\)"/\1/' | sort -u | while read -r field; do
	[ "$field" = v ] || grep -qw -- "$field" man/cmc-json.7 || echo "$field"
done)"
if command -v mandoc >/dev/null; then
	verdict "mandoc has nothing to say against the pages" "$(for page in man/*.[1-9]; do mandoc -T lint -W warning "$page"; done 2>&1)"
fi
verdict "references lead somewhere" "$(sed 's/\\-/-/g' man/*.[1-9] | grep -oE '\bcmc(-[a-z]+|\.conf)? \([157]\)' | sort -u |
	sed 's/ (\(.\))/.\1/' | while read -r page; do
	[ -e "man/$page" ] || echo "man/$page"
done)"

echo "1..$count"
exit $failed
