#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Our public holidays against those of python3-holidays: each state of Germany and Austria, 2024 to 2032. A day that only one
# side has must stand in the table of what was decided after the packaged version, with the law.
SRCDIR=${CMC_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
BUILDDIR=${CMC_BUILDDIR:-$SRCDIR/build}
skip() {
	if [ -n "${CI:-}" ]; then
		printf '1..1\nnot ok 1 - cannot be skipped in CI: %s\n' "$1"
		exit 1
	fi
	echo "1..0 # SKIP $1"
	exit 0
}
DAYS=$BUILDDIR/tests/e2e/holiday-days
[ -x "$DAYS" ] || skip "holiday-days is not built (make check builds it)"
python=
for each in /usr/bin/python3 python3; do # Debian's package is for Debian's Python
	"$each" -c 'import holidays' 2>/dev/null && python=$each && break
done
[ -n "$python" ] || skip "python3-holidays is missing"

exec "$python" - "$DAYS" "$SRCDIR/contrib/holidays" <<'EOF'
import subprocess
import sys

import holidays

FIRST, LAST = 2024, 2032
GERMANY = "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH".split()
AUSTRIA = "1 2 3 4 5 6 7 8 9".split()
# What the acts say and versions of the package before them do not know.
LATER = {("DE", "MV", f"{year}-03-08") for year in range(2023, LAST + 1)}  # FTG M-V, section 2, since 2023
LATER |= {("DE", "BE", "2025-05-08"), ("DE", "BE", "2028-06-17")}  # Berlin: single days by act


def theirs(country, state, year):
    make = getattr(holidays, country)
    try:
        return {day.isoformat() for day in make(subdiv=state, years=year)}
    except TypeError:  # before 0.14
        return {day.isoformat() for day in make(prov=state, years=year)}


def ours(file, state):
    out = subprocess.run([sys.argv[1], f"{sys.argv[2]}/{file}.txt", state, str(FIRST), str(LAST)],
                         capture_output=True, text=True, check=True).stdout
    return {line.split("\t")[0] for line in out.splitlines()}


count, failed = 0, 0
for file, country, states in ("DE", "Germany", GERMANY), ("AT", "Austria", AUSTRIA):
    for state in states:
        known = ours(file, state)
        wanted = {day for year in range(FIRST, LAST + 1) for day in theirs(country, state, year)}
        missing = sorted(wanted - known)
        alone = sorted(day for day in known - wanted if (file, state, day) not in LATER)
        untold = sorted(day for (where, which, day) in LATER
                        if (where, which) == (file, state) and f"{FIRST}" <= day[:4] and day not in known)
        count += 1
        good = not (missing or alone or untold) and len(known) >= 9 * (LAST - FIRST + 1)
        failed += not good
        print(f"{'ok' if good else 'not ok'} {count} - {file}-{state}: {len(known)} days of {FIRST}-{LAST}")
        if not good:
            print(f"# missing: {missing}\n# only ours: {alone}\n# by act, not ours: {untold}")
print(f"1..{count}")
sys.exit(failed > 0)
EOF
