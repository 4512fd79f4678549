# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion of cmc for bash. Commands, options and what they take are asked of cmc itself ("cmc --help", "cmc COMMAND
# --help"), contacts and messages of the store, so that nothing here can grow old.

_cmc_ask() { LC_ALL=C "${COMP_WORDS[0]}" "$@" 2>/dev/null </dev/null; }

_cmc_commands() { _cmc_ask --help | sed -n '/^  cmc /d;s/^  \([a-z][a-z-]*\) .*/\1/p'; }

# "--long=ARG" and "-x=ARG", one a line, of a command or of cmc itself.
_cmc_options() {
	_cmc_ask ${1:+"$1"} --help | sed -n 's/^  -\([a-zA-Z?]\), --\([a-z-]*\)\(=[^ ]*\)\{0,1\} .*/--\2\3\n-\1\3/p
		s/^  --\([a-z-]*\)\(=[^ ]*\)\{0,1\}.*/--\1\2/p'
}

_cmc_contacts() { # addresses, and names where there is no address
	_cmc_ask contact list | sed 's/^p[0-9]* *//' | awk -F '  ' '{ sub(/, .*/, "", $1); print $2 ? $2 : $1; if ($2) print $1 }'
}

_cmc_accounts() {
	sed -n 's/^\[account  *\(.*\)\]$/\1/p' "${XDG_CONFIG_HOME:-$HOME/.config}/cmc/config" 2>/dev/null
}

_cmc_values() { # _cmc_values OPTION ARG: what the option takes
	case $1 in
	--outcome) echo reached no-answer busy voicemail gatekeeper wrong-person wrong-number do-not-call ;;
	--account) _cmc_accounts ;;
	--next | --at | --as-of) echo today tomorrow mon tue wed thu fri ;;
	*) case $2 in *\|*) echo "${2//|/ }" ;; esac ;;
	esac
}

_cmc_arguments() { # _cmc_arguments COMMAND WORDS…: what may stand behind the words that are there
	local usage kind
	usage=$(_cmc_ask "$1" --help | sed -n '2s/^ *[^ ]* //;2s/^\[[^]]*\] *//;2p')
	case $1:$# in
	contact:2 | outbox:2) grep -o '[a-z][a-z-]*' <<<"${usage#"$1"}" ;;
	contact:*) _cmc_contacts ;;
	outbox:*) _cmc_ask outbox | sed -n 's/^\(o[0-9]*\) .*/\1/p' ;;
	*)
		kind=$(cut -d ' ' -f "$#" <<<"$usage")
		case $kind in
		*CONTACT*) _cmc_contacts ;;
		*MESSAGE*) _cmc_ask review | sed -n 's/^\(m[0-9]*\) .*/\1/p' ;;
		*CALL*) _cmc_ask review | sed -n 's/^ *\(c[0-9]*\) .*/\1/p' ;;
		*FILE* | *DIR*) compgen -f -- "$cur" ;;
		esac
		;;
	esac
}

_cmc() {
	local line=${COMP_LINE:0:COMP_POINT} cur command='' option='' arg word skip='' given=() found=()
	cur=${line##*[[:blank:]]}
	read -ra words <<<"${line%"$cur"}"
	for word in "${words[@]:1}"; do
		if [ -n "$skip" ]; then
			skip=
			option=
			continue
		fi
		case $word in
		-*)
			arg=$(_cmc_options "$command" | sed -n "s/^$word=//p")
			[ -z "$arg" ] || { skip=yes && option=$word; }
			;;
		*) if [ -z "$command" ]; then command=$word; else given+=("$word"); fi ;;
		esac
	done
	case $cur in
	--*=*)
		option=${cur%%=*}
		arg=$(_cmc_options "$command" | sed -n "s/^$option=//p")
		skip=yes
		;;
	esac

	if [ -n "$skip" ]; then
		case $arg in
		FILE) mapfile -t found < <(compgen -f -- "${cur#--*=}") ;;
		*) mapfile -t found < <(_cmc_values "$option" "$arg" | tr ' ' '\n') ;;
		esac
	else
		case $cur in
		-*) mapfile -t found < <(_cmc_options "$command" | sed 's/=.*/=/;s/^\(-.\)=$/\1/') ;;
		*) if [ -z "$command" ]; then mapfile -t found < <(_cmc_commands); else
			mapfile -t found < <(_cmc_arguments "$command" "${given[@]}" .)
		fi ;;
		esac
	fi

	local typed=$cur
	[ -z "$skip" ] || typed=${cur#--*=}
	COMPREPLY=()
	for word in "${found[@]}"; do
		if [[ -n $word && ${word,,} == "${typed,,}"* ]]; then
			case $word in
			-*) COMPREPLY+=("$word") ;;
			*) COMPREPLY+=("$(printf %q "$word")") ;;
			esac
		fi
	done
	# readline replaces only what stands behind the last of these
	local behind=${typed##*[@:=]}
	case $COMP_WORDBREAKS in *@*)
		local i
		for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]:$((${#typed} - ${#behind}))}; done
		;;
	esac
	case ${#COMPREPLY[@]}:${COMPREPLY[0]:-} in 1:*=) compopt -o nospace 2>/dev/null ;; esac
}
complete -F _cmc cmc
