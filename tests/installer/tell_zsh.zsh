# SPDX-License-Identifier: MIT
# Sourced by the zsh that is asked: what it offers is printed, and ^X^F says that it has ended.
compadd() {
    # Calls that only filter arrays offer nothing.
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a said
    builtin compadd -O said "$@"
    local each
    for each in $said; do print -r -- "offer:$each"; done
    builtin compadd "$@"
}
tell_end() { print END-''OF-IT }
zle -N tell_end
bindkey '^X^F' tell_end
