#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cmc speaks German: every source that speaks is in po/POTFILES.in, de.po is complete, and the config or the locale chooses.
# To mend it: list the source, "make -C build/po update-po", translate what is new in po/de.po.
SRCDIR=${CMC_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
BUILDDIR=${CMC_BUILDDIR:-$SRCDIR/build}
[ -x "$BUILDDIR/cmc" ] || { echo "1..0 # SKIP cmc is not built"; exit 0; }
cd "$SRCDIR" || exit 1
export CMC_LIBEXEC=${CMC_LIBEXEC:-$BUILDDIR/libexec} CMC_DATADIR=${CMC_DATADIR:-$SRCDIR/contrib} TZ=UTC NO_COLOR=1
unset LANGUAGE LC_MESSAGES LANG
export LC_ALL=C.UTF-8
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
export HOME=$T XDG_CONFIG_HOME=$T/config XDG_DATA_HOME=$T/data CMC_LOCALEDIR=$T/locale

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
says() { # says NAME TEXT COMMAND…
	local out
	out=$("${@:3}" 2>&1 </dev/null)
	verdict "$1" "$(grep -qF -- "$2" <<<"$out" || printf 'wanted: %s\ngot: %s\n' "$2" "$out")"
}

# -- complete
verdict "po/POTFILES.in names every source that speaks" "$(diff <(grep -v '^#' po/POTFILES.in | sort) \
	<(grep -rlE '\b(_|N_|ngettext|P_)\(' src --include='*.c' --include='*.cpp' | sort) | sed -n 's/^>/missing:/p;s/^</too many:/p')"
grep -v '^#' po/POTFILES.in | xargs xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
	--keyword=P_:1,2 -o "$T/cmc.pot"
msgmerge -q -N -o "$T/merged.po" po/de.po "$T/cmc.pot"
verdict "de.po translates every message that there is" "$(msgattrib --untranslated --no-obsolete --no-wrap "$T/merged.po" |
	sed -n 's/^msgid /untranslated: /p' | grep -v '""$')"
verdict "nothing in it is fuzzy" "$(msgattrib --only-fuzzy --no-wrap po/de.po | sed -n 's/^msgid /fuzzy: /p' | grep -v '""$')"
verdict "nothing in it is left over" "$(msgattrib --only-obsolete --no-wrap "$T/merged.po" | sed -n 's/^#~ msgid /obsolete: /p')"
mkdir -p "$T/locale/de/LC_MESSAGES"
verdict "its formats fit" "$(msgfmt -c -o "$T/locale/de/LC_MESSAGES/cmc.mo" po/de.po 2>&1)"

# -- spoken
mkdir -m 700 "$T/config" "$T/config/cmc"
write_config() { # write_config [LANGUAGE]
	(umask 077; cat >"$T/config/cmc/config") <<-EOF
		[cmc]
		${1:+language=$1}

		[account work]
		address=anna@example.org
		imap=imaps://anna@localhost:1
		password_command=echo secret
	EOF
}
cmc() { "$BUILDDIR/cmc" "$@"; }
write_config de
says "language=de in the config" "Nichts ist fällig." cmc today
says "even in the bare C locale" "Nichts ist fällig." env LC_ALL=C "$BUILDDIR/cmc" today
says "a call is told in German" "eine Mail ist geschuldet: Preisliste" cmc call Eva --email eva@firm.example --outcome erreicht --promise Preisliste \
	--next "morgen 14:00"
says "and what it owes" "zugesagt: Preisliste" cmc today
says "the log names kinds and outcomes in German" "Telefonat    c1    erreicht" cmc log Eva
says "and states" "Termin       a1    vereinbart, " cmc log Eva
says "an error is told in German" "mit »Udo« ist kein Anruf vereinbart" sh -c \
	'"$0" contact add Udo --email udo@firm.example && "$0" cancel Udo' "$BUILDDIR/cmc"
says "a time that is not understood is answered with German examples" "wie etwa »morgen 14:00«" cmc move Eva "irgendwann"
says "what a field must not hold is named in German" "Name enthält ein Steuerzeichen" cmc contact add $'U\edo'
write_config en
says "language=en wins over a German locale" "promised: Preisliste" env LANGUAGE=de "$BUILDDIR/cmc" today
write_config
says "without it the locale chooses" "zugesagt: Preisliste" env LANGUAGE=de "$BUILDDIR/cmc" today
says "help follows the locale" "Befehle:" env LANGUAGE=de "$BUILDDIR/cmc" --help
says "and is English without one" "Commands:" cmc --help
if localedef -i de_DE -f UTF-8 "$T/de_DE.UTF-8" 2>/dev/null; then
	says "LANG=de_DE.UTF-8" "zugesagt: Preisliste" env -u LC_ALL LOCPATH="$T" LANG=de_DE.UTF-8 "$BUILDDIR/cmc" today
fi

echo "1..$count"
exit $failed
