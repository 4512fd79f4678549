#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cmc thread: parents by header and without, broken input, exit codes, valid JSON. It needs neither config nor store.
. "$(dirname "$0")/lib.sh"
need_cmc

threads=$SRCDIR/tests/corpus/threads

# "reply TAB parent" by file names; fails where a line is not what cmc-json(7) promises
parents() {
	cmc thread "$@" 2>/dev/null | python3 -c '
import json, os, sys
lines = [json.loads(line) for line in sys.stdin.buffer.read().decode("utf-8").splitlines()]
names = {line["message_id"]: os.path.basename(line["file"]) for line in lines if line["message_id"]}
for line in lines:
    assert line["v"] == 1 and set(line) == {"v", "file", "message_id", "parent", "confidence", "reason", "error"}, line
    assert (line["parent"] is None) == (line["confidence"] is None) and line["reason"], line
    if line["parent"]:
        print(os.path.basename(line["file"]), names.get(line["parent"], line["parent"]), sep="\t")' | sort
}
field() { python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())[sys.argv[1]])' "$1"; }

is "$(parents "$threads")" "$(sort "$threads/threads.tsv")" "each parent is found by its headers"
is "$(parents --without-references "$threads")" "$(sort "$threads/threads.tsv")" "and without them; strangers stay apart"
like "$(cmc thread "$threads/pumpe-2.eml" "$threads/pumpe-1.eml" | head -n 1)" '"confidence":"sure"' "a header is sure"
like "$(cmc thread --without-references "$threads"/pumpe-[12].eml | tail -n 1)" '"confidence":"probable"' "likeness is probable"
is "$(cmc thread "$threads/pumpe-2.eml" | field parent)" "<pumpe-1.2026@example.org>" "a parent that is not among the files is named"
is "$(cmc thread --without-references "$threads/pumpe-2.eml" | field parent)" None "but not without its header"

# -- a folder as it is
mkdir -p "$T/mail/cur" "$T/mail/new/deep"
cp "$threads/pumpe-1.eml" "$T/mail/cur/1:2,S"
cp "$threads/pumpe-2.eml" "$T/mail/new/deep/2"
ln -s .. "$T/mail/new/loop"
: >"$T/mail/cur/empty"
printf 'no mail at all' >"$T/mail/cur/noise"
mkfifo "$T/mail/cur/pipe"
is "$(cmc thread "$T/mail" | wc -l)" 6 "every file below has its line, links and pipes with an error"
is "$(parents "$T/mail")" "2	1:2,S" "folders are walked, and what is broken does not disturb"
is "$(cmc thread "$T/mail/cur/empty" "$threads/pumpe-1.eml" | field error)" empty "an empty file is said"
is "$(cmc thread "$T/gone" "$threads/pumpe-1.eml" | field error)" "cannot be read" "a missing one, too"
check "and the others are done" cmc thread "$T/gone" "$threads/pumpe-1.eml"
refuse "nothing could be read" 65 cmc thread "$T/gone" "$T/mail/cur/empty"
refuse "no file is a mistake" 64 cmc thread
refuse "so is an unknown option" 64 cmc thread --without "$threads"

# -- thousands, in little time
mkdir "$T/many"
python3 - "$T/many" <<'PY'
import sys
for i in range(4000):
    quoted = f"> Mail {i - 1} sagt dies und das und noch viel mehr dazu.\n" if i % 4 else ""
    with open(f"{sys.argv[1]}/{i:05}", "w", encoding="utf-8") as mail:
        mail.write(f"From: a{i % 7}@example.org\nTo: list@lists.example\nSubject: Re: Eines\nMessage-ID: <m{i}@example.org>\n"
                   f"Date: Mon, 23 Nov 2026 {i // 3600:02}:{i // 60 % 60:02}:{i % 60:02} +0000\n\n{quoted}\n"
                   f"Mail {i} sagt dies und das und noch viel mehr dazu.\n")
PY
is "$(timeout $((20 * ${CMC_PATIENCE:-1})) "$BUILDDIR/cmc" thread --without-references "$T/many" | wc -l)" 4000 "4,000 mails under one subject within 20 s"
done_testing
