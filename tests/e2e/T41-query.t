#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cmc query and cmc muttrc: what mail clients ask for, on the real address books and the real mutt and neomutt.
. "$(dirname "$0")/lib.sh"
need_cmc
cmc_config anna
for program in mutt neomutt khard abook; do command -v $program >/dev/null || skip_all "$program is missing"; done

cmc contact add "Boris Beispiel" --email boris@example.org --email b.beispiel@firma.example --org "Firma GmbH" >/dev/null
cmc contact add "Çağla Öztürk" --email cagla@example.org >/dev/null
# shellcheck disable=SC2016
cmc contact add 'Eve "$(touch pwned)`touch pwned`'"';touch pwned;'" --email 'eve`touch${IFS}pwned`@evil.example' >/dev/null
cmc contact add "Nobody Known" >/dev/null

# -- query
is "$(cmc query beispiel)" "cmc: 2 addresses
boris@example.org	Boris Beispiel	Firma GmbH
b.beispiel@firma.example	Boris Beispiel	Firma GmbH" "part of a name gives every address, tab-separated"
like "$(cmc query firma.ex)" 'b\.beispiel@firma\.example	Boris' "part of an address"
unlike "$(cmc query firma.ex)" 'boris@example' "and only that one"
like "$(cmc query gmbh boris)" 'cmc: 2 addresses' "every word must fit"
like "$(cmc query öztürk)" 'cagla@example.org	Çağla Öztürk' "letters of any case, beyond ASCII"
is "$(cmc query)" "$(cmc query '')" "no text is everybody"
is "$(cmc query | wc -l)" 5 "who has no address is not there"
refuse "nothing found" 1 cmc query nowhere
refuse "LIKE's own characters are letters" 1 cmc query %
is "$(cmc query -- -rf)" "cmc: 0 addresses" "a dash is text"
like "$(cmc query --json beispiel)" '"email":"boris@example.org"' "JSON, too"

# -- other address books
mkdir -p "$HOME/contacts" "$XDG_CONFIG_HOME/khard" "$HOME/.abook"
printf 'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Vera Card\r\nN:Card;Vera;;;\r\nEMAIL:vera@cards.example\r\nEND:VCARD\r\n' >"$HOME/contacts/1.vcf"
printf 'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:2\r\nFN:Boris Again\r\nN:Again;Boris;;;\r\nEMAIL:boris@example.org\r\nEND:VCARD\r\n' >"$HOME/contacts/2.vcf"
printf '[addressbooks]\n[[own]]\npath = %s\n' "$HOME/contacts" >"$XDG_CONFIG_HOME/khard/khard.conf"
printf '[format]\nprogram=abook\nversion=0.6.1\n\n[0]\nname=Abel Book\nemail=abel@books.example\n' >"$HOME/.abook/addressbook"
books() { find "$HOME/contacts" "$HOME/.abook" "$XDG_CONFIG_HOME/khard" -type f -exec md5sum {} + | sort; }
untouched=$(books)
sed -i 's/^region=DE/&\naddress_books=khard;abook;/' "$XDG_CONFIG_HOME/cmc/config"
like "$(cmc query vera)" 'vera@cards.example	Vera Card' "khard's vCard folder is asked"
like "$(cmc query abel)" 'abel@books.example	Abel Book' "abook is asked"
is "$(cmc query boris | grep -c boris@example.org)" 1 "an address is told once, ours first"
is "$(books)" "$untouched" "neither is changed"
unlike "$(cmc contact list)" 'Vera|Abel' "nor are their people ours"
sed -i "s|khard;abook;|~/contacts;$T/none;|" "$XDG_CONFIG_HOME/cmc/config"
printf 'not a card' >"$HOME/contacts/3.vcf"
like "$(cmc query card VERA 2>/dev/null)" 'vera@cards.example	Vera Card' "a folder of vCards is read without khard"
is "$(cmc query boris 2>/dev/null | grep -c boris@example.org)" 1 "ours first there, too"
like "$(cmc query vera 2>&1)" "address book \"$T/none\": " "a folder that is not there is said"
like "$(cmc doctor 2>&1)" "address book $T/none is not there" "by doctor, too"
sed -i "s|~/contacts;$T/none;|khard;abook;|" "$XDG_CONFIG_HOME/cmc/config"
# shellcheck disable=SC2016
cmc query '$(touch pwned)`touch pwned`;touch pwned' >/dev/null
cmc query -- --help >/dev/null
is "$(find . "$HOME" -name pwned)" "" "no text is run"
sed -i 's/khard;abook;/palm;/' "$XDG_CONFIG_HOME/cmc/config"
refuse "a book that nobody knows" 78 cmc query x
sed -i 's/palm;/khard;/' "$XDG_CONFIG_HOME/cmc/config"
without=$T/bin; mkdir "$without"
for program in cat python3; do ln -s "$(command -v $program)" "$without/"; done
like "$(PATH=$without "$BUILDDIR/cmc" query boris 2>&1)" 'boris@example.org' "a missing program takes nobody else away"
like "$(PATH=$without "$BUILDDIR/cmc" doctor 2>&1)" 'address book khard is not there' "doctor says that it is missing"
sed -i '/address_books/d' "$XDG_CONFIG_HOME/cmc/config"

# -- muttrc
cmc call boris --outcome reached --next "in 10 min" >/dev/null
like "$(cmc muttrc)" 'set my_cmc_status=cmc\\:\\ 0\\ calls\\ due' "nothing is due yet"
unlike "$(cmc muttrc)" ' boris@' "nobody is in the group"
cmc call çağla --outcome reached --at "$(date -d '3 hours ago' '+%F %H:%M') UTC" --next "$(date -d '1 hour ago' '+%F %H:%M') UTC" >/dev/null
cmc call p3 --outcome reached --at "$(date -d '3 hours ago' '+%F %H:%M') UTC" --next "$(date -d '1 hour ago' '+%F %H:%M') UTC" >/dev/null
like "$(cmc muttrc)" '^group -group cmc-due -addr cagla@example.org$' "who is due is in the group"
like "$(cmc muttrc)" '^set my_cmc_due=2$' "and counted"
for mutt in mutt neomutt; do
	printf 'source "cmc muttrc|"\nset my_cmc_fg=red my_cmc_bg=default\nsource "cmc muttrc --color|"\nsource "cmc muttrc --recall|"\n' >"$T/rc"
	out=$(cd "$T" && TERM=xterm-256color $mutt -n -F "$T/rc" -e 'set sendmail=$my_cmc_due' -Q sendmail 2>&1)
	like "$out" 'sendmail ?= ?"2"' "$mutt reads it"
	unlike "$out" '[Ee]rror' "$mutt finds no error in it"
done
is "$(find "$T" -name pwned)" "" "an address with a command in it runs nothing"
cmc call çağla --outcome reached >/dev/null
like "$(cmc muttrc)" '^ungroup -group cmc-due -addr cagla@example.org$' "after the outcome the address leaves the group"
cmc check >/dev/null
is $? 0 "the store is sound"
done_testing
