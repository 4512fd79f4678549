# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Questions that end-to-end tests ask cmc, and mails that other clients would write. After lib.sh.

json() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; } # json EXPRESSION of d

# kinds [OPTION…] / events CONTACT: the kinds of today's items and of a contact's events, in order
kinds() { cmc today --json "$@" | json '" ".join(i["kind"] for i in d["items"])'; }
events() { cmc log "$1" --json | json '" ".join(e["kind"] for e in d["events"])'; }

# call_of MESSAGE-ID CONTACT: the call that the log names for a mail; none = it names none
call_of() {
	cmc log "$2" --json | python3 -c 'import json, sys
print(next((e["call"] or "none" for e in json.load(sys.stdin)["events"] if e["message_id"] == "<%s>" % sys.argv[1]), "none"))' "$1"
}

has_event() { cmc log "$1" --json | grep -q "\"kind\":\"$2\""; } # has_event CONTACT KIND

flagged() { flags anna "$1" "${@:2}" | grep -q Flagged; } # flagged MAILBOX [SEARCH…]
unflagged() { ! flagged "$@"; }

ago() { date -d "-$1 $2" '+%F %H:%M UTC'; } # ago 30 min: as --at understands it

hand_written() { # hand_written ID RECIPIENT SUBJECT TEXT: as Anna's other clients write it, without a word of cmc
	printf 'From: Anna <anna@example.org>\nTo: %s\nSubject: %s\nMessage-ID: <%s@client.example>\nDate: %s\n\n%s\n' \
		"$2" "$3" "$1" "$(date -R)" "$4"
}

reply_to() { # reply_to MESSAGE-ID ID FROM NAME SUBJECT TEXT: an answer by In-Reply-To and References
	printf 'From: %s <%s>\nTo: anna@example.org\nSubject: %s\nMessage-ID: <%s@answers.example>\nIn-Reply-To: <%s>\nReferences: <%s>\nDate: %s\n\n%s\n' \
		"$4" "$3" "$5" "$2" "$1" "$1" "$(date -R)" "$6"
}

rebuilt=$(date +%s)
rebuild() { # rebuild USER MAILBOX: the same mails under another UIDVALIDITY, as after a server's repair
	local dir
	rebuilt=$((rebuilt + 1000))
	dir=$(dadm mailbox path -u "$1" -t mailbox "$2")
	find "$dir" -maxdepth 1 -name 'dovecot-uidlist*' -delete -o -maxdepth 1 -name 'dovecot.index*' -delete
	dadm mailbox update -u "$1" --uid-validity "$rebuilt" "$2"
}
