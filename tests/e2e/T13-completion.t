#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion knows every command, its options, what they take, and the people: bash, zsh and fish by running them.
SRCDIR=${CMC_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
BUILDDIR=${CMC_BUILDDIR:-$SRCDIR/build}
[ -x "$BUILDDIR/cmc" ] || { echo "1..0 # SKIP cmc is not built"; exit 0; }
export CMC_LIBEXEC=${CMC_LIBEXEC:-$BUILDDIR/libexec} PATH=$BUILDDIR:$PATH LC_ALL=C.UTF-8 TZ=UTC TERM=dumb
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
export HOME=$T XDG_CONFIG_HOME=$T/config XDG_DATA_HOME=$T/data
mkdir -m 700 "$T/config" "$T/config/cmc"
(umask 077; cat >"$T/config/cmc/config") <<-EOF
	[account work]
	name=Anna Beispiel
	address=anna@example.org
	imap=imaps://anna@localhost:1
	password_command=echo secret
EOF
cmc contact add 'Boris Beispiel' --email boris@example.net --org 'Example Ltd' >/dev/null
cmc contact add 'Carla Muster' --phone '+49 30 123456' >/dev/null

count=0
failed=0
verdict() { # verdict NAME STATUS GOT
	count=$((count + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		printf '%s\n' "$3" | sed 's/^/# got: /'
		failed=1
	fi
}
has() { # has LINE WORD…: each is offered for LINE by $offered, set before
	local word status=0
	for word in "${@:2}"; do
		grep -qxF -- "$word" <<<"$offered" || status=1
	done
	verdict "$shell: \"$1\" offers ${*:2}" "$status" "$offered"
}
lacks() { # lacks LINE WORD
	! grep -qxF -- "$2" <<<"$offered"
	verdict "$shell: \"$1\" does not offer $2" $? "$offered"
}

shell=bash
. "$SRCDIR/contrib/completion/cmc.bash"
offer() { # offer LINE: what bash would offer at its end
	COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=(cmc) COMP_WORDBREAKS=${2-} COMPREPLY=()
	_cmc
	offered=$(printf '%s\n' "${COMPREPLY[@]}")
	has "$1" "${@:3}"
}
mapfile -t commands < <(cmc --help | sed -n '/^  cmc /d;s/^  \([a-z][a-z-]*\) .*/\1/p')
verdict "there are commands" "$((${#commands[@]} < 19))" "${commands[*]}"
offer 'cmc ' '' "${commands[@]}"
lacks 'cmc ' cmc
for command in "${commands[@]}"; do
	mapfile -t options < <(cmc "$command" --help | grep -oE '^  (-., )?--[a-z-]+=?' | grep -oE -- '--[a-z-]+=?')
	offer "cmc $command -" '' "${options[@]}"
done
offer 'cmc -' '' --json --config= --version
offer 'cmc --json to' '' today
offer 'cmc --config file ca' '' call cancel
offer 'cmc call ' '' boris@example.net 'Boris\ Beispiel' 'Carla\ Muster'
offer 'cmc brief car' '' 'Carla\ Muster'
lacks 'cmc brief car' boris@example.net
offer 'cmc mail boris@ex' '"@=:' example.net
offer 'cmc call boris --outcome no' '' no-answer
offer 'cmc call boris --outcome=v' '=' voicemail
offer 'cmc call boris --missed ' '' them us
offer 'cmc contact add X --language ' '' de en
offer 'cmc --account ' '' work
offer 'cmc contact ' '' add edit list show
offer 'cmc contact edit ' '' boris@example.net
offer 'cmc outbox re' '' retry resend
cd "$T" && touch prices.pdf
offer 'cmc mail boris --attach pri' '' prices.pdf
offer 'cmc classify pri' '' prices.pdf

shell=fish
if command -v fish >/dev/null; then
	offer() {
		offered=$(fish --no-config -c "source '$SRCDIR/contrib/completion/cmc.fish'; complete -C '$1'" 2>&1 | cut -f 1)
		has "$@"
	}
	offer 'cmc ' "${commands[@]}"
	offer 'cmc call -' --outcome --next --json
	offer 'cmc call ' boris@example.net 'Carla Muster'
	offer 'cmc call boris --outcome ' no-answer
	offer 'cmc outbox ' retry was-sent
else
	echo "ok $((++count)) - fish # SKIP fish is missing"
fi

shell=zsh
if command -v zsh >/dev/null; then
	# zsh completes on a terminal only: what it lists there
	offer() {
		offered=$(python3 - "$SRCDIR/contrib/completion" "$1" <<-'EOF'
			import os, pty, re, select, sys, time
			pid, fd = pty.fork()
			if pid == 0:
			    os.execvp("zsh", ["zsh", "-f", "-i"])
			def read_until(mark, seconds):
			    text, end = "", time.time() + seconds
			    while mark not in text and time.time() < end:
			        if select.select([fd], [], [], 0.2)[0]:
			            try:
			                text += os.read(fd, 65536).decode("utf-8", "replace")
			            except OSError:
			                break
			    return text
			def say(text):
			    os.write(fd, text.encode())
			say("PS1=; stty cols 200; fpath=(%s $fpath); autoload -U compinit; compinit -u -d %s/dump\n" % (sys.argv[1], os.environ["HOME"]))
			say("unsetopt menu_complete auto_menu; LISTMAX=500; zstyle ':completion:*' verbose no; echo rea''dy\n")
			read_until("ready", 30)
			say(sys.argv[2] + "\t\t")
			text = ""
			while not text.strip(sys.argv[2] + "\r\n\a ") or select.select([fd], [], [], 1)[0]:
			    text += read_until("\n", 5)
			os.kill(pid, 9)
			text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
			print("\n".join(re.split(r"\s{2,}|[\r\n]+|(?<=\S) (?=-)", text)))
		EOF
		)
		offered=$(tr -s ' ' '\n' <<<"$offered")
		has "$@"
	}
	offer 'cmc ' "${commands[@]}"
	offer 'cmc call --o' --org --outcome
	offer 'cmc call ' boris@example.net
	offer 'cmc outbox ' retry was-sent
else
	echo "ok $((++count)) - zsh # SKIP zsh is missing"
fi

echo "1..$count"
exit $failed
