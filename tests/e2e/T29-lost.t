#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Answers that name nothing: found by who writes, what he quotes, subject and time; asked where two fit; never a stranger's.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

# answer ID FROM SUBJECT TEXT [HEADER…]: without In-Reply-To and References
answer() {
	local id=$1 from=$2 subject=$3 text=$4
	shift 4
	printf 'From: %s\nTo: anna@example.org\nSubject: %s\nMessage-ID: <%s@answers.example>\nDate: %s\n' "$from" "$subject" "$id" "$(date -R)"
	for header; do printf '%s\n' "$header"; done
	printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%b\n' "$text"
}
text_of() { # text_of MESSAGE-ID CONTACT
	cmc log "$2" --json | python3 -c 'import json, sys
print(next((e["text"] for e in json.load(sys.stdin)["events"] if e["message_id"] == "<%s>" % sys.argv[1]), "none"))' "$1"
}

offer='Guten Tag Herr Beispiel, anbei die Preisliste für die Zugangskontrolle mit zwölf Türen.'
cmc call "Boris Beispiel" --email boris@firma.example --outcome reached --at "$(ago 30 min)" --promise Preisliste >/dev/null
hand_written offer boris@firma.example "Preisliste Zugangskontrolle" "$offer" | put_mail anna Sent
check "sync reads the follow-up" cmc sync
is "$(events boris)" "call follow-up" "it is linked"

answer a1 'Boris Beispiel <boris@firma.example>' 'Frage zu den Türen' \
	"Gibt es auch eine Lösung für 14 Türen?\n\nGruß\nB. Beispiel\n\nVon: Anna <anna@example.org>\nGesendet: $(date '+%d.%m.%Y %H:%M')\nAn: Boris Beispiel\nBetreff: Preisliste\n\n$offer" |
	deliver anna boris@firma.example
check "sync" cmc sync
is "$(call_of a1@answers.example boris)" c1 "an answer that names nothing and quotes the follow-up"
like "$(cmc why '<a1@answers.example>')" 'probable.*quoted|quoted.*probable' "is probable, by its quoted words"
is "$(text_of a1@answers.example boris)" "$(printf 'Gibt es auch eine Lösung für 14 Türen?\n\nGruß\nB. Beispiel')" "the log has his own words alone"
like "$(kinds)" review "today asks whether it is one"
check "a person says so" cmc link '<a1@answers.example>' c1
like "$(kinds)" replied "then today says that he replied"
like "$(cmc brief boris)" 'Gibt es auch eine Lösung für 14 Türen' "the brief has his words, too"
unlike "$(cmc brief boris)" 'Gesendet:' "and nothing that he quotes"

answer a2 'Boris Beispiel <boris@firma.example>' 'AW: [EXT] Preisliste Zugangskontrolle' 'Danke!' | deliver anna boris@firma.example
check "sync" cmc sync
is "$(call_of a2@answers.example boris)" c1 "sender, subject and time"
like "$(cmc why '<a2@answers.example>')" probable "are probable"

# -- whom it is not
answer s1 'Eve <eve@evil.example>' 'Re: Preisliste Zugangskontrolle' "Ich auch.\n\n> $offer" | deliver anna eve@evil.example
answer s2 'Firma News <news@firma.example>' 'Preisliste Zugangskontrolle' 'Unsere Angebote der Woche.' 'List-Id: <news.firma.example>' \
	'List-Unsubscribe: <mailto:off@firma.example>' | deliver anna news@firma.example
answer s3 'Boris Beispiel <boris@firma.example>' 'Einladung zum Sommerfest' 'Am 3. Juli feiern wir.' | deliver anna boris@firma.example
check "sync" cmc sync
refuse "a stranger under the subject, quoting, is nobody" 67 cmc why '<s1@answers.example>'
refuse "so is a newsletter of that company" 67 cmc why '<s2@answers.example>'
is "$(call_of s3@answers.example boris)" none "a new mail of his answers nothing"
is "$(events boris | tr ' ' '\n' | grep -c reply)" 2 "two replies, no more"

# -- his name from elsewhere: asked
answer n1 'Boris Beispiel <b.beispiel@private.example>' 'Re: Preisliste' "Von zu Hause: ja, gern.\n\n> $offer" | deliver anna b.beispiel@private.example
check "sync" cmc sync
like "$(cmc review --json)" 'n1@answers.example' "his name from a strange address, quoting, waits in review"
is "$(events boris | tr ' ' '\n' | grep -c reply)" 2 "and is no reply yet"

# -- two calls that fit
cmc call "Carla Beispiel" --email carla@firma.example --outcome reached --at "$(ago 50 min)" --topic Dach --promise Angebot >/dev/null
hand_written dach carla@firma.example "Unser Gespräch" "Guten Tag, anbei der Plan für das neue Dach der Halle in Berlin." | put_mail anna Sent
check "sync" cmc sync
cmc call carla --outcome reached --at "$(ago 5 min)" --topic Tor --promise Zeichnung >/dev/null
hand_written tor carla@firma.example "Unser Gespräch" "Guten Tag, anbei die Zeichnung vom elektrischen Tor an der Einfahrt." | put_mail anna Sent
check "sync" cmc sync
dach=$(call_of dach@client.example carla)
tor=$(call_of tor@client.example carla)
like "$dach $tor" '^c[0-9]+ c[0-9]+$' "each follow-up has its call"
answer c1 'Carla Beispiel <carla@firma.example>' 'AW: Unser Gespräch' 'Passt.' | deliver anna carla@firma.example
answer c2 'Carla Beispiel <carla@firma.example>' 'AW: Unser Gespräch' 'Zu klein.\n\n> Guten Tag, anbei die Zeichnung vom elektrischen\n> Tor an der Einfahrt.' |
	deliver anna carla@firma.example
check "sync" cmc sync
like "$(cmc review --json)" 'c1@answers.example' "an answer that fits both is asked"
is "$(call_of c2@answers.example carla)" "$tor" "what it quotes decides, wrapped anew as it is"
check "the store is sound" cmc check
done_testing
