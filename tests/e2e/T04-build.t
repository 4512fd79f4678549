#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What "make install" puts where, that it works from there, and that the tarball is whole.
SRCDIR=${CMC_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
BUILDDIR=${CMC_BUILDDIR:-$SRCDIR/build}
[ -e "$BUILDDIR/Makefile" ] || { echo "1..0 # SKIP cmc is not built"; exit 0; }
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
unset MAKEFLAGS MAKELEVEL CMC_LIBEXEC CMC_DATADIR

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

make -C "$BUILDDIR" -s install DESTDIR="$T/root" prefix=/usr >"$T/install" 2>&1 || cat "$T/install"
installed=$(cd "$T/root" 2>/dev/null && find . -type f -o -type l | sed 's,^\.,,')
verdict "make install DESTDIR= puts everything below it" "$(for file in bin/cmc libexec/cmc/cmc-agent libexec/cmc/phone.so libexec/cmc/calendar.so libexec/cmc/mime.so \
	share/man/man1/cmc.1 share/man/man5/cmc.conf.5 share/man/man7/cmc-json.7 \
	share/cmc/templates/de/follow-up.txt share/cmc/templates/en/follow-up.txt \
	share/bash-completion/completions/cmc share/zsh/site-functions/_cmc share/fish/vendor_completions.d/cmc.fish share/locale/de/LC_MESSAGES/cmc.mo \
	lib/systemd/user/cmc-watch.service; do
	[ -s "$T/root/usr/$file" ] || echo "missing: /usr/$file"
done)"
verdict "and nothing else than programs, manual, data and the unit" "$(grep -vE \
	'^/usr/(bin/cmc$|libexec/cmc/|share/(man|cmc|locale|bash-completion|zsh|fish|doc)/|lib/systemd/user/)' <<<"$installed")"
verdict "the unit starts the program where it will lie" "$(grep -Eq '^ExecStart=/[^@]*/bin/cmc watch$' \
	"$T/root/usr/lib/systemd/user/cmc-watch.service" || cat "$T/root/usr/lib/systemd/user/cmc-watch.service")"
verdict "cmc does not know libetpan" "$(ldd "$T/root/usr/bin/cmc" | grep -E 'etpan|gnutls')"
verdict "and what it loads later, neither" "$(ldd "$T/root/usr/bin/cmc" | grep -E 'gmime|gumbo|json-glib|libgio|ical|phonenumber')"
verdict "the modules call nothing that is not there" "$(for module in "$T"/root/usr/libexec/cmc/*.so; do
	ldd -r "$module" | grep 'undefined symbol' | grep -vE 'symbol: __(asan|ubsan|lsan|sanitizer)'
done)"
verdict "both programs are position independent" "$(for program in bin/cmc libexec/cmc/cmc-agent; do
	readelf -h "$T/root/usr/$program" | grep -q 'Type:.*DYN' || echo "$program"
done)"
make -C "$BUILDDIR" -s uninstall DESTDIR="$T/root" prefix=/usr >/dev/null 2>&1
verdict "make uninstall takes all of it away" "$(cd "$T/root" && find . -type f -o -type l)"

if [ -e "$SRCDIR/.git" ]; then
	name=cmc-$(sed -n 's/^VERSION = //p' "$BUILDDIR/Makefile")
	make -C "$BUILDDIR" -s distdir >"$T/dist" 2>&1 || cat "$T/dist"
	mv "$BUILDDIR/$name" "$T/cmc-dist"
	verdict "the tarball holds every file of the repository" "$(cd "$SRCDIR" &&
		git -c safe.directory="*" ls-files | grep -vE '^\.(ci/|clang-format|gitignore|editorconfig)' | while read -r file; do
		[ -e "$T/cmc-dist/$file" ] || echo "not in EXTRA_DIST: $file"
	done)"
fi

echo "1..$count"
exit $failed
