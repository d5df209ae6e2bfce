#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# ask_bash.sh SCRIPT LINE: what bash would offer at the end of LINE, one a line.
set -u
# shellcheck source=/dev/null
. "$1"
COMP_LINE=$2
COMP_POINT=${#COMP_LINE}
# As bash parts a line: at blanks, and at each = which is a word of its own.
read -r -a COMP_WORDS <<<"${COMP_LINE//=/ = }"
[[ $COMP_LINE != *[\ =] ]] || COMP_WORDS+=('')
[[ $COMP_LINE != *= ]] || unset 'COMP_WORDS[-1]'
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
command=$(complete -p cairn-cli | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
"$command" cairn-cli "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
