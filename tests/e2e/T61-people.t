#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What people may ask: not to be called, not to be mailed, to be forgotten, to be told what is known. And how people come
# in and go out: vCard and CSV.
. "$(dirname "$0")/lib.sh"
need_cmc
IMAPS_PORT=1 SUBMISSIONS_PORT=1 CA_FILE=/etc/ssl/certs/ca-certificates.crt
cmc_config anna
sed -i "s|^language=en|&\ncalendar_file=$XDG_DATA_HOME/cmc/calls.ics|" "$XDG_CONFIG_HOME/cmc/config"

json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
people() { cmc contact list --json | json 'len(d["contacts"])'; }
canary() { grep -rlaE "$1" "$XDG_DATA_HOME"; } # which files hold it

# -- do-not-call, do-not-mail
cmc call "Boris Beispiel" --email boris@example.org --phone "030 1234567" --topic Zugang --promise Preise --next "+9d 10:00" \
	>/dev/null 2>&1
check "block calls only" cmc block boris --calls
refuse "a call is refused" 77 cmc call boris
refuse "and one that is to begin" 77 cmc call boris --start
check "their own call is not" cmc call boris --inbound
is "$(cmc log boris --json | json '[e["appointment"]["state"] for e in d["events"] if e["kind"]=="appointment"][-1]')" \
	cancelled "the agreed call is off"
check "he may be mailed" cmc mail boris --print
no_date() { cmc today --json | json '[i["contact"]["name"] for i in d["items"] if i["kind"] == "no-date"]'; }
cmc call boris --inbound --outcome reached >/dev/null
is "$(no_date)" "[]" "no second call is missed, though he rang"
unlike "$(cmc brief boris)" 'right person, and what' "nor does the brief say how to begin one"
like "$(cmc block boris --calls --lift)" 'may be called again' "calls alone are lifted, and said so"
is "$(no_date)" "['Boris Beispiel']" "then a second call is missed"
cmc call boris --outcome wrong-person >/dev/null
is "$(no_date)" "[]" "not with the wrong person"
cmc block boris --calls >/dev/null
check "block mails, too" cmc block boris --mails
refuse "now a mail is refused" 77 cmc mail boris --print
check "lifted" cmc block boris --lift
check "mailed again" cmc mail boris --print
check "called again" cmc call boris --outcome no-answer
check "blocked again" cmc block boris
like "$(cmc brief boris)" 'NOT to be called' "the brief says so"
cmc contact edit boris --note "prefers the morning" >/dev/null
like "$(cmc contact show boris | tr '\n' ' ')" 'NOT to be called.*NOT to be mailed.*prefers the morning' "so does contact show, with the note"

# -- forgotten, and still blocked
cmc call boris --inbound --note "canaryword in a note" --consent "yes, canaryconsent" --next "+8d 11:00" >/dev/null 2>&1
like "$(cmc log boris)" 'canaryconsent' "a consent is in the log, in its words"
cmc sync >/dev/null 2>&1 # no server: the agreed calls are written nevertheless
like "$(canary 'canaryword|canaryconsent|boris@example')" 'cmc.db' "the store knows him"
like "$(canary Boris)" 'calls.ics' "so does the calendar file"
check "without a terminal nothing is asked" cmc forget boris
is "$(canary 'canaryword|canaryconsent|boris@example|Boris|1234567')" "" "no file holds a trace of him"
is "$(people)" 0 "he is gone"
refuse "unknown" 67 cmc log boris
refuse "a call makes him anew: refused" 77 cmc call "Boris Beispiel" --email boris@example.org
refuse "so does his number" 77 cmc call "B. Beispiel" --phone "+49 30 1234567"
refuse "and a contact" 77 cmc contact add Boris --email Boris@Example.ORG
printf 'name,email\nBoris,boris@example.org\n' >"$T/people.csv"
refuse "and an import of him alone" 77 cmc import "$T/people.csv"
printf 'name,email\nBoris,boris@example.org\nCarla,carla@example.org\n' >"$T/people.csv"
check "an import of others goes on" cmc import "$T/people.csv"
is "$(cmc contact list --json | json '[c["name"] for c in d["contacts"]]')" "['Carla']" "without him"
is "$(canary 'boris@example')" "" "a refusal leaves no trace either"
check "an address of nobody is blocked, too" cmc block dora@example.org
refuse "before anybody has it" 77 cmc contact add Dora --email dora@example.org
refuse "what is neither address nor number nor contact" 67 cmc block nobody
check "lifted by address" cmc block boris@example.org --lift
check "the number is another matter" cmc block "030 1234567" --lift
check "he may come back" cmc call "Boris Beispiel" --email boris@example.org --phone "030 1234567"

# -- forget under a running reader: nothing is half erased
cmc call "Emil Canarymuster" --email emil@example.net --note "$(head -c 60000 /dev/zero | tr '\0' x) canaryend" >/dev/null
for i in $(seq 20); do cmc call emil --note "canarynote $i" --outcome busy >/dev/null; done
check "much is forgotten" cmc forget emil
is "$(canary 'Canarymuster|canarynote|canaryend|emil@example')" "" "and nothing of it is left"

