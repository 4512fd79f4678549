#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The layers keep their distance: who includes whom, who knows which library, who may print.
SRCDIR=${CMC_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$SRCDIR/src" || exit 1

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

# What each layer may include besides itself.
declare -A sees=(
	[base]="" [model]="base" [store]="model base" [match]="model base" [mail]="model base" [net]="model base"
	[agent]="net mail model base" [app]="match mail store model base" [cmd]="app match mail store model base"
)
# Single headers beyond that: what the two programs share. The cage closes agents, and children that look at one mail.
declare -A also=([app]="agent/protocol.h agent/cage.h" [cmd]="agent/protocol.h")

foreign_includes() { # foreign_includes LAYER: lines that name a header of a layer it does not see
	local layer=$1 line header other
	grep -rnoE '^[[:space:]]*#[[:space:]]*include[[:space:]]+"[^"]+"' --include='*.[ch]' --include='*.cpp' "$layer" |
		while IFS= read -r line; do
			header=${line#*\"}
			header=${header%\"}
			case $header in config.h) continue ;; esac
			other=${header%%/*}
			case " $layer ${sees[$layer]} " in *" $other "*) [ "$other" != "$header" ] && continue ;; esac
			case " ${also[$layer]:-} " in *" $header "*) continue ;; esac
			echo "$line"
		done
}

for layer in base model store match mail net agent app cmd; do
	verdict "$layer includes only what it sees" "$(foreign_includes "$layer")"
done
verdict "there is no layer that this test does not know" "$(for dir in */; do
	[ -n "${sees[${dir%/}]+known}" ] || echo "$dir"
done)"

only() { # only LAYER PATTERN NAME: the library's headers occur nowhere else
	verdict "only $1 knows $3" "$(grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*<$2" --include='*.[ch]' \
		--include='*.cpp' . | grep -v "^\./$1/")"
}
only net 'libetpan/' libetpan
only net 'gnutls/' GnuTLS
only mail 'gmime/' GMime
only mail 'libical/' libical
only store 'sqlite3' SQLite
only base 'phonenumbers/' libphonenumber

# Strings and comments may say printf; calls may not. log.c is the one door to standard error. signs-make.c runs while cmc is
# built, and its output is a source.
verdict "nothing below cmd prints" "$(grep -rnE \
	'(^|[^_[:alnum:]])(printf|puts|putchar|perror|g_print|g_printerr|vprintf|fputs|fprintf|fputc|putc|fwrite)[[:space:]]*\(' \
	--include='*.c' --include='*.cpp' base model store match mail net agent app | grep -vE '^(base/log|mail/signs-make)\.c:')"

verdict "SQL is in store alone" "$(grep -rnE '"[[:space:]]*(SELECT .* FROM|INSERT INTO|UPDATE .* SET|DELETE FROM) ' \
	--include='*.[ch]' base model match mail net agent app cmd)"

verdict "every source says its licence" "$(find . -name '*.[ch]' -o -name '*.cpp' -o -name local.mk | while read -r file; do
	head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || echo "$file"
done)"

verdict "no file is longer than 500 lines" "$(find . -name '*.[ch]' -o -name '*.cpp' | xargs wc -l |
	awk '$2 != "total" && $1 > 500')"

verdict "tests that the documents name are there" "$(cd .. && grep -oE 'tests/(e2e|unit|fault|fuzz|corpus|bench)/[A-Za-z0-9_-]+(\.[a-z]+)*' \
	README.md SECURITY.md REALITY.md tests/fault/elsewhere | while IFS=: read -r document file; do
	[ -e "$file" ] || echo "$document: $file"
done)"

echo "1..$count"
exit $failed
