# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of cmc for fish. Everything is asked of cmc itself, so that nothing here can grow old.

function __cmc_commands
    cmc --help 2>/dev/null | string match -rg '^  (?!cmc )([a-z][a-z-]*) +(.*)' | while read -l name
        read -l summary
        printf '%s\t%s\n' $name $summary
    end
end

# The command on the line, if there is one yet.
function __cmc_command
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
        else if contains -- $word --config --account
            set skip 1
        else if not string match -q -- '-*' $word
            echo $word
            return 0
        end
    end
    return 1
end

function __cmc_options
    set -l command (__cmc_command)
    cmc $command --help 2>/dev/null | string match -rg '^  (?:-[a-zA-Z?], )?(--[a-z-]+)(?:=\S+)? +(.*)' | while read -l name
        read -l summary
        printf '%s\t%s\n' $name $summary
    end
end

function __cmc_contacts
    cmc contact list 2>/dev/null | string replace -r '^p\d+ +' '' | while read -l line
        set -l parts (string split '  ' -- $line)
        set -l name (string replace -r ', .*' '' -- $parts[1])
        test -n "$parts[2]"; and printf '%s\t%s\n' $parts[2] $name
        printf '%s\n' $name
    end
end

function __cmc_arguments
    set -l command (__cmc_command); or return
    switch (commandline -opc)[-1]
        case --outcome
            printf '%s\n' reached no-answer busy voicemail gatekeeper wrong-person wrong-number do-not-call
            return
        case --right-person
            printf '%s\n' yes no
            return
        case --missed
            printf '%s\n' them us
            return
        case --language
            printf '%s\n' de en
            return
        case --attach --ca-file
            __fish_complete_path (commandline -ct)
            return
        case '--*=' --topic --promise --note --next --at --duration --email --phone --org
            return
    end
    set -l usage (LC_ALL=C cmc $command --help 2>/dev/null)[2]
    switch "$command $usage"
        case 'contact *'
            printf '%s\n' add edit list show
            __cmc_contacts
        case 'outbox *'
            printf '%s\n' list retry resend was-sent cancel
        case '*CONTACT*'
            __cmc_contacts
        case '*MESSAGE*'
            cmc review 2>/dev/null | string match -rg '^(m\d+) '
            cmc review 2>/dev/null | string match -rg '^ +(c\d+) '
        case '*FILE*' '*DIR*'
            __fish_complete_path (commandline -ct)
    end
end

complete -c cmc -f
complete -c cmc -n 'not __cmc_command >/dev/null' -a '(__cmc_commands)'
complete -c cmc -n 'string match -q -- "-*" (commandline -ct)' -a '(__cmc_options)'
complete -c cmc -n '__cmc_command >/dev/null' -a '(__cmc_arguments)'