# -- everything that is known
cmc call Carla --topic Zutritt --promise Preise --consent "mail me" --note "likes tea" >/dev/null
out=$(cmc export Carla)
is "$(echo "$out" | json 'd["contact"]["emails"], d["consents"][0]["wording"], d["events"][0]["text"]')" \
	"['carla@example.org'] mail me likes tea" "export tells it"
refuse "export of nobody" 67 cmc export nobody
refuse "export of nothing" 64 cmc export

# -- out and in again
cmc contact add '=SUM(A1)' --org '@cmd, "x"' --email sum@example.com --phone "+49 89 1234567" --note $'two\nlines' >/dev/null
csv=$(cmc export --csv)
like "$csv" "^\"'=SUM\(A1\)\",\"'@cmd, \"\"x\"\"\"" "no cell begins as a formula"
is "$(python3 -c 'import csv,sys; print([r["name"] for r in csv.DictReader(sys.stdin)])' <<<"$csv")" \
	"[\"'=SUM(A1)\", 'Boris Beispiel', 'Carla']" "another program reads it"
cmc contact list --json | json 'sorted((c["name"],c["org"],c["emails"],c["phones"]) for c in d["contacts"])' >"$T/before"
for form in csv vcard; do
	cmc export --$form >"$T/out.$form"
	XDG_DATA_HOME=$T/other-$form
	mkdir -m 700 "$XDG_DATA_HOME"
	check "$form comes in again" cmc import "$T/out.$form"
	cmc contact list --json | json 'sorted((c["name"],c["org"],c["emails"],c["phones"]) for c in d["contacts"])' >"$T/after"
	check "and nothing is lost by $form" cmp "$T/before" "$T/after"
	like "$(cmc import "$T/out.$form")" '0 new, 0 completed, 3 known already' "a second time changes nothing"
done
XDG_DATA_HOME=$T/home/data

# -- as other programs write it
cat >"$T/outlook.csv" <<'EOF'
Vorname;Nachname;Firma;E-Mail-Adresse;Telefon geschäftlich;Mobiltelefon
Jörg;Müller;"Müller; Söhne";joerg@example.com;030/7654321;0171 1234567
EOF
iconv -f UTF-8 -t WINDOWS-1252 "$T/outlook.csv" | sed 's/$/\r/' >"$T/latin.csv"
check "a German spreadsheet in Windows-1252" cmc import "$T/latin.csv"
is "$(cmc contact show joerg@example.com --json | json 'd["contact"]["name"], d["contact"]["org"], d["contact"]["phones"]')" \
	"Jörg Müller Müller; Söhne ['+49307654321', '+491711234567']" "umlauts, quoted separator, two numbers"
cat >"$T/outlook.csv" <<'EOF'
Vorname	Nachname	Firma	E-Mail-Adresse	E-Mail 2: Adresse	E-Mail 2: Typ	Telefon (privat)	Telefon geschäftlich 2
Özlem	Weiß	Weiß AG	oezlem@example.com	weiss@example.com	SMTP	030 7654322	030 7654323
EOF
iconv -f UTF-8 -t UTF-16 "$T/outlook.csv" >"$T/unicode.csv"
like "$(cmc import "$T/unicode.csv" 2>&1)" '1 column is not known and was not taken: E-Mail 2: Typ' "one in UTF-16, with numbered columns"
is "$(cmc contact show weiss@example.com --json | json 'd["contact"]["name"], d["contact"]["emails"], d["contact"]["phones"]')" \
	"Özlem Weiß ['oezlem@example.com', 'weiss@example.com'] ['+49307654322', '+49307654323']" "all that it says of her"
printf 'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Greta=\r\n Anna\r\nTEL;CELL:+49 171 7654321\r\nTEL;FAX:+49 30 99\r\nitem1.EMAIL;INTERNET:greta@exam\r\n ple.com\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\n' >"$T/old.vcf"
check "a card of an old telephone" cmc import "$T/old.vcf"
is "$(cmc contact show greta@example.com --json | json 'd["contact"]["name"], d["contact"]["phones"]')" \
	"Greta Anna Müller ['+491717654321']" "folded lines, quoted-printable, no fax"

