#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Somebody asks not to be contacted any more: today, brief and mail say so, whether a call knows of the mail or not, until a
# person has decided.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/cmc.sh"
need_cmc
start_servers
cmc_config anna

asks() { # asks ID ADDRESS NAME [IN-REPLY-TO]: that nobody contacts them
	printf 'From: %s <%s>\nTo: anna@example.org\nSubject: Ihre Mails\nMessage-ID: <%s@answers.example>\nDate: %s\n%s\nBitte kontaktieren Sie mich nicht mehr.\n' \
		"$3" "$2" "$1" "$(date -R)" "${4:+In-Reply-To: <$4>$'\n'}" | deliver anna
}
replied() { cmc today --json | json '[i["contact"]["id"] + " " + (i["call"] or "-") + " " + i["why"] for i in d["items"] if i["kind"] == "replied"]'; }

# ---- no call knows of it ----

cmc call "Boris Beispiel" --email boris@example.org --outcome reached --at "$(ago 50 min)" --topic Messe --promise Plan >/dev/null
cmc contact add "Dora Fremd" --email dora@example.org >/dev/null
cmc contact add "Emil Fern" --email emil@example.org >/dev/null
asks o1 dora@example.org "Dora Fremd"
asks o2 dora@example.org "Dora Fremd"
check "sync" cmc sync
newest=$(cmc today --json | json '[i["message"] for i in d["items"] if i["kind"] == "replied"][0]')
is "$(replied)" "['p2 - asks not to be contacted again; \"cmc block p2\" keeps it so, \"cmc unlink $newest\" if that is not meant']" \
	"today tells of it, once"
cmc unlink "$newest" >/dev/null
unlike "$(replied)" "unlink $newest\\\\?\"" "a person says that it is not meant"
like "$(replied)" "p2 - asks not" "the other mail still is"
like "$(cmc today)" 'asks not to be contacted again.*\(m[0-9]+\)' "with the mail's number"
like "$(cmc brief dora)" 'Asked by mail NOT to be contacted' "so does the brief"
like "$(cmc brief dora)" 'do not call' "which begins with it"
like "$(cmc brief dora --json | json 'd["opt_out_at"]')" '^20' "as JSON, too"
is "$(cmc brief emil --json | json 'd["opt_out_at"]')" None "others did not ask"
refuse "the address that it came from stays" 65 cmc contact edit dora --no-email dora@example.org
cmc block dora >/dev/null
is "$(replied)" "[]" "who is blocked is decided"
unlike "$(cmc brief dora)" 'Asked by mail' "for the brief, too"
cmc block dora --lift >/dev/null
like "$(replied)" 'p2' "lifted, it waits again"

like "$(cmc forget dora)" 'asked by mail not to be contacted' "forgotten before that is decided, her wish is kept"
refuse "nobody adds her again" 77 cmc contact add Dora --email dora@example.org

# ---- an answer to a follow-up ----

hand_written h1 boris@example.org "Der Plan" "Hallo Boris, hier der Plan zur Messe, wie am Telefon besprochen." | put_mail anna Sent
asks o3 boris@example.org "Boris Beispiel" h1@client.example
check "sync with an answer" cmc sync
like "$(replied)" "p1 c1 asks not to be contacted again; \\\\?\"cmc block p1" "an answer that asks so is told with its call"
like "$(cmc mail boris --print 2>&1)" 'asked by mail not to be contacted' "who mails nevertheless is warned"
check "the store is sound" cmc check --strict
sleep 1.1 # an answer in the same second comes after the call
cmc call boris --outcome reached >/dev/null
unlike "$(replied)" 'p1' "whoever calls all the same has decided"
done_testing
