#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What cmc asks on a terminal: setup with the servers that DNS announces, doctor, the questions of a call, mail --edit.
. "$(dirname "$0")/lib.sh"
need_cmc
start_servers

type_in() { # type_in COMMAND… <SCRIPT: $screen and $status are what came of it
	screen=$(python3 "$SRCDIR/tests/e2e/terminal.py" "$@" 2>&1)
	status=$?
}
config=$XDG_CONFIG_HOME/cmc/config

# -- a DNS of our own: example.org announces its servers, example.net only the STARTTLS ones, and that it has no submissions
cat >"$T/dns.py" <<EOF
import socket, struct
SRV = {"_imaps._tcp.example.org": (0, $IMAPS_PORT, "localhost"), "_submissions._tcp.example.org": (0, $SUBMISSIONS_PORT, "localhost"),
       "_imap._tcp.example.net": (0, $IMAP_PORT, "localhost"), "_submission._tcp.example.net": (0, $SUBMISSION_PORT, "localhost"),
       "_submissions._tcp.example.net": (0, 0, "")}
def name(text):
    return b"".join(bytes([len(part)]) + part.encode() for part in text.split(".") if part) + b"\0"
wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
wire.bind(("127.0.0.1", 53))
while True:
    asked, who = wire.recvfrom(4096)
    labels, at = [], 12
    while asked[at]:
        labels.append(asked[at + 1:at + 1 + asked[at]].decode().lower())
        at += 1 + asked[at]
    record = SRV.get(".".join(labels)) if asked[at + 1:at + 3] == b"\0\x21" else None
    answer = b""
    if record:
        data = struct.pack("!HHH", record[0], 1, record[1]) + name(record[2])
        answer = b"\xc0\x0c\0\x21\0\x01" + struct.pack("!IH", 60, len(data)) + data
    wire.sendto(asked[:2] + (b"\x85\x80" if record else b"\x85\x83") + b"\0\1" + (b"\0\1" if record else b"\0\0") + b"\0\0\0\0" +
                asked[12:at + 5] + answer, who)
EOF
python3 "$T/dns.py" &
wait_for 20 grep -qi ' 0100007F:0035 ' /proc/net/udp || bail_out "the DNS does not start"
echo "nameserver 127.0.0.1" >"$T/resolv.conf"
mount --bind "$T/resolv.conf" /etc/resolv.conf || bail_out "no DNS of our own"