# -- what cannot be taken: the line is named, nothing is stored
before=$(people)
printf 'name,email\nFine,fine@example.com\nBad,not an address\n"Multi\nline",x@example.com\n' >"$T/bad.csv"
out=$(cmc import "$T/bad.csv" 2>&1)
is "$?" 65 "a file with faults is refused"
like "$out" 'line 3: .*not an address' "the line is named"
like "$out" 'line 4: ' "a control in a name, too"
is "$(people)" "$before" "nothing of it was stored"
check "--skip takes the rest" cmc import --skip "$T/bad.csv"
is "$(people)" $((before + 1)) "just the good one"
printf 'colour,shape\nred,round\n' >"$T/none.csv"
refuse "no column with a name" 65 cmc import "$T/none.csv"
printf 'name\n"open' >"$T/open.csv"
refuse "an open quotation mark" 65 cmc import "$T/open.csv"
printf 'BEGIN:VCARD\nFN:X\n' >"$T/open.vcf"
refuse "a card without end" 65 cmc import "$T/open.vcf"
printf 'name\nA\0B\n' >"$T/nul.csv"
refuse "no text" 65 cmc import "$T/nul.csv"
printf '\376\377\330\000\000a' >"$T/half.csv"
refuse "half a character of UTF-16" 65 cmc import "$T/half.csv"
refuse "no file" 65 cmc import "$T/missing"
refuse "a folder" 65 cmc import "$T"
printf 'Name,E-mail,Fax,Shoe size\nFritz,fritz@example.org,1,44\n' >"$T/strange.csv"
like "$(cmc import "$T/strange.csv" 2>&1)" '2 columns are not known and were not taken: Fax, Shoe size' "what is not taken is said"
printf 'name,org,phone\nNora Ohne,Ohne AG,030 1112223\nNora Ohne,Mit AG,\n' >"$T/ohne.csv"
cmc import "$T/ohne.csv" >/dev/null
like "$(cmc import "$T/ohne.csv")" '0 new, 0 completed, 2 known already' "who has no address is known by name, organisation and number"
printf 'name,org,phone\nNora Ohne,Ohne AG,030 1112224\n' >"$T/ohne.csv"
like "$(cmc import "$T/ohne.csv")" '1 new, 0 completed' "another number is another person"
printf 'name,phone\nNora Ohne,030 1112225\n' >"$T/ohne.csv"
like "$(cmc import "$T/ohne.csv")" '1 new, 0 completed' "so is a number where the name alone is the same"
check "from standard input" cmc import - <<<'name
Standard Input'
seq 100000 | sed 's/.*/Name &,n&@example.com,/; 1i name,email,phone' >"$T/many.csv"
check "100,000 people come in" timeout $((120 * ${CMC_PATIENCE:-1})) cmc import "$T/many.csv"
echo "One More,more@example.com," >>"$T/many.csv"
refuse "one more is too many" 65 cmc import "$T/many.csv"

# -- an address or a number that was wrong
cmc call Ida --email ida@exmaple.org --phone "030 5550001" --outcome reached --next "+5d 10:00" >/dev/null 2>&1
like "$(cmc brief Ida)" "we call.* 5550001" "the agreed call has her number"
cmc contact edit Ida --email ida@example.org --phone "030 5550002" >/dev/null
is "$(cmc contact show Ida --json | json 'd["contact"]["emails"], d["contact"]["phones"]')" \
	"['ida@example.org', 'ida@exmaple.org'] ['+49305550002', '+49305550001']" "what is told comes first"
like "$(cmc mail Ida --print)" 'ida@example.org' "and is mailed"
like "$(cmc contact show Ida)" 'ida@example.org, ida@exmaple.org  \+49305550002, \+49305550001' "all are shown"
cmc contact edit Ida --no-email IDA@exmaple.org --no-phone "030 5550001" >/dev/null
is "$(cmc contact show Ida --json | json 'd["contact"]["emails"], d["contact"]["phones"]')" \
	"['ida@example.org'] ['+49305550002']" "what is wrong is taken away"
like "$(cmc brief Ida)" "we call.* 5550002" "from the agreed call, too"
refuse "what she does not have" 65 cmc contact edit Ida --no-email ida@exmaple.org
refuse "nor is anything else changed then" 65 cmc contact edit Ida --org "Ida AG" --no-phone "030 5550001"
is "$(cmc contact show Ida --json | json 'd["contact"]["org"]')" None "as was said"
cmc contact edit Ida --email ida@example.org --no-email ida@example.org >/dev/null
is "$(cmc contact show Ida --json | json 'd["contact"]["emails"]')" "['ida@example.org']" "taken away and told: it is there"

# -- what waits to go out
cmc call Jan --email jan@example.org --outcome reached --topic Tor --promise Plan --next "+5d 10:00" >/dev/null 2>&1
cmc mail Jan --send >/dev/null 2>&1
like "$(cmc block jan)" 'the agreed call is cancelled: ' "who is blocked is told to have been agreed with"
like "$(cmc outbox list | grep jan@)" 'cancelled' "and the mail that waited does not go out"
cmc call Kai --email kai@example.org --outcome voicemail --promise Plan >/dev/null
like "$(cmc mail Kai --print 2>&1)" 'did not reach them' "a mail after a call that reached nobody is doubted"
cmc call Lea --email lea@example.org --outcome reached --topic Alt --right-person ja --next "+5d 10:00" >/dev/null 2>&1
cmc call Lea --outcome reached --topic Neu --next "+6d 10:00" >/dev/null 2>&1
like "$(cmc mail Lea --print 2>&1; cmc brief Lea)" 'Right person: yes' "ja is yes"
unlike "$(cmc brief Lea)" 'About: Alt' "what is agreed anew is about what was spoken of last"
like "$(cmc call Lea --outcome reached)" 'still agreed' "who is reached before the time is told that it stands"
like "$(cmc call Lea --outcome perhaps 2>&1)" 'voicemail' "an outcome that is none is answered with those that are"
done_testing