# -- setup
type_in cmc setup --ca-file "$CA_FILE" <<EOF
mail address\? => nonsense
mail address\? => anna@example.org
name\? => Anna Beispiel
IMAP server\? .*:$IMAPS_PORT\] => 
submission server\? .*:$SUBMISSIONS_PORT\] => 
prints the password => cat $T/secret/anna
EOF
is "$status" 0 "setup asks, guesses by SRV records, and the servers answer" || diag "$screen"
like "$screen" 'nonsense' "an address that is none is asked for again"
like "$(cat "$config")" "^imap=imaps://anna%40example.org@localhost:$IMAPS_PORT$" "the announced server is in the config"
is "$(stat -c %a "$config" "$XDG_CONFIG_HOME/cmc" | tr '\n' ' ')" "600 700 " "which nobody else can read"
type_in cmc setup <<<""
is "$status" 78 "a config that is there is not replaced"
sum=$(md5sum <"$config")
type_in cmc setup --force <<EOF
mail address\? => ^D
EOF
is "$status" 64 "who gives no answer"
is "$(md5sum <"$config")" "$sum" "keeps what he has"
type_in cmc setup --force --ca-file "$CA_FILE" <<EOF
mail address\? => anna@example.net
name\? => Anna
IMAP server\? \[imap://.*:$IMAP_PORT\] => 
submission server\? \[submission://.*:$SUBMISSION_PORT\] => 
prints the password => 
OAuth2 token\? => echo no-token
EOF
is "$status" 77 "STARTTLS is guessed where nothing better is announced; a log-in that is refused ends with 77" || diag "$screen"
like "$(cat "$config")" '^token_command=echo no-token' "and the config is written"
type_in cmc setup --force --no-test <<EOF
mail address\? => anna@elsewhere.example
name\? => Anna
IMAP server\? \[imaps://anna%40elsewhere.example@imap.elsewhere.example\] => imap.example
IMAP server\? => imaps://anna@imap.example
submission server\? \[submissions://anna%40elsewhere.example@smtp.elsewhere.example\] => 
prints the password => pass show mail
EOF
is "$status" 0 "without records the usual names are proposed; what is no URL is asked for again" || diag "$screen"

# -- doctor
cmc_config anna
out=$(cmc doctor 2>&1)
is $? 1 "without a watcher the doctor is not content"
like "$out" '^BAD .*start "cmc watch"' "and says what to do"
cmc sync
start_watch
check "the watcher is there" wait_for 10 cmc doctor
out=$(cmc doctor)
like "$out" '^ok .*watcher runs' "with a watcher all is well"
unlike "$out" '^BAD' "and nothing is bad"
stop_dovecot
check "a server that is away is found" wait_for 30 bash -c 'cmc doctor | grep -q "^BAD .*INBOX"'
start_dovecot
stop_watch
sed -i 's/^password_command=.*/password_command=false/' "$config"
like "$(cmc doctor)" '^BAD .*account work: .*password_command' "a command that gives no password is named"
cmc_config anna

# -- the questions of a call
type_in cmc call "Boris Beispiel" <<EOF
Mail address\? => boris at example
Mail address\? => boris@example.net
Outcome .*\? => perhaps
Outcome .*\? => reached
Right person\? => yes
Topic\? => Access control
promised to be mailed\? => price list
agreed for\? => tomorrow
agreed for\? => tomorrow 14:00
\[Y/n\] => y
EOF
is "$status" 0 "a call is asked for, question by question" || diag "$screen"
like "$screen" '\[r\]eached, \[n\]o answer, .*\[d\]o not call' "the keys are shown"
like "$screen" 'perhaps' "what cannot be taken is said and asked for again"
like "$(cmc log boris)" 'reached, Access control' "and stored"
type_in cmc call boris <<EOF
Outcome .*\? => no-answer
EOF
is "$status" 0 "who was not reached is asked no more" || diag "$screen"
type_in cmc call boris <<EOF
Outcome .*\? => key r
Topic\? => ^D
EOF
is "$status" 65 "Ctrl-D stops"
type_in cmc call boris <<EOF
Outcome .*\? => ^C
EOF
is "$(cmc log boris --json | grep -o '"kind":"call"' | wc -l)" 2 "and neither it nor Ctrl-C stores anything"
cmc contact add "Boris Zweitmann" --email boris2@example.net >/dev/null
type_in cmc call Boris <<<""
is "$status" 65 "a name that fits two is said before anything is asked"
unlike "$screen" 'Outcome' "and nothing is asked"
type_in cmc call Nobody <<EOF
Mail address\? => 
Phone number\? => 
EOF
is "$status" 67 "nobody is made of nothing"

# -- by single keys
count_of() { cmc log "$1" --json | grep -o "\"outcome\":\"$2\"" | wc -l; } # count_of CONTACT OUTCOME
for key in n:no-answer b:busy v:voicemail g:gatekeeper p:wrong-person u:wrong-number; do
	type_in cmc call "Kim ${key%:*}" --email "kim-${key%:*}@example.net" <<<"\[d\]o not call => key ${key%:*}"
	is "$status $(count_of "kim-${key%:*}@example.net" "${key#*:}")" "0 1" "the key ${key%:*} alone is ${key#*:}" || diag "$screen"
done
type_in cmc call "Kim Reached" --email kim@example.net <<-'EOF'
	\[d\]o not call => key x
	\[d\]o not call => key R
	Right person\? \[y\]es, \[n\]o => key y
	Topic\? => Fence
	promised to be mailed\? => 
	agreed for\? => +3d 14:00
	\[Y/n\] => key y
EOF
is "$status $(count_of kim@example.net reached)" "0 1" "a key that is none is asked for again, capitals are the same" || diag "$screen"
like "$(cmc brief kim@example.net)" 'Right person: yes, since' "the right person is noted by one key"
type_in cmc call kim@example.net <<-'EOF'
	\[d\]o not call => 
	Topic\? => 
	promised to be mailed\? => 
	agreed for\? => 
EOF
is "$status $(count_of kim@example.net reached)" "0 2" "Enter is reached, and who is the right person is not asked twice" || diag "$screen"
type_in cmc call kim@example.net <<-'EOF'
	\[d\]o not call => key r
	Topic\? => Gate
	promised to be mailed\? => 
	agreed for\? => +4d 14:00
	\[Y/n\] => key n
	For when, then.*\? => +5d 15:00
	\[Y/n\] => key y
EOF
is "$status" 0 "a time that is not meant is asked for again" || diag "$screen"
like "$(cmc brief kim@example.net)" '15:00' "and all that was said before is kept"
like "$(cmc brief kim@example.net)" 'Gate' "the topic, too"
type_in cmc call kim@example.net <<-'EOF'
	\[d\]o not call => key r
	Topic\? => Fence again
	promised to be mailed\? => 
	agreed for\? => +6d 14:00
	\[Y/n\] => key n
	For when, then.*\? => 
EOF
is "$status" 0 "or no time is agreed" || diag "$screen"
like "$(cmc brief kim@example.net)" '15:00' "what was agreed before stands"
type_in cmc call kim@example.net <<<'\[d\]o not call => key d'
is "$status $(count_of kim@example.net do-not-call)" "0 1" "d alone is do-not-call" || diag "$screen"
if command -v msgfmt >/dev/null; then
	mkdir -p "$T/locale/de/LC_MESSAGES"
	msgfmt -o "$T/locale/de/LC_MESSAGES/cmc.mo" "$SRCDIR/po/de.po"
	sed -i 's/^language=.*//; s/^\[cmc\]/[cmc]\nlanguage=de/' "$config"
	for key in e:reached k:no-answer b:busy m:voicemail v:gatekeeper p:wrong-person n:wrong-number w:do-not-call; do
		{
			echo "nicht \[w\]ieder anrufen => key ${key%:*}"
			[ "$key" != e:reached ] ||
				printf '%s => %s\n' 'ner\? \[j\]a, \[n\]ein' 'key j' 'nger\?' '' 'zugesagt\?' '' 'vereinbart\?' ''
		} >"$T/answers"
		CMC_LOCALEDIR=$T/locale type_in cmc call "Udo ${key%:*}" --email "udo-${key%:*}@example.net" <"$T/answers"
		is "$status $(count_of "udo-${key%:*}@example.net" "${key#*:}")" "0 1" "German: the key ${key%:*} is ${key#*:}" || diag "$screen"
	done
fi
cmc_config anna

# -- mail --edit
cat >"$T/editor" <<-'EOF'
	#!/bin/sh
	sed -i '1s/.*/Subject: Edited by hand/; $a\
	One line more.' "$1"
EOF
chmod 755 "$T/editor"
export VISUAL=$T/editor EDITOR=false
type_in cmc mail boris@example.net --edit <<EOF
\[s\]end => p
EOF
is "$status" 0 "the editor of VISUAL is opened" || diag "$screen"
like "$screen" '^Subject: Edited by hand' "its subject is taken"
like "$screen" '^One line more\.' "and its text"
unset VISUAL
type_in cmc mail boris@example.net --edit --print <<<""
is "$status" 69 "an editor that fails stops it"
export EDITOR=true
type_in cmc mail boris@example.net --edit <<EOF
\[s\]end => d
EOF
is "$status" 0 "EDITOR where there is no VISUAL; into Drafts" || diag "$screen"
check "the draft arrives" cmc sync
is "$(mails anna Drafts)" 1 "in Drafts"
done_testing
